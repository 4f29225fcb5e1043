"""One request and what came of it, as it is kept for a person who looks at the details."""

from __future__ import annotations

import msgspec

STOPPED = "stopped"
"""The *problem* of a request that was cut off: by the person, or by the end of Sendoff."""


class Exchange(msgspec.Struct, frozen=True):
    """One request and what came of it; everything in it is masked.

    Attributes:
        owner, step, attempt: as in :class:`app.core.transfer.StepRecord`; attempts are counted anew when a person
            tries again, and after a start.
        began, ended: seconds since the epoch.
        sent: bytes of files that left.
        status: of the reply, 0 when there was none; then *problem* says why.
        asked, answered: the heads (and of a reply the beginning of its body) of what went wrong; empty for
            what went well.
        left_out: how many of the same step came after it that are not kept any more.
    """

    owner: str
    step: str
    began: float
    ended: float
    method: str
    url: str
    attempt: int = 1
    sent: int = 0
    status: int = 0
    problem: str = ""
    asked: str = ""
    answered: str = ""
    left_out: int = 0
