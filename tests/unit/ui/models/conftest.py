"""Qt's own tester at a model's side for the whole test."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import QAbstractItemModel
from PySide6.QtTest import QAbstractItemModelTester
from pytestqt.qtbot import QtBot


@pytest.fixture
def watched(qtbot: QtBot) -> Iterator[Callable[[QAbstractItemModel], None]]:
    """Has Qt check every move of a model; pytest-qt fails the test for what it finds."""
    testers: list[QAbstractItemModelTester] = []

    def watch(model: QAbstractItemModel) -> None:
        mode = QAbstractItemModelTester.FailureReportingMode.Warning
        testers.append(QAbstractItemModelTester(model, mode))

    yield watch
    testers.clear()
