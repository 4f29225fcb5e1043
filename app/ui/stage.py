"""Makes the views and the controllers, each set in one place; the shell connects them."""

from __future__ import annotations

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from app.core.services.api import Core
from app.ui.actions import Actions
from app.ui.choosers import Chooser
from app.ui.controllers.choices import Choices
from app.ui.controllers.compose import Compose
from app.ui.controllers.history import History
from app.ui.controllers.keys import Keys
from app.ui.controllers.names import Names
from app.ui.controllers.network import Network
from app.ui.controllers.notices import Notices
from app.ui.controllers.preset_traffic import PresetTraffic
from app.ui.controllers.presets import PresetKeeper
from app.ui.controllers.queue import Queue
from app.ui.controllers.updates import Updates
from app.ui.controllers.vendors import Vendors
from app.ui.controllers.watching import Watching
from app.ui.dialogs.key_panel import KeyPanel
from app.ui.forms.view import FormView
from app.ui.icons import Icons
from app.ui.models.files import FileListModel
from app.ui.models.queue import QueueModel
from app.ui.models.receipts import ReceiptModel
from app.ui.spawn import Spawn
from app.ui.theme import Theme
from app.ui.views.bars import NoticeBar, PracticeBar, StatusBar
from app.ui.views.header import Header
from app.ui.views.help_page import HelpPage
from app.ui.views.history_page import HistoryPage
from app.ui.views.send_page import SendPage
from app.ui.views.settings_desktop import DesktopSection
from app.ui.views.settings_kept import KeptSection
from app.ui.views.settings_limits import LimitsSection
from app.ui.views.settings_look import LookSection
from app.ui.views.settings_network import NetworkSection
from app.ui.views.settings_page import SettingsPage
from app.ui.views.settings_section import Section
from app.ui.views.settings_updates import UpdatesSection
from app.ui.views.sidebar import Sidebar
from app.ui.views.transfers_page import TransfersPage
from app.ui.window import Window


class Controllers:
    """Everything that decides; no widget among them."""

    def __init__(self, core: Core, spawn: Spawn, parent: QObject) -> None:
        self.names = Names(core)
        self.queue_model = QueueModel(self.names.batch, self.names.vendor, core.uploads.can_look_up, parent)
        self.receipt_model = ReceiptModel(self.names.receipt, parent)
        self.compose = Compose(core, spawn, FileListModel(parent), parent)
        self.choices = Choices(core, spawn, parent)
        self.keys = Keys(core, spawn, parent)
        self.queue = Queue(core, spawn, self.queue_model, self.names, parent)
        self.history = History(core, spawn, self.receipt_model, self.names, parent)
        self.presets = PresetKeeper(core, spawn, parent)
        self.watching = Watching(core, spawn, parent)
        self.preset_traffic = PresetTraffic(core, spawn, parent)
        self.notices = Notices(parent)
        self.vendors = Vendors(core, spawn, parent)
        self.network = Network(core, spawn, parent)
        self.updates = Updates(core, spawn, parent)


class SettingsSections:
    """The sections of the settings; a further one is made and put in its place here."""

    def __init__(self, theme: Theme, icons: Icons) -> None:
        self.look = LookSection()
        self.limits = LimitsSection(icons)
        self.desktop = DesktopSection(theme)
        self.network = NetworkSection()
        self.updates = UpdatesSection(theme)
        self.kept = KeptSection(icons)

    @property
    def in_order(self) -> tuple[Section, ...]:
        """From top to bottom."""
        return (self.look, self.limits, self.network, self.desktop, self.updates, self.kept)


class Views:
    """Everything that is seen; nothing here knows the core."""

    def __init__(self, theme: Theme, icons: Icons) -> None:
        self.header, self.sidebar = Header(icons), Sidebar(theme, icons)
        self.form: FormView = FormView()
        self.key_panel: KeyPanel = KeyPanel()
        self.send_page = SendPage(theme, icons, self.form, self.key_panel)
        self.transfers_page = TransfersPage(theme, icons)
        self.history_page = HistoryPage(theme, icons)
        self.settings = SettingsSections(theme, icons)
        self.settings_page = SettingsPage(self.settings.in_order)
        self.help_page = HelpPage(theme, icons)
        self.practice_bar, self.notice_bar = PracticeBar(theme, icons), NoticeBar(theme, icons)
        self.status_bar = StatusBar(theme, icons)
        self.window = Window(
            self.header,
            self.sidebar,
            self.pages,
            (self.practice_bar, self.notice_bar, self.status_bar),
        )
        self.actions = Actions(self.window)
        self.chooser = Chooser(self.window)

    @property
    def pages(self) -> tuple[QWidget, ...]:
        """The pages, in the order of :class:`app.ui.views.header.Page`."""
        return (self.send_page, self.transfers_page, self.history_page, self.settings_page, self.help_page)
