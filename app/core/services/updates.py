"""Asks, when the person wants it, whether there is a newer version, once a day at most; it never installs anything."""

from __future__ import annotations

import asyncio
import json
import logging
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Protocol
from urllib.parse import urlsplit

from app.core.copies import replace
from app.core.engine.ports import Clock
from app.core.errors import InputError
from app.core.events import Events, Notice, UpdatesChanged
from app.core.flow.outcome import SendError
from app.core.json_types import Json
from app.core.schema.request import Reply
from app.core.services import announcement
from app.core.services.announcement import Announcement, NotBelieved
from app.core.services.bandwidth import Settings
from app.core.text import Text, text

log = logging.getLogger(__name__)
NAME = "updates"
DAY = 24 * 3600.0
PUT_OFF = 7 * DAY
"""Seconds for which *Not now* holds; a later version is told at once."""
_NAP = 3600.0
_PATIENCE = 60.0


class Fetcher(Protocol):
    """What reaches the network, by the person's own settings for it."""

    async def fetch(self, url: str, most: int) -> Reply:
        """What is at *url*. Raises: SendError."""


@dataclass(frozen=True, slots=True)
class Source:
    """Who is asked: the *address* of the news, and the public *key* (base64) that it must be signed with."""

    address: str = ""
    key: str = ""


@dataclass(frozen=True, slots=True)
class UpdateState:
    """What a window shows.

    Attributes:
        possible: False in practice mode, where nothing leaves the computer.
        looked_at: when somebody was last asked, in seconds since the epoch; 0: never.
        newer: a version that is newer than this one.
    """

    possible: bool
    on: bool
    source: Source
    looked_at: float
    newer: Announcement | None


@dataclass(frozen=True, slots=True)
class _Kept:
    """What is in the settings. *news*: the document that was believed last, as it came."""

    on: bool = False
    address: str = ""
    key: str = ""
    looked_at: float = 0.0
    news: Json = None
    put_off: str = ""
    put_off_until: float = 0.0


class UpdateService:
    """What is known of newer versions.

    Args:
        shipped: who is asked when the person chose nobody else.
        version: of this program.
        possible: whether anybody may be asked at all.
    """

    def __init__(
        self,
        settings: Settings,
        fetcher: Fetcher,
        events: Events,
        clock: Clock,
        *,
        shipped: Source,
        version: str,
        possible: bool = True,
    ) -> None:
        self._settings, self._fetcher, self._events, self._clock = settings, fetcher, events, clock
        self._shipped, self._version, self._possible = shipped, announcement.number(version), possible
        self._shown_version = version
        self._kept = _read(settings.get(NAME))
        self._looking = asyncio.Lock()
        self._timer: asyncio.TimerHandle | None = None
        self._task: asyncio.Task[None] | None = None

    @property
    def state(self) -> UpdateState:
        """What is known and wished now."""
        source = Source(self._kept.address or self._shipped.address, self._kept.key or self._shipped.key)
        return UpdateState(self._possible, self._kept.on, source, self._kept.looked_at, self._newer())

    def start(self) -> None:
        """Tell what is known, and ask when a day is over."""
        self._tell()
        self._plan()

    async def close(self) -> None:
        """Ask no more."""
        self._stop_timer()
        if self._task is not None:
            self._task.cancel()
            await asyncio.gather(self._task, return_exceptions=True)

    def use(self, source: Source) -> None:
        """Ask somebody else from now on; an empty address or key means the one that came with the program.

        Raises:
            InputError: it is no address with encryption, or no key.
        """
        address, key = source.address.strip(), source.key.strip()
        if address and not announcement.secure(address):
            raise InputError(text("This is no secure web address. It looks like https://example.com/version.json."))
        try:
            announcement.read_key(key) if key else None
        except ValueError:
            words = text("This is no key. The publisher gives it as one line of 44 characters.")
            raise InputError(words) from None
        address = "" if address == self._shipped.address else address
        key = "" if key == self._shipped.key else key
        if (address, key) != (self._kept.address, self._kept.key):
            # What another publisher said, and when, says nothing about this one.
            self._keep(_Kept(on=self._kept.on, address=address, key=key))
            self._tell()
        self._plan()

    def switch(self, on: bool) -> None:
        """Ask once a day from now on, or never.

        Raises:
            InputError: nobody can be asked yet.
        """
        source = self.state.source
        if on and not (source.address and source.key):
            raise InputError(text("Enter the address to ask and the publisher's key first."))
        self._keep(replace(self._kept, on=on))
        self._tell()
        self._plan()

    def put_off(self) -> None:
        """The person does not want to hear of this version for a week."""
        newer = self._newer()
        if newer is not None:
            self._keep(replace(self._kept, put_off=newer.version, put_off_until=self._clock.now() + PUT_OFF))
        self._tell()

    async def look(self) -> Text:
        """Ask now, because the person wants to know; what came of it, in words."""
        host = urlsplit(self.state.source.address).hostname or ""
        try:
            newer = await self._look()
        except SendError as error:
            log.info("no news of a version: %s %s", error, error.detail)
            return error.words if not error.bytes_left else text("{host} did not answer as it should.", host=host)
        except NotBelieved as error:
            log.warning("news of a version is not believed: %s", error)
            return text(
                "What {host} answered is not signed by the publisher, or out of date. It is ignored; nothing has "
                "changed.",
                host=host,
            )
        except InputError as error:
            return error.words
        if newer is None:
            return text("There is nothing newer than Sendoff {version}, which you have.", version=self._shown_version)
        return text("Sendoff {version} is there.", version=newer.version)

    # ── asking ─────────────────────────────────────────────────────────────────────────────────────

    async def _look(self) -> Announcement | None:
        async with self._looking:
            source = self.state.source
            if not (self._possible and source.address and source.key):
                raise InputError(text("Enter the address to ask and the publisher's key first."))
            self._keep(replace(self._kept, looked_at=self._clock.now()))
            try:
                raw = await self._fetch(source.address, announcement.MOST)
                signature = await self._fetch(announcement.beside(source.address), announcement.SIGNATURE_MOST)
                if self.state.source == source:  # else the person has chosen somebody else meanwhile
                    self._believe(raw, signature, source)
            finally:
                self._tell()
            return self._newer()

    async def _fetch(self, address: str, most: int) -> bytes:
        try:
            async with asyncio.timeout(_PATIENCE):
                reply = await self._fetcher.fetch(address, most)
        except TimeoutError:
            raise NotBelieved("it did not come to an end") from None
        if reply.status != 200:
            raise NotBelieved(f"the server answered with {reply.status}")
        return reply.body

    def _believe(self, raw: bytes, signature: bytes, source: Source) -> None:
        found = announcement.read(raw, signature, announcement.read_key(source.key), self._clock.now())
        known = _news(self._kept.news)
        if known is not None and found.issued < known.issued:
            raise NotBelieved("it is older than what was said before")
        self._keep(replace(self._kept, news=json.loads(raw)))

    async def _look_by_itself(self) -> None:
        try:
            await self._look()
        except (SendError, NotBelieved, InputError) as error:
            log.info("no news of a version: %s", error)

    # ── when ───────────────────────────────────────────────────────────────────────────────────────

    def _plan(self) -> None:
        """Ask if it is time, and come back later; nothing ticks while it is switched off."""
        self._stop_timer()
        source = self.state.source
        if not (self._possible and self._kept.on and source.address and source.key):
            return
        ago = self._clock.now() - self._kept.looked_at
        if not 0 <= ago < DAY and (self._task is None or self._task.done()):  # below 0: the clock was set back
            self._task = asyncio.get_running_loop().create_task(self._look_by_itself())
        self._timer = asyncio.get_running_loop().call_later(_NAP, self._plan)

    def _stop_timer(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None

    # ── what is known ──────────────────────────────────────────────────────────────────────────────

    def _newer(self) -> Announcement | None:
        known = _news(self._kept.news)
        if known is None or known.expires <= self._clock.now():
            return None
        return known if announcement.number(known.version) > self._version else None

    def _tell(self) -> None:
        newer, kept = self._newer(), self._kept
        hushed = newer is not None and kept.put_off == newer.version and self._clock.now() < kept.put_off_until
        words = text("Sendoff {version} is there.", version=newer.version if newer else self._shown_version)
        self._events.publish(Notice("update", words, over=newer is None or hushed or not kept.on))
        self._events.publish(UpdatesChanged())

    def _keep(self, kept: _Kept) -> None:
        self._kept = kept
        self._settings.set(NAME, asdict(kept))


def shipped_source(file: Path) -> Source:
    """Who is asked by default, from the file that ships with the program. Raises: OSError, ValueError, KeyError."""
    data = json.loads(file.read_text(encoding="utf-8"))
    return Source(str(data["address"]), str(data["key"]))


def _read(kept: object) -> _Kept:
    """What was kept; what is damaged in it is as if it had never been."""
    if not isinstance(kept, Mapping):
        return _Kept()
    plain = _Kept()
    fields = {name: kept.get(name, value) for name, value in asdict(plain).items()}
    for name, value in asdict(plain).items():
        if name != "news" and type(fields[name]) is not type(value):
            return plain
    return _Kept(**fields)


def _news(data: Json) -> Announcement | None:
    try:
        return announcement.parse(data)
    except (ValueError, KeyError, TypeError):
        return None
