"""What goes wrong on the wire: lost replies, dead URLs, refusals, pages in the way."""

from __future__ import annotations

import hashlib

import pytest
from fixtures.desk import Desk

from app.core.errors import InputError
from app.core.events import FieldsRefused
from app.core.transfer import State


def posts(desk: Desk, provider: str, step: str) -> int:
    return sum(seen.step == step for seen in desk.practice.requests(provider))


# ── outcome unknown ─────────────────────────────────────────────────────────────────────────────────


async def test_a_lost_reply_on_a_charging_step_is_looked_up_and_charges_once(desk: Desk) -> None:
    desk.practice.misbehave("optimaldial", "upload", "drop_after")
    path = desk.leads()
    [done] = await desk.until(await desk.send("optimaldial", path), State.DONE)
    assert done.result is not None
    assert done.result.id == desk.practice.received("optimaldial")[0].id
    assert (desk.practice.charges(), posts(desk, "optimaldial", "upload")) == (120, 1)


@pytest.mark.parametrize("fault", ["drop_before", "reset_mid", "status:500", "malformed"])
async def test_what_cannot_be_found_is_never_sent_again_by_itself(desk: Desk, fault: str) -> None:
    desk.practice.misbehave("optimaldial", "upload", fault)
    desk.practice.misbehave("optimaldial", "list", "status:404", times=-1)
    batch = await desk.send("optimaldial", desk.leads())
    [unknown] = await desk.until(batch, State.UNKNOWN)
    await desk.core.uploads.looked_up()
    [unknown] = desk.of(batch)
    assert unknown.state is State.UNKNOWN
    assert unknown.problem is not None
    assert posts(desk, "optimaldial", "upload") == 1


async def test_the_person_settles_what_nobody_can_look_up(desk: Desk) -> None:
    desk.practice.misbehave("sendai", "upload", "drop_after")
    batch = await desk.send("sendai", desk.file("a.pdf"))
    [unknown] = await desk.until(batch, State.UNKNOWN)
    await desk.core.uploads.resolve(unknown.id, arrived=True)
    [done] = desk.of(batch)
    assert done.state is State.DONE
    assert (len(desk.practice.received("sendai")), posts(desk, "sendai", "upload")) == (1, 1)
    with pytest.raises(InputError):
        await desk.core.uploads.resolve(unknown.id, arrived=True)


async def test_the_person_may_send_again(desk: Desk) -> None:
    desk.practice.misbehave("sendai", "upload", "drop_before")
    batch = await desk.send("sendai", desk.file("a.pdf"))
    [unknown] = await desk.until(batch, State.UNKNOWN)
    await desk.core.uploads.resolve(unknown.id, arrived=False)
    await desk.until(batch, State.DONE)
    assert (len(desk.practice.received("sendai")), posts(desk, "sendai", "upload")) == (1, 2)


# ── what may be repeated ────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("step", "fault"),
    [
        ("ask", "status:503"),
        ("ask", "drop_after"),
        ("send", "reset_mid"),
        ("send", "drop_after"),
        ("send", "s3:SlowDown"),
    ],
)
async def test_safe_steps_go_on_by_themselves(desk: Desk, step: str, fault: str) -> None:
    desk.practice.misbehave("sela", step, fault)
    path = desk.file("leads.csv", b"id,name\n" + b"1,Ann\n" * 50_000)
    [done] = await desk.until(await desk.send("sela", path))
    assert done.state is State.DONE, str(done.problem)
    assert {one.sha256 for one in desk.practice.received("sela")} == {hashlib.sha256(path.read_bytes()).hexdigest()}


async def test_an_expired_address_is_asked_for_again(desk: Desk) -> None:
    desk.practice.misbehave("sela", "ask", "expired_url")
    [done] = await desk.until(await desk.send("sela", desk.file("leads.csv")))
    assert done.state is State.DONE, str(done.problem)
    assert posts(desk, "sela", "ask") == 2


async def test_what_the_vendor_refuses_fails_in_its_words_and_can_be_retried(desk: Desk) -> None:
    desk.practice.misbehave("sela", "ask", "status:400")
    batch = await desk.send("sela", desk.file("leads.csv"))
    [failed] = await desk.until(batch)
    assert failed.state is State.FAILED
    assert "crm_export" in str(failed.problem)
    await desk.core.uploads.retry()
    [done] = await desk.until(batch)
    assert done.state is State.DONE


async def test_field_errors_come_back_to_the_form(desk: Desk) -> None:
    refused: list[FieldsRefused] = []
    desk.core.events.subscribe(FieldsRefused, refused.append)
    desk.practice.misbehave("deepset", "open", "status:422")
    ended = await desk.until(await desk.send("deepset", desk.file("a.txt"), desk.file("b.txt")))
    assert {one.state for one in ended} == {State.FAILED}
    assert posts(desk, "deepset", "open") == 1
