"""Takes up the journal after a start: what was under way goes on, or is unknown, and nothing is sent twice.

The newest batch comes first and each in portions, with a turn of the loop between them, so that a window that is
open already shows rows at once and answers while the rest comes in.
"""

from __future__ import annotations

import asyncio
from collections import defaultdict
from collections.abc import Collection, Container, Mapping, Sequence

from app.core.engine.cut_off import after_cut
from app.core.engine.driver import recorded
from app.core.engine.scheduler import Scheduler
from app.core.engine.world import World
from app.core.errors import InputError
from app.core.events import KeysNeeded, Notice, QueueRead, TransfersRead, TransfersRemoved
from app.core.flow.actions import Part, Recorded
from app.core.flow.lane import has_part
from app.core.long_lived import set_aside
from app.core.providers.model import Provider
from app.core.shelf import Listed
from app.core.storage.stored import Contents
from app.core.text import text
from app.core.transfer import ENDED, ROUND_END, Batch, State, StepRecord, Transfer

PORTION = 2_000
"""Transfers between two turns of the loop: ten milliseconds with the window's share."""
FIRST = 200
"""Transfers that are shown before the whole journal is read, which takes half a second for 100,000."""
_RESTING = frozenset({*ENDED, State.QUEUED, State.PAUSED})

Begun = Mapping[str, Sequence[StepRecord]]
"""Steps without an outcome, by transfer."""


async def take_up(scheduler: Scheduler) -> list[str]:
    """Fill the roster from the journal; the ids of transfers whose outcome is unknown are returned.

    A transfer that was running is queued again: its recorded steps are not repeated. If the journal holds
    an intention to send a step that must not be repeated, and no outcome, the transfer is *unknown*.

    Raises:
        StoreError: the journal cannot be read or written.
    """
    world = scheduler.world
    world.events.publish(KeysNeeded(world.blocked))
    await scheduler.holds.heed()
    early = await _show_some(scheduler)
    shown = set(world.roster.transfers)
    contents = await world.journal.contents()
    if contents.source is not early.source:
        _take_back(scheduler, shown)
        shown.clear()
    _know_batches(scheduler, contents)
    begun: defaultdict[str, list[StepRecord]] = defaultdict(list)
    for record in contents.started:
        begun[record.owner].append(record)
    unknown: list[str] = []
    for batch in reversed(contents.batches):
        held = contents.transfers.pop(batch.id, [])
        unknown += await _take_up_batch(scheduler, batch, held, contents.open_rounds.get(batch.id, ()), begun, shown)
    # Of some nothing is left: their last session was closed just before the last end.
    await world.let_go([batch.id for batch in contents.batches])
    _tell_refused_keys(world)
    world.events.publish(QueueRead())
    world.events.publish(scheduler.ledger.totals())  # nothing else tells them where everything rests
    return unknown


def _tell_refused_keys(world: World) -> None:
    """Say again whose key was refused before the last end, where something waits for a new one."""
    if not world.blocked:
        return  # nothing is looked through for them: there may be 100,000
    waiting = {account_id for accounts in world.roster.accounts_in_line() for account_id in accounts}
    stopped = world.roster.chosen(None, (State.WAITING, State.PROCESSING))
    waiting |= {world.roster.batches[one.batch_id].account_id for one in stopped}
    for account in filter(None, map(world.account, sorted(waiting & world.blocked))):
        words = text(
            "{vendor} did not accept the key of “{account}”. What goes there waits for another.",
            vendor=world.vendor_of(account),
            account=account.name,
        )
        world.events.publish(Notice("key", words, account.id))


async def _show_some(scheduler: Scheduler) -> Contents:
    """Let the window have its first rows before the whole journal is read: those of which nothing was cut off."""
    world = scheduler.world
    contents = await world.journal.contents(FIRST)
    _know_batches(scheduler, contents)
    begun = {record.owner for record in contents.started}
    for batch in reversed(contents.batches):
        resting = [one for one in contents.transfers.get(batch.id, ()) if _rests(one, begun)]
        for one in resting:
            world.roster.put(one)
        if resting:
            world.events.publish(TransfersRead(batch, resting))
    return contents


def _take_back(scheduler: Scheduler, shown: Collection[str]) -> None:
    """The journal was found damaged after its first rows were shown: what could be saved is another list now."""
    for transfer_id in shown:
        scheduler.world.roster.remove(transfer_id)
    scheduler.world.events.publish(TransfersRemoved(tuple(shown)))


def _know_batches(scheduler: Scheduler, contents: Contents) -> None:
    for batch in contents.batches:
        scheduler.world.roster.add_batch(batch)
        if follows(scheduler, batch):
            scheduler.rounds.follow(batch.id)


def follows(scheduler: Scheduler, batch: Batch) -> bool:
    """Whether the batch's provider has steps before or after the files."""
    try:
        provider: Provider = scheduler.world.provider(batch.provider_id)
    except InputError:
        return False
    return has_part(provider, Part.BEFORE, batch.mode) or has_part(provider, Part.AFTER, batch.mode)


async def _take_up_batch(
    scheduler: Scheduler,
    batch: Batch,
    held: list[Listed],
    open_rounds: Sequence[int],
    begun: Begun,
    shown: Collection[str],
) -> list[str]:
    await _take_up_rounds(scheduler, batch, held, open_rounds)
    unknown = []
    for at in range(0, len(held), PORTION):
        after = await _as_they_go_on(scheduler, held[at : at + PORTION], begun)
        # What was shown already may have been removed by now, and its batch with the last of them.
        some = [one for one in after if one.id not in shown or one.id in scheduler.world.roster.transfers]
        if some:
            scheduler.world.roster.add_batch(batch)
        some = [_take_in(scheduler, one) for one in some]
        scheduler.world.events.publish(TransfersRead(batch, some))
        unknown += [one.id for one in some if one.state is State.UNKNOWN]
        await asyncio.sleep(0)
        if at:
            set_aside()
    return unknown


async def _as_they_go_on(scheduler: Scheduler, some: Sequence[Listed], begun: Begun) -> list[Listed]:
    """The transfers as they go on: in the journal first."""
    after: list[Listed] = []
    changed: list[Transfer] = []
    for one in some:
        if _rests(one, begun):
            after.append(one)
            continue
        before = one.whole()
        after.append(after_cut(scheduler.world, before, begun.get(one.id, ())))
        if after[-1] is not before:
            changed.append(after[-1].whole())
    if changed:
        await scheduler.world.journal.write(*changed, durable=True)
    return after


def _take_in(scheduler: Scheduler, read: Listed) -> Listed:
    """Have it in the roster. One that is shown already may have been paused or moved: it is as the person left it."""
    roster = scheduler.world.roster
    one = roster.transfers.listed(read.id) or read
    if one is read:
        roster.put(one)
    if one.state not in ENDED or _in_open_round(scheduler, one):
        scheduler.rounds.note(one)
    if isinstance(one, Transfer) and one.wake_at is not None and one.state not in ENDED:
        scheduler.wake_at(one.id, one.wake_at)
    return one


def _rests(one: Listed, begun: Container[str]) -> bool:
    """Whether nothing of it can have been cut off, so that there is no need to look at the whole of it."""
    return one.state in _RESTING and one.id not in begun


def _in_open_round(scheduler: Scheduler, one: Listed) -> bool:
    session = scheduler.rounds.get(one.batch_id, one.round) if one.round else None
    return session is not None and not session.ended


async def _take_up_rounds(
    scheduler: Scheduler, batch: Batch, held: Sequence[Listed], open_rounds: Sequence[int]
) -> None:
    """Know the batch's sessions: those of its transfers, and those that were left open with none."""
    if not scheduler.rounds.follows(batch.id):
        return
    seen: defaultdict[int, list[Listed]] = defaultdict(list)
    for no in open_rounds:
        seen[no] = []
    for one in held:
        if one.round:
            seen[one.round].append(one)
    for no, joined in sorted(seen.items()):
        session = scheduler.rounds.begin(batch.id, no)
        records = await scheduler.world.journal.steps(session.owner)
        steps = recorded(records)
        session.joined = len(joined)
        waiting = any(one.state is State.PROCESSING and one.arrived for one in joined)
        session.ended = ROUND_END in steps and not waiting
        session.closing = session.ended or not scheduler.world.last_steps(batch).isdisjoint(one.step for one in records)
        session.takes_more = not session.closing
        session.opened = steps or {"$open": Recorded({}, scheduler.world.clock.now())}
