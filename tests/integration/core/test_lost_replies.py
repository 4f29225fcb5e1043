"""Every step of every vendor whose reply is lost after the work was done: one copy, and one charge, of everything."""

from __future__ import annotations

import hashlib
from collections import Counter
from pathlib import Path

import pytest
from fixtures.desk import Desk

from app.core.transfer import Batch, State

STEPS = [
    *(("sela", "ask"), ("sela", "send")),
    *(("tela", "ask"), ("tela", "send")),
    *(("deepset", "open"), ("deepset", "send"), ("deepset", "send_meta"), ("deepset", "close"), ("deepset", "watch")),
    *(("sendai", "upload"), ("sendai", "look")),
    *(("optimaldial", "upload"), ("optimaldial", "look")),
]
COSTLY = ("sendai", "optimaldial")
HOW = {
    "dropped": {"fault": "drop_after"},
    "cut off": {"fault": "malformed", "kind": "truncated"},
    "a page instead": {"fault": "malformed", "kind": "html"},
    "nothing in it": {"fault": "malformed", "kind": "empty"},
    "refused though it was done": {"fault": "status:502", "commit": True},
}


def files(desk: Desk, provider: str) -> list[Path]:
    if provider == "optimaldial":
        return [desk.leads("a.csv")]
    suffix = {"sela": "csv", "sendai": "pdf"}.get(provider, "txt")
    paths = [desk.file(f"{n}.{suffix}", f"id\n{n}\n".encode()) for n in range(3)]
    if provider == "deepset":
        paths.append(desk.file("0.txt.meta.json", b'{"author": "Ann"}'))
    return paths


async def settle(desk: Desk, batch: Batch) -> None:
    """Wait; where something is unknown, look at the vendor and say what is there."""
    await desk.until(batch, State.DONE, State.FAILED, State.UNKNOWN)
    await desk.core.uploads.looked_up()
    await desk.until(batch, State.DONE, State.FAILED, State.UNKNOWN)
    there = {one.name for one in desk.practice.received(batch.provider_id)}
    for one in desk.of(batch):
        if one.state is State.UNKNOWN:
            assert batch.provider_id in COSTLY
            await desk.core.uploads.resolve(one.id, arrived=one.name in there)


@pytest.mark.parametrize("how", HOW)
@pytest.mark.parametrize(("provider", "step"), STEPS)
async def test_one_copy_of_everything(desk: Desk, provider: str, step: str, how: str) -> None:
    options = dict(HOW[how])
    desk.practice.misbehave(provider, step, str(options.pop("fault")), **options)  # type: ignore[arg-type]
    paths = files(desk, provider)
    batch = await desk.send(provider, *(path for path in paths if not path.name.endswith(".meta.json")))
    await settle(desk, batch)
    received = desk.practice.received(provider)
    copies = Counter(one.name for one in received)
    assert set(copies.values()) <= {1}, copies
    assert desk.practice.charges() == (120 if provider == "optimaldial" else 0)
    ended = {one.name: one.state for one in desk.of(batch)}
    digests = {one.name: one.sha256 for one in received}
    for path in paths:
        if ended[path.name.removesuffix(".meta.json")] is State.DONE:
            assert digests[path.name] == hashlib.sha256(path.read_bytes()).hexdigest()
    if how == "dropped":
        assert set(ended.values()) == {State.DONE}, [str(one.problem) for one in desk.of(batch)]
