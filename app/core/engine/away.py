"""Tells the person, once, that the network, its proxy or its sign-in page is in the way, and when it is over."""

from __future__ import annotations

from collections.abc import Callable

from app.core.events import Events, Notice
from app.core.text import Text, text


def _nothing() -> None:
    """Nobody waits for it."""


class Away:
    """What is in the way just now, by the kind of its notice.

    Attributes:
        when_over: called when it is not in the way any more.
    """

    def __init__(self, events: Events) -> None:
        self.when_over: Callable[[], None] = _nothing
        self._events = events
        self._told: set[str] = set()

    def tell(self, kind: str, words: Text) -> None:
        """A request met the trouble *kind*; other troubles are not the reason any more."""
        if kind not in self._told:
            self._take_back()
            self._told.add(kind)
            self._events.publish(Notice(kind, words))

    def back(self) -> None:
        """A request got through: whatever was in the way is gone."""
        if self._told:
            self._take_back()
            self.when_over()

    def _take_back(self) -> None:
        for kind in sorted(self._told):
            self._events.publish(Notice(kind, text("The network is back."), over=True))
        self._told.clear()
