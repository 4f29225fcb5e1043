"""Times one large PUT over TLS against curl, in turns, to the same server: ``python tests/benchmarks/large_file.py``.

Prints the rounds, the median ratios, the growth of this process's memory and the delays of its event loop.
``--gib 2 8`` measures several sizes one after the other, ``--server`` some servers alone. Each is a process of its own:
``far`` stands for one on another machine and leaves the decrypting out; ``lean`` only counts what it decrypts, with
``--line 5000`` no more than so many Mbit/s; ``seaweedfs`` is a real object storage with a signed address. Sendoff
computes the SHA-256 of what it sends, which curl does not; so there is a second ratio, against curl with
``openssl dgst -sha256`` beside it. Processor time is that of curl, and that of the loop's own thread.
"""

from __future__ import annotations

import argparse
import asyncio
import itertools
import json
import os
import platform
import shutil
import ssl
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Coroutine, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, field
from functools import partial
from importlib import metadata
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

import far_sink  # noqa: E402
import tls_sink  # noqa: E402

from app import cli_loop  # noqa: E402
from app.core.net.options import NetworkOptions  # noqa: E402
from app.core.net.runner import HttpRunner  # noqa: E402
from app.core.schema.request import FileBytes, Request  # noqa: E402

MIB = 1024 * 1024
TICK = 0.005  # seconds between two looks at the loop

Server = Callable[[Path], AbstractContextManager[tuple[Callable[[], str], Path]]]
"""Runs a server with a folder for what it needs: where to put a file, and the root to trust."""


@dataclass
class Loop:
    """What was seen of the event loop while it was at work: lateness and processor time in seconds, memory in bytes."""

    late: list[float] = field(default_factory=list)
    spent: list[float] = field(default_factory=list)
    most_memory: int = 0

    async def watch(self) -> None:
        """Note how late a timer fires, until cancelled."""
        while True:
            due = time.perf_counter() + TICK
            await asyncio.sleep(TICK)
            self.late.append(max(0.0, time.perf_counter() - due))
            if len(self.late) % 10 == 0:
                self.most_memory = max(self.most_memory, resident())

    def delays(self) -> dict[str, float]:
        """Milliseconds."""
        ordered = sorted(self.late)
        at = lambda share: ordered[min(len(ordered) - 1, int(len(ordered) * share))] * 1000  # noqa: E731
        return {"p50": round(at(0.5), 2), "p99": round(at(0.99), 2), "max": round(ordered[-1] * 1000, 2)}


def resident() -> int:
    """Bytes of this process in memory (Linux)."""
    return int(Path("/proc/self/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")


def make_file(folder: Path, size: int) -> Path:
    """A file of *size* bytes: random blocks with holes between, which is quick to write."""
    path = folder / "large.bin"
    with path.open("wb") as file:
        for offset in range(0, size, 8 * MIB):
            file.seek(offset)
            file.write(os.urandom(min(64 * 1024, size - offset)))
        file.truncate(size)
    return path


def by_curl(path: Path, url: str, root: Path, *, hashing: bool = False) -> float:
    """Seconds until curl is through; with *hashing*, until an OpenSSL beside it knows the SHA-256 too."""
    command = ["curl", "-sS", "--http1.1", "-T", str(path), "--cacert", str(root), "-H", "Expect:", url]
    began = time.perf_counter()
    beside = subprocess.Popen(["openssl", "dgst", "-sha256", str(path)], stdout=subprocess.DEVNULL) if hashing else None
    done = subprocess.run([*command, "-w", "%{time_total}"], check=True, capture_output=True, text=True)
    if beside is None:
        return float(done.stdout)
    assert beside.wait() == 0
    return time.perf_counter() - began


async def by_us(path: Path, url: str, root: Path, loop: Loop) -> float:
    """Seconds for one request, hashing and the making of the connection included."""
    found = os.stat(path)
    piece = FileBytes(path, found.st_size, 0, found.st_size, found.st_mtime_ns)
    runner = HttpRunner(network=NetworkOptions(extra_roots=root))
    await runner.send(Request("PUT", url, body=(b"warm",)), server=url)
    watching = asyncio.create_task(loop.watch())
    began, spent = time.perf_counter(), time.thread_time()
    reply = await runner.send(Request("PUT", url, body=(piece,), storage=True), server=url)
    took = time.perf_counter() - began
    loop.spent.append(time.thread_time() - spent)
    watching.cancel()
    await asyncio.gather(watching, return_exceptions=True)
    await runner.aclose()
    assert reply.ok
    assert len(reply.sha256[path]) == 64
    return took


def run_loop(work: Coroutine[Any, Any, float], kind: str) -> float:
    """Run *work* in an event loop of *kind*."""
    if kind == "uvloop":
        return cli_loop.run(work)
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    from PySide6.QtWidgets import QApplication

    from app.ui.loop import WindowLoop

    application = QApplication.instance()
    with WindowLoop(application if isinstance(application, QApplication) else QApplication([])) as loop:
        asyncio.set_event_loop(loop)
        return float(loop.run_until_complete(work))


@contextmanager
def sink(folder: Path, serve: tls_sink.Serve) -> Iterator[tuple[Callable[[], str], Path]]:
    """A server that only counts: where to put a file, and the root to trust."""
    with tls_sink.running(folder, serve) as (url, root):
        yield lambda: url, root


@contextmanager
def real(folder: Path) -> Iterator[tuple[Callable[[], str], Path]]:
    """SeaweedFS, which checks the signature, hashes and stores; each put gets a signed address of its own."""
    from fixtures.object_storage import running

    root = folder / "root.pem"
    numbers = itertools.count()
    with running(folder / "s") as storage:
        storage.authority.cert_pem.write_to_path(str(root))
        yield lambda: storage.put_url(f"{next(numbers) % 2}.bin", tls=True), root


def measure(sizes: list[float], rounds: int, kind: str, server: Server) -> Iterator[dict[str, Any]]:
    """Both in turns *rounds* times, for each of *sizes* in GiB."""
    folder = Path(tempfile.mkdtemp(prefix="sl-"))
    try:
        with server(folder) as (place, root):
            for gib in sizes:
                path = make_file(folder, int(gib * 1024 * MIB))
                yield {"gib": gib, **compare(path, place, root, rounds, kind)}
    finally:
        shutil.rmtree(folder)


def compare(path: Path, place: Callable[[], str], root: Path, rounds: int, kind: str) -> dict[str, Any]:
    """The rounds and what they come to; rates in MB a second."""
    size, loop = path.stat().st_size, Loop()
    by_curl(path, place(), root)  # warms the page cache and the server
    run_loop(by_us(path, place(), root, Loop()), kind)
    before = resident()
    curl, hashing, ours, spent = [], [], [], []
    for _ in range(rounds):
        before_curl = of_children()
        curl.append(by_curl(path, place(), root))
        spent.append(of_children() - before_curl)
        ours.append(run_loop(by_us(path, place(), root, loop), kind))
        hashing.append(by_curl(path, place(), root, hashing=True))
    return {
        "loop": kind,
        "load": [round(part, 1) for part in os.getloadavg()[:2]],
        "curl_mb_s": rates(size, curl),
        "curl_and_sha256_mb_s": rates(size, hashing),
        "sendoff_mb_s": rates(size, ours),
        "ratio": median_ratio(curl, ours),
        "ratio_of_equal_work": median_ratio(hashing, ours),
        "curl_cpu_s_gib": per_gib(size, spent),
        "sendoff_loop_cpu_s_gib": per_gib(size, loop.spent),
        "memory_growth_mib": round((loop.most_memory - before) / MIB, 1),
        "loop_delay_ms": loop.delays(),
    }


def rates(size: int, seconds: list[float]) -> list[int]:
    """MB a second."""
    return [round(size / each / 1e6) for each in seconds]


def of_children() -> float:
    """Seconds of processor time of all processes that were waited for."""
    times = os.times()
    return times.children_user + times.children_system


def per_gib(size: int, seconds: list[float]) -> list[float]:
    """Seconds for each GiB."""
    return [round(each * 1024 * MIB / size, 2) for each in seconds]


def median_ratio(theirs: list[float], ours: list[float]) -> float:
    """How many times as fast as theirs ours is, by the median of the rounds."""
    return round(statistics.median(one / other for one, other in zip(theirs, ours, strict=True)), 2)


def versions() -> str:
    """What this ran on."""
    names = ("httpx", "aiohttp", "qasync", "uvloop")
    curl = subprocess.run(["curl", "--version"], check=True, capture_output=True, text=True).stdout.split()[1]
    found = ", ".join(f"{name} {metadata.version(name)}" for name in names)
    return f"Python {platform.python_version()}, {ssl.OPENSSL_VERSION}, curl {curl}, {found}, {os.cpu_count()} cores"


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--gib", type=float, nargs="*", default=[2.0])
    parser.add_argument("--server", nargs="*", choices=("far", "lean", "seaweedfs"), default=["far", "lean"])
    parser.add_argument("--line", type=float, help="Mbit/s that the lean server takes at most")
    parser.add_argument("--rounds", type=int, default=3)
    loops = ("qasync", "uvloop")
    parser.add_argument("--loop", choices=loops, default="qasync", help="the window's, or the command line's")
    chosen = parser.parse_args()
    print(versions())
    lean = partial(tls_sink.serve, line=chosen.line and chosen.line * 1e6 / 8)
    servers = {"lean": partial(sink, serve=lean), "far": partial(sink, serve=far_sink.serve), "seaweedfs": real}
    for name in chosen.server:
        for found in measure(chosen.gib, chosen.rounds, chosen.loop, servers[name]):
            print(json.dumps({"server": name, **found}), flush=True)


if __name__ == "__main__":
    main()
