"""Which ways lead to which host."""

from __future__ import annotations

import ssl
from pathlib import Path

import pytest

from app.core.masking import Secret
from app.core.net import routes as module
from app.core.net.desktop_proxy import SystemProxies
from app.core.net.options import ProxyMode, ProxySetting, read_setting
from app.core.net.pac import PacTrouble
from app.core.net.routes import Routes

CONTEXT = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
SYSTEM = SystemProxies({"all": "http://system.test:1"}, ("inside.test",))


def ways(setting: str | ProxySetting, system: SystemProxies = SYSTEM) -> Routes:
    chosen = read_setting(setting) if isinstance(setting, str) else setting
    return Routes(chosen, CONTEXT, lambda: system)


async def shown(routes: Routes, host: str = "api.test") -> list[str]:
    return [route.url if route else "direct" for route in await routes.to("https", host)]


@pytest.fixture
def rules(tmp_path: Path):
    """Writes a file with rules; its address is returned."""

    def write(body: str) -> str:
        path = tmp_path / "rules.pac"
        path.write_text(f"function FindProxyForURL(url, host) {{ {body} }}")
        return path.as_uri()

    return write


@pytest.mark.parametrize("setting", ["", "none", "http://proxy.test:1", "socks4://x", "pac+http://x.invalid/"])
async def test_loopback_never_goes_through_a_proxy(setting: str) -> None:
    assert await shown(ways(setting), "localhost") == ["direct"]


async def test_the_setting_decides() -> None:
    assert await shown(ways("none")) == ["direct"]
    assert await shown(ways(" http://mine.test:2 ")) == ["http://mine.test:2"]
    assert await shown(ways("")) == ["http://system.test:1"]
    assert await shown(ways(""), "a.inside.test") == ["direct"]
    assert await shown(ways("", SystemProxies())) == ["direct"]


@pytest.mark.parametrize("mode", [ProxyMode.SYSTEM, ProxyMode.MANUAL])
async def test_a_kept_password_goes_to_whichever_proxy_is_used(mode: ProxyMode) -> None:
    setting = ProxySetting(mode, "mine.test:2", "jo", Secret("pw"))
    (proxy,) = await ways(setting).to("https", "api.test")
    assert proxy is not None
    assert (proxy.user, proxy.password) == ("jo", Secret("pw"))
    (own,) = await ways("", SystemProxies({"all": "http://me:mine@system.test:1"})).to("https", "api.test")
    assert own is not None
    assert own.user == "me"


async def test_rules_of_the_person_and_of_the_system(rules) -> None:
    address = rules("return host == 'api.test' ? 'PROXY a.test:1; DIRECT' : 'DIRECT'")
    assert await shown(ways(f"pac+{address}")) == ["http://a.test:1", "direct"]
    assert await shown(ways(f"pac+{address}"), "b.test") == ["direct"]
    assert await shown(ways("", SystemProxies(SYSTEM.by_scheme, (), address))) == ["http://a.test:1", "direct"]


async def test_rules_that_cannot_be_had() -> None:
    with pytest.raises(PacTrouble):
        await shown(ways("pac+file:///no/such/file"))
    away = SystemProxies({"all": "http://system.test:1"}, (), "file:///no/such/file")
    assert await shown(ways("", away)) == ["http://system.test:1"]


async def test_the_system_is_asked_again_after_a_while(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[int] = []
    now = 1000.0
    monkeypatch.setattr(module.time, "monotonic", lambda: now)

    def system() -> SystemProxies:
        asked.append(1)
        return SYSTEM

    routes = Routes(ProxySetting(), CONTEXT, system)
    for host in ("api.test", "api.test", "other.test"):
        await routes.to("https", host)
    assert len(asked) == 1
    now += 31
    await routes.to("https", "api.test")
    assert len(asked) == 2


async def test_what_was_known_can_be_forgotten(rules) -> None:
    address = rules("return 'PROXY a.test:1'")
    routes = ways(f"pac+{address}")
    assert await shown(routes) == ["http://a.test:1"]
    rules("return 'PROXY b.test:1'")
    assert await shown(routes) == ["http://a.test:1"]
    routes.forget()
    assert await shown(routes) == ["http://b.test:1"]
    plain = ways("")
    plain.forget()
    assert await shown(plain) == ["http://system.test:1"]
