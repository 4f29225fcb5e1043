"""A walk over every widget of every page: all can be named, none is cut, in three kinds of language."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QTranslator
from PySide6.QtGui import QAccessible, QFont, QFontMetrics
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractScrollArea,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QLabel,
    QLineEdit,
    QPushButton,
    QScrollArea,
    QWidget,
)
from pytestqt.qtbot import QtBot

from app.core.events import Notice
from app.core.services.recollection import Before, Earlier, Recollection
from app.core.services.watch_model import WatchStand, WatchView
from app.core.text import text
from app.ui.dialogs.watch_folder import WatchDialog
from app.ui.sample_core import SampleCore
from app.ui.shell import Shell
from app.ui.text import CONTEXT
from app.ui.views.header import Page
from app.ui.views.parts import Elided

_EDGE = 8
"""Pixels at least between a button's edge and what it holds."""
_HOLE = re.compile(r"(\{\w+(?::\w+)?\}|\|)")


class Stretched(QTranslator):
    """Every sentence 40 % longer, in letters that are seen at once."""

    def translate(self, context: str, sourceText: str, disambiguation: str | None = None, n: int = -1) -> str | None:
        if context != CONTEXT:
            return None
        parts = _HOLE.split(sourceText)
        return "".join(p if _HOLE.fullmatch(p) else p + "ö" * round(len(p) * 0.4) for p in parts)

    def isEmpty(self) -> bool:
        return False


@pytest.fixture(params=["plain", "stretched", "from the right"])
def language(request: pytest.FixtureRequest, qapp: QApplication) -> Iterator[str]:
    """The window in English, in a longer language, and in one that is read from the right."""
    translator = Stretched()
    if request.param != "plain":
        qapp.installTranslator(translator)
    if request.param == "from the right":
        qapp.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    yield request.param
    qapp.removeTranslator(translator)
    qapp.setLayoutDirection(Qt.LayoutDirection.LeftToRight)


@pytest.fixture
def small(language: str, open_shell: Callable[[SampleCore], Shell], full_core: SampleCore, qtbot: QtBot) -> Shell:
    """A window in use, as small as it gets."""
    shell = open_shell(full_core)
    shell.window.resize(900, 600)
    return shell


@pytest.fixture
def small_first_run(language: str, open_shell: Callable[[SampleCore], Shell], core: SampleCore, qtbot: QtBot) -> Shell:
    """A window that nobody used yet, as small as it gets."""
    shell = open_shell(core)
    shell.window.resize(900, 600)
    return shell


def scenes(shell: Shell, qtbot: QtBot, files: Path) -> Iterator[str]:
    """Every state of the window that looks different."""
    for provider_id in shell.views.sidebar.provider_ids():
        shell.send.choose_provider(provider_id)
        shell.controllers.compose.add_paths([files])
        shell.controllers.compose.send()
        _settle(qtbot)
        yield f"send {provider_id}"
        shell.controllers.compose.recall.ask(_sent_before(files))
        _settle(qtbot)
        yield f"sent before to {provider_id}"
        shell.controllers.compose.clear_files()
    for page in Page:
        shell.show_page(page)
        _settle(qtbot)
        yield page.name
    shell.frame.to_network()
    network = shell.views.settings.network
    for mode in range(network.mode.count()):
        network.mode.setCurrentIndex(mode)
        network.use.click()
        network.test.click()
        _settle(qtbot)
        yield f"network {network.mode.currentText()}"
    shell.show_page(Page.TRANSFERS)
    for row in range(shell.controllers.queue_model.rowCount()):
        shell.views.transfers_page.rows.choose(row)
        _settle(qtbot)
        yield f"transfer {row}"
    shell.views.transfers_page.rows.selectAll()
    yield "many transfers"
    shell.controllers.notices.on_notice(Notice("key", text("The key was not accepted. Nothing was sent."), "a"))
    _settle(qtbot)
    yield "notice"
    yield from _watched(shell, qtbot, files)


def _watched(shell: Shell, qtbot: QtBot, file: Path) -> Iterator[str]:
    """Watched folders: the marks in the sidebar, the notice, the dialog."""
    core = shell.core
    assert isinstance(core, SampleCore)
    first = core.presets.all()[0]
    for stand in WatchStand:
        core.watches.put(WatchView(first.id, first.name, file.parent, stand, text("New files are sent.")))
        _settle(qtbot)
        yield f"watch {stand}"
    core.watches.ask(first.id, text("New files wait for your go-ahead."), file)
    shell.watches.ask(first.id)
    dialog = shell.window.findChild(WatchDialog)
    dialog.show_folder(file.parent)
    dialog.show_present(file.parent, 12)
    _settle(qtbot)
    yield "watch dialog"
    dialog.reject()


def _sent_before(file: Path) -> Recollection:
    found = Earlier(file, "key", Before.SENT, text("Sent already on {at:day}.", at=1e9))
    words = "3 of these 12 files were sent to Sela · Marketing, the newsletter's leads of the year, on 12 May 2026."
    return Recollection((found, found), text(words))


def first_scenes(shell: Shell, qtbot: QtBot, files: Path) -> Iterator[str]:
    """The window before it has an account."""
    yield "welcome"
    for provider_id in shell.views.sidebar.provider_ids():
        shell.send.choose_provider(provider_id)
        _settle(qtbot)
        yield f"key for {provider_id}"
    for page in Page:
        shell.show_page(page)
        _settle(qtbot)
        yield page.name


def test_in_use_nothing_is_cut_or_nameless(small: Shell, qtbot: QtBot, csv_file: Path) -> None:
    wrong = [what for scene in scenes(small, qtbot, csv_file) for what in _wrong(small, scene)]
    assert not wrong


def test_at_the_first_run_nothing_is_cut_or_nameless(small_first_run: Shell, qtbot: QtBot, csv_file: Path) -> None:
    shell = small_first_run
    wrong = [what for scene in first_scenes(shell, qtbot, csv_file) for what in _wrong(shell, scene)]
    assert not wrong


def _wrong(shell: Shell, scene: str) -> Iterator[str]:
    hint = shell.window.centralWidget().minimumSizeHint()
    if hint.width() > 900 or hint.height() > 600 or shell.window.width() > 900:
        yield f"{scene}: the window wants {hint.width()}×{hint.height()}"
    for widget in _visible(shell):
        if isinstance(widget, QScrollArea) and widget.widget().width() > widget.viewport().width():
            yield f"{scene}: {widget.widget().width()} wide in {widget.viewport().width()}"
        if _takes_keyboard(widget) and not _name(widget):
            yield f"{scene}: no name: {_words(widget)}"
        if isinstance(widget, QLabel | QAbstractButton) and _is_cut(widget):
            yield f"{scene}: cut: {_words(widget)}"


def _settle(qtbot: QtBot) -> None:
    for _ in range(3):
        QApplication.processEvents()


def _visible(shell: Shell) -> list[QWidget]:
    return [w for w in shell.window.findChildren(QWidget) if w.isVisibleTo(shell.window)]


def _takes_keyboard(widget: QWidget) -> bool:
    return widget.focusPolicy() != Qt.FocusPolicy.NoFocus and not _is_inner(widget)


def _is_inner(widget: QWidget) -> bool:
    """Whether it is a part of a control that has the name."""
    parent = widget.parentWidget()
    if isinstance(parent, QAbstractScrollArea) and widget is parent.viewport():
        return True
    if isinstance(widget, QLineEdit) and isinstance(parent, QAbstractSpinBox | QComboBox):
        return True
    inside_combo = parent is not None and isinstance(parent.window(), QComboBox)
    return inside_combo or type(widget).__name__ in ("QComboBoxListView", "QComboBoxPrivateScroller", "QScrollBar")


def _name(widget: QWidget) -> str:
    interface = QAccessible.queryAccessibleInterface(widget)
    return interface.text(QAccessible.Text.Name) if interface is not None else ""


def _is_cut(widget: QLabel | QAbstractButton) -> bool:
    if isinstance(widget, Elided) or not widget.text():
        return False
    if isinstance(widget, QAbstractButton) and widget.toolTip() and "…" in widget.text():
        return False  # shortened, and whole in its tooltip
    if widget.hasHeightForWidth():
        return widget.heightForWidth(widget.width()) > widget.height() + 1
    bold = isinstance(widget, QPushButton) and widget.property("kind") in ("filter", "tab", "nav")
    if bold and _boldest(widget) > widget.width():
        return True
    hint = widget.minimumSizeHint() if isinstance(widget, QLabel) else widget.sizeHint()
    return hint.width() > widget.width() + 1 or hint.height() > widget.height() + 1


def _boldest(widget: QPushButton) -> int:
    """How wide its words and icon are in the letters of one that is chosen: a sheet's letters for that take no room."""
    font = QFont(widget.font())
    font.setWeight(QFont.Weight.DemiBold)
    icon = 0 if widget.icon().isNull() else widget.iconSize().width()
    return QFontMetrics(font).horizontalAdvance(widget.text().replace("&&", "&")) + icon + 2 * _EDGE


def _words(widget: QWidget) -> str:
    shown = getattr(widget, "text", str)
    size, hint = widget.size(), widget.sizeHint()
    return (
        f"{type(widget).__name__} “{shown() if callable(shown) else ''}” has {size.width()}×{size.height()}, "
        f"wants {hint.width()}×{hint.height()}"
    )
