"""The window as a person uses it: found by accessible names, with mouse, keyboard and drops."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from fixtures.widgets import control, dialog_of, press
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDragMoveEvent, QDropEvent, QGuiApplication, QKeySequence
from PySide6.QtWidgets import QApplication, QLineEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from app.core.text import text
from app.ui.models.files import Column
from app.ui.sample_core import GOOD_KEY, SampleCore
from app.ui.shell import Shell
from app.ui.views.header import Page

Open = Callable[[SampleCore], Shell]


def keys(qtbot: QtBot, shell: Shell, sequence: str) -> None:
    shell.window.activateWindow()
    qtbot.keySequence(shell.window, QKeySequence(sequence))


def drop(window: QWidget, paths: list[Path]) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(p)) for p in paths])
    at, copy = QPointF(400, 300), Qt.DropAction.CopyAction
    buttons, none = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    QApplication.sendEvent(window, QDragEnterEvent(at.toPoint(), copy, data, buttons, none))
    QApplication.sendEvent(window, QDropEvent(at, copy, data, buttons, none))


def rest(qtbot: QtBot, shell: Shell) -> None:
    """Until the check that follows a change is through."""
    with qtbot.waitSignal(shell.controllers.compose.checked):
        pass


def test_from_nothing_to_the_first_sent_file(open_shell: Open, core: SampleCore, csv_file: Path, qtbot: QtBot) -> None:
    shell = open_shell(core)
    press(shell.window, "Send to Sela")
    field = control(shell.window, "Paste your Sela key", QLineEdit)
    field.setText(GOOD_KEY)
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert not field.isVisibleTo(shell.window)
    drop(shell.window, [csv_file])
    shell.views.form.set_values({"body.source": "crm"})
    shell.views.form.changed.emit()
    rest(qtbot, shell)
    press(shell.window, "Send 1 file")
    assert [t.name for t in core.uploads.transfers()] == ["leads.csv"]
    assert shell.views.window.page is Page.TRANSFERS
    assert shell.controllers.queue_model.rowCount() == 2
    assert core.uploads.batches()[0].values == {"body.source": "crm"}


def test_a_key_that_is_refused_stays_to_be_corrected(open_shell: Open, core: SampleCore, qtbot: QtBot) -> None:
    shell = open_shell(core)
    press(shell.window, "Vendor Sela")
    field = control(shell.window, "Paste your Sela key", QLineEdit)
    field.setText("wrong")
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert core.accounts.all() == []
    assert field.text() == "wrong"
    assert field.isVisibleTo(shell.window)


def test_the_last_vendor_is_open_at_the_next_start(open_shell: Open, core: SampleCore) -> None:
    open_shell(core).send.choose_provider("tela")
    assert open_shell(core).controllers.compose.provider_id == "tela"


def test_files_dropped_on_any_page_land_on_send(shell: Shell, csv_file: Path) -> None:
    press(shell.window, "Vendor Sela")
    shell.show_page(Page.HISTORY)
    drop(shell.window, [csv_file, csv_file.parent])
    assert shell.views.window.page is Page.SEND
    assert shell.controllers.compose.files.paths == (csv_file,)


def test_the_drop_zone_lights_up_while_files_are_held(shell: Shell) -> None:
    zone = shell.views.send_page.drop_zone
    shell.views.window.hovered.emit(True)
    assert zone.title.text() == "Let go to add them"
    shell.views.window.hovered.emit(False)
    assert zone.title.text() == "Drop files or folders here"


def test_what_is_held_is_looked_at_once(shell: Shell, csv_file: Path) -> None:
    class Held(QMimeData):
        """What another program drags; to get 100,000 names from it takes a quarter of a second."""

        looks = 0

        def urls(self) -> list[QUrl]:
            self.looks += 1
            return super().urls()

    held = Held()
    held.setUrls([QUrl.fromLocalFile(str(csv_file))])
    what = (Qt.DropAction.CopyAction, held, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier)
    handle = shell.window.windowHandle()
    QApplication.sendEvent(handle, QDragEnterEvent(QPoint(400, 300), *what))
    for x in range(400, 420):
        move = QDragMoveEvent(QPoint(x, 300), *what)
        QApplication.sendEvent(handle, move)
        assert move.isAccepted()
    assert held.looks == 1
    press(shell.window, "Vendor Sela")
    QApplication.sendEvent(handle, QDropEvent(QPointF(420, 300), *what))
    assert shell.controllers.compose.files.paths == (csv_file,)
    assert held.looks == 2, "once more to take them"


def test_files_are_pasted(shell: Shell, csv_file: Path, qtbot: QtBot) -> None:
    press(shell.window, "Vendor Sela")
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(csv_file))])
    QGuiApplication.clipboard().setMimeData(data)
    shell.views.actions.paste.trigger()
    assert shell.controllers.compose.files.paths == (csv_file,)
    QGuiApplication.clipboard().setText(f'"{csv_file.parent}"\nnot a path')
    shell.views.actions.paste.trigger()
    assert shell.controllers.compose.files.paths == (csv_file,)


def test_files_are_removed_and_renamed_by_keyboard(shell: Shell, tmp_path: Path, qtbot: QtBot) -> None:
    for name in ("a.csv", "b.csv", "c.csv"):
        (tmp_path / name).write_text("name\nAnn\n")
    press(shell.window, "Vendor Sela")
    shell.add_paths([tmp_path])
    files = shell.views.send_page.files
    files.selectRow(1)
    qtbot.keyClick(files, Qt.Key.Key_Delete)
    assert [p.name for p in shell.controllers.compose.files.paths] == ["a.csv", "c.csv"]
    files.setCurrentIndex(files.model().index(0, Column.NAME))
    qtbot.keyClick(files, Qt.Key.Key_F2)
    editor = files.findChild(QLineEdit)
    editor.setText("leads.csv")
    qtbot.keyClick(editor, Qt.Key.Key_Return)
    QApplication.processEvents()  # the view takes the name over when the key is through
    assert shell.controllers.compose.files.names == {tmp_path / "a.csv": "leads.csv"}


def test_a_press_on_the_cross_takes_one_file_away(shell: Shell, tmp_path: Path, qtbot: QtBot) -> None:
    for name in ("a.csv", "b.csv"):
        (tmp_path / name).write_text("name\nAnn\n")
    press(shell.window, "Vendor Sela")
    shell.add_paths([tmp_path])
    files = shell.views.send_page.files
    QApplication.processEvents()
    at = files.visualRect(files.model().index(0, Column.REMOVE)).center()
    qtbot.mouseClick(files.viewport(), Qt.MouseButton.LeftButton, pos=at)
    assert [p.name for p in shell.controllers.compose.files.paths] == ["b.csv"]
    press(shell.window, "Remove all files from the list")
    assert shell.controllers.compose.files.paths == ()


def test_a_cost_is_agreed_to_in_a_dialog(shell: Shell, full_core: SampleCore, csv_file: Path, qtbot: QtBot) -> None:
    full_core.uploads.cost = text("About 3 credits")
    press(shell.window, "Vendor Sela")
    shell.controllers.compose.set_values({"body.source": "crm"})
    shell.add_paths([csv_file])
    rest(qtbot, shell)
    before = len(full_core.uploads.transfers())
    keys(qtbot, shell, "Ctrl+Return")
    sheet = dialog_of(shell.window)
    assert len(full_core.uploads.transfers()) == before
    next(b for b in sheet.findChildren(QPushButton) if b.text() == "Send 1 file").click()
    assert len(full_core.uploads.transfers()) == before + 1


def test_a_preset_is_saved_and_used(shell: Shell, full_core: SampleCore, qtbot: QtBot) -> None:
    press(shell.window, "Vendor Sela")
    shell.views.form.set_values({"body.source": "crm"})
    shell.views.form.changed.emit()
    press(shell.window, "Save this as a preset")
    sheet = dialog_of(shell.window)
    sheet.findChild(QLineEdit).setText("June leads")
    next(b for b in sheet.findChildren(QPushButton) if b.text() == "Save preset").click()
    press(shell.window, "Vendor Tela")
    press(shell.window, "Preset June leads")
    assert shell.views.form.values() == {"body.source": "crm"}
    assert shell.controllers.compose.provider_id == "sela"


@pytest.mark.parametrize(
    ("sequence", "page"),
    [("Ctrl+2", Page.TRANSFERS), ("Ctrl+3", Page.HISTORY), ("Ctrl+,", Page.SETTINGS), ("F1", Page.HELP)],
)
def test_pages_open_by_keyboard(shell: Shell, qtbot: QtBot, sequence: str, page: Page) -> None:
    keys(qtbot, shell, sequence)
    assert shell.views.window.page is page
    keys(qtbot, shell, "Ctrl+1")
    assert shell.views.window.page is Page.SEND


def test_search_goes_where_one_can_search(shell: Shell, qtbot: QtBot) -> None:
    keys(qtbot, shell, "Ctrl+F")
    assert shell.views.window.page is Page.TRANSFERS
    control(shell.window, "Search transfers", QLineEdit).setText("winback")
    assert shell.controllers.queue_model.rowCount() == 2
    control(shell.window, "Search transfers", QLineEdit).setText("nothing like it")
    assert shell.views.transfers_page.empty.isVisibleTo(shell.window)
    shell.show_page(Page.HISTORY)
    press(shell.window, "Search")
    assert shell.views.window.page is Page.HISTORY


def test_closing_asks_and_does_not_close(shell: Shell, qtbot: QtBot) -> None:
    with qtbot.waitSignal(shell.close_requested):
        shell.window.close()
    assert shell.window.isVisible()


def test_practice_is_asked_for_and_not_claimed(shell: Shell, qtbot: QtBot) -> None:
    with qtbot.waitSignal(shell.practice_wanted) as asked:
        shell.views.sidebar.practice.click()
    assert asked.args == [True]
    assert not shell.views.sidebar.practice.isChecked()
    assert not shell.views.practice_bar.isVisible()
