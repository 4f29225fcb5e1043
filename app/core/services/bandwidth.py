"""Keeps to the person's limit on bandwidth: what holds now, until when, and a way to lift it for a while."""

from __future__ import annotations

import asyncio
import logging
import math
from datetime import tzinfo
from typing import Protocol

from app.core.engine.alarms import LONGEST_NAP
from app.core.engine.ports import Clock
from app.core.events import BandwidthChanged, Events
from app.core.net.throttle import Throttle
from app.core.services.bandwidth_plan import Plan, from_json, to_json, wall_at
from app.core.text import Text, text

log = logging.getLogger(__name__)
NAME = "bandwidth"


class Settings(Protocol):
    """Where the plan is kept."""

    def get(self, name: str, default: object = None) -> object:
        """The value kept under *name*."""

    def set(self, name: str, value: object) -> None:
        """Keep a JSON value."""


class BandwidthService:
    """Sets the throttle by the plan. It looks when something changes, and else not at all where there are no spans.

    Args:
        zone: for tests; None is the computer's own.

    Attributes:
        report: what to tell the person when the kept plan is damaged; then nothing is limited.
        throttle: what all uploads share.
    """

    def __init__(self, settings: Settings, events: Events, clock: Clock, zone: tzinfo | None = None) -> None:
        self._settings, self._events, self._clock, self._zone = settings, events, clock, zone
        self.throttle = Throttle()
        self.report: Text | None = None
        self._plan = self._read()
        self._now = BandwidthChanged(None, None, lifted=False)
        self._lifted_until: float | None = None
        self._timer: asyncio.TimerHandle | None = None

    @property
    def plan(self) -> Plan:
        """What the person wants."""
        return self._plan

    @property
    def now(self) -> BandwidthChanged:
        """What holds now."""
        return self._now

    def start(self) -> None:
        """Begin to keep to the plan."""
        self._look()

    def close(self) -> None:
        """Look no more."""
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None

    def change(self, plan: Plan) -> None:
        """Want something else, from now on and the next time Sendoff starts."""
        self._settings.set(NAME, to_json(plan))
        self.use(plan)

    def use(self, plan: Plan) -> None:
        """Want something else, for this run only."""
        self._plan, self._lifted_until = plan, None
        self._look()

    def lift(self) -> None:
        """No limit until the plan's next change, or until :meth:`restore` or the next start where there is none."""
        change = self._plan.next_change(self._clock.now(), self._zone)
        self._lifted_until = math.inf if change is None else change
        self._look()

    def restore(self) -> None:
        """Keep to the plan again."""
        self._lifted_until = None
        self._look()

    def _look(self) -> None:
        """See what holds now, and come back when that changes; seldom later than in a minute, for clocks jump."""
        self.close()
        now = self._clock.now()
        if self._lifted_until is not None and now >= self._lifted_until:
            self._lifted_until = None
        rate = self._plan.rate_at(wall_at(now, self._zone))
        change = self._plan.next_change(now, self._zone)
        lifted = self._lifted_until is not None and rate is not None
        self._hold(BandwidthChanged(None if lifted else rate, change, lifted=lifted))
        if self._plan.spans:
            nap = LONGEST_NAP if change is None else min(LONGEST_NAP, max(0.0, change - now))
            self._timer = asyncio.get_running_loop().call_later(nap, self._look)

    def _hold(self, found: BandwidthChanged) -> None:
        if self.throttle.rate != found.rate:
            self.throttle.rate = found.rate
        if self._now != found:
            self._now = found
            self._events.publish(found)

    def _read(self) -> Plan:
        try:
            return from_json(self._settings.get(NAME))
        except ValueError as error:
            log.warning("the kept limit on bandwidth is damaged: %s", error)
            self.report = text("The limit on bandwidth could not be read. Nothing is limited until you set it again.")
            return Plan()
