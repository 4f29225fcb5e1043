"""The window's loop: asyncio's order and errors, many callbacks in one turn, and Qt never left waiting."""

from __future__ import annotations

import asyncio
import threading
import time
from collections.abc import Iterator
from functools import partial

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from app.ui.loop import TURN, WindowLoop


@pytest.fixture
def loop(qapp: QApplication) -> Iterator[WindowLoop]:
    with WindowLoop(qapp) as made:
        yield made
    asyncio.set_event_loop(None)


def run(loop: WindowLoop, work):
    return loop.run_until_complete(asyncio.wait_for(work, 20))


def test_callbacks_keep_their_order_and_what_they_ask_for_comes_after(loop: WindowLoop) -> None:
    seen: list[str] = []

    async def work() -> None:
        done = loop.create_future()
        loop.call_soon(lambda: (seen.append("a"), loop.call_soon(seen.append, "c")))
        loop.call_soon(seen.append, "b")
        loop.call_soon(lambda: loop.call_soon(lambda: loop.call_soon(done.set_result, None)))
        await done

    run(loop, work())
    assert seen == ["a", "b", "c"]


def test_alarms_ring_by_their_time_not_by_their_order(loop: WindowLoop) -> None:
    seen: list[str] = []

    async def work() -> None:
        done = loop.create_future()
        began = loop.time()
        loop.call_later(0.03, lambda: (seen.append("late"), done.set_result(loop.time() - began)))
        loop.call_at(began + 0.01, seen.append, "early")
        loop.call_later(0.0, seen.append, "now")
        assert await done >= 0.03

    run(loop, work())
    assert seen == ["now", "early", "late"]


def test_what_is_cancelled_is_not_called(loop: WindowLoop) -> None:
    seen: list[str] = []

    async def work() -> None:
        soon, later = loop.call_soon(seen.append, "soon"), loop.call_later(0.001, seen.append, "later")
        due = loop.call_later(0.002, seen.append, "due")
        soon.cancel()
        later.cancel()
        time.sleep(0.01)  # it is due by now, and cancelled before its turn
        due.cancel()
        await asyncio.sleep(0.02)

    run(loop, work())
    assert seen == []


def test_cancelled_alarms_do_not_pile_up(loop: WindowLoop) -> None:
    async def work() -> int:
        kept = loop.call_later(600, print)
        for _ in range(5000):
            loop.call_later(300, print).cancel()
        assert not kept.cancelled()
        return len(loop._later)

    assert run(loop, work()) < 300


def test_an_error_goes_to_the_handler_and_the_rest_goes_on(loop: WindowLoop) -> None:
    told: list[object] = []
    seen: list[str] = []
    loop.set_exception_handler(lambda _loop, context: told.append(context["exception"]))
    error = ValueError("no")

    def fail() -> None:
        raise error

    async def work() -> None:
        loop.call_soon(fail)
        loop.call_soon(seen.append, "after")
        await asyncio.sleep(0.01)

    run(loop, work())
    assert (told, seen) == ([error], ["after"])


def test_qt_has_its_turn_while_there_is_always_more_to_do(loop: WindowLoop) -> None:
    async def work() -> int:
        done = loop.create_future()
        timer = QTimer()
        timer.timeout.connect(done.cancel)
        timer.start(5)
        turns = 0
        while not done.done():
            turns += 1
            await asyncio.sleep(0)
        return turns

    assert run(loop, work()) > 0


def test_a_long_row_of_callbacks_is_cut_into_turns(loop: WindowLoop) -> None:
    """A timer of Qt's need not wait until all of them are through."""
    left: list[int] = []

    async def work() -> None:
        done = loop.create_future()
        for _ in range(20):
            loop.call_soon(time.sleep, TURN)
        loop.call_soon(done.set_result, None)
        QTimer.singleShot(1, lambda: left.append(len(loop._soon)))
        await done

    run(loop, work())
    assert left[0] > 5


def test_a_task_that_an_alarm_wakes_goes_on_before_qt_does_anything_else(
    loop: WindowLoop, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("app.ui.loop.TURN", 60.0)
    work_of_qt: list[None] = []

    async def work() -> tuple[int, int]:
        idle = QTimer()
        idle.timeout.connect(partial(work_of_qt.append, None))
        idle.start(0)
        rung: asyncio.Future[int] = loop.create_future()
        loop.call_later(0.02, lambda: rung.set_result(len(work_of_qt)))
        before = await rung
        after = len(work_of_qt)
        idle.stop()
        return before, after

    before, after = run(loop, work())
    assert before == after > 0


def test_threads_are_heard(loop: WindowLoop) -> None:
    async def work() -> str:
        heard = loop.create_future()
        threading.Thread(target=loop.call_soon_threadsafe, args=(heard.set_result, "here")).start()
        return await heard

    assert run(loop, work()) == "here"


def test_bytes_arrive_over_sockets(loop: WindowLoop) -> None:
    async def work() -> bytes:
        async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            writer.write((await reader.readline()).upper())
            writer.close()

        server = await asyncio.start_server(answer, "127.0.0.1", 0)
        reader, writer = await asyncio.open_connection("127.0.0.1", server.sockets[0].getsockname()[1])
        writer.write(b"hello\n")
        found = await reader.read()
        writer.close()
        server.close()
        return found

    assert run(loop, work()) == b"HELLO\n"


def test_what_qasync_itself_wants_called_is(loop: WindowLoop) -> None:
    seen: list[str] = []

    async def work() -> None:
        loop._add_callback(asyncio.Handle(seen.append, ("soon",), loop))
        loop._add_callback(asyncio.Handle(seen.append, ("later",), loop), 0.005)
        await asyncio.sleep(0.05)

    run(loop, work())
    assert seen == ["soon", "later"]
