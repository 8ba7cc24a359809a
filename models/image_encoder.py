"""The image encoder: EfficientNet-Lite features fused into one map that everything which sees looks at."""

from dataclasses import dataclass

from jaxtyping import Float
from torch import Tensor, nn
from torch.nn.functional import interpolate, silu

from models.backbone import CHANNELS, Pyramid


@dataclass(frozen=True, kw_only=True)
class ImageEncoderConfig:
    backbone: str = "lite0"
    width: int = 128  # channels of the fused map
    size: int = 128  # pixels a side of what it looks at


class ImageEncoder(nn.Module):
    """A pyramid's strides 8 and 16, fused at stride 8 (Lin et al. 2017). Trained by `training.encoder`."""

    def __init__(self, config: ImageEncoderConfig, *, imagenet: bool = False):
        super().__init__()
        self.config = config
        self.pyramid = Pyramid(config.backbone, imagenet=imagenet)
        self.pyramid.stem.requires_grad_(False)  # edges and blobs stay as ImageNet taught them: a third of the cost
        self.pyramid.stages[0].requires_grad_(False)
        self.near = nn.Conv2d(CHANNELS[2], config.width, 1)
        self.far = nn.Conv2d(CHANNELS[3], config.width, 1)
        self.around = nn.Conv2d(config.width, config.width, 3, padding=3, dilation=3)
        self.fuse = nn.Conv2d(config.width, config.width, 3, padding=1)

    def forward(self, image: Float[Tensor, "b 3 h w"]) -> Float[Tensor, "b c h8 w8"]:
        """A map of features at an eighth of the size of images in [0, 1]."""
        near, far = self.pyramid(image)[2:]
        coarse = self.far(far)
        coarse = coarse + self.around(silu(coarse))
        fused = self.near(near) + interpolate(coarse, size=near.shape[-2:], mode="bilinear", align_corners=False)
        return fused + self.fuse(silu(fused))


def parameters(encoder: ImageEncoder) -> tuple[list[nn.Parameter], list[nn.Parameter]]:
    """The weights to train that come from ImageNet, and those that begin at random."""
    known = {id(tensor) for tensor in encoder.pyramid.parameters()}
    pretrained = [tensor for tensor in encoder.pyramid.parameters() if tensor.requires_grad]
    return pretrained, [tensor for tensor in encoder.parameters() if id(tensor) not in known]
