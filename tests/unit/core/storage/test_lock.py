"""The lock within one process; two processes are tried in tests/integration/storage."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from app.core.storage.lock import InstanceLock


def test_one_has_it_until_it_is_given_back(tmp_path: Path) -> None:
    first, second = InstanceLock(tmp_path / "lock"), InstanceLock(tmp_path / "lock")
    assert first.holder() is None
    assert first.acquire()
    assert first.acquire()
    assert not second.acquire()
    assert second.holder() == os.getpid()
    second.release()
    assert not second.acquire()
    first.release()
    assert second.holder() is None
    assert second.acquire()
    second.release()


def test_a_disk_that_cannot_lock_is_not_taken_for_a_second_sendoff(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def no_locks(handle: int) -> None:
        raise OSError(37, "No locks available")

    monkeypatch.setattr("app.core.storage.lock._lock", no_locks)
    with pytest.raises(OSError, match="No locks"):
        InstanceLock(tmp_path / "lock").acquire()


@pytest.mark.parametrize("content", [b"", b"\xff\xfe", b"-3", b"12x"])
def test_a_holder_that_makes_no_sense_is_nobody(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "lock").write_bytes(content)
    assert InstanceLock(tmp_path / "lock").holder() is None
