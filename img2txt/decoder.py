"""Images of strangers, opened in processes of their own: they have little memory and time, and can be killed.

`Decoder` is what a server uses; this module run as a program is a process behind it. They speak through its standard
input and output: a line of JSON and the bytes that it announces, once there and once back.
"""

import json
import logging
import os
import signal
import subprocess
import sys
from collections import deque
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from threading import Event, Lock, Timer
from time import monotonic
from typing import Any

from PIL import Image

from img2txt.decode import (
    MAX_BYTES,
    MAX_PIXELS,
    MAX_SIDE,
    REASONS,
    UnreadableImage,
    kind_of,
    name_of,
    open_image,
    read,
)

MOMENT = 1.0  # seconds; a phone's picture takes about half of it
SECONDS = 4.0  # for one image, besides that moment
SECONDS_TOGETHER = 4.0  # for those images of one message that take longer than a moment
PATIENT = 10  # niceness of the process for images that take longer
START_SECONDS = 60.0  # until a new process is ready; it loads its libraries
MEMORY, MEMORY_A_PIXEL = 300_000_000, 20  # bytes of address space: for libraries, and for the largest image
LONGEST_LINE = 10_000
ROOT = Path(__file__).parent.parent
# One thread, and large blocks given back at once: what was used for one image does not count against the next.
SPARING = {"OPENBLAS_NUM_THREADS": "1", "MALLOC_ARENA_MAX": "1", "MALLOC_MMAP_THRESHOLD_": "1048576"}

log = logging.getLogger(__name__)

Opened = Image.Image | UnreadableImage


class Gone(Exception):
    """The process ended before it answered."""


class Decoder:
    """Opens images as `open_image` does, in processes that are begun when they are first needed.

    What takes longer than a moment is begun again in a second process, where only such images wait for each other;
    nobody else waits longer than a moment for anybody. An image that takes too long or too much memory costs its
    process, and the next image begins another. Where none can be made, images are opened in this one. Threads may share
    a Decoder.
    """

    def __init__(
        self,
        *,
        max_bytes: int = MAX_BYTES,
        max_pixels: int = MAX_PIXELS,
        moment: float = MOMENT,
        seconds: float = SECONDS,
        seconds_together: float = SECONDS_TOGETHER,
        memory: int | None = None,
    ):
        """`memory` is in bytes, by default what an image of `max_pixels` takes."""
        self.max_bytes = max_bytes
        self.max_pixels = max_pixels
        self.moment = moment
        self.seconds = seconds
        self.seconds_together = seconds_together
        memory = memory or MEMORY + MEMORY_A_PIXEL * max_pixels
        self._quick, self._slow = _Lane(memory, max_pixels), _Lane(memory, max_pixels)

    def open(self, source: bytes | Path) -> Image.Image:
        """The image as people see it: RGB, upright, on white; raises UnreadableImage."""
        opened, _ = self._opened(source, self.seconds)
        if isinstance(opened, UnreadableImage):
            raise opened
        return opened

    def open_all(self, sources: Sequence[bytes | Path]) -> list[Opened]:
        """The same of images that came together, and their refusals: each within its time, the slow ones together.

        Once that is over every other image still has its moment, until one takes longer again.
        """
        all_opened, left, is_over = list[Opened](), self.seconds_together, False
        for source in sources:
            allowed = 0.0 if is_over else min(self.seconds, max(left, self.moment))
            opened, took = self._opened(source, allowed)
            all_opened.append(opened)
            if took >= self.moment:
                is_over, left = left <= 0, max(left - took, 0.0)
        return all_opened

    def close(self) -> None:
        """End the processes; another image would begin another."""
        for lane in (self._quick, self._slow):
            lane.close()

    def _opened(self, source: bytes | Path, seconds: float) -> tuple[Opened, float]:
        """An image or its refusal, and the seconds that this took once it was its turn."""
        what = name_of(source)
        if seconds <= 0:
            return UnreadableImage("too_slow", what), 0.0
        try:
            content = read(source, self.max_bytes)
        except UnreadableImage as refused:
            return refused, 0.0
        opened, took = self._quick.open(content, what, min(seconds, self.moment))
        if isinstance(opened, UnreadableImage) and opened.reason == "too_slow" and took < seconds:
            opened, more = self._slow.open(content, what, seconds - took)
            took += more
        return opened, took


class _Lane:
    """One process and those who wait for it, one after the other as they came."""

    def __init__(self, memory: int, max_pixels: int):
        self._memory = memory
        self._max_pixels = max_pixels
        self._lock = Lock()
        self._waiting: deque[Event] = deque()  # the first has its turn
        self._process: _Process | None = None

    def open(self, content: bytes, what: str, seconds: float) -> tuple[Opened, float]:
        """An image or its refusal, and the seconds that this took once it was its turn."""
        with self._turn():
            process = self._ready()
            began = monotonic()
            try:
                if process is None:
                    opened: Opened = open_image(content, max_bytes=len(content), max_pixels=self._max_pixels)
                else:
                    opened = process.open(content, self._max_pixels, seconds)
            except UnreadableImage as refused:
                opened = UnreadableImage(refused.reason, what, **refused.values)
            except Gone as gone:
                reason = "too_slow" if process and process.late else "too_complex"
                log.warning("an image (%s) was given up: %s, %s", kind_of(content), reason, gone)
                opened = UnreadableImage(reason, what, kind=kind_of(content))
                self._end()
            if process is not None and process.late:  # with its answer; it was killed all the same
                self._end()
            return opened, monotonic() - began

    def close(self) -> None:
        """End the process, once nobody uses it."""
        with self._turn():
            self._end()

    @contextmanager
    def _turn(self) -> Iterator[None]:
        """Wait for everybody who came before."""
        mine = Event()
        with self._lock:
            self._waiting.append(mine)
            self._waiting[0].set()
        mine.wait()
        try:
            yield
        finally:
            with self._lock:
                self._waiting.popleft()
                for following in list(self._waiting)[:1]:
                    following.set()

    def _ready(self) -> "_Process | None":
        """The process, a new one if there is none (any more); None where none can be made."""
        if self._process is not None and not self._process.is_alive():
            self._end()
        if self._process is None:
            try:
                self._process = _Process(self._memory)
            except (OSError, Gone):
                log.exception("there is no process for images; they are opened in this one, without a deadline")
        return self._process

    def _end(self) -> None:
        if self._process is not None:
            self._process.end()
        self._process = None


class _Process:
    """The other side. `late` says that it was killed because its time was over."""

    def __init__(self, memory: int):
        self.late = False
        paths = os.pathsep.join(filter(None, (str(ROOT), os.environ.get("PYTHONPATH"))))
        command = [sys.executable, "-W", "ignore", "-m", "img2txt.decoder", str(memory)]
        pipe = subprocess.PIPE
        self._process = subprocess.Popen(
            command, stdin=pipe, stdout=pipe, env=os.environ | SPARING | {"PYTHONPATH": paths}
        )
        assert self._process.stdin and self._process.stdout
        self._told, self._answers = self._process.stdin, self._process.stdout
        try:
            with self._within(START_SECONDS):
                self._line()
        except Gone:
            self.end()
            raise

    def open(self, content: bytes, max_pixels: int, seconds: float) -> Image.Image:
        """An image; raises UnreadableImage as the process says it, and Gone where it says nothing in time."""
        with self._within(seconds):
            asked = {"bytes": len(content), "max_pixels": max_pixels, "seconds": seconds}
            self._told.write(json.dumps(asked).encode() + b"\n" + content)
            self._told.flush()
            answer = self._line()
            if answer.get("reason") in REASONS:
                raise UnreadableImage(answer["reason"], "the file", **answer["values"])
            width, height = answer["size"]
            if not (0 < width <= MAX_SIDE and 0 < height <= MAX_SIDE):
                raise Gone(f"it answered with {width} × {height} pixels")
            return Image.frombytes("RGB", (width, height), self._answers.read(3 * width * height))

    def is_alive(self) -> bool:
        return self._process.poll() is None

    def end(self) -> None:
        """Kill it, and forget it."""
        self._process.kill()
        self._process.wait()
        for pipe in (self._told, self._answers):
            with suppress(OSError):  # what was not read any more
                pipe.close()

    def _line(self) -> dict[str, Any]:
        line = json.loads(self._answers.readline(LONGEST_LINE))
        if not isinstance(line, dict):
            raise ValueError("a line is an object")
        return line

    @contextmanager
    def _within(self, seconds: float) -> Iterator[None]:
        timer = Timer(seconds, self._kill)
        timer.start()
        try:
            yield
        except UnreadableImage:
            raise
        except (OSError, ValueError, KeyError, TypeError) as error:  # what half an answer looks like
            raise Gone(f"exit code {self._process.poll()}") from error
        finally:
            timer.cancel()
            timer.join()

    def _kill(self) -> None:
        self.late = True
        self._process.kill()


def main() -> None:
    """Answer until there are no more questions."""
    asked, answers = sys.stdin.buffer, os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())  # what a library prints is no answer
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # a terminal's Ctrl-C is for the server, with which this one ends
    _bound_memory(int(sys.argv[1]))
    _write(answers, {"ready": True})
    while line := asked.readline():
        question = json.loads(line)
        content = asked.read(question["bytes"])
        if sys.platform != "win32":  # SIGALRM ends the process where nobody is left to kill it
            signal.setitimer(signal.ITIMER_REAL, question["seconds"] + 1)
            if question["seconds"] > MOMENT:  # whoever is drawn for goes first
                os.setpriority(os.PRIO_PROCESS, 0, PATIENT)
        try:
            image = open_image(content, max_bytes=len(content), max_pixels=question["max_pixels"])
            _write(answers, {"size": image.size}, image.tobytes())
        except UnreadableImage as refused:
            _write(answers, {"reason": refused.reason, "values": refused.values})
        if sys.platform != "win32":
            signal.setitimer(signal.ITIMER_REAL, 0)


def _write(answers: Any, told: dict[str, Any], content: bytes = b"") -> None:
    answers.write(json.dumps(told).encode() + b"\n" + content)
    answers.flush()


def _bound_memory(limit: int) -> None:
    """From now on; Windows has no such limit, and macOS does not keep to it."""
    if sys.platform == "win32":
        return
    import resource

    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    with suppress(ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_AS, (limit, limit))


if __name__ == "__main__":
    main()
