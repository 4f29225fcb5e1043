"""Has the head of a reply without a body read before what was wrongly sent with it."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from functools import partial

import aiohttp
from aiohttp.client_proto import ResponseHandler

_HEAD_ENDS = b"\r\n\r\n"
_NO_CONTENT = (b"HTTP/1.1 204", b"HTTP/1.0 204")


class HeadFirst(ResponseHandler):
    """Reads a 204 that comes with a body, as some servers send it.

    A 204 ends with its head, and what follows is to be dropped with the connection (RFC 9112, sections 6.3 and 9.6).
    aiohttp does so where the rest comes a moment later; where both come at once it forgets the reply over the rest,
    and nobody knows what became of a costly step that the vendor said it had done.
    """

    def data_received(self, data: bytes) -> None:
        """Take what came."""
        if data.startswith(_NO_CONTENT):
            head, end, rest = data.partition(_HEAD_ENDS)
            if rest:
                super().data_received(head + end)
                data = rest
        super().data_received(data)


def heads_first(connector: aiohttp.TCPConnector) -> aiohttp.TCPConnector:
    """*connector*, whose connections read so. There is no public way to tell it."""
    made: Callable[..., ResponseHandler] = HeadFirst
    connector._factory = partial(made, loop=asyncio.get_running_loop())
    return connector
