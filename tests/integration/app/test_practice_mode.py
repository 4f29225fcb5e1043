"""Practice mode from one start to the next."""

from __future__ import annotations

import socket
from pathlib import Path

import pytest
from fixtures.desk import Desk, opened

from app.core.transfer import State
from app.practice_mode import STORAGE_PORT


def port_of(desk: Desk) -> int:
    return int(desk.practice.storage.endpoint.rpartition(":")[2])


@pytest.mark.parametrize("provider", ["sela", "tela"])
async def test_what_was_paused_with_an_address_in_hand_goes_on_after_a_restart(tmp_path: Path, provider: str) -> None:
    async with opened(tmp_path) as desk:
        desk.practice.misbehave(provider, "send", "reset_mid")
        batch = await desk.send(provider, desk.file(desk.fresh(provider).name, b"id,name\n" + b"1,Ann\n" * 2_000_000))
        await desk.until(batch, State.WAITING)
        await desk.core.uploads.pause()
        assert [one.state for one in desk.of(batch)] == [State.PAUSED]
        before = port_of(desk)
    async with opened(tmp_path) as desk:
        assert port_of(desk) == before
        await desk.core.uploads.resume()
        [one] = await desk.until(batch)
        assert one.state is State.DONE, str(one.problem)
        assert len(desk.practice.received(provider)) == 1


async def test_where_somebody_else_listens_now_it_takes_another_port(tmp_path: Path) -> None:
    async with opened(tmp_path) as desk:
        before = port_of(desk)
    with socket.socket() as other:
        other.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        other.bind(("127.0.0.1", before))
        other.listen()
        async with opened(tmp_path) as desk:
            assert port_of(desk) not in (0, before)
            assert desk.core.preferences.get(STORAGE_PORT) == port_of(desk)


async def test_a_port_that_is_none_is_not_heeded(tmp_path: Path) -> None:
    for odd in ("text", 70_000, -1, None):
        async with opened(tmp_path) as desk:
            desk.core.preferences.set(STORAGE_PORT, odd)
        async with opened(tmp_path) as desk:
            assert port_of(desk) > 0
