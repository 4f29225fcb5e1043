"""Takes up the journal after a start: what was under way goes on, or is unknown, and nothing is sent twice."""

from __future__ import annotations

from collections import defaultdict

from app.core.engine.cut_off import after_cut
from app.core.engine.driver import recorded
from app.core.engine.rounds import END
from app.core.engine.scheduler import Scheduler
from app.core.errors import InputError
from app.core.flow.actions import Part, Recorded
from app.core.flow.lane import has_part
from app.core.flow.plan import steps_of
from app.core.providers.model import Provider
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
    begun: defaultdict[str, list[StepRecord]] = defaultdict(list)
    for record in await world.journal.started():
        begun[record.owner].append(record)
    await _take_up_rounds(scheduler, transfers)
    changed, unknown = [], []
    for transfer in transfers:
        after = after_cut(world, transfer, begun[transfer.id])
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
    seen: defaultdict[tuple[str, int], list[Transfer]] = defaultdict(list)
    for one in transfers:
        if one.round:
            seen[one.batch_id, one.round].append(one)
    for (batch_id, no), joined in sorted(seen.items()):
        if not scheduler.rounds.follows(batch_id):
            continue
        session = scheduler.rounds.begin(batch_id, no)
        records = await scheduler.world.journal.steps(session.owner)
        steps = recorded(records)
        session.joined = len(joined)
        waiting = any(one.state is State.PROCESSING and one.arrived for one in joined)
        session.ended = END in steps and not waiting
        session.takes_more = not session.ended and not _closing(scheduler, batch_id, {one.step for one in records})
        session.opened = steps or {"$open": Recorded({}, scheduler.world.clock.now())}


def _closing(scheduler: Scheduler, batch_id: str, begun: set[str]) -> bool:
    """Whether the last steps of a round have begun, so that the vendor may count it as closed."""
    batch = scheduler.world.roster.batches[batch_id]
    flow = scheduler.world.provider(batch.provider_id).flow
    return any(step.id in begun for step in steps_of(flow, Part.AFTER, batch.mode))
