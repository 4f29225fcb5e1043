"""The order of the queue in the real window, changed with the real mouse and keyboard."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from fixtures.program import CommandLine, OpenWindow, Window
from fixtures.vendors import Vendors

pytestmark = pytest.mark.timeout(120)
ROW = re.compile(r"([abc])\.csv, .*")


def order(window: Window) -> str:
    """The letters of the files, from top to bottom."""
    rows = [(control.place[1], found[1]) for control in window.all() if (found := ROW.fullmatch(control.name))]
    return "".join(name for _, name in sorted(rows))


def place(window: Window, name: str) -> tuple[int, int, int, int]:
    return window.like(rf"{name}\.csv, .*", "").place


def test_a_row_is_dragged_and_moved_by_keyboard(
    sendoff_cli: CommandLine, practice_process: Vendors, window_process: OpenWindow, tmp_path: Path
) -> None:
    files = [tmp_path / f"{name}.csv" for name in "abc"]
    for file in files:
        file.write_text(f"id,name\n1,{file.stem}\n")
    ran = sendoff_cli(
        *("send", "--provider", "sela", "--server", practice_process.servers["sela"], "--key-env", "VENDOR_KEY"),
        *("--set", "body.source=crm_export", *files),
        VENDOR_KEY="not-the-right-key",
    )
    assert practice_process.received("sela") == [], ran.everything
    window = window_process(data=sendoff_cli.data)
    window.click_like(r"Transfers.*", "CheckBox")
    window.child.until(lambda: order(window) == "abc", "the three files are there")
    x, y, width, height = place(window, "c")
    to = place(window, "a")
    screen = window.screen
    start = (x + width // 4, y + height // 2)
    screen.xdotool("mousemove", *start, "mousedown", 1)
    for part in range(1, 11):
        screen.xdotool("mousemove", start[0], start[1] + (to[1] + 6 - start[1]) * part // 10)
    for wiggle in (2, 0):
        screen.xdotool("mousemove", start[0] + wiggle, to[1] + 6)
    screen.xdotool("mouseup", 1)
    window.child.until(lambda: order(window) == "cab", "the dragged row is on top")
    window.press("alt+End")
    window.child.until(lambda: order(window) == "abc", "it went to the end by keyboard")
    window.press("alt+Up")
    window.child.until(lambda: order(window) == "acb", "and up again")
    assert window.quit() == 0
    listed = sendoff_cli("queue").out.splitlines()
    assert [line.split()[1] for line in listed] == ["a.csv", "c.csv", "b.csv"]
