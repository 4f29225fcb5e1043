"""Asks before something that costs."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from app.core.text import Text
from app.ui.dialogs.plain import PlainDialog
from app.ui.text import say, tr


class CostDialog(PlainDialog):
    """Says what sending will cost. ``accepted`` is the agreement; Escape and "Do not send" are not.

    Args:
        words: what it costs, and for what.
        button: what the agreeing button says, such as "Send 1,204 rows".
    """

    def __init__(self, words: Text, button: str, parent: QWidget | None = None) -> None:
        super().__init__(tr("This costs something"), parent)
        self.say(say(words))
        self.say(tr("Nothing has been sent yet."), "muted")
        self.no = self.button(tr("Do not send"))
        self.yes = self.button(button, primary=True)
        # Enter must not spend money: the person presses the button on purpose.
        self.yes.setDefault(False)
        self.no.setDefault(True)
        self.no.clicked.connect(self.reject)
        self.yes.clicked.connect(self.accept)
        self.no.setFocus()
