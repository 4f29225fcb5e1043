"""Measures what "already sent" costs with many small files: how long it looks, and how long the loop is held up.

10,000 files of 4 KiB that were all sent before are looked at twice: first with every file unread, then with every
digest known, as at the press of Send. Run: ``python tests/benchmarks/sent_before.py [COUNT]``.
"""

from __future__ import annotations

import asyncio
import os
import sys
import tempfile
import time
from pathlib import Path

from app.assembly import SendoffCore, Setup, open_core
from app.core.identity import SentFile, place
from app.core.paths import DataPaths
from app.core.schema.values import with_defaults
from app.core.services.digests import Digests
from app.core.services.model import Draft

VALUES = {"path.workspace_name": "default"}
SIZE = 4096
TICK = 0.002


async def main(count: int) -> None:
    """Make files and receipts, and measure."""
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        core = await open_core(Setup(DataPaths(folder / "data")))
        account = await core.accounts.add("deepset", "bench", "http://127.0.0.1:9", "key", this_run_only=True)
        paths = _files(folder / "files", count)
        draft = Draft("deepset", account.id, paths, VALUES)
        await _as_if_sent(core, draft)
        check = await core.uploads.check(draft)
        for title in ("unread", "known"):
            ticking = asyncio.ensure_future(_worst_delay())
            began = time.perf_counter()
            found = await core.uploads.sent_before(draft, check)
            took = time.perf_counter() - began
            ticking.cancel()
            delays = sorted(await ticking)
            p99, longest = delays[int(len(delays) * 0.99)] * 1000, delays[-1] * 1000
            loop = f"delay p99 {p99:.1f}, most {longest:.1f} ms"
            print(f"{title}: {len(found.found)} of {count} found in {took:.2f} s, {loop}")
        await core.close()


def _files(folder: Path, count: int) -> tuple[Path, ...]:
    folder.mkdir()
    paths = tuple(folder / f"note {n:05}.txt" for n in range(count))
    for path in paths:
        path.write_bytes(os.urandom(SIZE // 2).hex().encode())
    return paths


async def _as_if_sent(core: SendoffCore, draft: Draft) -> None:
    digests = Digests(core.workers)
    files = [(path, SIZE, path.stat().st_mtime_ns) for path in draft.paths]
    await digests.learn(files)
    values = with_defaults(core.providers.form("deepset"), draft.values)
    where = place(draft.account_id, values)
    rows = (
        SentFile(f"t{n}", 0, draft.account_id, where, SIZE, file[0].name, digests.of(file), 1e9)
        for n, file in enumerate(files)
    )
    await core.journal.write(*rows)


async def _worst_delay() -> list[float]:
    delays: list[float] = []
    try:
        while True:
            began = time.perf_counter()
            await asyncio.sleep(TICK)
            delays.append(time.perf_counter() - began - TICK)
    except asyncio.CancelledError:
        return delays


if __name__ == "__main__":
    asyncio.run(main(int(sys.argv[1]) if len(sys.argv) > 1 else 10_000))
