"""What the five vendors have in common: routes, keys, refusals."""

from __future__ import annotations

import json
from abc import ABC, abstractmethod
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import ClassVar

from aiohttp import web

from app.practice import acts
from app.practice.faults import Fault
from app.practice.objects import ObjectStore
from app.practice.records import Received
from app.practice.sigv4 import Storage
from app.practice.visits import VISIT, Visit, attend, plan
from app.practice.world import World

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


class Refusal(Exception):
    """The vendor says no: the reply to send."""

    def __init__(self, reply: web.Response) -> None:
        super().__init__(reply.status)
        self.reply = reply


@dataclass(frozen=True, slots=True)
class Route:
    """One call: its step's name, method and path. *open*: it needs no key."""

    step: str
    method: str
    path: str
    handler: Handler
    open: bool = False


@dataclass(frozen=True, slots=True)
class Behind:
    """The storage behind a vendor: how to sign for it, and what lies there."""

    place: Storage
    objects: ObjectStore


class Vendor(ABC):
    """A practice vendor: an aiohttp application with the vendor's own manners."""

    id: ClassVar[str]
    scheme: ClassVar[str] = "Bearer"
    storage_steps: ClassVar[frozenset[str]] = frozenset()

    def __init__(self, world: World, behind: Behind) -> None:
        self.world = world
        self.behind = behind
        self.keys: set[str] = set()
        self._open: frozenset[str] = frozenset()

    @abstractmethod
    def routes(self) -> Sequence[Route]:
        """The calls it knows."""

    @abstractmethod
    def problem(self, status: int, words: str = "", headers: Mapping[str, str] | None = None) -> web.Response:
        """An error reply in the vendor's own form; *words* empty: its usual ones for *status*."""

    @abstractmethod
    def check_key(self, request: web.Request) -> None:
        """Raise :class:`Refusal` unless the request carries a good key in exactly the vendor's way."""

    @abstractmethod
    def received(self) -> list[Received]:
        """Every upload it has, oldest first."""

    @abstractmethod
    def reset(self) -> None:
        """Forget every upload (keys stay)."""

    @abstractmethod
    def make_key(self) -> str:
        """A new key in the vendor's own look."""

    def steps(self) -> frozenset[str]:
        """The names of its calls, the storage's included."""
        return self.storage_steps | {route.step for route in self.routes()}

    def app(self) -> web.Application:
        """The server's routes. A body is only limited where the vendor limits it."""
        app = web.Application(middlewares=[self._serve], client_max_size=4 << 20)
        for route in self.routes():
            app.router.add_route(route.method, route.path, route.handler, name=route.step)
        self._open = frozenset(route.step for route in self.routes() if route.open)
        return app

    def refusal(self, status: int, words: str = "", headers: Mapping[str, str] | None = None) -> Refusal:
        """:meth:`problem` to be raised."""
        return Refusal(self.problem(status, words, headers))

    def has_key(self, request: web.Request) -> bool:
        """Whether the request has exactly ``<scheme> <a good key>``."""
        given, _, key = request.headers.get("Authorization", "").partition(" ")
        return given == self.scheme and key in self.keys

    @web.middleware
    async def _serve(self, request: web.Request, handler: Handler) -> web.StreamResponse:
        request[VISIT] = Visit(self.id, authorized=self.has_key(request))
        return await attend(self.world, request, self.problem, partial(self._work, handler))

    async def _work(self, handler: Handler, request: web.Request) -> web.StreamResponse:
        step = request.match_info.route.name or ""
        fault = plan(self.world, request, self.id, step) if step else None
        try:
            if step and step not in self._open:
                self.check_key(request)
            replaced = await acts.before(self.world, request, fault, self.problem)
            return replaced if replaced is not None else await handler(request)
        except Refusal as refusal:
            await acts.drain(request)
            return refusal.reply
        except web.HTTPException as error:
            await acts.drain(request)
            return self.problem(error.status)


def fault_of(request: web.Request, name: str) -> Fault | None:
    """The planned fault of this request, if it is the one called *name*."""
    fault = request[VISIT].fault
    return fault if fault is not None and fault.name == name else None


def life_of_url(request: web.Request, usual: int) -> int:
    """For how many seconds a signed URL is to live that this request asks for."""
    short = fault_of(request, "short_url")
    return int(short.number("seconds", 2)) if short is not None else usual


def is_json(request: web.Request) -> bool:
    """Whether the body says that it is JSON."""
    return request.content_type.lower() == "application/json"


async def json_object(request: web.Request) -> dict[str, object]:
    """The body as a JSON object. Raises ValueError with words when it is none."""
    try:
        data = json.loads(await request.read())
    except (UnicodeDecodeError, json.JSONDecodeError) as error:
        raise ValueError(f"JSON parse error - {error}") from error
    if not isinstance(data, dict):
        raise ValueError(f"Invalid data. Expected a dictionary, but got {type(data).__name__}.")
    return data
