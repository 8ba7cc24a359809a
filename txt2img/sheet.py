"""Pictures side by side, to be looked at together."""

from pathlib import Path

from PIL import Image

MOST_LARGE = 36  # pictures on a sheet that stay as large as they are


def sheet(files: list[Path], gap: int = 4) -> Image.Image:
    """Pictures side by side on white in the order given, six in a row or, made half as large, twelve."""
    columns, shrunk = (6, 1) if len(files) <= MOST_LARGE else (12, 2)
    pictures = [Image.open(file).convert("RGBA").reduce(shrunk) for file in files]
    width, height = pictures[0].size
    rows = -(-len(pictures) // columns)
    ground = Image.new("RGB", (columns * (width + gap) - gap, rows * (height + gap) - gap), "white")
    for i, picture in enumerate(pictures):
        ground.paste(picture, (i % columns * (width + gap), i // columns * (height + gap)), picture)
    return ground
