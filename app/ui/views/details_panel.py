"""The panel at the side: steps with ticks and times, what the vendor answered, and the result with Copy."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from operator import attrgetter
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QScrollArea, QVBoxLayout, QWidget

from app.core.copies import replace
from app.ui.icons import Icons
from app.ui.models.acts import Act
from app.ui.models.details_view import DetailsView, Fact, Press, StepLine
from app.ui.text import tr
from app.ui.theme import Theme
from app.ui.views.details_part import DetailsPart
from app.ui.views.flow import Flow
from app.ui.views.parts import Elided, Sign, button, dress, hairline, icon_button, label, surface, with_keyboard
from app.ui.views.timeline_section import timeline_rows

WIDTH = 320
Shown = Callable[[DetailsView], Any]
Make = Callable[[DetailsView], list[QWidget]]


class DetailsPanel(QWidget):
    """Shows a :class:`DetailsView`.

    Signals:
        act_wanted: an :class:`Act`; offer_wanted: an offer's id.
        copy_wanted: text for the clipboard. said_wanted: the title and text of requests and replies.
        closed: the cross, or Escape.
    """

    act_wanted = Signal(object)
    offer_wanted = Signal(str)
    copy_wanted = Signal(str)
    said_wanted = Signal(str, str)
    closed = Signal()

    def __init__(self, theme: Theme, icons: Icons, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme, self._icons = theme, icons
        self._shown: DetailsView | None = None
        self._details_open = False
        self.setFixedWidth(WIDTH)
        self.setAccessibleName(tr("Details"))
        whole = QHBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(hairline(upright=True))
        column = QVBoxLayout()
        column.setSpacing(0)
        column.addLayout(self._head())
        self._area = QScrollArea()
        self._area.setWidgetResizable(True)
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._area.setWidget(self._body())
        column.addWidget(self._area, 1)
        whole.addLayout(column, 1)

    def show_details(self, view: DetailsView) -> None:
        """Show this. What stays the same is left alone: it may be under the mouse, or being read."""
        if view == self._shown:
            return
        another = self._shown is None or self._shown.title != view.title
        held = with_keyboard(self)
        self._shown = view
        self._title.say(view.title)
        self._sign.show_icon(view.mark.icon, view.mark.role)
        self._state.setText(view.state)
        dress(self._state, role=view.mark.role)
        self._words.setText(view.words)
        self._words.setVisible(bool(view.words))
        for part, shown, make in self._parts:
            part.show_only(shown(view), partial(make, view))
        if another:
            self._area.verticalScrollBar().setValue(0)
        if held is not None and not held.hasFocus():
            self._focus(held.accessibleName())

    def say_state(self, words: str) -> None:
        """It is so far now; everything else stays as it is."""
        if self._shown is not None:
            self._shown = replace(self._shown, state=words)
            self._state.setText(words)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape closes it."""
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        else:
            super().keyPressEvent(event)

    def _focus(self, name: str) -> None:
        for made in self._area.findChildren(QPushButton):
            if made.isVisibleTo(self) and made.accessibleName() == name:
                made.setFocus()
                return
        self.close_button.setFocus()  # what was pressed is gone: Qt's choice would be the next button, whatever it does

    def _head(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setContentsMargins(16, 10, 8, 6)
        row.setSpacing(10)
        self._sign = Sign(self._theme, self._icons, 20)
        self._title = Elided(middle=True)
        self._title.setProperty("weight", "semibold")
        self.close_button = icon_button(self._icons, "close", tr("Close details"))
        self.close_button.clicked.connect(self.closed)
        row.addWidget(self._sign)
        row.addWidget(self._title, 1)
        row.addWidget(self.close_button)
        return row

    def _body(self) -> QWidget:
        body = QWidget()
        box = QVBoxLayout(body)
        box.setContentsMargins(16, 4, 16, 16)
        box.setSpacing(4)
        self._state = label(semibold=True, wrap=True)
        self._words = label(wrap=True)
        box.addWidget(self._state)
        box.addWidget(self._words)
        self._parts: tuple[tuple[DetailsPart, Shown, Make], ...] = (
            (DetailsPart(space=8), attrgetter("presses"), self._presses),
            (DetailsPart(tr("Result")), attrgetter("results"), self._results),
            (DetailsPart(tr("Steps")), attrgetter("steps"), self._steps),
            (DetailsPart(tr("Timeline")), attrgetter("timeline"), self._timeline),
            (DetailsPart(space=0), _can_be_read, self._reading),
            (DetailsPart(tr("About this file")), attrgetter("facts"), self._facts),
        )
        for part, *_ in self._parts:
            box.addWidget(part)
        box.addStretch(1)
        return body

    def _presses(self, view: DetailsView) -> list[QWidget]:
        if not view.presses:
            return []
        presses = QWidget()
        line = Flow(presses, 8)
        for press in view.presses:
            line.addWidget(self._press(press))
        return [presses]

    def _results(self, view: DetailsView) -> list[QWidget]:
        return [self._fact(fact) for fact in view.results]

    def _steps(self, view: DetailsView) -> list[QWidget]:
        answers = [self._answers(view)] if any(step.detail for step in view.steps) else []
        return [self._step(step) for step in view.steps] + answers

    def _timeline(self, view: DetailsView) -> list[QWidget]:
        return timeline_rows(self._theme, self._icons, view.timeline)

    def _reading(self, view: DetailsView) -> list[QWidget]:
        if not view.said:
            return []
        read = button(tr("Requests and replies…"), "link")
        read.clicked.connect(self._read)
        return [read]

    def _facts(self, view: DetailsView) -> list[QWidget]:
        return [self._fact(fact) for fact in view.facts]

    def _press(self, press: Press) -> QPushButton:
        made = button(press.words)
        if press.primary:
            made.setProperty("kind", "primary")
        made.setProperty("act", press.act.value if press.act else "")
        made.setProperty("offer", press.offer)
        made.clicked.connect(self._pressed)
        return made

    def _fact(self, fact: Fact) -> QWidget:
        whole = QWidget()
        row = QHBoxLayout(whole)
        row.setContentsMargins(0, 2, 0, 2)
        row.setSpacing(8)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(label(fact.name, "muted", size="small", wrap=True))
        words.addWidget(Elided(fact.value, middle=True))
        row.addLayout(words, 1)
        if fact.copied:
            made = icon_button(self._icons, "copy", tr("Copy {what}", what=fact.name))
            made.setProperty("copy", fact.value)
            made.clicked.connect(self._copy)
            row.addWidget(made)
        return whole

    def _step(self, step: StepLine) -> QWidget:
        whole = QWidget()
        row = QHBoxLayout(whole)
        row.setContentsMargins(0, 3, 0, 3)
        row.setSpacing(8)
        sign = Sign(self._theme, self._icons, 16)
        sign.show_icon(step.mark.icon, step.mark.role)
        words = label(step.words, "" if step.time else "muted", wrap=True)
        words.setAccessibleName(", ".join(p for p in (step.words, step.state, step.time) if p))
        row.addWidget(sign, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(words, 1)
        row.addWidget(label(step.time or step.state, "muted", size="small"), 0, Qt.AlignmentFlag.AlignTop)
        return whole

    def _answers(self, view: DetailsView) -> QWidget:
        whole = QWidget()
        box = QVBoxLayout(whole)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(4)
        self._fold = button(tr("What the vendor answered"), "link")
        self._fold.setCheckable(True)
        self._fold.setChecked(self._details_open)
        inner = QWidget()
        surface(inner, "soft")
        lines = QVBoxLayout(inner)
        lines.setContentsMargins(10, 8, 10, 8)
        for step in view.steps:
            if step.detail:
                lines.addWidget(label(step.words, "muted", size="small", semibold=True, wrap=True))
                words = label(step.detail, size="small", wrap=True)
                words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
                lines.addWidget(words)
        inner.setVisible(self._details_open)
        self._fold.toggled.connect(inner.setVisible)
        self._fold.toggled.connect(self._folded)
        box.addWidget(self._fold, 0, Qt.AlignmentFlag.AlignLeading)
        box.addWidget(inner)
        return whole

    def _folded(self, opened: bool) -> None:
        self._details_open = opened

    def _pressed(self) -> None:
        pressed = self.sender()
        if pressed.property("act"):
            self.act_wanted.emit(Act(str(pressed.property("act"))))
        else:
            self.offer_wanted.emit(str(pressed.property("offer")))

    def _copy(self) -> None:
        self.copy_wanted.emit(str(self.sender().property("copy")))

    def _read(self) -> None:
        if self._shown is not None:
            self.said_wanted.emit(self._shown.title, self._shown.said)


def _can_be_read(view: DetailsView) -> bool:
    return bool(view.said)
