"""The window's composition root: arguments, logging, the one loop, the core, the shell, and how it all ends."""

from __future__ import annotations

import argparse
import asyncio
import gc
import logging
import os
import signal
import sys
from collections.abc import Coroutine
from pathlib import Path
from typing import TYPE_CHECKING, Any

from app.commands import COMMANDS
from app.core.long_lived import YOUNG
from app.core.paths import DataPaths, data_paths
from app.screen import has_screen

if TYPE_CHECKING:
    from app.assembly import SendoffCore
    from app.core.storage.secrets import KeyStore
    from app.ui.desktop.opened import Application
    from app.ui.shell import Shell

log = logging.getLogger(__name__)

_WITHOUT_SCREEN = "There is no screen here, so the window cannot open. Nothing was sent."
_IN_A_TERMINAL = f"In a terminal: “sendoff COMMAND --help”, where the command is one of {', '.join(COMMANDS)}."
CANNOT_START = 2
"""The exit code where the window cannot open."""

TURN = 0.001
"""Seconds for which a working thread keeps Python's lock while the window wants it.

Measured while 100,000 files are sent off: the window is late by 26 ms at most, with Python's own 5 ms by 62 ms; the
work takes 3 % longer.
"""


def main(argv: list[str]) -> int:
    """Open the window; the exit code is returned when it is closed."""
    options = _options(argv)
    if options.screenshot:
        os.environ["QT_QPA_PLATFORM"] = "offscreen"
    if not has_screen(os.environ):
        sys.stderr.write(f"{_WITHOUT_SCREEN}\n{_IN_A_TERMINAL}\n")
        return CANNOT_START
    from app import logs
    from app.core.storage.secrets import KeyStore
    from app.ui.desktop.opened import Application
    from app.ui.loop import WindowLoop

    logs.catch_all()

    # What a start makes stays: looking through it for garbage costs a twentieth of the start, see Program.run.
    gc.disable()
    sys.setswitchinterval(TURN)
    application = Application(sys.argv[:1])
    application.setApplicationName("Sendoff")
    application.setDesktopFileName("sendoff")
    application.setQuitOnLastWindowClosed(False)
    loop = WindowLoop(application)
    asyncio.set_event_loop(loop)
    keys = KeyStore()
    with loop:
        while True:
            program = Program(options, application, keys)
            code: int = loop.run_until_complete(program.run())
            application.hand_to(None)
            if program.switch_to is None:
                return code
            options.practice, options.files, options.preset = program.switch_to, [], ""


class Program:
    """One run of the window.

    Args:
        keys: those of the program: what was typed for this run only is there also after practice.

    Attributes:
        switch_to: the person turned practice on (True) or off (False): the program is to begin anew so.
    """

    def __init__(self, options: argparse.Namespace, application: Application, keys: KeyStore) -> None:
        self.switch_to: bool | None = None
        self._options, self._application, self._keys = options, application, keys
        self._tasks: set[asyncio.Task[Any]] = set()
        self._quit, self._taken_up = asyncio.Event(), asyncio.Event()

    async def run(self) -> int:
        """Open everything, wait for the person to quit, and end in good order."""
        from app import logs
        from app.assembly import Setup
        from app.core.errors import SendoffError
        from app.opening import open_or_hand_over
        from app.ui.text import say

        options = self._options
        paths = data_paths(options.data, options.practice)
        try:
            paths.make()
            logs.begin(paths, verbose=options.verbose)
            setup = Setup(paths, practice=options.practice, keys=self._keys)
            core = await open_or_hand_over(setup, options.files, options.preset)
        except (SendoffError, OSError) as error:
            words = say(error.words) if isinstance(error, SendoffError) else str(error)
            print(words, file=sys.stderr)  # noqa: T201 - the window cannot be there to say it
            await _tell(words)
            return 1
        if core is None:
            return 0
        practice = None
        try:
            if options.practice:
                from app import practice_mode

                practice = await practice_mode.begin(core)
            self._spawn(self._take_up(core))
            await self._show(core, paths)
        finally:
            for task in self._tasks:
                task.cancel()
            await asyncio.gather(*self._tasks, return_exceptions=True)
            await core.close()
            if practice is not None:
                await practice.stop()
        return 0

    async def _show(self, core: SendoffCore, paths: DataPaths) -> None:
        """The window, from its opening to its end."""
        from app.core.events import Notice
        from app.core.services.handover import meeting_place
        from app.core.text import joined
        from app.ui.desktop.presence import Presence
        from app.ui.shell import Shell

        shell = Shell(core, self._spawn, _places(paths))
        shell.practice_wanted.connect(self._switch)
        self._catch_signals()
        shell.show()
        gc.freeze()  # and no later collection walks over the window's thousands of objects
        gc.set_threshold(YOUNG)
        gc.enable()
        presence = Presence(shell, meeting_place(paths), self._spawn)
        presence.left.connect(self._quit.set)
        if core.reports:  # all in one: of notices of a kind, the last one is shown
            core.events.publish(Notice("journal", joined(*core.reports)))
        self._give_files(shell)
        if self._options.screenshot:
            await self._taken_up.wait()
            await _picture(shell, Path(self._options.screenshot))
        else:
            await self._quit.wait()
        await presence.close()
        shell.close()

    def _give_files(self, shell: Shell) -> None:
        """Those that were named at the start, and those that a Mac hands over."""
        shell.open_with([Path(name) for name in self._options.files], self._options.preset)
        self._application.hand_to(shell.add_paths)

    def _switch(self, practice: bool) -> None:
        if practice is not self._options.practice:
            self.switch_to = practice
            self._quit.set()

    async def _take_up(self, core: SendoffCore) -> None:
        """Take up the journal while the window is open already; nothing is sent before all of it is there."""
        from app.core.errors import StoreError
        from app.core.events import Notice

        try:
            await core.uploads.start()
            await core.watches.start()
        except StoreError as error:
            core.events.publish(Notice("journal", error.words))
        finally:
            self._taken_up.set()
        await core.runner.load()

    def _spawn(self, work: Coroutine[Any, Any, None]) -> None:
        task = asyncio.get_running_loop().create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._spent)

    def _spent(self, task: asyncio.Task[Any]) -> None:
        self._tasks.discard(task)
        if not task.cancelled() and (error := task.exception()) is not None:
            log.error("a task of the window failed", exc_info=error)

    def _catch_signals(self) -> None:
        loop = asyncio.get_running_loop()
        names = [signal.SIGINT, signal.SIGTERM]
        if hasattr(signal, "SIGHUP") and signal.getsignal(signal.SIGHUP) is not signal.SIG_IGN:  # else nohup began it
            names.append(signal.SIGHUP)  # the terminal was closed in which it was begun
        for name in names:
            try:
                loop.add_signal_handler(name, self._quit.set)
            except RuntimeError:  # Windows
                signal.signal(name, lambda *_: loop.call_soon_threadsafe(self._quit.set))


def _places(paths: DataPaths) -> list[tuple[str, Path]]:
    """What is kept where, for the settings."""
    from app.ui.text import tr

    return [
        (tr("Queue and receipts"), paths.journal),
        (tr("Presets"), paths.presets),
        (tr("Vendors you added"), paths.providers),
        (tr("Logs"), paths.logs),
    ]


async def _tell(words: str) -> None:
    """Say in a window why there is no window, where there is a screen to say it on."""
    from PySide6.QtGui import QGuiApplication
    from PySide6.QtWidgets import QMessageBox

    if QGuiApplication.platformName() in ("offscreen", "minimal"):
        return
    box = QMessageBox(QMessageBox.Icon.Warning, "Sendoff", words)
    closed = asyncio.Event()
    box.finished.connect(closed.set)
    box.open()
    await closed.wait()


async def _picture(shell: Any, target: Path) -> None:
    """A picture of the window, once it is laid out."""
    shell.window.resize(1180, 760)
    for _ in range(10):
        await asyncio.sleep(0.05)
    shell.window.grab().save(str(target))


def _options(argv: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="sendoff", description="Drop files, fill in a form, press Send.", epilog=_IN_A_TERMINAL
    )
    parser.add_argument("files", nargs="*", help="files to put on the Send page")
    parser.add_argument("--preset", default="", metavar="NAME", help="fill the Send page from this preset")
    parser.add_argument("--practice", action="store_true", help="use practice vendors; nothing leaves this computer")
    parser.add_argument("--data", default="", metavar="DIR", help="keep journal, settings and receipts in DIR")
    parser.add_argument("--screenshot", default="", metavar="FILE", help="draw the window into a picture and end")
    parser.add_argument("--verbose", action="store_true", help="log more")
    return parser.parse_args(argv)
