"""Draws the program's icons in the colour of a role, and the letter tiles that stand for vendors."""

from __future__ import annotations

import hashlib
from pathlib import Path
from weakref import WeakKeyDictionary

from PySide6.QtCore import QByteArray, QObject, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QAbstractButton

from app.ui.theme import Theme

_SIZES = (16, 20, 24, 32, 40, 48, 64)
AIR = 1.3
"""How much wider than high an icon beside words is."""
_TILE_HUES = (212, 262, 168, 20, 330, 96, 190, 44)


class Icons(QObject):
    """Icons by name and role; buttons that were given one follow the theme."""

    def __init__(self, theme: Theme, folder: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._folder = folder
        self._icons: dict[tuple[str, str], QIcon] = {}
        self._drawn: dict[tuple[str, str, int], QPixmap] = {}
        self._renderers: dict[tuple[str, str], QSvgRenderer] = {}
        self._sources: dict[str, bytes] = {}
        self._worn: WeakKeyDictionary[QAbstractButton, tuple[str, str, str]] = WeakKeyDictionary()
        theme.changed.connect(self._tint_again)

    def icon(self, name: str, role: str = "text") -> QIcon:
        """The icon called *name* in the colour of *role*."""
        colour = self._theme.roles.colour(role)
        key = (name, colour)
        if key not in self._icons:
            icon = QIcon()
            for size in _SIZES:
                icon.addPixmap(self._pixmap(name, colour, size))
            self._icons[key] = icon
        return self._icons[key]

    def wear(self, button: QAbstractButton, name: str, role: str = "text", *, size: int = 20, on: str = "") -> None:
        """Give *button* an icon that follows the theme; *on* is the role while the button is checked."""
        self._worn[button] = (name, role, on)
        # Beside words an icon wants a little air, on both sides for both reading directions.
        air = AIR if button.text() else 1.0
        button.setIconSize(QSize(round(size * air), size))
        self._put_on(button, name, role, on)

    def paint(self, painter: QPainter, rect: QRectF, name: str, role: str) -> None:
        """Draw an icon into *rect*, sharp at every scale."""
        colour, scale = self._theme.roles.colour(role), painter.device().devicePixelRatioF()
        # Lists paint the same few icons a thousand times a second: as a picture each costs a tenth.
        key = (name, colour, round(rect.height() * scale))
        if key not in self._drawn:
            pixmap = self._pixmap(name, colour, key[2])
            pixmap.setDevicePixelRatio(scale)
            self._drawn[key] = pixmap
        painter.drawPixmap(rect.topLeft(), self._drawn[key])

    def app_icon(self) -> QIcon:
        """The program's own mark."""
        return QIcon(str(self._folder / "sendoff.svg"))

    def tile(self, name: str, size: int = 20) -> QIcon:
        """A rounded tile with the first letter of *name*."""
        icon = QIcon()
        for factor in (1, 2, 3):
            pixmap = QPixmap(round(size * AIR) * factor, size * factor)
            pixmap.fill(Qt.GlobalColor.transparent)
            painter = QPainter(pixmap)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            side = (pixmap.width() - size * factor) / 2
            self.paint_tile(painter, QRectF(side, 0, size * factor, size * factor), name)
            painter.end()
            icon.addPixmap(pixmap)
        return icon

    def paint_tile(self, painter: QPainter, rect: QRectF, name: str) -> None:
        """Draw the tile of *name* into *rect*."""
        back, front = tile_colours(name, dark=self._theme.roles.dark)
        painter.save()
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(back)
        radius = rect.width() * 0.28
        painter.drawRoundedRect(rect, radius, radius)
        painter.setPen(front)
        font = QFont(painter.font())
        font.setPixelSize(max(8, round(rect.height() * 0.56)))
        font.setWeight(QFont.Weight.DemiBold)
        painter.setFont(font)
        painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, name[:1].upper())
        painter.restore()

    def _put_on(self, button: QAbstractButton, name: str, role: str, on: str) -> None:
        air = AIR if button.text() else 1.0
        icon = QIcon()
        states = [(QIcon.State.Off, role)] + ([(QIcon.State.On, on)] if on else [])
        for state, which in states:
            colour = self._theme.roles.colour(which)
            for factor in (1, 2, 3):
                size = button.iconSize().height() * factor
                icon.addPixmap(self._pixmap(name, colour, size, air), QIcon.Mode.Normal, state)
        button.setIcon(icon)

    def _tint_again(self) -> None:
        for button, (name, role, on) in list(self._worn.items()):
            self._put_on(button, name, role, on)

    def _pixmap(self, name: str, colour: str, size: int, air: float = 1.0) -> QPixmap:
        width = round(size * air)
        pixmap = QPixmap(width, size)
        pixmap.fill(Qt.GlobalColor.transparent)
        painter = QPainter(pixmap)
        self._renderer(name, colour).render(painter, QRectF((width - size) / 2, 0, size, size))
        painter.end()
        return pixmap

    def _renderer(self, name: str, colour: str) -> QSvgRenderer:
        key = (name, colour)
        if key not in self._renderers:
            if name not in self._sources:
                self._sources[name] = (self._folder / f"{name}.svg").read_bytes()
            drawn = self._sources[name].replace(b"currentColor", colour.encode())
            self._renderers[key] = QSvgRenderer(QByteArray(drawn))
        return self._renderers[key]


def tile_colours(name: str, *, dark: bool) -> tuple[QColor, QColor]:
    """Background and letter of a tile: a quiet hue that stays the same for a name."""
    digest = hashlib.blake2b(name.casefold().encode(), digest_size=2).digest()
    hue = _TILE_HUES[digest[0] % len(_TILE_HUES)] / 360
    if dark:
        return QColor.fromHslF(hue, 0.32, 0.26), QColor.fromHslF(hue, 0.65, 0.86)
    return QColor.fromHslF(hue, 0.55, 0.90), QColor.fromHslF(hue, 0.60, 0.28)
