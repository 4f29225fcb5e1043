"""Lets the Enter key press the button that has the keyboard, which Qt leaves to the desktop's habits."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QPushButton, QWidget

_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_PLAIN = (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier)


def pressed_by_enter(window: QWidget, event: QKeyEvent) -> bool:
    """Whether *event* is Enter on a button of *window*, which is pressed then.

    Without this, Enter in a dialog presses its default button, whichever button the person went to.
    """
    button = window.focusWidget()
    if event.key() not in _ENTER or event.modifiers() not in _PLAIN or not isinstance(button, QPushButton):
        return False
    button.click()
    return True
