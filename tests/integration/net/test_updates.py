"""Whose news of a version is believed, from a real server over TLS, by the runner that sends everything else."""

from __future__ import annotations

import pytest
from fixtures.news import DAY, PATH, Bench, Publisher, moment, news

from app.core.services.announcement import MOST
from app.core.services.updates import Source


async def test_a_newer_version_is_told_and_nothing_of_the_person_goes_along(bench: Bench) -> None:
    bench.publish()
    bench.service.switch(True)
    assert await bench.look() == "Sendoff 1.4 is there."
    assert bench.bar == "Sendoff 1.4 is there."
    newer = bench.service.state.newer
    assert newer is not None
    assert (newer.version, newer.notes) == ("1.4", "https://example.com/new.html")
    for seen, target in zip(bench.server.seen[-2:], (PATH, PATH + ".sig"), strict=True):
        assert (seen.method, seen.target, seen.body) == ("GET", target, b"")
        headers = {name.lower(): value for name, value in seen.headers}
        assert headers.pop("host") == f"localhost:{bench.server.port}"
        assert headers == {"user-agent": "Sendoff", "accept": "*/*", "accept-encoding": "identity"}


@pytest.mark.parametrize("version", ["1.2", "1.2.0", "1.1.9", "0.9"])
async def test_what_is_not_newer_is_no_news(bench: Bench, version: str) -> None:
    bench.publish(version)
    assert await bench.look() == "There is nothing newer than Sendoff 1.2, which you have."
    assert bench.service.state.newer is None


async def test_tampered_bytes_and_another_key_are_ignored(bench: Bench, caplog: pytest.LogCaptureFixture) -> None:
    raw = news(bench.clock.now(), "1.4")
    wrong = ((raw.replace(b"1.4", b"1.5"), bench.publisher.sign(raw)), (raw, Publisher().sign(raw)), (raw, b""))
    for body, signature in wrong:
        bench.shelf.put(body, signature)
        assert "not signed by the publisher" in await bench.look()
        assert bench.service.state.newer is None
    assert caplog.text.count("not by the publisher's key") == 3


async def test_older_news_is_not_played_again(bench: Bench) -> None:
    now = bench.clock.now()
    bench.publish("1.5")
    await bench.look()
    bench.publish("1.4", issued=moment(now - 2 * DAY))
    assert "out of date" in await bench.look()
    assert bench.service.state.newer.version == "1.5"
    bench.publish("1.4", issued=moment(now))  # the publisher took 1.5 back
    assert await bench.look() == "Sendoff 1.4 is there."


async def test_expired_news_is_ignored_also_when_it_expires_later(bench: Bench) -> None:
    bench.publish(expires=moment(bench.clock.now() - 1))
    assert "out of date" in await bench.look()
    bench.publish(expires=moment(bench.clock.now() + DAY))
    await bench.look()
    assert bench.service.state.newer is not None
    bench.clock.goes_on(DAY)
    assert bench.service.state.newer is None


@pytest.mark.parametrize("where", [PATH, PATH + ".sig"])
async def test_a_large_reply_is_broken_off(bench: Bench, where: str) -> None:
    bench.publish()
    bench.shelf.pages[where] = (200, b"x" * (MOST + 1), ())
    assert await bench.look() == "localhost did not answer as it should."
    assert bench.service.state.newer is None


async def test_a_redirect_is_followed_on_the_same_server_alone(bench: Bench, servers, authority) -> None:  # type: ignore[no-untyped-def]
    bench.publish()
    other = await servers.start(bench.shelf.handle, tls=authority.tls("localhost"), name="localhost")
    moved = dict(bench.shelf.pages)
    for to in (f"{other.url}/there", f"http://localhost:{bench.server.port}/there", "//127.0.0.1/there", "http://[x"):
        bench.shelf.pages = {PATH: (302, b"", (f"Location: {to}",)), "/there": moved[PATH]}
        assert "is ignored" in await bench.look()
    assert other.visits == 0
    bench.shelf.pages = {
        PATH: (301, b"", ("Location: /there",)),
        "/there": moved[PATH],
        PATH + ".sig": moved[PATH + ".sig"],
    }
    assert await bench.look() == "Sendoff 1.4 is there."
    bench.shelf.pages = {PATH: (307, b"", (f"Location: {PATH}",))}
    assert "again and again" in await bench.look()


async def test_offline_says_so_only_when_the_person_asked(bench: Bench, closed_port: int) -> None:
    bench.service.use(Source(f"https://localhost:{closed_port}/v.json", bench.publisher.key))
    assert await bench.look() == "localhost does not take connections just now. Nothing was sent."
    assert bench.service.state.looked_at == bench.clock.now()


async def test_a_server_that_nobody_vouches_for_is_not_asked(bench: Bench, make_runner) -> None:  # type: ignore[no-untyped-def]
    bench.publish()
    bench.runner = make_runner()
    bench.service = bench.start()
    assert "certificate" in await bench.look()
    assert bench.server.seen == []


async def test_a_server_that_never_ends_is_left(
    bench: Bench, servers, authority, monkeypatch: pytest.MonkeyPatch
) -> None:  # type: ignore[no-untyped-def]
    async def hang(visit) -> None:  # type: ignore[no-untyped-def]
        await visit.request()
        await visit.say(b"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nx")
        await visit.gone()

    monkeypatch.setattr("app.core.services.updates._PATIENCE", 0.2)
    server = await servers.start(hang, tls=authority.tls("localhost"), name="localhost")
    bench.service.use(Source(server.url + PATH, bench.publisher.key))
    assert "is ignored" in await bench.look()
