"""How often an absent network is tried, and what waiting for it takes.

``python tests/benchmarks/offline.py [--files 2000] [--seconds 10]``

A core without a window and *files* files for one vendor, whose port refuses every connection. For *seconds* the tries
that reach the network are counted, and processor time; then somebody listens at the port, and it is timed until the
first request of the files comes in.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import socket
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT)]
os.environ["PYTHON_KEYRING_BACKEND"] = "keyring.backends.null.Keyring"

from app.assembly import Setup, open_core  # noqa: E402
from app.core.paths import DataPaths  # noqa: E402
from app.core.schema.request import Reply, Request  # noqa: E402
from app.core.services.model import Draft  # noqa: E402


class Counted:
    """Sends as *runner* does, and counts."""

    def __init__(self, runner: Any) -> None:
        self._runner = runner
        self.tries = 0

    async def send(self, request: Request, **more: Any) -> Reply:
        """One try."""
        self.tries += 1
        reply: Reply = await self._runner.send(request, **more)
        return reply


async def main(place: Path, count: int, seconds: float) -> None:
    """Measure and print."""
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        port = closed.getsockname()[1]
    core = await open_core(Setup(DataPaths(place / "data")))
    await core.accounts.add(
        "tela", "Away", f"http://127.0.0.1:{port}", "key", this_run_only=True, account_id="away", practice=True
    )
    counted = Counted(core.scheduler.world.runner)
    core.scheduler.driver._runner = counted
    files = place / "files"
    files.mkdir()
    for number in range(count):
        (files / f"{number}.pdf").write_bytes(b"%PDF" + str(number).encode())
    await core.uploads.start()
    await core.uploads.submit(Draft("tela", "away", tuple(sorted(files.iterdir())), {}), cost_agreed=True)
    began, used = time.perf_counter(), time.process_time()
    await asyncio.sleep(seconds)
    took, used = time.perf_counter() - began, time.process_time() - used
    print(f"{counted.tries} tries in {took:.1f} s, {100 * used / took:.1f} % of a core")
    heard = asyncio.Event()

    async def hear(_reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        heard.set()
        writer.close()

    server = await asyncio.start_server(hear, "127.0.0.1", port)
    began = time.perf_counter()
    async with asyncio.timeout(120):
        await heard.wait()
    print(f"the first request {time.perf_counter() - began:.1f} s after somebody listened")
    server.close()
    await core.close()


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--files", type=int, default=2000)
    parser.add_argument("--seconds", type=float, default=10.0)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        asyncio.run(main(Path(folder), options.files, options.seconds))
