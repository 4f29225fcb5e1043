"""The log file: of the run that is on, masked, each line once; what nobody caught is in it, too."""

from __future__ import annotations

import logging
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from app import logs
from app.core.paths import DataPaths


@pytest.fixture
def root() -> Iterator[logging.Logger]:
    """The root logger; what is put on it is taken off again."""
    root = logging.getLogger()
    before, level = list(root.handlers), root.level
    yield root
    for handler in [one for one in root.handlers if one not in before]:
        root.removeHandler(handler)
        handler.close()
    root.setLevel(level)


def test_practice_and_the_real_thing_log_each_to_their_own_file(root: logging.Logger, tmp_path: Path) -> None:
    real, practice = DataPaths(tmp_path).make(), DataPaths(tmp_path / "practice").make()
    for turn, paths in enumerate((real, practice, real)):
        logs.begin(paths)
        root.warning("turn %s", turn)
    words = {paths: (paths.logs / "sendoff.log").read_text("utf-8") for paths in (real, practice)}
    assert [words[real].count(f"turn {turn}") for turn in range(3)] == [1, 0, 1]
    assert [words[practice].count(f"turn {turn}") for turn in range(3)] == [0, 1, 0]


SIGNED = "https://s3.example.com/k?X-Amz-Signature=abcdef"


def test_what_nobody_caught_is_logged_and_printed_without_its_secrets(
    root: logging.Logger, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "excepthook", sys.__excepthook__)
    monkeypatch.setattr(threading, "excepthook", threading.__excepthook__)
    paths = DataPaths(tmp_path).make()
    logs.begin(paths)
    logs.catch_all()
    thread = threading.Thread(target=_fail, args=("in a thread",))
    thread.start()
    thread.join()
    try:
        _fail("in a slot")
    except ValueError as error:
        sys.excepthook(ValueError, error, error.__traceback__)
    for words in ((paths.logs / "sendoff.log").read_text("utf-8"), capfd.readouterr().err):
        assert [words.count(f"ValueError: in a {where}") for where in ("thread", "slot")] == [1, 1]
        assert "abcdef" not in words
        assert "s3.example.com" in words


def _fail(where: str) -> None:
    raise ValueError(f"{where}: {SIGNED}")
