"""Runs the rules of a proxy auto-config file, which somebody else wrote, with limits on time and memory."""

from __future__ import annotations

import importlib.util
import json
import socket
import time
from collections.abc import Callable, Mapping, Sequence

from app.core.net.proxies import Proxy, UnusableProxy, read_proxy
from app.core.paths import resources

_SECONDS = 2.0
"""For one run of the rules; the engine itself breaks them off, in the middle of a loop."""
_PATIENCE = 10.0
"""Seconds for all runs together and the names that they ask for."""
_MEMORY = 32 * 1024 * 1024
_STACK = 256 * 1024
_MOST_NAMES = 32

# What browsers understand. SOCKS alone meant version 4 long ago; proxies of today speak 5.
_SCHEMES = {"PROXY": "http", "HTTP": "http", "HTTPS": "https", "SOCKS": "socks5", "SOCKS5": "socks5"}

Look = Callable[[str], Sequence[str]]


class PacTrouble(ValueError):
    """The rules cannot be had, or are wrong."""


def addresses_of(name: str) -> list[str]:
    """The addresses of *name*, as texts; none when it has none. Blocks."""
    try:
        found = socket.getaddrinfo(name, None, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError):
        return []
    return list(dict.fromkeys(str(one[4][0]) for one in found))


def own_addresses() -> list[str]:
    """This computer's addresses towards the internet. Nothing is sent to find out."""
    found = []
    # Addresses kept for documentation (RFC 5737, RFC 3849): a datagram socket only picks its way to them.
    for family, there in ((socket.AF_INET, "192.0.2.1"), (socket.AF_INET6, "2001:db8::1")):
        try:
            with socket.socket(family, socket.SOCK_DGRAM) as sock:
                sock.connect((there, 9))
                found.append(str(sock.getsockname()[0]))
        except OSError:
            continue
    return found


def find_proxies(rules: str, scheme: str, host: str, look: Look = addresses_of) -> tuple[Proxy | None, ...]:
    """The proxies that *rules* name for *host*, in the order in which to try them; None is a direct connection.

    Blocks, for a few seconds at the most unless the name service does; call it off the loop.

    Args:
        look: finds a name's addresses; rules may ask for any name.

    Raises:
        PacTrouble: the rules are wrong, take too long, or need what is not there on this computer.
    """
    until = time.monotonic() + _PATIENCE
    known: dict[str, Sequence[str]] = {}
    mine = own_addresses()
    for _ in range(_MOST_NAMES + 1):
        answer, wanted = _run(rules, f"{scheme}://{host}/", host, known, mine)
        if wanted is None:
            return read_answer(answer)
        if time.monotonic() > until:
            break
        known[wanted] = look(wanted)
    raise PacTrouble("the rules take too long")


def read_answer(answer: str) -> tuple[Proxy | None, ...]:
    """The proxies in an answer such as ``PROXY a:8080; SOCKS5 b:1080; DIRECT``; an empty one means direct."""
    routes: list[Proxy | None] = []
    for entry in answer.split(";"):
        kind, _, place = entry.strip().partition(" ")
        if kind.upper() == "DIRECT":
            routes.append(None)
        elif kind.upper() in _SCHEMES:
            try:
                routes.append(read_proxy(f"{_SCHEMES[kind.upper()]}://{place.strip()}"))
            except UnusableProxy:
                continue
    if not routes and answer.strip():
        raise PacTrouble(f"the rules name no proxy that can be used: {answer[:80]}")
    return tuple(dict.fromkeys(routes)) or (None,)


def _run(
    rules: str, url: str, host: str, known: Mapping[str, Sequence[str]], mine: Sequence[str]
) -> tuple[str, str | None]:
    """The rules' answer, or a name that they want to know first."""
    if importlib.util.find_spec("quickjs") is None:
        raise PacTrouble("there is no engine for such rules on this computer")
    import quickjs  # not there for every kind of computer

    context = quickjs.Context()
    context.set_memory_limit(_MEMORY)
    context.set_max_stack_size(_STACK)
    context.set_time_limit(_SECONDS)
    try:
        context.eval((resources() / "network" / "pac.js").read_text(encoding="utf-8"))
        context.eval(f"known = {json.dumps(known)}; myAddresses = {json.dumps(mine)};")
        try:
            context.eval(rules)
            answer = context.eval(f"String(FindProxyForURL({json.dumps(url)}, {json.dumps(host)}) || '')")
        except quickjs.JSException:
            if not isinstance(context.get("wanted"), str):
                raise
        wanted = context.get("wanted")
    except (quickjs.JSException, quickjs.StackOverflow) as error:
        raise PacTrouble(str(error).partition("\n")[0]) from None
    return (str(answer), None) if not isinstance(wanted, str) else ("", wanted)
