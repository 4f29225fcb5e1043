"""Asks before the person's word settles many transfers of which nobody knows whether they arrived."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from app.ui.dialogs.plain import PlainDialog
from app.ui.models.acts import Act
from app.ui.text import tr


class SettlingDialog(PlainDialog):
    """Says how many there are, and what comes of it. ``accepted`` is the person's word; Escape and "Leave it" are not.

    It asks because no Undo could follow: with its last file a session is closed at the vendor, a file of a watched
    folder is put away, and what is sent again is on its way.

    Args:
        act: :attr:`Act.ARRIVED` or :attr:`Act.SEND_AGAIN`.
        n: how many transfers it is about.
    """

    def __init__(self, act: Act, n: int, parent: QWidget | None = None) -> None:
        again = act is Act.SEND_AGAIN
        super().__init__(_again_title(n) if again else _arrived_title(n), parent)
        self.say(_again_words() if again else _arrived_words())
        self.say(tr("This cannot be undone."), "muted")
        self.no = self.button(tr("Leave it"))
        self.yes = self.button(tr("Send again") if again else tr("They arrived"), primary=True)
        # Enter must not settle what nobody looked at: the person presses the button on purpose.
        self.yes.setDefault(False)
        self.no.setDefault(True)
        self.no.clicked.connect(self.reject)
        self.yes.clicked.connect(self.accept)
        self.no.setFocus()


def _again_title(n: int) -> str:
    return tr("Send {n:count} unclear transfer again?|Send {n:count} unclear transfers again?", n=n)


def _again_words() -> str:
    return tr(
        "Nobody knows whether these arrived. Those that did are there twice then, and where sending costs something, "
        "it costs twice."
    )


def _arrived_title(n: int) -> str:
    return tr("Did {n:count} unclear transfer arrive?|Did all {n:count} unclear transfers arrive?", n=n)


def _arrived_words() -> str:
    return tr(
        "They are noted as sent, in the history too, and are not sent again. If one of them did not arrive, nothing "
        "reminds you of it any more."
    )
