"""Lets the Tab key go through a window as the eye does: in the order of the layouts, not of when things were made."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLayout, QScrollArea, QWidget


def put_in_order(window: QWidget) -> None:
    """Have Tab visit what *window* holds just now in the order in which it stands there.

    Qt puts whatever is made late at the end: the fields of a form would come after the line at the bottom.
    """
    for before, after in pairwise(stops(window)):
        QWidget.setTabOrder(before, after)


def stops(widget: QWidget) -> Iterator[QWidget]:
    """What takes the keyboard within *widget*, in the order of its layouts; what has it itself is one stop."""
    layout = widget.layout()
    laid = list(_laid(layout)) if layout is not None else []
    known = set(laid)
    others = [one for one in widget.children() if isinstance(one, QWidget) and one not in known]
    for child in (*laid, *others):
        if child.isWindow() or child.isHidden():
            continue
        if child.focusPolicy() & Qt.FocusPolicy.TabFocus:
            yield child
        if isinstance(child, QScrollArea) or not child.focusPolicy() & Qt.FocusPolicy.TabFocus:
            yield from stops(child)


def _laid(layout: QLayout) -> Iterator[QWidget]:
    for number in range(layout.count()):
        item = layout.itemAt(number)
        widget, inner = (item.widget(), item.layout()) if item is not None else (None, None)
        if widget is not None:
            yield widget
        elif inner is not None:
            yield from _laid(inner)
