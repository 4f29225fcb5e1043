"""Fetches a proxy auto-config file, straight and never through a proxy, and keeps it for a while."""

from __future__ import annotations

import asyncio
import ssl
import time
from pathlib import Path
from urllib.parse import urlsplit
from urllib.request import url2pathname

import aiohttp

from app.core.net.pac import PacTrouble

MOST = 1024 * 1024
"""Bytes. Browsers stop there as well; rules of real companies reach 200 KiB."""
_KEPT = 600.0
_PATIENCE = 10.0


class PacFile:
    """The rules at one address, read again after ten minutes or when :meth:`forget` is called."""

    def __init__(self, address: str, context: ssl.SSLContext) -> None:
        self.address = address
        self._context = context
        self._read: tuple[float, str] | None = None
        self._reading = asyncio.Lock()

    def forget(self) -> None:
        """The network may be another one: read the file again next time."""
        self._read = None

    async def rules(self) -> str:
        """The file's text. Raises: PacTrouble: it cannot be had."""
        async with self._reading:
            if self._read is None or time.monotonic() - self._read[0] > _KEPT:
                self._read = (time.monotonic(), await fetch(self.address, self._context))
            return self._read[1]


async def fetch(address: str, context: ssl.SSLContext) -> str:
    """The text at a ``http``, ``https`` or ``file`` address. Raises: PacTrouble."""
    try:
        async with asyncio.timeout(_PATIENCE):
            raw = await _raw(address, context)
    except (aiohttp.ClientError, OSError, ValueError) as error:
        raise PacTrouble(f"the file with the rules cannot be read: {type(error).__name__}") from None
    if len(raw) > MOST:
        raise PacTrouble("the file with the rules is too large")
    return raw.decode("utf-8-sig", "replace")


async def _raw(address: str, context: ssl.SSLContext) -> bytes:
    parts = urlsplit(address)
    if parts.scheme == "file":
        return await asyncio.to_thread(_local, Path(url2pathname(parts.path)))
    if parts.scheme not in ("http", "https"):
        raise ValueError(parts.scheme)
    connector = aiohttp.TCPConnector(ssl=context)
    async with (
        aiohttp.ClientSession(connector=connector, trust_env=False) as session,
        session.get(address, max_redirects=3, raise_for_status=True) as response,
    ):
        parts_read: list[bytes] = []
        async for part in response.content.iter_chunked(64 * 1024):
            parts_read.append(part)
            if sum(map(len, parts_read)) > MOST:
                break
        return b"".join(parts_read)


def _local(path: Path) -> bytes:
    with path.open("rb") as file:
        return file.read(MOST + 1)
