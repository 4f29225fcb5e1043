"""Builds the window and everything behind it, and connects them: the only place where objects meet."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QDir, QObject, QTimer, Signal
from PySide6.QtWidgets import QApplication, QMainWindow

from app.core.paths import resources
from app.core.preset import Preset
from app.core.schema.model import Form
from app.core.services.api import Core
from app.core.transfer import Batch
from app.ui.bridge import Bridge
from app.ui.desktop.wish_wiring import WishWiring
from app.ui.desktop.wishes import Wishes
from app.ui.icons import Icons
from app.ui.shell_frame import FrameWiring
from app.ui.shell_keys import KeyWiring
from app.ui.shell_limits import LimitsWiring
from app.ui.shell_network import NetworkWiring
from app.ui.shell_presets import PresetWiring
from app.ui.shell_queue import QueueWiring
from app.ui.shell_send import SendWiring
from app.ui.shell_settings import SettingsWiring
from app.ui.shell_updates import UpdatesWiring
from app.ui.shell_vendors import VendorWiring
from app.ui.shell_watches import WatchWiring
from app.ui.spawn import Spawn
from app.ui.stage import Controllers, Views
from app.ui.text import install_language, reads_right_to_left
from app.ui.theme import Choice, Theme
from app.ui.views.header import Page


class Shell(QObject):
    """The window at work.

    Signals:
        quit_requested: the person wants to quit; whoever made the shell ends things in good order.
        close_requested: the window's cross was pressed.
        practice_wanted: the person turned practice on or off.

    Args:
        spawn: runs a coroutine as a task that is owned, and whose error is logged.
        places: what is kept where, for the settings: what it is, and its path.
    """

    quit_requested = Signal()
    close_requested = Signal()
    practice_wanted = Signal(bool)

    def __init__(self, core: Core, spawn: Spawn, places: Sequence[tuple[str, Path]] = ()) -> None:
        super().__init__()
        app = QApplication.instance()
        if not isinstance(app, QApplication):
            raise RuntimeError("the application must be there before its window")
        folder = resources() / "icons"
        QDir.setSearchPaths("icons", [str(folder)])
        if install_language(resources() / "i18n") and reads_right_to_left():
            app.setLayoutDirection(app.layoutDirection().RightToLeft)
        self._core = core
        self.theme = Theme(app, _choice(core.preferences.get("theme", "")), self)
        self.icons = Icons(self.theme, folder, self)
        app.setWindowIcon(self.icons.app_icon())
        self.controllers = Controllers(core, spawn, self)
        self.views = Views(self.theme, self.icons)
        self.theme.dress()
        self.views.history_page.show_receipts(self.controllers.receipt_model)
        self._make_wirings(places)
        self.wishes = WishWiring(Wishes(core.preferences), self.views.settings.desktop, self)
        self._bridge = Bridge(core.events, self)
        self._updates = UpdatesWiring(
            self.controllers.updates, self.views.settings.updates, self.controllers.notices, self._bridge, self
        )
        self._connect_core()
        self._connect_wirings()
        self._fill()

    @property
    def core(self) -> Core:
        """The core that is shown."""
        return self._core

    @property
    def window(self) -> QMainWindow:
        """The window."""
        return self.views.window

    def show(self) -> None:
        """Show the window, and look at what is there."""
        self.views.window.show()
        self.controllers.queue.fill()
        self.controllers.history.read()
        self.controllers.keys.ask_store()
        self.controllers.network.read()
        self.controllers.updates.read()
        self.frame.show_totals(self._core.uploads.totals())

    def add_paths(self, paths: Sequence[Path]) -> None:
        """Put files and folders on the Send page."""
        self.frame.add_paths(paths)

    def open_with(self, paths: Sequence[Path], preset: str = "") -> None:
        """Put files and folders on the Send page, filled in from the preset of that name, if one is named."""
        if preset:
            self.controllers.presets.use_named(preset, paths)
        else:
            self.add_paths(paths)

    def show_page(self, page: Page) -> None:
        """Open a page."""
        self.frame.show_page(page)

    def show_batch(self, batch_id: str) -> None:
        """Open the transfers at a batch."""
        self.frame.to_transfers()
        self._bridge.flush()
        self.transfers.choose_batch(batch_id)

    def close(self) -> None:
        """Stop listening to the core and take the window away."""
        self._bridge.close()
        self.theme.close()
        for timer in self.findChildren(QTimer):
            timer.stop()
        self.views.window.hide()
        self.views.window.deleteLater()

    # ── how it is connected ───────────────────────────────────────────────────────────────────────────

    def _make_wirings(self, places: Sequence[tuple[str, Path]]) -> None:
        does, views = self.controllers, self.views
        self.frame = FrameWiring(self._core, does, views)
        self.limits = LimitsWiring(self._core, views.settings.limits, views.status_bar.limit, views.window)
        self.network = NetworkWiring(does.network, views.settings.network, views.chooser, views.window)
        self.settings = SettingsWiring(self._core, does.keys, views.settings, self.theme, places, views.window)
        self.send = SendWiring(self._core, does, views)
        self.presets = PresetWiring(self._core, does, views)
        self.watches = WatchWiring(self._core, does, views)
        self.accounts = KeyWiring(self._core, does.keys, views.key_panel, views.window)
        self.vendors = VendorWiring(does.vendors, views)
        self.transfers = QueueWiring(does, views, self.icons)

    def _connect_core(self) -> None:
        bridge, does = self._bridge, self.controllers
        bridge.batch_added.connect(does.queue.on_batch)
        bridge.whole.connect(does.queue.counts_changed)
        bridge.changed.connect(does.queue.on_changed)
        bridge.removed.connect(does.queue.on_removed)
        bridge.progressed.connect(does.queue_model.progress)
        bridge.progressed.connect(does.queue.on_progress)
        bridge.totals.connect(self.frame.show_totals)
        bridge.bandwidth.connect(self.limits.show_limit)
        bridge.accounts.connect(self._on_account)
        bridge.out_of_reach.connect(does.queue_model.show_out_of_reach)
        bridge.need_key.connect(does.queue_model.show_need_key)
        bridge.providers.connect(self._on_provider)
        bridge.notice.connect(does.notices.on_notice)
        bridge.watches.connect(self.watches.refresh)

    def _connect_wirings(self) -> None:
        does, views = self.controllers, self.views
        self.limits.settings_wanted.connect(self.frame.to_settings)
        self.frame.quit_requested.connect(self.quit_requested)
        self.frame.close_requested.connect(self.close_requested)
        self.frame.practice_wanted.connect(self.practice_wanted)
        self.send.submitted.connect(self._on_submitted)
        self.send.failed.connect(does.notices.fail)
        self.transfers.told.connect(self.frame.on_told)
        self.transfers.send_wanted.connect(self.frame.to_send)
        self.accounts.told.connect(self.frame.on_told)
        self.vendors.told.connect(self.frame.on_told)
        self.vendors.added.connect(self.send.choose_provider)
        does.preset_traffic.vendors.connect(self.vendors.look_at)
        does.compose.form_changed.connect(self._on_form)
        does.keys.added.connect(self.send.use_account)
        does.notices.new_key_wanted.connect(self.accounts.renew)
        does.queue.key_wanted.connect(self.accounts.renew)
        self.presets.used.connect(self._on_preset)
        views.sidebar.provider_chosen.connect(self.frame.to_send)
        views.send_page.destination.manage_wanted.connect(self.accounts.manage)
        views.settings.kept.accounts_wanted.connect(self.accounts.manage)
        views.settings.kept.copy_wanted.connect(self.transfers.copy)

    def _fill(self) -> None:
        self.views.window.show_page(Page.SEND)
        self.send.show_providers()
        self.controllers.presets.read()
        last = self._core.preferences.get("last_provider", "")
        if any(p.id == last for p in self._core.providers.all()):
            self.send.choose_provider(str(last))

    # ── what happens ──────────────────────────────────────────────────────────────────────────────────

    def _on_account(self, account_id: str) -> None:
        self.send.refresh_accounts(account_id)
        self.accounts.refresh()

    def _on_provider(self, provider_id: str) -> None:  # noqa: ARG002
        self.send.show_providers()

    def _on_form(self, form: Form) -> None:  # noqa: ARG002
        self.accounts.show_vendor(self.controllers.compose.provider_id)
        self.controllers.keys.test_untested(self.controllers.compose.account_id)

    def _on_preset(self, preset: Preset, paths: list[Path]) -> None:
        self.frame.to_send()
        self.send.use_preset(preset)
        self.controllers.compose.add_paths(paths)

    def _on_submitted(self, batch: Batch) -> None:
        self.show_batch(batch.id)


def _choice(kept: object) -> Choice:
    return next((choice for choice in Choice if choice == kept), Choice.SYSTEM)
