"""Sendoff in the tray: an icon that shows how it stands, the story in a line, and a small menu."""

from __future__ import annotations

from collections.abc import Sequence
from enum import Enum

from PySide6.QtCore import QObject, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QAction, QColor, QIcon, QPainter, QPixmap, QPolygonF
from PySide6.QtWidgets import QMenu, QSystemTrayIcon

from app.ui.controllers.presets import PresetEntry
from app.ui.controllers.story import Story
from app.ui.icons import Icons
from app.ui.text import tr
from app.ui.theme import Theme

SIZES = (16, 22, 24, 32, 48, 64)
BADGE = 0.6
"""How much of the icon's side the badge takes."""


class Stand(Enum):
    """How things stand: the role of the badge's colour, and none while nothing is under way."""

    IDLE = ""
    SENDING = "accent"
    TROUBLE = "warn"


class Tray(QObject):
    """The icon, where the desktop has a place for it.

    Signals:
        opened: the window is wanted. quit_wanted: the program is to end.
        pause_wanted: pause (True) or go on with (False) everything.
        last_wanted: what is being sent goes to its end, the rest waits.
        message_clicked: the last message was clicked. preset_wanted: the id of a preset to use.
    """

    opened = Signal()
    pause_wanted = Signal(bool)
    last_wanted = Signal()
    quit_wanted = Signal()
    preset_wanted = Signal(str)
    message_clicked = Signal()

    def __init__(self, theme: Theme, icons: Icons, parent: QObject) -> None:
        super().__init__(parent)
        self._theme, self._icons = theme, icons
        self._stand, self._pauses = Stand.IDLE, True
        self._menu = QMenu()
        self._open = self._menu.addAction(tr("Open Sendoff"))
        self._menu.setDefaultAction(self._open)
        self._presets = self._menu.addMenu(tr("Send with a preset"))
        self._presets.triggered.connect(self._on_preset)
        self._presets.menuAction().setVisible(False)
        self._menu.addSeparator()
        self._pause = self._menu.addAction(tr("Pause all"))
        self._last = self._menu.addAction(tr("Stop after the current ones"))
        self._rest = self._menu.addAction(tr("Resume what is paused"))
        self._rest.setVisible(False)
        self._menu.addSeparator()
        self._quit = self._menu.addAction(tr("Quit"))
        self._icon = QSystemTrayIcon(self)
        self._icon.setContextMenu(self._menu)
        self._open.triggered.connect(self.opened)
        self._pause.triggered.connect(self._on_pause)
        self._last.triggered.connect(self.last_wanted)
        self._rest.triggered.connect(self._on_rest)
        self._quit.triggered.connect(self.quit_wanted)
        self._icon.activated.connect(self._on_activated)
        self._icon.messageClicked.connect(self.message_clicked)
        theme.changed.connect(self._draw)
        self._draw()
        self._icon.show()

    @property
    def there(self) -> bool:
        """Whether the desktop shows it just now."""
        return QSystemTrayIcon.isSystemTrayAvailable() and self._icon.isVisible()

    @property
    def menu(self) -> QMenu:
        """What a press of the other mouse button opens."""
        return self._menu

    @property
    def words(self) -> str:
        """What it says when the mouse rests on it."""
        return self._icon.toolTip()

    def show_story(self, story: Story) -> None:
        """The line of the bottom bar, with its button."""
        self._icon.setToolTip(tr("Sendoff: {story}", story=story.words))
        self._pauses = story.pauses
        self._pause.setText(tr("Pause all") if story.pauses else tr("Resume all"))
        self._pause.setEnabled(story.possible)
        self._last.setEnabled(story.pauses and story.possible)
        self._rest.setVisible(story.resumes)
        stand = _stand(story)
        if stand is not self._stand:
            self._stand = stand
            self._draw()

    def show_presets(self, entries: Sequence[PresetEntry]) -> None:
        """List the presets in the menu."""
        self._presets.clear()
        for entry in entries:
            self._presets.addAction(entry.name.replace("&", "&&")).setData(entry.id)
        self._presets.menuAction().setVisible(bool(entries))

    def message(self, title: str, body: str) -> bool:
        """Show a message beside it; False: there is no tray."""
        if not self.there or not QSystemTrayIcon.supportsMessages():
            return False
        self._icon.showMessage(title, body, self._icons.app_icon())
        return True

    def close(self) -> None:
        """Take it away."""
        self._icon.hide()
        self._menu.deleteLater()

    def _on_pause(self) -> None:
        self.pause_wanted.emit(self._pauses)

    def _on_rest(self) -> None:
        self.pause_wanted.emit(False)

    def _on_preset(self, action: QAction) -> None:
        self.preset_wanted.emit(str(action.data()))

    def _on_activated(self, reason: QSystemTrayIcon.ActivationReason) -> None:
        if reason in (QSystemTrayIcon.ActivationReason.Trigger, QSystemTrayIcon.ActivationReason.DoubleClick):
            self.opened.emit()

    def _draw(self) -> None:
        self._icon.setIcon(badged(self._icons.app_icon(), self._stand, self._theme))


def badged(plain: QIcon, stand: Stand, theme: Theme) -> QIcon:
    """The program's mark with a badge: an arrow while sending, an exclamation mark when something needs the person."""
    if stand is Stand.IDLE:
        return plain
    icon = QIcon()
    for size in SIZES:
        pixmap = QPixmap(size, size)
        pixmap.fill(Qt.GlobalColor.transparent)
        painter = QPainter(pixmap)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        plain.paint(painter, pixmap.rect())
        side = size * BADGE
        _paint_badge(painter, QRectF(size - side, size - side, side, side), stand, theme.colour(stand.value))
        painter.end()
        icon.addPixmap(pixmap)
    return icon


def _paint_badge(painter: QPainter, place: QRectF, stand: Stand, colour: QColor) -> None:
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour)
    gap = place.width() / 12
    painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_Clear)
    painter.drawEllipse(place.adjusted(-gap, -gap, gap, gap))  # a gap sets it off from the mark
    painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_SourceOver)
    painter.drawEllipse(place)
    # Dark signs on bright grounds: what is readable depends on the theme's colour.
    painter.setBrush(QColor("#000000") if colour.lightnessF() > 0.55 else QColor("#ffffff"))
    x, y, unit = place.center().x(), place.center().y(), place.width() / 10
    if stand is Stand.SENDING:
        painter.drawPolygon(
            QPolygonF([QPointF(x, y - 3 * unit), QPointF(x + 3 * unit, y + unit), QPointF(x - 3 * unit, y + unit)])
        )
        painter.drawRect(QRectF(x - unit, y, 2 * unit, 3 * unit))
    else:
        painter.drawRect(QRectF(x - unit * 0.8, y - 3.4 * unit, 1.6 * unit, 4.2 * unit))
        painter.drawRect(QRectF(x - unit * 0.8, y + 1.8 * unit, 1.6 * unit, 1.6 * unit))


def _stand(story: Story) -> Stand:
    if story.icon == "upload":
        return Stand.SENDING
    return Stand.TROUBLE if story.role == "warn" else Stand.IDLE
