"""The dialogs: what they say, what they ask for, and that a key does not outlive its use."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QObject, QPoint, Qt, QUrl, Slot
from PySide6.QtGui import QAccessible, QDesktopServices, QDragEnterEvent, QDropEvent, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractScrollArea,
    QApplication,
    QDialog,
    QFileDialog,
    QLabel,
    QLineEdit,
    QWidget,
)

from app.core.services.model import AccountView, KeyState
from app.core.text import text
from app.ui.dialogs.accounts import AccountsDialog
from app.ui.dialogs.add_provider import AddProviderDialog
from app.ui.dialogs.cost import CostDialog
from app.ui.dialogs.details_text import DetailsTextDialog, readable
from app.ui.dialogs.key_dialog import KeyDialog
from app.ui.dialogs.key_panel import KeyPanel
from app.ui.dialogs.quit import QuitChoice, QuitDialog
from app.ui.dialogs.save_preset import SavePresetDialog


class Catcher(QObject):
    """Stands in for the browser."""

    def __init__(self) -> None:
        super().__init__()
        self.urls: list[str] = []

    @Slot(QUrl)
    def catch(self, url: QUrl) -> None:
        self.urls.append(url.toString())


KEY = "od_live_canary-5fd1"


def opened(qtbot, dialog):
    qtbot.addWidget(dialog)
    dialog.open()
    dialog.activateWindow()
    qtbot.waitExposed(dialog)
    return dialog


def words_of(widget: QWidget) -> str:
    return "\n".join(label.text() for label in widget.findChildren(QLabel) if label.isVisible())


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
        *(QuitDialog(text("2 left.")), SavePresetDialog(["a"], "a"), DetailsTextDialog("Answer", "x")),
    ]


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
    def test_enter_and_escape_spend_nothing(self, qtbot):
        for key in (Qt.Key.Key_Return, Qt.Key.Key_Escape):
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
        dialog = opened(qtbot, QuitDialog(text("2 files are being sent.")))
        chosen = []
        dialog.chosen.connect(chosen.append)
        getattr(dialog, button).click()
        assert chosen == [choice]
        assert not dialog.isVisible()

    def test_escape_stays(self, qtbot):
        dialog = opened(qtbot, QuitDialog(text("2 files are being sent.")))
        with qtbot.waitSignal(dialog.chosen) as said:
            QTest.keyClick(dialog, Qt.Key.Key_Escape)
        assert said.args == [QuitChoice.STAY]


class TestSavePreset:
    def test_a_name_is_needed_and_stripped(self, qtbot):
        dialog = opened(qtbot, SavePresetDialog(["May leads"]))
        assert not dialog.yes.isEnabled()
        QTest.keyClicks(dialog.name, " June ")
        with qtbot.waitSignal(dialog.named) as said:
            QTest.keyClick(dialog.name, Qt.Key.Key_Return)
        assert said.args == ["June"]

    def test_replacing_is_said(self, qtbot):
        dialog = opened(qtbot, SavePresetDialog(["May leads"], "May leads"))
        assert dialog.warning.isVisible()
        assert dialog.yes.text() == "Replace preset"
        QTest.keyClicks(dialog.name, "May")
        assert not dialog.warning.isVisible()


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
        with qtbot.waitSignal(dialog.add_wanted) as added:
            dialog.yes.click()
        assert added.args == [Path("acme.yaml")]

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


class TestKeyPanel:
    @pytest.fixture
    def panel(self, qtbot):
        widget = KeyPanel()
        qtbot.addWidget(widget)
        widget.show()
        widget.activateWindow()
        qtbot.waitExposed(widget)
        widget.set_provider("OptimalDial", "Settings, API keys", "https://a.b/keys", text("Kept."), "^od_live_")
        return widget

    def test_a_pasted_key_loses_its_blanks(self, panel, qtbot):
        panel.key.setText(f"  {KEY}\n ")
        with qtbot.waitSignal(panel.key_entered) as taken:
            QTest.keyClick(panel.key, Qt.Key.Key_Return)
        assert taken.args == [KEY, False]

    def test_it_is_dots_until_it_is_shown(self, panel):
        assert panel.key.echoMode() is QLineEdit.EchoMode.Password
        panel._reveal.click()
        assert panel.key.echoMode() is QLineEdit.EchoMode.Normal

    def test_a_strange_key_is_warned_about_and_taken_all_the_same(self, panel, qtbot):
        QTest.keyClicks(panel.key, "sk-123")
        assert "does not look like a key of OptimalDial" in words_of(panel)
        with qtbot.waitSignal(panel.key_entered):
            panel._take.click()
        panel.key.setText(KEY)
        assert "does not look like" not in words_of(panel)

    def test_nothing_is_taken_from_an_empty_field(self, panel, qtbot):
        with qtbot.assertNotEmitted(panel.key_entered):
            QTest.keyClick(panel.key, Qt.Key.Key_Return)

    def test_the_key_is_forgotten_once_it_works(self, panel):
        QTest.keyClicks(panel.key, KEY)
        panel.set_message(text("The key works."), True)
        assert panel.key.text() == ""
        assert "✓ The key works." in words_of(panel)
        panel.key.undo()
        assert panel.key.text() == ""

    def test_a_refused_key_can_be_corrected(self, panel):
        QTest.keyClicks(panel.key, KEY)
        panel.set_message(text("OptimalDial did not accept this key. Nothing was sent."), False)
        assert panel.key.selectedText() or panel.key.hasSelectedText()
        assert "✕ OptimalDial did not accept" in words_of(panel)

    @pytest.mark.parametrize("how", ["hide", "another vendor"])
    def test_the_key_does_not_stay_behind(self, panel, how):
        QTest.keyClicks(panel.key, KEY)
        if how == "hide":
            panel.hide()
        else:
            panel.set_provider("Sela", "", "", text("Kept."))
        assert panel.key.text() == ""

    def test_busy(self, panel):
        QTest.keyClicks(panel.key, KEY)
        panel.set_busy(True)
        assert not panel._take.isEnabled()
        assert panel._take.text() == "Trying the key…"
        panel.set_busy(False)
        assert panel._take.isEnabled()

    def test_without_a_password_store_the_key_is_kept_for_this_run(self, panel, qtbot):
        panel.set_provider("Sela", "", "", text("There is no password store here."), store_usable=False)
        QTest.keyClicks(panel.key, KEY)
        assert panel._run_only.isVisible()
        with qtbot.waitSignal(panel.key_entered) as taken:
            panel._take.click()
        assert taken.args == [KEY, True]

    def test_practice_first(self, panel, qtbot):
        with qtbot.waitSignal(panel.practice_wanted):
            panel._practice.click()
        panel.set_practice_offered(False)
        assert not panel._practice.isVisible()

    def test_a_pattern_that_is_none_warns_about_nothing(self, panel):
        panel.set_provider("Sela", "", "", text("Kept."), "(")
        QTest.keyClicks(panel.key, KEY)
        assert "does not look like" not in words_of(panel)

    def test_servers(self, panel):
        assert panel.server() == ""
        panel.set_servers([("https://eu", "EU"), ("https://us", "US")], True)
        assert panel.server() == "https://eu"
        panel._servers.choice.setCurrentIndex(1)
        assert panel.server() == "https://us"
        panel._servers.own.setText(" http://127.0.0.1:8000 ")
        assert panel.server() == "http://127.0.0.1:8000"
        panel.set_servers([("https://eu", "EU"), ("https://us", "US")], True, "https://us")
        assert panel.server() == "https://us"
        panel.set_servers([("https://eu", "EU")], True, "https://own")
        assert panel.server() == "https://own"
        panel.set_account_name("Marketing")
        assert panel.account_name() == "Marketing"

    def test_the_page_with_the_key_opens_only_over_https(self, panel, qtbot):
        catcher = Catcher()
        QDesktopServices.setUrlHandler("https", catcher, "catch")
        try:
            panel._where.click()
        finally:
            QDesktopServices.unsetUrlHandler("https")
        assert catcher.urls == ["https://a.b/keys"]
        panel.set_provider("Sela", "", "file:///etc/passwd", text("Kept."))
        assert not panel._where.isVisible()


class TestAccounts:
    OTHER = AccountView("a2", "deepset", "Legal", "https://x", KeyState.REJECTED, text("Refused."), this_run_only=True)
    PRACTICE = AccountView(
        "a3", "tela", "Practice", "http://127.0.0.1:9", KeyState.MISSING, text("No key."), practice=True
    )

    @pytest.fixture
    def dialog(self, qtbot):
        made = opened(qtbot, AccountsDialog())
        made.set_accounts([ACCOUNT, self.OTHER, self.PRACTICE], {"sela": "Sela"})
        return made

    def test_says_how_each_key_stands(self, dialog):
        assert "✓ The key works." in words_of(dialog)
        QTest.keyClick(dialog.list, Qt.Key.Key_Down)
        assert "✕ Refused." in words_of(dialog)
        assert "for this run only" in words_of(dialog)
        QTest.keyClick(dialog.list, Qt.Key.Key_Down)
        assert "nothing leaves this computer" in words_of(dialog)
        assert not dialog.card.test.isEnabled()
        assert not dialog.card.key.isEnabled()

    def test_asks_for_what_was_pressed(self, dialog, qtbot):
        dialog.choose("a2")
        for button, signal in ((dialog.card.test, dialog.test_wanted), (dialog.card.key, dialog.key_wanted)):
            with qtbot.waitSignal(signal) as said:
                button.click()
            assert said.args == ["a2"]
        with qtbot.waitSignal(dialog.add_wanted):
            dialog.add.click()

    def test_removing_asks_once_more(self, dialog, qtbot):
        with qtbot.assertNotEmitted(dialog.remove_wanted):
            dialog.card.remove.click()
            dialog.card.rather_not.click()
        dialog.card.remove.click()
        with qtbot.waitSignal(dialog.remove_wanted) as said:
            dialog.card.really.click()
        assert said.args == ["a1"]

    def test_renaming(self, dialog, qtbot):
        dialog.card.name.setText(" Sales ")
        with qtbot.waitSignal(dialog.rename_wanted) as said:
            QTest.keyClick(dialog.card.name, Qt.Key.Key_Return)
        assert said.args == ["a1", "Sales"]
        with qtbot.assertNotEmitted(dialog.rename_wanted):
            dialog.card.name.setText("  ")
            QTest.keyClick(dialog.card.name, Qt.Key.Key_Return)
        assert dialog.card.name.text() == "Marketing"

    def test_the_chosen_one_stays_chosen(self, dialog):
        dialog.choose("a2")
        dialog.set_accounts([self.OTHER, ACCOUNT])
        assert dialog.chosen_id() == "a2"
        dialog.set_accounts([ACCOUNT])
        assert dialog.chosen_id() == "a1"
        dialog.set_accounts([])
        assert dialog.chosen_id() == ""
        assert "There is no account yet." in words_of(dialog)

    def test_messages_and_busy(self, dialog):
        dialog.set_message(text("Renamed."), True)
        assert "✓ Renamed." in words_of(dialog)
        dialog.set_busy(True)
        assert not dialog.card.test.isEnabled()


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
        assert len(dialog.box.toPlainText()) == 500_000
        dialog.copy.click()
        assert len(QGuiApplication.clipboard().text()) == 600_000

    def test_lines_and_tabs_stay(self):
        assert readable("a\r\n\tb\x00") == "a\n\tb�"
