"""What was said for a transfer, request by request, as a person may see it."""

from __future__ import annotations

from collections.abc import Sequence

from app.core.engine.exchanges import Exchanges
from app.core.engine.world import World
from app.core.exchange import STOPPED, Exchange
from app.core.flow.shown import reply_words, request_body, request_head
from app.core.providers.model import Provider
from app.core.services.model import ExchangeView
from app.core.transfer import Transfer


class Timeline:
    """Reads exchanges from the journal; those of this run are shown whole."""

    def __init__(self, world: World, exchanges: Exchanges) -> None:
        self._world, self._exchanges = world, exchanges

    async def read(self, transfer: Transfer, provider: Provider, secrets: Sequence[str]) -> tuple[ExchangeView, ...]:
        """The exchanges of a transfer and its session, in order. Raises: StoreError.

        Args:
            secrets: what was typed into fields that hide it.
        """
        session = [f"{transfer.batch_id}/{transfer.round}"] if transfer.round else []
        found = await self._world.journal.said.read([*session, transfer.id])
        return tuple(self._view(one, provider, secrets) for one in found)

    def _view(self, one: Exchange, provider: Provider, secrets: Sequence[str]) -> ExchangeView:
        step = provider.flow.step_of(one.step)
        whole = self._exchanges.whole(one)
        request, reply = one.asked or f"{one.method} {one.url}", one.answered
        if whole is not None:
            parts = (request_head(whole.request, secrets), request_body(whole.request, secrets))
            request = "\n\n".join(part for part in parts if part)
            reply = reply_words(whole.reply, secrets) if whole.reply is not None else ""
        return ExchangeView(
            step=one.step,
            label=step.label or step.id if step is not None else one.step,
            began=one.began,
            ended=one.ended,
            attempt=one.attempt,
            sent=one.sent,
            status=one.status,
            problem=one.problem,
            stopped=one.problem == STOPPED,
            request=request,
            reply=reply,
            left_out=one.left_out,
        )
