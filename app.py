"""Tuwen 图文: `python app.py` serves the chat; Hugging Face Spaces runs this file too."""

import atexit
import logging
import os
import signal
import socket
import sys
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

os.environ.setdefault("GRADIO_ANALYTICS_ENABLED", "False")
os.environ.setdefault("HF_HUB_DISABLE_TELEMETRY", "1")
os.environ["FORWARDED_ALLOW_IPS"] = ""  # the server believes no proxy by itself; `web/guard.py` knows which to believe

from storage.errors import StorageError
from storage.places import default_temp_dir, somewhere_temporary, tried

try:
    somewhere_temporary()  # torch and Gradio look for such a place as soon as they are imported
except StorageError as error:
    sys.exit(f"tuwen: {error}")

from pydantic import ValidationError

from chat.conversation import Chat
from chat.learning import VERSIONS
from chat.owner import Owner
from chat.settings import Settings
from chat.trainings import Trainings
from img2txt.describe import UnknownDescriber, load_describer
from models.backbone import BackboneError
from models.device import UnknownDevice
from models.weights import WeightsError
from storage.backup import Backups
from storage.housekeeping import Housekeeping
from storage.store import Store
from txt2img.draw import WEIGHTS, UnknownModel, load_painter
from understanding.understand import Understanding
from web.files import forget_gone, forget_unsent
from web.keys import Keys
from web.owner import OwnerPage
from web.page import build, launch_options
from web.served import served_folder
from world.terminal import speak_anywhere

ON_SPACES = "SPACE_ID" in os.environ
STOPPING = [getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGHUP", "SIGBREAK") if hasattr(signal, name)]
KEPT_ON_SPACES = Path("/data")  # where a Space's bucket is mounted, if it has one: no place for a live database
ON_HUB = {  # nobody reaches a Space but through Hugging Face's proxy, and its page shows the Space in a frame
    "hosts": ("*",),
    "proxies": ("*",),
    "frames": ("https://huggingface.co", "https://*.hf.space"),
}


def main() -> None:
    """Serve until interrupted or told to stop; one line on the error stream and exit code 1 where that cannot begin."""
    for each in STOPPING:
        if signal.getsignal(each) is not signal.SIG_IGN:  # as nohup has it
            signal.signal(each, _interrupt)
    speak_anywhere()
    logging.basicConfig(format="%(asctime)s %(levelname)s %(name)s: %(message)s")
    try:
        settings = read_settings()
        check_port(settings)
        with open_page(settings) as (page, owner):
            page.launch(server_name=settings.host, server_port=settings.port or None, prevent_thread_lock=True,
                        **launch_options(settings, owner))  # fmt: skip
            print(f"Tuwen 图文: {page.local_url}  (Ctrl-C stops it)", flush=True)
            page.block_thread()
    except (
        ValidationError, StorageError, WeightsError, BackboneError, UnknownModel, UnknownDescriber,
        UnknownDevice, OSError,
    ) as error:  # fmt: skip
        sys.exit(f"tuwen: {one_line(error)}")


def _interrupt(*_: object) -> None:
    """Ctrl-C, a service manager's stop and a closed terminal end alike; only the first counts, then it is closing."""
    for each in STOPPING:
        signal.signal(each, signal.SIG_IGN)
    sys.exit(0)


def read_settings() -> Settings:
    """From TUWEN_… and .env; on Spaces served to everybody."""
    settings = Settings()
    if not ON_SPACES:
        return settings
    served: dict[str, Any] = {"host": "0.0.0.0", "port": int(os.environ.get("PORT", 7860)), "shared": True, **ON_HUB}
    if os.access(KEPT_ON_SPACES, os.W_OK):
        served |= {"backup_dir": settings.backup_dir or KEPT_ON_SPACES / "tuwen", "begin_from_backup": True}
        served |= {"backup_hours": settings.backup_hours or 1.0}
    return Settings(**settings.model_dump() | served)


@contextmanager
def own_temporary_folder(settings: Settings) -> Iterator[None]:
    """Meanwhile whatever is temporary, Gradio's copies and uploads too, lies in a folder that goes with this server."""
    among = tried(settings.temp_dir or default_temp_dir(settings.data_dir), only_mine=True)
    usual = tempfile.gettempdir()
    with served_folder(among) as folder:
        os.environ["GRADIO_TEMP_DIR"] = os.environ["TMPDIR"] = tempfile.tempdir = str(folder)
        try:
            yield
        finally:
            os.environ["TMPDIR"] = tempfile.tempdir = usual


@contextmanager
def open_page(settings: Settings) -> Iterator[tuple[Any, OwnerPage | None]]:
    """Open the store, load the networks, build the page; afterwards close all of it, and leave no copies behind."""
    os.umask(0o077)  # what is written is its owner's
    backups = schedule(settings)
    if backups is not None and settings.begin_from_backup:
        Store.begin_from(backups, settings.database_url, settings.data_dir)
    with own_temporary_folder(settings), Store.open(settings.database_url, settings.data_dir) as store:
        store.try_writing()
        store.hold_reserve()
        store.serve_strangers(settings.shared)
        painter = load_painter(settings.painter, settings.device, settings.data_dir / VERSIONS)
        describer = load_describer(settings.describer, settings.device, settings.data_dir / VERSIONS)
        chat = Chat(store, Understanding(WEIGHTS), painter, describer, settings)
        page = build(chat, Keys(Path(settings.data_dir)))
        trainings = Trainings(settings)
        owner = OwnerPage(Owner(store, settings, trainings), settings) if settings.owner_page else None
        keeping = Housekeeping(
            store,
            keep_days=settings.keep_days,
            backups=backups,
            forgotten=lambda: forget_gone(store),
            often=lambda: forget_unsent(settings.keep_unsent_minutes),
        )
        keeping.start()
        try:
            yield page, owner
        finally:
            trainings.close()
            keeping.stop()
            chat.queue.close()
            if backups is not None and settings.begin_from_backup:
                last_backup(store, backups)
            store.close()  # first, for closing the page waits for seconds, and whoever stops us may not
            page.close(verbose=False)
            chat.decoder.close()


def last_backup(store: Store, backups: Backups) -> None:
    """What the next start begins from."""
    try:
        store.back_up_into(backups)
    except StorageError:
        logging.exception("no backup was taken at the end; the next start begins from the one before")


def schedule(settings: Settings) -> Backups | None:
    """When backups are taken and where they lie, once that was tried; None where the host wants none."""
    if settings.backup_hours is None:
        return None
    folder = tried(settings.backup_dir or settings.data_dir / "backups")
    return Backups(folder, settings.backup_hours, settings.backups_kept)


def check_port(settings: Settings) -> None:
    """OSError with a sentence where the port is taken; better before the networks are loaded than after."""
    with socket.socket(socket.AF_INET6 if ":" in settings.host else socket.AF_INET, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((settings.host, settings.port))
        except OSError as error:
            raise OSError(
                f"{settings.host}:{settings.port} cannot be served at ({error.strerror}); "
                "stop the program that uses it, or choose another port with TUWEN_PORT"
            ) from None


def one_line(error: Exception) -> str:
    """What went wrong, on one line."""
    if isinstance(error, ValidationError):
        wrong = error.errors()[0]
        name = "TUWEN_" + "_".join(str(part) for part in wrong["loc"]).upper()
        said = "" if "PASSWORD" in name else repr(wrong["input"])
        return f"{name}={said}: {wrong['msg']}; see .env.example"
    return " ".join(str(error).split())


if __name__ == "__main__":
    main()
elif ON_SPACES:
    kept_open = ExitStack()
    atexit.register(kept_open.close)
    demo = kept_open.enter_context(open_page(read_settings()))[0]
