"""Write the lock files: for every package one version with the hashes of all its files, for every system and Python.

`make lock` keeps the versions that are locked and fit; `make lock UPGRADE=1` takes the newest. The files hold no
package twice, so that several are installed together:

    serve.txt     what serves
    torch.txt     PyTorch with CUDA's parts, apart from it, so that another build of it can be taken
    postgres.txt  what a store in PostgreSQL needs besides
    dev.txt       what training, evaluation and the tests need besides
"""

import argparse
import re
import subprocess
import sys
import tempfile
from pathlib import Path

LOCKS = Path(__file__).parent
ROOT = LOCKS.parent
NAMES = ("serve", "torch", "postgres", "dev")
TORCH = re.compile(r"torch|torchvision|triton|nvidia-.+|cuda-.+")
BANNER = "# Written by `make lock`; installed with --no-deps and --require-hashes.\n"


def main() -> None:
    """Lock everything at once, then tell apart who needs what."""
    parser = argparse.ArgumentParser(prog="python locks/lock.py", description=__doc__.split("\n")[0])
    parser.add_argument("--upgrade", action="store_true", help="take the newest versions, not those that are locked")
    upgrade = parser.parse_args().upgrade
    with tempfile.TemporaryDirectory() as folder:
        whole = Path(folder) / "whole.txt"
        locked = [] if upgrade else [LOCKS / f"{name}.txt" for name in NAMES]
        whole.write_text("".join(file.read_text() for file in locked))
        everything = resolved(whole, ["", "-dev", "-postgres"])
        whole.write_text("".join(everything.values()))
        serving = resolved(whole, [""])
        whole.write_text("".join(everything.values()))
        with_postgres = resolved(whole, ["", "-postgres"])
    torch = {name: lines for name, lines in serving.items() if TORCH.fullmatch(name)}
    write("serve", without(serving, torch))
    write("torch", torch)
    write("postgres", without(with_postgres, serving))
    write("dev", without(everything, with_postgres))


def resolved(whole: Path, kinds: list[str]) -> dict[str, str]:
    """Each package's name and its lines, for these requirement files; `whole` says which versions to keep."""
    asked = [f"requirements{kind}.txt" for kind in kinds]
    options = ["--universal", "--python-version=3.11", "--generate-hashes", "--only-binary=:all:"]
    options += ["--no-config", "--no-header", "--no-annotate", "--quiet", "--override=locks/overrides.txt"]
    uv = [sys.executable, "-m", "uv", "pip", "compile", *options, f"--output-file={whole}", *asked]
    subprocess.run(uv, cwd=ROOT, check=True, stdout=subprocess.DEVNULL)
    return packages(whole.read_text())


def packages(lock: str) -> dict[str, str]:
    """Each package's name with its pin and its hashes, from the text of a lock."""
    found: dict[str, str] = {}
    for lines, name in re.findall(r"^(([a-z0-9-]+)==.+\n(?:    .+\n)*)", lock, re.MULTILINE):
        found[name] = found.get(name, "") + lines  # several where systems or Pythons need several versions
    return found


def without(some: dict[str, str], others: dict[str, str]) -> dict[str, str]:
    """What is in `some` and not in `others`."""
    return {name: lines for name, lines in some.items() if name not in others}


def write(name: str, locked: dict[str, str]) -> None:
    """One lock file."""
    (LOCKS / f"{name}.txt").write_text(BANNER + "".join(locked.values()))


if __name__ == "__main__":
    main()
