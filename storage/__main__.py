"""`python -m storage`: look into the store, back it up and bring it back, export and import, check and sweep."""

import argparse
import os
import sys
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from dotenv import load_dotenv

from storage.errors import BadText, StorageError
from storage.owners import is_mark, owner_of
from storage.places import default_data_dir
from storage.store import Store
from world.terminal import as_json, speak_anywhere


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; 0 when it worked, 1 with a sentence on the error stream when it did not."""
    speak_anywhere()
    load_dotenv(".env")  # as the app does
    try:
        options = _parser().parse_args(arguments)
        answer = options.command(options)
    except StorageError as error:
        print(f"storage: {error}", file=sys.stderr)
        return 1
    print(as_json(answer, indent=2) if options.json else _as_lines(answer))
    return 1 if answer.get("left") else 0


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
        "write pictures, captions, facts, ratings and preferred pairs into a folder that `datasets` reads as an "
        "imagefolder",
    )
    export.add_argument(
        "--out", type=Path, default=Path("export"), metavar="DIR", help="a new or empty folder (%(default)s)"
    )
    export.add_argument("--rated", action="store_true", help="only what somebody has rated")
    export.add_argument("--overwrite", action="store_true", help="replace an earlier export in the same folder")
    import_ = _command(
        commands, "import", _import, "take in an export: what the store holds already, words and ratings too, stays"
    )
    import_.add_argument("folder", type=Path, metavar="DIR", help="a folder that `export` wrote")
    backup = _command(
        commands,
        "backup",
        _backup,
        "write database, images and secret into one file and read it back, while Tuwen runs or not",
    )
    backup.add_argument("file", type=Path, metavar="FILE", help="a new file, such as tuwen-backup.zip")
    backup.add_argument("--overwrite", action="store_true", help="replace the file if it is there")
    restore = _command(commands, "restore", _restore, "bring a backup back; Tuwen has to be stopped")
    restore.add_argument("file", type=Path, metavar="FILE", help="a file that `backup` wrote")
    restore.add_argument(
        "--overwrite", action="store_true", help="even where a database is; it is moved aside and not deleted"
    )
    check = _command(
        commands, "check", _check, "look for rows and images that belong to nothing, are damaged or gone, and mend them"
    )
    check.add_argument("--dry-run", action="store_true", help="only say what would be mended")
    forget = _command(commands, "forget", _forget, "delete everything of one visitor: conversations, pictures, ratings")
    forget.add_argument("mark", metavar="MARK", help="what the visitor sends as x-tuwen-visitor")
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


def _open(options: argparse.Namespace, *, writes: bool) -> Store:
    return Store.open(options.database_url, options.data_dir, create=False, writes=writes)


def _stats(options: argparse.Namespace) -> dict[str, Any]:
    with _open(options, writes=False) as store:
        return asdict(store.stats())


def _export(options: argparse.Namespace) -> dict[str, Any]:
    with _open(options, writes=False) as store:
        shared = os.environ.get("TUWEN_SHARED", "").lower() in ("1", "true", "yes", "on", "t", "y")
        export = store.export(options.out, rated_only=options.rated, overwrite=options.overwrite, shared=shared)
        return asdict(export)


def _import(options: argparse.Namespace) -> dict[str, Any]:
    with _open(options, writes=True) as store:
        return asdict(store.import_export(options.folder))


def _backup(options: argparse.Namespace) -> dict[str, Any]:
    with _open(options, writes=False) as store:
        return asdict(store.back_up(options.file, overwrite=options.overwrite))


def _restore(options: argparse.Namespace) -> dict[str, Any]:
    return asdict(Store.restore(options.file, options.database_url, options.data_dir, overwrite=options.overwrite))


def _check(options: argparse.Namespace) -> dict[str, Any]:
    with _open(options, writes=not options.dry_run) as store:
        return asdict(store.check(mend=not options.dry_run))


def _forget(options: argparse.Namespace) -> dict[str, Any]:
    if not is_mark(options.mark):
        raise BadText("MARK is what a visitor sends as x-tuwen-visitor: 32 to 64 letters, digits, - or _")
    with _open(options, writes=True) as store:
        return {"conversations": store.delete_owned(owner_of(options.mark))}


def _sweep(options: argparse.Namespace) -> dict[str, Any]:
    with _open(options, writes=True) as store:
        return {"deleted": store.sweep()}


def _as_lines(answer: dict[str, Any]) -> str:
    shown = {name.replace("_", " "): value for name, value in answer.items()}
    width = max(map(len, shown))
    return "\n".join(f"{name:<{width}}  {_as_text(value)}" for name, value in shown.items())


def _as_text(value: Any) -> str:
    if isinstance(value, (list, tuple)):
        return "\n".join(map(str, value)) or "none"
    if isinstance(value, dict):
        return ", ".join(f"{name} {count}" for name, count in value.items() if count) or "none"
    return "none" if value is None else str(value)


if __name__ == "__main__":
    sys.exit(main())
