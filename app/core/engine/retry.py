"""What to do about a request that went wrong: one pure decision by the step's class and what is known.

==============  =====================================================================================
class           what is repeated by itself
==============  =====================================================================================
``safe``        lost connections, 408, 429, 5xx, and S3's own transient codes
``limited``     the same, but only where the server said that it did nothing (429, 503) or got nothing
``duplicates``  only what certainly did not arrive: no byte left, or 429 and 503
``charges``     like ``duplicates``
==============  =====================================================================================

Sources: RFC 9110 §10.2.3 (Retry-After), the S3 "Error best practices" page (act on the code, not on the
status), and for full jitter the AWS Architecture Blog on exponential back-off.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC
from email.utils import parsedate_to_datetime

from app.core.flow.outcome import Answered, Failed, FailureKind, Outcome, SendError
from app.core.flow.words import s3_code
from app.core.providers.model import TOUCHY, Repeat
from app.core.schema.request import Reply
from app.core.text import Text, text

FIRST_DELAY = 1.0
LONGEST_DELAY = 120.0
MOST_TRIES = 8
MOST_NETWORK_TRIES = 1_000_000
MOST_TIME = 24 * 3600.0
"""Seconds after which a step that goes wrong again and again is given up, however long the server asked to wait."""
NETWORK = "network"
"""The kind of trouble in which nobody was reached at all."""
_LONGEST_RETRY_AFTER = 3600.0
_LATER = frozenset({408, 425, 429, 500, 502, 503, 504, 509})
_DID_NOTHING = frozenset({425, 429, 503})
_S3_TRANSIENT = frozenset(
    {"RequestTimeout", "BadDigest", "IncompleteBody", "InternalError", "SlowDown", "ServiceUnavailable"}
)


@dataclass(frozen=True, slots=True)
class Pass:
    """Nothing to decide here: the flow reads the reply."""


@dataclass(frozen=True, slots=True)
class Retry:
    """Try again after *after* seconds. *whole_account*: nothing else of the account goes before that."""

    after: float
    words: Text
    whole_account: bool = False


@dataclass(frozen=True, slots=True)
class Offline:
    """The network is away: try again after *after* seconds, for as long as it takes.

    Attributes:
        kind: what to do about it, as the kind of a :class:`app.core.events.Notice`: ``"network"``, ``"proxy"``,
            ``"portal"``.
    """

    after: float
    words: Text
    kind: str = NETWORK


@dataclass(frozen=True, slots=True)
class NeedKey:
    """The vendor did not accept the key."""


@dataclass(frozen=True, slots=True)
class Held:
    """The vendor wants to hear nothing of the account for *after* seconds; the step has not begun."""

    after: float
    words: Text


@dataclass(frozen=True, slots=True)
class Fail:
    """It will not work by trying again."""

    words: Text


@dataclass(frozen=True, slots=True)
class Unknown:
    """It may have arrived, and a second time would duplicate or charge."""

    words: Text


Stop = Retry | Offline | NeedKey | Held | Fail | Unknown
"""Why a step does not go on."""
Decision = Pass | Stop


@dataclass(frozen=True, slots=True)
class Circumstances:
    """What a decision depends on besides the outcome.

    Attributes:
        tries: how often this step was tried before, in a row, with the network there.
        jitter: a random number in [0, 1), drawn for each decision.
        waited: seconds that were waited in all between these tries.
        offline: how often anything of the account was tried before, in a row, without a network.
        most_network_tries: after how many the network's absence is a failure (the command line's patience).
        with_key: the account's key went along; a storage host, which never sees it, says nothing of it.
    """

    repeat: Repeat
    tries: int
    now: float
    jitter: Callable[[], float]
    waited: float = 0.0
    offline: int = 0
    most_network_tries: int = MOST_NETWORK_TRIES
    with_key: bool = True


@dataclass(frozen=True, slots=True)
class Tried:
    """What went wrong with one step, in a row. A step that is through, or a network that was away, ends the row.

    Attributes:
        waited: seconds that were waited in all between these tries, a computer's sleep not counted.
    """

    step: str = ""
    times: int = 0
    waited: float = 0.0

    def after(self, decision: Decision, step: str) -> Tried:
        """The row with one more *decision* about *step*."""
        if isinstance(decision, Held):
            return self
        if isinstance(decision, Offline):
            return Tried()
        wait = decision.after if isinstance(decision, Retry) else 0.0
        return Tried(step, self.times_of(step) + 1, waited=self.waited_for(step) + wait)

    def times_of(self, step: str) -> int:
        """How often *step* went wrong."""
        return self.times if step == self.step else 0

    def waited_for(self, step: str) -> float:
        """How many seconds were waited for *step*."""
        return self.waited if step == self.step else 0.0


def decide(outcome: Outcome, explain: Callable[[Reply], Text], where: Circumstances) -> Decision:
    """The decision about *outcome*; *explain* puts a reply into words."""
    if isinstance(outcome, Answered):
        return _about_reply(outcome.reply, explain, where)
    return _about_failure(outcome, where)


def delay(tries: int, jitter: Callable[[], float]) -> float:
    """Seconds to wait before the next try: exponential with full jitter, never less than half a second."""
    ceiling = min(LONGEST_DELAY, FIRST_DELAY * 2.0 ** min(tries, 10))
    return max(0.5, ceiling * jitter())


def retry_after(reply: Reply, now: float) -> float | None:
    """Seconds that the reply's ``Retry-After`` (seconds or an HTTP date) asks for, None without one."""
    value = reply.headers.get("retry-after", "").strip()
    if not value:
        return None
    try:
        seconds = float(value)
    except ValueError:
        try:
            at = parsedate_to_datetime(value)
        except (ValueError, OverflowError):
            return None
        # A date without a zone is meant as GMT (RFC 9110 §5.6.7).
        seconds = (at if at.tzinfo is not None else at.replace(tzinfo=UTC)).timestamp() - now
    return min(max(0.0, seconds), _LONGEST_RETRY_AFTER) if seconds == seconds else None


def _about_reply(reply: Reply, explain: Callable[[Reply], Text], where: Circumstances) -> Decision:
    if reply.status == 401 and where.with_key:
        return NeedKey()
    code = s3_code(reply)
    later = code in _S3_TRANSIENT if code else reply.status in _LATER
    if not later:
        return Pass()
    if where.repeat is not Repeat.SAFE and reply.status not in _DID_NOTHING:
        return _after_unclear_reply(explain(reply), where)
    asked = retry_after(reply, where.now)
    # No time at all, or a date that is over by this computer's clock, would use up all tries in a moment.
    wait = asked or delay(where.tries, where.jitter)
    if _is_enough(where, wait):
        return Fail(explain(reply))
    return Retry(wait, explain(reply), whole_account=asked is not None)


def _after_unclear_reply(words: Text, where: Circumstances) -> Decision:
    """A 5xx, or a 408, on a step that must not be repeated: the server may have acted before it stumbled."""
    if where.repeat is Repeat.LIMITED:
        return Fail(words)
    return Unknown(text("{words} It may have arrived all the same.", words=words))


def _about_failure(outcome: Failed, where: Circumstances) -> Decision:
    error = outcome.error
    if error.kind in _FINAL:
        return Fail(error.words)
    if where.repeat in TOUCHY and error.may_have_arrived:
        if error.kind is FailureKind.PORTAL:
            return Unknown(text("{words} It may have arrived all the same.", words=error.words))
        return Unknown(_lost(error, where.repeat))
    notice = _AWAY.get(error.kind)
    if error.kind is FailureKind.TIMEOUT and not error.may_have_arrived:
        notice = NETWORK  # not even a connection came about: a network behind which all vanishes refuses nothing
    if notice is not None:
        if where.offline + 1 >= where.most_network_tries:
            return Fail(error.words)
        return Offline(min(60.0, delay(where.offline, where.jitter)), error.words, notice)
    wait = delay(where.tries, where.jitter)
    return Fail(error.words) if _is_enough(where, wait) else Retry(wait, error.words)


def _is_enough(where: Circumstances, wait: float) -> bool:
    return where.tries + 1 >= MOST_TRIES or where.waited + wait > MOST_TIME


def _lost(error: SendError, repeat: Repeat) -> Text:
    if repeat is Repeat.CHARGES:
        return text(
            "The connection broke after the file had begun to leave. It may or may not have arrived, "
            "and sending it again could cost a second time."
        )
    if error.complete:
        return text(
            "The connection broke after the file had left. It may or may not have arrived, "
            "and sending it again could make a second copy."
        )
    return text(
        "The connection broke while the file was leaving. It may or may not have arrived, "
        "and sending it again could make a second copy."
    )


# What ends when the network does, or when the person does something about it; by the kind of its notice.
_AWAY = {
    FailureKind.NO_NETWORK: NETWORK,
    FailureKind.PROXY_AWAY: "proxy",
    FailureKind.PROXY_LOGIN: "proxy",
    FailureKind.PORTAL: "portal",
}

_FINAL = frozenset(
    {
        FailureKind.TLS,
        FailureKind.PROXY,
        FailureKind.BAD_ADDRESS,
        FailureKind.FILE_CHANGED,
        FailureKind.FILE_GONE,
    }
)
