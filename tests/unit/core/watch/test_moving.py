"""Files are moved out of the way without ever taking another's place."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.core.watch import moving
from app.core.watch.moving import FAILED, SENT, ChangedMeanwhile, move_aside
from app.core.watched import Seen


def put(path: Path, words: str = "x") -> Seen:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(words)
    return Seen(path, path.stat().st_size, path.stat().st_mtime_ns)


def test_a_name_that_is_taken_gets_a_number(tmp_path: Path) -> None:
    for number, name in enumerate(("a.tar.gz", "a.tar (2).gz", "a.tar (3).gz")):
        there = move_aside(put(tmp_path / "a.tar.gz", str(number)), tmp_path, SENT)
        assert (there, there.read_text()) == (tmp_path / "sent" / name, str(number))
    assert not (tmp_path / "a.tar.gz").exists()


def test_from_failed_to_sent_and_never_into_itself(tmp_path: Path) -> None:
    failed = move_aside(put(tmp_path / "sub" / "a.csv"), tmp_path, FAILED)
    assert failed == tmp_path / "failed" / "sub" / "a.csv"
    seen = Seen(failed, failed.stat().st_size, failed.stat().st_mtime_ns)
    assert move_aside(seen, tmp_path, FAILED) == failed
    assert move_aside(seen, tmp_path, SENT) == tmp_path / "sent" / "sub" / "a.csv"


def test_one_that_changed_or_is_gone_stays_what_it_is(tmp_path: Path) -> None:
    seen = put(tmp_path / "a.csv")
    put(tmp_path / "a.csv", "another")
    with pytest.raises(ChangedMeanwhile):
        move_aside(seen, tmp_path, SENT)
    (tmp_path / "a.csv").unlink()
    with pytest.raises(FileNotFoundError):
        move_aside(seen, tmp_path, SENT)
    assert not (tmp_path / "sent").exists()


def test_a_disk_that_does_not_let_us_leaves_nothing_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_paths: Path) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(moving.os, "replace", refuse)
    with pytest.raises(PermissionError):
        move_aside(put(tmp_path / "a.csv"), tmp_path, SENT)
    assert (tmp_path / "a.csv").exists()
    assert list((tmp_path / "sent").iterdir()) == []
