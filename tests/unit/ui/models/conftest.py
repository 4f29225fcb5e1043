"""Qt's own tester at a model's side for the whole test, and a list of the queue's with it."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from fixtures.long_list import place
from PySide6.QtCore import QAbstractItemModel
from PySide6.QtTest import QAbstractItemModelTester
from pytestqt.qtbot import QtBot

from app.ui.models.queue import QueueModel


@pytest.fixture
def watched(qtbot: QtBot) -> Iterator[Callable[[QAbstractItemModel], None]]:
    """Has Qt check every move of a model; pytest-qt fails the test for what it finds."""
    testers: list[QAbstractItemModelTester] = []

    def watch(model: QAbstractItemModel) -> None:
        mode = QAbstractItemModelTester.FailureReportingMode.Warning
        testers.append(QAbstractItemModelTester(model, mode))

    yield watch
    testers.clear()


@pytest.fixture
def model(watched: Callable[[QAbstractItemModel], None]) -> QueueModel:
    """An empty list, no vendor of which can be asked for what is lost."""
    made = QueueModel(place, place, bool)
    watched(made)
    return made
