"""`python -m img2txt cat.png` says what images show."""

import argparse
import json
import sys
from dataclasses import asdict
from pathlib import Path

from img2txt.decode import UnreadableImage, open_image
from img2txt.describe import UnknownDescriber, load_describer
from img2txt.description import Description
from models.backbone import BackboneError
from models.device import UnknownDevice
from models.weights import WeightsError
from scenes.vocabulary import LANGUAGES


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m img2txt", description=__doc__)
    parser.add_argument("images", nargs="+", type=Path, metavar="IMAGE", help="PNG, JPEG or WebP")
    parser.add_argument("--language", choices=LANGUAGES, default="en", help="of the caption (default en)")
    parser.add_argument("--json", action="store_true", help="one JSON object an image")
    parser.add_argument("--describer", default="tuwen")
    parser.add_argument("--device", default="cpu")
    arguments = parser.parse_args()
    try:
        describer = load_describer(arguments.describer, arguments.device)
    except (UnknownDescriber, UnknownDevice, WeightsError, BackboneError) as error:
        print(error, file=sys.stderr)
        return 1
    failed = False
    for path in arguments.images:
        try:
            _tell(path, describer.describe(open_image(path), arguments.language), arguments.json)
        except (UnreadableImage, OSError) as error:
            print(f"{path}: {error}", file=sys.stderr)
            failed = True
    return int(failed)


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
    print(f"{path}: {description.caption}")
    for fact in description.facts:
        print(f"    {fact.fact:9s} {fact.value:20s} {fact.probability:.0%}")


if __name__ == "__main__":
    sys.exit(main())
