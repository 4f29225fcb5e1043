"""News of a version in memory, for pictures of the window and tests: nobody is asked."""

from __future__ import annotations

import time

from app.core.errors import InputError
from app.core.events import Events, Notice, UpdatesChanged
from app.core.services.announcement import Announcement, Package, secure
from app.core.services.updates import Source, UpdateState
from app.core.text import Text, text

SAMPLE = Source("https://downloads.example.com/sendoff/version.json", "11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo=")


class SampleUpdates:
    """Wishes in memory; whoever is asked knows of version 1.4."""

    def __init__(self, events: Events, source: Source) -> None:
        self._events = events
        self.state = UpdateState(True, False, source, 0.0, None)
        self.hushed = False

    def start(self) -> None:
        """Nothing is known yet."""
        self._events.publish(UpdatesChanged())

    def use(self, source: Source) -> None:
        """Take over secure addresses."""
        if source.address and not secure(source.address):
            raise InputError(text("This is no secure web address. It looks like https://example.com/version.json."))
        self._become(UpdateState(True, self.state.on, source, 0.0, None))

    def switch(self, on: bool) -> None:
        """On or off, as soon as somebody can be asked."""
        if on and not self.state.source.address:
            raise InputError(text("Enter the address to ask and the publisher's key first."))
        self._become(UpdateState(True, on, self.state.source, self.state.looked_at, self.state.newer))

    def put_off(self) -> None:
        """Be quiet."""
        self.hushed = True
        self._events.publish(Notice("update", text("Sendoff {version} is there.", version="1.4"), over=True))

    async def look(self) -> Text:
        """There is version 1.4."""
        now, digest = time.time(), "0123456789abcdef" * 4
        names = (("linux", "sendoff_1.4_amd64.deb"), ("windows", "Sendoff-1.4-x64.exe"), ("macos", "Sendoff-1.4.dmg"))
        packages = tuple(Package(system, name, digest) for system, name in names)
        newer = Announcement("1.4", now, now + 1e6, "https://downloads.example.com/sendoff/1.4.html", packages)
        words = text("Sendoff {version} is there.", version=newer.version)
        self._become(UpdateState(True, self.state.on, self.state.source, now, newer))
        self._events.publish(Notice("update", words))
        return words

    def _become(self, state: UpdateState) -> None:
        self.state = state
        self._events.publish(UpdatesChanged())
