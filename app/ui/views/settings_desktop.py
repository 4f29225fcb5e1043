"""The settings' section on the desktop: staying awake, notifications, and what closing the window does."""

from __future__ import annotations

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import QComboBox, QWidget

from app.ui.text import tr
from app.ui.theme import Theme
from app.ui.views.settings_section import Section
from app.ui.views.switch import Switch


class DesktopSection(Section):
    """How Sendoff behaves beside other programs.

    Signals:
        awake_chosen, notify_chosen: on or off.
        close_chosen, sent_chosen: the value of a choice that :meth:`show_choices` was given.
    """

    awake_chosen = Signal(bool)
    notify_chosen = Signal(bool)
    close_chosen = Signal(str)
    sent_chosen = Signal(str)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(tr("On the desktop"), parent)
        self.awake, self.notify = Switch("", theme), Switch("", theme)
        self.on_close, self.when_sent = QComboBox(), QComboBox()
        self.awake.toggled.connect(self.awake_chosen)
        self.notify.toggled.connect(self.notify_chosen)
        self.on_close.activated.connect(self._on_close)
        self.when_sent.activated.connect(self._when_sent)
        self.add_row(
            tr("Keep the computer awake while sending"),
            self.awake,
            tr("The screen may go dark; the computer does not fall asleep until all files have left."),
        )
        self.add_row(
            tr("Tell me how sending ended"),
            self.notify,
            tr("With a notification, when the window is not in front, also when something needs you."),
        )
        self.add_row(tr("When the window is closed while sending"), self.on_close)
        self.add_row(
            tr("When all is sent and the window is closed"),
            self.when_sent,
            tr("Only after sending went on without the window."),
        )

    def show_choices(self, on_close: list[tuple[str, str]], when_sent: list[tuple[str, str]]) -> None:
        """The choices there are: values and words."""
        for box, choices in ((self.on_close, on_close), (self.when_sent, when_sent)):
            box.clear()
            for value, words in choices:
                box.addItem(words, value)

    def show_wishes(self, *, awake: bool, notify: bool, on_close: str, when_sent: str) -> None:
        """What is chosen."""
        for switch, on in ((self.awake, awake), (self.notify, notify)):
            with QSignalBlocker(switch):
                switch.setChecked(on)
        self.on_close.setCurrentIndex(max(0, self.on_close.findData(on_close)))
        self.when_sent.setCurrentIndex(max(0, self.when_sent.findData(when_sent)))

    def _on_close(self, index: int) -> None:
        self.close_chosen.emit(self.on_close.itemData(index))

    def _when_sent(self, index: int) -> None:
        self.sent_chosen.emit(self.when_sent.itemData(index))
