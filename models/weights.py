"""The folder in which a trained network ships: model.safetensors, config.json, card.md and history.jsonl."""

import hashlib
import json
import os
from collections.abc import Iterable
from dataclasses import asdict, fields, is_dataclass
from pathlib import Path
from typing import Any, TypeVar, get_type_hints

import torch
from safetensors import SafetensorError
from safetensors.torch import load as read_tensors
from safetensors.torch import save as tensor_bytes
from torch import Tensor, nn

TENSORS, CONFIG, CARD, HISTORY = "model.safetensors", "config.json", "card.md", "history.jsonl"

Model = TypeVar("Model", bound=nn.Module)


class WeightsError(ValueError):
    """A weights folder that is missing, damaged, or of another network; says which file and how to get it back."""


def save(folder: Path | str, model: nn.Module, config: Any, card: str, *, half: bool = True) -> None:
    """Write a network into its folder.

    `config` is the frozen dataclass that `type(model)` was built from. With `half`, floating-point tensors are stored
    in fp16; ValueError where one holds a value that fp16 cannot, or that is not finite. `history.jsonl` stays.
    """
    folder = Path(folder)
    folder.mkdir(parents=True, exist_ok=True)
    stored = tensor_bytes({name: _stored(name, tensor, half) for name, tensor in model.state_dict().items()})
    written = {"class": type(model).__name__, "sha256": hashlib.sha256(stored).hexdigest(), "config": asdict(config)}
    _write(folder / TENSORS, stored)
    _write(folder / CONFIG, (json.dumps(written, indent=2, ensure_ascii=False) + "\n").encode())
    _write(folder / CARD, (card.rstrip() + "\n").encode())


def load(folder: Path | str, model_class: type[Model], config_class: type) -> Model:
    """Build `model_class(config_class(…))` from its folder: strict, checked, fp32, on the CPU, in evaluation mode.

    Raises WeightsError where a file is missing, damaged, or belongs to another network.
    """
    folder = Path(folder)
    written = _read_config(folder, model_class)
    stored = _read(folder / TENSORS)
    if hashlib.sha256(stored).hexdigest() != written["sha256"]:
        raise _error(folder / TENSORS, "is not the file that its config.json was written for (SHA-256 differs)")
    try:
        model = model_class(_build(config_class, written["config"]))
    except (AttributeError, TypeError, ValueError) as error:
        raise _error(folder / CONFIG, f"does not describe a {model_class.__name__}: {error}") from error
    try:
        tensors = read_tensors(stored)
        model.load_state_dict({name: _full(tensor) for name, tensor in tensors.items()}, strict=True)
    except (SafetensorError, RuntimeError) as error:
        raise _error(folder / TENSORS, f"does not fit {model_class.__name__}: {error}") from error
    return model.float().eval()


def require(folder: Path | str, *names: str) -> Path:
    """The folder, where it holds these files, of which none is empty; else WeightsError names the first that is not."""
    folder = Path(folder)
    for name in names:
        if not _read(folder / name):
            raise _error(folder / name, "is empty")
    return folder


def fingerprint(folders: Iterable[Path | str]) -> str:
    """Twelve hex digits over every file that decides what the networks answer, in whatever order or place."""
    digests = sorted(_digest(Path(folder)) for folder in folders)
    return hashlib.sha256("".join(digests).encode()).hexdigest()[:12]


def append_history(folder: Path | str, **line: Any) -> None:
    """Add one JSON line about a training run: data version, steps, seconds, device, figures."""
    folder = Path(folder)
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / HISTORY).open("a", encoding="utf-8") as history:
        history.write(json.dumps(line, ensure_ascii=False) + "\n")


def _stored(name: str, tensor: Tensor, half: bool) -> Tensor:
    """A tensor as it goes into the file: on the CPU, with memory of its own."""
    tensor = tensor.detach().cpu()
    if tensor.is_floating_point():
        tensor = tensor.to(torch.float16 if half else torch.float32)
        if not tensor.isfinite().all():
            kind = "fp16" if half else "fp32"
            raise ValueError(f"{name} holds values that are not finite in {kind}; train again or save with half=False")
    return tensor.clone().contiguous()


def _full(tensor: Tensor) -> Tensor:
    return tensor.float() if tensor.is_floating_point() else tensor


def _read_config(folder: Path, model_class: type) -> dict[str, Any]:
    """What config.json says, after checking that it is of this network."""
    path = folder / CONFIG
    try:
        written = json.loads(_read(path))
        named, _, _ = written["class"], written["sha256"], written["config"]
    except (ValueError, KeyError, TypeError) as error:
        if isinstance(error, WeightsError):
            raise
        raise _error(path, f"cannot be read: {type(error).__name__} {error}") from error
    if named != model_class.__name__:
        raise _error(path, f"is of a {named}, not of a {model_class.__name__}")
    return written


def _build(config_class: type, saved: dict[str, Any]) -> Any:
    """A frozen config from JSON: lists become tuples, dictionaries the dataclass that their field names."""
    hints = get_type_hints(config_class)
    unknown = set(saved) - {field.name for field in fields(config_class)}
    if unknown:
        raise ValueError(f"{config_class.__name__} has no {', '.join(sorted(unknown))}")
    return config_class(**{name: _value(hints[name], value) for name, value in saved.items()})


def _value(hint: Any, value: Any) -> Any:
    if is_dataclass(hint) and isinstance(hint, type) and isinstance(value, dict):
        return _build(hint, value)
    return _tuples(value)


def _tuples(value: Any) -> Any:
    return tuple(_tuples(item) for item in value) if isinstance(value, list) else value


def _digest(folder: Path) -> str:
    """SHA-256 of a folder's files, by name, without its card and history."""
    found = sorted(path for path in folder.glob("*") if path.is_file() and path.name not in (CARD, HISTORY))
    if not found:
        raise _error(folder / CONFIG, "is missing")
    total = hashlib.sha256()
    for path in found:
        total.update(path.name.encode() + b"\0" + hashlib.sha256(path.read_bytes()).digest())
    return total.hexdigest()


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise _error(path, f"cannot be read ({error.strerror})") from error


def _write(path: Path, content: bytes) -> None:
    """All of it or nothing: a reader never sees half a file."""
    part = path.with_name(path.name + ".part")
    part.write_bytes(content)
    os.replace(part, path)


def _error(path: Path, what: str) -> WeightsError:
    folder, name = path.parent, path.parent.name
    judge = folder.parent.name == "judge"
    shipped = f"weights/judge/{name}" if judge else f"weights/{name}"
    script = {"recogniser": "encoder"}.get(name, name) + (" --judge" if judge else "")
    back = f"Get it back with `git checkout -- {shipped}`, or train it with `python -m training.{script}`."
    return WeightsError(f"{path} {what}. {back}")
