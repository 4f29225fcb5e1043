"""What becomes of transfers whose run was cut off: by the end of the program, or by a journal that failed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from app.core.copies import replace
from app.core.engine.driver import Interrupted
from app.core.engine.ledger import Ledger
from app.core.engine.retry import Unknown
from app.core.engine.world import World
from app.core.errors import InputError
from app.core.providers.model import TOUCHY, Provider
from app.core.text import text
from app.core.transfer import Batch, State, StepRecord, StepState, Transfer, Wait


def after_cut(world: World, transfer: Transfer, begun: Sequence[StepRecord]) -> Transfer:
    """The transfer as it goes on; the very same object where nothing is to be done.

    Args:
        begun: its steps in the journal; those count that have begun and have no outcome.
    """
    if transfer.state not in (State.RUNNING, State.PROCESSING, State.WAITING, State.QUEUED):
        return transfer
    touchy = touchy_step(world, world.roster.batches[transfer.batch_id], begun)
    if touchy is not None:
        words = text(
            "Sendoff was cut off while this was being sent. It may or may not have arrived, "
            "so it is not sent again by itself."
        )
        running = replace(transfer, state=State.RUNNING)
        return running.to(State.UNKNOWN, problem=words, step=touchy.step)
    if transfer.state is State.RUNNING:
        return transfer.to(State.QUEUED, sent=0)
    if transfer.wait is Wait.KEY and world.roster.batches[transfer.batch_id].account_id not in world.blocked:
        # The password store may be open by now, or the key another one; if not, its next run says so again.
        return transfer.to(State.QUEUED)
    if transfer.state is not State.PROCESSING:
        return transfer
    if transfer.arrived:
        # Only its batch's last steps are to come. Without its provider nobody knows them: its run says so.
        batch = world.roster.batches[transfer.batch_id]
        return transfer if _provider_of(world, batch) else transfer.to(State.QUEUED)
    return transfer if transfer.wake_at is not None else replace(transfer, wake_at=world.clock.now())


async def take_up_stranded(world: World, ledger: Ledger, ids: Iterable[str]) -> None:
    """Let transfers go on whose run ended because the journal could not be written.

    Raises:
        StoreError: the journal still cannot be written.
    """
    for transfer_id in ids:
        transfer = world.roster.transfers.get(transfer_id)
        if transfer is None:
            continue
        steps = await world.journal.steps(transfer_id)
        await ledger.save(after_cut(world, transfer, steps), durable=True)


def must_not_be_repeated_blindly(world: World, batch: Batch, steps: Sequence[StepRecord]) -> None:
    """Let no lane of *batch* go on from *steps* when one of them may have arrived already.

    Raises:
        Interrupted: one must not be repeated, and nobody knows how it ended.
    """
    begun = touchy_step(world, batch, steps)
    if begun is not None:
        words = text(
            "This was stopped while it was being sent. It may or may not have arrived, "
            "so it is not sent again by itself."
        )
        raise Interrupted(Unknown(words), begun.step, words)


def touchy_step(world: World, batch: Batch, steps: Sequence[StepRecord]) -> StepRecord | None:
    """The step of *steps* that must not be repeated, and of which nobody knows whether it arrived."""
    begun = (one for one in steps if one.state is StepState.STARTED)
    return next((one for one in begun if _must_not_repeat(world, batch, one)), None)


def _must_not_repeat(world: World, batch: Batch, record: StepRecord) -> bool:
    step = world.step_of(batch, record.step)
    # What is not known any more may have cost something: ask.
    return step is None or step.repeat in TOUCHY


def _provider_of(world: World, batch: Batch) -> Provider | None:
    try:
        return world.provider(batch.provider_id)
    except InputError:
        return None
