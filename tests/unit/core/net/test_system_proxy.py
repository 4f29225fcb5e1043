"""Where the system's proxies come from: the environment before the desktop, and nothing where nothing can be read."""

from __future__ import annotations

import sys
from pathlib import Path
from types import SimpleNamespace

import pytest

from app.core.net import system_proxy
from app.core.net.desktop_proxy import SystemProxies
from app.core.net.system_proxy import from_environment, read_system

GNOME = "org.gnome.system.proxy mode 'auto'\norg.gnome.system.proxy autoconfig-url 'http://pac.test/g.pac'\n"
MACOS = "<dictionary> {\n  ProxyAutoConfigEnable : 1\n  ProxyAutoConfigURLString : http://pac.test/m.pac\n}\n"


@pytest.fixture
def programs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """Puts a program that prints a text on the PATH, as the only one."""
    monkeypatch.setenv("PATH", str(tmp_path))

    def make(name: str, printed: str) -> None:
        text = tmp_path / f"{name}.txt"
        text.write_text(printed)
        program = tmp_path / name
        program.write_text(f"#!{sys.executable}\nprint(open({str(text)!r}).read())\n")
        program.chmod(0o755)

    return make


def test_the_environment() -> None:
    assert from_environment({}) == SystemProxies()
    found = from_environment(
        {"HTTPS_PROXY": "big.test:1", "https_proxy": "small.test:1", "ALL_PROXY": "all.test:2", "NO_PROXY": "a.test,b"}
    )
    assert found.by_scheme == {"https": "small.test:1", "all": "all.test:2"}
    assert found.direct == ("a.test", "b")
    assert (found.address("https"), found.address("http")) == ("small.test:1", "all.test:2")


@pytest.mark.skipif(sys.platform == "win32", reason="Windows' settings are in its registry")
def test_the_environment_goes_before_the_desktop(programs) -> None:
    programs("gsettings", GNOME)
    assert read_system({"all_proxy": "x.test:1"}) == SystemProxies({"all": "x.test:1"})
    assert read_system({"no_proxy": "inside.test"}) == SystemProxies({}, ("inside.test",), "http://pac.test/g.pac")


def test_the_process_own_environment_is_read(programs, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("https_proxy", "mine.test:1")
    assert read_system().address("https") == "mine.test:1"


@pytest.mark.skipif(sys.platform == "win32", reason="Windows' settings are in its registry")
def test_kde_goes_before_gnome_on_its_own_desktop(programs, tmp_path: Path) -> None:
    programs("gsettings", GNOME)
    (tmp_path / ".config").mkdir()
    kept = tmp_path / ".config" / "kioslaverc"
    here = {"XDG_CURRENT_DESKTOP": "KDE", "HOME": str(tmp_path)}
    assert read_system(here).pac == "http://pac.test/g.pac"
    kept.write_text("[Proxy Settings]\nProxyType=2\nProxy Config Script=http://pac.test/k.pac\n")
    assert read_system(here).pac == "http://pac.test/k.pac"
    assert read_system({**here, "XDG_CONFIG_HOME": str(kept.parent)}).pac == "http://pac.test/k.pac"
    kept.write_text("no section")
    assert read_system(here).pac == "http://pac.test/g.pac"


def test_a_system_without_any_such_program(programs) -> None:
    assert read_system({}) == SystemProxies()


@pytest.mark.skipif(sys.platform == "win32", reason="Windows' settings are in its registry")
def test_macos(programs, monkeypatch: pytest.MonkeyPatch) -> None:
    programs("scutil", MACOS)
    monkeypatch.setattr(system_proxy.sys, "platform", "darwin")
    assert read_system({}).pac == "http://pac.test/m.pac"


def test_windows(monkeypatch: pytest.MonkeyPatch) -> None:
    values = {"ProxyEnable": 1, "ProxyServer": "web.test:80"}

    class Key:
        def __enter__(self) -> Key:
            return self

        def __exit__(self, *_: object) -> None:
            pass

    def query(_: Key, name: str) -> tuple[object, int]:
        if name not in values:
            raise FileNotFoundError(name)
        return values[name], 1

    registry = SimpleNamespace(HKEY_CURRENT_USER=1, OpenKey=lambda *_: Key(), QueryValueEx=query)
    monkeypatch.setattr(system_proxy.sys, "platform", "win32")
    monkeypatch.setitem(sys.modules, "winreg", registry)
    assert read_system({}).address("https") == "web.test:80"
