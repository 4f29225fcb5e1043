"""Carries out a planned misbehaviour on a connection, before the work or after it."""

from __future__ import annotations

import asyncio
import json
import socket
import struct
import sys
import threading
from collections.abc import Callable, Mapping
from email.utils import formatdate

from aiohttp import web

from app.practice.faults import Fault
from app.practice.s3_errors import S3Error, error_reply
from app.practice.world import World

Problem = Callable[[int, str, Mapping[str, str]], web.Response]

_PORTAL = (
    "<!DOCTYPE html><html><head><title>Guest network</title></head>"
    "<body><h1>Welcome</h1><p>Sign in to use this network.</p></body></html>"
)
_PIECES = 8


class Gone(Exception):
    """The connection was ended on purpose: there is no reply."""


async def drain(request: web.Request) -> None:
    """Read the rest of the body away."""
    while not request.content.at_eof() and await request.content.readany():
        pass


async def before(
    world: World, request: web.Request, fault: Fault | None, problem: Problem
) -> web.StreamResponse | None:
    """What replaces the work altogether, or None when the work is to be done. Raises :class:`Gone`."""
    if fault is None or fault.flag("commit"):
        return None
    if fault.name == "reset_mid":
        await _read_up_to(request, fault.after_bytes or 1)
        reset(request)
        raise Gone
    if fault.name not in ("drop_before", "hang", "html", "status", "s3"):
        return None
    if not fault.flag("early"):
        await drain(request)
    if fault.name == "hang":
        await world.stopping.wait()
    if fault.name in ("hang", "drop_before"):
        close(request)
        raise Gone
    if fault.name == "html":
        return _portal(fault)
    return _refusal(world, request, fault, problem)


async def after(
    world: World, request: web.Request, reply: web.StreamResponse, fault: Fault | None, problem: Problem
) -> web.StreamResponse:
    """The reply as the fault changes it. Raises :class:`Gone` when it is not to be sent at all."""
    await world.pause(world.latency)
    if fault is None:
        return reply
    if fault.name == "drop_after":
        close(request)
        raise Gone
    if fault.name == "slow":
        return await _slowly(world, request, reply, fault)
    if fault.name == "malformed":
        return _mangled(reply, fault)
    if fault.name in ("status", "s3") and fault.flag("commit"):
        return _refusal(world, request, fault, problem)
    return reply


def reset(request: web.Request) -> None:
    """End the connection with a TCP reset."""
    if request.transport is None:
        return
    sock = request.transport.get_extra_info("socket")
    if sock is not None:
        # Lingering for no time at all makes the close a reset; Windows packs the two values as shorts.
        linger = struct.pack("hh" if sys.platform == "win32" else "ii", 1, 0)
        sock.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, linger)
    request.transport.abort()


def close(request: web.Request) -> None:
    """End the connection in good order, without a word."""
    if request.transport is not None:
        request.transport.close()


async def _read_up_to(request: web.Request, count: int) -> None:
    taken = 0
    while taken < count and not request.content.at_eof():
        taken += len(await request.content.read(min(count - taken, 1 << 18)))


def _portal(fault: Fault) -> web.Response:
    location = fault.word("location")
    if location:
        return web.Response(status=302, headers={"Location": location}, text=_PORTAL, content_type="text/html")
    return web.Response(text=_PORTAL, content_type="text/html")


def _refusal(world: World, request: web.Request, fault: Fault, problem: Problem) -> web.Response:
    headers = {}
    if "retry_after" in fault.options:
        headers["Retry-After"] = f"{fault.number('retry_after', 0):g}"
    if "retry_after_date" in fault.options:
        headers["Retry-After"] = formatdate(world.now() + fault.number("retry_after_date", 0), usegmt=True)
    if fault.name == "s3":
        return error_reply(S3Error(fault.code, fault.word("words")), request.path, headers)
    return problem(int(fault.code), fault.word("words"), headers)


async def _slowly(world: World, request: web.Request, reply: web.StreamResponse, fault: Fault) -> web.StreamResponse:
    until = fault.options.get("until")
    if isinstance(until, threading.Event):  # who orders faults lives in another thread
        await asyncio.to_thread(until.wait, 60)
        return reply
    seconds = fault.number("seconds", 1.0)
    if not (fault.flag("trickle") and isinstance(reply, web.Response) and isinstance(reply.body, bytes)):
        await world.pause(seconds)
        return reply
    stream = web.StreamResponse(status=reply.status, headers=reply.headers)
    stream.content_length = len(reply.body)
    await stream.prepare(request)
    step = max(1, -(-len(reply.body) // _PIECES))
    for start in range(0, len(reply.body), step):
        await world.pause(seconds / _PIECES)
        await stream.write(reply.body[start : start + step])
    await asyncio.sleep(0)
    await stream.write_eof()
    return stream


def _mangled(reply: web.StreamResponse, fault: Fault) -> web.Response:
    kind = fault.word("kind", "truncated")
    body = reply.body if isinstance(reply, web.Response) and isinstance(reply.body, bytes) else b""
    if kind == "html":
        return web.Response(text=_PORTAL, content_type="text/html")
    if kind == "empty":
        return web.Response(status=reply.status, body=b"", content_type="application/json")
    if kind == "truncated":
        half = body[: len(body) // 2] or b"{"
        return web.Response(status=200, body=half, content_type="application/json")
    data = json.loads(body)
    name = fault.word("property")
    if kind == "missing":
        del data[name]
    elif kind == "wrong_type":
        data[name] = 0 if isinstance(data[name], str) else "0"
    else:
        raise ValueError(f"no such kind of malformed reply: {kind!r}")
    return web.json_response(data, status=reply.status)
