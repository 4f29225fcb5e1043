"""A second copy of Sendoff hands its files to the first and ends: real processes, a real window."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import pytest
from fixtures.places import private_variables
from fixtures.processes import start, wait_until
from fixtures.program import SENDOFF, CommandLine, OpenWindow, Window
from fixtures.screen import Screen

pytestmark = pytest.mark.timeout(240)
Copy = Callable[..., Window]


@pytest.fixture
def copy(x_display: Screen, tmp_path: Path, short_folder: Path) -> Iterator[Copy]:
    """``copy("a.csv", data=…)`` starts ``sendoff a.csv`` and waits for nothing."""
    copies: list[Window] = []

    def started(*words: str | Path, data: Path, cwd: Path | None = None, platform: str = "xcb") -> Window:
        screen = {"DISPLAY": x_display.display, "QT_QPA_PLATFORM": platform}
        variables = private_variables(tmp_path / "home") | screen
        agent = short_folder / f"copy-{tmp_path.name[-30:]}-{len(copies)}"
        command = [sys.executable, "-m", "fixtures.window_agent", agent, *words, "--data", data]
        child = start(command, tmp_path / f"copy-{len(copies)}.log", variables, cwd=cwd or tmp_path)
        copies.append(Window(child, agent, x_display, data))
        return copies[-1]

    yield started
    for one in copies:
        one.child.kill()


def test_the_files_come_to_the_open_window_and_it_comes_forward(
    window_process: OpenWindow, copy: Copy, errands: Mapping
) -> None:
    window = window_process("--practice")
    window.click("Vendor Sela")
    window.click_like(r"Transfers.*", "CheckBox")
    window.screen.xdotool("search", "--onlyvisible", *SENDOFF, "windowminimize")
    window.child.until(lambda: not window.screen.shows(*SENDOFF), "the window is minimised")
    file = errands["sela"].file
    second = copy(file.name, "--practice", data=window.data, cwd=file.parent)
    assert second.child.process.wait(60) == 0, second.child.words
    window.child.until(lambda: window.screen.shows(*SENDOFF), "the window is there again")
    window.says(file.name)
    window.like("Send 1 file")
    assert window.quit() == 0


def test_a_window_that_hangs_is_named_and_nothing_is_lost(
    window_process: OpenWindow, copy: Copy, errands: Mapping
) -> None:
    window = window_process("--practice")
    os.kill(window.child.process.pid, signal.SIGSTOP)
    try:
        second = copy(errands["sela"].file, "--practice", data=window.data, platform="offscreen")
        assert second.child.process.wait(60) == 1
        assert "does not answer. Nothing was handed over" in second.child.words
    finally:
        os.kill(window.child.process.pid, signal.SIGCONT)
    window.says("Pick where your files go")
    assert window.quit() == 0


def test_of_two_that_start_at_the_same_moment_one_has_the_files_of_both(
    copy: Copy, errands: Mapping, tmp_path: Path
) -> None:
    files = [errands["sela"].file, errands["tela"].file]
    copies = [copy(file, "--practice", data=tmp_path / "data") for file in files]
    ended = wait_until(lambda: [one for one in copies if not one.child.alive()], "one of them ends", 60)
    assert [one.child.process.returncode for one in ended] == [0]
    [window] = [one for one in copies if one not in ended]
    window.says("2 files")
    assert window.quit() == 0


def test_what_is_sent_from_a_terminal_is_sent_by_the_open_window(
    window_process: OpenWindow, sendoff_cli: CommandLine, errands: Mapping
) -> None:
    window = window_process("--practice", data=sendoff_cli.data)
    file = errands["optimaldial"].file
    words = ("--practice", "--provider", "optimaldial", "--set", "body.phone_column=mobile")
    asked = sendoff_cli("send", file, *words)
    assert (asked.code, "Add --yes" in asked.errors) == (2, True), asked.everything
    window.says("Nothing is being sent")
    agreed = sendoff_cli("send", file.name, *words, "--yes", cwd=file.parent)
    assert (agreed.code, "its window sends this" in agreed.out) == (0, True), agreed.everything
    window.says("All done: 1 file")
    assert window.quit() == 0
