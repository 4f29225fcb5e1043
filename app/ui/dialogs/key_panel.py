"""Takes a vendor's key: one field to paste it into, where to find it, and where it is kept."""

from __future__ import annotations

import re
from collections.abc import Sequence

from PySide6.QtCore import Qt, QUrl, Signal
from PySide6.QtGui import QDesktopServices, QHideEvent
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLineEdit, QPushButton, QVBoxLayout, QWidget

from app.core.text import Text, text
from app.ui.dialogs.server_fields import ServerFields
from app.ui.dialogs.status import StatusLine
from app.ui.forms.editor import small_button
from app.ui.forms.fold import Fold
from app.ui.forms.labels import plain_label
from app.ui.forms.words import unmarked
from app.ui.text import say, tr


class KeyPanel(QWidget):
    """Inline, on the Send page or in a dialog. Holds the key only until it has been taken.

    Signals:
        key_entered: the key without blanks around it, and whether to keep it for this run only.
        practice_wanted: the person would rather try it without a key.
    """

    key_entered = Signal(str, bool)
    practice_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._name = ""
        self._help_url = ""
        self._looks_like: re.Pattern[str] | None = None
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(8)
        self._title = plain_label("", "", self)
        self._title.setProperty("textSize", "large")
        box.addWidget(self._title)
        box.addLayout(self._key_line())
        self._warning = StatusLine(self)
        self._message = StatusLine(self)
        self._help = plain_label("", "help", self)
        self._where = small_button(self, tr("Open the page where the key is"))
        self._where.clicked.connect(self._on_where)
        self._store = plain_label("", "help", self)
        self._run_only = QCheckBox(tr("Keep the key for this run only"), self)
        for widget in (self._warning, self._message, self._help):
            box.addWidget(widget)
        box.addWidget(self._where, 0, Qt.AlignmentFlag.AlignLeft)
        box.addWidget(self._store)
        box.addWidget(self._run_only)
        box.addWidget(self._advanced())
        box.addLayout(self._practice_line())

    def set_provider(
        self,
        name: str,
        help: str,
        help_url: str,
        store_words: Text,
        looks_like: str = "",
        *,
        store_usable: bool = True,
    ) -> None:
        """Ask for the key of the vendor called *name*; what was typed for another one is forgotten.

        Args:
            name: what people call the vendor.
            help: where a person finds the key, in words.
            help_url: the page where the key is; only https addresses are offered.
            store_words: where the key will be kept.
            looks_like: a regular expression of the vendor's keys; another key is warned about only.
            store_usable: whether this computer's password store can be used; if not, the key is kept
                for this run only, which is said and cannot be unticked.
        """
        self.forget_key()
        self._name, self._help_url = name, help_url
        self._looks_like = _compiled(looks_like)
        words = tr("Paste your {name} key", name=name)
        self._title.setText(unmarked(words))
        self._title.setBuddy(self.key)
        self.key.setAccessibleName(words)
        self._help.setText(help)
        self._help.setVisible(bool(help))
        self._where.setVisible(help_url.startswith("https://"))
        self.set_store(store_words, usable=store_usable)
        self.set_message(text(""), True)

    def set_store(self, words: Text, *, usable: bool) -> None:
        """Say where the key will be kept; what is typed stays. *usable*: see :meth:`set_provider`."""
        self._store.setText(say(words))
        self._run_only.setChecked(not usable)
        self._run_only.setEnabled(usable)
        self._run_only.setVisible(not usable)

    def set_servers(self, choices: Sequence[tuple[str, str]], override: bool, server: str = "") -> None:
        """Offer server addresses (address, label) under "Advanced", and one's own if *override*."""
        self._servers.set_servers(choices, override, server)

    def set_account_name(self, name: str) -> None:
        """Suggest a name for the account."""
        self._servers.name.setText(name)

    def set_practice_offered(self, offered: bool) -> None:
        """Whether there are practice files for this vendor."""
        self._practice.setVisible(offered)

    def account_name(self) -> str:
        """The account's name, or an empty text for the usual one."""
        return self._servers.name.text().strip()

    def server(self) -> str:
        """The server address that was chosen or typed; empty for the vendor's usual one."""
        return self._servers.server()

    def set_busy(self, busy: bool) -> None:
        """Whether the key is being tried just now."""
        self.key.setEnabled(not busy)
        self._take.setEnabled(not busy and bool(self._typed()))
        self._take.setText(tr("Trying the key…") if busy else tr("Use this key"))

    def set_message(self, words: Text, ok: bool) -> None:
        """Say how it went. When it went well the key is cleared, else it stays to be corrected."""
        if say(words) and ok:
            self.forget_key()
        self._message.show_words(words, "ok" if ok else "error")
        if say(words) and not ok:
            self.key.selectAll()
            self.key.setFocus(Qt.FocusReason.OtherFocusReason)

    def forget_key(self) -> None:
        """Take the key out of the widget, its undo history included."""
        self.key.setText("")
        self._reveal.setChecked(False)

    def focus_key(self) -> None:
        """Give the field the keyboard."""
        self.key.setFocus(Qt.FocusReason.OtherFocusReason)

    def hideEvent(self, event: QHideEvent) -> None:
        """A key does not wait in a widget that nobody sees."""
        if not event.spontaneous():  # minimising the window is no reason
            self.forget_key()
        super().hideEvent(event)

    def _key_line(self) -> QHBoxLayout:
        line = QHBoxLayout()
        line.setSpacing(8)
        self.key = QLineEdit(self)
        self.key.setEchoMode(QLineEdit.EchoMode.Password)
        self.key.setInputMethodHints(Qt.InputMethodHint.ImhSensitiveData | Qt.InputMethodHint.ImhNoPredictiveText)
        self.key.textChanged.connect(self._on_typed)
        self.key.returnPressed.connect(self._on_take)
        self._reveal = small_button(self, tr("Show"))
        self._reveal.setAccessibleName(tr("Show the key"))
        self._reveal.setCheckable(True)
        self._reveal.toggled.connect(self._on_reveal)
        self._take = QPushButton(tr("Use this key"), self)
        self._take.setProperty("kind", "primary")
        self._take.setAutoDefault(False)
        self._take.setEnabled(False)
        self._take.clicked.connect(self._on_take)
        line.addWidget(self.key, 1)
        line.addWidget(self._reveal)
        line.addWidget(self._take)
        return line

    def _advanced(self) -> Fold:
        fold = Fold(tr("Advanced"), self)
        self._servers = ServerFields(fold.inside)
        fold.box.addWidget(self._servers)
        return fold

    def _practice_line(self) -> QHBoxLayout:
        line = QHBoxLayout()
        self._practice = QPushButton(tr("Try it with practice files first"), self)
        self._practice.setAutoDefault(False)
        self._practice.clicked.connect(self.practice_wanted)
        line.addWidget(self._practice)
        line.addStretch(1)
        return line

    def _typed(self) -> str:
        return "".join(self.key.text().split())

    def _on_typed(self) -> None:
        key = self._typed()
        self._take.setEnabled(bool(key))
        self._message.show_words(None)
        strange = bool(key) and self._looks_like is not None and not self._looks_like.search(key)
        words = text("This does not look like a key of {name}. It can be tried all the same.", name=self._name)
        self._warning.show_words(words if strange else None, "warn")

    def _on_take(self) -> None:
        key = self._typed()
        if key and self._take.isEnabled():
            self.key_entered.emit(key, self._run_only.isChecked())

    def _on_reveal(self, on: bool) -> None:
        self.key.setEchoMode(QLineEdit.EchoMode.Normal if on else QLineEdit.EchoMode.Password)
        self._reveal.setText(tr("Hide") if on else tr("Show"))

    def _on_where(self) -> None:
        QDesktopServices.openUrl(QUrl(self._help_url))


def _compiled(pattern: str) -> re.Pattern[str] | None:
    try:
        return re.compile(pattern) if pattern else None
    except re.error:
        return None
