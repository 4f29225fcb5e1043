"""Connects what is around the pages: header, keys, drops, and the bars."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from app.core.events import Totals
from app.core.services.api import Core
from app.core.services.model import KeyStoreView
from app.core.text import Text
from app.ui.controllers.notices import Bar
from app.ui.controllers.story import tell
from app.ui.stage import Controllers, Views
from app.ui.views.header import Page


class FrameWiring(QObject):
    """The frame at work.

    Signals:
        quit_requested, close_requested, practice_wanted: as :class:`app.ui.shell.Shell` tells them on.
    """

    quit_requested = Signal()
    close_requested = Signal()
    practice_wanted = Signal(bool)

    def __init__(self, core: Core, controllers: Controllers, views: Views) -> None:
        super().__init__(views.window)
        self._core, self._do, self._views = core, controllers, views
        self._connect_window()
        self._connect_actions()
        self._connect_notices()
        views.practice_bar.setVisible(core.practice)
        views.sidebar.show_practice(core.practice)
        views.help_page.show_keys(views.actions.keys())
        self.show_totals(core.uploads.totals())

    # ── pages ─────────────────────────────────────────────────────────────────────────────────────────

    def show_page(self, page: int) -> None:
        """Open a page."""
        self._views.window.show_page(Page(page))
        if page == Page.HISTORY:
            self._do.history.read()

    def add_paths(self, paths: Sequence[Path]) -> None:
        """Put files and folders on the Send page."""
        self._do.preset_traffic.sort(paths)

    def _add_files(self, paths: Sequence[Path]) -> None:
        self.show_page(Page.SEND)
        self._do.compose.add_paths(list(paths))

    def to_send(self) -> None:
        """Open the Send page."""
        self.show_page(Page.SEND)

    def to_transfers(self) -> None:
        """Open the transfers."""
        self.show_page(Page.TRANSFERS)

    def to_settings(self) -> None:
        """Open the settings."""
        self.show_page(Page.SETTINGS)

    def to_network(self) -> None:
        """Open the settings where they are about the network."""
        self.to_settings()
        self._views.settings_page.show_section(self._views.settings.network)
        self._views.settings.network.focus()

    def show_totals(self, totals: Totals) -> None:
        """The whole story in one line."""
        story = tell(totals)
        self._views.header.show_count(story.live)
        self._views.status_bar.show_story(story.words, story.icon, story.role)
        self._views.status_bar.show_pause(pauses=story.pauses, possible=story.possible, resumes=story.resumes)

    def on_told(self, words: Text, ok: bool) -> None:
        """Something the person asked for went well, or not."""
        self._do.notices.tell(words, ok=ok)

    def _to_rows(self) -> None:
        self.to_transfers()
        self._views.transfers_page.rows.setFocus()

    def _to_history(self) -> None:
        self.show_page(Page.HISTORY)
        self._views.history_page.rows.setFocus()

    def _to_help(self) -> None:
        self.show_page(Page.HELP)

    def _search(self) -> None:
        if self._views.window.page is Page.HISTORY:
            self._views.history_page.search()
        else:
            self.show_page(Page.TRANSFERS)
            self._views.transfers_page.search()

    # ── connections ───────────────────────────────────────────────────────────────────────────────────

    def _connect_window(self) -> None:
        views, window = self._views, self._views.window
        views.header.page_wanted.connect(self.show_page)
        views.header.search_wanted.connect(self._search)
        window.dropped.connect(self.add_paths)
        self._do.preset_traffic.files.connect(self._add_files)
        window.hovered.connect(views.send_page.drop_zone.light_up)
        window.hovered.connect(self._on_hover)
        window.close_asked.connect(self.close_requested)
        views.send_page.drop_zone.files_wanted.connect(self._choose_files)
        views.send_page.drop_zone.folder_wanted.connect(views.chooser.folder)
        views.chooser.chosen.connect(self.add_paths)
        views.status_bar.opened.connect(self.to_transfers)
        views.status_bar.pause_wanted.connect(self._do.queue.pause_all)
        views.status_bar.last_wanted.connect(self._do.queue.stop_after_current)
        views.sidebar.practice_wanted.connect(self._practice_pressed)
        views.key_panel.practice_wanted.connect(self._practise)

    def _connect_actions(self) -> None:
        actions = self._views.actions
        actions.choose_files.triggered.connect(self._choose_files)
        actions.choose_folder.triggered.connect(self._views.chooser.folder)
        actions.paste.triggered.connect(self._views.window.paste)
        actions.send.triggered.connect(self._send)
        actions.send_page.triggered.connect(self.to_send)
        actions.transfers_page.triggered.connect(self._to_rows)
        actions.history_page.triggered.connect(self._to_history)
        actions.search.triggered.connect(self._search)
        actions.pause_all.triggered.connect(self._views.status_bar.pause_button.click)
        actions.undo.triggered.connect(self._do.notices.undo)
        actions.settings.triggered.connect(self.to_settings)
        actions.help.triggered.connect(self._to_help)
        actions.quit.triggered.connect(self.quit_requested)

    def _connect_notices(self) -> None:
        notices, bar = self._do.notices, self._views.notice_bar
        notices.shown.connect(self._show_notice)
        notices.settings_wanted.connect(self.to_settings)
        notices.proxy_wanted.connect(self.to_network)
        notices.network_wanted.connect(self._do.queue.try_network)
        notices.hurry_wanted.connect(self._do.queue.hurry)
        bar.help_wanted.connect(notices.help)
        bar.dismissed.connect(notices.dismiss)
        self._do.queue.failed.connect(notices.fail)
        self._do.history.failed.connect(notices.fail)
        removing = self._do.queue.removing
        removing.offered.connect(notices.offer_bringing_back)
        removing.over.connect(notices.end_bringing_back)
        removing.told.connect(self.on_told)
        notices.bring_back_wanted.connect(removing.bring_back)
        presets = self._do.presets
        presets.told.connect(self.on_told)
        presets.undo_offered.connect(notices.offer_undo)
        presets.mending_offered.connect(notices.offer_mending)
        notices.undo_wanted.connect(presets.undo)
        notices.mend_wanted.connect(presets.mend)
        self._do.keys.store_known.connect(self._on_store)

    # ── what happens ──────────────────────────────────────────────────────────────────────────────────

    def _choose_files(self) -> None:
        provider_id = self._do.compose.provider_id
        accepted = self._core.providers.get(provider_id).flow.files.accept if provider_id else ()
        self._views.chooser.files(tuple(accepted))

    def _send(self) -> None:
        if self._views.window.page is Page.SEND and self._views.send_page.send.isEnabled():
            self._do.compose.send()

    def _on_hover(self, over: bool) -> None:
        if over:
            self.show_page(Page.SEND)

    def _practice_pressed(self, on: bool) -> None:
        # Whether practice is on is not the switch's to say: it shows what is so once more.
        self._views.sidebar.show_practice(self._core.practice)
        self.practice_wanted.emit(on)

    def _practise(self) -> None:
        self.practice_wanted.emit(True)

    def _show_notice(self, bar: Bar | None) -> None:
        if bar is None:
            self._views.notice_bar.put_away()
        else:
            self._views.notice_bar.show_notice(bar.words, bar.role, bar.button, bar.icon, bar.dismiss)

    def _on_store(self, store: KeyStoreView) -> None:
        if not self._core.practice:  # practice keys live in memory anyway
            self._do.notices.on_store(store)
