"""A disk that stops answering holds up its own files, and nothing else: others are sent, cancelling and ending work."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from fixtures.desk import Desk
from fixtures.hanging_disk import HangingDisk, NoFuse, hanging_disk
from fixtures.held import go_on, hold

from app.core.disk_threads import KEPT
from app.core.engine.world import Limits
from app.core.transfer import Batch, State

MANY = KEPT + 4
"""More hanging reads than there are threads that rest."""


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[HangingDisk]:
    try:
        with hanging_disk(tmp_path / "slow") as made:
            for n in range(MANY):
                (made.folder / f"{n:02}.csv").write_bytes(b"id,name\n" + b"1,Ann\n" * 1000)
            yield made
            made.release()
    except NoFuse as reason:
        pytest.skip(f"a disk that hangs needs FUSE and the right to mount it: {reason}")


async def hanging(desk: Desk, disk: HangingDisk, count: int = MANY) -> Batch:
    """A batch whose every file is being read from a disk that does not answer."""
    desk.core.scheduler.set_limits(Limits(at_once=MANY + 4))
    hold(desk.core.scheduler)
    batch = await desk.send("sendai", *sorted(disk.mount.glob("*.csv"))[:count])
    disk.hang()
    go_on(desk.core.scheduler)
    while not any(one.state is State.RUNNING for one in desk.of(batch)):
        await desk.turn()
    return batch


async def test_others_are_sent_and_it_goes_on_when_the_disk_answers_again(desk: Desk, disk: HangingDisk) -> None:
    stuck = await hanging(desk, disk)
    going = await desk.send("sela", desk.file("elsewhere.csv"))
    assert [one.state for one in await desk.until(going)] == [State.DONE]
    assert not any(one.state is State.DONE for one in desk.of(stuck))
    disk.release()
    assert {one.state for one in await desk.until(stuck)} == {State.DONE}


async def test_cancelling_works_while_the_read_hangs(desk: Desk, disk: HangingDisk) -> None:
    stuck = await hanging(desk, disk)
    async with asyncio.timeout(5):
        await desk.core.uploads.cancel()
    assert {one.state for one in desk.of(stuck)} == {State.CANCELLED}
    going = await desk.send("sela", desk.file("elsewhere.csv"))
    assert [one.state for one in await desk.until(going)] == [State.DONE]


async def test_a_folder_that_hangs_holds_up_no_other_one(desk: Desk, disk: HangingDisk) -> None:
    async def count(*paths: Path) -> int:
        return len([one async for portion in desk.core.uploads.examine("sela", paths) for one in portion])

    disk.hang()
    searches = [asyncio.ensure_future(count(disk.mount)) for _ in range(MANY)]
    assert await count(desk.file("elsewhere.csv")) == 1
    assert not any(search.done() for search in searches)
    disk.release()
    assert await asyncio.gather(*searches) == [MANY] * MANY


async def test_the_core_ends_while_the_read_hangs(desk: Desk, disk: HangingDisk) -> None:
    await hanging(desk, disk, 2)
    async with asyncio.timeout(5):
        await desk.core.close()


async def test_the_loops_thread_never_asks_the_disk(desk: Desk, disk: HangingDisk) -> None:
    before = disk.asked_by()  # the test looked at it itself
    paths = [disk.mount / f"{n:02}.csv" for n in range(MANY)]
    assert threading.get_native_id() not in before
    found = [one async for portion in desk.core.uploads.examine("sela", [disk.mount]) for one in portion]
    assert len(found) == MANY
    sent = [
        await desk.send("sela", *paths[:4]),
        await desk.send("deepset", paths[4]),
        await desk.send("tela", paths[5]),
    ]
    for batch in sent:
        await desk.until(batch)
    cancelled = await desk.send("sela", *paths[6:])
    await desk.core.uploads.cancel()
    await desk.until(cancelled)
    assert disk.asked_by() - before, "somebody did"
    assert threading.get_native_id() not in disk.asked_by()
