"""The detail panel of a transfer: its steps with times, what the vendor answered, and what can be done now."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence

from app.core.engine.driver import REQUEST_ID, SHA256, recorded
from app.core.engine.receipts import hashes_of
from app.core.engine.trip import Trip
from app.core.engine.world import World
from app.core.errors import InputError
from app.core.flow.actions import Part
from app.core.flow.lane import OVER, SEEN
from app.core.flow.offers import offers
from app.core.flow.plan import in_mode
from app.core.flow.texts import destination, fill
from app.core.masking import mask_json, mask_text
from app.core.providers.model import ActionSpec, Provider, Step
from app.core.services.model import Details, Offer, StepView
from app.core.services.timeline import Timeline
from app.core.text import Text, format_bytes, text, verbatim
from app.core.transfer import ROUND_END, Batch, State, StepRecord, StepState, Transfer

_OWN = frozenset({SHA256, REQUEST_ID})


class DetailsReader:
    """Puts together what a person may see of a transfer; nothing secret leaves it.

    Args:
        trips: by transfer id, the runs under way.
    """

    def __init__(self, world: World, timeline: Timeline, trips: Mapping[str, Trip]) -> None:
        self._world, self._trips = world, trips
        self._timeline = timeline

    async def read(self, transfer_id: str) -> Details:
        """The details of one transfer. Raises: InputError: it is not in the queue; StoreError."""
        transfer = self._world.roster.transfers.get(transfer_id)
        if transfer is None:
            raise InputError(text("This transfer is not in the list any more."))
        batch = self._world.roster.batches[transfer.batch_id]
        provider = self._world.provider(batch.provider_id)
        own = await self._world.journal.steps(transfer_id)
        session = await self._session(transfer)
        return Details(
            transfer_id,
            steps=_step_views(provider, batch.mode, [*session, *own], self._under_way(transfer_id)),
            offers=self._offers(provider, batch, transfer, own),
            facts=await self._facts(batch, transfer, own),
            timeline=await self._timeline.read(transfer, provider, batch.unsaid),
        )

    def _under_way(self, transfer_id: str) -> str:
        """The step that is on the wire just now, if any: of a small file the journal is not told before."""
        trip = self._trips.get(transfer_id)
        call = trip.in_flight if trip is not None else None
        return call.step.partition("#")[0] if call is not None else ""

    async def _session(self, transfer: Transfer) -> Sequence[StepRecord]:
        if not transfer.round:
            return ()
        return await self._world.journal.steps(f"{transfer.batch_id}/{transfer.round}")

    def _offers(
        self, provider: Provider, batch: Batch, transfer: Transfer, own: Sequence[StepRecord]
    ) -> tuple[Offer, ...]:
        found = offers(provider, str(transfer.state), recorded(list(own)))
        named = [a for a in provider.flow.actions if a.id == transfer.offer and a not in found]
        return tuple(self._offer(action, batch, transfer, own) for action in (*named, *found))

    def _offer(self, action: ActionSpec, batch: Batch, transfer: Transfer, own: Sequence[StepRecord]) -> Offer:
        suggested = ""
        confirm = verbatim(action.confirm) if action.confirm else None
        account = self._world.account(batch.account_id)
        if account is not None and (action.file_name or action.confirm):
            scope = self._world.scope(batch, account, Part.FILES, recorded(list(own)), transfer=transfer)
            suggested = str(fill(scope, action.file_name)) if action.file_name else ""
            confirm = fill(scope, action.confirm) if action.confirm else None
        return Offer(action.id, verbatim(action.label), confirm, bool(action.download), suggested)

    async def _facts(self, batch: Batch, transfer: Transfer, own: Sequence[StepRecord]) -> tuple[tuple[Text, str], ...]:
        facts: list[tuple[Text, str]] = [(text("Size"), format_bytes(transfer.total))]
        account = self._world.account(batch.account_id)
        if account is not None:
            scope = self._world.scope(batch, account, Part.FILES, recorded(list(own)), transfer=transfer)
            name = text("Sent to") if transfer.state is State.DONE else text("Goes to")
            facts.append((name, destination(scope)))
        facts += [(text("Sent as"), one.sent_name) for one in transfer.files if one.sent_name != one.name]
        receipt = await self._world.journal.receipt(transfer.id)
        hashes = receipt.sha256 if receipt else hashes_of(one.outputs for one in own)
        facts += [(text("SHA-256"), digest) for digest in hashes.values()]
        request_id = receipt.request_id if receipt else ""
        if request_id:
            facts.append((text("Request"), request_id))
        if transfer.result and transfer.result.id:
            facts.append((text("Number at the vendor"), transfer.result.id))
        return tuple(facts)


def _step_views(provider: Provider, mode: str, records: Sequence[StepRecord], under_way: str) -> tuple[StepView, ...]:
    views = []
    for step in in_mode(provider.flow, mode):
        unseen = (ROUND_END, f"{step.id}#{SEEN}", f"{step.id}#{OVER}")  # what was noted beside the requests
        tried = [r for r in records if r.step.partition("#")[0] == step.id and r.step not in unseen]
        untried = StepView(step.id, step.label or step.id, "started" if step.id == under_way else "waiting")
        views += [_view(step, one) for one in tried] or [untried]
    return tuple(views)


def _view(step: Step, record: StepRecord) -> StepView:
    shown = {k: v for k, v in record.outputs.items() if k not in _OWN}
    answer = json.dumps(mask_json(shown), ensure_ascii=False, indent=2) if shown else ""
    return StepView(
        id=record.step,
        label=step.label or step.id,
        state={StepState.STARTED: "started", StepState.DONE: "done", StepState.FAILED: "failed"}[record.state],
        started_at=record.started_at,
        ended_at=record.ended_at,
        status=record.status,
        attempt=record.attempt,
        detail=mask_text(record.detail) or answer,
    )
