"""Folders are listened to; those of which not everything is told are known."""

from __future__ import annotations

import os
import threading
from pathlib import Path

import pytest

from app.core.watch import disks
from app.core.watch.disks import tells_all
from app.core.watch.listening import Ear

MOUNTS = """
22 1 0:20 / / rw,relatime shared:1 - ext4 /dev/sda1 rw
23 22 0:21 / /net rw - nfs4 server:/x rw
24 22 0:22 / /home/sam/my\\040drive rw - fuse.sshfs sam@host: rw
25 22 0:23 / /net/local rw - xfs /dev/sdb1 rw
26 22 0:24 / /home/sam/ü漢 rw - fuse.sshfs sam@host: rw
27 22 0:25 / /home/sam/a\u2028b rw - fuse.sshfs sam@host: rw
nonsense
"""


@pytest.fixture
def heard(tmp_path: Path):
    told = threading.Event()
    ear = Ear(tmp_path, told.set, deep=True)
    yield told
    ear.close()


def test_what_happens_in_a_folder_is_heard(heard: threading.Event, tmp_path: Path) -> None:
    (tmp_path / "a").write_text("x")
    assert heard.wait(10)
    (tmp_path / "sub").mkdir()
    heard.clear()
    (tmp_path / "sub" / "b").write_text("x")
    assert heard.wait(10)
    heard.clear()
    (tmp_path / "a").rename(tmp_path / "c")
    assert heard.wait(10)


def test_the_end_of_the_folder_itself_is_heard(heard: threading.Event, tmp_path: Path) -> None:
    tmp_path.rename(tmp_path.with_name("moved away"))
    assert heard.wait(10)


def test_a_folder_that_went_away_is_lost_whatever_has_its_name_now(tmp_path: Path) -> None:
    told, folder = threading.Event(), tmp_path / "watched"
    folder.mkdir()
    ear = Ear(folder, told.set, deep=True)
    (folder / "sub").mkdir()
    assert told.wait(10)
    (folder / "sub").rmdir()
    assert not ear.lost
    told.clear()
    folder.rmdir()
    folder.mkdir()
    while not ear.lost:
        assert told.wait(10)
        told.clear()
    ear.close()


def test_what_happens_beside_it_is_not(heard: threading.Event, tmp_path: Path) -> None:
    tmp_path.with_name("beside").mkdir()
    (tmp_path / "a").write_text("x")
    assert heard.wait(10)
    with pytest.raises(OSError):
        Ear(tmp_path / "none", heard.set, deep=False)


def test_a_folder_whose_surroundings_are_closed_is_listened_to(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from watchdog.observers.api import BaseObserver

    schedule, told = BaseObserver.schedule, threading.Event()

    def closed(observer, handler, path, **more):
        if path == os.fspath(tmp_path.parent):
            raise PermissionError(13, "Permission denied")
        return schedule(observer, handler, path, **more)

    monkeypatch.setattr(BaseObserver, "schedule", closed)
    ear = Ear(tmp_path, told.set, deep=False)
    (tmp_path / "a").write_text("x")
    assert told.wait(10)
    ear.close()


@pytest.mark.parametrize(
    ("folder", "all_of_it"),
    [("/home/sam", True), ("/net", False), ("/net/x/y", False),
     ("/home/sam/my drive/in", False), ("/home/sam/ü漢/in", False), ("/home/sam/a\u2028b", False),
     ("/net/local/in", True), ("/media/sam/STICK", False), ("/run/media/sam", False)],
)  # fmt: skip
def test_only_of_the_computers_own_disks_everything_is_told(
    folder: str, all_of_it: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(disks, "_mounts", lambda: MOUNTS)
    assert tells_all(Path(folder)) is all_of_it


def test_where_nobody_knows_the_disks_not_everything_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert tells_all(tmp_path) in (True, False)  # whatever this computer has, it can be asked

    def closed(*_words: object, **_more: object) -> str:
        raise PermissionError

    monkeypatch.setattr(Path, "read_text", closed)
    assert tells_all(tmp_path) is False
