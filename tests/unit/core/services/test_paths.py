"""Where things lie."""

from __future__ import annotations

import stat
import sys
from pathlib import Path

import pytest

from app.core.errors import StoreError
from app.core.paths import DataPaths, data_paths, resources


def test_the_resources_ship_with_the_program() -> None:
    assert (resources() / "providers" / "sela" / "upload.yaml").is_file()


def test_a_frozen_program_has_them_where_it_was_unpacked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "_MEIPASS", str(tmp_path), raising=False)
    assert resources() == tmp_path / "resources"


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="XDG_DATA_HOME is Linux's")
def test_without_a_folder_of_ones_own_it_is_the_systems(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    assert data_paths("", practice=False).root == tmp_path / "Sendoff"


def test_practice_never_mixes_with_the_real_ones(tmp_path: Path) -> None:
    real, practice = (data_paths(str(tmp_path), practice=on) for on in (False, True))
    assert real.root == tmp_path
    for name in ("journal", "settings", "accounts", "presets", "providers", "logs"):
        assert getattr(real, name) != getattr(practice, name)
        assert getattr(practice, name).is_relative_to(tmp_path / "practice")


def test_a_folder_may_be_named_from_home_or_from_here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("HOME", "USERPROFILE"):
        monkeypatch.setenv(name, str(tmp_path / "home"))
    monkeypatch.chdir(tmp_path)
    assert data_paths("~/mine", practice=False).root == tmp_path / "home" / "mine"
    assert data_paths("here", practice=False).root == tmp_path / "here"


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such modes")
def test_the_folders_are_for_their_owner_only(tmp_path: Path) -> None:
    paths = DataPaths(tmp_path / "data").make()
    for folder in (paths.root, paths.presets, paths.providers, paths.logs):
        assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert paths.make() is paths, "again is fine"


def test_a_disk_that_does_not_let_us_says_so(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(StoreError, match="cannot be used: Not a directory"):
        DataPaths(tmp_path / "file" / "data").make()
