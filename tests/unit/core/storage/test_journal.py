"""The journal: what was kept is there again, also after damage, a full disk, or a kill in the middle."""

from __future__ import annotations

import asyncio
import os
import signal
import sqlite3
import subprocess
import sys
import textwrap
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.core.errors import StoreError
from app.core.sources import SourceFile
from app.core.storage import database
from app.core.storage.journal import Journal
from app.core.text import text
from app.core.transfer import Batch, Receipt, Result, State, StepRecord, StepState, Transfer, Wait

SIGNED = "https://s3.example.com/k?X-Amz-Signature=abc"


def a_batch(name: str = "b") -> Batch:
    return Batch(name, "sela", "acc", {"body.source": "crm", "body.n": None}, "each", 1.0, confirmed=True)


def a_transfer(n: int = 1, batch: str = "b", state: State = State.QUEUED) -> Transfer:
    source = SourceFile(Path(f"/x/ä {n}.csv"), 10, 5, "text/csv", f"{n}.csv", Path("/x/meta.json"))
    return Transfer(
        id=f"t{n}",
        batch_id=batch,
        files=(source, source),
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
        ended_at=7.0,
        result=Result(text("done"), "id", "https://x", ("a",)),
        offer="close_old",
        arrived=True,
        extra={"companion": {"a": 1}},
    )


def a_step(owner: str = "t1", step: str = "ask", state: StepState = StepState.DONE, at: float = 1.0) -> StepRecord:
    outputs = {"url": SIGNED, "id": "7", "fields": {"policy": "eyJ", "key": "k"}, "$sha256": {"a": "ff"}}
    return StepRecord(owner, step, state, at, at + 1, outputs, 200, 1, "fine")


def a_receipt(transfer: str = "t1", at: float = 5.0, fingerprint: str = "f") -> Receipt:
    return Receipt(
        transfer, "sela", "acc", at, ("May Leads.csv",), 10, {"a": "ff"}, "v1", "r1", "Sela · crm", fingerprint
    )


@pytest.fixture
async def journal(tmp_path: Path) -> AsyncIterator[Journal]:
    opened = await Journal.open(tmp_path / "journal.sqlite3")
    yield opened
    await opened.close()


async def test_everything_comes_back_as_it_was(journal: Journal) -> None:
    everything = [a_batch(), a_transfer(), a_transfer(2, state=State.WAITING), a_step(), a_receipt()]
    await journal.write(*everything, durable=True)
    await journal.close()
    again = await Journal.open(journal.path)
    assert await again.batches() == [everything[0]]
    assert await again.transfers() == everything[1:3]
    assert await again.steps("t1") == [everything[3]]
    assert await again.receipts() == [everything[4]]
    assert again.report is None
    await again.close()


async def test_the_newest_form_counts_and_the_order_is_by_position(journal: Journal) -> None:
    await journal.write(a_batch(), a_transfer(2), a_transfer(1))
    journal.write_soon(a_transfer(2).to(State.RUNNING))
    await journal.write(a_transfer(3))
    assert [(one.id, one.state) for one in await journal.transfers()] == [
        ("t1", State.QUEUED),
        ("t2", State.RUNNING),
        ("t3", State.QUEUED),
    ]


async def test_steps_that_began_and_have_no_outcome_are_found(journal: Journal) -> None:
    begun = a_step("t2", "upload", StepState.STARTED)
    await journal.write(a_step(), begun)
    assert await journal.started() == [begun]
    await journal.write(a_step("t2", "upload", StepState.FAILED))
    assert await journal.started() == []


async def test_steps_can_be_forgotten_and_are_read_in_order(journal: Journal) -> None:
    await journal.write(a_step(step="send", at=2.0), a_step(step="ask", at=1.0), a_step("t2"))
    assert [one.step for one in await journal.steps("t1")] == ["ask", "send"]
    await journal.forget_steps("t1", ["ask", "gone"])
    assert {
        owner: [s.step for s in steps] for owner, steps in (await journal.steps_of(["t1", "t2", "t3"])).items()
    } == {
        "t1": ["send"],
        "t2": ["ask"],
        "t3": [],
    }


@pytest.mark.parametrize(("state", "kept"), [(State.DONE, False), (State.CANCELLED, False), (State.FAILED, True)])
async def test_signed_addresses_are_wiped_when_nothing_goes_on_from_them(
    journal: Journal, state: State, kept: bool
) -> None:
    await journal.write(a_batch(), a_step(), a_transfer(state=state))
    [step] = await journal.steps("t1")
    assert ("abc" in str(step.outputs)) is kept
    assert ("eyJ" in str(step.outputs)) is kept
    assert step.outputs["id"] == "7"
    assert step.outputs["$sha256"] == {"a": "ff"}
    await journal.close()
    assert (b"Signature=abc" in journal.path.read_bytes()) is kept


async def test_removing_takes_steps_and_empty_batches_along_but_no_receipt(journal: Journal) -> None:
    await journal.write(a_batch(), a_batch("c"), a_transfer(1), a_transfer(2, "c"), a_step(), a_receipt())
    await journal.write(a_step("b/1", "open"), a_step("c/1", "open"))
    await journal.remove(["t1"])
    assert [one.id for one in await journal.transfers()] == ["t2"]
    assert [one.id for one in await journal.batches()] == ["c"]
    assert await journal.steps("t1") == []
    assert await journal.steps("b/1") == []
    assert len(await journal.steps("c/1")) == 1
    assert await journal.receipt("t1") == a_receipt()
    assert await journal.receipt("gone") is None


async def test_receipts_are_found_by_part_of_a_word_newest_first(journal: Journal) -> None:
    await journal.write(a_receipt("t1", 1.0), a_receipt("t2", 2.0, ""))
    assert [one.transfer_id for one in await journal.receipts("may LEADS")] == ["t2", "t1"]
    assert [one.transfer_id for one in await journal.receipts(limit=1, offset=1)] == ["t1"]
    assert await journal.receipts("nothing like it") == []
    assert await journal.sent_before(["f", "", "unheard"]) == {"f": a_receipt("t1", 1.0)}


async def test_a_job_that_fails_does_not_spoil_its_neighbours(journal: Journal) -> None:
    bad = Transfer("t9", "b", (), 1.0, 1.0, 1, extra={"x": object})  # type: ignore[dict-item]
    broken = StepRecord("t1", "x", StepState.DONE, 1.0, outputs={1: {2: float}})  # type: ignore[dict-item]
    results = await asyncio.gather(
        journal.write(a_transfer(1)),
        journal.write(StepRecord(None, "x", StepState.DONE, 1.0)),  # type: ignore[arg-type]
        journal.write(a_transfer(2)),
        return_exceptions=True,
    )
    assert results[0] is None
    assert results[2] is None
    assert isinstance(results[1], StoreError)
    assert bad.id != broken.owner
    assert [one.id for one in await journal.transfers()] == ["t1", "t2"]


async def test_a_closed_journal_says_so(journal: Journal) -> None:
    await journal.write(a_transfer())
    other = await Journal.open(journal.path.with_name("other.sqlite3"))
    await other.close()
    with pytest.raises(StoreError):
        await other.write(a_transfer())
    with pytest.raises(StoreError):
        await other.transfers()


async def test_a_reader_beside_the_writer(journal: Journal) -> None:
    await journal.write(a_batch(), a_transfer())
    reader = await Journal.open(journal.path, read_only=True)
    assert [one.id for one in await reader.transfers()] == ["t1"]
    with pytest.raises(StoreError):
        await reader.write(a_transfer(2))
    await reader.close()


async def test_where_nothing_can_be_opened_it_is_said(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="cannot be read"):
        await Journal.open(tmp_path / "gone.sqlite3", read_only=True)
    (tmp_path / "folder.sqlite3").mkdir()
    with pytest.raises(StoreError, match="cannot be opened"):
        await Journal.open(tmp_path / "folder.sqlite3")


async def test_a_journal_of_a_newer_program_is_left_alone(journal: Journal) -> None:
    await journal.write(a_transfer())
    await journal.close()
    with sqlite3.connect(journal.path) as db:
        db.execute("PRAGMA user_version=99")
    db.close()
    with pytest.raises(StoreError, match="newer"):
        await Journal.open(journal.path)


async def test_migrations_run_once_and_in_order(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "journal.sqlite3"
    first = await Journal.open(path)
    await first.write(a_batch(), a_transfer())
    await first.close()

    def second(db: sqlite3.Connection) -> None:
        db.execute("ALTER TABLE batch ADD COLUMN note TEXT DEFAULT 'new'")
        db.execute("UPDATE batch SET account_id = 'moved'")

    monkeypatch.setattr(database, "MIGRATIONS", (*database.MIGRATIONS, second))
    for _ in range(2):
        db, report = database.open_database(path)
        assert report is None
        assert db.execute("SELECT account_id, note FROM batch").fetchall() == [("moved", "new")]
        assert db.execute("PRAGMA user_version").fetchone() == (2,)
        db.close()


async def test_only_its_owner_can_read_it(journal: Journal) -> None:
    assert journal.path.stat().st_mode & 0o077 == 0


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(where=st.floats(0, 1), length=st.integers(1, 4000), cut=st.booleans())
def test_a_damaged_journal_is_set_aside_and_what_can_be_read_is_kept(
    tmp_path_factory: pytest.TempPathFactory, where: float, length: int, cut: bool
) -> None:
    path = tmp_path_factory.mktemp("journal") / "journal.sqlite3"

    async def run() -> None:
        made = await Journal.open(path)
        await made.write(a_batch(), *(a_transfer(n) for n in range(60)))
        await made.close()
        data = bytearray(path.read_bytes())
        at = int(where * (len(data) - 1))
        if cut:
            del data[at:]
        else:
            data[at : at + length] = os.urandom(len(data[at : at + length]))
        path.write_bytes(data)
        opened = await Journal.open(path)
        assert len(await opened.transfers()) <= 60
        if opened.report is not None:
            assert list(path.parent.glob("journal.damaged-*.sqlite3"))
        await opened.write(a_transfer(500))
        assert "t500" in {one.id for one in await opened.transfers()}
        await opened.close()

    asyncio.run(run())


async def test_a_header_full_of_rubbish_is_no_journal(tmp_path: Path) -> None:
    path = tmp_path / "journal.sqlite3"
    path.write_bytes(b"this is no database, whatever its name says" * 50)
    opened = await Journal.open(path)
    assert opened.report is not None
    assert "set aside" in str(opened.report)
    await opened.close()


KILLED = textwrap.dedent(
    """
    import asyncio, sys
    from pathlib import Path
    from app.core.storage.journal import Journal
    from app.core.transfer import Transfer

    async def main():
        journal = await Journal.open(Path(sys.argv[1]))
        n = 0
        while True:
            await asyncio.gather(*(
                journal.write(Transfer(f"t{n + k}", "b", (), float(n + k), 0.0, 1), durable=k == 0) for k in range(20)
            ))
            n += 20
            print(n, flush=True)

    asyncio.run(main())
    """
)


@pytest.mark.parametrize("rounds", [1, 5, 25])
async def test_what_was_written_survives_a_kill(tmp_path: Path, rounds: int) -> None:
    path = tmp_path / "journal.sqlite3"
    with subprocess.Popen([sys.executable, "-c", KILLED, str(path)], stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        for _ in range(rounds):
            confirmed = int(process.stdout.readline())
        process.send_signal(signal.SIGKILL)
    journal = await Journal.open(path)
    found = [one.id for one in await journal.transfers()]
    assert journal.report is None
    assert found[:confirmed] == [f"t{n}" for n in range(confirmed)]
    await journal.close()


FULL = textwrap.dedent(
    """
    import asyncio, resource, signal, sys
    from pathlib import Path
    from app.core.errors import StoreError
    from app.core.storage.journal import Journal
    from app.core.transfer import Transfer

    async def main():
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        journal = await Journal.open(Path(sys.argv[1]))
        resource.setrlimit(resource.RLIMIT_FSIZE, (200_000, resource.RLIM_INFINITY))
        try:
            for n in range(1000):
                await journal.write(Transfer(f"t{n}", "b", (), float(n), 0.0, 1, extra={"x": "y" * 2000}))
        except StoreError as error:
            print(n, error)
        resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
        await journal.write(Transfer("after", "b", (), 1e6, 0.0, 1))
        print([t.id for t in await journal.transfers()] == [f"t{k}" for k in range(n)] + ["after"])
        await journal.close()

    asyncio.run(main())
    """
)


def test_a_full_disk_is_said_and_the_journal_goes_on_afterwards(tmp_path: Path) -> None:
    ran = subprocess.run(
        [sys.executable, "-c", FULL, str(tmp_path / "journal.sqlite3")], capture_output=True, text=True, check=True
    )
    first, second = ran.stdout.splitlines()
    assert "cannot be written" in first
    assert second == "True"
