"""What the person wishes of Sendoff's life on the desktop, as typed settings."""

from __future__ import annotations

from enum import StrEnum
from typing import TypeVar

from app.core.services.api_settings import Preferences


class OnClose(StrEnum):
    """What closing the window does while something is being sent."""

    ASK = "ask"
    KEEP = "keep"  # go on in the tray, or minimised
    STOP = "stop"  # quit; it goes on at the next start


class WhenSent(StrEnum):
    """What follows when all is sent and the window is out of the way."""

    QUIT = "quit"
    STAY = "stay"


W_ = TypeVar("W_", OnClose, WhenSent)


class Wishes:
    """Reads and keeps the wishes; what nobody chose has the first value of its kind, or is on."""

    def __init__(self, preferences: Preferences) -> None:
        self._kept = preferences

    @property
    def on_close(self) -> OnClose:
        """What closing the window does while something is being sent."""
        return _known(OnClose, self._kept.get("on_close"))

    @on_close.setter
    def on_close(self, wish: OnClose) -> None:
        """Keep what closing the window is to do."""
        self._kept.set("on_close", wish.value)

    @property
    def when_sent(self) -> WhenSent:
        """What follows when all is sent and the window is out of the way."""
        return _known(WhenSent, self._kept.get("when_sent"))

    @when_sent.setter
    def when_sent(self, wish: WhenSent) -> None:
        """Keep what is to follow."""
        self._kept.set("when_sent", wish.value)

    @property
    def notify(self) -> bool:
        """Whether to tell on the desktop how sending ended."""
        return self._kept.get("notify", True) is not False

    @notify.setter
    def notify(self, on: bool) -> None:
        """Keep whether to tell."""
        self._kept.set("notify", on)

    @property
    def keep_awake(self) -> bool:
        """Whether the computer is kept awake while sending, see :mod:`app.core.services.awake`."""
        return self._kept.get("keep_awake", True) is not False

    @keep_awake.setter
    def keep_awake(self, on: bool) -> None:
        """Keep whether the computer is kept awake."""
        self._kept.set("keep_awake", on)


def _known(kind: type[W_], kept: object) -> W_:
    known = list(kind)
    return next((one for one in known if one == kept), known[0])
