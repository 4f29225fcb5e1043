"""How the network is reached, as the person chose: proxy, password, further certificates; and a test of it."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol
from urllib.parse import urlsplit

from app.core.errors import InputError, KeyStoreError, SendoffError
from app.core.events import Events, Notice
from app.core.masking import Secret
from app.core.net.options import ProxyMode, ProxySetting
from app.core.net.proxies import UnusableProxy, read_proxy
from app.core.net.roots import MOST, Root, read_roots
from app.core.net.way import Way
from app.core.services.bandwidth import Settings
from app.core.storage.atomic import remove_file, write_atomic
from app.core.text import Text, text

log = logging.getLogger(__name__)
NAME = "network"
PASSWORD = "network-proxy"
"""What the password is filed under in the password store."""
_MOST_TESTED = 5


class Runner(Protocol):
    """What reaches the network."""

    async def reach_by(self, proxy: ProxySetting, extra_roots: Path | None) -> None:
        """Go this way from now on."""

    async def probe(self, server: str) -> Way:
        """How a server is reached. Raises: SendError."""


class Keys(Protocol):
    """Where the password is kept."""

    async def get(self, account_id: str) -> Secret | None:
        """It, or None. Raises: KeyStoreError."""

    async def set(self, account_id: str, secret: Secret) -> None:
        """Keep it. Raises: KeyStoreError."""

    async def delete(self, account_id: str) -> None:
        """Forget it. Raises: KeyStoreError."""


@dataclass(frozen=True, slots=True)
class ProxyChoice:
    """What the person chose, without the password."""

    mode: ProxyMode = ProxyMode.SYSTEM
    address: str = ""
    user: str = ""


@dataclass(frozen=True, slots=True)
class Finding:
    """One line of a test."""

    ok: bool
    words: Text


@dataclass(frozen=True)
class Reach:
    """What the network's settings touch.

    Attributes:
        roots: where the further certificates are kept.
        servers: base addresses to try in a test, the most useful first.
        changed: told when the network is reached another way, so that what waits tries at once.
    """

    roots: Path
    servers: Callable[[], Sequence[str]]
    changed: Callable[[], None]


class NetworkService:
    """The person's choices on the network, kept, and in force at once.

    Args:
        fixed: used in place of the kept choice, for this run.
    """

    def __init__(
        self,
        settings: Settings,
        keys: Keys,
        runner: Runner,
        events: Events,
        reach: Reach,
        fixed: ProxySetting | None = None,
    ) -> None:
        self._settings, self._keys, self._runner, self._events = settings, keys, runner, events
        self._reach, self._file, self._fixed = reach, reach.roots, fixed
        self._password: Secret | None = None
        self._reading: asyncio.Task[None] | None = None
        self._applying = asyncio.Lock()
        self._choice = self._kept()

    @property
    def choice(self) -> ProxyChoice:
        """What the person chose."""
        return self._choice

    async def start(self) -> None:
        """Take up what is kept; the password follows as soon as the password store gives it."""
        await self._apply()
        if self._choice.user and self._fixed is None:
            self._reading = asyncio.create_task(self._read_password())

    async def close(self) -> None:
        """Read no more."""
        if self._reading is not None:
            self._reading.cancel()
            await asyncio.gather(self._reading, return_exceptions=True)

    async def use(self, choice: ProxyChoice, password: str | None) -> None:
        """Go this way from now on; *password* None leaves the kept one as it is.

        Raises:
            InputError: the address cannot be one.
            KeyStoreError: the password cannot be kept; nothing has changed.
        """
        choice = _checked(choice)
        if not choice.user:
            await self._keys.delete(PASSWORD) if self._choice.user else None
            self._password = None
        elif password is not None:
            # Kept first: the password in force stays what it was when that fails, or is still being read.
            await self._keys.set(PASSWORD, secret := Secret(password))
            self._password = secret
        self._choice = choice
        kept = {"mode": str(choice.mode), "address": choice.address, "user": choice.user}
        self._settings.set(NAME, kept)
        await self._apply()
        self._tell_changed()

    # ── certificates ───────────────────────────────────────────────────────────────────────────────

    async def roots(self) -> Sequence[Root]:
        """The certificates that are trusted beside those of the system."""
        try:
            return read_roots(await asyncio.to_thread(self._file.read_bytes))[0]
        except (OSError, ValueError):
            return ()

    async def trust(self, path: Path) -> Sequence[Root]:
        """Trust the authorities in the file at *path* too, from now on; a copy is kept.

        Raises:
            InputError: the file cannot be read, or holds none.
            StoreError: the disk does not take the copy.
        """
        try:
            data = await asyncio.to_thread(_head, path)
            found, pem = read_roots(data)
        except OSError as error:
            raise InputError(
                text("“{name}” cannot be read: {reason}.", name=path.name, reason=error.strerror or str(error))
            ) from None
        except ValueError:
            raise InputError(
                text(
                    "“{name}” holds no certificate of an authority. Ask the IT department for its root certificate, "
                    "as a PEM or CRT file.",
                    name=path.name,
                )
            ) from None
        await asyncio.to_thread(write_atomic, self._file, pem.encode("ascii"))
        await self._apply()
        self._tell_changed()
        return found

    async def distrust(self) -> None:
        """Trust the system's certificates alone. Raises: StoreError."""
        await asyncio.to_thread(remove_file, self._file)
        await self._apply()
        self._tell_changed()

    # ── the test ───────────────────────────────────────────────────────────────────────────────────

    async def test(self) -> Sequence[Finding]:
        """Ask the vendors' servers for their addresses, without any key, and say how that went."""
        hosts: dict[str, str] = {}
        for server in self._reach.servers():
            hosts.setdefault(urlsplit(server).netloc, server)
        return await asyncio.gather(*(self._tested(server) for server in list(hosts.values())[:_MOST_TESTED]))

    async def _tested(self, server: str) -> Finding:
        try:
            way = await self._runner.probe(server)
        except SendoffError as error:
            return Finding(False, error.words)
        if way.proxy:
            words = text("{host} answers, through the proxy {proxy}.", host=way.host, proxy=way.proxy)
        else:
            words = text("{host} answers, without a proxy.", host=way.host)
        if way.issuer:
            words = text("{words} Its certificate is vouched for by “{issuer}”.", words=words, issuer=way.issuer)
        return Finding(True, words)

    # ── the parts ──────────────────────────────────────────────────────────────────────────────────

    def _kept(self) -> ProxyChoice:
        kept = self._settings.get(NAME)
        if not isinstance(kept, dict) or kept.get("mode") not in list(ProxyMode):
            return ProxyChoice()
        choice = ProxyChoice(ProxyMode(kept["mode"]), str(kept.get("address", "")), str(kept.get("user", "")))
        try:
            return _checked(choice)
        except InputError:
            return ProxyChoice()

    async def _apply(self) -> None:
        async with self._applying:  # the last one to change anything is the last one to be heard
            there = await asyncio.to_thread(self._file.exists)
            choice = self._choice
            setting = self._fixed or ProxySetting(choice.mode, choice.address, choice.user, self._password)
            await self._runner.reach_by(setting, self._file if there else None)

    async def _read_password(self) -> None:
        try:
            self._password = await self._keys.get(PASSWORD)
        except KeyStoreError as error:
            log.warning("the proxy's password cannot be read: %s", error.detail)
            self._events.publish(Notice("proxy", error.words))
            return
        if self._password is not None:
            await self._apply()
            self._tell_changed()

    def _tell_changed(self) -> None:
        self._events.publish(Notice("proxy", text("The network is reached another way."), over=True))
        self._reach.changed()


def _checked(choice: ProxyChoice) -> ProxyChoice:
    if choice.mode is ProxyMode.MANUAL:
        try:
            proxy = read_proxy(choice.address)
        except UnusableProxy:
            raise InputError(text("This is no address of a proxy. It looks like proxy.example.com.")) from None
        if proxy.user:
            raise InputError(text("Enter name and password in their own fields, not in the address."))
        return ProxyChoice(choice.mode, proxy.url, choice.user)
    if choice.mode is ProxyMode.PAC:
        _check_rules(choice.address)
    return choice


def _check_rules(address: str) -> None:
    try:
        place = urlsplit(address)
    except ValueError:  # such as an unclosed bracket
        place = urlsplit("")
    if place.scheme not in ("http", "https", "file"):
        raise InputError(text("This is no web address. It looks like http://proxy.example.com/proxy.pac."))
    if "@" in place.netloc:
        raise InputError(text("Leave name and password out of the address of the rules: it is kept in a plain file."))


def _head(path: Path) -> bytes:
    with path.open("rb") as file:
        return file.read(MOST)
