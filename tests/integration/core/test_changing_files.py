"""A file that changes while it is being sent: it fails in those words, and no vendor keeps a part of it as whole."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from fixtures.desk import Desk
from fixtures.held import go_on, hold

from app.core.events import Progressed
from app.core.transfer import State

SUFFIX = {"sela": "csv", "tela": "txt", "sendai": "pdf", "deepset": "txt", "optimaldial": "csv"}
ROWS = 450_000
RATE = 10_000_000.0
"""About 8 MB, at so many bytes a second: much is still to be read when the first of it has left."""


def grow(path: Path) -> None:
    with path.open("ab") as file:
        file.write(b"9,2125559999\n")


def shrink(path: Path) -> None:
    os.truncate(path, path.stat().st_size // 2)


def vanish(path: Path) -> None:
    path.unlink()


def overwrite(path: Path) -> None:
    with path.open("r+b") as file:
        file.seek(-1000, os.SEEK_END)
        file.write(b"x" * 100)


def replace(path: Path) -> None:
    other = path.with_name("other")
    other.write_bytes(path.read_bytes()[::-1])
    os.utime(other, ns=(path.stat().st_atime_ns, path.stat().st_mtime_ns + 1_000_000))
    os.replace(other, path)


@pytest.fixture(scope="module")
def content() -> bytes:
    return b"id,phone\n" + b"".join(b"%d,212555%04d\n" % (n, 1000 + n % 9000) for n in range(ROWS))


@pytest.mark.parametrize("change", [grow, shrink, vanish, overwrite, replace])
@pytest.mark.parametrize("provider", SUFFIX)
async def test_while_it_leaves(desk: Desk, content: bytes, provider: str, change: Callable[[Path], None]) -> None:
    path = desk.file(f"a.{SUFFIX[provider]}", content)
    left: list[int] = []

    def change_it(event: Progressed) -> None:
        if event.sent and not left:
            left.append(event.sent)
            change(path)
            desk.core.bandwidth.throttle.rate = None

    desk.core.bandwidth.throttle.rate = RATE
    batch = await desk.send(provider, path)
    desk.core.events.subscribe(Progressed, change_it)
    [failed] = await desk.until(batch)
    assert 0 < left[0] < len(content), "it had begun to leave, and was not through"
    assert failed.state is State.FAILED, failed
    assert ("cannot be read" if change is vanish else "changed") in str(failed.problem)
    assert desk.practice.received(provider) == []
    assert desk.practice.charges() == 0


@pytest.mark.parametrize("change", [grow, shrink, vanish, overwrite, replace])
@pytest.mark.parametrize("provider", SUFFIX)
async def test_before_its_turn_comes(desk: Desk, provider: str, change: Callable[[Path], None]) -> None:
    path = desk.leads(f"a.{SUFFIX[provider]}", rows=300)
    hold(desk.core.scheduler)
    batch = await desk.send(provider, path)
    change(path)
    go_on(desk.core.scheduler)
    [failed] = await desk.until(batch)
    assert failed.state is State.FAILED
    assert "Nothing was sent" in str(failed.problem)
    assert desk.practice.received(provider) == []
    steps = {"sela": "send", "tela": "send", "deepset": "send"}
    sent = [seen for seen in desk.practice.requests(provider) if seen.step == steps.get(provider, "upload")]
    assert sent == []
