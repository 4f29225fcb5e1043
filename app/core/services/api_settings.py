"""The front door's part on settings, as protocols: bandwidth, network, newer versions, and small choices."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Protocol

from app.core.events import BandwidthChanged
from app.core.net.roots import Root
from app.core.services.bandwidth_plan import Plan
from app.core.services.network import Finding, ProxyChoice
from app.core.services.updates import Source, UpdateState
from app.core.text import Text


class Bandwidth(Protocol):
    """The limit on bandwidth, for everything that is sent together."""

    @property
    def plan(self) -> Plan:
        """What the person wants."""

    @property
    def now(self) -> BandwidthChanged:
        """What holds now."""

    def change(self, plan: Plan) -> None:
        """Want something else, from now on."""

    def lift(self) -> None:
        """No limit until the plan's next change."""

    def restore(self) -> None:
        """Keep to the plan again."""


class Network(Protocol):
    """How the network is reached."""

    @property
    def choice(self) -> ProxyChoice:
        """What the person chose."""

    async def use(self, choice: ProxyChoice, password: str | None) -> None:
        """Go this way from now on; None keeps the password. Raises: InputError: the address; KeyStoreError."""

    async def roots(self) -> Sequence[Root]:
        """The certificates that are trusted beside those of the system."""

    async def trust(self, path: Path) -> Sequence[Root]:
        """Trust the authorities in this file too. Raises: InputError: there are none."""

    async def distrust(self) -> None:
        """Trust the system's certificates alone."""

    async def test(self) -> Sequence[Finding]:
        """Ask the vendors' servers for their addresses, without any key."""


class Updates(Protocol):
    """Whether there is a newer version."""

    @property
    def state(self) -> UpdateState:
        """What is known and wished now."""

    def start(self) -> None:
        """Tell what is known, and ask when a day is over; only what a window shows is asked for."""

    def use(self, source: Source) -> None:
        """Ask somebody else. Raises: InputError: nobody can be asked so."""

    def switch(self, on: bool) -> None:
        """Ask once a day, or never. Raises: InputError: nobody can be asked yet."""

    def put_off(self) -> None:
        """Be quiet about the version that is there, for a week."""

    async def look(self) -> Text:
        """Ask now; what came of it, in words."""


class Preferences(Protocol):
    """Small choices of the person: JSON values by name."""

    def get(self, name: str, default: object = None) -> object:
        """The value kept under *name*."""

    def set(self, name: str, value: object) -> None:
        """Keep a value; written to disk soon, off the loop's thread."""
