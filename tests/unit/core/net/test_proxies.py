"""Which proxy is used for which host."""

from __future__ import annotations

import base64

import pytest

from app.core.net import proxies
from app.core.net.proxies import ProxyBook, UnusableProxy, read_proxy, system_proxy


@pytest.mark.parametrize(
    ("address", "url"),
    [
        ("proxy.test:8080", "http://proxy.test:8080"),
        ("http://proxy.test", "http://proxy.test:3128"),
        ("https://proxy.test/", "https://proxy.test:443"),
        ("http://[fd00::1]:8080", "http://[fd00::1]:8080"),
        ("http://jo:pw@proxy.test:8080", "http://proxy.test:8080"),
    ],
)
def test_addresses(address: str, url: str) -> None:
    assert read_proxy(address).url == url


@pytest.mark.parametrize("address", ["socks5://proxy.test:1080", "http://", "http://proxy.test:port", "ftp://x"])
def test_addresses_that_cannot_be_used(address: str) -> None:
    with pytest.raises(UnusableProxy):
        read_proxy(address)


def test_name_and_password_go_into_a_header_and_nowhere_else() -> None:
    proxy = read_proxy("http://j%40o:p%3Aw%C3%A9@proxy.test:1")
    assert proxy.headers == {"Proxy-Authorization": "Basic " + base64.b64encode("j@o:p:wé".encode()).decode()}
    assert proxy.shown == "proxy.test:1"
    assert repr(proxy) == "Proxy(proxy.test:1)"
    assert read_proxy("http://jo@proxy.test:1").headers["Proxy-Authorization"].startswith("Basic ")
    assert read_proxy("http://proxy.test:1").headers == {}


async def test_loopback_never_goes_through_a_proxy() -> None:
    for setting in ("", "none", "http://proxy.test:1", "socks5://x"):
        book = ProxyBook(setting, lambda *_: "http://system.test:1")
        assert await book.route("https", "localhost") is None


async def test_the_setting_decides() -> None:
    def system(_: str, host: str) -> str:
        return "" if host == "inside.test" else "http://system.test:1"

    async def shown(setting: str, host: str = "api.test") -> str | None:
        proxy = await ProxyBook(setting, system).route("https", host)
        return proxy.shown if proxy else None

    assert await shown("none") is None
    assert await shown(" http://mine.test:2 ") == "mine.test:2"
    assert await shown("") == "system.test:1"
    assert await shown("", "inside.test") is None


async def test_the_system_is_asked_again_after_a_while(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []
    now = 1000.0
    monkeypatch.setattr(proxies.time, "monotonic", lambda: now)

    def system(_: str, host: str) -> str:
        asked.append(host)
        return ""

    book = ProxyBook("", system)
    for _ in range(3):
        await book.route("https", "api.test")
    assert len(asked) == 1
    now += 31
    await book.route("https", "api.test")
    assert len(asked) == 2


def test_the_systems_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("http_proxy", "https_proxy", "all_proxy", "no_proxy"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.upper(), raising=False)
    assert system_proxy("https", "api.test") == ""
    monkeypatch.setenv("all_proxy", "http://all.test:1")
    assert system_proxy("https", "api.test") == "http://all.test:1"
    monkeypatch.setenv("https_proxy", "http://secure.test:1")
    assert system_proxy("https", "api.test") == "http://secure.test:1"
    monkeypatch.setenv("no_proxy", ".inside.test")
    assert system_proxy("https", "a.inside.test") == ""
