"""When somebody is asked for news of a version, who, and what is told of it; over TLS on loopback."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Mapping

import pytest
from fixtures.news import DAY, Bench, Publisher, moment

from app.core.errors import InputError
from app.core.services.updates import NAME, PUT_OFF, Source


async def test_off_nobody_is_asked(bench: Bench) -> None:
    bench.publish()
    bench.service.start()
    bench.clock.goes_on(5 * DAY)
    bench.service.start()
    await bench.service.close()
    assert not bench.service.state.on
    assert bench.server.visits == 0
    assert bench.notices[-1].over


async def test_on_it_asks_at_once_and_then_once_a_day(bench: Bench) -> None:
    bench.publish()
    await bench.changes(lambda: bench.service.switch(True), times=2)
    assert len(bench.server.seen) == 2
    bench.clock.goes_on(DAY - 1)
    bench.service.start()
    again = bench.start()  # the program was started again
    again.start()
    assert (again.state.on, again.state.newer) == (True, bench.service.state.newer)
    await again.close()
    assert len(bench.server.seen) == 2
    bench.clock.goes_on(2)
    await bench.changes(bench.service.start, times=2)
    assert len(bench.server.seen) == 4
    bench.clock.jumps(-100 * DAY)  # the clock was set back: it does not wait for a hundred days
    await bench.changes(bench.service.start, times=2)
    assert len(bench.server.seen) == 6


async def test_a_failure_is_silent_but_logged_and_a_day_is_waited(
    bench: Bench, caplog: pytest.LogCaptureFixture
) -> None:
    bench.shelf.pages = {}
    with caplog.at_level(logging.INFO, "app.core.services.updates"):
        await bench.changes(lambda: bench.service.switch(True), times=2)
        await bench.service.close()
    assert "the server answered with 404" in caplog.text
    assert all(notice.over for notice in bench.notices)
    bench.service.start()
    assert len(bench.server.seen) == 1


async def test_not_now_holds_for_a_week_and_for_that_version(bench: Bench) -> None:
    bench.publish("1.4")
    await bench.changes(lambda: bench.service.switch(True), times=2)
    assert bench.bar == "Sendoff 1.4 is there."
    bench.service.put_off()
    assert bench.bar == ""
    again = bench.start()
    again.start()
    await again.close()
    assert bench.bar == "", "it holds after a restart"
    bench.publish("1.5", issued=moment(bench.clock.now()))
    await bench.look()
    assert bench.bar == "Sendoff 1.5 is there."
    bench.service.put_off()
    bench.clock.goes_on(PUT_OFF)
    await bench.changes(bench.service.start, times=2)
    assert bench.bar == "Sendoff 1.5 is there."


async def test_another_publisher_begins_anew(bench: Bench) -> None:
    bench.publish()
    await bench.look()
    shown = bench.service.state.source
    bench.service.use(shown)
    assert bench.service.state.newer is not None, "nothing was changed"
    bench.service.use(Source(shown.address, Publisher().key))
    assert (bench.service.state.newer, bench.service.state.looked_at) == (None, 0.0)


async def test_what_came_for_another_publisher_meanwhile_is_dropped(bench: Bench) -> None:
    bench.publish()
    looking = asyncio.ensure_future(bench.look())
    await asyncio.sleep(0)
    bench.service.use(Source(bench.service.state.source.address, Publisher().key))
    await looking
    assert bench.service.state.newer is None


@pytest.mark.parametrize(
    ("source", "words"),
    [(Source("http://a.test/v.json"), "no secure web address"), (Source("https://a.test/v.json", "abc"), "no key")],
)
async def test_who_cannot_be_asked_is_refused(bench: Bench, source: Source, words: str) -> None:
    before = bench.service.state
    with pytest.raises(InputError, match=words):
        bench.service.use(source)
    assert bench.service.state == before


async def test_without_an_address_it_cannot_be_switched_on(bench: Bench) -> None:
    bench.service.use(Source())
    with pytest.raises(InputError, match="Enter the address"):
        bench.service.switch(True)
    assert "Enter the address" in await bench.look()
    assert not bench.service.state.on


async def test_in_practice_mode_nobody_is_asked(bench: Bench) -> None:
    bench.publish()
    bench.service.switch(True)
    await bench.service.close()
    visits = bench.server.visits
    practice = bench.start(possible=False)
    practice.start()
    assert "first" in str(await practice.look())
    await practice.close()
    assert bench.server.visits == visits
    assert not practice.state.possible


@pytest.mark.parametrize(
    "kept", [7, {"on": "yes"}, {"on": True, "looked_at": None}, {"on": True, "news": {"format": 1}}]
)
async def test_damaged_settings_are_as_if_they_had_never_been(bench: Bench, kept: Mapping[str, object]) -> None:
    bench.kept.values[NAME] = kept
    service = bench.start()
    assert service.state.newer is None
    assert service.state.source == Source()
    service.put_off()
    assert bench.bar == "", "there is nothing to put off"
