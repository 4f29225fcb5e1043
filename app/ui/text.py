"""Every word of the window goes through here: one catalogue, looked up by the English template."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from app.core.text import Text, TextValue

CONTEXT = "Sendoff"


def _look_up(template: str) -> str:
    return QCoreApplication.translate(CONTEXT, template)


def tr(template: str, **values: TextValue) -> str:
    """*template* in the person's language, with its holes filled as :class:`app.core.text.Text` says."""
    return Text(template, values).render(_look_up)


def say(words: Text | None) -> str:
    """A text of the core in the person's language; an empty string for None."""
    return words.render(_look_up) if words is not None else ""
