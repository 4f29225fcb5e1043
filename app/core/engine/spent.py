"""Says which secrets of a transfer that ended without success are of no use any more."""

from __future__ import annotations

from app.core.engine.world import World
from app.core.errors import InputError
from app.core.flow.plan import asked_anew
from app.core.storage.wipe import Spent
from app.core.transfer import State, Transfer


def spent(world: World, transfer: Transfer) -> Spent | None:
    """What the journal need not keep of *transfer*: signed addresses for which a retry would ask anew.

    What cannot be asked for again without a second upload stays, and so does, after a failure, the address to which
    parts of the file have gone: the retry goes on there.
    """
    if transfer.state not in (State.FAILED, State.CANCELLED):
        return None
    try:
        flow = world.provider(world.roster.batches[transfer.batch_id].provider_id).flow
    except InputError:
        return None  # nobody knows its steps any more; should the provider come back, they are needed
    steps = asked_anew(flow, going_on=transfer.state is State.FAILED)
    return Spent(transfer.id, steps) if steps else None
