"""Whose turn it is, as the vendor sees it; and the list of what was not sent."""

from __future__ import annotations

import csv
from collections.abc import Coroutine
from pathlib import Path

import pytest
from fixtures.desk import Desk
from fixtures.held import go_on, hold
from fixtures.turns import Turns

from app.core.copies import replace
from app.core.engine.rounds import Round
from app.core.engine.world import Limits
from app.core.errors import StoreError
from app.core.storage.journal import Journal
from app.core.text import text
from app.core.transfer import Place, Priority, State, Transfer


def arrived(desk: Desk, provider: str = "sela") -> list[str]:
    """The names of what the vendor got, in the order in which it came."""
    return [Path(upload.name).name for upload in desk.practice.received(provider)]


async def lined_up(desk: Desk, *names: str, provider: str = "sela") -> dict[str, str]:
    """Files that wait for their turn, one at a time; their ids by name."""
    hold(desk.core.scheduler)
    desk.core.scheduler.set_limits(Limits(at_once=1))
    batch = await desk.send(
        provider, *(desk.file(name, f"id,name\n1,{name}\n".encode("utf-8", "replace")) for name in names)
    )
    return {one.name: one.id for one in desk.of(batch)}


async def all_done(desk: Desk) -> None:
    go_on(desk.core.scheduler)
    for batch in desk.core.uploads.batches():
        assert {one.state for one in await desk.until(batch)} == {State.DONE}


async def test_files_go_in_the_order_they_were_put_in(desk: Desk) -> None:
    ids = await lined_up(desk, "a.csv", "b.csv", "c.csv", "d.csv")
    uploads = desk.core.uploads
    await uploads.move([ids["d.csv"]], Place.FIRST)
    await uploads.move([ids["a.csv"]], Place.DOWN)
    await uploads.move_before([ids["c.csv"]], ids["b.csv"])
    assert [one.name for one in uploads.transfers()] == ["d.csv", "c.csv", "b.csv", "a.csv"]
    await all_done(desk)
    assert arrived(desk) == ["d.csv", "c.csv", "b.csv", "a.csv"]


async def test_the_urgent_ones_go_before_the_others_of_every_batch(desk: Desk) -> None:
    ids = await lined_up(desk, "a.csv", "b.csv")
    later = await lined_up(desk, "c.csv", "d.csv")
    await desk.core.uploads.prioritise([later["d.csv"]], Priority.HIGH)
    await desk.core.uploads.prioritise([ids["a.csv"]], Priority.LOW)
    await all_done(desk)
    assert arrived(desk) == ["d.csv", "b.csv", "c.csv", "a.csv"]


async def test_an_urgent_account_goes_before_the_others(desk: Desk) -> None:
    await lined_up(desk, "a.csv", "b.csv", "c.csv")
    urgent = await lined_up(desk, "x.csv", "y.csv", "z.csv", provider="tela")
    await desk.core.uploads.prioritise(list(urgent.values()), Priority.HIGH)
    started: list[str] = []
    known = desk.core.scheduler.files.run

    def run(transfer: Transfer, session: Round | None) -> Coroutine[None, None, None]:
        started.append(transfer.name)
        return known(transfer, session)

    desk.core.scheduler.files.run = run
    await all_done(desk)
    assert started[:3] == ["x.csv", "y.csv", "z.csv"]
    assert sorted(started[3:]) == ["a.csv", "b.csv", "c.csv"]


async def test_order_and_priority_are_in_the_journal(desk: Desk) -> None:
    ids = await lined_up(desk, "a.csv", "b.csv", "c.csv")
    await desk.core.uploads.move([ids["c.csv"]], Place.FIRST)
    await desk.core.uploads.prioritise([ids["b.csv"]], Priority.HIGH)
    kept = {one.id: one for one in await desk.core.journal.transfers()}
    assert {one.id: one.turn for one in desk.core.uploads.transfers()} == {i: one.turn for i, one in kept.items()}
    assert sorted(kept.values(), key=lambda one: one.turn)[0].name == "b.csv"


async def test_what_has_begun_or_ended_keeps_its_place(desk: Desk) -> None:
    batch = await desk.send("sela", desk.file("a.csv"))
    [done] = await desk.until(batch)
    await desk.core.uploads.move([done.id], Place.FIRST)
    await desk.core.uploads.move_before([done.id], "")
    await desk.core.uploads.prioritise([done.id], Priority.HIGH)
    assert desk.of(batch) == [done]


async def test_a_journal_that_fails_leaves_the_order_as_it_was(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    ids = await lined_up(desk, "a.csv", "b.csv")
    before = desk.core.uploads.transfers()

    async def full(*_: object, **__: object) -> None:
        raise StoreError(text("The disk is full."))

    with monkeypatch.context() as broken:
        broken.setattr(Journal, "write", full)
        with pytest.raises(StoreError):
            await desk.core.uploads.move([ids["b.csv"]], Place.FIRST)
    assert desk.core.uploads.transfers() == before
    await all_done(desk)
    assert arrived(desk) == ["a.csv", "b.csv"]


async def test_stopping_after_the_current_ones_sends_these_and_nothing_else(desk: Desk) -> None:
    desk.core.scheduler.set_limits(Limits(at_once=1))
    desk.practice.misbehave("sela", "send", "slow", seconds=0.5)
    batch = await desk.send("sela", desk.file("a.csv"), desk.file("b.csv", b"id\n2\n"), desk.file("c.csv", b"id\n3\n"))
    await desk.until_sent("send")
    await desk.core.uploads.pause(current=False)
    ended = await desk.until(batch, State.DONE, State.PAUSED)
    assert [one.state for one in ended] == [State.DONE, State.PAUSED, State.PAUSED]
    assert arrived(desk) == ["a.csv"]


async def test_the_list_of_what_was_not_sent_opens_in_a_spreadsheet(desk: Desk, tmp_path: Path) -> None:
    desk.practice.misbehave("sela", "ask", "status:400")
    odd = desk.file("-list.csv")
    batch = await desk.send("sela", odd)
    [failed] = await desk.until(batch)
    assert failed.state is State.FAILED
    target = tmp_path / "list.csv"
    await desk.core.uploads.export([failed.id, "gone"], target)
    assert target.read_bytes().startswith(b"\xef\xbb\xbf")
    with target.open(encoding="utf-8-sig", newline="") as lines:
        [line] = csv.DictReader(lines)
    assert line["File"] == "'-list.csv"
    assert (line["Path"], line["Bytes"]) == (str(odd), str(odd.stat().st_size))
    assert (line["Vendor"], line["State"]) == ("Sela", "Failed")
    assert line["What happened"] == str(failed.problem)
    assert line["Ended"]


async def test_no_cell_of_the_list_is_a_formula_and_every_odd_name_comes_through(desk: Desk, tmp_path: Path) -> None:
    names = ["=1+1.csv", "+1.csv", "@x.csv", "\ttab.csv", "\nline.csv", "＝wide.csv", 'a;b,"c"\nd.csv', "ä€\udcff.csv"]
    ids = await lined_up(desk, *names)
    uploads = desk.core.uploads
    for separator in ",;":
        target = tmp_path / f"list{ord(separator)}.csv"
        await uploads.export([*ids.values(), *["gone"] * 500], target, separator=separator)
        with target.open(encoding="utf-8-sig", newline="") as lines:
            listed = [line["File"] for line in csv.DictReader(lines, delimiter=separator)]
        assert listed == [*(f"'{name}" for name in names[:6]), names[6], "ä€?.csv"]


async def test_a_long_list_is_written_while_everything_else_has_its_turn(desk: Desk, tmp_path: Path) -> None:
    ids = await lined_up(desk, "a.csv")
    with Turns() as turns:
        await desk.core.uploads.export([*ids.values()] * 5_000, tmp_path / "list.csv")
    assert turns.count >= 25
    assert len((tmp_path / "list.csv").read_bytes().splitlines()) == 5_001


async def test_the_list_says_what_it_can_of_vendors_that_are_gone(desk: Desk, tmp_path: Path) -> None:
    ids = await lined_up(desk, "a.csv")
    batch = desk.core.uploads.batches()[0]
    desk.core.scheduler.world.roster.batches[batch.id] = replace(batch, provider_id="gone", account_id="gone")
    await desk.core.uploads.export(ids.values(), tmp_path / "list.csv", lambda words: str(words).upper())
    with (tmp_path / "list.csv").open(encoding="utf-8-sig", newline="") as lines:
        [line] = csv.DictReader(lines)
    assert (line["VENDOR"], line["ACCOUNT"], line["ENDED"]) == ("gone", "", "")
    assert line["STATE"] == "WAITING FOR ITS TURN"
