"""Settings come from the environment, refuse nonsense, and are all listed in .env.example."""

from pathlib import Path

import pytest
from pydantic import ValidationError

from chat.settings import Settings

EXAMPLE = Path(__file__).parent.parent / ".env.example"


@pytest.fixture(autouse=True)
def bare(monkeypatch, tmp_path):
    monkeypatch.chdir(tmp_path)  # no .env of the person who runs the tests
    for name in Settings.model_fields:
        monkeypatch.delenv(f"TUWEN_{name.upper()}", raising=False)


def test_defaults():
    settings = Settings()
    assert (settings.painter, settings.describer, settings.device, settings.port) == ("tuwen", "tuwen", "cpu", 7860)
    assert settings.candidates == 4 and settings.max_prompt == 1000 and settings.database_url is None
    assert settings.data_dir.name == "tuwen"


def test_the_environment_speaks(monkeypatch):
    monkeypatch.setenv("TUWEN_DATA_DIR", "/srv/tuwen")
    monkeypatch.setenv("TUWEN_CANDIDATES", "2")
    assert Settings().data_dir == Path("/srv/tuwen")
    assert Settings().candidates == 2


def test_a_file_speaks_more_softly(monkeypatch):
    Path(".env").write_text("TUWEN_PORT=9000\nTUWEN_LANGUAGE=zh\nOTHER=1\n")
    monkeypatch.setenv("TUWEN_PORT", "9001")
    assert (Settings().port, Settings().language) == (9001, "zh")


@pytest.mark.parametrize(
    ("name", "value"),
    [("CANDIDATES", "0"), ("CANDIDATES", "9"), ("LANGUAGE", "fr"), ("PORT", "70000"), ("MAX_PROMPT", "many")],
)
def test_nonsense_is_refused_by_name(monkeypatch, name, value):
    monkeypatch.setenv(f"TUWEN_{name}", value)
    with pytest.raises(ValidationError, match=name.lower()):
        Settings()


def test_settings_do_not_change():
    with pytest.raises(ValidationError, match="frozen"):
        Settings().port = 1  # type: ignore[misc]


def test_the_example_lists_every_setting_with_its_words():
    example = EXAMPLE.read_text()
    listed = [line[1:].partition("=")[0] for line in example.splitlines() if line.startswith("#TUWEN_")]
    assert listed == [f"TUWEN_{name.upper()}" for name in Settings.model_fields]
    for name, field in Settings.model_fields.items():
        assert f"# {field.description}\n#TUWEN_{name.upper()}=" in example


def test_the_example_is_valid_once_uncommented():
    lines = [line.removeprefix("#") for line in EXAMPLE.read_text().splitlines() if line.startswith("#TUWEN_")]
    Path(".env").write_text("\n".join(lines))
    assert Settings().data_dir == Path("/srv/tuwen")


def test_paths_are_whole_and_lists_are_parted(monkeypatch):
    monkeypatch.setenv("HOME", "/home/me")
    for name, value in {
        "DATA_DIR": "~/tuwen", "TEMP_DIR": "tmp", "ROOT_PATH": "tuwen/", "HOSTS": "a.example, b.example",
        "PROXIES": "10.0.0.0/8", "ORIGINS": "https://A.example/",
    }.items():  # fmt: skip
        monkeypatch.setenv(f"TUWEN_{name}", value)
    settings = Settings()
    assert settings.data_dir == Path("/home/me/tuwen") and settings.temp_dir == Path("tmp").absolute()
    assert (settings.root_path, settings.hosts) == ("/tuwen", ("a.example", "b.example"))
    assert (settings.proxies, settings.origins, settings.frames) == (("10.0.0.0/8",), ("https://a.example",), ())


@pytest.mark.parametrize(
    ("name", "value"), [("ORIGINS", "a.example"), ("FRAMES", "huggingface.co"), ("DATA_DIR", "~nobody-of-that-name/x")]
)
def test_a_site_or_a_home_that_makes_no_sense_is_refused(monkeypatch, name, value):
    monkeypatch.setenv(f"TUWEN_{name}", value)
    with pytest.raises(ValidationError, match=value):
        Settings()
