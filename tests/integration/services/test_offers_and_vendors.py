"""What can be done with a transfer, saved presets, and vendors that are added."""

from __future__ import annotations

import asyncio

import pytest
from fixtures.desk import FORMS, VENDORS, Desk
from fixtures.held import go_on, hold

from app.core.errors import InputError, SendoffError
from app.core.preset import Preset
from app.core.transfer import State


@pytest.mark.parametrize("provider", VENDORS)
async def test_details_hold_nothing_secret(desk: Desk, provider: str) -> None:
    batch = await desk.send(provider, desk.fresh(provider))
    [done] = await desk.until(batch)
    assert done.state is State.DONE, str(done.problem)
    details = await desk.core.uploads.details(done.id)
    assert {one.state for one in details.steps} <= {"done", "waiting"}
    assert any(one.state == "done" and one.status in (200, 201, 204) for one in details.steps)
    facts = {str(name): value for name, value in details.facts}
    assert facts["SHA-256"] == desk.practice.received(provider)[0].sha256
    assert ("Request" in facts) == (provider in ("sela", "tela", "deepset")), "what the storage calls the request"
    shown = repr(details)
    assert desk.practice.keys[provider] not in shown
    for secret in ("Signature=", "X-Amz-Credential=A", "AWSAccessKeyId="):
        assert f"{secret}•" in shown or secret not in shown
    batch_now = desk.core.uploads.batch(batch.id)
    assert batch_now is not None
    assert desk.core.uploads.transfer(done.id) == done
    totals = desk.core.uploads.totals()
    assert (totals.sent, totals.by_state.get("done")) == (totals.total, 1)


async def test_details_while_it_waits_and_after_its_account_is_gone(desk: Desk) -> None:
    path = desk.file("leads (2).csv")
    hold(desk.core.scheduler)
    batch = await desk.send("sela", path)
    [waiting] = desk.of(batch)
    facts = {str(name): value for name, value in (await desk.core.uploads.details(waiting.id)).facts}
    assert "crm_export" in facts["Goes to"]
    go_on(desk.core.scheduler)
    [done] = await desk.until(batch)
    facts = {str(name): value for name, value in (await desk.core.uploads.details(done.id)).facts}
    assert facts["Sent as"] == "leads 2.csv"
    assert "crm_export" in facts["Sent to"]
    await desk.core.accounts.remove("practice-sela")
    details = await desk.core.uploads.details(done.id)
    assert "Sent to" not in {str(name) for name, _ in details.facts}
    with pytest.raises(InputError, match="not in the list any more"):
        await desk.core.uploads.details("nothing")


async def test_before_its_receipt_the_hash_comes_from_the_steps(desk: Desk) -> None:
    desk.practice.misbehave("sendai", "look", "status:503", times=-1)
    batch = await desk.send("sendai", desk.file("a.pdf"))
    [one] = await desk.until(batch, State.PROCESSING, State.WAITING)
    facts = {str(name): value for name, value in (await desk.core.uploads.details(one.id)).facts}
    assert facts["SHA-256"] == desk.practice.received("sendai")[0].sha256


async def test_actions_need_a_transfer_an_offer_and_a_key(desk: Desk) -> None:
    [done] = await desk.until(await desk.send("optimaldial", desk.leads()))
    with pytest.raises(InputError, match="not in the list any more"):
        await desk.core.uploads.act("nothing", "look")
    looked = await desk.core.uploads.act(done.id, "look")
    assert looked.ok
    assert looked.table
    offers = {one.id: one for one in (await desk.core.uploads.details(done.id)).offers}
    assert offers["download_processed"].suggested_name == "leads processed.csv"
    unsaved = await desk.core.uploads.act(done.id, "download_processed")
    assert unsaved.saved_to is None
    desk.practice.misbehave("optimaldial", "fetch", "status:500", times=-1)
    failed = await desk.core.uploads.act(done.id, "download_processed", desk.folder / "out.csv")
    assert not failed.ok
    assert str(failed.words)
    assert not (desk.folder / "out.csv").exists()
    desk.core.accounts._keys._this_run.clear()  # as after a restart
    with pytest.raises(SendoffError):
        await desk.core.uploads.act(done.id, "look")


async def test_actions_need_a_key_that_is_there(desk: Desk, keyring_here: object) -> None:
    [done] = await desk.until(await desk.send("optimaldial", desk.leads()))
    desk.core.accounts._keys._this_run.clear()
    with pytest.raises(InputError, match="no key for this account"):
        await desk.core.uploads.act(done.id, "look")


async def test_cancelling_there_asks_first_and_works_once(desk: Desk) -> None:
    desk.practice.world.scale = 1.0
    batch = await desk.send("optimaldial", desk.leads())
    [one] = await desk.until(batch, State.PROCESSING)
    [offer] = [o for o in (await desk.core.uploads.details(one.id)).offers if o.id == "cancel_there"]
    assert "credits for it come back" in str(offer.confirm)
    assert (await desk.core.uploads.act(one.id, "cancel_there")).ok
    assert desk.of(batch)[0].state is State.CANCELLED
    again = await desk.core.uploads.act(one.id, "cancel_there")
    assert str(again.words)
    assert desk.of(batch)[0].state is State.CANCELLED
    assert desk.practice.refunds() == 120


async def test_an_action_on_what_was_removed_meanwhile_changes_nothing(desk: Desk) -> None:
    desk.practice.world.scale = 1.0
    batch = await desk.send("optimaldial", desk.leads())
    [one] = await desk.until(batch, State.PROCESSING)
    desk.practice.misbehave("optimaldial", "cancel", "slow", seconds=0.5)
    act = asyncio.create_task(desk.core.uploads.act(one.id, "cancel_there"))
    await desk.turn()
    await desk.core.uploads.cancel([one.id])
    await desk.until(batch)
    await desk.core.uploads.remove([one.id])
    assert not act.done()
    assert (await act).ok
    assert desk.core.uploads.transfers() == []


async def test_what_was_unknown_is_looked_up_at_the_next_start(desk: Desk) -> None:
    desk.practice.misbehave("optimaldial", "upload", "drop_after")
    desk.practice.misbehave("optimaldial", "list", "status:404", times=-1)
    batch = await desk.send("optimaldial", desk.leads())
    [unknown] = await desk.until(batch, State.UNKNOWN)
    await desk.core.uploads.looked_up()
    assert desk.core.uploads.in_use("practice-optimaldial")
    desk.practice.behave()
    await desk.core.uploads.look_up(unknown.id)
    [done] = await desk.until(batch, State.DONE)
    assert (done.id, desk.practice.charges()) == (unknown.id, 120)
    assert not desk.core.uploads.in_use("practice-optimaldial")


async def test_what_went_away_before_its_look_up_is_only_noted(desk: Desk, caplog: pytest.LogCaptureFixture) -> None:
    await desk.core.uploads._look_up("gone")
    assert "a look-up did not work" in caplog.text


async def test_stopping_ends_a_look_up_and_nothing_else(desk: Desk) -> None:
    desk.practice.misbehave("optimaldial", "upload", "drop_after", times=-1)
    desk.practice.misbehave("optimaldial", "list", "hang", times=-1)
    batch = await desk.send("optimaldial", desk.leads())
    await desk.until(batch, State.UNKNOWN)
    await desk.core.uploads.stop()
    assert [one.state for one in desk.of(batch)] == [State.UNKNOWN]


async def test_presets(desk: Desk) -> None:
    save, presets = desk.core.presets.save, desk.core.presets
    await save(Preset(" weekly ", "sela", "practice-sela", FORMS["sela"]))
    await save(Preset("Daily", "sendai", "", FORMS["sendai"], "together"))
    assert [(one.name, one.mode) for one in presets.all()] == [("weekly", ""), ("Daily", "together")]
    await save(Preset("weekly", "sela", "", {"body.source": "other"}))
    assert dict(presets.all()[0].values) == {"body.source": "other"}
    with pytest.raises(InputError, match="name"):
        await save(Preset("  ", "sela", "", {}))
    with pytest.raises(InputError, match="no vendor"):
        await save(Preset("x", "nowhere", "", {}))
    daily = presets.all()[1].id
    await presets.remove(daily)
    await presets.remove(daily)
    assert [one.name for one in presets.all()] == ["weekly"]
