"""The look of the program: follows the system's, or the person's own choice, while the window is open."""

from __future__ import annotations

from enum import StrEnum

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QColor, QFont, QPalette
from PySide6.QtWidgets import QApplication

from app.ui.roles import Look, Roles, roles_of
from app.ui.stylesheet import stylesheet

SMALL, BODY = 12, 13
"""The text sizes, in device-independent pixels."""


class Choice(StrEnum):
    """What the person may choose in the settings."""

    SYSTEM = "system"
    LIGHT = "light"
    DARK = "dark"
    CONTRAST = "contrast"


class System:
    """What the system says of its own look."""

    def __init__(self, app: QApplication) -> None:
        self._hints = app.styleHints()

    def dark(self) -> bool:
        """Whether it is dark."""
        return self._hints.colorScheme() is Qt.ColorScheme.Dark

    def contrast(self) -> bool:
        """Whether more contrast is wanted; Qt tells of this from 6.10 on."""
        accessibility = getattr(self._hints, "accessibility", None)
        if accessibility is None:
            return False
        return bool(accessibility().contrastPreference() == Qt.ContrastPreference.HighContrast)


class Theme(QObject):
    """Knows the colours of the moment, and dresses the application in them from :meth:`dress` on.

    Signals:
        changed: the colours are others now; what paints by itself paints anew.
    """

    changed = Signal()

    def __init__(
        self,
        app: QApplication,
        choice: Choice = Choice.SYSTEM,
        parent: QObject | None = None,
        system: System | None = None,
    ) -> None:
        super().__init__(parent)
        self._app = app
        self._system = system or System(app)
        self._choice = choice
        self._dressed = False
        self._look = Look.LIGHT
        self.roles: Roles = roles_of(self._look)
        app.setStyle("Fusion")
        self._following = app.styleHints().colorSchemeChanged.connect(self._follow)
        self._look_again()

    def dress(self) -> None:
        """Dress the application, and go on doing so whenever the look changes.

        Best once its widgets are in their places: one that wears a stylesheet is dressed anew each time it is moved
        into another, which doubles the time that the window takes to be made.
        """
        self._dressed = True
        self._look_again()

    def close(self) -> None:
        """Follow the system no more: the next window, with practice on or off, has a theme and a choice of its own."""
        QObject.disconnect(self._following)

    @property
    def choice(self) -> Choice:
        """What the person chose."""
        return self._choice

    @property
    def look(self) -> Look:
        """The set of colours in use."""
        return self._look

    def choose(self, choice: Choice) -> None:
        """Use the look that the person wants."""
        self._choice = choice
        self._look_again()

    def colour(self, role: str) -> QColor:
        """The colour of a role."""
        return QColor(self.roles.colour(role))

    def _follow(self) -> None:
        if self._choice in (Choice.SYSTEM, Choice.CONTRAST):
            self._look_again()

    def _look_again(self) -> None:
        self._look = _look_of(self._choice, self._system.dark(), self._system.contrast())
        before, self.roles = self.roles, roles_of(self._look)
        if self._dressed:
            self._app.setPalette(palette(self.roles))
            self._app.setStyleSheet(stylesheet(self.roles))
        if self.roles != before:
            self.changed.emit()


def _look_of(choice: Choice, dark: bool, contrast: bool) -> Look:
    if choice is Choice.LIGHT:
        return Look.LIGHT
    if choice is Choice.DARK:
        return Look.DARK
    if choice is Choice.CONTRAST or contrast:
        return Look.CONTRAST_DARK if dark else Look.CONTRAST_LIGHT
    return Look.DARK if dark else Look.LIGHT


def palette(roles: Roles) -> QPalette:
    """The palette for what the stylesheet does not reach."""
    made = QPalette()
    group = QPalette.ColorRole
    pairs = {
        group.Window: roles.raised,
        group.WindowText: roles.text,
        group.Base: roles.raised,
        group.AlternateBase: roles.soft,
        group.Text: roles.text,
        group.Button: roles.raised,
        group.ButtonText: roles.text,
        group.BrightText: roles.error,
        group.ToolTipBase: roles.text,
        group.ToolTipText: roles.raised,
        group.PlaceholderText: roles.muted,
        group.Highlight: roles.accent,
        group.HighlightedText: roles.on_accent,
        group.Link: roles.accent,
        group.LinkVisited: roles.accent,
        group.Mid: roles.line,
        group.Light: roles.raised,
        group.Dark: roles.edge,
    }
    for role, colour in pairs.items():
        made.setColor(role, QColor(colour))
    for role in (group.Text, group.WindowText, group.ButtonText):
        made.setColor(QPalette.ColorGroup.Disabled, role, QColor(roles.muted))
    return made


def font(base: QFont, size: int = BODY, *, semibold: bool = False) -> QFont:
    """The system's font in one of the sizes, with figures of equal width where it has them."""
    made = QFont(base)
    made.setPixelSize(size)
    made.setWeight(QFont.Weight.DemiBold if semibold else QFont.Weight.Normal)
    made.setFeature(QFont.Tag("tnum"), 1)
    return made
