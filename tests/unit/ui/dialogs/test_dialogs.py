"""The dialogs: what they say, what they ask for, names for a screen reader, and plain text throughout."""

from __future__ import annotations

from pathlib import Path

import pytest
from fixtures.widgets import opened, words_of
from PySide6.QtCore import QMimeData, QPoint, Qt, QUrl
from PySide6.QtGui import QAccessible, QDragEnterEvent, QDropEvent, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractScrollArea,
    QApplication,
    QDialog,
    QFileDialog,
    QLabel,
    QWidget,
)

from app.core.preset import FileWishes
from app.core.schema.model import Field, Kind
from app.core.services.model import AccountView, KeyState
from app.core.text import text
from app.ui.dialogs.accounts import AccountsDialog
from app.ui.dialogs.add_provider import AddProviderDialog
from app.ui.dialogs.cost import CostDialog
from app.ui.dialogs.details_text import DetailsTextDialog, readable
from app.ui.dialogs.key_dialog import KeyDialog
from app.ui.dialogs.quit import QuitChoice, QuitDialog
from app.ui.dialogs.rename_preset import RenamePresetDialog
from app.ui.dialogs.save_preset import PresetWish, SavePresetDialog


def make_all() -> list[QDialog]:
    accounts = AccountsDialog()
    accounts.set_accounts([ACCOUNT])
    accounts.card.remove.click()
    vendor = AddProviderDialog()
    vendor.show_found("Acme", ["api.acme.com"])
    key = KeyDialog("New key")
    key.panel.set_provider("Sela", "Help", "https://a.b", text("Kept."), store_usable=False)
    key.panel.set_servers([("https://a", "A"), ("https://b", "B")], True)
    return [
        *(accounts, vendor, key, CostDialog(text("Costs."), "Send")),
        *(quit_dialog(), SavePresetDialog(["a"], (), PresetWish("a")), DetailsTextDialog("Answer", "x")),
    ]


def quit_dialog(*, tray: bool = True, stays: bool = False) -> QuitDialog:
    return QuitDialog(text("2 files are being sent."), tray=tray, stays=stays)


ACCOUNT = AccountView("a1", "sela", "Marketing", "https://api.trysela.com", KeyState.WORKS, text("The key works."))


def test_everything_that_takes_the_keyboard_has_a_name(qtbot):
    for dialog in make_all():
        opened(qtbot, dialog)
        for child in dialog.findChildren(QWidget):
            inner = isinstance(child.parent(), QAbstractScrollArea)
            if child.isVisible() and child.focusPolicy() != Qt.FocusPolicy.NoFocus and not inner:
                name = QAccessible.queryAccessibleInterface(child).text(QAccessible.Text.Name)
                assert name, f"{type(child).__name__} in {type(dialog).__name__}"


def test_all_words_are_plain_text(qtbot):
    for dialog in make_all():
        opened(qtbot, dialog)
        marked = [
            w.text() for w in dialog.findChildren(QLabel) if w.text() and w.textFormat() != Qt.TextFormat.PlainText
        ]
        assert marked == []


class TestCost:
    def test_enter_space_and_escape_spend_nothing(self, qtbot):
        for key in (Qt.Key.Key_Return, Qt.Key.Key_Space, Qt.Key.Key_Escape):
            dialog = opened(qtbot, CostDialog(text("About {n:count} credits.", n=1180), "Send 1,204 rows"))
            with qtbot.waitSignal(dialog.rejected):
                QTest.keyClick(dialog.focusWidget(), key)

    def test_the_button_agrees(self, qtbot):
        dialog = opened(qtbot, CostDialog(text("About {n:count} credits.", n=1180), "Send 1,204 rows"))
        assert "About 1,180 credits." in words_of(dialog)
        assert dialog.yes.text() == "Send 1,204 rows"
        with qtbot.waitSignal(dialog.accepted):
            dialog.yes.click()


class TestQuit:
    @pytest.mark.parametrize(
        ("button", "choice"),
        [("send_first", QuitChoice.SEND_FIRST), ("stop", QuitChoice.STOP), ("stay", QuitChoice.STAY)],
    )
    def test_each_button_says_its_choice_once(self, qtbot, button, choice):
        dialog = opened(qtbot, quit_dialog())
        chosen = []
        dialog.chosen.connect(lambda *said: chosen.append(said))
        getattr(dialog, button).click()
        assert chosen == [(choice, False)]
        assert not dialog.isVisible()

    def test_it_says_where_sending_goes_on_and_what_follows(self, qtbot):
        dialog = opened(qtbot, quit_dialog())
        assert dialog.send_first.text() == "Keep sending in the tray"
        assert "ends by itself when all is sent" in words_of(dialog)
        dialog = opened(qtbot, quit_dialog(tray=False, stays=True))
        assert dialog.send_first.text() == "Keep sending, minimised"
        assert "ends by itself" not in words_of(dialog)

    def test_a_choice_can_be_made_for_always(self, qtbot):
        dialog = opened(qtbot, quit_dialog())
        dialog.always.click()
        with qtbot.waitSignal(dialog.chosen) as said:
            dialog.stop.click()
        assert said.args == [QuitChoice.STOP, True]

    def test_escape_stays(self, qtbot):
        dialog = opened(qtbot, quit_dialog())
        with qtbot.waitSignal(dialog.chosen) as said:
            QTest.keyClick(dialog, Qt.Key.Key_Escape)
        assert said.args == [QuitChoice.STAY, False]


class TestSavePreset:
    def test_a_name_is_needed_and_stripped(self, qtbot):
        dialog = opened(qtbot, SavePresetDialog(["May leads"]))
        assert not dialog.yes.isEnabled()
        QTest.keyClicks(dialog.name, " June ")
        with qtbot.waitSignal(dialog.named) as said:
            QTest.keyClick(dialog.name, Qt.Key.Key_Return)
        assert said.args == [PresetWish("June")]

    def test_replacing_is_said(self, qtbot):
        dialog = opened(qtbot, SavePresetDialog(["May leads"], (), PresetWish("May leads")))
        assert dialog.warning.isVisible()
        assert dialog.yes.text() == "Replace preset"
        QTest.keyClicks(dialog.name, "May")
        assert not dialog.warning.isVisible()

    def test_what_is_asked_and_which_files_it_takes(self, qtbot):
        fields = (
            Field("body.a", Kind.TEXT, "Source"),
            Field("body.b", Kind.TEXT, "Region"),
            Field("v", Kind.FIXED, "V"),
        )
        known = PresetWish("May", ("body.b",), FileWishes(("*.csv",), False, "{date}"))
        dialog = opened(qtbot, SavePresetDialog([], fields, known))
        assert list(dialog.ask) == ["body.a", "body.b"]
        assert dialog.wish() == known
        dialog.ask["body.a"].click()
        dialog.folders.click()
        dialog.patterns.setText(" *.txt ,, a*")
        dialog.file_name.clear()
        wanted = PresetWish("May", ("body.a", "body.b"), FileWishes(("*.txt", "a*")))
        with qtbot.waitSignal(dialog.named) as said:
            dialog.yes.click()
        assert said.args == [wanted]

    def test_another_name_must_be_free(self, qtbot):
        long = "May " * 40
        assert RenamePresetDialog("1", long, [long]).name.text() == long, "what a file from others is called"
        dialog = opened(qtbot, RenamePresetDialog("1", "May", ["May", "June"]))
        assert dialog.yes.isEnabled()
        dialog.name.setText("June")
        assert dialog.warning.isVisible()
        assert not dialog.yes.isEnabled()
        dialog.name.setText("July")
        with qtbot.waitSignal(dialog.named) as said:
            dialog.yes.click()
        assert said.args == ["1", "July"]


class TestAddProvider:
    def test_a_document_is_looked_at_and_trusted_before_it_is_added(self, qtbot):
        dialog = opened(qtbot, AddProviderDialog())
        QTest.keyClicks(dialog.place, "acme.yaml")
        with qtbot.waitSignal(dialog.look_wanted) as looked:
            QTest.keyClick(dialog.place, Qt.Key.Key_Return)
        assert looked.args == [Path("acme.yaml")]
        assert dialog.isVisible()
        assert not dialog.yes.isEnabled()
        dialog.show_found("Acme", ["api.acme.com"], [text("One field is a JSON box.")])
        assert "api.acme.com" in words_of(dialog)
        assert not dialog.yes.isEnabled()
        QTest.keyClick(dialog.trust, Qt.Key.Key_Space)
        with qtbot.waitSignal(dialog.add_wanted):
            dialog.yes.click()

    def test_another_place_takes_the_trust_back(self, qtbot, tmp_path):
        dialog = opened(qtbot, AddProviderDialog())
        dialog._look("acme.yaml")
        dialog.show_found("Acme", ["api.acme.com"])
        dialog.trust.setChecked(True)
        data = QMimeData()
        data.setUrls([QUrl.fromLocalFile(str(tmp_path))])
        common = (Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier)
        enter = QDragEnterEvent(QPoint(5, 5), *common)
        QApplication.sendEvent(dialog, enter)
        assert enter.isAccepted()
        with qtbot.waitSignal(dialog.look_wanted):
            QApplication.sendEvent(dialog, QDropEvent(QPoint(5, 5), *common))
        assert not dialog.yes.isEnabled()
        assert not dialog.trust.isVisible()

    def test_choosers_do_not_block(self, qtbot, tmp_path):
        dialog = opened(qtbot, AddProviderDialog())
        for button in (dialog.document, dialog.folder):
            button.click()
            chooser = dialog.findChild(QFileDialog)
            with qtbot.waitSignal(dialog.look_wanted):
                chooser.fileSelected.emit(str(tmp_path))
            chooser.setParent(None)

    def test_busy_and_messages(self, qtbot):
        dialog = opened(qtbot, AddProviderDialog())
        dialog.set_busy(True)
        assert not dialog.folder.isEnabled()
        assert "Reading…" in words_of(dialog)
        dialog.set_busy(False)
        dialog.set_message(text("There is no OpenAPI document in this folder."), False)
        assert "✕ There is no OpenAPI document" in words_of(dialog)


class TestDetails:
    def test_markup_is_shown_as_it_is_and_copied_whole(self, qtbot):
        dialog = opened(qtbot, DetailsTextDialog("What Sela answered", "<b>no</b>\x1b[31m"))
        assert dialog.box.toPlainText() == "<b>no</b>�[31m"
        dialog.copy.click()
        assert QGuiApplication.clipboard().text() == "<b>no</b>�[31m"
        dialog.done_button.click()
        assert not dialog.isVisible()

    def test_only_the_beginning_of_a_very_long_answer_is_shown(self, qtbot):
        dialog = opened(qtbot, DetailsTextDialog("Answer", "x" * 600_000))
        lines = dialog.box.toPlainText().split("\n")
        assert "".join(lines) == "x" * 500_000
        assert {len(line) for line in lines} == {2000}, "what is longer holds up the window"
        dialog.copy.click()
        assert len(QGuiApplication.clipboard().text()) == 600_000

    def test_lines_and_tabs_stay(self):
        assert readable("a\r\n\tb\x00") == "a\n\tb�"
