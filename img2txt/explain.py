"""A sheet of one picture, once for every word of its caption, warm where that word looked."""

from math import ceil

import torch
from PIL import Image, ImageDraw, ImageFont, ImageOps
from torchvision.transforms.functional import to_pil_image, to_tensor

from img2txt.gaze import Gaze, Look, heat

TILE, LABEL, ACROSS, GAP = 160, 30, 6, 8  # pixels, pixels, tiles in a row, pixels
PAPER, INK = (250, 249, 246), (40, 40, 46)
HUES = ((196, 64, 48), (36, 110, 185), (30, 130, 76), (150, 84, 190), (190, 120, 20))  # of boxes, kind by kind
BONE = (120, 200, 60)  # of skeletons
FONTS = (  # that hold Chinese, by the names under which systems know them
    "NotoSansCJK-Regular.ttc", "NotoSansSC-Regular.otf", "SourceHanSansSC-Regular.otf", "PingFang.ttc", "msyh.ttc",
    "wqy-microhei.ttc", "wqy-zenhei.ttc", "DroidSansFallbackFull.ttf", "simhei.ttf",
)  # fmt: skip


def explanation(image: Image.Image, gaze: Gaze) -> Image.Image:
    """Where each word looked: a photo with a box around everything that was found and people's skeletons, else a sheet.

    The sheet holds the picture by itself and once for each word, warm where the word looked; words stand below.

    Where no font of this system can write Chinese, Chinese words are numbered in their order.
    """
    if gaze.boxes:
        return boxed(image, gaze)
    square = ImageOps.pad(image.convert("RGB"), (TILE, TILE), Image.Resampling.LANCZOS, color=PAPER)
    font = _font(any(not look.word.isascii() for look in gaze.looks))
    tiles = [(square, "")] + [(_warmed(square, gaze, look), look.word) for look in gaze.looks]
    across = min(ACROSS, len(tiles))
    rows = ceil(len(tiles) / across)
    sheet = Image.new("RGB", (across * (TILE + GAP) + GAP, rows * (TILE + LABEL + GAP) + GAP), PAPER)
    pen = ImageDraw.Draw(sheet)
    for n, (tile, word) in enumerate(tiles):
        left, top = GAP + n % across * (TILE + GAP), GAP + n // across * (TILE + LABEL + GAP)
        sheet.paste(tile, (left, top))
        label = word if font is not None or word.isascii() else str(n)
        pen.text((left + TILE / 2, top + TILE + 4), label, INK, font or ImageFont.load_default(18), anchor="ma")
    return sheet


def boxed(image: Image.Image, gaze: Gaze) -> Image.Image:
    """An RGB image with a box around every place that a word looked at, the word in it, and people's skeletons."""
    shown = image.convert("RGB")
    pen, side = ImageDraw.Draw(shown), max(shown.size)
    across, down = (side - shown.width) / 2, (side - shown.height) / 2
    for x0, y0, x1, y1 in gaze.bones:
        pen.line(
            (side * x0 - across, side * y0 - down, side * x1 - across, side * y1 - down), BONE, max(2, side // 200)
        )
    line, font = max(2, side // 300), _font(any(not look.word.isascii() for look in gaze.looks), max(12, side // 45))
    for n, look in enumerate(gaze.looks, 1):
        label = look.word if font is not None or look.word.isascii() else str(n)
        ink = HUES[(n - 1) % len(HUES)]
        for share, boxes in zip(look.kinds, gaze.boxes, strict=True):
            for left, top, right, bottom in boxes if share else ():
                corner = (side * left - across, side * top - down)
                pen.rectangle((*corner, side * right - across, side * bottom - down), outline=ink, width=line)
                here = (corner[0] + 2 * line, corner[1] + 2 * line)
                written = font or ImageFont.load_default(max(12, side // 45))
                pen.rectangle(pen.textbbox(here, label, written), fill=ink)
                pen.text(here, label, PAPER, written)
    return shown


def _warmed(square: Image.Image, gaze: Gaze, look: Look) -> Image.Image:
    """The picture faded to grey, in colour and reddened where the word looked."""
    warm = heat(gaze, look, square.width)
    picture = to_tensor(square)
    faded = 0.75 * picture.mean(0, keepdim=True).expand_as(picture) + 0.25
    red = torch.tensor([1.0, 0.25, 0.1]).view(3, 1, 1)
    glowing = picture + 0.35 * warm * (red - picture)
    return to_pil_image((faded + warm * (glowing - faded)).clamp(0, 1))


def _font(chinese: bool, height: int = 18) -> ImageFont.FreeTypeFont | None:
    """A font for the labels: one that holds Chinese if it must, None where there is none."""
    if not chinese:
        return None
    for name in FONTS:
        try:
            return ImageFont.truetype(name, height)
        except OSError:
            continue
    return None
