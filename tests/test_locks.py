"""The lock files hold what the requirements ask for, by version and hash, and nothing of where they were written."""

import re
import subprocess
import sys
import tomllib
from importlib.metadata import requires, version
from pathlib import Path

import pytest
from packaging.requirements import Requirement

ROOT = Path(__file__).parent.parent
LOCKS = ROOT / "locks"
NAMES = ("serve", "torch", "postgres", "dev")
PIN = re.compile(r"([a-z0-9-]+)==(\S+)(?: ; .+)? \\")
HASH = re.compile(r"    --hash=sha256:[0-9a-f]{64}(?: \\)?")
CONFLICT = re.compile(r"(\S+) \S+ (has requirement \S+), but you have .+")


def pinned(*names: str) -> dict[str, str]:
    """Each package's version, from these locks."""
    lines = [line for name in names for line in (LOCKS / f"{name}.txt").read_text().splitlines()]
    return {match[1]: match[2] for line in lines if (match := PIN.fullmatch(line))}


def asked(kind: str) -> list[Requirement]:
    lines = (ROOT / f"requirements{kind}.txt").read_text().splitlines()
    return [Requirement(line) for line in lines if line and not line.startswith("#")]


@pytest.mark.parametrize("name", NAMES)
def test_a_lock_has_pins_and_hashes_and_nothing_else(name):
    lines = (LOCKS / f"{name}.txt").read_text().splitlines()
    other = [line for line in lines if not PIN.fullmatch(line) and not HASH.fullmatch(line)]
    assert other == ["# Written by `make lock`; installed with --no-deps and --require-hashes."]
    for line, after in zip(lines, [*lines[1:], ""], strict=True):
        assert line.endswith("\\") == bool(HASH.fullmatch(after)), line  # no pin without a hash


@pytest.mark.parametrize(
    ("kind", "names"),
    [("", ("serve", "torch")), ("-postgres", ("serve", "postgres")), ("-dev", ("serve", "postgres", "dev"))],
)
def test_what_is_asked_for_is_locked(kind, names):
    versions = pinned(*names)
    for requirement in asked(kind):
        locked = versions[re.sub(r"[-_.]+", "-", requirement.name).lower()]
        assert requirement.specifier.contains(locked), f"{requirement} is locked at {locked}: make lock"


def test_no_package_is_in_two_locks():
    assert sum(len(pinned(name)) for name in NAMES) == len(pinned(*NAMES))


def test_what_gradio_is_here_it_is_on_spaces():
    header = (ROOT / "README.md").read_text(encoding="utf-8").split("---")[1]
    assert "sdk: docker" in header and "app_port: 7860" in header  # the image installs the locks, Pillow 13 too
    assert pinned("serve")["pillow"] == version("pillow")
    assert "pillow<13" in " ".join(requires("gradio") or [])  # else locks/overrides.txt and conflicts.txt can go


def test_everything_installs_the_locks():
    for name in ("Makefile", "Dockerfile"):
        text = (ROOT / name).read_text()
        assert "locks/install.sh" in text and "--require-hashes" in text and "-r requirements" not in text
    extras = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["setuptools"]["dynamic"]
    assert extras["optional-dependencies"]["postgres"] == {"file": ["requirements-postgres.txt"]}


def test_packages_fit_together_but_for_what_is_known():
    told = subprocess.run([sys.executable, "-m", "pip", "check"], capture_output=True, text=True)
    known = [line for line in (LOCKS / "conflicts.txt").read_text().splitlines() if not line.startswith("#")]
    found = [CONFLICT.sub(r"\1 \2", line) for line in told.stdout.splitlines()]
    assert [line for line in found if line != "No broken requirements found."] == known
