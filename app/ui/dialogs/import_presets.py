"""Shows presets that came from somebody else: what each would do, where it sends to, and which account to use."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QFrame, QScrollArea, QVBoxLayout, QWidget

from app.core.services.model import AccountView
from app.core.services.preset_share import Incoming
from app.ui.dialogs.plain import PlainDialog
from app.ui.forms.labels import plain_label
from app.ui.text import say, tr

_HEIGHT = 340  # px: of the list; a window of 600 has room for it


class ImportPresetsDialog(PlainDialog):
    """One card a preset; those that cannot be taken in say why.

    Signals:
        accepted_all: a list of pairs of an :class:`Incoming` and the id of the account to use, which may be empty.

    Args:
        accounts: the person's accounts of a provider, by its id.
    """

    accepted_all = Signal(list)

    def __init__(
        self,
        incoming: Sequence[Incoming],
        accounts: Callable[[str], Sequence[AccountView]],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(tr("Add presets"), parent, width=520)
        self.say(tr("These presets come from a file. Nothing is sent before you press Send."), "muted")
        self.cards = [_Card(one, accounts(one.preset.provider_id)) for one in incoming]
        inner = QWidget()
        box = QVBoxLayout(inner)
        box.setContentsMargins(0, 0, 8, 0)
        box.setSpacing(20)
        for card in self.cards:
            card.tick.toggled.connect(self._count)
            box.addWidget(card)
        box.addStretch(1)
        area = QScrollArea(self)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # it follows the ticks in it
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setWidget(inner)
        area.setMinimumHeight(_HEIGHT)
        self.body.addWidget(area, 1)
        self.no = self.button(tr("Cancel"))
        self.yes = self.button(tr("Add"), primary=True)
        self.no.clicked.connect(self.reject)
        self.yes.clicked.connect(self._on_yes)
        self._count()

    def chosen(self) -> list[tuple[Incoming, str]]:
        """The ticked presets, each with its account."""
        return [(card.incoming, card.account_id) for card in self.cards if card.tick.isChecked()]

    def _count(self) -> None:
        count = len(self.chosen())
        self.yes.setEnabled(count > 0)
        self.yes.setText(tr("Add {n:count} preset|Add {n:count} presets", n=count) if count else tr("Add"))

    def _on_yes(self) -> None:
        self.accept()
        self.accepted_all.emit(self.chosen())


class _Card(QWidget):
    """One preset: its name with a tick, what it does, and the account to use."""

    def __init__(self, incoming: Incoming, accounts: Sequence[AccountView]) -> None:
        super().__init__()
        self.incoming = incoming
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(4)
        name = incoming.preset.name
        self.tick = QCheckBox(name.replace("&", "&&"))
        self.tick.setAccessibleName(tr("Add the preset {name}", name=name))
        self.tick.setProperty("weight", "semibold")
        self.tick.setChecked(incoming.problem is None)
        self.tick.setEnabled(incoming.problem is None)
        box.addWidget(self.tick)
        for words in incoming.words:
            box.addWidget(plain_label(say(words), "", self))
        self.account = QComboBox()
        if incoming.problem is not None:
            box.addWidget(plain_label("⚠ " + say(incoming.problem), "warn", self))
            self.account.hide()
            return
        label = plain_label(tr("Account to use"), "muted", self)
        label.setBuddy(self.account)
        self.account.setAccessibleName(tr("Account for the preset {name}", name=name))
        for account in accounts:
            self.account.addItem(account.name, account.id)
        self.account.addItem(tr("Choose later"), "")
        box.addWidget(label)
        box.addWidget(self.account)

    @property
    def account_id(self) -> str:
        """The account that was chosen; empty: none yet."""
        return str(self.account.currentData() or "")
