"""Reads the proxies out of what desktops keep about them: GNOME, KDE, macOS and Windows."""

from __future__ import annotations

import ast
import configparser
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import quote

from app.core.net.bypass import split_list


@dataclass(frozen=True, slots=True)
class SystemProxies:
    """What a system says about proxies.

    Attributes:
        by_scheme: addresses by the scheme of what is asked for: ``http``, ``https``, or ``all`` for the rest.
        direct: hosts that are reached without a proxy, see :func:`app.core.net.bypass.goes_direct`.
        pac: the address of a file with rules, which go before all else; empty without one.
    """

    by_scheme: Mapping[str, str] = field(default_factory=dict)
    direct: tuple[str, ...] = ()
    pac: str = ""

    def address(self, scheme: str) -> str:
        """The proxy's address for *scheme*, or an empty text."""
        return self.by_scheme.get(scheme) or self.by_scheme.get("all") or ""


def read_gnome(listed: str) -> SystemProxies:
    """What ``gsettings list-recursively org.gnome.system.proxy`` printed.

    An empty address of the rules would mean asking the local network for them (WPAD). That is not done: anybody
    in a strange network could answer.
    """
    values = {
        name: _gvariant(value) for name, value in re.findall(r"^org\.gnome\.system\.(\S+ \S+) (.*)$", listed, re.M)
    }
    mode, ignored = values.get("proxy mode"), values.get("proxy ignore-hosts")
    direct = tuple(str(host) for host in ignored) if isinstance(ignored, list) else ()
    if mode == "auto":
        return SystemProxies(pac=str(values.get("proxy autoconfig-url") or ""))
    if mode != "manual":
        return SystemProxies()
    found: dict[str, str] = {}
    for scheme, part, kind in (("http", "http", "http"), ("https", "https", "http"), ("all", "socks", "socks5")):
        host, port = values.get(f"proxy.{part} host"), values.get(f"proxy.{part} port")
        if host and port:
            found[scheme] = f"{kind}://{_login(values)}{_bracketed(str(host))}:{port}"
    if values.get("proxy use-same-proxy") is True and "http" in found and "https" not in found:
        found["https"] = found["http"]
    return SystemProxies(found, direct)


def read_kde(kept: str) -> SystemProxies:
    """The text of KDE's ``kioslaverc``."""
    parser = configparser.RawConfigParser(strict=False)
    parser.optionxform = str  # type: ignore[method-assign,assignment]
    parser.read_string(kept)
    if not parser.has_section("Proxy Settings"):
        return SystemProxies()
    values = parser["Proxy Settings"]
    kind = values.get("ProxyType", "0")
    if kind == "2":
        return SystemProxies(pac=values.get("Proxy Config Script", ""))
    if kind != "1":
        return SystemProxies()
    found: dict[str, str] = {}
    for scheme, name in (("http", "httpProxy"), ("https", "httpsProxy"), ("all", "socksProxy")):
        place, _, port = values.get(name, "").strip().rpartition(" ")
        if place and port not in ("", "0"):
            # KDE writes the socks proxy's address as http:// in some versions.
            place = place.rpartition("://")[2].rstrip("/")
            found[scheme] = f"{'socks5' if scheme == 'all' else 'http'}://{place}:{port}"
    return SystemProxies(found, split_list(values.get("NoProxyFor", "")))


def read_macos(said: str) -> SystemProxies:
    """What ``scutil --proxy`` printed."""
    values = dict(re.findall(r"^  (\w+) : (.*)$", said, re.M))
    exceptions = re.search(r"ExceptionsList : <array> \{(.*?)\n  \}", said, re.S)
    direct = re.findall(r"^\s+\d+ : (.*)$", exceptions.group(1), re.M) if exceptions else []
    if values.get("ExcludeSimpleHostnames") == "1":
        direct.append("<local>")
    pac = values.get("ProxyAutoConfigURLString", "") if values.get("ProxyAutoConfigEnable") == "1" else ""
    found: dict[str, str] = {}
    for scheme, name, kind in (("http", "HTTP", "http"), ("https", "HTTPS", "http"), ("all", "SOCKS", "socks5")):
        host = values.get(f"{name}Proxy", "")
        if values.get(f"{name}Enable") == "1" and host:
            found[scheme] = f"{kind}://{_bracketed(host)}:{values.get(f'{name}Port', '')}".rstrip(":")
    return SystemProxies(found, tuple(direct), pac)


def read_windows(values: Mapping[str, object]) -> SystemProxies:
    """The values of the registry's key ``Internet Settings``."""
    pac, direct = str(values.get("AutoConfigURL") or ""), split_list(str(values.get("ProxyOverride") or ""))
    server = str(values.get("ProxyServer") or "").strip()
    if not values.get("ProxyEnable") or not server:
        return SystemProxies({}, direct, pac)
    if "=" not in server:
        return SystemProxies({"all": server}, direct, pac)
    found: dict[str, str] = {}
    for entry in server.split(";"):
        name, _, place = entry.strip().partition("=")
        if name in ("http", "https"):
            found[name] = place
        elif name == "socks":
            found["all"] = f"socks5://{place.rpartition('://')[2]}"
    return SystemProxies(found, direct, pac)


def _gvariant(value: str) -> object:
    """A value in GVariant's text form; only texts, numbers, truth and lists of texts occur here."""
    plain = value.strip().removeprefix("@as ")
    if plain in ("true", "false"):
        return plain == "true"
    try:
        found: object = ast.literal_eval(plain)
    except (ValueError, SyntaxError):
        return plain
    return found


def _login(values: Mapping[str, object]) -> str:
    user, password = values.get("proxy.http authentication-user"), values.get("proxy.http authentication-password")
    if values.get("proxy.http use-authentication") is not True or not user:
        return ""
    return f"{quote(str(user), safe='')}:{quote(str(password or ''), safe='')}@"


def _bracketed(host: str) -> str:
    return f"[{host}]" if ":" in host and not host.startswith("[") else host
