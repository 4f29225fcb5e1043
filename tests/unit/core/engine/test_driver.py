"""The lane's driver: what it reads and hashes for a lane, what it forgets, and how it hands back what cannot be."""

from __future__ import annotations

import hashlib
from collections.abc import AsyncIterator, Generator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from app.core.engine.away import Away
from app.core.engine.driver import Halted, LaneDriver
from app.core.engine.pace import Pace
from app.core.engine.ports import SystemClock
from app.core.engine.retry import Tried
from app.core.engine.trip import Trip
from app.core.errors import FlowError
from app.core.events import Events
from app.core.flow.actions import Action, Answer, Call, Digest, Forget, ReadSmall, Record
from app.core.providers.model import Repeat
from app.core.schema.request import FileBytes, Reply, Request
from app.core.storage.accounts import Account
from app.core.storage.journal import Journal
from app.core.text import text

ACCOUNT = Account("acc", "sela", "Marketing", "https://api.example.com")


class NoRunner:
    """Nothing is sent in these tests."""

    async def send(self, _request: Request, **_: object) -> Reply:
        raise AssertionError("nothing is to be sent")


def a_trip() -> Trip:
    return Trip(
        owner="t",
        account=ACCOUNT,
        secret=None,
        tries=Tried(),
        explain=lambda _step, reply: text("HTTP {status}", status=reply.status),
        on_progress=lambda _sent: None,
    )


@pytest.fixture
async def journal(tmp_path: Path) -> AsyncIterator[Journal]:
    opened = await Journal.open(tmp_path / "journal.db")
    yield opened
    await opened.close()


@pytest.fixture
async def driver(journal: Journal) -> AsyncIterator[LaneDriver]:
    clock = SystemClock()
    with ThreadPoolExecutor(1) as workers:
        away = Away(Events(), clock, lambda: 5)
        yield LaneDriver(journal, NoRunner(), Pace(clock, lambda _account: None), clock, workers, away)


def asks(*actions: Action) -> Generator[Action, Answer, list[Answer]]:
    answers = []
    for action in actions:
        answers.append((yield action))
    return answers


async def test_it_hashes_a_file_or_a_piece_of_it(driver: LaneDriver, tmp_path: Path) -> None:
    path = tmp_path / "a.bin"
    data = bytes(range(256)) * 5000
    path.write_bytes(data)
    whole, piece, last = await driver.drive(
        asks(Digest(path, "sha256"), Digest(path, "md5", 100, 1_100_000), Digest(path, "sha1", 1_279_990, 50)), a_trip()
    )
    assert whole == hashlib.sha256(data).hexdigest()
    assert piece == hashlib.md5(data[100:1_100_100], usedforsecurity=False).hexdigest()
    assert last == hashlib.sha1(data[1_279_990:], usedforsecurity=False).hexdigest()


async def test_it_reads_small_files_up_to_their_limit(driver: LaneDriver, tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    path.write_bytes(b"12345")
    assert await driver.drive(asks(ReadSmall(path, 5)), a_trip()) == [b"12345"]
    with pytest.raises(FlowError, match="larger than"):
        await driver.drive(asks(ReadSmall(path, 4)), a_trip())


async def test_a_file_that_cannot_be_read_is_said_in_words(driver: LaneDriver, tmp_path: Path) -> None:
    for action in (Digest(tmp_path / "gone", "md5"), ReadSmall(tmp_path / "gone", 5)):
        with pytest.raises(FlowError, match="No such file"):
            await driver.drive(asks(action), a_trip())


async def test_it_records_and_forgets(driver: LaneDriver, journal: Journal) -> None:
    trip = a_trip()
    trip.sha256["a.txt"], trip.request_id = "ff", "req"
    await driver.drive(asks(Record("ask", {"url": "u"}, 201), Record("send", {})), trip)
    [ask, _] = sorted(await journal.steps("t"), key=lambda one: one.step)
    assert (ask.outputs, ask.status) == ({"url": "u", "$sha256": {"a.txt": "ff"}, "$request_id": "req"}, 201)
    await driver.drive(asks(Forget(("ask",))), trip)
    assert [one.step for one in await journal.steps("t")] == ["send"]


async def test_a_halt_takes_effect_once_the_step_is_on_record(driver: LaneDriver, journal: Journal) -> None:
    trip = a_trip()
    trip.halt = True
    with pytest.raises(Halted):
        await driver.drive(asks(Forget(("x",)), Record("ask", {}), Record("send", {})), trip)
    assert [one.step for one in await journal.steps("t")] == ["ask"]


@pytest.mark.parametrize(
    ("repeat", "left", "touchy", "must_finish"),
    [
        (Repeat.SAFE, 10, False, False),
        (Repeat.LIMITED, 10, False, False),
        (Repeat.DUPLICATES, 0, False, False),
        (Repeat.DUPLICATES, 4, True, False),
        (Repeat.CHARGES, 10, True, True),
    ],
)
def test_when_a_step_must_not_be_cut_off(repeat: Repeat, left: int, touchy: bool, must_finish: bool) -> None:
    trip = a_trip()
    assert (trip.touchy, trip.all_left, trip.must_finish) == (False, False, False)
    request = Request("POST", "https://api.example.com/u", body=(FileBytes(Path("a"), 10),))
    trip.in_flight, trip.left = Call("create", request, repeat, carries_file=True), left
    assert (trip.touchy, trip.must_finish) == (touchy, must_finish)
    trip.in_flight = Call("create", Request("POST", "https://api.example.com/u"), repeat)
    assert trip.touchy is (repeat in (Repeat.DUPLICATES, Repeat.CHARGES)), "without a file it may act at once"
