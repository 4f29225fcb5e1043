"""Downloads: streamed beside their target, in place only when whole, and never named by a server."""

from __future__ import annotations

import asyncio
import os
from pathlib import Path

import pytest

from app.core.errors import StoreError
from app.core.flow.outcome import FailureKind, SendError
from app.core.schema.request import Reply, Request


def signed(served, path: str = "/result.csv?sig=1") -> Request:
    return Request("GET", served.url + path, storage=True)


async def test_a_large_result_lands_under_the_chosen_name(servers, runner, always, tmp_path) -> None:
    data = os.urandom(5_000_000)
    served = await servers.start(always(200, data, 'Content-Disposition: attachment; filename="../../evil"'))
    told: list[int] = []
    target = tmp_path / "mine.csv"
    target.write_bytes(b"old")
    reply = await runner.download(signed(served), server=served.url, target=target, progress=told.append)
    assert (reply.status, reply.body) == (200, b"")
    assert target.read_bytes() == data
    assert told[-1] == 5_000_000
    assert told == sorted(told)
    assert [path.name for path in tmp_path.iterdir()] == ["mine.csv"]


async def test_an_empty_result_is_an_empty_file(servers, runner, always, tmp_path) -> None:
    served = await servers.start(always())
    await runner.download(signed(served), server=served.url, target=tmp_path / "empty")
    assert (tmp_path / "empty").read_bytes() == b""


async def test_a_refusal_leaves_the_target_alone(servers, runner, always, tmp_path) -> None:
    served = await servers.start(always(403, b"<Error><Code>AccessDenied</Code></Error>"))
    target = tmp_path / "mine.csv"
    target.write_bytes(b"old")
    reply = await runner.download(signed(served), server=served.url, target=target)
    assert (reply.status, reply.body) == (403, b"<Error><Code>AccessDenied</Code></Error>")
    assert target.read_bytes() == b"old"


async def test_a_result_that_is_cut_off_never_appears(servers, runner, tmp_path) -> None:
    async def handle(visit) -> None:
        await visit.request()
        await visit.say(b"HTTP/1.1 200 OK\r\nContent-Length: 3000000\r\n\r\n" + b"x" * 2_000_000)

    served = await servers.start(handle)
    with pytest.raises(SendError) as caught:
        await runner.download(signed(served), server=served.url, target=tmp_path / "mine.csv")
    assert caught.value.kind is FailureKind.BAD_REPLY
    await settled(runner)
    assert list(tmp_path.iterdir()) == []


async def under_way(servers, runner, folder: Path) -> asyncio.Task[Reply]:
    """A download of which the first part lies in *folder*, and the rest never comes."""

    async def handle(visit) -> None:
        await visit.request()
        await visit.say(b"HTTP/1.1 200 OK\r\nContent-Length: 3000000\r\n\r\n" + b"x" * 2_000_000)
        await visit.gone()

    served = await servers.start(handle)
    task = asyncio.create_task(runner.download(signed(served), server=served.url, target=folder / "mine.csv"))
    while not list(folder.iterdir()):
        await asyncio.sleep(0.01)
    return task


async def test_a_cancelled_download_leaves_nothing(servers, runner, tmp_path) -> None:
    task = await under_way(servers, runner, tmp_path)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    await settled(runner)
    assert list(tmp_path.iterdir()) == []


async def test_a_download_that_the_end_of_the_program_cuts_off_leaves_nothing(servers, runner, tmp_path) -> None:
    task = await under_way(servers, runner, tmp_path)
    runner._threads.shutdown(wait=True)
    task.cancel()
    with pytest.raises((asyncio.CancelledError, SendError, RuntimeError)):
        await task
    assert list(tmp_path.iterdir()) == []


async def test_a_folder_that_is_not_there_is_said(servers, runner, always, tmp_path) -> None:
    served = await servers.start(always(200, b"data"))
    with pytest.raises(StoreError) as caught:
        await runner.download(signed(served), server=served.url, target=tmp_path / "gone" / "mine.csv")
    assert "“mine.csv” could not be saved" in str(caught.value)


async def test_a_target_that_cannot_be_replaced_leaves_nothing_else(servers, runner, always, tmp_path) -> None:
    served = await servers.start(always(200, b"data"))
    (tmp_path / "mine.csv" / "inside").mkdir(parents=True)
    with pytest.raises(StoreError):
        await runner.download(signed(served), server=served.url, target=tmp_path / "mine.csv")
    await settled(runner)
    assert [path.name for path in tmp_path.iterdir()] == ["mine.csv"]


async def test_a_link_into_the_own_network_is_not_fetched(runner, tmp_path) -> None:
    request = Request("GET", "http://169.254.169.254/latest", storage=True)
    with pytest.raises(SendError) as caught:
        await runner.download(request, server="https://api.example.com", target=tmp_path / "mine.csv")
    assert caught.value.kind is FailureKind.BAD_ADDRESS


async def settled(runner) -> None:
    """Whatever the writing threads still have to do is done."""
    await runner.aclose()
    runner._threads.shutdown(wait=True)
