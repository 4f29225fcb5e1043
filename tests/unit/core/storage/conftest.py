"""Batches, transfers, steps and receipts for the tests of the journal."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from pathlib import Path
from types import SimpleNamespace

import pytest

from app.core.sources import SourceFile
from app.core.storage.journal import Journal
from app.core.text import text
from app.core.transfer import Batch, Receipt, Result, State, StepRecord, StepState, Transfer, Wait

SIGNED = "https://s3.example.com/k?X-Amz-Signature=abc"


def batch(name: str = "b") -> Batch:
    return Batch(name, "sela", "acc", {"body.source": "crm", "body.n": None}, "each", 1.0, confirmed=True)


def transfer(n: int = 1, batch: str = "b", state: State = State.QUEUED) -> Transfer:
    """With every field set, so that none can be forgotten."""
    first = SourceFile(Path(f"/x/ä {n}.csv"), 10, 5, "text/csv", f"{n}.csv", Path("/x/meta.json"))
    second = SourceFile(Path(f"/x/b {n}.csv"), 11, 6, "text/csv", f"b{n}.csv", Path("/x/other.json"))
    third = SourceFile(Path(f"/x/c {n}.csv"), 12, 7, "text/csv", f"c{n}.csv")
    return Transfer(
        id=f"t{n}",
        batch_id=batch,
        files=(first, second, third),
        position=float(n),
        created_at=2.0,
        total=10,
        state=state,
        wait=Wait.RETRY if state is State.WAITING else None,
        step="send",
        problem=text("busy {n}", n=n),
        say=text("soon"),
        sent=4,
        attempts=2,
        wake_at=9.5,
        round=3,
        ended_at=11.0,
        result=Result(text("fine"), "v1", "https://example.com/v1", ("vault://v1",)),
        offer="close",
        arrived=True,
        extra={"meta": {"a": [1, None]}},
    )


def plain(n: int, state: State = State.QUEUED, batch: str = "b") -> Transfer:
    """As most are: one file, nothing out of the ordinary."""
    source = SourceFile(Path(f"/x/{n}.csv"), 10, 5, "text/csv", f"{n}.csv")
    return Transfer(f"p{n}", batch, (source,), float(n), 2.0, 10, state)


def step(
    owner: str = "t1", name: str = "ask", state: StepState = StepState.DONE, at: float = 3.0, **changes: object
) -> StepRecord:
    outputs = {
        "url": SIGNED,
        "id": "7",
        "fields": {"policy": "eyJ", "key": "k"},
        "$sha256": {"policy.pdf": "ff"},
        "links": [SIGNED, 3],
    }
    known: dict[str, object] = {"ended_at": at + 1, "outputs": outputs, "status": 200, "attempt": 2, "detail": "fine"}
    return StepRecord(owner, name, state, at, **(known | changes))  # type: ignore[arg-type]


def receipt(transfer: str = "t1", at: float = 5.0) -> Receipt:
    return Receipt(
        transfer,
        "sela",
        "acc",
        at,
        ("May Leads.csv",),
        10,
        {"May Leads.csv": "ff"},
        "v1",
        "r1",
        "Sela · crm",
    )


@pytest.fixture
def make() -> SimpleNamespace:
    """Makes what the journal keeps: ``make.batch()``, ``make.transfer(2)`` …"""
    return SimpleNamespace(batch=batch, transfer=transfer, plain=plain, step=step, receipt=receipt, signed=SIGNED)


@pytest.fixture
async def journal(tmp_path: Path) -> AsyncIterator[Journal]:
    opened = await Journal.open(tmp_path / "journal.sqlite3")
    yield opened
    await opened.close()


@pytest.fixture
def damage(tmp_path: Path) -> Callable[[bytes, bytes], None]:
    """Replaces bytes in the closed journal, as a bad disk does."""

    def replace(old: bytes, new: bytes) -> None:
        path = tmp_path / "journal.sqlite3"
        content = path.read_bytes()
        assert old in content
        assert len(old) == len(new)
        path.write_bytes(content.replace(old, new))

    return replace
