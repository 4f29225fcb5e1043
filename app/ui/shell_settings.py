"""Connects the settings' sections with what they choose; limits have a wiring of their own."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QObject

from app.core.services.api import Core
from app.core.services.model import KeyStoreView
from app.ui.controllers.keys import Keys
from app.ui.stage import SettingsSections
from app.ui.text import say, tr
from app.ui.theme import Choice, Theme


class SettingsWiring(QObject):
    """The settings at work.

    Args:
        places: what is kept where: what it is, and its path.
    """

    def __init__(
        self,
        core: Core,
        keys: Keys,
        sections: SettingsSections,
        theme: Theme,
        places: Sequence[tuple[str, Path]],
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._core, self._sections, self._theme, self._places = core, sections, theme, places
        sections.look.theme_chosen.connect(self._choose_theme)
        keys.store_known.connect(self._on_store)
        sections.look.show_theme(theme.choice)
        self._show_kept(tr("In this computer's password store"))

    def _choose_theme(self, choice: Choice) -> None:
        self._theme.choose(choice)
        self._core.preferences.set("theme", choice.value)

    def _on_store(self, store: KeyStoreView) -> None:
        self._show_kept(say(store.words))

    def _show_kept(self, keys: str) -> None:
        places = ((what, str(where), True) for what, where in self._places)
        self._sections.kept.show_kept([(tr("Keys"), keys, False), *places])
