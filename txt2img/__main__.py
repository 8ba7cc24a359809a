"""`python -m txt2img "a black cat jumping on the grass" --out cat.png` draws what a text says.

`--sticker` leaves the ground away, `--blend owl=0.5` mixes the first thing with another or a style with another, and
`--redraw picture.png` draws a picture again from what the file says of itself. `--generator WEIGHTS` draws whole
pictures by what `training.picture_generator` learnt from somebody's own folder.
"""

import argparse
import os
import secrets
import sys
import time
from collections.abc import Iterable
from dataclasses import asdict, dataclass, replace
from pathlib import Path

import numpy as np
from PIL import Image
from PIL.PngImagePlugin import PngInfo

from models.backbone import BackboneError
from models.device import UnknownDevice, checked_device
from models.weights import WeightsError
from txt2img.blend import blend_with
from txt2img.draw import WEIGHTS, Painter, TuwenPainter, UnknownModel, load_painter
from txt2img.hand import MARK
from txt2img.metadata import Made, NotOurs, parameters, read, text_chunks
from txt2img.picture import Picture
from txt2img.prompt import drawable, prompted
from txt2img.sheet import sheet
from txt2img.told import lines
from txt2img.whole import WholePainter
from understanding.intent import Draw, Left, Refuse
from understanding.message import read_message
from understanding.understand import Understanding
from world.plan import MOST_SEED, Blend
from world.terminal import as_json, speak_anywhere

MOST = 8  # candidates
USUAL = 4  # candidates where nobody says how many
MOST_CHARACTERS = 1000
ROUNDING = 2  # of 255: another machine, or another number of threads, adds up in another order


class BadRequest(ValueError):
    """A prompt or an option that cannot be followed."""


@dataclass(frozen=True)
class Order:
    """How a prompt is to be drawn."""

    count: int | None = None
    seed: int | None = None
    sticker: bool = False
    blend: Blend | None = None
    metadata: bool = True


def main() -> int:
    speak_anywhere()
    arguments = _arguments()
    try:
        if arguments.generator is not None:
            return _whole(arguments)
        if arguments.redraw is not None:
            return _redraw(arguments)
        prompts, order = _prompts(arguments), _order(arguments)
        painter, understanding = load_painter(arguments.painter, arguments.device), Understanding(WEIGHTS)
        best = []
        for number, prompt in enumerate(prompts):
            out = arguments.out if arguments.prompts is None else arguments.out / f"{number + 1:04d}"
            drawn = answer(understanding, painter, prompt, order, out)
            best += [Path(picture["file"]) for picture in drawn["pictures"][:1]]
            _tell(drawn, arguments)
        if arguments.sheet is not None and best:
            sheet(best).save(arguments.sheet)
    except BrokenPipeError:  # whoever read on has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
    except OSError as error:
        print(f"{error.filename}: {error.strerror}" if error.filename is not None else error, file=sys.stderr)
        return 1
    except (BadRequest, NotOurs, UnknownModel, UnknownDevice, WeightsError, BackboneError) as error:
        print(error, file=sys.stderr)
        return 1
    return 0 if best or arguments.prompts else 1


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="python -m txt2img", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("prompt", nargs="?", help="what to draw, in Chinese or English")
    parser.add_argument("--prompts", type=Path, help="a file with one prompt a line; one JSON object a line comes out")
    parser.add_argument("--count", type=int, help=f"candidates, 1 to {MOST} (default {USUAL})")
    parser.add_argument("--seed", type=int, help="the first candidate's seed; the others count on from it")
    parser.add_argument(
        "--out",
        type=Path,
        default=Path("pictures"),
        help="a folder, or a .png for the best candidate, which the others are put beside",
    )
    parser.add_argument("--sheet", type=Path, help="also lay the best picture of every prompt on one PNG, row by row")
    parser.add_argument("--sticker", action="store_true", help="nothing behind the things: a PNG with transparency")
    parser.add_argument(
        "--blend", action="append", default=[], metavar="NAME[=SHARE]",
        help="mix in a thing (with the first one) or a style: owl=0.5, 猫头鹰, glossy=0.3",
    )  # fmt: skip
    parser.add_argument(
        "--versions", type=Path, metavar="DIR", help="with --redraw: `versions` of the data folder, for pictures by one"
    )
    parser.add_argument("--redraw", type=Path, metavar="PNG", help="draw a picture of Tuwen's again and compare")
    parser.add_argument(
        "--metadata", action=argparse.BooleanOptionalAction, default=True, help="whether a PNG says how it was made"
    )
    parser.add_argument(
        "--generator", type=Path, metavar="WEIGHTS", help="draw by what training.picture_generator learnt from a folder"
    )
    parser.add_argument("--json", action="store_true", help="answer as JSON")
    parser.add_argument("--painter", default="tuwen")
    parser.add_argument("--device", default="cpu")
    return parser.parse_args()


def _prompts(arguments: argparse.Namespace) -> list[str]:
    """The prompts asked for; BadRequest says what is wrong with them."""
    if (arguments.prompt is None) == (arguments.prompts is None):
        raise BadRequest('give a prompt, or --prompts FILE: python -m txt2img "一只黑色的猫" --out cat.png')
    if arguments.count is not None and not 1 <= arguments.count <= MOST:
        raise BadRequest(f"--count {arguments.count}; it goes from 1 to {MOST}")
    if arguments.seed is not None and not 0 <= arguments.seed < MOST_SEED - MOST:
        raise BadRequest(f"--seed {arguments.seed}; it goes from 0 to {MOST_SEED - MOST - 1}")
    if arguments.sheet is not None and arguments.sheet.suffix.lower() != ".png":
        raise BadRequest(f"--sheet {arguments.sheet}; a sheet is a PNG, so let its name end in .png")
    if arguments.prompts is None:
        prompts = [arguments.prompt]
    else:
        prompts = [line for line in _text(arguments.prompts).splitlines() if line.strip()]
    for prompt in prompts:
        if not prompt.strip():
            raise BadRequest("the prompt is empty; say what to draw, such as: a red car on the beach")
        if len(prompt) > MOST_CHARACTERS:
            raise BadRequest(f"the prompt has {len(prompt)} characters; it may have {MOST_CHARACTERS}")
    return prompts


def _order(arguments: argparse.Namespace) -> Order:
    blend = None
    for mixed in arguments.blend:
        name, _, share = mixed.partition("=")
        try:
            blend = blend_with(name, _number(share) if share else 0.5, blend)
        except ValueError as error:
            raise BadRequest(f"--blend {mixed}: {error}") from None
    return Order(arguments.count, arguments.seed, arguments.sticker, blend, arguments.metadata)


def _number(said: str) -> float:
    try:
        return float(said)
    except ValueError:
        raise ValueError(f"{said!r} is no number; a share goes from 0 to 1") from None


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except UnicodeDecodeError as error:
        raise BadRequest(f"{path} is no UTF-8 text ({error.reason} at byte {error.start}); save it as UTF-8") from None


def answer(understanding: Understanding, painter: Painter, prompt: str, order: Order, out: Path) -> dict:
    """Draw one prompt and save its pictures; what the command prints as JSON."""
    started = time.perf_counter()
    message = read_message(prompt)
    asked = prompted(understanding, message)
    asked = drawable(_ordered(asked, order), painter.draws) if isinstance(asked, Draw) else asked
    pictures: list[Picture] = []
    if isinstance(asked, Draw):
        how = {"count": min(asked.pictures or USUAL, MOST), "seed": asked.seed}
        pictures = painter.draw(asked.scene, language=message.language, sticker=asked.sticker, blend=asked.blend, **how)
    seconds = round(time.perf_counter() - started, 3)

    def made(picture: Picture) -> Made:
        return Made(prompt, message.language, picture.plan, picture.weights)

    files = _names(out, (picture.seed for picture in pictures))
    refused = (Left(asked.reason, asked.words),) if isinstance(asked, Refuse) else ()
    return {
        "prompt": prompt,
        "scene": asdict(asked.scene) if isinstance(asked, Draw) else None,
        "left": [asdict(each) for each in (*refused, *asked.left)],
        "seconds": seconds,
        "pictures": [
            _saved(picture, files[picture.seed], made(picture) if order.metadata else None) for picture in pictures
        ],
    }


def _ordered(draw: Draw, order: Order) -> Draw:
    """What the options say goes before what the prompt says."""
    return replace(
        draw,
        pictures=order.count or draw.pictures,
        seed=draw.seed if order.seed is None else order.seed,
        sticker=order.sticker or draw.sticker,
        blend=order.blend or draw.blend,
    )


def _whole(arguments: argparse.Namespace) -> int:
    """Draw whole pictures by a generator of somebody's own; nobody can say which facts of the prompt they show."""
    if arguments.sticker or arguments.blend or arguments.redraw:
        raise BadRequest("--generator draws whole pictures: leave out --sticker, --blend, --redraw; they need layers")
    prompts, painter = _prompts(arguments), WholePainter(arguments.generator, str(checked_device(arguments.device)))
    first = secrets.randbelow(MOST_SEED - MOST) if arguments.seed is None else arguments.seed
    best = []
    for number, prompt in enumerate(prompts):
        out = arguments.out if arguments.prompts is None else arguments.out / f"{number + 1:04d}"
        files = _names(out, range(first, first + (arguments.count or USUAL)))
        for seed, path in files.items():
            chunks = parameters(prompt, seed, painter.weights) if arguments.metadata else None
            _write(painter.draw(prompt, seed), path, chunks)
        best += [next(iter(files.values()))]
        drawn = [{"file": str(path), "seed": seed} for seed, path in files.items()]
        if arguments.json or arguments.prompts is not None:
            print(as_json({"prompt": prompt, "pictures": drawn}), flush=True)
        else:
            print(*files.values(), sep="\n")
    if arguments.sheet is not None and best:
        sheet(best).save(arguments.sheet)
    return 0


def _redraw(arguments: argparse.Namespace) -> int:
    """Draw a picture again from its file and say whether it came out the same; 1 where it did not."""
    made, before = read(arguments.redraw)
    painter = load_painter(arguments.painter, arguments.device)
    if isinstance(painter, TuwenPainter) and MARK in made.weights:
        painter.hands.pin(arguments.versions, made.weights)
    (picture,) = painter.redraw([made.plan], made.language)
    if arguments.out.suffix.lower() == ".png":
        _saved(picture, arguments.out, replace(made, weights=picture.weights) if arguments.metadata else None)
    largest = difference(before, picture.image)
    print(f"{made.prompt}: {said_of(largest)}")
    if picture.weights != made.weights:
        print(f"It was drawn by other weights ({made.weights}); these are {picture.weights}.")
    return int(largest is None or largest > ROUNDING)


def difference(one: Image.Image, other: Image.Image) -> int | None:
    """The most that a channel of a pixel differs, 0 to 255; None where the pictures are not even of one size."""
    if (one.size, one.mode) != (other.size, other.mode):
        return None
    return int(np.abs(np.asarray(one).astype(int) - np.asarray(other)).max())


def said_of(largest: int | None) -> str:
    """What a difference means."""
    match largest:
        case None:
            return "another size"
        case 0:
            return "identical, pixel for pixel"
        case _ if largest <= ROUNDING:
            return f"the same but for rounding (at most {largest} of 255)"
    return f"different (up to {largest} of 255)"


def _names(out: Path, seeds: Iterable[int]) -> dict[int, Path]:
    """Where each candidate goes, by its seed: into the folder; beside the .png that the first, the best one, gets."""
    if out.suffix.lower() == ".png":
        return {seed: out if i == 0 else out.with_stem(f"{out.stem}-{seed}") for i, seed in enumerate(seeds)}
    return {seed: out / f"{seed}.png" for seed in seeds}


def _write(image: Image.Image, path: Path, chunks: PngInfo | None) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    image.save(path, format="PNG", pnginfo=chunks)


def _saved(picture: Picture, path: Path, made: Made | None) -> dict:
    _write(picture.image, path, text_chunks(made) if made else None)
    return {
        "file": str(path),
        "seed": picture.seed,
        "facts": [asdict(check) for check in picture.facts],
        "score": picture.score,
        "caption": picture.caption,
    }


def _tell(drawn: dict, arguments: argparse.Namespace) -> None:
    if arguments.json or arguments.prompts is not None:
        print(as_json(drawn, indent=None if arguments.prompts else 2), flush=True)
    else:
        print("\n".join(lines(drawn)))


if __name__ == "__main__":
    sys.exit(main())
