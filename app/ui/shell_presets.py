"""Connects presets with what shows them: the sidebar, the Send page, their dialogs."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QObject, Signal

from app.core.preset import Preset
from app.core.services.api import Core
from app.ui.dialogs.save_preset import SavePresetDialog
from app.ui.stage import Controllers, Views


class PresetWiring(QObject):
    """Presets at work.

    Signals:
        used: the :class:`Preset` that the Send page is to be filled from, and files to add.
    """

    used = Signal(object, list)

    def __init__(self, core: Core, controllers: Controllers, views: Views) -> None:
        super().__init__(views.window)
        self._core, self._views = core, views
        self._keeper, self._compose = controllers.presets, controllers.compose
        keeper, sidebar = self._keeper, views.sidebar
        keeper.changed.connect(sidebar.show_presets)
        keeper.used.connect(self.used)
        sidebar.preset_chosen.connect(self._on_chosen)
        sidebar.preset_removed.connect(keeper.remove)
        sidebar.save_wanted.connect(self.ask_name)
        views.send_page.save_wanted.connect(self.ask_name)
        views.actions.save_preset.triggered.connect(self.ask_name)

    def ask_name(self) -> None:
        """Save what is on the page, under a name."""
        if not self._compose.provider_id:
            return
        dialog = SavePresetDialog(self._keeper.names, parent=self._views.window)
        dialog.named.connect(self._save)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _on_chosen(self, preset_id: str) -> None:
        self._keeper.use(preset_id)

    def _save(self, name: str) -> None:
        draft = self._compose.draft()
        preset = Preset(name, draft.provider_id, draft.account_id, draft.values, draft.mode)
        self._keeper.save(replace(preset, ask=draft.ask, files=draft.wishes))
