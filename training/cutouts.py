"""What a folder of captioned pictures teaches the layer generator: single things, cut out, in canonical pose.

A picture with transparency is cut out already. A plain one is cut along the edge of its ground, where that is all of
one colour; where it is not, nothing can be learnt from it here.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from jaxtyping import Bool, Float, Int
from PIL import Image
from torch import Tensor
from torch.nn.functional import max_pool2d
from torchvision.transforms.functional import pil_to_tensor, to_pil_image
from tqdm import tqdm

from img2txt.decode import open_image
from rendering.drawings import NOISE_DIM, Drawings, draw
from rendering.sprites import canonical
from training.folder import Captioned, Folder, FolderError
from world.gist import Kind
from world.vocabulary import NATURAL, STYLES, index

ANY = -1  # the style of what is captioned without one
_SIDE = 512  # pixels of the longer side at which a picture is cut out
_ALIKE = 0.06  # of a channel's range, within which pixels are the ground
_PLAIN = 0.9  # of the border must be ground
_LEAST = 0.01  # of the square must be left
_OPAQUE = 0.98  # an opacity below this somewhere means that the picture was cut out already


@dataclass(frozen=True)
class CutOuts:
    """Cut out things with what is said of them."""

    sprites: Float[Tensor, "n 4 s s"]  # straight RGBA in [0, 1]
    thing: Int[Tensor, "n"]
    colour: Int[Tensor, "n"]  # natural where none was said
    style: Int[Tensor, "n"]  # ANY where none was named
    weights: Float[Tensor, "n"]  # how often each is drawn
    nameless: tuple[Path, ...]  # pictures whose captions name no single thing
    rectangles: tuple[Path, ...]  # pictures without an edge to cut along

    def __str__(self) -> str:
        return (
            f"{len(self.sprites)} things cut out; left out: {len(self.nameless)} pictures whose captions name no "
            f"single thing, {len(self.rectangles)} without an edge to cut along"
        )

    def sample(self, allowed: Float[Tensor, "what colour"], count: int, random: torch.Generator) -> Drawings:
        """Balanced drawings with fresh noise; what has its natural colour is also painted in those that are allowed."""
        row = torch.multinomial(self.weights, count, replacement=True, generator=random)
        thing, said = self.thing[row], self.colour[row]
        painted = torch.multinomial(allowed[thing], 1, generator=random)[:, 0]
        is_natural = said == index("colour", NATURAL)
        any_style = torch.randint(len(STYLES), (count,), generator=random, device=row.device)
        style = self.style[row].where(self.style[row] != ANY, any_style)
        noise = torch.randn(count, NOISE_DIM, generator=random, device=row.device)
        paint = painted.where(is_natural, index("colour", NATURAL))  # what is said to be red is red already
        layer = draw(self.sprites.unsqueeze(1), row, paint, torch.zeros_like(row), noise)
        return Drawings(layer, thing, painted.where(is_natural, said), style, noise)


def cut_outs(folder: Folder, size: int, device: torch.device) -> CutOuts:
    """The folder's training pictures of one single thing; FolderError where there is none."""
    weights: dict[Path, float] = defaultdict(float)
    said: dict[Path, tuple[Kind, str | None]] = {}
    for row, weight in zip(folder.training, folder.weights, strict=True):
        weights[row.path] += weight
        if (thing := single(row)) is not None:
            said.setdefault(row.path, (thing, row.scene.style))
    sprites: dict[Path, Tensor] = {}
    for path in tqdm(said, desc="cutting out", unit="", disable=None):
        cut = cut_out(open_image(path, see_through=True))
        if cut is not None:
            sprites[path] = pil_to_tensor(canonical(cut, size)).float() / 255
    if not sprites:
        raise FolderError("no picture of one single thing that could be cut out, whose caption names it")
    things, styles = zip(*(said[path] for path in sprites), strict=True)
    return CutOuts(
        torch.stack(list(sprites.values())).to(device),
        _numbers([index("object", thing.object) for thing in things], device),
        _numbers([index("colour", thing.colour or NATURAL) for thing in things], device),
        _numbers([index("style", style) if style else ANY for style in styles], device),
        torch.tensor([weights[path] for path in sprites], device=device),
        tuple(path for path in weights if path not in said),
        tuple(path for path in said if path not in sprites),
    )


def single(row: Captioned) -> Kind | None:
    """The one thing that a person says there is; None where that is more, nothing, or something that acts."""
    things = row.scene.things
    alone = len(things) == 1 and things[0].count == 1 and things[0].action is None
    return things[0] if alone and row.objects == (things[0].object,) and not row.written else None


def cut_out(picture: Image.Image) -> Image.Image | None:
    """An RGBA picture without its ground, made smaller; None where nothing tells the thing from the ground."""
    scale = min(1.0, _SIDE / max(picture.size))
    small = picture.resize([max(1, round(side * scale)) for side in picture.size], Image.Resampling.LANCZOS)
    rgba = pil_to_tensor(small).float() / 255
    if rgba[3].min() >= _OPAQUE:
        outside = _plain_ground(rgba[:3])
        if outside is None:
            return None
        fringe = max_pool2d(outside[None].float(), 3, 1, 1)  # the edge is half ground
        rgba = torch.cat([rgba[:3], 1 - fringe])
    return to_pil_image(rgba) if rgba[3].mean() >= _LEAST else None


def _plain_ground(rgb: Float[Tensor, "3 h w"]) -> Bool[Tensor, "h w"] | None:
    """What has the border's colour and hangs together with it; None where the border has many colours."""
    border = torch.cat([rgb[:, 0], rgb[:, -1], rgb[:, :, 0], rgb[:, :, -1]], 1)
    colour = border.median(1).values[:, None, None]
    alike = (rgb - colour).abs().amax(0) <= _ALIKE
    edge = torch.zeros_like(alike)
    edge[0], edge[-1], edge[:, 0], edge[:, -1] = True, True, True, True
    if alike[edge].float().mean() < _PLAIN:
        return None
    from scipy.ndimage import binary_propagation  # needed for a folder's pictures only

    return torch.from_numpy(np.asarray(binary_propagation((alike & edge).numpy(), mask=alike.numpy())))


def joined(batches: Sequence[Drawings]) -> Drawings:
    """Drawings of several sources as one batch."""
    fields = zip(*(vars(batch).values() for batch in batches), strict=True)
    return Drawings(*(torch.cat(values) for values in fields))


def _numbers(values: Sequence[int], device: torch.device) -> Int[Tensor, "n"]:
    return torch.tensor(values, device=device)
