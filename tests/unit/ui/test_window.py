"""The window as a person uses it: found by accessible names, with mouse, keyboard and drops."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QGuiApplication, QKeySequence
from PySide6.QtWidgets import QApplication, QDialog, QLineEdit, QMessageBox, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from app.core.events import Notice, TotalsChanged
from app.core.text import text
from app.core.transfer import State
from app.ui.models.files import Column
from app.ui.sample_core import GOOD_KEY, SampleCore
from app.ui.shell import Shell
from app.ui.theme import Choice
from app.ui.views.header import Page
from app.ui.views.queue_paint import ROW, parts_of

Open = Callable[[SampleCore], Shell]


def control(shell: Shell, name: str, kind: type[QWidget] = QPushButton) -> QWidget:
    """The visible control with this accessible name."""
    QApplication.processEvents()
    found = [w for w in shell.window.findChildren(kind) if w.accessibleName() == name and w.isVisibleTo(shell.window)]
    assert found, f"there is no visible control called {name!r}"
    return found[0]


def press(shell: Shell, name: str) -> None:
    control(shell, name).click()


def keys(qtbot: QtBot, shell: Shell, sequence: str) -> None:
    shell.window.activateWindow()
    qtbot.keySequence(shell.window, QKeySequence(sequence))


def dialog(shell: Shell) -> QDialog:
    return next(d for d in shell.window.findChildren(QDialog) if d.isVisible())


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


# ── the first run ─────────────────────────────────────────────────────────────────────────────────────


def test_from_nothing_to_the_first_sent_file(open_shell: Open, core: SampleCore, csv_file: Path, qtbot: QtBot) -> None:
    shell = open_shell(core)
    press(shell, "Send to Sela")
    field = control(shell, "Paste your Sela key", QLineEdit)
    field.setText(GOOD_KEY)
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert not field.isVisibleTo(shell.window)
    drop(shell.window, [csv_file])
    shell.views.form.set_values({"body.source": "crm"})
    shell.views.form.changed.emit()
    rest(qtbot, shell)
    press(shell, "Send 1 file")
    assert [t.name for t in core.uploads.transfers()] == ["leads.csv"]
    assert shell.views.window.page is Page.TRANSFERS
    assert shell.controllers.queue_model.rowCount() == 2
    assert core.uploads.batches()[0].values == {"body.source": "crm"}


def test_a_key_that_is_refused_stays_to_be_corrected(open_shell: Open, core: SampleCore, qtbot: QtBot) -> None:
    shell = open_shell(core)
    press(shell, "Vendor Sela")
    field = control(shell, "Paste your Sela key", QLineEdit)
    field.setText("wrong")
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert core.accounts.all() == []
    assert field.text() == "wrong"
    assert field.isVisibleTo(shell.window)


def test_the_last_vendor_is_open_at_the_next_start(open_shell: Open, core: SampleCore) -> None:
    open_shell(core).send.choose_provider("tela")
    assert open_shell(core).controllers.compose.provider_id == "tela"


# ── files ─────────────────────────────────────────────────────────────────────────────────────────────


def test_files_dropped_on_any_page_land_on_send(shell: Shell, csv_file: Path) -> None:
    press(shell, "Vendor Sela")
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


def test_files_are_pasted(shell: Shell, csv_file: Path, qtbot: QtBot) -> None:
    press(shell, "Vendor Sela")
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
    press(shell, "Vendor Sela")
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
    press(shell, "Vendor Sela")
    shell.add_paths([tmp_path])
    files = shell.views.send_page.files
    QApplication.processEvents()
    at = files.visualRect(files.model().index(0, Column.REMOVE)).center()
    qtbot.mouseClick(files.viewport(), Qt.MouseButton.LeftButton, pos=at)
    assert [p.name for p in shell.controllers.compose.files.paths] == ["b.csv"]
    press(shell, "Remove all files from the list")
    assert shell.controllers.compose.files.paths == ()


# ── sending ───────────────────────────────────────────────────────────────────────────────────────────


def test_a_cost_is_agreed_to_in_a_dialog(shell: Shell, full_core: SampleCore, csv_file: Path, qtbot: QtBot) -> None:
    full_core.uploads.cost = text("About 3 credits")
    press(shell, "Vendor Sela")
    shell.controllers.compose.set_values({"body.source": "crm"})
    shell.add_paths([csv_file])
    rest(qtbot, shell)
    before = len(full_core.uploads.transfers())
    keys(qtbot, shell, "Ctrl+Return")
    sheet = dialog(shell)
    assert len(full_core.uploads.transfers()) == before
    next(b for b in sheet.findChildren(QPushButton) if b.text() == "Send 1 file").click()
    assert len(full_core.uploads.transfers()) == before + 1


def test_a_preset_is_saved_and_used(shell: Shell, full_core: SampleCore, qtbot: QtBot) -> None:
    press(shell, "Vendor Sela")
    shell.views.form.set_values({"body.source": "crm"})
    shell.views.form.changed.emit()
    press(shell, "Save this as a preset")
    sheet = dialog(shell)
    sheet.findChild(QLineEdit).setText("June leads")
    next(b for b in sheet.findChildren(QPushButton) if b.text() == "Save preset").click()
    press(shell, "Vendor Tela")
    press(shell, "Preset June leads")
    assert shell.views.form.values() == {"body.source": "crm"}
    assert shell.controllers.compose.provider_id == "sela"


# ── pages and keys ────────────────────────────────────────────────────────────────────────────────────


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
    control(shell, "Search transfers", QLineEdit).setText("winback")
    assert shell.controllers.queue_model.rowCount() == 2
    control(shell, "Search transfers", QLineEdit).setText("nothing like it")
    assert shell.views.transfers_page.empty.isVisibleTo(shell.window)
    shell.show_page(Page.HISTORY)
    press(shell, "Search")
    assert shell.views.window.page is Page.HISTORY


def test_closing_asks_and_does_not_close(shell: Shell, qtbot: QtBot) -> None:
    with qtbot.waitSignal(shell.quit_requested):
        shell.window.close()
    assert shell.window.isVisible()


def test_practice_is_asked_for_and_not_claimed(shell: Shell, qtbot: QtBot) -> None:
    with qtbot.waitSignal(shell.practice_wanted) as asked:
        shell.views.sidebar.practice.click()
    assert asked.args == [True]
    assert not shell.views.sidebar.practice.isChecked()
    assert not shell.views.practice_bar.isVisible()


def test_practice_is_said_on_the_window(open_shell: Open, qapp: QApplication) -> None:
    core = SampleCore(practice=True)
    shell = open_shell(core)
    assert shell.views.practice_bar.isVisible()
    assert shell.views.sidebar.practice.isChecked()
    core.uploads.close()


# ── the queue ─────────────────────────────────────────────────────────────────────────────────────────


def row_named(shell: Shell, name: str) -> int:
    model = shell.controllers.queue_model
    return next(r for r in range(model.rowCount()) if model.index(r).data() == name)


def test_the_button_of_a_row_does_what_it_says(shell: Shell, full_core: SampleCore, qtbot: QtBot) -> None:
    shell.show_page(Page.TRANSFERS)
    rows, model = shell.views.transfers_page.rows, shell.controllers.queue_model
    row = row_named(shell, "may-leads.csv")
    rows.scrollTo(model.index(row))
    rect = rows.visualRect(model.index(row))
    delegate = shell.views.transfers_page.delegate
    view = model.index(row).data(ROW)
    at = parts_of(rect, view, delegate._act_width(view, rows.font())).act.center()
    qtbot.mouseClick(rows.viewport(), Qt.MouseButton.LeftButton, pos=at)
    assert [t.state for t in full_core.uploads.transfers() if t.name == "may-leads.csv"] == [State.PAUSED]


def test_rows_are_worked_by_keyboard(shell: Shell, full_core: SampleCore, qtbot: QtBot) -> None:
    shell.show_page(Page.TRANSFERS)
    rows, model = shell.views.transfers_page.rows, shell.controllers.queue_model
    height = model.rowCount()
    rows.choose(row_named(shell, "partners.csv"))
    qtbot.keyClick(rows, Qt.Key.Key_Return)
    assert [t.state for t in full_core.uploads.transfers() if t.name == "partners.csv"] == [State.QUEUED]
    qtbot.keyClick(rows, Qt.Key.Key_Left)
    assert rows.currentIndex().row() == 0
    qtbot.keyClick(rows, Qt.Key.Key_Left)
    assert model.rowCount() == height - 11
    qtbot.keyClick(rows, Qt.Key.Key_Right)
    assert model.rowCount() == height
    rows.choose(row_named(shell, "old list.csv"))
    qtbot.keyClick(rows, Qt.Key.Key_Delete)
    assert model.rowCount() == height - 1


def test_many_rows_are_worked_at_once(shell: Shell, full_core: SampleCore) -> None:
    shell.show_page(Page.TRANSFERS)
    shell.views.transfers_page.rows.selectAll()
    press(shell, "Pause")
    states = {t.state for t in full_core.uploads.transfers()}
    assert not states & {State.RUNNING, State.QUEUED, State.WAITING}


def test_the_details_show_and_do(shell: Shell, full_core: SampleCore) -> None:
    shell.show_page(Page.TRANSFERS)
    shell.views.transfers_page.rows.choose(row_named(shell, "winback.csv"))
    assert shell.views.transfers_page.details.isVisible()
    press(shell, "It arrived")
    assert [t.state for t in full_core.uploads.transfers() if t.name == "winback.csv"] == [State.DONE]
    press(shell, "Close details")
    assert not shell.views.transfers_page.details.isVisible()


def test_a_result_is_copied_without_control_characters(shell: Shell) -> None:
    shell.show_page(Page.TRANSFERS)
    shell.views.transfers_page.rows.choose(row_named(shell, "march-leads.csv"))
    press(shell, "Copy To paste elsewhere")
    assert QGuiApplication.clipboard().text() == "vault://f_6f9619ff8b86"
    shell.transfers.copy("a\x1b[31mb")
    assert QGuiApplication.clipboard().text() == "a[31mb"


def test_an_offer_is_confirmed_first(shell: Shell, qtbot: QtBot) -> None:
    shell.show_page(Page.TRANSFERS)
    shell.views.transfers_page.rows.choose(row_named(shell, "handbook 2026.pdf"))
    vendor = shell.controllers.names.provider(shell.controllers.queue_model.spot(0).group.batch.provider_id)
    press(shell, f"Cancel at {vendor}")
    box = next(b for b in shell.window.findChildren(QMessageBox) if b.isVisible())
    box.buttons()[0].click()
    assert shell.views.notice_bar.words.text() == "The vendor did it."


def test_a_menu_offers_what_fits(shell: Shell, full_core: SampleCore) -> None:
    shell.show_page(Page.TRANSFERS)
    rows = shell.views.transfers_page.rows
    rows.choose(row_named(shell, "returns.csv"))
    rows.menu_wanted.emit(rows.mapToGlobal(rows.rect().center()))
    menu = QApplication.activePopupWidget()
    assert [a.text() for a in menu.actions()] == ["Resume", "Cancel"]
    menu.actions()[1].trigger()
    menu.close()
    assert [t.state for t in full_core.uploads.transfers() if t.name == "returns.csv"] == [State.CANCELLED]


# ── bars and settings ─────────────────────────────────────────────────────────────────────────────────


def test_the_bottom_line_and_the_tab_tell_the_queue(shell: Shell, full_core: SampleCore) -> None:
    full_core.events.publish(TotalsChanged({"running": 2, "queued": 9, "done": 3}, 0, 0, 4_100_000.0, 124.0))
    assert shell.views.status_bar.line.words == "2 sending · 3 of 14 done · 4.1 MB/s · about 2 min left"
    assert shell.views.header.transfers.text() == "Transfers 11"
    press(shell, "Pause all")
    assert State.RUNNING not in {t.state for t in full_core.uploads.transfers()}
    full_core.events.publish(TotalsChanged({"paused": 2}, 0, 0, 0.0, None))
    press(shell, "Resume all")
    assert State.PAUSED not in {t.state for t in full_core.uploads.transfers()}


def test_a_rejected_key_has_the_button_that_helps(shell: Shell, full_core: SampleCore) -> None:
    account = full_core.accounts.all()[0]
    full_core.events.publish(Notice("key", text("The key was not accepted. Nothing was sent."), account.id))
    press(shell, "Enter a new key")
    sheet = dialog(shell)
    assert account.name in sheet.windowTitle()
    sheet.reject()
    press(shell, "Hide this message")
    assert not shell.views.notice_bar.isVisible()


def test_the_look_changes_while_the_window_is_open(shell: Shell, full_core: SampleCore) -> None:
    shell.show_page(Page.SETTINGS)
    before = shell.window.grab().toImage().pixelColor(600, 500).lightness()
    shell.views.settings_page.theme_chosen.emit(Choice.DARK)
    after = shell.window.grab().toImage().pixelColor(600, 500).lightness()
    assert before > 200
    assert after < 60
    assert full_core.preferences.get("theme") == "dark"


def test_how_many_at_once_is_kept(shell: Shell, full_core: SampleCore) -> None:
    shell.views.settings_page.at_once.setValue(3)
    assert full_core.preferences.get("at_once") == 3


def test_accounts_are_managed(shell: Shell, full_core: SampleCore) -> None:
    press(shell, "Vendor Sela")
    press(shell, "Manage accounts")
    sheet = dialog(shell)
    sheet.rename_wanted.emit("acc-sela", "Sales")
    assert full_core.accounts.get("acc-sela").name == "Sales"
    assert "Sales" in shell.views.send_page.destination.chooser.currentText()
    sheet.remove_wanted.emit("acc-sela")
    assert shell.views.key_panel.isVisibleTo(shell.window)


def test_a_vendor_is_trusted_before_it_is_added(shell: Shell, tmp_path: Path) -> None:
    press(shell, "Add a vendor")
    sheet = dialog(shell)
    sheet.look_wanted.emit(tmp_path)
    assert sheet.trust.isVisible()
    sheet.add_wanted.emit(tmp_path)
    assert not sheet.isVisible()
