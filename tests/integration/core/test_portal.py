"""A network that wants a sign-in first: transfers wait, say where to sign in, and go on by themselves."""

from __future__ import annotations

import pytest
from fixtures.desk import Desk

from app.core.events import Notice
from app.core.transfer import State, Wait
from app.practice.faults import FOREVER


def tell(desk: Desk) -> list[Notice]:
    notices: list[Notice] = []
    desk.core.events.subscribe(Notice, notices.append)
    return notices


@pytest.mark.parametrize("location", ["", "http://wifi.test/sign-in"])
async def test_transfers_wait_for_the_sign_in_and_go_on(desk: Desk, location: str) -> None:
    notices = tell(desk)
    desk.practice.misbehave("sela", "ask", "html", times=FOREVER, location=location)
    batch = await desk.send("sela", desk.file("a.csv"), desk.file("b.csv"))
    for one in await desk.until(batch, State.WAITING):
        assert one.wait is Wait.NETWORK
        assert "sign in first" in str(one.problem)
        assert location == "" or "at wifi.test. Nothing was sent" in str(one.problem)
    desk.practice.behave()
    assert {one.state for one in await desk.until(batch)} == {State.DONE}
    assert [(one.kind, one.over) for one in notices] == [("portal", False), ("portal", True)]


async def test_a_charging_step_that_met_a_sign_in_page_is_sent_once(desk: Desk) -> None:
    desk.practice.misbehave("optimaldial", "upload", "html", times=2, location="http://wifi.test/sign-in")
    batch = await desk.send("optimaldial", desk.leads())
    [waiting] = await desk.until(batch, State.WAITING)
    assert "Nothing was sent to 127.0.0.1" in str(waiting.problem)
    await desk.core.uploads.resume()
    [done] = await desk.until(batch)
    assert done.state is State.DONE


async def test_a_mere_page_after_a_charging_step_is_not_taken_for_nothing(desk: Desk) -> None:
    desk.practice.misbehave("sendai", "upload", "html")
    [unknown] = await desk.until(await desk.send("sendai", desk.file("a.pdf")), State.UNKNOWN)
    assert "may want you to sign in first" in str(unknown.problem)
    assert "may have arrived" in str(unknown.problem)
