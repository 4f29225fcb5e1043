"""Cancelling: the connection is aborted, the reader stops, and nothing is left running."""

from __future__ import annotations

import asyncio
import gc
import threading
import warnings
from pathlib import Path

import pytest

from app.core.schema.request import Request


async def cancel(task: asyncio.Task[object]) -> None:
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task


@pytest.fixture(autouse=True)
def no_warnings():
    """A task, future or transport that is left behind complains when it is collected."""
    gc.collect()
    # What an earlier test left may be held on to by anything until now, and complains in the middle of this one.
    others = {id(one) for one in gc.get_objects()}
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        yield
        gc.collect()
    ours = [one for one in caught if one.category is ResourceWarning and id(one.source) not in others]
    assert [str(one.message) for one in ours] == []


async def test_in_the_middle_of_a_body(servers, runner, piece) -> None:
    under_way, cancelled, ended = asyncio.Event(), asyncio.Event(), asyncio.Event()

    async def handle(visit) -> None:
        await visit.head()
        await visit.reader.readexactly(100_000)
        under_way.set()
        await cancelled.wait()
        await visit.gone()
        ended.set()

    served = await servers.start(handle)
    before = asyncio.all_tasks()
    request = Request("PUT", served.url, body=(piece(40_000_000),))  # more than any socket holds
    task = asyncio.create_task(runner.send(request, server=served.url))
    await under_way.wait()
    await cancel(task)
    cancelled.set()
    await ended.wait()
    async with asyncio.timeout(30):
        while {item for item in asyncio.all_tasks() - before if "visit" not in repr(item)}:
            await asyncio.sleep(0)


@pytest.mark.parametrize("answer", [b"", b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf"])
async def test_while_waiting_for_the_reply(servers, runner, piece, answer) -> None:
    ready, ended = asyncio.Event(), asyncio.Event()

    async def handle(visit) -> None:
        await visit.request()
        await visit.say(answer)
        ready.set()
        await visit.gone()
        ended.set()

    served = await servers.start(handle)
    request = Request("PUT", served.url, body=(piece(1000),))
    task = asyncio.create_task(runner.send(request, server=served.url))
    await ready.wait()
    await asyncio.sleep(0.01)
    await cancel(task)
    await ended.wait()


async def test_while_connecting(servers, make_runner, authority, piece) -> None:
    visited, ended = asyncio.Event(), asyncio.Event()

    async def handle(visit) -> None:
        visited.set()
        await visit.gone()
        ended.set()

    served = await servers.start(handle)
    runner = make_runner(extra_roots=authority.root)
    url = f"https://127.0.0.1:{served.port}/"
    task = asyncio.create_task(runner.send(Request("PUT", url, body=(piece(1000),)), server=url))
    await visited.wait()
    await cancel(task)
    await ended.wait()


async def test_before_it_began(servers, runner, always, piece) -> None:
    served = await servers.start(always())
    task = asyncio.create_task(runner.send(Request("PUT", served.url, body=(piece(10),)), server=served.url))
    await cancel(task)
    await asyncio.sleep(0)
    assert served.visits == 0


async def test_the_file_is_closed_and_the_runner_still_works(servers, runner, piece) -> None:
    others = set(threading.enumerate())

    async def handle(visit) -> None:
        seen = await visit.head()
        if seen.target == "/slow":
            await asyncio.Event().wait()
        await visit.reader.readexactly(int(seen.header("content-length")))
        await visit.reply()

    served = await servers.start(handle)
    file = piece(40_000_000)
    tasks = [
        asyncio.create_task(runner.send(Request("PUT", f"{served.url}/slow", body=(file,)), server=served.url))
        for _ in range(12)
    ]
    while len(served.seen) < 12:
        await asyncio.sleep(0.01)
    for task in tasks:
        await cancel(task)
    assert (await runner.send(Request("PUT", served.url, body=(file,)), server=served.url)).ok
    await runner.aclose()
    for thread in [one for one in threading.enumerate() if one not in others and one.name.startswith("sendoff-disk")]:
        thread.join()
    links = [item.readlink() for item in Path("/proc/self/fd").iterdir() if item.is_symlink()]
    assert file.path not in links
