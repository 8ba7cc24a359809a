"""Tuwen 图文: `python app.py` serves the chat; Hugging Face Spaces runs this file too."""

import logging
import os
import socket
import sys
import tempfile
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
from chat.settings import Settings
from img2txt.describe import UnknownDescriber, load_describer
from models.backbone import BackboneError
from models.device import UnknownDevice
from models.weights import WeightsError
from storage.store import Store
from txt2img.draw import WEIGHTS, UnknownModel, load_painter
from understanding.understand import Understanding
from web.keys import Keys
from web.page import build, launch_options
from world.terminal import speak_anywhere

ON_SPACES = "SPACE_ID" in os.environ
KEPT_ON_SPACES = Path("/data")  # a Space's persistent storage, where it has any
ON_HUB = {  # nobody reaches a Space but through Hugging Face's proxy, and its page shows the Space in a frame
    "hosts": ("*",),
    "proxies": ("*",),
    "frames": ("https://huggingface.co", "https://*.hf.space"),
}


def main() -> None:
    """Serve until interrupted; one line on the error stream and exit code 1 where that cannot begin."""
    speak_anywhere()
    logging.basicConfig(format="%(asctime)s %(levelname)s %(name)s: %(message)s")
    try:
        settings = read_settings()
        check_port(settings)
        own_temporary_folder(settings)
        page = build_page(settings)
        page.launch(server_name=settings.host, server_port=settings.port or None, prevent_thread_lock=True,
                    **launch_options(settings))  # fmt: skip
    except (
        ValidationError, StorageError, WeightsError, BackboneError, UnknownModel, UnknownDescriber,
        UnknownDevice, OSError,
    ) as error:  # fmt: skip
        sys.exit(f"tuwen: {one_line(error)}")
    print(f"Tuwen 图文: {page.local_url}  (Ctrl-C stops it)", flush=True)
    page.block_thread()


def read_settings() -> Settings:
    """From TUWEN_… and .env; on Spaces served to everybody."""
    settings = Settings()
    if not ON_SPACES:
        return settings
    served: dict[str, Any] = {"host": "0.0.0.0", "port": int(os.environ.get("PORT", 7860)), "shared": True, **ON_HUB}
    if "TUWEN_DATA_DIR" not in os.environ and os.access(KEPT_ON_SPACES, os.W_OK):
        served["data_dir"] = KEPT_ON_SPACES / "tuwen"
    return settings.model_copy(update=served)


def own_temporary_folder(settings: Settings) -> None:
    """From now on whatever is temporary, Gradio's served copies and uploads too, lies in a folder of our own."""
    folder = tried(settings.temp_dir or default_temp_dir(settings.data_dir), only_mine=True)
    os.environ["GRADIO_TEMP_DIR"] = os.environ["TMPDIR"] = tempfile.tempdir = str(folder)


def build_page(settings: Settings):
    """Open the store, load the networks, build the page."""
    store = Store.open(settings.database_url, settings.data_dir)
    store.try_writing()
    painter = load_painter(settings.painter, settings.device)
    describer = load_describer(settings.describer, settings.device)
    chat = Chat(store, Understanding(WEIGHTS), painter, describer, settings)
    return build(chat, Keys(Path(settings.data_dir)))


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
        return f"{name}={wrong['input']!r}: {wrong['msg']}; see .env.example"
    return " ".join(str(error).split())


if __name__ == "__main__":
    main()
elif ON_SPACES:
    own_temporary_folder(read_settings())
    demo = build_page(read_settings())
