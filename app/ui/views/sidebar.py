"""The side of the window: presets, vendors, and practice."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QPushButton, QScrollArea, QVBoxLayout, QWidget

from app.ui.controllers.presets import PresetEntry
from app.ui.icons import Icons
from app.ui.text import tr
from app.ui.theme import Theme
from app.ui.views.nav import WIDTH, NavButton, OwnVendorButton
from app.ui.views.parts import button, hairline, label, surface
from app.ui.views.preset_list import PresetList
from app.ui.views.switch import Switch


class Sidebar(QWidget):
    """Shortcuts to where files go.

    Signals:
        provider_chosen: a provider's id.
        save_wanted: keep what is on the Send page as a preset.
        add_wanted: add a vendor.
        share_wanted: write the vendor of this id as a file for others.
        practice_wanted: practice on or off.
    """

    provider_chosen = Signal(str)
    save_wanted = Signal()
    add_wanted = Signal()
    share_wanted = Signal(str)
    practice_wanted = Signal(bool)

    def __init__(self, theme: Theme, icons: Icons, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._icons = icons
        surface(self, "surface")
        self.setFixedWidth(WIDTH)
        theme.changed.connect(self._tint_again)
        self._chosen = ""
        self._providers: list[NavButton] = []
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self._lists(), 1)
        whole.addWidget(hairline())
        foot = QVBoxLayout()
        foot.setContentsMargins(16, 8, 16, 8)
        self.practice = Switch(tr("Practice"), theme)
        self.practice.setAccessibleDescription(tr("Try everything with vendors inside this computer"))
        self.practice.setToolTip(tr("Try everything with vendors inside this computer"))
        self.practice.clicked.connect(self.practice_wanted)
        foot.addWidget(self.practice)
        whole.addLayout(foot)

    def show_presets(self, entries: Sequence[PresetEntry]) -> None:
        """List the presets."""
        self.presets.show_entries(entries)
        self._no_presets.setVisible(not entries)

    def show_providers(self, providers: Sequence[tuple[str, str]], own: Collection[str] = ()) -> None:
        """List the vendors: ids and names; *own* are the ids of those that the person added."""
        for old in self._providers:
            old.hide()
            old.deleteLater()
        self._providers = [self._vendor(id_, name, own=id_ in own) for id_, name in providers]
        for entry, (_, name) in zip(self._providers, providers, strict=True):
            entry.setIcon(self._icons.tile(name))
            entry.setProperty("tile", name)
            entry.setCheckable(True)
            entry.clicked.connect(self._provider_pressed)
            self._provider_box.addWidget(entry)
        self.choose_provider(self._chosen)

    def _vendor(self, provider_id: str, name: str, *, own: bool) -> NavButton:
        spoken = tr("Vendor {name}", name=name)
        if not own:
            return NavButton(provider_id, name, spoken)
        entry = OwnVendorButton(provider_id, name, spoken)
        entry.share_wanted.connect(self.share_wanted)
        return entry

    def provider_ids(self) -> list[str]:
        """The vendors that are listed, in order."""
        return [entry.key for entry in self._providers]

    def choose_provider(self, provider_id: str) -> None:
        """Mark the vendor that files go to."""
        self._chosen = provider_id
        for entry in self._providers:
            entry.setChecked(entry.key == provider_id)

    def show_practice(self, on: bool) -> None:
        """Show whether practice is on."""
        self.practice.setChecked(on)

    def can_save(self, can: bool) -> None:
        """Whether there is something to keep as a preset."""
        self.save.setEnabled(can)

    def _lists(self) -> QScrollArea:
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        inner = QWidget()
        box = QVBoxLayout(inner)
        box.setContentsMargins(12, 12, 12, 12)
        box.setSpacing(2)
        box.addWidget(_heading(tr("Presets")))
        self._no_presets = label(tr("Save what you send often."), "muted", size="small", wrap=True)
        self._no_presets.setContentsMargins(8, 2, 8, 2)
        box.addWidget(self._no_presets)
        self.presets = PresetList(self._icons)
        box.addWidget(self.presets)
        self.save = _plus(self._icons, tr("Save this"), tr("Save this as a preset"))
        self.save.clicked.connect(self.save_wanted)
        box.addWidget(self.save)
        box.addSpacing(16)
        box.addWidget(_heading(tr("Vendors")))
        self._provider_box = _stack(box)
        self.add = _plus(self._icons, tr("Add a vendor"), tr("Add a vendor"))
        self.add.clicked.connect(self.add_wanted)
        box.addWidget(self.add)
        box.addStretch(1)
        area.setWidget(inner)
        return area

    def _provider_pressed(self) -> None:
        entry = self.sender()
        if isinstance(entry, NavButton):
            self.choose_provider(entry.key)
            self.provider_chosen.emit(entry.key)

    def _tint_again(self) -> None:
        for entry in self._providers:
            entry.setIcon(self._icons.tile(str(entry.property("tile"))))


def _heading(words: str) -> QWidget:
    made = label(words.upper(), "muted", size="small", semibold=True)
    made.setContentsMargins(8, 4, 8, 4)
    return made


def _stack(outer: QVBoxLayout) -> QVBoxLayout:
    box = QVBoxLayout()
    box.setSpacing(2)
    outer.addLayout(box)
    return box


def _plus(icons: Icons, words: str, name: str) -> QPushButton:
    made = button(words, "nav", name=name)
    icons.wear(made, "plus", "muted")
    return made
