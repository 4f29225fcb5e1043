"""The computer is kept awake while something is sent: asked over a real session bus, as a desktop would be."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from pathlib import Path

import pytest
from fixtures.session_bus import Party, SessionBus

from app.core.events import Events, Notice, TotalsChanged
from app.core.services import awake as awake_module
from app.core.services.awake import KeepAwake
from app.core.storage.settings import SettingsStore

POWER = "org.freedesktop.PowerManagement"
GNOME = "org.gnome.SessionManager"
COOKIE = {"Inhibit": ("u", (7,)), "UnInhibit": ("", ()), "Uninhibit": ("", ())}


@pytest.fixture
def settings(tmp_path: Path) -> SettingsStore:
    return SettingsStore(tmp_path / "settings.json")


@pytest.fixture
def events(monkeypatch: pytest.MonkeyPatch) -> Events:
    monkeypatch.delenv("WAKEPY_FAKE_SUCCESS")
    return Events()


@pytest.fixture
async def awake(events: Events, settings: SettingsStore) -> AsyncIterator[KeepAwake]:
    keeper = KeepAwake(events, settings, begin=0, linger=0)
    yield keeper
    await keeper.close()


def sending(events: Events, files: int, waiting: int = 0) -> None:
    events.publish(TotalsChanged({"running": files, "waiting": waiting}, 0, 0, 0.0, None))


async def until(condition: Callable[[], object]) -> None:
    async with asyncio.timeout(15):
        while not condition():
            await asyncio.sleep(0.01)


@pytest.mark.parametrize(("service", "end"), [(POWER, "UnInhibit"), (GNOME, "Uninhibit")])
async def test_the_desktop_is_asked_once_and_released(
    service: str, end: str, session_bus: SessionBus, events: Events, settings: SettingsStore
) -> None:
    desktop = session_bus.join(service, replies=COOKIE)
    keeper = KeepAwake(events, settings, begin=0, linger=0.3)
    sending(events, 1)
    await until(lambda: desktop.of("Inhibit"))
    for files in (2, 0, 1, 0, 3):  # no asking for every file
        sending(events, files)
    await keeper.settled()
    assert keeper.held
    assert not desktop.of(end)
    sending(events, 0, waiting=2)
    await until(lambda: desktop.of(end))
    assert not keeper.held
    assert desktop.of(end)[0].body == (7,)
    assert len(desktop.of("Inhibit")) == 1
    await keeper.close()


async def test_what_is_over_soon_or_only_waits_asks_nothing(
    session_bus: SessionBus, events: Events, settings: SettingsStore
) -> None:
    desktop = session_bus.join(POWER, replies=COOKIE)
    keeper = KeepAwake(events, settings)
    sending(events, 0, waiting=5)
    sending(events, 1)
    sending(events, 0)
    await keeper.close()
    assert not keeper.held
    assert not desktop.of("Inhibit")


async def test_the_end_of_the_program_releases_it(session_bus: SessionBus, awake: KeepAwake, events: Events) -> None:
    desktop = session_bus.join(POWER, replies=COOKIE)
    sending(events, 1)
    await until(lambda: desktop.of("Inhibit"))
    await awake.close()
    assert desktop.of("UnInhibit")


async def test_the_wish_is_followed_while_sending(
    session_bus: SessionBus, awake: KeepAwake, events: Events, settings: SettingsStore
) -> None:
    desktop = session_bus.join(POWER, replies=COOKIE)
    settings.set(awake_module.WISH, False)
    sending(events, 1)
    await asyncio.sleep(0)  # its turn to ask
    await asyncio.sleep(0)
    await awake.settled()
    assert not awake.held
    settings.set(awake_module.WISH, True)
    await until(lambda: desktop.of("Inhibit"))
    settings.set(awake_module.WISH, False)
    await until(lambda: desktop.of("UnInhibit"))
    sending(events, 0)
    settings.set(awake_module.WISH, True)
    await awake.settled()
    assert len(desktop.of("Inhibit")) == 1


async def test_a_system_that_cannot_is_told_about_once(
    session_bus: SessionBus, awake: KeepAwake, events: Events, settings: SettingsStore
) -> None:
    told: list[Notice] = []
    events.subscribe(Notice, told.append)
    for _ in range(2):
        sending(events, 1)
        await until(lambda: awake.held)
        await awake.settled()
        sending(events, 0)
        await until(lambda: not awake.held)
        await awake.settled()
    assert [notice.kind for notice in told] == ["info"]
    assert "keep it awake" in str(told[0].words)
    assert settings.get(awake_module.TOLD) is True


async def test_no_bus_at_all_stops_nothing(awake: KeepAwake, events: Events, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", "nonsense")
    told: list[Notice] = []
    events.subscribe(Notice, told.append)
    sending(events, 1)
    await until(lambda: told)


async def test_the_loop_goes_on_while_the_desktop_hangs(
    session_bus: SessionBus, events: Events, settings: SettingsStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    desktop: Party = session_bus.join(POWER, deaf=True)
    monkeypatch.setattr(awake_module, "PATIENCE", 0.05)
    keeper = KeepAwake(events, settings, begin=0)
    sending(events, 1)
    await until(lambda: desktop.of("Inhibit"))
    with pytest.raises(TimeoutError):  # the loop has its turns although the answer is still to come
        async with asyncio.timeout(0.01):
            await keeper.settled()
    await keeper.close()  # nor does this wait for ever
    assert not keeper.held


async def test_what_the_library_raises_ends_nothing(
    session_bus: SessionBus, awake: KeepAwake, events: Events, monkeypatch: pytest.MonkeyPatch
) -> None:
    desktop = session_bus.join(POWER, replies={"Inhibit": ("u", (7,))})
    sending(events, 1)
    await until(lambda: desktop.of("Inhibit"))
    await awake.settled()
    sending(events, 0)  # UnInhibit is refused
    await until(lambda: desktop.of("UnInhibit"))
    await awake.settled()
    from wakepy import keep

    def broken(**_: object) -> None:
        raise RuntimeError("no")

    monkeypatch.setattr(keep, "running", broken)
    told: list[Notice] = []
    events.subscribe(Notice, told.append)
    sending(events, 1)
    await until(lambda: told)
