"""Notifications and the dock's progress, on a real session bus, heard by a party that stands for the desktop."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable

import pytest
from fixtures.session_bus import Party
from fixtures.session_bus import SessionBus as RealBus

from app.ui.desktop.notifier import NAME, PATH, Notifier
from app.ui.desktop.session_bus import SessionBus
from app.ui.desktop.taskbar import Changing, LauncherEntry, Progress

ALL = ["actions", "body", "body-markup"]
UNITY = "com.canonical.Unity.LauncherEntry"


@pytest.fixture
async def bus() -> AsyncIterator[SessionBus]:
    made = SessionBus()
    yield made
    await made.close()


def desktop(bus: RealBus, abilities: list[str] = ALL) -> Party:
    return bus.join(NAME, replies={"GetCapabilities": ("as", (abilities,)), "Notify": ("u", (5,))})


async def until(condition: Callable[[], object]) -> None:
    async with asyncio.timeout(15):
        while not condition():
            await asyncio.sleep(0.01)


async def test_a_notification_is_shown_and_its_click_comes_back(session_bus: RealBus, bus: SessionBus) -> None:
    there, clicked, tokens = desktop(session_bus), [], []
    notifier = Notifier(bus, clicked.append, tokens.append)
    assert await notifier.show("All done", "R&D <b>: 2 files are done.", "batch-1")
    shown = there.until("Notify").body
    assert (shown[0], shown[3], shown[4]) == ("Sendoff", "All done", "R&amp;D &lt;b&gt;: 2 files are done.")
    assert shown[5] == ["default", "Open Sendoff"]
    assert shown[6] == {"desktop-entry": ("s", "sendoff")}
    there.signal(PATH, NAME, "ActionInvoked", "us", (99, "default"))  # another program's
    there.signal(PATH, NAME, "ActionInvoked", "us", (5, "other"))
    there.signal(PATH, NAME, "ActivationToken", "us", (5, "token-1"))
    there.signal(PATH, NAME, "ActionInvoked", "us", (5, "default"))
    await until(lambda: clicked)
    assert (clicked, tokens) == (["batch-1"], ["token-1"])
    there.signal(PATH, NAME, "NotificationClosed", "uu", (5, 2))
    there.signal(PATH, NAME, "ActionInvoked", "us", (5, "default"))
    assert await notifier.show("Again", "", "")
    await until(lambda: len(there.of("Notify")) == 2)
    assert clicked == ["batch-1"]


async def test_a_desktop_of_few_abilities_gets_plain_words(session_bus: RealBus, bus: SessionBus) -> None:
    there = desktop(session_bus, [])
    assert await Notifier(bus, str, str).show("Done", "R&D", "b")
    shown = there.until("Notify").body
    assert (shown[4], shown[5]) == ("R&D", [])


async def test_a_desktop_without_notifications_is_no_trouble(session_bus: RealBus, bus: SessionBus) -> None:
    notifier = Notifier(bus, str, str)
    assert not await notifier.show("Done", "", "")
    there = desktop(session_bus)  # it was started later
    assert await notifier.show("Done", "", "")
    assert there.of("Notify")


@pytest.mark.parametrize("address", ["", "nonsense", "unix:path=/nowhere/bus", "tcp:host=127.0.0.1,port=1"])
async def test_no_bus_is_no_trouble(address: str, bus: SessionBus, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", address)
    assert not await Notifier(bus, str, str).show("Done", "", "")
    monkeypatch.delenv("DBUS_SESSION_BUS_ADDRESS")
    assert not await Notifier(bus, str, str).show("Done", "", "")


async def test_a_bus_that_went_away_is_found_again(
    session_bus: RealBus, bus: SessionBus, monkeypatch: pytest.MonkeyPatch
) -> None:
    desktop(session_bus)
    notifier = Notifier(bus, str, str)
    assert await notifier.show("Done", "", "")
    session_bus.restart()
    there = desktop(session_bus)
    first = await notifier.show("Done", "", "")
    second = await notifier.show("Done", "", "")
    assert (first, second) == (False, True)
    assert len(there.of("Notify")) == 1


async def test_the_dock_hears_what_changed_and_nothing_twice(session_bus: RealBus, bus: SessionBus) -> None:
    dock = session_bus.join(hears=UNITY)
    taskbar = Changing(LauncherEntry(bus))
    taskbar.show(Progress())  # nothing is under way: nothing to say, no bus is opened
    for progress in (Progress(40, 3), Progress(40, 3), Progress(trouble=True)):
        taskbar.show(progress)
    await bus.close()  # the last word, that nothing is under way any more, still gets there
    await until(lambda: len(dock.of("Update")) == 2)
    sending, ended = (one.body for one in dock.of("Update"))
    assert sending[0] == ended[0] == "application://sendoff.desktop"
    assert sending[1] == {
        "progress": ("d", 0.4),
        "progress-visible": ("b", True),
        "count": ("x", 3),
        "count-visible": ("b", True),
        "urgent": ("b", False),
    }
    assert (ended[1]["progress-visible"], ended[1]["urgent"]) == (("b", False), ("b", True))
    taskbar.show(Progress(50, 1))
    await bus.close()
    assert len(dock.of("Update")) == 2
