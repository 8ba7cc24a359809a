"""`python -m storage`: look into the store, export it, sweep it."""

import argparse
import os
import sys
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from dotenv import load_dotenv

from storage.errors import StorageError
from storage.places import default_data_dir
from storage.store import Store
from world.terminal import as_json, speak_anywhere


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; 0 when it worked, 1 with a sentence on the error stream when it did not."""
    speak_anywhere()
    load_dotenv(".env")  # as the app does
    try:
        options = _parser().parse_args(arguments)
        with Store.open(options.database_url, options.data_dir, create=False) as store:
            answer = options.command(store, options)
    except StorageError as error:
        print(f"storage: {error}", file=sys.stderr)
        return 1
    print(as_json(answer, indent=2) if options.json else _as_lines(answer))
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m storage", description="What Tuwen has kept: conversations, pictures, descriptions, ratings."
    )
    commands = parser.add_subparsers(required=True, metavar="command")
    _command(commands, "stats", _stats, "count what is kept, and what the ratings say together")
    export = _command(
        commands,
        "export",
        _export,
        "write pictures, captions, facts and ratings into a folder that `datasets` reads as an imagefolder",
    )
    export.add_argument(
        "--out", type=Path, default=Path("export"), metavar="DIR", help="a new or empty folder (%(default)s)"
    )
    export.add_argument("--rated", action="store_true", help="only what somebody has rated")
    export.add_argument("--overwrite", action="store_true", help="replace an earlier export in the same folder")
    _command(commands, "sweep", _sweep, "delete image files older than an hour that nothing refers to")
    return parser


def _command(commands: Any, name: str, run: Any, help: str) -> argparse.ArgumentParser:
    command = commands.add_parser(name, help=help, description=help[0].upper() + help[1:] + ".")
    command.set_defaults(command=run)
    command.add_argument("--json", action="store_true", help="answer in JSON")
    command.add_argument("--data-dir", type=Path, metavar="DIR", help=f"where the images lie ({_default()})")
    command.add_argument(
        "--database-url",
        metavar="URL",
        default=os.environ.get("TUWEN_DATABASE_URL"),
        help="sqlite:////folder/tuwen.db, sqlite:///in-the-data-folder.db or postgresql://… (TUWEN_DATABASE_URL, or "
        "tuwen.db in the data folder)",
    )
    return command


def _default() -> str:
    return str(default_data_dir()).replace("%", "%%")


def _stats(store: Store, options: argparse.Namespace) -> dict[str, Any]:
    return asdict(store.stats())


def _export(store: Store, options: argparse.Namespace) -> dict[str, Any]:
    export = store.export(options.out, rated_only=options.rated, overwrite=options.overwrite)
    return asdict(export) | {"folder": str(export.folder)}


def _sweep(store: Store, options: argparse.Namespace) -> dict[str, Any]:
    return {"deleted": store.sweep()}


def _as_lines(answer: dict[str, Any]) -> str:
    shown = {name.replace("_", " "): value for name, value in answer.items()}
    width = max(map(len, shown))
    return "\n".join(f"{name:<{width}}  {_as_text(value)}" for name, value in shown.items())


def _as_text(value: Any) -> str:
    if isinstance(value, (list, tuple)):
        return "\n".join(map(str, value)) or "none"
    return "none yet" if value is None else str(value)


if __name__ == "__main__":
    sys.exit(main())
