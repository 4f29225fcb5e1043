"""Connects watched folders with what shows them: the presets in the sidebar, a dialog, the notices."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject

from app.core.services.api import Core
from app.core.text import Text
from app.ui.dialogs.watch_folder import Terms, WatchDialog
from app.ui.stage import Controllers, Views
from app.ui.views.preset_button import Wish


class WatchWiring(QObject):
    """Watched folders at work."""

    def __init__(self, core: Core, controllers: Controllers, views: Views) -> None:
        super().__init__(views.window)
        self._core, self._views = core, views
        self._does, self._keeper = controllers.watching, controllers.presets
        self._compose = controllers.compose
        self._dialog: WatchDialog | None = None
        views.sidebar.presets.wished.connect(self._on_wish)
        self._does.counted.connect(self._on_counted)
        self._does.refused.connect(self._on_refused)
        self._does.review_wanted.connect(self._on_review)
        self._does.told.connect(self._keeper.told)
        controllers.notices.review_wanted.connect(self._does.review)
        self._compose.form_changed.connect(self._on_form)

    def ask(self, preset_id: str) -> None:
        """Let the person say which folder a preset is to watch."""
        known = self._core.presets.find(preset_id)
        if known is None:
            return
        files = next((one.flow.files for one in self._core.providers.all() if one.id == known.provider_id), None)
        rows = files is not None and bool(files.header_row or files.columns)
        dialog = WatchDialog(known, Terms(self._core.watches.asks_for_costs(preset_id), rows), self._views.window)
        dialog.folder_wanted.connect(self._choose_folder)
        dialog.chosen.connect(self._does.watch)
        dialog.ended.connect(self._does.forget)
        dialog.finished.connect(self._on_closed)
        dialog.finished.connect(dialog.deleteLater)
        self._dialog = dialog
        dialog.open()

    def refresh(self) -> None:
        """A watched folder stands otherwise."""
        self._keeper.read()

    def _on_wish(self, preset_id: str, wish: str) -> None:
        match Wish(wish):
            case Wish.WATCH:
                self.ask(preset_id)
            case Wish.PAUSE | Wish.RESUME:
                self._does.pause(preset_id, wish == Wish.PAUSE)
            case Wish.REVIEW:
                self._does.review(preset_id)
            case Wish.LEAVE_OUT:
                self._does.leave_out(preset_id)
            case _:
                return  # it is about the preset, see PresetWiring

    def _choose_folder(self) -> None:
        self._views.chooser.one_folder(self._on_folder)

    def _on_folder(self, folder: Path) -> None:
        if self._dialog is not None:
            self._dialog.show_folder(folder)
            self._does.count(self._dialog.preset_id, folder)

    def _on_counted(self, folder: Path, count: int) -> None:
        if self._dialog is not None:
            self._dialog.show_present(folder, count)

    def _on_refused(self, folder: Path, words: Text) -> None:
        if self._dialog is not None:
            self._dialog.show_problem(folder, words)

    def _on_closed(self) -> None:
        self._dialog = None

    def _on_review(self, preset_id: str, paths: list[Path]) -> None:
        self._compose.clear_files()
        self._keeper.use(preset_id, paths)

    def _on_form(self) -> None:
        used = self._compose.preset
        self._views.sidebar.presets.choose(used.id if used is not None else "")
