"""Draws a form into a picture without a window on the screen."""

from __future__ import annotations

import os
from pathlib import Path

from PySide6.QtCore import QDir, QSize, Qt
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from app.core.errors import InputError
from app.core.paths import resources
from app.core.schema.model import Form
from app.core.text import text
from app.ui.forms.view import FormView
from app.ui.theme import Choice, Theme

_MARGIN = 24  # px
_TALLEST = 16_000  # px: what a picture may be high


def draw_form(form: Form, target: Path, dark: bool = False, width: int = 720) -> None:
    """Draw *form*, *width* pixels wide and as high as it needs, into the picture file *target*.

    Makes a Qt application of its own, without a screen, where there is none.

    Raises:
        InputError: the picture cannot be written there, or its name ends in no kind of picture.
    """
    app = _application()
    QDir.setSearchPaths("icons", [str(resources() / "icons")])
    theme = Theme(app, Choice.DARK if dark else Choice.LIGHT)
    theme.dress()
    view = FormView()
    view.set_form(form)
    page = _page(view, width)
    try:
        if not page.grab().save(str(target)):
            raise InputError(text("The picture cannot be written to {file}.", file=str(target)))
    finally:
        page.close()
        page.deleteLater()
        theme.deleteLater()


def _application() -> QApplication:
    running = QApplication.instance()
    if isinstance(running, QApplication):
        return running
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    return QApplication(["sendoff"])


def _page(view: FormView, width: int) -> QWidget:
    page = QWidget()
    page.setProperty("surface", "raised")
    page.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
    page.setAttribute(Qt.WidgetAttribute.WA_DontShowOnScreen)
    box = QVBoxLayout(page)
    box.setContentsMargins(_MARGIN, _MARGIN, _MARGIN, _MARGIN)
    box.addWidget(view)
    box.addStretch(1)
    page.resize(width, 100)
    page.show()
    focused = page.focusWidget()
    if focused is not None:
        focused.clearFocus()
    page.resize(_size(page, width))
    page.ensurePolished()
    return page


def _size(page: QWidget, width: int) -> QSize:
    """*width* and the height that it asks for; a second look, since wrapped labels settle late."""
    height = 0
    for _ in range(2):
        QApplication.sendPostedEvents()
        layout = page.layout()
        asked = page.sizeHint().height()
        if layout is not None and layout.hasHeightForWidth():
            asked = layout.totalHeightForWidth(width)
        height = min(_TALLEST, asked)
        page.resize(width, height)
    return QSize(width, height)
