"""Says on the error stream what a command waits for: the network, room on the disk, a vendor who asked for a rest."""

from __future__ import annotations

from app.cli_output import complain
from app.core.events import Events, Notice
from app.core.text import Text

_QUIET = ("info", "update")
"""Kinds that hold nothing up."""


class Notices:
    """Listens until :meth:`close`; each trouble is said once, and that it is over."""

    def __init__(self, events: Events) -> None:
        self._said: dict[tuple[str, str], Text] = {}
        self.close = events.subscribe(Notice, self._on_notice)

    def _on_notice(self, notice: Notice) -> None:
        about = notice.kind, notice.account_id
        known = notice.words in self._said.values()  # of one full disk two parts of the core may tell
        if notice.over:
            known = self._said.pop(about, None) is None
        elif notice.kind not in _QUIET:
            self._said[about] = notice.words
        if not known and notice.kind not in _QUIET:
            complain(notice.words)
