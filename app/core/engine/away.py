"""Knows which accounts' vendors cannot be reached, lets one thing of each try at a time, and tells the person once."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from app.core.engine.ports import Clock
from app.core.engine.retry import NETWORK, Offline
from app.core.events import Events, Notice, OutOfReach
from app.core.schema.request import Request
from app.core.text import text

UNWANTED = 90.0
"""Seconds after which it is forgotten that a vendor was away, when nothing has tried for so long."""
_SAME_MOMENT = 1e-3
"""Seconds. An alarm is reckoned by another clock, and may ring too early by a rounded number."""


@dataclass
class _Outage:
    """One account of which nothing gets through.

    Attributes:
        place: the host that did not answer.
        only_storage: it is one that a reply named: the vendor itself may answer, and can be asked how far it is.
        tries: how often it was tried in a row; what failed at the same time counts once.
        until: when the next one may try, by the clock's elapsed time.
        trying: what tries just now; empty: nothing does.
        kept: what follows the vendor's work and was due meanwhile, in order.
    """

    kind: str = ""
    place: str = ""
    only_storage: bool = False
    tries: int = 0
    until: float = 0.0
    trying: str = ""
    kept: dict[str, None] = field(default_factory=dict)


class Away:
    """What is between Sendoff and the network just now, account by account.

    What could not be reached is tried again by one transfer (or end of a batch) of the account, after waits that grow.
    Everything else of the account waits for that, and goes on at once when an answer comes from there.

    Args:
        most_tries: after how many tries in a row nothing is kept back any more: what tries then has failed.

    Attributes:
        when_due: called when the next one of an account may try after so many seconds.
        when_over: called when an account can be reached again, with what was kept back.
    """

    def __init__(self, events: Events, clock: Clock, most_tries: Callable[[], int]) -> None:
        self.when_due: Callable[[str, float], None] = _nobody_waits
        self.when_over: Callable[[str, list[str]], None] = _nobody_waits
        self._events, self._clock, self._most_tries = events, clock, most_tries
        self._outages: dict[str, _Outage] = {}
        self._told: set[str] = set()
        self._out_of_reach: frozenset[str] = frozenset()

    # ── what requests meet ──────────────────────────────────────────────────────────────────────────

    def tries_of(self, account_id: str) -> int:
        """How often the account was tried in a row without getting through."""
        outage = self._outages.get(account_id)
        return outage.tries if outage is not None else 0

    @property
    def most_tries(self) -> int:
        """After how many tries in a row something has failed."""
        return self._most_tries()

    def met(self, account_id: str, request: Request, trouble: Offline) -> float:
        """*request* of the account met *trouble*; in how many seconds the next one may try."""
        now = self._clock.elapsed()
        outage = self._outages.setdefault(account_id, _Outage())
        if self._is_due(outage):  # else it had begun before, and says nothing new
            outage.tries += 1
            outage.until = now + trouble.after
            self.when_due(account_id, trouble.after)
        outage.kind, outage.place, outage.only_storage = trouble.kind, _place(request), request.storage
        self._tell(trouble)
        return max(0.0, outage.until - now)

    def heard(self, request: Request) -> None:
        """*request* was answered, whatever it was for: whoever waits for its host goes on."""
        self._answered(request)

    def bytes_left(self, request: Request) -> None:
        """Bytes of a file left with *request*: somebody is there, unless that is only a sign-in page or a proxy."""
        self._answered(request, only=NETWORK)

    # ── what wants to begin ─────────────────────────────────────────────────────────────────────────

    def may_try(self, account_id: str, key: str) -> bool:
        """Whether a transfer whose turn has come may begin; in an outage the first that may is the one that tries."""
        outage = self._outages.get(account_id)
        if outage is None or outage.tries + 1 >= self._most_tries():
            return True
        if outage.trying or not self._is_due(outage):
            return False
        outage.trying = key
        return True

    def may_follow(self, account_id: str, key: str) -> bool:
        """Whether the vendor may be asked how far it is; what may not is remembered, and gets its chance."""
        outage = self._outages.get(account_id)
        if outage is None or outage.only_storage or self.may_try(account_id, key):
            return True
        outage.kept[key] = None
        return False

    def keep(self, account_id: str, key: str) -> None:
        """What follows the vendor's work has tried in vain: it may again as soon as anything of the account may."""
        outage = self._outages.get(account_id)
        if outage is not None:
            outage.kept[key] = None

    def keeps(self, account_id: str) -> bool:
        """Whether something would follow the vendor's work, and may try now."""
        outage = self._outages.get(account_id)
        return outage is not None and bool(outage.kept) and not outage.trying and self._is_due(outage)

    def take_kept(self, account_id: str) -> str:
        """The first of what :meth:`keeps` speaks of; it is not kept any more."""
        kept = self._outages[account_id].kept
        first = next(iter(kept))
        del kept[first]
        return first

    def ended(self, key: str) -> None:
        """What ran under *key* has ended; if it was to try and did not come to it, another one may."""
        for account_id, outage in self._outages.items():
            if outage.trying == key:
                outage.trying = ""
                if self._is_due(outage):
                    self.when_due(account_id, 0.0)

    def got_through(self, key: str) -> None:
        """What ran under *key* came to its end, by whatever hosts."""
        for account_id in [account_id for account_id, one in self._outages.items() if one.trying == key]:
            self._over(account_id)

    def forget(self, account_id: str) -> None:
        """Nothing in line waits for its try any more; if nothing else has come for it either, it is not known any more.

        The end of a batch, for instance, comes by an alarm of its own.
        """
        outage = self._outages.get(account_id)
        if outage is None or outage.trying or not self._is_due(outage):
            return
        if self._clock.elapsed() < outage.until + UNWANTED:
            self.when_due(account_id, UNWANTED)
        else:
            del self._outages[account_id]
            self._tell()

    def try_now(self) -> None:
        """The network, or how to reach it, may be another one: one of each account may try at once."""
        for account_id, outage in self._outages.items():
            outage.until = self._clock.elapsed()
            self.when_due(account_id, 0.0)

    # ── the parts ───────────────────────────────────────────────────────────────────────────────────

    def _is_due(self, outage: _Outage) -> bool:
        return self._clock.elapsed() + _SAME_MOMENT >= outage.until

    def _answered(self, request: Request, only: str = "") -> None:
        if not self._outages:  # as ever so often
            return
        place = _place(request)
        met = [id_ for id_, one in self._outages.items() if one.place == place and only in ("", one.kind)]
        for account_id in met:
            self._over(account_id)

    def _over(self, account_id: str) -> None:
        outage = self._outages.pop(account_id)
        self._tell()
        self.when_over(account_id, list(outage.kept))
        self.try_now()  # of the others: it may have been the same trouble

    def _tell(self, trouble: Offline | None = None) -> None:
        """Say what is over, and what is in the way as *trouble* puts it; each once."""
        kinds = {one.kind for one in self._outages.values()}
        for kind in sorted(self._told - kinds):
            self._events.publish(Notice(kind, text("The network is back."), over=True))
        self._told &= kinds
        if trouble is not None and trouble.kind not in self._told:
            self._told.add(trouble.kind)
            self._events.publish(Notice(trouble.kind, trouble.words))
        if self._out_of_reach != self._outages.keys():
            self._out_of_reach = frozenset(self._outages)
            self._events.publish(OutOfReach(self._out_of_reach))


def _place(request: Request) -> str:
    return urlsplit(request.url).netloc


def _nobody_waits(_account_id: str, _what: object) -> None:
    """Nobody has asked to be called."""
