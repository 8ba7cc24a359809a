"""Networks of others as they come: TensorFlow.js graphs in an npm package (`rendering.art.HUMAN_MODELS`)."""

import json
import tarfile
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import torch
from torch import Tensor, nn

_TYPES = {"float32": "<f2", "int32": "<i4"}  # as they are stored; every float is in half precision


def stored(package: Path, graph: str) -> tuple[list[dict], dict[str, Tensor]]:
    """The nodes of a graph of that name and its stored tensors by name, in full precision."""
    with tarfile.open(package) as archive:
        described, shard = (archive.extractfile(f"package/models/{graph}{end}") for end in (".json", ".bin"))
        assert described is not None and shard is not None
        written, raw = json.load(described), shard.read()
    tensors, at = {}, 0
    for entry in written["weightsManifest"][0]["weights"]:
        kind, count = np.dtype(_TYPES[entry["dtype"]]), int(np.prod(entry["shape"]))
        values = np.frombuffer(raw, kind, count, at).reshape(entry["shape"])
        tensors[entry["name"]] = torch.from_numpy(values.astype(np.float32 if kind.kind == "f" else np.int32))
        at += count * kind.itemsize
    return written["modelTopology"]["node"], tensors


def fill(network: nn.Module, given: Sequence[tuple[str, Tensor, Tensor | None]]) -> None:
    """Take kernels (height, width, in, out) and biases into a network's convolutions, in the order of its modules.

    Kernels of convolutions that look channel by channel are height, width, channels, 1. ValueError where the graph is
    another one.
    """
    ours = [part for part in network.modules() if isinstance(part, nn.Conv2d)]
    if len(given) != len(ours):
        raise ValueError(f"the graph has {len(given)} convolutions, expected {len(ours)}")
    for part, (name, kernel, bias) in zip(ours, given, strict=True):
        kernel = kernel.permute(2, 3, 0, 1) if part.groups > 1 else kernel.permute(3, 2, 0, 1)
        if kernel.shape != part.weight.shape:
            raise ValueError(f"{name} is {tuple(kernel.shape)}, expected {tuple(part.weight.shape)}")
        if (bias is None) != (part.bias is None):
            raise ValueError(f"{name} has {'no ' if bias is None else 'a '}bias, expected otherwise")
        part.weight.data.copy_(kernel)
        if bias is not None and part.bias is not None:
            part.bias.data.copy_(bias)
