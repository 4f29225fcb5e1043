"""The window at work on its further pages: rows, details, history, settings."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from fixtures.widgets import dialog_of, press, words_of
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QMessageBox, QPlainTextEdit, QPushButton
from pytestqt.qtbot import QtBot

from app.core.copies import replace
from app.core.events import Notice, Progressed, TotalsChanged, TransfersChanged
from app.core.schema.model import Field, Form, Kind
from app.core.text import text
from app.core.transfer import State
from app.ui.models.queue import ROW
from app.ui.sample_core import SampleCore
from app.ui.shell import Shell
from app.ui.theme import Choice
from app.ui.views.header import Page
from app.ui.views.queue_paint import parts_of

Open = Callable[[SampleCore], Shell]


def test_practice_is_said_on_the_window(open_shell: Open, qapp: QApplication) -> None:
    core = SampleCore(practice=True)
    shell = open_shell(core)
    assert shell.views.practice_bar.isVisible()
    assert shell.views.sidebar.practice.isChecked()
    core.uploads.close()


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
    at = parts_of(rect, view, delegate._act_width(rows.font())).act.center()
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
    press(shell.window, "Pause")
    states = {t.state for t in full_core.uploads.transfers()}
    assert not states & {State.RUNNING, State.QUEUED, State.WAITING}


def test_the_details_show_and_do(shell: Shell, full_core: SampleCore) -> None:
    shell.show_page(Page.TRANSFERS)
    shell.views.transfers_page.rows.choose(row_named(shell, "winback.csv"))
    assert shell.views.transfers_page.details.isVisible()
    press(shell.window, "It arrived")
    assert [t.state for t in full_core.uploads.transfers() if t.name == "winback.csv"] == [State.DONE]
    press(shell.window, "Close details")
    assert not shell.views.transfers_page.details.isVisible()


def test_the_details_say_how_far_it_is_and_build_nothing_anew(shell: Shell, full_core: SampleCore) -> None:
    shell.show_page(Page.TRANSFERS)
    row, details = row_named(shell, "may-leads.csv"), shell.views.transfers_page.details
    shell.views.transfers_page.rows.choose(row)
    one = next(t for t in full_core.uploads.transfers() if t.name == "may-leads.csv")
    shown = details._area.widget()
    for percent in (41, 87):
        full_core.events.publish(Progressed(one.id, one.total * percent // 100 + 1, one.total, 1000.0))
        full_core.events.publish(Progressed("another", 5, 10, 1000.0))
        shell._bridge.flush()
        assert details._state.text() == f"Sending {percent} %"
    assert details._area.widget() is shown
    shell.controllers.queue.open_details(one.id)  # shown anew: it is as far as it was
    assert details._state.text() == "Sending 87 %"
    press(shell.window, "Close details")
    full_core.events.publish(Progressed(one.id, one.total, one.total, 1000.0))
    shell._bridge.flush()
    assert details._state.text() == "Sending 87 %"


def test_the_details_change_under_a_pressed_button(shell: Shell, full_core: SampleCore, qtbot: QtBot) -> None:
    shell.show_page(Page.TRANSFERS)
    panel = shell.views.transfers_page.details
    shell.views.transfers_page.rows.choose(row_named(shell, "may-leads.csv"))
    [file] = [one for one in full_core.uploads.transfers() if one.name == "may-leads.csv"]
    [pause] = [made for made in panel.findChildren(QPushButton) if made.accessibleName() == "Pause"]
    pause.setFocus()
    qtbot.mousePress(pause, Qt.MouseButton.LeftButton)
    full_core.events.publish(TransfersChanged((replace(file, sent=file.total, say=text("Nearly there")),)))
    shell._bridge.flush()
    assert "Nearly there" in words_of(panel)
    assert (pause.isVisible(), pause.hasFocus()) == (True, True)
    qtbot.mouseRelease(pause, Qt.MouseButton.LeftButton)
    assert [t.state for t in full_core.uploads.transfers() if t.id == file.id] == [State.PAUSED]
    shell._bridge.flush()
    assert "Paused" in words_of(panel)
    assert not pause.isVisible()


def test_a_result_is_copied_without_control_characters(shell: Shell) -> None:
    shell.show_page(Page.TRANSFERS)
    shell.views.transfers_page.rows.choose(row_named(shell, "march-leads.csv"))
    press(shell.window, "Copy To paste elsewhere")
    assert QGuiApplication.clipboard().text() == "vault://f_6f9619ff8b86"
    shell.transfers.copy("a\x1b[31mb")
    assert QGuiApplication.clipboard().text() == "a[31mb"


def test_an_offer_is_confirmed_first(shell: Shell, qtbot: QtBot) -> None:
    shell.show_page(Page.TRANSFERS)
    shell.views.transfers_page.rows.choose(row_named(shell, "handbook 2026.pdf"))
    vendor = shell.controllers.names.provider(shell.controllers.queue_model.spot(0).group.batch.provider_id)
    press(shell.window, f"Cancel at {vendor}")
    box = next(b for b in shell.window.findChildren(QMessageBox) if b.isVisible())
    box.buttons()[0].click()
    assert shell.views.notice_bar.words.text() == "The vendor did it."


def test_requests_and_replies_are_read_in_a_window_of_their_own(shell: Shell) -> None:
    shell.show_page(Page.TRANSFERS)
    shell.views.transfers_page.rows.choose(row_named(shell, "partners.csv"))
    shown = [w.accessibleName() for w in shell.views.transfers_page.details.findChildren(QLabel)]
    assert any(name.endswith("Waited 4 s") for name in shown)
    press(shell.window, "Requests and replies…")
    opened = dialog_of(shell.window)
    words = opened.findChild(QPlainTextEdit).toPlainText()
    assert "PUT https://storage.example/•••" in words
    assert "Invalid source or filename." in words
    opened.close()


def test_a_menu_offers_what_fits(shell: Shell, full_core: SampleCore) -> None:
    shell.show_page(Page.TRANSFERS)
    rows = shell.views.transfers_page.rows
    rows.choose(row_named(shell, "returns.csv"))
    rows.menu_wanted.emit(rows.mapToGlobal(rows.rect().center()))
    menu = QApplication.activePopupWidget()
    assert [a.text() for a in menu.actions()] == ["Order", "", "Resume", "Cancel"]
    menu.actions()[3].trigger()
    menu.close()
    assert [t.state for t in full_core.uploads.transfers() if t.name == "returns.csv"] == [State.CANCELLED]


@pytest.mark.parametrize(("words", "state"), [("It arrived", State.DONE), ("Send again", State.QUEUED)])
def test_where_nobody_can_be_asked_the_row_lets_the_person_decide(
    shell: Shell, full_core: SampleCore, qtbot: QtBot, words: str, state: State
) -> None:
    full_core.uploads.askable = False
    shell.show_page(Page.TRANSFERS)
    rows, model = shell.views.transfers_page.rows, shell.controllers.queue_model
    row = row_named(shell, "winback.csv")
    rows.scrollTo(model.index(row))
    rect, view = rows.visualRect(model.index(row)), model.index(row).data(ROW)
    at = parts_of(rect, view, shell.views.transfers_page.delegate._act_width(rows.font())).act.center()
    qtbot.mouseClick(rows.viewport(), Qt.MouseButton.LeftButton, pos=at)
    menu = QApplication.activePopupWidget()
    assert [action.text() for action in menu.actions()] == ["It arrived", "Send again", "Cancel"]
    assert model.transfers_at([(row, row)])[0].state is State.UNKNOWN, "nothing is decided yet"
    panel = shell.views.transfers_page.details
    assert "Look it up" not in [made.text() for made in panel.findChildren(QPushButton) if made.isVisible()]
    next(action for action in menu.actions() if action.text() == words).trigger()
    menu.close()
    assert [t.state for t in full_core.uploads.transfers() if t.name == "winback.csv"] == [state]


def test_the_bottom_line_and_the_tab_tell_the_queue(shell: Shell, full_core: SampleCore) -> None:
    full_core.events.publish(TotalsChanged({"running": 2, "queued": 9, "done": 3}, 0, 0, 4_100_000.0, 124.0))
    assert shell.views.status_bar.line.words == "2 sending · 3 of 14 done · 4.1 MB/s · about 2 min left"
    assert shell.views.header.transfers.text() == "Transfers 11"
    press(shell.window, "Pause all")
    assert State.RUNNING not in {t.state for t in full_core.uploads.transfers()}
    full_core.events.publish(TotalsChanged({"paused": 2}, 0, 0, 0.0, None))
    press(shell.window, "Resume all")
    assert State.PAUSED not in {t.state for t in full_core.uploads.transfers()}


def test_a_rejected_key_has_the_button_that_helps(shell: Shell, full_core: SampleCore) -> None:
    account = full_core.accounts.all()[0]
    full_core.events.publish(Notice("key", text("The key was not accepted. Nothing was sent."), account.id))
    press(shell.window, "Enter a new key")
    sheet = dialog_of(shell.window)
    assert account.name in sheet.windowTitle()
    sheet.reject()
    press(shell.window, "Hide this message")
    assert not shell.views.notice_bar.isVisible()


def test_the_look_changes_while_the_window_is_open(shell: Shell, full_core: SampleCore) -> None:
    shell.show_page(Page.SETTINGS)
    before = shell.window.grab().toImage().pixelColor(600, 500).lightness()
    shell.views.settings.look.theme_chosen.emit(Choice.DARK)
    after = shell.window.grab().toImage().pixelColor(600, 500).lightness()
    assert before > 200
    assert after < 60
    assert full_core.preferences.get("theme") == "dark"


def test_how_many_at_once_is_kept(shell: Shell, full_core: SampleCore) -> None:
    chosen = shell.views.settings.limits.at_once
    assert chosen.text() == "Automatic"
    chosen.setValue(3)
    assert full_core.preferences.get("at_once") == 3


def test_accounts_are_managed(shell: Shell, full_core: SampleCore) -> None:
    press(shell.window, "Vendor Sela")
    press(shell.window, "Manage accounts")
    sheet = dialog_of(shell.window)
    sheet.rename_wanted.emit("acc-sela", "Sales")
    assert full_core.accounts.get("acc-sela").name == "Sales"
    assert "Sales" in shell.views.send_page.destination.chooser.currentText()
    sheet.remove_wanted.emit("acc-sela")
    assert shell.views.key_panel.isVisibleTo(shell.window)


def test_a_guess_leaves_the_field_alone_in_which_somebody_types(shell: Shell) -> None:
    name, column = Field("body.name", Kind.TEXT, "Name"), Field("body.column", Kind.OPEN_CHOICE, "Column")
    form = shell.views.form
    form.set_form(Form((name, column)))
    line = form.findChild(QLineEdit)
    line.setText("May leds")
    line.setCursorPosition(6)
    shell.controllers.choices.guessed.emit("body.column", "phone")
    line.insert("a")
    assert form.values() == {"body.name": "May leads", "body.column": "phone"}
    assert shell.controllers.compose.values["body.column"] == "phone"


def test_when_an_account_goes_its_lists_go_too(
    shell: Shell, full_core: SampleCore, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []

    async def listed(_vendor: str, account: str, *_: object) -> list[object]:
        asked.append(account)
        return []

    monkeypatch.setattr(full_core.providers, "choices", listed)
    press(shell.window, "Vendor deepset")
    full_core.accounts.put(replace(full_core.accounts.get("acc-deepset"), id="other", name="Other"))
    press(shell.window, "Manage accounts")
    dialog_of(shell.window).remove_wanted.emit("acc-deepset")
    assert set(asked) == {"acc-deepset", "other"}


def test_a_vendor_is_trusted_before_it_is_added(shell: Shell, tmp_path: Path) -> None:
    press(shell.window, "Add a vendor")
    sheet = dialog_of(shell.window)
    sheet.look_at(tmp_path)
    assert sheet.trust.isVisible()
    sheet.trust.setChecked(True)
    sheet.yes.click()
    assert not sheet.isVisible()
