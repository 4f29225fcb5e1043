"""A form keeps its fields whole while the page around it changes its height."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QApplication, QComboBox
from pytestqt.qtbot import QtBot

from app.ui import sample_data
from app.ui.sample_core import SampleCore
from app.ui.shell import Shell


def cut_off(shell: Shell) -> list[str]:
    """The fields that are higher than the place they have."""
    boxes = shell.views.form.findChildren(QComboBox)
    return [box.accessibleName() for box in boxes if box.height() > box.parentWidget().height()]


def test_a_field_with_an_error_stays_whole_when_a_question_comes_above_it(
    open_shell: Callable[[SampleCore], Shell], full_core: SampleCore, tmp_path: Path, qtbot: QtBot
) -> None:
    shell = open_shell(full_core)
    shell.window.resize(1280, 800)
    shell.send.choose_provider("deepset")
    files = [tmp_path / name for name in ("a.txt", "b.txt", "c.txt", "d.txt", "e.txt")]
    for file in files:
        file.write_text("text")
    compose = shell.controllers.compose
    compose.add_paths(files)
    qtbot.waitUntil(lambda: compose.files.rowCount() == len(files))
    compose.send()
    assert shell.send.has_errors
    _lay_out()
    compose.recall.ask(sample_data.sent_before(compose.files.paths, time.time()))
    _lay_out()
    assert len(shell.views.form.findChildren(QComboBox)) == 2
    assert cut_off(shell) == []


def _lay_out() -> None:
    """Let layouts and what they ask for in turn come to rest."""
    for _ in range(10):
        QApplication.sendPostedEvents()
        QApplication.processEvents()
