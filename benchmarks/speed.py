"""How long Tuwen takes and how much it holds: `python -m benchmarks.speed --n 20 --threads 2`."""

import argparse
import json
import os
import resource
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from itertools import cycle
from pathlib import Path
from random import Random
from statistics import quantiles
from tempfile import TemporaryDirectory
from urllib.request import urlopen

import torch
from PIL.Image import Image

from chat.conversation import Chat
from chat.settings import Settings
from img2txt.describe import Describer, load_describer
from language.captions import request
from rendering.sampling import test_scene
from storage.store import Store
from txt2img.draw import WEIGHTS, Painter, TuwenPainter
from understanding.understand import Understanding
from world.terminal import speak_anywhere
from world.vocabulary import LANGUAGES

EDITS = (
    "make it blue", "add two apples on the left", "bigger", "at night", "in glossy style", "it should sleep",
    "move it to the right", "add a red balloon", "in the forest", "another one like this",
)  # fmt: skip


def timed(act: Callable[[int], object], count: int, begin: Callable[[int], int] = int) -> dict[str, float]:
    """The median and the 95th percentile of some runs after one to warm up, in milliseconds.

    What `begin` makes of a run's number is what `act` is told; its own time does not count.
    """
    act(begin(0))
    seconds = []
    for i in range(1, count + 1):
        told = begin(i)
        started = time.perf_counter()
        act(told)
        seconds.append(1000 * (time.perf_counter() - started))
    cuts = quantiles(seconds, n=20)
    return {"p50_ms": round(cuts[9], 1), "p95_ms": round(cuts[18], 1)}


def describing_together(describer: Describer, picture: Image, count: int, batch: int = 32) -> float:
    """Images a second that are described in batches, by the median batch."""
    took = timed(lambda _: describer.describe_all([picture] * batch, "zh"), count)
    return round(1000 * batch / took["p50_ms"], 1)


def editing(understanding: Understanding, painter: Painter, describer: Describer, count: int) -> dict[str, float]:
    """Turns of a conversation that change its last picture, from the message to the answer that is kept."""
    with TemporaryDirectory() as folder, Store.open(None, folder) as store:
        chat = Chat(store, understanding, painter, describer, Settings(data_dir=Path(folder)))

        def begin(i: int) -> int:
            conversation = chat.start("en").id
            chat.reply(conversation, ("a black cat on the grass", "two dogs in the city")[i % 2])
            return conversation

        def change(conversation: int) -> None:
            answered = chat.reply(conversation, next(edits)).answered
            if not answered.pictures:
                raise RuntimeError(f"no edit: {answered.text}")

        edits = cycle(EDITS)
        return timed(change, count, begin)


def cold_drawing() -> float:
    """Seconds from starting a fresh process to one finished picture."""
    with TemporaryDirectory() as folder:
        started = time.perf_counter()
        command = [sys.executable, "-m", "txt2img", "a black cat", "--count", "1", "--out", folder]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
        return time.perf_counter() - started


def cold_page() -> float:
    """Seconds from starting the app to its first answered page."""
    with TemporaryDirectory() as folder, socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
        probe.close()
        settings = {"TUWEN_PORT": str(port), "TUWEN_DATA_DIR": folder}
        started = time.perf_counter()
        app = subprocess.Popen([sys.executable, "app.py"], env=os.environ | settings, stdout=subprocess.DEVNULL)
        try:
            while app.poll() is None:
                try:
                    with urlopen(f"http://127.0.0.1:{port}/"):
                        return time.perf_counter() - started
                except OSError:
                    time.sleep(0.05)
            raise RuntimeError("the app stopped before it answered")
        finally:
            app.terminate()
            app.wait()


def main() -> None:
    speak_anywhere()
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--n", type=int, default=20)
    parser.add_argument("--threads", type=int, default=2)
    arguments = parser.parse_args()
    torch.set_num_threads(arguments.threads)

    started = time.perf_counter()
    understanding, painter, describer = Understanding(WEIGHTS), TuwenPainter(WEIGHTS), load_describer()
    loaded = time.perf_counter() - started
    rng = Random(0)
    prompts = [request(test_scene(rng), LANGUAGES[i % 2], rng) for i in range(arguments.n)]
    scenes = [understanding.scene(prompt) for prompt in prompts]
    cat = understanding.scene("a black cat")
    stickers = painter.draw(cat, language="en", count=8, seed=0, sticker=True)
    picture = painter.draw(scenes[0], language="en", count=1, seed=0)[0].image

    report = {
        "n": arguments.n,
        "threads": arguments.threads,
        "cold_drawing_s": round(cold_drawing(), 1),
        "cold_page_s": round(cold_page(), 1),
        "load_s": round(loaded, 2),
        "understand": timed(lambda i: understanding.scene(prompts[i % len(prompts)]), arguments.n),
        "draw_4": timed(lambda i: painter.draw(scenes[i % len(scenes)], language="en", count=4, seed=i), arguments.n),
        "edit": editing(understanding, painter, describer, max(arguments.n, len(EDITS))),
        "sticker_1": timed(lambda i: painter.draw(cat, language="en", count=1, seed=i, sticker=True), arguments.n),
        "layer_1": timed(lambda i: painter.brushes.cut_out([stickers[i % 8].plan]), arguments.n),
        "layer_8": timed(lambda _: painter.brushes.cut_out([each.plan for each in stickers]), arguments.n),
        "describe_1": timed(lambda _: describer.describe(picture, "zh"), arguments.n),
        "describe_32_per_s": describing_together(describer, picture, max(2, arguments.n // 5)),
        "peak_memory_mb": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024),
    }
    print(json.dumps(report, indent=2))


if __name__ == "__main__":
    main()
