"""How well the limit on bandwidth is kept, measured at the server: every byte that it takes, heads and framing too.

``python tests/benchmarks/bandwidth.py``

The server is a process of its own. Each run sends with the window's event loop (qasync, offscreen) and looks at every
span of 10 s within it: the largest and the smallest share of what the limit allows. Runs: 200 MB in 20 uploads at
once at 10 MB/s; files of 4 KiB, 20 at once, at 1 MB/s; both kinds together; a limit that changes from 50 KB/s to
5 MB/s while 20 wait under it; and a loop that somebody holds up for 0.1 s, twice a second.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from PySide6.QtWidgets import QApplication  # noqa: E402

from app.core.net.options import NetworkOptions  # noqa: E402
from app.core.net.runner import HttpRunner  # noqa: E402
from app.core.net.throttle import Throttle  # noqa: E402
from app.core.schema.request import FileBytes, Request  # noqa: E402
from app.ui.loop import WindowLoop  # noqa: E402

MB = 1_000_000
SPAN = 10.0
GRAIN = 0.05


class Sink(asyncio.Protocol):
    """Takes requests, keeps nothing of them, and notes when how many bytes came, for each connection."""

    def __init__(self, seen: list[tuple[float, int, int]]) -> None:
        self._seen, self._head, self._left = seen, b"", 0

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = transport
        self._name = transport.get_extra_info("peername")[1]

    def data_received(self, data: bytes) -> None:
        self._seen.append((time.monotonic(), len(data), self._name))
        while data:
            if not self._left:
                self._head += data
                head, end, data = self._head.partition(b"\r\n\r\n")
                if not end:
                    return
                self._head = b""
                lengths = [line for line in head.lower().split(b"\r\n") if line.startswith(b"content-length:")]
                self._left = int(lengths[0].partition(b":")[2])
            taken = min(self._left, len(data))
            self._left, data = self._left - taken, data[taken:]
            if not self._left:
                self._transport.write(b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n")  # type: ignore[attr-defined]


async def serve() -> None:
    """Until the standard input ends; after each line, print what came since the last one."""
    seen: list[tuple[float, int, int]] = []
    loop = asyncio.get_running_loop()
    server = await loop.create_server(lambda: Sink(seen), "127.0.0.1", 0)
    print(server.sockets[0].getsockname()[1], flush=True)
    while await loop.run_in_executor(None, sys.stdin.readline):
        print(json.dumps(seen), flush=True)
        seen.clear()


class Bench:
    """A server in another process, a runner with a throttle, and files to send."""

    def __init__(self, server: subprocess.Popen[str], folder: Path) -> None:
        self._server, self._folder = server, folder
        self.url = f"http://127.0.0.1:{self._line().strip()}"
        self.throttle = Throttle()
        self._runner = HttpRunner(network=NetworkOptions(bandwidth=self.throttle))

    def file(self, size: int) -> FileBytes:
        path = self._folder / str(size)
        if not path.exists():
            path.write_bytes(os.urandom(size))
        return FileBytes(path, size, 0, size, path.stat().st_mtime_ns)

    async def send(self, size: int, times: int = 1) -> None:
        for _ in range(times):
            reply = await self._runner.send(Request("PUT", self.url, body=(self.file(size),)), server=self.url)
            assert reply.ok

    async def send_until(self, size: int, end: float) -> None:
        while time.monotonic() < end:
            await self.send(size)

    def seen(self) -> list[tuple[float, int, int]]:
        assert self._server.stdin is not None
        print(file=self._server.stdin, flush=True)
        return [tuple(entry) for entry in json.loads(self._line())]

    async def close(self) -> None:
        await self._runner.aclose()

    def _line(self) -> str:
        assert self._server.stdout is not None
        return self._server.stdout.readline()


def spans(seen: list[tuple[float, int, int]], rate: float) -> Iterator[float]:
    """The share of the limit, for every whole span of the run."""
    begin, end = seen[0][0], seen[-1][0]
    buckets = Counter[int]()
    for at, size, _ in seen:
        buckets[int((at - begin) / GRAIN)] += size
    width = round(SPAN / GRAIN)
    total = [0]
    for n in range(int((end - begin) / GRAIN) + 1):
        total.append(total[-1] + buckets[n])
    for first in range(len(total) - width - 1):
        yield (total[first + width] - total[first]) / (rate * SPAN)


def tell(name: str, seen: list[tuple[float, int, int]], rate: float) -> None:
    shares = list(spans(seen, rate))
    took, size = seen[-1][0] - seen[0][0], sum(entry[1] for entry in seen)
    each = Counter[int]()
    for at, part, connection in seen:
        if at < seen[0][0] + took / 2:
            each[connection] += part
    print(
        f"{name}: {size / took / rate:.3f} of the limit on the whole ({took:.1f} s); spans of 10 s: "
        f"{min(shares):.3f} to {max(shares):.3f}; shares of connections at half time: "
        f"{min(each.values()) / max(each.values()):.2f}",
        flush=True,
    )


async def held_up() -> None:
    while True:
        await asyncio.sleep(0.4)
        time.sleep(0.1)


async def run(server: subprocess.Popen[str], folder: Path) -> None:
    bench = Bench(server, folder)
    bench.throttle.rate = 10 * MB
    await asyncio.gather(*(bench.send(10 * MB) for _ in range(20)))
    tell("200 MB in 20 uploads at 10 MB/s", bench.seen(), 10 * MB)

    bench.throttle.rate = MB
    end = time.monotonic() + 12
    await asyncio.gather(*(bench.send_until(4096, end) for _ in range(20)))
    seen = bench.seen()
    tell("4 KiB files, 20 at once, at 1 MB/s", [one for one in seen if one[0] < end], MB)

    bench.throttle.rate = 2 * MB
    end = time.monotonic() + 12
    await asyncio.gather(*(bench.send(6 * MB) for _ in range(5)), *(bench.send_until(4096, end) for _ in range(10)))
    seen = bench.seen()
    tell("5 large ones and 10 with 4 KiB files at 2 MB/s", [one for one in seen if one[0] < end], 2 * MB)

    slow = asyncio.ensure_future(held_up())
    bench.throttle.rate = 10 * MB
    await asyncio.gather(*(bench.send(6 * MB) for _ in range(20)))
    tell("120 MB at 10 MB/s, the loop held up for 0.1 s twice a second", bench.seen(), 10 * MB)
    slow.cancel()

    bench.throttle.rate = 50_000
    sending = asyncio.gather(*(bench.send(3 * MB) for _ in range(20)))
    await asyncio.sleep(3)
    changed, bench.throttle.rate = time.monotonic(), 5 * MB
    await sending
    seen = bench.seen()
    before = sum(size for at, size, _ in seen if at < changed)
    first = sum(size for at, size, _ in seen if changed <= at < changed + 1)
    print(f"50 KB/s for 3 s: {before / 150_000:.3f} of it; in the first second of 5 MB/s: {first / 5 / MB:.3f} of it")
    tell("after the change", [one for one in seen if one[0] >= changed], 5 * MB)
    await bench.close()


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--serve", action="store_true")
    options = parser.parse_args()
    if options.serve:
        asyncio.run(serve())
        return
    pipe = subprocess.PIPE
    command = [sys.executable, __file__, "--serve"]
    with (
        tempfile.TemporaryDirectory() as folder,
        subprocess.Popen(command, stdin=pipe, stdout=pipe, text=True) as server,
    ):
        application = QApplication.instance() or QApplication([])
        loop = WindowLoop(application)
        asyncio.set_event_loop(loop)
        cpu = time.process_time()
        with loop:
            loop.run_until_complete(run(server, Path(folder)))
        print(f"CPU: {time.process_time() - cpu:.1f} s")
        server.terminate()


if __name__ == "__main__":
    main()
