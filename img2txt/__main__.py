"""`python -m img2txt cat.png` says what images show."""

import argparse
import json
import sys
from dataclasses import asdict
from pathlib import Path

from img2txt.batch import ForeignTable, NoPictures, describe_folder, pictures_below
from img2txt.decode import UnreadableImage, open_image
from img2txt.describe import Describer, UnknownDescriber, load_describer
from img2txt.description import Description, is_doubtful
from img2txt.explain import explanation
from models.backbone import BackboneError
from models.device import UnknownDevice
from models.weights import WeightsError
from world.vocabulary import LANGUAGES


def main() -> int:
    arguments = _arguments()
    try:
        describer = load_describer(arguments.describer, arguments.device)
        if arguments.csv is not None:
            return _write(describer, arguments)
        paths = [path for given in arguments.images for path in (pictures_below(given) if given.is_dir() else [given])]
    except (UnknownDescriber, UnknownDevice, WeightsError, BackboneError, NoPictures, ForeignTable, OSError) as error:
        print(error, file=sys.stderr)
        return 1
    if arguments.explain is not None:
        return _explain(describer, paths[0], arguments)
    failed = False
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
    form.add_argument("--explain", type=Path, metavar="PNG", help="draw where each word of one image's caption looked")
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
    return int(done.failed > 0)


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


def _tell(path: Path, description: Description, as_json: bool) -> None:
    if as_json:
        told = {
            "file": str(path),
            "caption": description.caption,
            "language": description.language,
            "kind": description.kind,
            "facts": [asdict(fact) for fact in description.facts],
            "seconds": round(description.seconds, 3),
        }
        print(json.dumps(told, ensure_ascii=False), flush=True)
        return
    doubt = is_doubtful(description.kind, description.caption, [fact.fact for fact in description.facts])
    print(f"{path}: {description.caption}{' (not sure)' if doubt else ''}")
    for fact in description.facts:
        print(f"    {fact.fact:9s} {fact.value:20s} {fact.probability:.0%}")


if __name__ == "__main__":
    sys.exit(main())
