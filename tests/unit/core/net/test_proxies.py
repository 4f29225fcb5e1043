"""How the address of a proxy is read, and where its password goes."""

from __future__ import annotations

import base64

import pytest

from app.core.masking import Secret
from app.core.net.options import ProxyMode, ProxySetting, read_setting
from app.core.net.proxies import UnusableProxy, read_proxy


@pytest.mark.parametrize(
    ("address", "url"),
    [
        ("proxy.test:8080", "http://proxy.test:8080"),
        ("http://proxy.test", "http://proxy.test:3128"),
        ("https://proxy.test/", "https://proxy.test:443"),
        ("http://[fd00::1]:8080", "http://[fd00::1]:8080"),
        ("http://jo:pw@proxy.test:8080", "http://proxy.test:8080"),
        ("socks5://proxy.test", "socks5://proxy.test:1080"),
        ("socks5h://proxy.test:9", "socks5://proxy.test:9"),
        ("socks://proxy.test:9", "socks5://proxy.test:9"),
    ],
)
def test_addresses(address: str, url: str) -> None:
    assert read_proxy(address).url == url


@pytest.mark.parametrize(
    "address", ["socks4://proxy.test:1080", "http://", "http://proxy.test:port", "ftp://x", "[::1"]
)
def test_addresses_that_cannot_be_used(address: str) -> None:
    with pytest.raises(UnusableProxy):
        read_proxy(address)


def test_name_and_password_go_into_a_header_and_nowhere_else() -> None:
    proxy = read_proxy("http://j%40o:p%3Aw%C3%A9@proxy.test:1")
    assert proxy.headers == {"Proxy-Authorization": "Basic " + base64.b64encode("j@o:p:wé".encode()).decode()}
    assert proxy.shown == "proxy.test:1"
    assert repr(proxy) == "Proxy(http://proxy.test:1)"
    assert read_proxy("http://jo@proxy.test:1").headers["Proxy-Authorization"].startswith("Basic ")
    assert read_proxy("http://proxy.test:1").headers == {}


@pytest.mark.parametrize(
    ("words", "setting"),
    [
        ("", ProxySetting()),
        ("system", ProxySetting()),
        (" none ", ProxySetting(ProxyMode.NONE)),
        ("pac+https://pac.test/x", ProxySetting(ProxyMode.PAC, "https://pac.test/x")),
        ("proxy.test:1", ProxySetting(ProxyMode.MANUAL, "proxy.test:1")),
    ],
)
def test_a_setting_in_one_line(words: str, setting: ProxySetting) -> None:
    assert read_setting(words) == setting


def test_a_setting_does_not_show_its_password() -> None:
    assert "pw" not in repr(ProxySetting(ProxyMode.MANUAL, "proxy.test", "jo", Secret("pw")))
