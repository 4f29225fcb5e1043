"""Which hosts are reached without the proxy, by the lists that systems keep of them."""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Iterable

from app.core.net.hosts import bare

_SEPARATORS = re.compile(r"[\s,;|]+")


def split_list(words: str) -> tuple[str, ...]:
    """The entries of a list such as ``no_proxy``, or the one that Windows keeps with semicolons."""
    return tuple(entry for entry in _SEPARATORS.split(words) if entry)


def goes_direct(host: str, entries: Iterable[str]) -> bool:
    """Whether one of *entries* covers *host*.

    An entry is ``*``; a name that stands for itself and everything below it, with or without ``.`` or ``*.``
    before it; an address, or a block of them (``10.0.0.0/8``); a pattern with ``*``; or ``<local>``, which means
    names without a dot. A port behind it is not looked at.
    """
    name = bare(host)
    address = _address(name)
    return any(_covers(entry.strip().lower(), name, address) for entry in entries)


_Address = ipaddress.IPv4Address | ipaddress.IPv6Address


def _address(name: str) -> _Address | None:
    try:
        address = ipaddress.ip_address(name)
    except ValueError:
        return None
    return getattr(address, "ipv4_mapped", None) or address


def _covers(entry: str, name: str, address: _Address | None) -> bool:
    if entry in ("*", "<local>"):
        return entry == "*" or (address is None and "." not in name)
    block = _block(entry)
    if block is not None:
        return address is not None and address in block
    pattern = _without_port(entry).removeprefix("*").lstrip(".").rstrip(".")
    if not pattern:
        return False
    if "*" in pattern:
        return re.fullmatch(re.escape(pattern).replace(r"\*", ".*"), name) is not None
    return name == pattern or (address is None and name.endswith(f".{pattern}"))


def _block(entry: str) -> ipaddress.IPv4Network | ipaddress.IPv6Network | None:
    for words in (entry.strip("[]"), _without_port(entry)):
        try:
            return ipaddress.ip_network(words, strict=False)
        except ValueError:
            continue
    return None


def _without_port(entry: str) -> str:
    """*entry* without scheme, brackets and port."""
    host = entry.rpartition("://")[2]
    if host.startswith("["):
        return host[1:].partition("]")[0]
    return host.partition(":")[0] if host.count(":") == 1 else host
