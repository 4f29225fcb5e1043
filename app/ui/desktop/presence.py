"""The window's life on the desktop: everything outside its frame is made and connected here."""

from __future__ import annotations

import asyncio
import os

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QApplication

from app.core.events import Totals, TotalsChanged
from app.core.services.handover import Show
from app.ui.controllers.story import tell
from app.ui.desktop.announcer import Announcement, Announcer
from app.ui.desktop.guests import Guests
from app.ui.desktop.leaving import Leaving
from app.ui.desktop.notifier import Notifier
from app.ui.desktop.session_bus import SessionBus
from app.ui.desktop.taskbar import Progress, progress_of, taskbar_for
from app.ui.desktop.tray import Tray
from app.ui.desktop.wishes import Wishes
from app.ui.shell import Shell
from app.ui.spawn import Spawn

_WATCH = "watch "
"""Stands before a preset's id where a notification is about files in its watched folder; else it is about a batch."""


class Presence(QObject):
    """The desktop's side of the window.

    Signals:
        left: the program is to end now, in good order.

    Args:
        address: where another copy of Sendoff on the same data finds this one.
        spawn: runs a coroutine as a task that is owned, and whose error is logged.
    """

    left = Signal()

    def __init__(self, shell: Shell, address: str, spawn: Spawn) -> None:
        super().__init__(shell)
        core = shell.core
        self._shell, self._spawn, self._uploads = shell, spawn, core.uploads
        self._wishes, self._bus = Wishes(core.preferences), SessionBus()
        self._guests = Guests(core, spawn, address, self)
        self._tray = Tray(shell.theme, shell.icons, self)
        self._leaving = Leaving(core, shell.window, self._wishes, self._has_tray, self)
        self._announcer = Announcer(core, self)
        self._notifier = Notifier(self._bus, self._on_clicked, self._take_token)
        self._taskbar = taskbar_for(shell.window, self._bus)
        self._last, self._telling = "", asyncio.Lock()
        self._connect()
        self._stop = core.events.subscribe(TotalsChanged, self._on_totals)
        self._on_totals(core.uploads.totals())

    async def close(self) -> None:
        """Leave the desktop as it was, after everything was told."""
        self._stop()
        self._guests.close()
        self._leaving.close()
        self._announcer.close()
        self._tray.close()
        async with self._telling:
            self._taskbar.show(Progress())
        await self._bus.close()

    def come_forward(self, token: str = "") -> None:
        """Bring the window to the front, wherever it is; *token* is what a Wayland desktop wants for that."""
        if token:
            self._take_token(token)
        window = self._shell.window
        if window.isMinimized():
            window.showNormal()
        window.show()
        window.raise_()
        window.activateWindow()
        self._leaving.back()

    def _connect(self) -> None:
        shell, tray, leaving = self._shell, self._tray, self._leaving
        self._guests.came.connect(self._on_guest)
        shell.close_requested.connect(leaving.close_window)
        shell.quit_requested.connect(leaving.quit)
        leaving.left.connect(self.left)
        leaving.all_sent.connect(self._announcer.settle)
        leaving.wish_changed.connect(shell.wishes.show)
        tray.opened.connect(self._open)
        tray.pause_wanted.connect(shell.controllers.queue.pause_all)
        tray.last_wanted.connect(shell.controllers.queue.stop_after_current)
        tray.preset_wanted.connect(self._on_preset)
        shell.controllers.presets.changed.connect(tray.show_presets)
        shell.controllers.presets.read()
        tray.quit_wanted.connect(self._quit_from_tray)
        tray.message_clicked.connect(self._message_clicked)
        self._announcer.announced.connect(self._on_announced)

    def _has_tray(self) -> bool:
        return self._tray.there

    def _open(self) -> None:
        self.come_forward()

    def _quit_from_tray(self) -> None:
        if self._leaving.must_ask:
            self.come_forward()  # what is asked belongs to a window
        self._leaving.quit()

    def _on_guest(self, wish: Show) -> None:
        self._shell.open_with(wish.files, wish.preset)
        self.come_forward(wish.token)

    def _on_preset(self, preset_id: str) -> None:
        self._shell.controllers.presets.use(preset_id)
        self.come_forward()

    def _on_totals(self, totals: Totals) -> None:
        self._tray.show_story(tell(totals))
        self._taskbar.show(progress_of(totals))

    # ── notifications ─────────────────────────────────────────────────────────────────────────────────

    def _on_announced(self, announcement: Announcement) -> None:
        if self._wishes.notify and QApplication.activeWindow() is None:
            self._spawn(self._tell(announcement))

    async def _tell(self, told: Announcement) -> None:
        async with self._telling:
            about = f"{_WATCH}{told.preset_id}" if told.preset_id else told.batch_id
            if not await self._notifier.show(told.title, told.body, about):
                self._last = about
                self._tray.message(told.title, told.body)

    def _message_clicked(self) -> None:
        self._on_clicked(self._last)

    def _on_clicked(self, about: str) -> None:
        self.come_forward()
        if about.startswith(_WATCH):
            self._shell.controllers.watching.review(about.removeprefix(_WATCH))
        elif about:
            self._shell.show_batch(about)

    def _take_token(self, token: str) -> None:
        os.environ["XDG_ACTIVATION_TOKEN"] = token  # Qt takes it from there when the window is activated
