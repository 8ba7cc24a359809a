"""`python -m img2txt cat.png` says what images show."""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from img2txt.batch import ForeignTable, NoPictures, TableInUse, describe_folder, pictures_below
from img2txt.decode import UnreadableImage, open_image
from img2txt.describe import Describer, UnknownDescriber, load_describer
from img2txt.description import Description, fact_json, is_doubtful
from img2txt.explain import explanation
from models.backbone import BackboneError
from models.device import UnknownDevice
from models.weights import WeightsError
from world.terminal import as_json, speak_anywhere
from world.vocabulary import LANGUAGES


def main() -> int:
    speak_anywhere()
    arguments = _arguments()
    try:
        describer = load_describer(arguments.describer, arguments.device)
        if arguments.csv is not None:
            return _write(describer, arguments)
        paths, closed = _given(arguments.images)
    except (
        UnknownDescriber, UnknownDevice, WeightsError, BackboneError, NoPictures, ForeignTable, TableInUse, OSError,
    ) as error:  # fmt: skip
        print(error, file=sys.stderr)
        return 1
    if arguments.explain is not None:
        return _explain(describer, paths[0], arguments)
    _tell_closed(closed)
    failed = bool(closed)
    for path in paths:
        try:
            path.stat()  # a file that is not there is no unreadable image
            _tell(path, describer.describe(open_image(path), arguments.language), arguments.json)
        except OSError as error:
            print(f"{path}: {error.strerror or error}", file=sys.stderr)
            failed = True
        except UnreadableImage as error:
            print(f"{path}: {error}", file=sys.stderr)
            failed = True
    return int(failed)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m img2txt", description=__doc__)
    parser.add_argument("images", nargs="+", type=Path, metavar="IMAGE", help="an image, or a folder of them")
    parser.add_argument("--language", choices=LANGUAGES, default="en", help="of the caption (default en)")
    form = parser.add_mutually_exclusive_group()
    form.add_argument("--json", action="store_true", help="one JSON object an image")
    form.add_argument("--csv", type=Path, help="add a row for each picture of a folder that this file has none of")
    form.add_argument(
        "--explain",
        type=Path,
        metavar="PNG",
        help="draw where each word of one image's caption looked; of a photo, boxes and skeletons",
    )
    parser.add_argument("--batch", type=int, default=16, help="pictures that --csv reads at once (default 16)")
    parser.add_argument("--describer", default="tuwen")
    parser.add_argument("--device", default="cpu")
    arguments = parser.parse_args()
    if arguments.csv is not None and not (len(arguments.images) == 1 and arguments.images[0].is_dir()):
        parser.error("--csv takes one folder: python -m img2txt pictures --csv captions.csv")
    if arguments.explain is not None and (len(arguments.images) != 1 or arguments.images[0].is_dir()):
        parser.error("--explain takes one image: python -m img2txt cat.png --explain cat-words.png")
    if arguments.batch < 1:
        parser.error(f"--batch {arguments.batch}; it is 1 or more")
    return arguments


def _write(describer: Describer, arguments: argparse.Namespace) -> int:
    (folder,) = arguments.images
    done = describe_folder(describer, folder, arguments.csv, arguments.language, arguments.batch)
    print(f"{arguments.csv}: new {done.added}, from before {done.before}, unreadable {done.failed}")
    _tell_closed(done.closed)
    return int(done.failed > 0 or bool(done.closed))


def _given(images: list[Path]) -> tuple[list[Path], list[str]]:
    """The images that were named or lie in folders that were, and a sentence for each folder that is closed to us."""
    paths, closed = [], []
    for given in images:
        found, unseen = pictures_below(given) if given.is_dir() else ([given], ())
        paths += found
        closed += unseen
    return paths, closed


def _tell_closed(closed: Sequence[str]) -> None:
    for sentence in closed:
        print(sentence, file=sys.stderr)


def _explain(describer: Describer, path: Path, arguments: argparse.Namespace) -> int:
    """A sheet of the image, once for every word, and the words on one line each."""
    try:
        image = open_image(path)
        seen = describer.describe(image, arguments.language)
        if seen.gaze is None:
            print(f"the describer {arguments.describer} cannot tell where it looked", file=sys.stderr)
            return 1
        explanation(image, seen.gaze).save(arguments.explain)
    except (UnreadableImage, OSError, ValueError) as error:
        print(f"{path}: {error}", file=sys.stderr)
        return 1
    print(f"{path}: {seen.caption}")
    for number, look in enumerate(seen.gaze.looks, 1):
        print(f"    {number:2d} {look.word:16s} {' '.join(f'{share:.0%}' for share in look.kinds)}")
    print(f"wrote {arguments.explain}")
    return 0


def _tell(path: Path, description: Description, in_json: bool) -> None:
    if in_json:
        told = {
            "file": str(path),
            "caption": description.caption,
            "language": description.language,
            "kind": description.kind,
            "facts": [fact_json(fact) for fact in description.facts],
            "seconds": round(description.seconds, 3),
        }
        print(as_json(told), flush=True)
        return
    doubt = is_doubtful(description.kind, description.caption, [fact.fact for fact in description.facts])
    print(f"{path}: {description.caption}{' (not sure)' if doubt else ''}")
    for fact in description.facts:
        print(f"    {fact.fact:9s} {fact.value:20s} {fact.probability:.0%}")


if __name__ == "__main__":
    sys.exit(main())
