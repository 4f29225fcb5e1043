"""What is followed at a vendor that was away goes on also while no file of its account may begin."""

from __future__ import annotations

from fixtures.desk import Desk
from fixtures.hand_clock import HandClock

from app.core.engine.retry import Offline
from app.core.engine.world import Limits
from app.core.schema.request import Request
from app.core.text import text
from app.core.transfer import State


async def test_a_long_upload_elsewhere_does_not_keep_the_vendor_s_work_from_being_followed(
    desk: Desk, clock: HandClock
) -> None:
    scheduler = desk.core.scheduler
    desk.practice.world.scale = 1000.0
    batch = await desk.send("sendai", *(desk.file(f"{n}.pdf", f"%PDF{n}".encode()) for n in range(3)))
    await desk.until(batch, State.PROCESSING)
    scheduler.set_limits(Limits(at_once=1))
    desk.practice.misbehave("tela", "send", "slow", seconds=600)
    await desk.send("tela", desk.file("long.pdf"))
    await desk.until_sent("send")
    scheduler.world.away.met(
        "practice-sendai",
        Request("GET", desk.practice.servers["sendai"]),
        Offline(300.0, text("There is no network.")),
    )
    behind = await desk.send("sendai", desk.file("waits.pdf"))
    clock.goes_on(299.0)
    scheduler.pump_soon()
    await desk.turn()
    assert {one.state for one in desk.of(batch)} == {State.PROCESSING}, "what is due is kept back"
    desk.practice.world.scale = 0.0
    clock.goes_on(2.0)
    scheduler.pump_soon()
    for _ in range(100):
        clock.goes_on(10.0)
        scheduler.pump_soon()
        await desk.turn()
    assert {one.state for one in desk.of(batch)} == {State.DONE}
    assert {one.state for one in desk.of(behind)} == {State.QUEUED}
