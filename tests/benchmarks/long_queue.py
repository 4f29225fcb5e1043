"""A data folder with a long queue: transfers in mixed states over several batches, through the journal's own door."""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from app.core.paths import DataPaths
from app.core.sources import SourceFile
from app.core.storage.accounts import Account, AccountStore
from app.core.storage.journal import Journal
from app.core.text import text
from app.core.transfer import Batch, Receipt, Result, State, StepRecord, StepState, Transfer, Wait

BATCHES = 20
"""Batches of a folder with mixed states; they take turns between two accounts without a key: nothing is sent."""
PORTION = 5_000
WORDS = ("invoice", "leads", "summary", "report", "photo", "meeting notes", "Übersicht", "contract")


@dataclass(frozen=True)
class Plan:
    """What a folder holds.

    Attributes:
        batches: how many; the oldest are done, the newest are queued, as after weeks of use.
        steps: recorded steps for each transfer that ran.
    """

    transfers: int
    batches: int = BATCHES
    steps: int = 2


ACCOUNTS = (
    Account("bench-sela", "sela", "Marketing", "https://127.0.0.1:9"),
    Account("bench-deepset", "deepset", "Archive", "https://127.0.0.1:9"),
)


async def make(folder: Path, plan: Plan) -> None:
    """Fill the data folder at *folder*."""
    paths = DataPaths(folder).make()
    store = AccountStore(paths.accounts)
    for account in ACCOUNTS:
        await store.put(account)
    journal = await Journal.open(paths.journal)
    now = time.time()
    for number in range(plan.batches):
        account = ACCOUNTS[number % 2]
        begun = now - (plan.batches - number) * 3_600
        batch = Batch(f"batch-{number:03}", account.provider_id, account.id, {"source": "crm"}, "", begun, True)
        await journal.write(batch)
        for some in _portions(list(transfers(plan, number, begun))):
            await journal.write(*some)
            await journal.write(*(record for one in some for record in _steps(one, plan.steps)))
            await journal.write(*(_receipt(one, account) for one in some if one.state is State.DONE))
    await journal.close()


def transfers(plan: Plan, number: int, begun: float) -> Iterator[Transfer]:
    """The transfers of batch *number*, in order."""
    each, more = divmod(plan.transfers, plan.batches)
    first = number * each + min(number, more)
    for n in range(first, first + each + (number < more)):
        yield _transfer(n, f"batch-{number:03}", _state(n, number, plan.batches), begun)


def _state(n: int, number: int, batches: int) -> State:
    """Six tenths done, three tenths queued, the rest of everything."""
    if number < batches * 0.6 and batches > 1:
        return State.FAILED if n % 50 == 0 else State.CANCELLED if n % 50 == 1 else State.DONE
    rare = {0: State.FAILED, 1: State.PAUSED, 2: State.WAITING, 3: State.UNKNOWN, 4: State.DONE}
    return rare.get(n % 40, State.QUEUED)


def _transfer(n: int, batch_id: str, state: State, begun: float) -> Transfer:
    name = f"{WORDS[n % len(WORDS)]} {n:06}.csv"
    place = Path(f"/home/somebody/Documents/Exports/{n // 500:04}/{name}")
    size = 4_096 + n % 9_000
    ended = begun + n % 3_000 if state in (State.DONE, State.FAILED, State.CANCELLED) else None
    refused = text("The vendor did not take the file: {reason}", reason="a column is missing")
    return Transfer(
        id=f"{n:012x}-bench", batch_id=batch_id, position=begun + n / 1_000, created_at=begun, total=size, state=state,
        files=(SourceFile(place, size, 1_700_000_000_000_000_000 + n, "text/csv", name),),
        wait=Wait.RETRY if state is State.WAITING else None,
        wake_at=begun + 9_000_000 if state is State.WAITING else None,
        step="upload" if state not in (State.QUEUED, State.PAUSED) else "",
        sent=size if state is State.DONE else 0,
        problem=refused if state in (State.FAILED, State.UNKNOWN, State.WAITING) else None,
        say=text("Imported {rows} rows", rows=n % 900) if state is State.DONE else None,
        result=Result(text("Imported"), id=f"imp_{n:08}") if state is State.DONE else None,
        ended_at=ended,
    )  # fmt: skip


def _steps(one: Transfer, count: int) -> list[StepRecord]:
    if one.state in (State.QUEUED, State.PAUSED):
        return []
    at = one.created_at
    return [
        StepRecord(one.id, f"step{k}", StepState.DONE, at + k, at + k + 0.5, {"id": f"{one.id}{k}"}, 200)
        for k in range(count)
    ]


def _receipt(one: Transfer, account: Account) -> Receipt:
    digest = {one.name: f"{hash(one.id) & (2**256 - 1):064x}"}
    ended = one.ended_at or one.created_at
    return Receipt(one.id, account.provider_id, account.id, ended, (one.name,), one.total, digest, f"imp_{one.id}")


def _portions(all_of: list[Transfer]) -> Iterator[list[Transfer]]:
    for at in range(0, len(all_of), PORTION):
        yield all_of[at : at + PORTION]
