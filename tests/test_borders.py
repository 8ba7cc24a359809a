"""Who may import whom: the house stays as it was drawn."""

import ast
import sys
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
MAY_IMPORT: dict[str, set[str]] = {
    "app": {"web", "chat", "understanding", "txt2img", "img2txt", "models", "storage", "world"},
    "web": {"chat", "txt2img", "img2txt", "storage", "language", "world"},
    "chat": {"understanding", "txt2img", "img2txt", "storage", "models", "language", "world"},
    "understanding": {"models", "language", "world"},
    "txt2img": {"understanding", "img2txt", "models", "rendering", "language", "world"},  # ranking needs seeing
    "img2txt": {"models", "rendering", "language", "world"},
    "training": {"understanding", "txt2img", "img2txt", "storage", "models", "rendering", "language", "world"},
    "evaluation": {
        *("chat", "understanding", "txt2img", "img2txt", "storage"),
        *("training", "models", "rendering", "language", "world"),
    },
    "benchmarks": {
        *("chat", "understanding", "txt2img", "img2txt", "storage"),
        *("models", "rendering", "language", "world"),
    },
    "rendering": {"language", "world"},
    "language": {"world"},
    "models": set(),
    "world": set(),
    "storage": {"world"},
}
ROOMS = tuple(room for room in MAY_IMPORT if room != "app")
TORCH_SIDE = {"transformers", "torch", "torchvision", "timm", "safetensors", "jaxtyping", "numpy"}
TRAINING_SIDE = {"accelerate", "tensorboard", "tokenizers"}
WEB_SIDE = {"gradio", "gradio_client", "fastapi", "starlette", "uvicorn"}


def files(room: str) -> list[Path]:
    return [ROOT / "app.py"] if room == "app" else sorted((ROOT / room).rglob("*.py"))


@cache
def imported(path: Path) -> frozenset[str]:
    """The top-level names of everything that a file imports, wherever in it."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name.partition(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path.relative_to(ROOT)}:{node.lineno} imports relatively"
            found.add(str(node.module).partition(".")[0])
    return frozenset(found)


def strangers(room: str) -> dict[str, set[str]]:
    """What each file of a room imports that is neither ours nor of the standard library."""
    return {
        str(path.relative_to(ROOT)): imported(path) - {*ROOMS, "app"} - sys.stdlib_module_names for path in files(room)
    }


@pytest.mark.parametrize("room", MAY_IMPORT)
def test_a_room_imports_only_what_it_may(room: str) -> None:
    assert files(room)
    wrong = {
        str(path.relative_to(ROOT)): astray
        for path in files(room)
        if (astray := (imported(path) & {*ROOMS, "app"}) - MAY_IMPORT[room] - {room})
    }
    assert wrong == {}


def test_every_room_has_its_border() -> None:
    ours = {path.parent.name for path in ROOT.glob("*/__init__.py") if path.parent.name != "tests"}
    assert ours == set(ROOMS) == set(MAY_IMPORT) - {"app"}


def test_networks_know_torch_and_nothing_else() -> None:
    assert {name: known - TORCH_SIDE for name, known in strangers("models").items() if known - TORCH_SIDE} == {}


def test_the_store_knows_nothing_of_networks_and_networks_nothing_of_the_store() -> None:
    assert not any(known & (TORCH_SIDE - {"numpy"}) for known in strangers("storage").values())
    for room in set(MAY_IMPORT) - {"storage"}:
        assert not any(known & {"sqlalchemy", "alembic"} for known in strangers(room).values()), room


def test_only_the_page_and_the_entry_know_the_web() -> None:
    for room in set(MAY_IMPORT) - {"app", "web"}:
        assert not any(known & WEB_SIDE for known in strangers(room).values()), room
    assert not strangers("chat")["chat/conversation.py"] & (WEB_SIDE | TORCH_SIDE)


def test_serving_needs_nothing_that_only_training_needs() -> None:
    for room in set(MAY_IMPORT) - {"training", "evaluation", "benchmarks"}:
        assert not any(known & TRAINING_SIDE for known in strangers(room).values()), room
