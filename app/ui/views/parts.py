"""The small parts that views are made of: labels and buttons that say what they are, and nothing of their colour."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractSpinBox, QFrame, QLabel, QPushButton, QSizePolicy, QWidget

from app.ui.as_written import on_one_line, tip
from app.ui.icons import Icons
from app.ui.theme import Theme


def label(words: str = "", role: str = "", *, size: str = "", semibold: bool = False, wrap: bool = False) -> QLabel:
    """A line of plain text."""
    made = QLabel(words)
    made.setTextFormat(Qt.TextFormat.PlainText)
    dress(made, role=role, textSize=size, weight="semibold" if semibold else "")
    if wrap:
        made.setWordWrap(True)
        made.setMinimumWidth(1)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        made.setSizePolicy(policy)
    return made


def button(words: str, kind: str = "", *, name: str = "", tip: str = "") -> QPushButton:
    """A push button; *name* is what a screen reader says where that is more than its words."""
    made = QPushButton(words.replace("&", "&&"))
    dress(made, kind=kind)
    made.setAccessibleName(name or words)
    if tip:
        made.setToolTip(tip)
    made.setAutoDefault(False)
    return made


def icon_button(icons: Icons, icon: str, name: str, *, role: str = "muted") -> QPushButton:
    """A button with an icon alone; its name is its tooltip too."""
    made = button("", "icon", name=name, tip=name)
    icons.wear(made, icon, role)
    return made


def give_room(box: QAbstractSpinBox) -> None:
    """Keep the words of a box with arrows off its edge: a stylesheet's padding does not reach them (Qt 6.11)."""
    box.lineEdit().setTextMargins(7, 0, 2, 0)


def dress(widget: QWidget, **properties: str) -> None:
    """Say what a widget is, for the stylesheet; it is drawn anew when that changed."""
    changed = False
    for key, value in properties.items():
        if (widget.property(key) or "") != value:
            widget.setProperty(key, value)
            changed = True
    if changed and widget.testAttribute(Qt.WidgetAttribute.WA_WState_Polished):
        widget.style().unpolish(widget)
        widget.style().polish(widget)


def surface(widget: QWidget, kind: str) -> None:
    """Give a widget one of the grounds."""
    widget.setAttribute(Qt.WidgetAttribute.WA_StyledBackground, True)
    widget.setProperty("surface", kind)


def hairline(*, upright: bool = False) -> QFrame:
    """A one-pixel line."""
    made = QFrame()
    made.setProperty("surface", "upright" if upright else "line")
    if upright:
        made.setFixedWidth(1)
    else:
        made.setFixedHeight(1)
    return made


class Elided(QLabel):
    """A line that is shortened to fit; whole in its tooltip and for screen readers."""

    def __init__(self, words: str = "", *, middle: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._mode = Qt.TextElideMode.ElideMiddle if middle else Qt.TextElideMode.ElideRight
        self._words = ""
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.say(words)

    @property
    def words(self) -> str:
        """The whole line."""
        return self._words

    def say(self, words: str) -> None:
        """Show another line."""
        self._words = on_one_line(words)
        self.setAccessibleName(self._words)
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Shorten anew."""
        super().resizeEvent(event)
        self._fit()

    def minimumSizeHint(self) -> QSize:
        """It can become narrow."""
        return QSize(24, super().minimumSizeHint().height())

    def sizeHint(self) -> QSize:
        """As wide as its words want to be."""
        return QSize(self.fontMetrics().horizontalAdvance(self._words) + 4, super().sizeHint().height())

    def _fit(self) -> None:
        shown = self.fontMetrics().elidedText(self._words, self._mode, max(0, self.width()))
        self.setText(shown)
        self.setToolTip(tip(self._words) if shown != self._words else "")


def with_keyboard(view: QWidget) -> QWidget | None:
    """What within *view* has the keyboard now, and not only had it last."""
    focused = view.focusWidget()
    return focused if focused is not None and focused.hasFocus() else None


class Sign(QWidget):
    """An icon in the colour of a role; *size* in pixels."""

    def __init__(self, theme: Theme, icons: Icons, size: int = 20, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._icons = icons
        self._icon, self._role = "", "text"
        self.setFixedSize(size, size)
        theme.changed.connect(self.update)

    def show_icon(self, icon: str, role: str) -> None:
        """Show an icon."""
        self._icon, self._role = icon, role
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        """Draw it."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self._icon:
            self._icons.paint(painter, self.rect().toRectF(), self._icon, self._role)
        painter.end()
