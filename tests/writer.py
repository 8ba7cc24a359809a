"""`python tests/writer.py FOLDER`: threads that write turns with pictures until they are stopped.

Of each turn that is kept, its number and its image's hash are said, and no earlier.
"""

import io
import os
import signal
import sys
import threading
from itertools import count
from pathlib import Path

from PIL import Image

sys.path.insert(0, str(Path(__file__).parent.parent))

from storage.errors import StoreUnusable
from storage.records import NewUpload
from storage.store import Store

THREADS = 3


def write(store: Store, thread: int) -> None:
    """Turns of one thread, each with an image of its own."""
    talk = store.start_conversation("en").id
    for number in count():
        file = io.BytesIO()
        Image.frombytes("RGB", (2, 2), os.urandom(12)).save(file, "PNG")
        try:
            turn = store.record_turn(talk, "user", f"{thread}: {number}", uploads=[NewUpload(png=file.getvalue())])
        except StoreUnusable:
            return  # it is closed
        os.write(1, f"{turn.id} {turn.uploads[0].image}\n".encode())


if __name__ == "__main__":
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    with Store.open(data_dir=sys.argv[1]) as opened:
        for thread in range(THREADS):
            threading.Thread(target=write, args=(opened, thread), daemon=True).start()
        threading.Event().wait()
