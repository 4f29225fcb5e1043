"""Takes up the journal after a start: what was under way goes on, or is unknown, and nothing is sent twice."""

from __future__ import annotations

from dataclasses import replace

from app.core.engine.driver import recorded
from app.core.engine.rounds import END
from app.core.engine.scheduler import Scheduler
from app.core.errors import InputError
from app.core.flow.actions import Part, Recorded
from app.core.flow.lane import has_part
from app.core.providers.model import Provider, Repeat
from app.core.text import text
from app.core.transfer import ENDED, Batch, State, StepRecord, Transfer


async def take_up(scheduler: Scheduler) -> list[str]:
    """Fill the roster from the journal; the ids of transfers whose outcome is unknown are returned.

    A transfer that was running is queued again: its recorded steps are not repeated. If the journal holds
    an intention to send a step that must not be repeated, and no outcome, the transfer is *unknown*.

    Raises:
        StoreError: the journal cannot be read or written.
    """
    world = scheduler.world
    for batch in await world.journal.batches():
        world.roster.add_batch(batch)
        if follows(scheduler, batch):
            scheduler.rounds.follow(batch.id)
    transfers = await world.journal.transfers()
    begun = {record.owner: record for record in await world.journal.started()}
    await _take_up_rounds(scheduler, transfers)
    changed, unknown = [], []
    for transfer in transfers:
        after = _after_restart(scheduler, transfer, begun)
        world.roster.put(after)
        if after is not transfer:
            changed.append(after)
        if after.state is State.UNKNOWN:
            unknown.append(after.id)
        scheduler.rounds.note(after)
        if after.wake_at is not None and after.state not in ENDED:
            scheduler.wake_at(after.id, after.wake_at)
    if changed:
        await world.journal.write(*changed, durable=True)
    return unknown


def follows(scheduler: Scheduler, batch: Batch) -> bool:
    """Whether the batch's provider has steps before or after the files."""
    try:
        provider: Provider = scheduler.world.provider(batch.provider_id)
    except InputError:
        return False
    return has_part(provider, Part.BEFORE, batch.mode) or has_part(provider, Part.AFTER, batch.mode)


async def _take_up_rounds(scheduler: Scheduler, transfers: list[Transfer]) -> None:
    seen: dict[tuple[str, int], int] = {}
    for one in transfers:
        if one.round:
            seen[one.batch_id, one.round] = seen.get((one.batch_id, one.round), 0) + 1
    for (batch_id, no), joined in sorted(seen.items()):
        if not scheduler.rounds.follows(batch_id):
            continue
        session = scheduler.rounds.begin(batch_id, no)
        steps = recorded(await scheduler.world.journal.steps(session.owner))
        session.joined = joined
        session.ended = END in steps
        session.takes_more = not session.ended
        session.opened = steps or {"$open": Recorded({}, scheduler.world.clock.now())}


def _after_restart(scheduler: Scheduler, transfer: Transfer, begun: dict[str, StepRecord]) -> Transfer:
    if transfer.state not in (State.RUNNING, State.PROCESSING, State.WAITING, State.QUEUED):
        return transfer
    record = begun.get(transfer.id)
    if record is not None and _must_not_repeat(scheduler, transfer, record):
        words = text(
            "Sendoff ended while this was being sent. It may or may not have arrived, "
            "so it is not sent again by itself."
        )
        running = replace(transfer, state=State.RUNNING)
        return running.to(State.UNKNOWN, problem=words, step=record.step)
    if transfer.state is State.RUNNING:
        return transfer.to(State.QUEUED, sent=0)
    if transfer.state is State.PROCESSING and not transfer.arrived and transfer.wake_at is None:
        return replace(transfer, wake_at=scheduler.world.clock.now())
    return transfer


def _must_not_repeat(scheduler: Scheduler, transfer: Transfer, record: StepRecord) -> bool:
    batch = scheduler.world.roster.batches[transfer.batch_id]
    try:
        step = scheduler.world.provider(batch.provider_id).flow.step(record.step.partition("#")[0])
    except InputError:
        return True  # without its provider nobody knows what the step does: ask
    return step is None or step.repeat in (Repeat.DUPLICATES, Repeat.CHARGES)
