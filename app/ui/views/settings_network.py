"""The settings' section on the network: which proxy, its password, further certificates, and a test of it all."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QLineEdit, QVBoxLayout, QWidget

from app.core.net.options import ProxyMode
from app.core.services.network import ProxyChoice
from app.ui.text import tr
from app.ui.views.parts import button, dress, label
from app.ui.views.settings_section import Section, lines


class NetworkSection(Section):
    """How Sendoff reaches the network.

    Signals:
        proxy_chosen: a :class:`ProxyChoice`, and the password; None leaves the kept one as it is.
        certificates_wanted: choose a file with certificates; distrust_wanted: trust those of the person no longer.
        test_wanted: try it.
    """

    proxy_chosen = Signal(object, object)
    certificates_wanted = Signal()
    distrust_wanted = Signal()
    test_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(tr("Network"), parent)
        self._make_proxy()
        self._make_certificates()
        self.test = button(tr("Test the connection"))
        self.test.clicked.connect(self.test_wanted)
        self.box.addWidget(self.test, 0, Qt.AlignmentFlag.AlignLeading)
        self._findings = QVBoxLayout()
        self._findings.setSpacing(4)
        self.box.addLayout(self._findings)
        self._fit()

    def show_choice(self, choice: ProxyChoice) -> None:
        """What is chosen; the password is never shown."""
        self.mode.setCurrentIndex(max(0, self.mode.findData(str(choice.mode))))
        kind, _, place = choice.address.rpartition("://")
        if choice.mode is ProxyMode.MANUAL:
            self.kind.setCurrentIndex(max(0, self.kind.findData(kind)))
            host, _, port = place.rpartition(":")
            self.host.setText(host)
            self.port.setText(port)
        elif choice.mode is ProxyMode.PAC:
            self.rules.setText(choice.address)
        self.user.setText(choice.user)
        self.password.clear()
        self.password.setPlaceholderText(tr("Unchanged") if choice.user else "")
        self._fit()

    def show_message(self, words: str, *, ok: bool) -> None:
        """How taking the choice went."""
        self._say(self.message, words, ok)

    def show_roots(self, roots: Sequence[str]) -> None:
        """The additional trusted certificates."""
        self.roots.setText("\n".join(roots) or tr("None but those of this computer."))
        self.distrust.setVisible(bool(roots))

    def show_root_message(self, words: str, *, ok: bool) -> None:
        """How taking a file of certificates went."""
        self._say(self.root_message, words, ok)

    def show_findings(self, found: Sequence[tuple[bool | None, str]]) -> None:
        """What a test found, line by line."""
        while (item := self._findings.takeAt(0)) is not None:
            old = item.widget()
            if old is not None:
                old.hide()
                old.deleteLater()
        for ok, words in found:
            line = lines("")
            self._findings.addWidget(line)
            self._say(line, words if ok is None else f"{'✓' if ok else '✕'} {words}", ok)

    def set_busy(self, busy: bool) -> None:
        """A test is under way."""
        self.test.setEnabled(not busy)
        if busy:
            self.show_findings([(None, tr("Asking the vendors' servers…"))])

    def focus(self) -> None:
        """Take the keyboard, where a password is most likely to be entered."""
        (self.user if self.user.isVisible() and not self.user.text() else self.password).setFocus()
        if not self.password.isVisible():
            self.mode.setFocus()

    # ── the parts ─────────────────────────────────────────────────────────────────────────────────────

    def _make_proxy(self) -> None:
        self.mode = QComboBox()
        for mode, words in (
            (ProxyMode.SYSTEM, tr("As the system says")),
            (ProxyMode.NONE, tr("No proxy")),
            (ProxyMode.MANUAL, tr("This proxy")),
            (ProxyMode.PAC, tr("Rules from an address (PAC)")),
        ):
            self.mode.addItem(words, str(mode))
        self.mode.currentIndexChanged.connect(self._fit)
        self.add_row(tr("Proxy"), self.mode, tr("What a company puts between its computers and the internet."))
        self.kind = QComboBox()
        for scheme, words in (("http", "HTTP"), ("https", tr("HTTP, encrypted")), ("socks5", "SOCKS5")):
            self.kind.addItem(words, scheme)
        self.host, self.port = QLineEdit(), QLineEdit()
        self.host.setPlaceholderText(tr("proxy.example.com"))
        self.port.setPlaceholderText("8080")
        self.port.setMaxLength(5)
        self.rules, self.user, self.password = QLineEdit(), QLineEdit(), QLineEdit()
        self.rules.setPlaceholderText(tr("http://proxy.example.com/proxy.pac"))
        self.password.setEchoMode(QLineEdit.EchoMode.Password)
        self._rows = {
            self.kind: self._row(tr("Kind of proxy"), self.kind),
            self.host: self._row(tr("Address of the proxy"), self.host),
            self.port: self._row(tr("Port"), self.port),
            self.rules: self._row(tr("Address of the rules"), self.rules),
            self.user: self._row(tr("Name for the proxy"), self.user),
            self.password: self._row(tr("Password for the proxy"), self.password),
        }
        self.use = button(tr("Use these settings"))
        self.use.clicked.connect(self._chosen)
        self.message = lines("")
        self.message.hide()
        self.box.addWidget(self.use, 0, Qt.AlignmentFlag.AlignLeading)
        self.box.addWidget(self.message)

    def _row(self, caption: str, control: QWidget) -> QWidget:
        """A row that can be hidden as a whole."""
        row = QWidget()
        line = QHBoxLayout(row)
        line.setContentsMargins(16, 0, 0, 0)
        line.setSpacing(16)
        title = label(caption)
        title.setBuddy(control)
        control.setAccessibleName(caption)
        control.setMinimumWidth(160)
        line.addWidget(title, 1)
        line.addWidget(control, 1)
        self.box.addWidget(row)
        return row

    def _make_certificates(self) -> None:
        self.box.addSpacing(8)
        self.box.addWidget(label(tr("Additional trusted certificates"), semibold=True))
        words = tr("Only where the company reads along, and its certificate is not installed on this computer yet.")
        self.box.addWidget(lines(words, "muted", size="small"))
        self.roots = lines("")
        self.box.addWidget(self.roots)
        self.choose = button(tr("Choose a certificate file…"))
        self.choose.clicked.connect(self.certificates_wanted)
        self.distrust = button(tr("Trust them no longer"))
        self.distrust.clicked.connect(self.distrust_wanted)
        line = QHBoxLayout()
        line.setSpacing(8)
        line.addWidget(self.choose)
        line.addWidget(self.distrust)
        line.addStretch(1)
        self.box.addLayout(line)
        self.root_message = lines("")
        self.root_message.hide()
        self.box.addWidget(self.root_message)
        self.show_roots([])
        self.box.addSpacing(8)

    def _fit(self) -> None:
        """Show what the mode needs."""
        mode = self._mode()
        shown: set[QWidget] = set()
        if mode is ProxyMode.MANUAL:
            shown = {self.kind, self.host, self.port}
        elif mode is ProxyMode.PAC:
            shown = {self.rules}
        if mode is not ProxyMode.NONE:
            shown |= {self.user, self.password}
        for control, row in self._rows.items():
            row.setVisible(control in shown)

    def _mode(self) -> ProxyMode:
        return ProxyMode(self.mode.currentData())

    def _address(self) -> str:
        mode = self._mode()
        if mode is ProxyMode.PAC:
            return self.rules.text().strip()
        if mode is not ProxyMode.MANUAL:
            return ""
        host, port = self.host.text().strip().rpartition("://")[2].rstrip("/"), self.port.text().strip()
        return f"{self.kind.currentData()}://{host}{':' if port else ''}{port}"

    def _chosen(self) -> None:
        mode = self._mode()
        user = "" if mode is ProxyMode.NONE else self.user.text().strip()
        password = self.password.text()
        self.proxy_chosen.emit(ProxyChoice(mode, self._address(), user), password or None)

    def _say(self, line: QLabel, words: str, ok: bool | None) -> None:
        dress(line, role="muted" if ok is None else "ok" if ok else "error")
        line.setText(words)
        line.setVisible(bool(words))
