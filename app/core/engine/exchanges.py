"""Notes each request and what came of it, for the person who looks at a transfer's details."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Sequence
from functools import lru_cache

import msgspec

from app.core.copies import replace
from app.core.engine.ports import Clock
from app.core.exchange import Exchange
from app.core.flow.actions import Call
from app.core.flow.outcome import Answered, Outcome
from app.core.flow.shown import reply_words, request_head, shown_url
from app.core.masking import mask_text
from app.core.schema.request import Reply, Request

KEPT = 500
"""How many of the newest exchanges are kept whole in memory, bodies too; the journal keeps a line of each."""
KEPT_BYTES = 4 * 1024 * 1024
"""How much of replies is kept with them."""

Key = tuple[str, str, int, float]


class Whole(msgspec.Struct, frozen=True):
    """A request as it was sent (without its key) and its reply, if any: not masked, and never written down."""

    request: Request
    reply: Reply | None


class Exchanges:
    """What was said, newest last."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._whole: OrderedDict[Key, Whole] = OrderedDict()
        self._bytes = 0

    def note(
        self,
        owner: str,
        call: Call,
        began: float,
        attempt: int,
        sent: int,
        outcome: Outcome,
        unsaid: Sequence[str] = (),
    ) -> Exchange:
        """The note on *call*: a line of what went well, more of what did not; nothing of what is *unsaid*."""
        request, reply = call.request, outcome.reply if isinstance(outcome, Answered) else None
        url = _shown_url(request.url, request.storage)
        url = mask_text(url, *unsaid) if unsaid else url
        status = reply.status if reply is not None else 0
        exchange = Exchange(owner, call.step, began, self._clock.now(), request.method, url, attempt, sent, status)
        if reply is None or not reply.ok:
            exchange = replace(
                exchange,
                problem=mask_text(_problem(outcome), *unsaid),
                asked=request_head(request, unsaid),
                answered=reply_words(reply, unsaid, most=2000) if reply is not None else "",
            )
        key = _key(exchange)
        replaced = self._whole.pop(key, None)
        self._bytes -= _weight(replaced.reply) if replaced else 0
        self._whole[key] = Whole(request, reply)
        self._bytes += _weight(reply)
        while len(self._whole) > KEPT or self._bytes > KEPT_BYTES:
            self._bytes -= _weight(self._whole.popitem(last=False)[1].reply)
        return exchange

    def whole(self, exchange: Exchange) -> Whole | None:
        """All of an exchange of this run, if it is still kept."""
        return self._whole.get(_key(exchange))


def _key(exchange: Exchange) -> Key:
    return exchange.owner, exchange.step, exchange.attempt, exchange.began


@lru_cache(maxsize=64)  # a session's address is that of thousands of files
def _shown_url(url: str, storage: bool) -> str:
    return mask_text(shown_url(url, storage=storage))


def _problem(outcome: Outcome) -> str:
    if isinstance(outcome, Answered):
        return ""
    return mask_text(outcome.error.detail or str(outcome.error.words))


def _weight(reply: Reply | None) -> int:
    return len(reply.body) if reply is not None else 0
