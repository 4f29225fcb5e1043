"""Says when a step was attempted in ways that do not change when somebody sets this computer's clock."""

from __future__ import annotations

from collections.abc import Mapping

from app.core.engine.ports import Clock
from app.core.flow.recover import Attempt, their_time
from app.core.json_types import Json
from app.core.schema.request import Reply
from app.core.transfer import StepRecord

MOMENT = "$moment"
"""The output under which the journal keeps it."""
FRESH = 600.0
"""Seconds for which it is known what time it is at a vendor; then the next reply says so anew."""


class Moments:
    """Knows by the replies' ``Date`` what time it is at each server.

    An account whose address was changed is at another server, whose clock is not known yet.
    """

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._theirs: dict[str, tuple[float, float]] = {}  # their time less the elapsed one, and when it was heard

    def heard(self, server: str, reply: Reply) -> None:
        """The server at this base address replied just now."""
        elapsed = self._clock.elapsed()
        known = self._theirs.get(server)
        if known is not None and elapsed - known[1] < FRESH:
            return
        theirs = their_time(reply)
        if theirs is not None:
            self._theirs[server] = theirs - elapsed, elapsed

    def now(self, server: str) -> dict[str, Json]:
        """This moment, at which that server is asked, as the journal keeps it; read by :func:`attempt_of`."""
        elapsed = self._clock.elapsed()
        moment: dict[str, Json] = {"boot": self._clock.boot, "elapsed": elapsed}
        if server in self._theirs:
            moment["theirs"] = self._theirs[server][0] + elapsed
        return {MOMENT: moment}


def attempt_of(record: StepRecord, clock: Clock) -> Attempt:
    """When the step of *record* was attempted, by every clock by which that is known."""
    kept = record.outputs.get(MOMENT)
    moment = kept if isinstance(kept, Mapping) else {}
    elapsed, theirs = moment.get("elapsed"), moment.get("theirs")
    known = isinstance(elapsed, float) and moment.get("boot") == clock.boot

    def ago() -> float:
        """Seconds that have passed by now."""
        assert isinstance(elapsed, float)
        return clock.elapsed() - elapsed

    return Attempt(record.started_at, ago if known else None, theirs if isinstance(theirs, float) else None)
