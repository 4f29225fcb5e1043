"""Practice mode begins anew with each start: what was paused with an address of the last one goes on all the same."""

from __future__ import annotations

from pathlib import Path

import pytest
from fixtures.desk import opened

from app.core.transfer import State


@pytest.mark.parametrize(("provider", "suffix"), [("sela", "csv"), ("tela", "pdf"), ("deepset", "txt")])
async def test_an_upload_that_was_paused_with_an_address_in_hand_goes_on(
    tmp_path: Path, provider: str, suffix: str
) -> None:
    async with opened(tmp_path) as desk:
        desk.practice.misbehave(provider, "send", "reset_mid", times=-1)
        batch = await desk.send(provider, *(desk.file(f"{n}.{suffix}", b"id\n%d\n" % n * 2_000_000) for n in range(3)))
        await desk.until(batch, State.WAITING)
        await desk.core.uploads.pause()
    async with opened(tmp_path) as desk:
        await desk.core.uploads.resume()
        done = await desk.until(batch)
        assert [one.state for one in done] == [State.DONE] * 3, str(done[0].problem)
        assert len(desk.practice.received(provider)) == 3
