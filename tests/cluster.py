"""A PostgreSQL of the tests' own: `python tests/cluster.py COMMAND …` runs a command with its address.

TUWEN_TEST_POSTGRES then names it. Where PostgreSQL or nginx is missing it is installed if Debian's packages can be;
where that cannot be, either, the command runs without and the tests say so.
"""

import os
import shutil
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

VARIABLE = "TUWEN_TEST_POSTGRES"
MISSING = "PostgreSQL is not installed (Debian: apt-get install postgresql)"


class Cluster:
    """A server with an empty database, on loopback, in a folder that its user owns."""

    def __init__(self, programs: Path, folder: Path):
        self.programs = programs
        self.folder = folder
        self.user = "postgres" if os.name == "posix" and os.getuid() == 0 else None  # it refuses to run as root
        if self.user:
            shutil.chown(folder, self.user, self.user)
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        self._run("initdb", "--auth=trust", "--username=tuwen", "--encoding=UTF8", "--locale=C", "--no-sync")

    @property
    def address(self) -> str:
        """For TUWEN_DATABASE_URL."""
        return f"postgresql+psycopg://tuwen@127.0.0.1:{self.port}/postgres"

    def start(self) -> None:
        """Until this returns nobody can connect, from then on everybody."""
        options = f"-p {self.port} -k {self.folder} -c listen_addresses=127.0.0.1 -c fsync=off"
        self._run("pg_ctl", "start", "--wait", f"--log={self.folder / 'log'}", f"--options={options}")

    def stop(self) -> None:
        """Whoever is connected is cut off."""
        self._run("pg_ctl", "stop", "--wait", "--mode=fast")

    def _run(self, program: str, *arguments: str) -> None:
        whose: dict = {"user": self.user, "group": self.user, "extra_groups": []} if self.user else {}
        command = [str(self.programs / program), f"--pgdata={self.folder / 'data'}", *arguments]
        subprocess.run(command, check=True, cwd=self.folder, stdout=subprocess.DEVNULL, **whose)


def programs() -> Path | None:
    """The folder of PostgreSQL's programs, the newest; Debian keeps them out of the path."""
    found = shutil.which("initdb")
    folders = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda folder: float(folder.parent.name))
    return folders[-1] if folders else Path(found).resolve().parent if found else None


def install() -> None:
    """With Debian's packages, where this user may."""
    if os.name == "posix" and os.getuid() == 0 and shutil.which("apt-get"):
        quiet = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
        for command in (["update"], ["install", "--yes", "--no-install-recommends", "postgresql", "nginx-light"]):
            subprocess.run(["apt-get", *command], env=quiet, check=False, stdout=sys.stderr)


@contextmanager
def running(programs: Path) -> Iterator[Cluster]:
    """A cluster that runs meanwhile, and is gone afterwards."""
    with tempfile.TemporaryDirectory(prefix="tuwen-postgres-", ignore_cleanup_errors=True) as folder:
        cluster = Cluster(programs, Path(folder))
        cluster.start()
        try:
            yield cluster
        finally:
            with suppress(subprocess.CalledProcessError):  # a test has stopped it
                cluster.stop()


def main() -> int:
    """Run the command that was given, with a PostgreSQL where one can be had."""
    command = sys.argv[1:]
    if VARIABLE in os.environ:
        return subprocess.call(command)
    if programs() is None or shutil.which("nginx") is None:
        install()
    if (found := programs()) is None:
        print(f"{MISSING}; what needs it is left out", file=sys.stderr)
        return subprocess.call(command)
    with running(found) as cluster:
        return subprocess.call(command, env=os.environ | {VARIABLE: cluster.address})


if __name__ == "__main__":
    sys.exit(main())
