"""HTTP that is loaded late is the same HTTP: it keeps the way that was chosen before, and closes in any state."""

from __future__ import annotations

import asyncio
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from app.core.net.late import LateRunner
from app.core.net.options import NetworkOptions, ProxyMode, ProxySetting


@pytest.fixture
def threads() -> Iterator[ThreadPoolExecutor]:
    with ThreadPoolExecutor(1) as made:
        yield made


async def test_it_is_loaded_once_however_many_ask(threads: ThreadPoolExecutor) -> None:
    late = LateRunner(NetworkOptions(), threads)
    first, second = await asyncio.gather(late.load(), late.load())
    assert first is second
    await late.aclose()


async def test_what_was_chosen_before_and_after_it_was_loaded_counts(threads: ThreadPoolExecutor) -> None:
    late = LateRunner(NetworkOptions(), threads)
    await late.reach_by(ProxySetting(ProxyMode.NONE), None)
    runner = await late.load()
    assert runner._options.proxy.mode is ProxyMode.NONE
    await late.reach_by(ProxySetting(ProxyMode.SYSTEM), None)
    assert runner._options.proxy.mode is ProxyMode.SYSTEM
    await late.aclose()


async def test_who_stops_waiting_does_not_take_it_from_others(threads: ThreadPoolExecutor) -> None:
    late = LateRunner(NetworkOptions(), threads)
    impatient = asyncio.ensure_future(late.load())
    await asyncio.sleep(0)
    impatient.cancel()
    assert await late.load() is await late.load()
    await late.aclose()


async def test_one_that_was_never_needed_closes_without_being_loaded(threads: ThreadPoolExecutor) -> None:
    late = LateRunner(NetworkOptions(), threads)
    await late.aclose()
    assert late._loading is None


async def test_what_it_fetches_and_finds_is_what_the_runner_does(threads: ThreadPoolExecutor) -> None:
    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 4\r\nConnection: close\r\n\r\nnews")
        writer.close()

    server = await asyncio.start_server(answer, "127.0.0.1", 0)
    url = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}/latest"
    late = LateRunner(NetworkOptions(proxy=ProxySetting(ProxyMode.NONE)), threads)
    assert (await late.fetch(url, 10)).body == b"news"
    assert (await late.probe(url)).host == "127.0.0.1"
    await late.aclose()
    server.close()


def test_a_window_is_put_together_without_the_libraries_of_http() -> None:
    heavy = "{'httpx', 'aiohttp', 'cryptography'}"
    code = f"import sys, app.main, app.assembly, app.opening, app.ui.shell; print(sorted({heavy} & set(sys.modules)))"
    root = Path(__file__).resolve().parents[4]
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=root, check=True)
    assert done.stdout.strip() == "[]"
