"""What is told of speed while bytes move, and when they move no more."""

from __future__ import annotations

import asyncio

import pytest
from fixtures.desk import Desk

from app.core.engine import ledger, meter
from app.core.events import Progressed, TotalsChanged
from app.core.transfer import State


async def test_a_speed_is_taken_back_when_nothing_moves_any_more(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ledger, "PROGRESS_EVERY", 0.0)
    for module in (ledger, meter):
        monkeypatch.setattr(module, "WINDOW", 1.0)
    totals: list[TotalsChanged] = []
    progress: list[Progressed] = []
    desk.core.events.subscribe(TotalsChanged, totals.append)
    desk.core.events.subscribe(Progressed, progress.append)
    desk.practice.misbehave("sela", "ask", "hang")
    batch = await desk.send("sela", desk.file("a.csv", b"id\n" + b"1\n" * 500_000))
    [one] = await desk.until(batch, State.RUNNING)
    book = desk.core.scheduler.ledger
    for sent in (100_000, 200_000, 300_000):
        book.progress(one.id, sent)
        await desk.turn()
    assert progress[-1].rate > 0
    book._tell_totals()
    assert totals[-1].rate > 0
    assert totals[-1].seconds_left
    async with asyncio.timeout(30):
        while totals[-1].rate or progress[-1].rate:
            await desk.turn()
    assert [one.state for one in desk.of(batch)] == [State.RUNNING]
    assert (progress[-1].sent, progress[-1].total) == (300_000, one.total)
    assert totals[-1].seconds_left is None
    told = len(progress)
    book._tell_totals()
    assert len(progress) == told, "once is enough"
    assert book._lull_due is None, "nothing ticks while nothing happens"
