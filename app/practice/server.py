"""Starts the five practice vendors and their storage host on loopback, and tells what they saw."""

from __future__ import annotations

import asyncio
import secrets
import ssl
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from aiohttp import web

from app.core.copies import replace
from app.practice.deepset import ORGANISATION, Deepset
from app.practice.faults import Fault
from app.practice.ingestion import META_SUFFIX
from app.practice.objects import LocalObjects, ObjectStore
from app.practice.optimaldial import OptimalDial
from app.practice.records import Received, Seen
from app.practice.remote import RemoteObjects
from app.practice.sela import Sela
from app.practice.sendai import SendAi
from app.practice.sigv4 import Storage, StoragePlace
from app.practice.storage import StorageHost
from app.practice.tela import Tela
from app.practice.vendor import Behind, Vendor
from app.practice.world import World

_VENDORS: tuple[type[Vendor], ...] = (Sela, Tela, SendAi, Deepset, OptimalDial)
PROVIDERS = tuple(vendor.id for vendor in _VENDORS)


@dataclass(frozen=True)
class Front:
    """How the servers show themselves: under which name, and with which certificate (None: without TLS)."""

    name: str = "127.0.0.1"
    tls: ssl.SSLContext | None = None


LOOPBACK = Front()


class Practice:
    """Five vendors and a storage host, each on its own port of 127.0.0.1.

    Attributes:
        servers: provider id → base address.
        keys: provider id → one good key, in the vendor's own look.
        storage: where the signed URLs lead.
    """

    def __init__(self, world: World, storage: Storage, objects: ObjectStore) -> None:
        self.world = world
        self.storage = storage
        self._objects = objects
        behind = Behind(storage, objects)
        self._vendors = {vendor.id: vendor(world, behind) for vendor in _VENDORS}
        self._runners: list[web.AppRunner] = []
        self.servers: dict[str, str] = {}
        self.keys: dict[str, str] = {}

    @classmethod
    async def start(
        cls,
        *,
        storage: Storage | None = None,
        clock: Callable[[], float] = time.time,
        latency: float = 0.0,
        scale: float = 1.0,
        keep_files: Path | None = None,
        keys: Mapping[str, str] | None = None,
        ports: Mapping[str, int] | None = None,
        front: Front | None = None,
    ) -> Practice:
        """All servers, listening, on the running loop.

        Args:
            storage: a real S3 server to sign for; without one, a storage host of our own is started.
            clock: seconds since the epoch.
            latency: seconds before each reply.
            scale: how long the vendors' own work takes; 0 is at once.
            keep_files: a folder for everything received; without one, only small files are kept, in memory.
            keys: keys to accept instead of made-up ones, by provider.
            ports: ports instead of free ones, by provider (``storage`` for the storage host).
            front: how the servers show themselves.
        """
        world = World(clock=clock, latency=latency, scale=scale, keep=keep_files)
        wanted, front = ports or {}, front or LOOPBACK
        if storage is not None:
            practice = cls(world, storage, RemoteObjects(storage))
        else:
            practice = await cls._with_own_storage(world, wanted.get("storage", 0), front)
        for ident, vendor in practice._vendors.items():
            practice.servers[ident] = await practice._listen(vendor.app(), wanted.get(ident, 0), front)
            practice.keys[ident] = (keys or {}).get(ident) or vendor.make_key()
            vendor.keys.add(practice.keys[ident])
        return practice

    def received(self, provider: str) -> list[Received]:
        """Every stored upload, oldest first. With a real storage: as of the last :meth:`refresh`."""
        return self._vendor(provider).received()

    async def refresh(self) -> None:
        """Fetch and hash what lies in a real storage."""
        await self._objects.refresh()

    def requests(self, provider: str) -> list[Seen]:
        """Every request for *provider*, oldest first: those to its API, and those to the storage for it."""
        return self.world.log.of(provider)

    @property
    def dialler(self) -> OptimalDial:
        """The vendor that charges; its ``account.balance`` may be set."""
        vendor = self._vendors[OptimalDial.id]
        assert isinstance(vendor, OptimalDial)
        return vendor

    def charges(self) -> int:
        """Credits charged so far, refunds not taken off."""
        return self.dialler.account.charged

    def refunds(self) -> int:
        """Credits given back so far."""
        return self.dialler.account.refunded

    def misbehave(
        self,
        provider: str,
        step: str,
        fault: str,
        *,
        times: int = 1,
        after_bytes: int | None = None,
        skip: int = 0,
        **options: object,
    ) -> None:
        """Do wrong at the next *times* calls of *step* (-1: all), after *skip* good ones.

        See :class:`app.practice.faults.Fault` for the faults and their options. Raises ValueError for a
        provider, step or fault that does not exist.
        """
        if step not in self._vendor(provider).steps():
            raise ValueError(f"{provider} has no step {step!r}; it has {sorted(self._vendor(provider).steps())}")
        planned = Fault.parse(fault, after_bytes, options)
        self.world.faults.add(provider, step, planned, times=times, skip=skip)

    def behave(self, provider: str | None = None) -> None:
        """Forget the planned misbehaviour of all, or of *provider* alone."""
        self.world.faults.clear(provider)

    def add_key(self, provider: str, key: str) -> None:
        """Accept *key* too."""
        self._vendor(provider).keys.add(key)

    def revoke_key(self, provider: str, key: str) -> None:
        """Accept *key* no longer."""
        self._vendor(provider).keys.discard(key)

    def shift_clock(self, seconds: float) -> None:
        """Let the vendors' clock jump by *seconds*."""
        self.world.shift += seconds

    def reset(self) -> None:
        """As at the start: no uploads, no requests, no faults, no charges; servers and keys stay."""
        self.world.faults.clear()
        self.world.log.clear()
        self.world.shift = 0.0
        for vendor in self._vendors.values():
            vendor.reset()
        if isinstance(self._objects, LocalObjects):
            self._objects.clear()

    async def stop(self) -> None:
        """Close every server; whoever was kept waiting is let go."""
        self.world.stopping.set()
        # One turn for the calls that only waited, so that closing does not have to break them off.
        await asyncio.sleep(0)
        await asyncio.gather(*(runner.cleanup() for runner in self._runners))
        self._runners.clear()
        if isinstance(self._objects, RemoteObjects):
            await self._objects.close()

    @classmethod
    async def _with_own_storage(cls, world: World, port: int, front: Front) -> Practice:
        objects = LocalObjects()
        access_key, token = f"AKIA{secrets.token_hex(8).upper()}", secrets.token_urlsafe(48)
        unplaced = StoragePlace("", access_key, secrets.token_urlsafe(30), token=token)
        host = StorageHost(world, unplaced, objects, _owner)
        runner, address = await serve(host.app(), port, front)
        host.place = replace(unplaced, endpoint=address)
        practice = cls(world, host.place, objects)
        practice._runners.append(runner)
        return practice

    async def _listen(self, app: web.Application, port: int, front: Front) -> str:
        runner, address = await serve(app, port, front)
        self._runners.append(runner)
        return address

    def _vendor(self, provider: str) -> Vendor:
        if provider not in self._vendors:
            raise ValueError(f"no such provider: {provider!r}; there are {', '.join(PROVIDERS)}")
        return self._vendors[provider]


async def serve(app: web.Application, port: int, front: Front = LOOPBACK) -> tuple[web.AppRunner, str]:
    """*app*, listening on *port* of loopback (0: a free one), and its address."""
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.5)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", port, ssl_context=front.tls).start()
    return runner, f"{'https' if front.tls else 'http'}://{front.name}:{runner.addresses[0][1]}"


def _owner(method: str, key: str) -> tuple[str, str]:
    """Whose object *key* is, and which step a *method* on it belongs to."""
    first = key.partition("/")[0]
    if first in (Sela.id, Tela.id):
        return first, "send"
    if first == OptimalDial.id:
        return first, "fetch"
    if first == ORGANISATION and method == "POST":
        return Deepset.id, "send_meta" if key.endswith(META_SUFFIX) else "send"
    return "storage", ""
