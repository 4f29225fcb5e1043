"""The network's section of the settings, through the window: choosing, trusting, testing, and the bar's button."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
import trustme
from PySide6.QtWidgets import QFileDialog

from app.core.events import Notice
from app.core.net.options import ProxyMode
from app.core.services.network import ProxyChoice
from app.core.text import text
from app.ui.sample_core import SampleCore
from app.ui.shell import Shell
from app.ui.views.header import Page
from app.ui.views.settings_network import NetworkSection


@pytest.fixture
def shell(open_shell: Callable[[SampleCore], Shell], core: SampleCore) -> Shell:
    return open_shell(core)


@pytest.fixture
def section(shell: Shell) -> NetworkSection:
    shell.show_page(Page.SETTINGS)
    return shell.views.settings.network


def choose(section: NetworkSection, mode: ProxyMode) -> None:
    section.mode.setCurrentIndex(section.mode.findData(str(mode)))


def test_only_what_the_choice_needs_is_shown(section: NetworkSection) -> None:
    def shown() -> set[str]:
        fields = ("kind", "host", "port", "rules", "user", "password")
        return {name for name in fields if getattr(section, name).isVisible()}

    assert shown() == {"user", "password"}
    choose(section, ProxyMode.NONE)
    assert shown() == set()
    choose(section, ProxyMode.MANUAL)
    assert shown() == {"kind", "host", "port", "user", "password"}
    choose(section, ProxyMode.PAC)
    assert shown() == {"rules", "user", "password"}


def test_a_proxy_is_taken_over_with_its_password_which_is_not_shown(section: NetworkSection, core: SampleCore) -> None:
    choose(section, ProxyMode.MANUAL)
    section.kind.setCurrentIndex(section.kind.findData("socks5"))
    section.host.setText(" proxy.test ")
    section.port.setText("1081")
    section.user.setText("jo")
    section.password.setText("s3cr3t")
    assert section.password.echoMode() is section.password.EchoMode.Password
    section.use.click()
    assert core.network.choice == ProxyChoice(ProxyMode.MANUAL, "socks5://proxy.test:1081", "jo")
    assert core.network.password == "s3cr3t"
    assert (section.password.text(), section.password.placeholderText()) == ("", "Unchanged")
    assert (section.host.text(), section.port.text(), section.kind.currentText()) == ("proxy.test", "1081", "SOCKS5")
    assert section.message.text().startswith("Taken over")
    section.use.click()
    assert core.network.password is None, "an empty field leaves the kept one"


def test_an_address_that_cannot_be_says_so_beside_the_button(section: NetworkSection, core: SampleCore) -> None:
    choose(section, ProxyMode.PAC)
    section.rules.setText("not an address")
    section.use.click()
    assert "no address" in section.message.text()
    assert core.network.choice == ProxyChoice()
    section.rules.setText("http://pac.test/proxy.pac")
    section.use.click()
    assert core.network.choice == ProxyChoice(ProxyMode.PAC, "http://pac.test/proxy.pac")
    assert section.rules.text() == "http://pac.test/proxy.pac"


def test_certificates_are_shown_and_let_go(shell: Shell, section: NetworkSection, tmp_path: Path) -> None:
    file = tmp_path / "root.pem"
    file.write_bytes(trustme.CA(organization_name="Example Company").cert_pem.bytes())
    assert section.roots.text() == "None but those of this computer."
    assert not section.distrust.isVisible()
    section.choose.click()
    [chooser] = shell.window.findChildren(QFileDialog)
    chooser.filesSelected.emit([])
    chooser.filesSelected.emit([str(file)])
    assert "until" in section.roots.text()
    assert section.root_message.text() == "1 certificate is trusted now."
    file.write_text("nothing")
    chooser.filesSelected.emit([str(file)])
    assert "no certificate of an authority" in section.root_message.text()
    section.distrust.click()
    assert section.roots.text() == "None but those of this computer."


def test_a_test_shows_a_line_for_each_server(section: NetworkSection) -> None:
    for _ in range(2):
        section.test.click()
        lines = [section._findings.itemAt(n).widget() for n in range(section._findings.count())]
        assert [(line.text()[:1], line.property("role")) for line in lines] == [("✓", "ok"), ("✕", "error")]
    assert section.test.isEnabled()


def test_the_bars_button_opens_the_networks_settings(shell: Shell) -> None:
    shell.show_page(Page.TRANSFERS)
    words = text("The proxy wants another password.")
    shell.controllers.notices.on_notice(Notice("proxy", words))
    bar = shell.controllers.notices.current
    assert bar is not None
    assert bar.button == "Open the network settings"
    shell.controllers.notices.help()
    assert shell.views.window.page is Page.SETTINGS
    shell.controllers.notices.on_notice(Notice("portal", words))
    assert shell.controllers.notices.current.button == "I have signed in"
    for kind in ("portal", "proxy"):
        shell.controllers.notices.on_notice(Notice(kind, words, over=True))
    assert shell.controllers.notices.current is None
