"""The log file: of the run that is on, masked, and each line once."""

from __future__ import annotations

import logging
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
