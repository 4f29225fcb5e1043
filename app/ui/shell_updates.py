"""Connects news of versions: the settings' section, the quiet bar, and the core that asks."""

from __future__ import annotations

import time

from PySide6.QtCore import QObject

from app.core.services.updates import UpdateState
from app.ui.bridge import Bridge
from app.ui.controllers.notices import Notices
from app.ui.controllers.updates import Updates, for_this_system
from app.ui.text import tr, when
from app.ui.views.settings_updates import UpdatesSection

_GROUP = 16


class UpdatesWiring(QObject):
    """News of versions at work."""

    def __init__(
        self, updates: Updates, section: UpdatesSection, notices: Notices, bridge: Bridge, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._section, self._found = section, ""
        section.switched.connect(updates.switch)
        section.source_chosen.connect(updates.use)
        section.look_wanted.connect(updates.look)
        section.notes_wanted.connect(updates.open_notes)
        notices.news_wanted.connect(updates.open_notes)
        notices.news_put_off.connect(updates.put_off)
        bridge.updates.connect(updates.refresh)
        updates.known.connect(self._show)
        updates.told.connect(self._on_told)
        updates.busy_changed.connect(section.set_busy)

    def _show(self, state: UpdateState) -> None:
        section = self._section
        section.show_wish(possible=state.possible, on=state.on, source=state.source)
        section.show_last(_last(state))
        if state.newer is None:
            self._found, files = "", []
        else:
            self._found = tr("Sendoff {version} is there.", version=state.newer.version)
            files = [(package.name, _grouped(package.sha256)) for package in for_this_system(state.newer.packages)]
        section.show_found(self._found, files)

    def _on_told(self, words: str, ok: bool) -> None:
        self._section.show_message("" if words == self._found else words, ok=ok)


def _last(state: UpdateState) -> str:
    if not state.possible:
        return tr("In practice mode nobody is asked.")
    if not state.looked_at:
        return tr("Nobody was asked yet.")
    return tr("Last asked: {when}", when=when(state.looked_at, time.time()))


def _grouped(digest: str) -> str:
    """A checksum that breaks into lines, and is compared more easily."""
    return " ".join(digest[n : n + _GROUP] for n in range(0, len(digest), _GROUP))
