"""Many small files through the deepset flow: files a second, and what the event loop feels of it.

``python tests/benchmarks/many_files.py [--files 2000] [--size 4096] [--rounds 3]``

The practice vendors run in a process of their own. The peer, in the same run and against the same server, is
a bare aiohttp loop: one session opened, then one presigned POST a file with the same number at once, without
a journal, without hashing, without a queue. It is what the server and the transport can do at best.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

import aiohttp  # noqa: E402
from PySide6.QtWidgets import QApplication  # noqa: E402
from qasync import QEventLoop  # noqa: E402

from app.assembly import Setup, open_core  # noqa: E402
from app.core.events import TransfersChanged  # noqa: E402
from app.core.paths import DataPaths  # noqa: E402
from app.core.services.model import Draft  # noqa: E402
from app.core.transfer import State  # noqa: E402

TICK = 0.001


class Delays:
    """Measures how late the loop is, every millisecond."""

    def __init__(self) -> None:
        self.found: list[float] = []
        self._task = asyncio.ensure_future(self._run())

    async def _run(self) -> None:
        while True:
            due = time.perf_counter() + TICK
            await asyncio.sleep(TICK)
            self.found.append(max(0.0, time.perf_counter() - due))

    def stop(self) -> str:
        self._task.cancel()
        ordered = sorted(self.found)
        p50, p99 = (ordered[int(len(ordered) * q)] * 1000 for q in (0.5, 0.99))
        return f"loop delay p50 {p50:.1f} ms, p99 {p99:.1f} ms, max {ordered[-1] * 1000:.1f} ms"


def make_files(folder: Path, count: int, size: int) -> list[Path]:
    folder.mkdir()
    paths = []
    for n in range(count):
        path = folder / f"note {n:05}.txt"
        path.write_bytes(os.urandom(size // 2).hex().encode()[:size])
        paths.append(path)
    return paths


async def sendoff(server: str, key: str, paths: list[Path], data: Path, limit: int | None) -> tuple[float, str, int]:
    core = await open_core(Setup(DataPaths(data)))
    if limit:
        core.scheduler.set_limits(type(core.scheduler.world.limits)(at_once=limit))
    account = await core.accounts.add("deepset", "bench", server, key, this_run_only=True)
    await core.uploads.start()
    done = asyncio.Event()
    arrived: set[str] = set()

    def count(event: TransfersChanged) -> None:
        arrived.update(one.id for one in event.transfers if one.arrived or one.state is State.DONE)
        if len(arrived) >= len(paths):
            done.set()

    core.events.subscribe(TransfersChanged, count)
    delays = Delays()
    began = time.perf_counter()
    await core.uploads.submit(Draft("deepset", account.id, tuple(paths), {"path.workspace_name": "default"}))
    submitted = time.perf_counter()
    await asyncio.wait_for(done.wait(), 600)
    ended = time.perf_counter()
    words = delays.stop()
    failed = sum(one.state is State.FAILED for one in core.uploads.transfers())
    await core.close()
    return len(paths) / (ended - began), f"{words}; checked and journaled in {submitted - began:.2f} s", failed


async def bare(server: str, key: str, paths: list[Path], at_once: int) -> float:
    async with aiohttp.ClientSession(connector=aiohttp.TCPConnector(limit=at_once)) as session:
        began = time.perf_counter()
        url = f"{server}/api/v1/workspaces/default/upload_sessions"
        async with session.post(url, json={}, headers={"Authorization": f"Bearer {key}"}) as reply:
            opened = await reply.json()
        config = opened["aws_prefixed_request_config"]
        slots = asyncio.Semaphore(at_once)

        async def one(path: Path) -> None:
            async with slots:
                form = aiohttp.FormData()
                for name, value in config["fields"].items():
                    form.add_field(name, value)
                form.add_field("file", path.read_bytes(), filename=path.name, content_type="text/plain")
                async with session.post(config["url"], data=form) as posted:
                    assert posted.status in (200, 201, 204), await posted.text()

        await asyncio.gather(*(one(path) for path in paths))
        spent = time.perf_counter() - began
        done = f"{url}/{opened['session_id']}"
        async with session.put(done, json={"status": "CLOSED"}, headers={"Authorization": f"Bearer {key}"}):
            pass
    return len(paths) / spent


async def run(options: argparse.Namespace, ready: dict[str, dict[str, str]]) -> None:
    server, key = ready["servers"]["deepset"], ready["keys"]["deepset"]
    ours, theirs = [], []
    with tempfile.TemporaryDirectory() as scratch:
        paths = make_files(Path(scratch) / "files", options.files, options.size)
        for n in range(options.rounds):
            rate, words, failed = await sendoff(server, key, paths, Path(scratch) / f"data{n}", options.at_once)
            ours.append(rate)
            print(f"round {n + 1}: Sendoff {rate:.0f} files/s ({words}; {failed} failed)", flush=True)
            theirs.append(await bare(server, key, paths, options.at_once or 8))
            print(f"round {n + 1}: bare aiohttp {theirs[-1]:.0f} files/s", flush=True)
    mine, peer = statistics.median(ours), statistics.median(theirs)
    print(f"median: Sendoff {mine:.0f}, bare aiohttp {peer:.0f} files/s, ratio {mine / peer:.2f}")


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--files", type=int, default=2000)
    parser.add_argument("--size", type=int, default=4096)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--latency", type=float, default=0.0)
    parser.add_argument("--at-once", type=int, default=0)
    options = parser.parse_args()
    command = [sys.executable, "-m", "app.practice", "--scale", "0", "--latency", str(options.latency)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=ROOT) as practice:
        assert practice.stdout is not None
        ready = json.loads(practice.stdout.readline())
        application = QApplication.instance() or QApplication([])
        loop = QEventLoop(application)
        asyncio.set_event_loop(loop)
        with loop:
            loop.run_until_complete(run(options, ready))
        practice.terminate()


if __name__ == "__main__":
    main()
