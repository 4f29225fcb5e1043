"""Connects the settings' section on the desktop with what it chooses."""

from __future__ import annotations

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QSystemTrayIcon

from app.ui.desktop.wishes import OnClose, WhenSent, Wishes
from app.ui.text import tr
from app.ui.views.settings_desktop import DesktopSection


class WishWiring(QObject):
    """The section at work; its words say where the window goes on this desktop."""

    def __init__(self, wishes: Wishes, section: DesktopSection, parent: QObject) -> None:
        super().__init__(parent)
        self._wishes, self._section = wishes, section
        has_tray = QSystemTrayIcon.isSystemTrayAvailable()
        section.show_choices(
            [
                (OnClose.ASK.value, tr("Ask")),
                (OnClose.KEEP.value, tr("Keep sending in the tray") if has_tray else tr("Keep sending, minimised")),
                (OnClose.STOP.value, tr("Stop, go on next time")),
            ],
            [(WhenSent.QUIT.value, tr("Quit Sendoff")), (WhenSent.STAY.value, tr("Keep Sendoff open"))],
        )
        section.awake_chosen.connect(self._on_awake)
        section.notify_chosen.connect(self._on_notify)
        section.close_chosen.connect(self._on_close)
        section.sent_chosen.connect(self._on_sent)
        self.show()

    def show(self) -> None:
        """Show what is wished now."""
        wishes = self._wishes
        self._section.show_wishes(
            awake=wishes.keep_awake,
            notify=wishes.notify,
            on_close=wishes.on_close.value,
            when_sent=wishes.when_sent.value,
        )

    def _on_awake(self, on: bool) -> None:
        self._wishes.keep_awake = on

    def _on_notify(self, on: bool) -> None:
        self._wishes.notify = on

    def _on_close(self, value: str) -> None:
        self._wishes.on_close = OnClose(value)

    def _on_sent(self, value: str) -> None:
        self._wishes.when_sent = WhenSent(value)
