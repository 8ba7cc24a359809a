"""What many tests share: the real engines, loaded once, and an empty store."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from storage.store import Store

os.environ.setdefault("HF_HUB_OFFLINE", "1")
os.environ.setdefault("GRADIO_ANALYTICS_ENABLED", "False")


@pytest.fixture(scope="session")
def painter():
    from txt2img.draw import load_painter

    return load_painter()


@pytest.fixture(scope="session")
def understanding():
    from txt2img.draw import WEIGHTS
    from understanding.understand import Understanding

    return Understanding(WEIGHTS)


@pytest.fixture(scope="session")
def describer():
    from img2txt.describe import load_describer

    return load_describer()


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store.open(data_dir=tmp_path / "data", busy_seconds=0.3) as store:
        yield store
