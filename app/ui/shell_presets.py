"""Connects presets with what shows them: the sidebar, the Send page, their dialogs."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QAction

from app.core.copies import replace
from app.core.preset import Preset
from app.core.services.api import Core
from app.core.services.preset_share import SUFFIX, Incoming
from app.ui.dialogs.import_presets import ImportPresetsDialog
from app.ui.dialogs.plain import PlainDialog
from app.ui.dialogs.rename_preset import RenamePresetDialog
from app.ui.dialogs.save_preset import PresetWish, SavePresetDialog
from app.ui.stage import Controllers, Views
from app.ui.text import tr
from app.ui.views.preset_button import Wish


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
        keeper, presets = self._keeper, views.sidebar.presets
        keeper.changed.connect(views.sidebar.show_presets)
        keeper.changed.connect(self._follow_used)
        keeper.used.connect(self.used)
        presets.wished.connect(self._on_wish)
        presets.dropped.connect(self._on_dropped)
        presets.moved.connect(keeper.move)
        views.sidebar.save_wanted.connect(self.ask_name)
        views.send_page.save_wanted.connect(self.ask_name)
        views.actions.save_preset.triggered.connect(self.ask_name)
        self._traffic = controllers.preset_traffic
        self._traffic.arrived.connect(self._on_arrived)
        self._traffic.taken.connect(keeper.read)
        self._traffic.told.connect(keeper.told)
        kept = views.settings.kept
        kept.share_wanted.connect(self._share_all)
        kept.take_wanted.connect(self._ask_for_file)
        for action in views.actions.presets:
            action.triggered.connect(self._on_number)

    def ask_name(self) -> None:
        """Save what is on the page, under a name."""
        if not self._compose.provider_id:
            return
        used = self._compose.preset
        known = PresetWish(used.name, used.ask, used.files) if used else None
        dialog = SavePresetDialog(self._keeper.names, self._compose.form.fields, known, self._views.window)
        dialog.named.connect(self._save)
        self._open(dialog)

    def _follow_used(self) -> None:
        """The one in use may have another name or other rules now; what is filled in stays."""
        page, used = self._compose, self._compose.preset
        known = self._core.presets.find(used.id) if used is not None else None
        if known is not None and used is not None and _rules(known) != _rules(used):
            page.load(replace(known, values=page.values, mode=page.mode), page.account_id)

    def _on_wish(self, preset_id: str, wish: str) -> None:
        keeper = self._keeper
        match Wish(wish):
            case Wish.USE:
                keeper.use(preset_id)
            case Wish.EDIT:
                self._edit(preset_id)
            case Wish.UPDATE:
                keeper.update(preset_id, self._compose.draft())
            case Wish.PIN | Wish.UNPIN:
                keeper.pin(preset_id, wish == Wish.PIN)
            case Wish.UP | Wish.DOWN:
                keeper.step(preset_id, 1 if wish == Wish.DOWN else -1)
            case Wish.RENAME:
                self._ask_other_name(preset_id)
            case Wish.DUPLICATE:
                keeper.duplicate(preset_id)
            case Wish.EXPORT:
                self._share([preset_id])
            case Wish.DELETE:
                keeper.remove(preset_id)
            case _:
                return  # it is about the folder that it watches, see WatchWiring

    def _edit(self, preset_id: str) -> None:
        """Ask for another name and other rules; one that does not fit its form has to be mended first."""
        preset = self._core.presets.find(preset_id)
        if preset is None or self._core.presets.standing(preset_id).problem is not None:
            self._keeper.use(preset_id)
            return
        fields = self._core.providers.form(preset.provider_id, preset.mode).fields
        known = PresetWish(preset.name, preset.ask, preset.files)
        dialog = SavePresetDialog(self._keeper.names, fields, known, self._views.window, editing=True)
        dialog.named.connect(partial(self._keep_edited, preset_id))
        self._open(dialog)

    def _keep_edited(self, preset_id: str, wish: PresetWish) -> None:
        preset = self._core.presets.find(preset_id)
        if preset is not None:
            self._keeper.save(replace(preset, name=wish.name, ask=wish.ask, files=wish.files))

    def _ask_other_name(self, preset_id: str) -> None:
        known = self._core.presets.find(preset_id)
        if known is not None:
            dialog = RenamePresetDialog(preset_id, known.name, self._keeper.names, self._views.window)
            dialog.named.connect(self._keeper.rename)
            self._open(dialog)

    def _share_all(self) -> None:
        self._share([one.id for one in self._core.presets.all()])

    def _share(self, preset_ids: Sequence[str]) -> None:
        name = self._traffic.suggested_name(preset_ids) if preset_ids else ""
        if name:
            self._views.chooser.place(name, partial(self._traffic.export, preset_ids))

    def _ask_for_file(self) -> None:
        kinds = tr("Presets ({kinds})", kinds=f"*{SUFFIX} *.zip")
        self._views.chooser.one(tr("Add presets"), kinds, self._traffic.look)

    def _on_arrived(self, incoming: list[Incoming]) -> None:
        dialog = ImportPresetsDialog(incoming, self._core.accounts.of, self._views.window)
        dialog.accepted_all.connect(self._traffic.adopt)
        self._open(dialog)

    def _on_dropped(self, preset_id: str, paths: list[Path]) -> None:
        self._keeper.use(preset_id, paths)

    def _on_number(self) -> None:
        action = self.sender()
        if isinstance(action, QAction):
            self._keeper.use_number(int(action.data()))

    def _open(self, dialog: PlainDialog) -> None:
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _save(self, wish: PresetWish) -> None:
        draft = self._compose.draft()
        self._keeper.save(
            Preset(
                wish.name,
                draft.provider_id,
                draft.account_id,
                draft.values,
                draft.mode,
                ask=wish.ask,
                files=wish.files,
            )
        )


def _rules(preset: Preset) -> tuple[object, ...]:
    """All of it that a page does not show."""
    return preset.name, preset.ask, preset.files, preset.origin
