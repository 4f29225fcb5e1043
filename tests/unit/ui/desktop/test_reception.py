"""The open window listens for another copy: on a real socket, for its own user only, and unimpressed by nonsense."""

from __future__ import annotations

import asyncio
import socket
import stat
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from app.core.services.handover import Answer, GoOn, Send, Show, encode
from app.core.services.messenger import deliver
from app.core.services.model import Draft
from app.ui.desktop import reception as reception_module
from app.ui.desktop.reception import Reception, Visitor

SHOW = Show((Path("/a/ü.csv"),))
SEND = Send(Draft("vendor", "account", (Path("/a.csv"),), {}))
Aside = Callable[..., "Future[Any]"]


class Asked(list[tuple[Show | Send, Visitor]]):
    """What was asked, and by whom."""

    def take(self, wish: Show | Send, visitor: Visitor) -> None:
        self.append((wish, visitor))


@pytest.fixture
def place(short_folder: Path) -> Path:
    return short_folder / f"place-{len(list(short_folder.glob('place-*')))}" / "sendoff.socket"


@pytest.fixture
def asked() -> Asked:
    return Asked()


@pytest.fixture
def reception(place: Path, asked: Asked, qtbot: QtBot) -> Iterator[Reception]:
    made = Reception(str(place))
    made.asked.connect(asked.take)
    assert made.listen()
    yield made
    made.close()


@pytest.fixture
def aside() -> Iterator[Aside]:
    """Runs a coroutine in a thread, as another program would."""
    with ThreadPoolExecutor() as threads:
        yield lambda work: threads.submit(asyncio.run, work)


@pytest.fixture
def caller(place: Path, reception: Reception) -> Iterator[socket.socket]:
    """A bare connection."""
    with socket.socket(socket.AF_UNIX) as made:
        made.settimeout(15)
        made.connect(str(place))
        yield made


@pytest.mark.parametrize("wish", [SHOW, SEND])
def test_a_wish_is_heard_and_answered(
    wish: Show | Send, reception: Reception, place: Path, asked: Asked, aside: Aside, qtbot: QtBot
) -> None:
    came = aside(deliver(str(place), wish))
    qtbot.waitUntil(lambda: bool(asked))
    assert asked[0][0] == wish
    asked[0][1].answer(Answer(True, batch_id="b"))
    qtbot.waitUntil(came.done)
    assert came.result() == Answer(True, batch_id="b")


def test_only_its_own_user_can_reach_it(reception: Reception, place: Path) -> None:
    assert stat.S_IMODE(place.parent.stat().st_mode) == 0o700
    assert not stat.S_IMODE(place.stat().st_mode) & 0o077


def test_a_folder_that_others_may_write_to_is_not_used(place: Path, qtbot: QtBot) -> None:
    place.parent.mkdir()
    place.parent.chmod(0o777)
    assert not Reception(str(place)).listen()
    assert not place.exists()


def test_what_a_killed_program_left_behind_is_in_nobodys_way(
    place: Path, asked: Asked, aside: Aside, qtbot: QtBot
) -> None:
    place.parent.mkdir(mode=0o700)
    with socket.socket(socket.AF_UNIX) as left:
        left.bind(str(place))
    made = Reception(str(place))
    made.asked.connect(asked.take)
    assert made.listen()
    aside(deliver(str(place), SHOW))
    qtbot.waitUntil(lambda: bool(asked))
    asked[0][1].answer(Answer(True))
    made.close()
    assert not place.exists()


def test_a_place_that_cannot_be_had_keeps_no_window_from_opening(short_folder: Path, qtbot: QtBot) -> None:
    assert not Reception(str(short_folder / ("x" * 200))).listen()


@pytest.mark.parametrize(
    "words",
    [b"\n", b"GET / HTTP/1.1\r\n\r\n", b"\xff" * 4000 + b"\n", encode(GoOn()), encode(SHOW) + encode(SHOW)],
)
def test_nonsense_is_cut_off(words: bytes, caller: socket.socket, asked: Asked, qtbot: QtBot) -> None:
    caller.sendall(words)
    assert until_closed(caller, qtbot)
    assert asked == []


def test_too_much_is_cut_off(
    caller: socket.socket, asked: Asked, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reception_module, "MOST", 1000)
    caller.sendall(b"x" * 5000)
    assert until_closed(caller, qtbot)
    assert asked == []


def test_whoever_says_nothing_is_sent_away(
    place: Path, asked: Asked, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reception_module, "PATIENCE", 20)
    made = Reception(str(place))
    assert made.listen()
    with socket.socket(socket.AF_UNIX) as caller:
        caller.connect(str(place))
        assert until_closed(caller, qtbot)
    made.close()


def test_whoever_gave_up_waiting_is_not_acted_for(caller: socket.socket, asked: Asked, qtbot: QtBot) -> None:
    caller.sendall(encode(SEND))
    until_heard(caller, qtbot)
    caller.close()
    qtbot.wait(20)
    assert asked == []


def test_an_answer_to_one_who_has_gone_is_no_trouble(caller: socket.socket, asked: Asked, qtbot: QtBot) -> None:
    caller.sendall(encode(SEND))
    until_heard(caller, qtbot)
    caller.sendall(encode(GoOn()))
    qtbot.waitUntil(lambda: bool(asked))
    visitor = asked[0][1]
    caller.close()
    with qtbot.waitSignal(visitor.destroyed):
        qtbot.wait(20)
        visitor.answer(Answer(True))


def until_closed(caller: socket.socket, qtbot: QtBot) -> bool:
    """Wait until the other side hung up."""
    caller.setblocking(False)

    def closed() -> bool:
        try:
            return caller.recv(65536) == b""
        except BlockingIOError:
            return False
        except ConnectionResetError:
            return True

    qtbot.waitUntil(closed)
    return True


def until_heard(caller: socket.socket, qtbot: QtBot) -> None:
    """Wait until the other side said that it heard."""
    caller.setblocking(False)

    def heard() -> bool:
        try:
            return b"heard" in caller.recv(65536)
        except BlockingIOError:
            return False

    qtbot.waitUntil(heard)
