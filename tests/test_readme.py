"""What the documents tell people to type exists, with the options that they name; what they link to is there."""

import re
import shlex
import sys
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
DOCUMENTS = sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/*.md")])
COMMAND = re.compile(r"python -m ([a-z0-9_.]+)((?: [^`\n#|&)]*)?)")
COMMANDING = ("evaluation", "storage", "rendering", "training.versions")  # that have commands of their own
LINK = re.compile(r"\]\((?!https?:|mailto:|#)([^)#\s]+)")


def commands() -> list[tuple[str, str]]:
    """Every module of ours that a document says to run, and what stands behind it."""
    found = set()
    for document in DOCUMENTS:
        for module, rest in COMMAND.findall(document.read_text(encoding="utf-8")):
            if module.split(".")[0] not in ("venv", "pip", "pytest"):
                found.add((module.rstrip("."), rest.strip()))
    return sorted(found)


@cache
def help_of(module: str, command: str) -> str:
    """What a module, or one of its commands, says of itself."""
    file = f"{module}.__main__" if find_spec(module).submodule_search_locations else module  # pyright: ignore
    with pytest.MonkeyPatch.context() as patch:
        said: list[str] = []
        patch.setattr(sys, "argv", [module, *([command] if command else []), "--help"])
        patch.setattr(sys.stdout, "write", lambda text: said.append(text))
        with pytest.raises(SystemExit) as stopped:
            import_module(file).main()
    assert stopped.value.code == 0
    return "".join(said)


@pytest.mark.parametrize(("module", "rest"), commands(), ids=lambda part: part[:60])
def test_commands_and_their_options_exist(module: str, rest: str) -> None:
    words = [word for word in shlex.split(rest, posix=False) if word != "…"]
    command = words[0].split("|")[0] if words and module in COMMANDING else ""
    command = "read" if command.isupper() else command  # any will do
    told = help_of(module, command)
    options = {word.split("=")[0] for word in words if word.startswith("--")}
    assert {option for option in options if not re.search(rf"{option}\b", told)} == set()


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: str(path.relative_to(ROOT)))
def test_what_a_document_links_to_is_there(document: Path) -> None:
    linked = LINK.findall(document.read_text(encoding="utf-8"))
    assert [path for path in linked if not (document.parent / path).exists()] == []


def test_make_has_what_the_documents_say() -> None:
    said = {name for document in DOCUMENTS for name in re.findall(r"`?make ([a-z-]+)`", document.read_text("utf-8"))}
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(), re.MULTILINE))
    assert {"run", "test"} <= targets and said - targets - {"it", "one"} == set()
