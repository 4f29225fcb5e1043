"""A limit on bandwidth in memory, by the real plan but without a throttle: for pictures of the window and tests."""

from __future__ import annotations

import time

from app.core.events import BandwidthChanged, Events
from app.core.services.bandwidth_plan import WEEK, Plan, Span, wall_at

MB = 1_000_000
SAMPLE = Plan(2 * MB, (Span(frozenset(range(5)), 8 * 60, 18 * 60, 250_000), Span(WEEK, 22 * 60, 6 * 60, None)))


class SampleBandwidth:
    """What the person wants, and what would hold now."""

    def __init__(self, events: Events, plan: Plan) -> None:
        self._events, self.plan = events, plan
        self.now = BandwidthChanged(None, None, lifted=False)
        self.restore()

    def change(self, plan: Plan) -> None:
        """Want something else."""
        self.plan = plan
        self.restore()

    def lift(self) -> None:
        """No limit for now."""
        self._tell(BandwidthChanged(None, self.now.until, lifted=True))

    def restore(self) -> None:
        """Keep to the plan again."""
        now = time.time()
        self._tell(BandwidthChanged(self.plan.rate_at(wall_at(now)), self.plan.next_change(now), lifted=False))

    def _tell(self, now: BandwidthChanged) -> None:
        self.now = now
        self._events.publish(now)
