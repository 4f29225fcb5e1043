"""The lock within one process; two processes are tried in tests/integration/storage."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from app.core.storage.lock import InstanceLock


def test_one_has_it_until_it_is_given_back(tmp_path: Path) -> None:
    path = tmp_path / "lock"
    first, second = InstanceLock(path), InstanceLock(path)
    assert first.acquire()
    assert first.acquire()
    assert not second.acquire()
    assert path.read_text() == str(os.getpid())
    second.release()
    assert not second.acquire()
    first.release()
    assert path.read_text() == ""
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
