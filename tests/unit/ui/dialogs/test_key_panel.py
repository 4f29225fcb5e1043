"""A key is taken once, tried, and does not outlive its use in the widget."""

from __future__ import annotations

import pytest
from fixtures.widgets import words_of
from PySide6.QtCore import QObject, Qt, QUrl, Slot
from PySide6.QtGui import QDesktopServices
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QLineEdit,
)

from app.core.text import text
from app.ui.dialogs.key_panel import KeyPanel


class Catcher(QObject):
    """Stands in for the browser."""

    def __init__(self) -> None:
        super().__init__()
        self.urls: list[str] = []

    @Slot(QUrl)
    def catch(self, url: QUrl) -> None:
        self.urls.append(url.toString())


KEY = "od_live_canary-5fd1"


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
