"""The accounts: how each key stands, and what is asked for."""

from __future__ import annotations

import pytest
from fixtures.widgets import opened, words_of
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from app.core.services.model import AccountView, KeyState, Offer
from app.core.text import text
from app.ui.dialogs.accounts import AccountsDialog

ACCOUNT = AccountView("a1", "sela", "Marketing", "https://api.trysela.com", KeyState.WORKS, text("The key works."))


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

    def test_what_the_vendor_offers_is_asked_about_and_wanted(self, dialog, qtbot):
        offers = dialog.card.offers
        assert not offers.isVisible()
        with qtbot.waitSignal(dialog.shown) as shown:
            dialog.choose("a2")
        assert shown.args == ["a2"]
        sure = text("This closes every open session.")
        offers.show_offers("a2", [Offer("look", text("Look")), Offer("close", text("Close old sessions"), sure)])
        look, close = offers.buttons()
        assert close.text() == "Close old sessions"
        with qtbot.waitSignal(dialog.offer_wanted) as said:
            look.click()
        assert said.args == ["a2", "look"]
        with qtbot.assertNotEmitted(dialog.offer_wanted):
            close.click()
            assert "This closes every open session." in words_of(dialog)
            offers.no.click()
        assert not offers.question.isVisible()
        close.click()
        with qtbot.waitSignal(dialog.offer_wanted) as said:
            offers.yes.click()
        assert said.args == ["a2", "close"]
        offers.show_offers("a2", [])
        assert not offers.isVisible()

    def test_what_is_missing_is_said_in_place_of_the_question(self, dialog, qtbot):
        dialog.choose("a2")
        offers, sure = dialog.card.offers, text("This closes the sessions of “”.")
        needs = text("Fill in first: Workspace.")
        offers.show_offers("a2", [Offer("close", text("Close old sessions"), sure, needs=needs)])
        with qtbot.assertNotEmitted(dialog.offer_wanted):
            offers.buttons()[0].click()
            assert "Fill in first: Workspace." in words_of(dialog)
            assert "“”" not in words_of(dialog)
            assert not offers.yes.isVisible()
            offers.no.click()
        assert not offers.question.isVisible()
        offers.show_offers("a2", [Offer("close", text("Close old sessions"), sure)])
        offers.buttons()[0].click()
        assert offers.yes.isVisible()

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

    def test_what_is_said_asked_and_typed_stays_when_accounts_are_told_anew(self, dialog, qtbot):
        sure, card = text("This closes every open session."), dialog.card
        closing = [Offer("close", text("Close old sessions"), sure)]
        card.offers.show_offers("a1", closing)
        card.offers.buttons()[0].click()
        card.remove.click()
        dialog.set_message(text("Renamed."), True)
        card.name.selectAll()
        QTest.keyClicks(card.name, "Sales")
        card.set_busy(True)
        with qtbot.waitSignal(dialog.shown):
            dialog.set_accounts([self.OTHER, ACCOUNT, self.PRACTICE])
        card.offers.show_offers("a1", closing)
        assert {"✓ Renamed.", "This closes every open session."} < set(words_of(dialog).splitlines())
        assert (card.name.text(), card.really.isVisible(), card.test.isEnabled()) == ("Sales", True, False)
        dialog.choose("a2")
        card.offers.show_offers("a2", closing)
        assert "Renamed." not in words_of(dialog)
        assert (card.name.text(), card.really.isVisible(), card.offers.yes.isVisible()) == ("Legal", False, False)

    def test_messages_and_busy(self, dialog):
        dialog.set_message(text("Renamed."), True)
        assert "✓ Renamed." in words_of(dialog)
        dialog.set_busy(True)
        assert not dialog.card.test.isEnabled()
