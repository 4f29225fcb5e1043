"""News of a version, through the window: the settings' section, and the quiet bar."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import QObject, QUrl, Slot
from PySide6.QtGui import QDesktopServices

from app.core.events import Notice
from app.core.text import text
from app.ui.sample_core import SampleCore
from app.ui.sample_updates import SAMPLE
from app.ui.shell import Shell
from app.ui.views.header import Page
from app.ui.views.settings_updates import UpdatesSection


@pytest.fixture
def shell(open_shell: Callable[[SampleCore], Shell], core: SampleCore) -> Shell:
    made = open_shell(core)
    made.show_page(Page.SETTINGS)
    return made


@pytest.fixture
def section(shell: Shell) -> UpdatesSection:
    return shell.views.settings.updates


class Browser(QObject):
    """Takes what would be opened in the browser."""

    def __init__(self) -> None:
        super().__init__()
        self.opened: list[str] = []

    @Slot(QUrl)
    def open(self, url: QUrl) -> None:
        self.opened.append(url.toString())


@pytest.fixture
def browser() -> Iterator[Browser]:
    made = Browser()
    QDesktopServices.setUrlHandler("https", made, "open")
    yield made
    QDesktopServices.unsetUrlHandler("https")


def enter(section: UpdatesSection, address: str, key: str) -> None:
    for field, words in ((section.address, address), (section.key, key)):
        field.setText(words)
        field.editingFinished.emit()


def test_it_is_off_and_wants_an_address_first(section: UpdatesSection, core: SampleCore) -> None:
    assert not section.switch.isChecked()
    assert not section.look.isEnabled()
    assert section.last.text() == "Nobody was asked yet."
    section.switch.click()
    assert "Enter the address" in section.message.text()
    assert not section.switch.isChecked()
    enter(section, "http://example.com", "")
    assert "no secure web address" in section.message.text()
    enter(section, SAMPLE.address, SAMPLE.key)
    assert core.updates.state.source == SAMPLE
    assert section.message.text() == ""
    section.switch.click()
    assert (section.switch.isChecked(), core.updates.state.on) == (True, True)
    assert section.look.isEnabled()


def test_looking_now_shows_the_version_and_the_checksums_for_this_system(
    section: UpdatesSection, browser: Browser
) -> None:
    enter(section, SAMPLE.address, SAMPLE.key)
    assert not section.notes.isVisible()
    section.look.click()
    assert section.found.text().startswith("Sendoff 1.4 is there.")
    assert section.message.text() == "", "it is not said twice"
    assert section.found.text().count("SHA-256 0123456789abcdef 0123456789abcdef") == 1
    assert section.last.text().startswith("Last asked: ")
    assert section.look.isEnabled()
    section.notes.click()
    assert browser.opened == ["https://downloads.example.com/sendoff/1.4.html"]


def test_the_bar_is_quiet_and_has_two_buttons(
    shell: Shell, section: UpdatesSection, core: SampleCore, browser: Browser
) -> None:
    enter(section, SAMPLE.address, SAMPLE.key)
    section.look.click()
    bar = shell.views.notice_bar
    assert (bar.words.text(), bar.button.text(), bar.later_button.text()) == (
        "Sendoff 1.4 is there.",
        "What is new",
        "Not now",
    )
    assert not bar.close_button.isVisible()
    bar.button.click()
    assert len(browser.opened) == 1
    assert bar.isVisible()
    bar.later_button.click()
    assert core.updates.hushed
    assert not bar.isVisible()


def test_anything_else_comes_before_it_and_has_its_cross(shell: Shell, section: UpdatesSection) -> None:
    enter(section, SAMPLE.address, SAMPLE.key)
    section.look.click()
    bar = shell.views.notice_bar
    shell.controllers.notices.on_notice(Notice("network", text("This computer is offline.")))
    assert (bar.words.text(), bar.button.text()) == ("This computer is offline.", "Try now")
    assert (bar.later_button.isVisible(), bar.close_button.isVisible()) == (False, True)
    bar.close_button.click()
    assert bar.words.text() == "Sendoff 1.4 is there."
