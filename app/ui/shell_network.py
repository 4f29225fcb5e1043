"""Connects the network's section of the settings with what it chooses."""

from __future__ import annotations

from PySide6.QtCore import QObject

from app.ui.choosers import Chooser
from app.ui.controllers.network import Network
from app.ui.text import tr
from app.ui.views.settings_network import NetworkSection


class NetworkWiring(QObject):
    """The network's settings at work."""

    def __init__(self, network: Network, section: NetworkSection, chooser: Chooser, parent: QObject) -> None:
        super().__init__(parent)
        self._network, self._section, self._chooser = network, section, chooser
        section.proxy_chosen.connect(network.use)
        section.certificates_wanted.connect(self._choose)
        section.distrust_wanted.connect(network.distrust)
        section.test_wanted.connect(network.test)
        network.chosen.connect(section.show_choice)
        network.proxy_told.connect(self._on_proxy)
        network.roots_known.connect(section.show_roots)
        network.root_told.connect(self._on_root)
        network.busy_changed.connect(section.set_busy)
        network.found.connect(section.show_findings)

    def _choose(self) -> None:
        kinds = tr("Certificates") + " (*.pem *.crt *.cer *.der)"
        self._chooser.one(tr("Choose a certificate file"), kinds, self._network.trust)

    def _on_proxy(self, words: str, ok: bool) -> None:
        self._section.show_message(words, ok=ok)

    def _on_root(self, words: str, ok: bool) -> None:
        self._section.show_root_message(words, ok=ok)
