"""What the system says about proxies: the environment first, then the desktop's own settings."""

from __future__ import annotations

import configparser
import os
import subprocess
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from app.core.net import desktop_proxy
from app.core.net.bypass import split_list
from app.core.net.desktop_proxy import SystemProxies

_PATIENCE = 5.0  # seconds for a program that reads settings


def read_system(environment: Mapping[str, str] | None = None) -> SystemProxies:
    """The proxies that the system names at this moment; may run a small program, so call it off the loop."""
    found = dict(os.environ if environment is None else environment)
    ours = from_environment(found)
    if ours.by_scheme:
        return ours
    theirs = _desktop(found)
    return SystemProxies(theirs.by_scheme, (*theirs.direct, *ours.direct), theirs.pac)


def from_environment(environment: Mapping[str, str]) -> SystemProxies:
    """The proxies in ``https_proxy``, ``http_proxy``, ``all_proxy`` and ``no_proxy``; small letters go first."""

    def value(name: str) -> str:
        """Of a variable in small or capital letters; empty where it is not set."""
        return environment.get(name) or environment.get(name.upper()) or ""

    named = {scheme: value(f"{scheme}_proxy") for scheme in ("http", "https", "all")}
    return SystemProxies({scheme: it for scheme, it in named.items() if it}, split_list(value("no_proxy")))


def _desktop(environment: Mapping[str, str]) -> SystemProxies:
    for reader in _readers(environment):
        try:
            return reader()
        except (OSError, subprocess.SubprocessError, ValueError, configparser.Error):
            continue  # not this desktop, or its settings are not to be had: then there are none
    return SystemProxies()


def _readers(environment: Mapping[str, str]) -> tuple[Callable[[], SystemProxies], ...]:
    if sys.platform == "win32":
        return (_windows,)
    if sys.platform == "darwin":
        return (_macos,)
    if "KDE" in environment.get("XDG_CURRENT_DESKTOP", "").upper():
        folder = Path(environment.get("XDG_CONFIG_HOME") or Path(environment.get("HOME", "~")) / ".config")
        return (_Kde(folder / "kioslaverc"), _gnome)
    return (_gnome,)


@dataclass(frozen=True)
class _Kde:
    """Reads KDE's file. Raises: OSError, configparser.Error."""

    path: Path

    def __call__(self) -> SystemProxies:
        return desktop_proxy.read_kde(self.path.read_text(encoding="utf-8"))


def _gnome() -> SystemProxies:
    return desktop_proxy.read_gnome(_said("gsettings", "list-recursively", "org.gnome.system.proxy"))


def _macos() -> SystemProxies:
    return desktop_proxy.read_macos(_said("scutil", "--proxy"))


def _windows() -> SystemProxies:
    import winreg

    place = r"Software\Microsoft\Windows\CurrentVersion\Internet Settings"
    values: dict[str, object] = {}
    with winreg.OpenKey(winreg.HKEY_CURRENT_USER, place) as key:  # type: ignore[attr-defined]
        for name in ("ProxyEnable", "ProxyServer", "ProxyOverride", "AutoConfigURL"):
            try:
                values[name] = winreg.QueryValueEx(key, name)[0]  # type: ignore[attr-defined]
            except FileNotFoundError:
                continue
    return desktop_proxy.read_windows(values)


def _said(*command: str) -> str:
    done = subprocess.run(
        command, stdin=subprocess.DEVNULL, capture_output=True, check=True, timeout=_PATIENCE, encoding="utf-8"
    )
    return done.stdout
