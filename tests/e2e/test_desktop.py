"""Closing the window while something is being sent, with a real tray, a real session bus, and a slow vendor."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import pytest
from fixtures.canary import Canaries
from fixtures.password_store import PasswordStore
from fixtures.processes import wait_until
from fixtures.program import SENDOFF, CommandLine, OpenWindow, Window
from fixtures.screen import Screen
from fixtures.session_bus import Party, join
from fixtures.vendors import Vendors

pytestmark = pytest.mark.timeout(240)
NOTIFICATIONS, UNITY = "org.freedesktop.Notifications", "com.canonical.Unity.LauncherEntry"
SLOW, LESS_SLOW = 18, 8
"""Seconds that the vendor takes to answer: longer than a slow machine needs for what the test does meanwhile."""


@dataclass
class Sending:
    """A window that is sending one file, and the desktop around it."""

    window: Window
    desktop: Party
    dock: Party
    power: Party

    def close(self) -> None:
        """Press the window's cross."""
        self.window.screen.xdotool("search", "--onlyvisible", *SENDOFF, "windowactivate", "--sync")
        self.window.screen.key("alt+F4")

    def visible(self) -> bool:
        """Whether any window of the program is on the screen."""
        return any(one.role == "Window" for one in self.window.all())


@pytest.fixture
def wishes() -> Mapping[str, str]:
    """What the person chose in the settings before."""
    return {}


@pytest.fixture
def sending(
    errands: Mapping,
    wishes: Mapping[str, str],
    sendoff_cli: CommandLine,
    practice_process: Vendors,
    secret_service: PasswordStore,
    canaries: Canaries,
    window_process: OpenWindow,
) -> Iterator[Sending]:
    errand = errands["sela"]
    added = sendoff_cli(
        *("accounts", "--add", "Mine", "--provider", "sela", "--server", practice_process.servers["sela"]),
        *("--key-env", "VENDOR_KEY"),
        VENDOR_KEY=canaries.watch(practice_process.new_key("sela")),
        DBUS_SESSION_BUS_ADDRESS=secret_service.bus,
    )
    assert added.code == 0, added.everything
    abilities = {"GetCapabilities": ("as", (["actions"],)), "Notify": ("u", (5,))}
    desktop = join(secret_service.bus, NOTIFICATIONS, replies=abilities)
    dock = join(secret_service.bus, hears=UNITY)
    power = join(
        secret_service.bus,
        "org.freedesktop.PowerManagement",
        replies={"Inhibit": ("u", (7,)), "UnInhibit": ("", ())},
    )
    (sendoff_cli.data / "settings.json").write_text(json.dumps(wishes))
    window = window_process(errand.file, data=sendoff_cli.data, variables={"WAKEPY_FAKE_SUCCESS": ""})
    window.click("Vendor Sela")
    window.fill("Source", "crm_export")
    practice_process.misbehave("sela", "send", "slow", seconds=LESS_SLOW if wishes else SLOW)
    window.click_like(r"Send \d.*")
    window.says("1 sending")
    yield Sending(window, desktop, dock, power)
    for party in (desktop, dock, power):
        party.connection.close()


def test_sending_goes_on_in_the_tray_and_its_end_is_told(tray_host: Screen, sending: Sending) -> None:
    window = sending.window
    sending.power.until("Inhibit")
    sending.close()
    window.click_like("Keep sending in the tray", window="Files are still being sent")
    window.child.until(lambda: not sending.visible(), "the window is away")
    click_tray(tray_host)
    window.says("1 sending")
    sending.close()
    window.click_like("Keep sending in the tray", window="Files are still being sent")
    shown = sending.desktop.until("Notify", seconds=60).body
    assert shown[3:5] == ("All done", "Sela: 1 file is done.")
    assert window.child.process.wait(30) == 0
    assert sending.power.until("UnInhibit").body == (7,)
    updates = [one.body[1]["progress-visible"] for one in sending.dock.of("Update")]
    assert (updates[0], updates[-1]) == (("b", True), ("b", False))


@pytest.mark.parametrize("wishes", [{"on_close": "keep", "when_sent": "stay"}])
def test_without_a_tray_it_goes_on_minimised_and_a_click_on_the_notification_brings_it_back(sending: Sending) -> None:
    window = sending.window
    window.click("Settings")
    sending.close()
    window.child.until(lambda: not window.screen.shows(*SENDOFF), "the window is minimised, and nothing was asked")
    sending.desktop.until("Notify", seconds=60)
    sending.desktop.signal("/org/freedesktop/Notifications", NOTIFICATIONS, "ActionInvoked", "us", (5, "default"))
    window.child.until(lambda: window.screen.shows(*SENDOFF), "the window is there again")
    window.like(r"Search transfers", "EditableText")
    window.says("All done: 1 file")
    assert window.quit() == 0


def click_tray(screen: Screen) -> None:
    """Click the one icon in the tray, once the tray has made room for it."""

    def icon() -> tuple[int, int, int, int] | None:
        shape = screen.xdotool("search", "--onlyvisible", "--class", "trayer", "getwindowgeometry", "--shell")
        place = {name: int(value) for name, value in re.findall(r"(X|Y|WIDTH|HEIGHT)=(-?\d+)", shape)}
        return (place["X"], place["Y"], place["WIDTH"], place["HEIGHT"]) if place["WIDTH"] >= place["HEIGHT"] else None

    x, y, width, height = wait_until(icon, "the tray has an icon")
    screen.click(x + width // 2, y + height // 2)
