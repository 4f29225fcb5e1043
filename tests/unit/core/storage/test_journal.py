"""The journal: what was kept is there again, in order, all or none, and without what need not be kept."""

from __future__ import annotations

import asyncio
import gc
import sqlite3
import stat
import sys
import threading
from pathlib import Path
from types import SimpleNamespace

import pytest

from app.core.copies import replace
from app.core.errors import StoreError
from app.core.masking import Secret
from app.core.sources import SourceFile
from app.core.storage.journal import Journal
from app.core.transfer import ROUND_END, State, StepRecord, StepState, Transfer


async def test_everything_comes_back_as_it_was(journal: Journal, make: SimpleNamespace) -> None:
    transfers = [
        make.transfer(),
        make.transfer(2, state=State.WAITING),
        make.plain(3),
        Transfer("t4", "b", (), 4.0, 1, 0),
    ]
    await journal.write(make.batch(), *transfers, make.step(), make.receipt(), durable=True)
    await journal.close()
    again = await Journal.open(journal.path)
    assert await again.batches() == [make.batch()]
    assert await again.transfers() == transfers
    assert await again.steps("t1") == [make.step()]
    assert await again.receipts() == [make.receipt()]
    assert again.report is None
    await again.close()


async def test_the_newest_form_counts_and_the_order_is_by_position(journal: Journal, make: SimpleNamespace) -> None:
    await journal.write(make.batch(), make.plain(2), make.plain(1))
    journal.write_soon(make.plain(2).to(State.RUNNING))
    await journal.write(make.plain(3))
    assert [(one.id, one.state) for one in await journal.transfers()] == [
        ("p1", State.QUEUED),
        ("p2", State.RUNNING),
        ("p3", State.QUEUED),
    ]


async def test_a_reading_sees_what_was_written_soon_before_it(journal: Journal, make: SimpleNamespace) -> None:
    for n in range(50):
        journal.write_soon(make.step("t1", f"s#{n}", at=float(n)))
        assert len(await journal.steps("t1")) == n + 1


async def test_steps_that_began_and_have_no_outcome_are_found(journal: Journal, make: SimpleNamespace) -> None:
    begun = make.step("t2", "upload", StepState.STARTED)
    await journal.write(make.step(), begun)
    assert (await journal.contents()).started == [begun]
    await journal.write(make.step("t2", "upload", StepState.FAILED))
    assert (await journal.contents()).started == []


async def test_steps_can_be_forgotten_and_are_read_in_order(journal: Journal, make: SimpleNamespace) -> None:
    await journal.write(make.step(name="send", at=2.0), make.step(name="ask", at=1.0), make.step("t2"))
    assert [one.step for one in await journal.steps("t1")] == ["ask", "send"]
    await journal.forget_steps("t1", ["ask", "gone"])
    found = await journal.steps_of(["t1", "t2", "t3"])
    assert {owner: [s.step for s in steps] for owner, steps in found.items()} == {
        "t1": ["send"],
        "t2": ["ask"],
        "t3": [],
    }
    await journal.forget_all_steps(["t1", "t3"])
    assert [one.owner for one in await journal.steps("t1") + await journal.steps("t2")] == ["t2"]


async def test_the_steps_of_many_owners_are_read_in_portions(journal: Journal, make: SimpleNamespace) -> None:
    owners = [f"t{n}" for n in range(2_000)]
    await journal.write(*(make.step(owner) for owner in owners))
    found = await journal.steps_of(owners)
    assert list(found) == owners
    assert all(len(steps) == 1 for steps in found.values())


async def test_removing_takes_steps_and_empty_batches_along_but_no_receipt(
    journal: Journal, make: SimpleNamespace
) -> None:
    await journal.write(
        make.batch(), make.batch("c"), make.plain(1), make.plain(2, batch="c"), make.plain(3, batch="c")
    )
    await journal.write(make.step("p1"), make.step("b/1", "open"), make.step("c/1", "open"), make.receipt("p1"))
    await journal.write(make.step("b/1", ROUND_END))
    await journal.remove(["p1", "p3", "gone"])
    assert [one.id for one in await journal.transfers()] == ["p2"]
    assert [one.id for one in await journal.batches()] == ["c"]
    assert await journal.steps("p1") == []
    assert await journal.steps("b/1") == []
    assert len(await journal.steps("c/1")) == 1
    assert await journal.receipt("p1") == make.receipt("p1")
    assert await journal.receipt("gone") is None


async def test_a_batch_stays_without_transfers_for_as_long_as_a_session_of_it_is_open(
    journal: Journal, make: SimpleNamespace
) -> None:
    await journal.write(make.batch(), make.batch("c"), make.batch("d"), make.plain(1), make.plain(2, batch="c"))
    await journal.write(make.step("b/1", "open"), make.step("b/1", ROUND_END), make.step("b/12", "open"))
    await journal.write(make.step("c/1", ROUND_END), make.step("d/x", "open"))
    await journal.remove(["p1", "p2"])
    assert [one.id for one in await journal.batches()] == ["b", "d"]
    assert (await journal.contents()).open_rounds == {"b": [12]}
    assert (await journal.contents(1)).open_rounds == {}
    await journal.write(make.step("b/12", ROUND_END))
    await journal.empty.drop(["b", "gone"])
    assert [one.id for one in await journal.batches()] == ["d"]
    assert await journal.steps("b/12") == []


async def test_receipts_are_found_by_words_in_any_case_newest_first(journal: Journal, make: SimpleNamespace) -> None:
    await journal.write(make.receipt("t1", 1.0), make.receipt("t2", 2.0))
    assert [one.transfer_id for one in await journal.receipts("LEADS may")] == ["t2", "t1"]
    assert [one.transfer_id for one in await journal.receipts("sela r1 v1")] == ["t2", "t1"]
    assert [one.transfer_id for one in await journal.receipts(limit=1, offset=1)] == ["t1"]
    assert await journal.receipts("leads nothing-like-it") == []
    assert await journal.receipts("100% _") == []


async def test_rows_written_together_are_kept_all_or_none(journal: Journal, make: SimpleNamespace) -> None:
    with pytest.raises(StoreError):
        await journal.write(make.plain(1), make.plain(2), StepRecord(None, "x", StepState.DONE, 1.0))  # type: ignore[arg-type]
    assert await journal.transfers() == []


async def test_a_write_that_fails_does_not_spoil_its_neighbours(journal: Journal, make: SimpleNamespace) -> None:
    results = await asyncio.gather(
        journal.write(make.plain(1)),
        journal.write(StepRecord(None, "x", StepState.DONE, 1.0)),  # type: ignore[arg-type]
        journal.write(make.plain(2)),
        return_exceptions=True,
    )
    assert results[0] is None
    assert results[2] is None
    assert isinstance(results[1], StoreError)
    assert [one.id for one in await journal.transfers()] == ["p1", "p2"]


async def test_a_key_is_refused_rather_than_kept(journal: Journal, make: SimpleNamespace) -> None:
    with pytest.raises(StoreError):
        await journal.write(replace(make.batch(), values={"key": Secret("sk-canary")}))
    assert await journal.batches() == []


async def test_values_may_be_any_mapping(journal: Journal, make: SimpleNamespace) -> None:
    from types import MappingProxyType

    await journal.write(replace(make.batch(), values=MappingProxyType({"a": MappingProxyType({"b": (1, 2)})})))
    assert (await journal.batches())[0].values == {"a": {"b": [1, 2]}}


async def test_a_failure_that_nobody_waits_for_is_told(tmp_path: Path, make: SimpleNamespace) -> None:
    told: list[StoreError] = []
    journal = await Journal.open(tmp_path / "journal.sqlite3", on_error=told.append)
    journal.write_soon(StepRecord(None, "x", StepState.DONE, 1.0))  # type: ignore[arg-type]
    journal.write_soon(make.plain(1))
    assert [one.id for one in await journal.transfers()] == ["p1"]
    assert len(told) == 1
    await journal.close()


async def test_such_a_failure_is_logged_where_nobody_listens(
    journal: Journal, caplog: pytest.LogCaptureFixture
) -> None:
    journal.write_soon(StepRecord(None, "x", StepState.DONE, 1.0))  # type: ignore[arg-type]
    await journal.batches()
    assert "the journal: " in caplog.text


async def test_a_closed_journal_says_so(
    journal: Journal, make: SimpleNamespace, caplog: pytest.LogCaptureFixture
) -> None:
    journal.write_soon(make.plain(1))
    await journal.close()
    await journal.close()
    with pytest.raises(StoreError):
        await journal.write(make.plain(2))
    with pytest.raises(StoreError):
        await journal.transfers()
    journal.write_soon(make.plain(3))
    assert "late note" in caplog.text
    again = await Journal.open(journal.path)
    assert [one.id for one in await again.transfers()] == ["p1"]
    await again.close()


async def test_who_was_cancelled_is_not_told_and_its_rows_are_kept(journal: Journal, make: SimpleNamespace) -> None:
    waiting = asyncio.ensure_future(journal.write(make.plain(1)))
    await asyncio.sleep(0)
    waiting.cancel()
    assert [one.id for one in await journal.transfers()] == ["p1"]
    assert waiting.cancelled()


async def test_a_name_that_is_no_unicode_is_kept(journal: Journal, make: SimpleNamespace) -> None:
    name = "/x/caf\udce9.csv"
    odd = SourceFile(Path(name), 1, 2, "text/csv", Path(name).name, Path(name + ".json"))
    one = replace(make.plain(1), files=(odd, odd))
    given = replace(make.receipt(), names=(Path(name).name,), destination=name)
    await journal.write(one, given, make.step(detail=name))
    assert await journal.transfers() == [one]
    assert await journal.receipts("csv") == [given]
    assert (await journal.steps("t1"))[0].detail == name


async def test_loading_leaves_the_collector_as_it_was(journal: Journal, make: SimpleNamespace) -> None:
    await journal.write(make.plain(1))
    (await journal.contents())
    assert gc.isenabled()
    gc.disable()
    try:
        (await journal.contents())
        assert not gc.isenabled()
    finally:
        gc.enable()


async def test_a_long_list_is_kept_out_of_the_collectors_sight(journal: Journal, make: SimpleNamespace) -> None:
    await journal.write(make.batch(), *(make.plain(n) for n in range(2_000)))
    before = gc.get_freeze_count()
    try:
        found = await journal.contents()
        assert gc.get_freeze_count() > before + len(found.transfers["b"])
    finally:
        gc.unfreeze()


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such modes")
async def test_only_its_owner_can_read_it(tmp_path: Path, make: SimpleNamespace) -> None:
    path = tmp_path / "journal.sqlite3"
    path.touch(mode=0o644)
    journal = await Journal.open(path)
    await journal.write(make.plain(1))
    modes = {stat.S_IMODE(one.stat().st_mode) for one in tmp_path.iterdir()}
    assert modes == {0o600}
    assert len(list(tmp_path.iterdir())) > 1  # the write-ahead log, too
    await journal.close()


async def test_what_is_to_be_durable_is_synced_and_nothing_else(journal: Journal, make: SimpleNamespace) -> None:
    said: list[str] = []
    await journal._thread.read(lambda connection: connection.set_trace_callback(said.append))
    await journal.write(make.plain(1))
    await journal.write(make.plain(2), durable=True)
    await asyncio.gather(journal.write(make.plain(3)), journal.write(make.plain(4), durable=True))
    await journal.write(make.plain(5))
    await journal._thread.read(lambda connection: connection.set_trace_callback(None))
    settings = [one.rpartition(" ")[2] for one in said if "synchronous" in one]
    assert settings[:2] == ["NORMAL", "FULL"]
    assert "FULL" in settings[2:-1]
    assert settings[-1] == "NORMAL"
    # Each setting is made outside of a transaction, where alone it counts.
    order = [one.split()[0] for one in said if one.startswith(("PRAGMA", "BEGIN", "COMMIT"))]
    assert order == ["PRAGMA", "BEGIN", "COMMIT"] * len(settings)


async def test_what_is_queued_together_is_one_commit(journal: Journal, make: SimpleNamespace) -> None:
    said: list[str] = []
    started = threading.Event()
    await journal._thread.read(lambda connection: connection.set_trace_callback(said.append))
    busy = journal._thread.read(lambda _: started.wait(20))
    writes = [asyncio.ensure_future(journal.write(make.plain(n), durable=n % 2 == 0)) for n in range(500)]
    await asyncio.sleep(0)
    started.set()
    await asyncio.gather(busy, *writes)
    assert said.count("COMMIT") == 1
    assert len(await journal.transfers()) == 500


async def test_what_sqlite_took_back_by_itself_is_told_as_it_was(journal: Journal, make: SimpleNamespace) -> None:
    def clash(connection: sqlite3.Connection) -> None:
        connection.execute("INSERT OR ROLLBACK INTO migrations VALUES (1, 0.0)")

    with pytest.raises(StoreError) as told:
        await journal._thread.write(clash, durable=False)
    assert "SQLITE_CONSTRAINT" in told.value.detail
    await journal.write(make.plain(1))
    assert [one.id for one in await journal.transfers()] == ["p1"]
