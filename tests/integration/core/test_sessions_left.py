"""A session whose files were all taken off the list is closed all the same: in the background, and after a restart."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from fixtures.barrier import Barrier
from fixtures.desk import Desk, opened
from fixtures.door import Door, closed_door

from app.core.events import Notice
from app.core.transfer import Batch, State


def calls(desk: Desk, step: str) -> int:
    return sum(seen.step == step for seen in desk.practice.requests("deepset"))


async def until_called(desk: Desk, step: str) -> None:
    while not calls(desk, step):
        await desk.turn()


async def left_open(desk: Desk, door: Door) -> Batch:
    """A batch with an open session; then the network goes, and its file is cancelled and removed."""
    await door.open()
    desk.practice.misbehave("deepset", "send", "slow", seconds=600)
    batch = await desk.send("deepset", desk.file("a.txt", b"x"))
    await until_called(desk, "open")
    while not desk.core.scheduler.rounds.is_open(batch.id):
        await desk.turn()
    await door.close()
    await clear(desk)
    return batch


async def clear(desk: Desk) -> None:
    """Cancel everything, and take it off the list for good."""
    await desk.core.uploads.cancel()
    await desk.core.uploads.remove([one.id for one in desk.core.uploads.transfers()])
    await desk.core.uploads.forget_removed()
    assert desk.core.uploads.transfers() == desk.core.uploads.batches() == []


@asynccontextmanager
async def with_door(folder: Path) -> AsyncIterator[tuple[Desk, Door]]:
    async with opened(folder) as desk, closed_door(desk, "deepset") as door:
        yield desk, door


async def kept(desk: Desk) -> list[str]:
    return [one.id for one in await desk.core.journal.batches()]


async def until_nothing_is_kept(desk: Desk) -> None:
    while await kept(desk):
        await desk.turn()


async def test_it_is_closed_when_the_network_is_back_and_nothing_is_kept_of_it(tmp_path: Path) -> None:
    async with with_door(tmp_path) as (desk, door):
        batch = await left_open(desk, door)
        assert await kept(desk) == [batch.id]
        await door.open()
        desk.core.uploads.try_network()
        await until_called(desk, "close")
        await until_nothing_is_kept(desk)
        assert desk.core.scheduler.world.roster.batches == {}
        assert await desk.core.journal.steps(f"{batch.id}/1") == []


async def test_it_is_closed_after_a_restart(tmp_path: Path) -> None:
    async with with_door(tmp_path) as (desk, door):
        batch = await left_open(desk, door)
        opened_there = [one.outputs for one in await desk.core.journal.steps(f"{batch.id}/1")]
        assert opened_there
    async with opened(tmp_path) as desk:
        desk.practice.misbehave("deepset", "close", "status:404")  # these vendors began anew
        await until_called(desk, "close")
        await until_nothing_is_kept(desk)
        assert desk.core.uploads.batches() == []


async def removed_while_it_is_opened(desk: Desk) -> None:
    """All files of a batch leave the list while its session is being opened."""
    barrier = Barrier(desk, lambda request, _secret: request.url.endswith("/upload_sessions"))
    await desk.send("deepset", desk.file("a.txt", b"x"))
    await barrier.until_reached()
    await clear(desk)
    barrier.opens.set()


async def test_it_is_closed_although_its_files_were_removed_while_it_was_opened(tmp_path: Path) -> None:
    async with opened(tmp_path) as desk:
        await removed_while_it_is_opened(desk)
        await until_called(desk, "close")
        await until_nothing_is_kept(desk)


@pytest.mark.parametrize("fault", ["status:400", "status:404", "drop_before"])
async def test_of_one_that_could_not_be_opened_nothing_is_kept(tmp_path: Path, fault: str) -> None:
    async with opened(tmp_path) as desk:
        desk.practice.misbehave("deepset", "open", fault)
        await removed_while_it_is_opened(desk)
        await until_nothing_is_kept(desk)
        assert desk.core.scheduler.world.roster.batches == {}


async def test_one_of_several_sessions_is_closed_after_a_restart_though_no_file_of_it_is_left(tmp_path: Path) -> None:
    async with with_door(tmp_path) as (desk, door):
        await door.open()
        batch = await desk.send("deepset", *(desk.file(f"{n}.txt", f"{n}".encode()) for n in range(2)))
        desk.practice.misbehave("deepset", "send", "slow", seconds=600, times=2)
        while not desk.core.scheduler.rounds.is_open(batch.id):
            await desk.turn()
        await desk.core.uploads.pause()
        await door.close()
        first, second = desk.of(batch)
        await desk.core.uploads.cancel([first.id])
        await desk.core.uploads.cancel([second.id])
        await desk.core.uploads.remove([first.id])
        await desk.core.uploads.forget_removed()
        await desk.core.scheduler.world.journal.write(second.to(State.PAUSED, round=0))
        assert desk.of(batch)
    async with opened(tmp_path) as desk:
        await until_called(desk, "close")
        assert await kept(desk) == [batch.id]


async def test_why_one_stays_open_is_said(tmp_path: Path) -> None:
    async with with_door(tmp_path) as (desk, door):
        told: list[Notice] = []
        desk.core.events.subscribe(Notice, lambda one: told.append(one) if one.kind == "info" else None)
        desk.practice.misbehave("deepset", "close", "status:400", words="No such thing.")
        await left_open(desk, door)
        await door.open()
        desk.core.uploads.try_network()
        await until_nothing_is_kept(desk)
        [notice] = told
        assert str(notice.words).startswith("An upload session at deepset could not be closed: ")
