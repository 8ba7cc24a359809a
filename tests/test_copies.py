"""Versions and exports are copied to a folder or to the hub, and brought back; here the hub is a folder."""

import shutil
from pathlib import Path
from typing import Any

import pytest
from test_finetune import export_of
from test_versions import made

from models.versions import Versions
from training import copies
from training.copies import Hub, main, place_of


class LocalHub:
    """The client's four verbs over a folder."""

    def __init__(self, root: Path):
        self.root = root

    def create_repo(self, name: str, *, repo_type: str, private: bool, exist_ok: bool) -> None:
        assert private and exist_ok
        (self.root / repo_type / name).mkdir(parents=True, exist_ok=True)

    def upload_folder(self, *, repo_id: str, repo_type: str, folder_path: Path, path_in_repo: str) -> None:
        shutil.copytree(folder_path, self.root / repo_type / repo_id / path_in_repo, dirs_exist_ok=True)

    def snapshot_download(self, name: str, *, repo_type: str, allow_patterns: str, local_dir: str) -> None:
        assert allow_patterns == "versions/**"
        shutil.copytree(self.root / repo_type / name, local_dir, dirs_exist_ok=True)


@pytest.fixture(params=["folder", "hub"])
def to(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    if request.param == "folder":
        return str(tmp_path / "mounted")

    def local(self: Hub, name: str, kind: str) -> None:
        self.api, self.name, self.kind = LocalHub(tmp_path / "hub"), name, kind  # type: ignore[assignment]

    monkeypatch.setattr(copies.Hub, "__init__", local)
    return "hf://me/tuwen"


def run(*words: Any, code: int = 0) -> None:
    assert main([str(word) for word in words]) == code


def test_versions_go_there_and_come_back_and_none_is_served_by_that(
    to: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    versions = Versions(tmp_path / "a" / "versions" / "ranker")
    name = made(versions, "a")
    versions.promote(name)
    for _ in range(2):
        run("push", "--to", to, "--data-dir", tmp_path / "a")
    run("pull", "--to", to, "--data-dir", tmp_path / "b")
    there = Versions(tmp_path / "b" / "versions" / "ranker")
    assert there.names() == [name] and there.served() is None
    assert there.report(name) == versions.report(name)
    capsys.readouterr()
    run("pull", "--to", to, "--data-dir", tmp_path / "b")
    assert capsys.readouterr().out == "nothing to copy\n"
    assert not list((tmp_path / "b" / "versions").glob(".fetched*"))


def test_an_export_goes_there_whole_and_unchanged_or_not_at_all(
    to: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    export = export_of(tmp_path, prompts=1)
    run("push", "--to", to, "--export", export)
    name = capsys.readouterr().out.strip()
    root = tmp_path / "mounted" if to.startswith("/") else tmp_path / "hub" / "dataset" / "me" / "tuwen"
    assert (root / name / "pairs.jsonl").read_bytes() == (export / "pairs.jsonl").read_bytes()
    (export / "pairs.jsonl").write_text("{}\n")
    run("push", "--to", to, "--export", export, code=1)
    assert "was changed since the export was written" in capsys.readouterr().err
    run("pull", "--to", to, "--export", export, code=1)


def test_the_token_is_the_environments() -> None:
    assert isinstance(place_of("hf://me/tuwen", "model"), Hub), "made without a word to anybody"
