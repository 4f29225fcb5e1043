"""One request's way through a practice server: the fault, the work, the reply, the log."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from aiohttp import web

from app.practice import acts
from app.practice.acts import Gone, Problem
from app.practice.faults import Fault
from app.practice.records import Seen
from app.practice.world import World


@dataclass(slots=True)
class Visit:
    """Whose request it is, which call, what is planned for it, and whether its key was good."""

    provider: str
    step: str = ""
    fault: Fault | None = None
    authorized: bool = False


VISIT = web.RequestKey("visit", Visit)
Work = Callable[[web.Request], Awaitable[web.StreamResponse]]


async def attend(world: World, request: web.Request, problem: Problem, work: Work) -> web.StreamResponse:
    """Do *work* for *request*, as well or as badly as planned, and write it into the log."""
    visit = request[VISIT]
    status = 0
    try:
        reply = await work(request)
        reply = await acts.after(world, request, reply, visit.fault, problem)
        status = reply.status
    except (Gone, ConnectionError, web.RequestPayloadError):
        # Closed on purpose, or broken off by the client: either way nobody receives this.
        reply = web.Response(status=204)
        reply.force_close()
    finally:
        world.log.add(visit.provider, _seen(world, request, visit, status))
    return reply


def plan(world: World, request: web.Request, provider: str, step: str) -> Fault | None:
    """Note the call, and what is planned for it."""
    visit = request[VISIT]
    visit.provider, visit.step = provider, step
    visit.fault = world.faults.take(provider, step)
    return visit.fault


def _seen(world: World, request: web.Request, visit: Visit, status: int) -> Seen:
    path, _, query = request.raw_path.partition("?")
    word = "ok" if visit.authorized else "bad"
    headers = tuple((n, word if n.lower() == "authorization" else v) for n, v in request.headers.items())
    return Seen(
        step=visit.step,
        method=request.method,
        path=path,
        query=query,
        headers=headers,
        status=status,
        bytes=request.content.total_bytes,
        fault=visit.fault.title if visit.fault else "",
        when=world.now(),
    )
