"""Times one large PUT over TLS against curl, in turns, to the same server: ``python tests/benchmarks/large_file.py``.

Prints the rounds, the median ratios, the growth of this process's memory and the delays of its event loop.
The server is a process of its own that only counts what it decrypts. Sendoff computes the SHA-256 of what it sends,
which curl does not; so there is a second ratio, against curl with ``openssl dgst -sha256`` beside it.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import multiprocessing
import os
import platform
import shutil
import ssl
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Coroutine
from dataclasses import dataclass, field
from importlib import metadata
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

import trustme

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from app.core.net.options import NetworkOptions
from app.core.net.runner import HttpRunner
from app.core.schema.request import FileBytes, Request

MIB = 1024 * 1024
TICK = 0.005  # seconds between two looks at the loop


class Sink(asyncio.BufferedProtocol):
    """Counts a request's body and answers 200 when all of it is there."""

    def __init__(self) -> None:
        self._buffer = memoryview(bytearray(MIB))
        self._head = b""
        self._left = -1

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport

    def get_buffer(self, _: int) -> memoryview:
        return self._buffer

    def buffer_updated(self, size: int) -> None:
        if self._left < 0:
            self._head += bytes(self._buffer[:size])
            head, end, rest = self._head.partition(b"\r\n\r\n")
            if not end:
                return
            fields = dict(line.split(b": ", 1) for line in head.split(b"\r\n")[1:])
            lengths = {name.lower(): value for name, value in fields.items()}
            self._left = int(lengths.get(b"content-length", 0)) - len(rest)
        else:
            self._left -= size
        if self._left == 0:
            self._head, self._left = b"", -1
            self._transport.write(b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n")


def serve(certificate: str, pipe: Connection) -> None:
    """Run the sink until the process is ended; tells its port first."""

    async def run() -> None:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(certificate)
        server = await asyncio.get_running_loop().create_server(Sink, "127.0.0.1", 0, ssl=context)
        pipe.send(server.sockets[0].getsockname()[1])
        await server.serve_forever()

    asyncio.run(run())


@dataclass
class Loop:
    """What was seen of the event loop while it was at work: lateness in seconds, memory in bytes."""

    late: list[float] = field(default_factory=list)
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
    began = time.perf_counter()
    reply = await runner.send(Request("PUT", url, body=(piece,), storage=True), server=url)
    took = time.perf_counter() - began
    watching.cancel()
    await asyncio.gather(watching, return_exceptions=True)
    await runner.aclose()
    assert reply.ok
    assert len(reply.sha256[path]) == 64
    return took


def run_loop(work: Coroutine[Any, Any, float], kind: str) -> float:
    """Run *work* in an event loop of *kind*."""
    if kind == "asyncio":
        return asyncio.run(work)
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    from PySide6.QtWidgets import QApplication

    from app.ui.loop import WindowLoop

    application = QApplication.instance()
    with WindowLoop(application if isinstance(application, QApplication) else QApplication([])) as loop:
        asyncio.set_event_loop(loop)
        return float(loop.run_until_complete(work))


def default_loop() -> str:
    """qasync where Qt is there: the loop that the window runs in."""
    try:
        metadata.version("PySide6-Essentials")
    except metadata.PackageNotFoundError:
        return "asyncio"
    return "qasync"


def measure(gib: float, rounds: int, kind: str) -> dict[str, Any]:
    """Alternate both *rounds* times."""
    folder = Path(tempfile.mkdtemp(prefix="sendoff-large-"))
    authority = trustme.CA()
    root, chain = folder / "root.pem", folder / "chain.pem"
    authority.cert_pem.write_to_path(str(root))
    authority.issue_cert("localhost", "127.0.0.1").private_key_and_cert_chain_pem.write_to_path(str(chain))
    spawn = multiprocessing.get_context("spawn")
    ours, theirs = spawn.Pipe()
    server = spawn.Process(target=serve, args=(str(chain), theirs), daemon=True)
    server.start()
    try:
        url = f"https://localhost:{ours.recv()}/large"
        path = make_file(folder, int(gib * 1024 * MIB))
        return compare(path, url, root, rounds, kind)
    finally:
        server.kill()
        server.join()
        shutil.rmtree(folder)


def compare(path: Path, url: str, root: Path, rounds: int, kind: str) -> dict[str, Any]:
    """The rounds and what they come to; rates in MB a second."""
    size, loop = path.stat().st_size, Loop()
    by_curl(path, url, root)  # warms the page cache and the server
    run_loop(by_us(path, url, root, Loop()), kind)
    before = resident()
    curl, hashing, ours = [], [], []
    for _ in range(rounds):
        curl.append(by_curl(path, url, root))
        ours.append(run_loop(by_us(path, url, root, loop), kind))
        hashing.append(by_curl(path, url, root, hashing=True))
    return {
        "loop": kind,
        "load": [round(part, 1) for part in os.getloadavg()[:2]],
        "curl_mb_s": rates(size, curl),
        "curl_and_sha256_mb_s": rates(size, hashing),
        "sendoff_mb_s": rates(size, ours),
        "ratio": median_ratio(curl, ours),
        "ratio_of_equal_work": median_ratio(hashing, ours),
        "memory_growth_mib": round((loop.most_memory - before) / MIB, 1),
        "loop_delay_ms": loop.delays(),
    }


def rates(size: int, seconds: list[float]) -> list[int]:
    """MB a second."""
    return [round(size / each / 1e6) for each in seconds]


def median_ratio(theirs: list[float], ours: list[float]) -> float:
    """How many times as fast as theirs ours is, by the median of the rounds."""
    return round(statistics.median(one / other for one, other in zip(theirs, ours, strict=True)), 2)


def versions() -> str:
    """What this ran on."""
    names = ("httpx", "aiohttp", "httpx-aiohttp", "qasync")
    curl = subprocess.run(["curl", "--version"], check=True, capture_output=True, text=True).stdout.split()[1]
    found = ", ".join(f"{name} {metadata.version(name)}" for name in names)
    return f"Python {platform.python_version()}, {ssl.OPENSSL_VERSION}, curl {curl}, {found}, {os.cpu_count()} cores"


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--gib", type=float, default=2.0)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--loop", choices=("asyncio", "qasync"), default=default_loop())
    chosen = parser.parse_args()
    print(versions())
    print(json.dumps(measure(chosen.gib, chosen.rounds, chosen.loop), indent=1))


if __name__ == "__main__":
    main()
