"""Looks up the addresses of names, in threads of its own: a name service that does not answer holds up nobody's end."""

from __future__ import annotations

import socket
from typing import Any

from aiohttp.abc import AbstractResolver, ResolveResult

from app.core.disk_threads import DiskThreads, answer_within

_AS_NUMBERS = socket.NI_NUMERICHOST | socket.NI_NUMERICSERV
_NUMERIC = socket.AI_NUMERICHOST | socket.AI_NUMERICSERV


class Names(AbstractResolver):
    """The system's name service, but not for ever.

    It may be silent for a minute, where a network is half there. Threads of the loop's own would keep the program from
    ending until it has answered.

    Args:
        patience: seconds for a name.
    """

    def __init__(self, patience: float) -> None:
        self._patience = patience
        self._threads = DiskThreads("sendoff-names")

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_UNSPEC
    ) -> list[ResolveResult]:
        """The addresses of *host*. Raises: TimeoutError, OSError."""
        return await answer_within(self._patience, self._threads, _addresses, host, port, family)

    async def close(self) -> None:
        """Look up no more; what hangs is left to itself."""
        self._threads.shutdown(wait=False, cancel_futures=True)


def _addresses(host: str, port: int, family: socket.AddressFamily) -> list[ResolveResult]:
    """Blocks. Raises: OSError."""
    try:
        found = socket.getaddrinfo(host, port, family, socket.SOCK_STREAM, flags=socket.AI_ADDRCONFIG)
    except socket.gaierror:
        if host != "localhost":
            raise
        # Windows without a network does not count this computer's own addresses.
        found = socket.getaddrinfo(host, port, family, socket.SOCK_STREAM)
    return [
        ResolveResult(hostname=host, host=_numbers(address), port=port, family=kind, proto=proto, flags=_NUMERIC)
        for kind, _, proto, _, address in found
    ]


def _numbers(address: tuple[Any, ...]) -> str:
    """An address as it is dialled: one of the own network, in IPv6, names the way to it."""
    has_way = len(address) == 4 and address[3]
    return socket.getnameinfo(address, _AS_NUMBERS)[0] if has_way else str(address[0])
