"""Which one notice the quiet bar at the top shows, and which button helps with it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from PySide6.QtCore import QObject, Signal

from app.core.events import Notice
from app.core.services.model import KeyStoreView
from app.core.text import Text
from app.ui.text import say, tr


class Help(StrEnum):
    """What the button of a notice does."""

    NONE = ""
    NEW_KEY = "new_key"
    TRY_NETWORK = "try_network"
    HURRY = "hurry"
    SETTINGS = "settings"
    PROXY = "proxy"
    UNDO = "undo"
    BRING_BACK = "bring_back"
    MEND = "mend"
    NEWS = "news"
    REVIEW = "review"


_UNDO = frozenset({Help.UNDO, Help.BRING_BACK})


@dataclass(frozen=True, slots=True)
class Bar:
    """What the bar shows. *dismiss*: words of the button that hides it, in place of a cross."""

    kind: str
    words: str
    role: str
    icon: str
    help: Help = Help.NONE
    button: str = ""
    account_id: str = ""
    dismiss: str = ""


_ORDER = ("journal", "disk", "key", "portal", "proxy", "network", "keyring", "pace", "go-ahead", "watch", "failed",
          "preset", "info", "update")  # fmt: skip
"""What concerns more comes first: only one thing may want attention at a time."""


class Notices(QObject):
    """Gathers notices by kind (and account) and shows the one that matters most.

    Signals:
        shown: a :class:`Bar`, or None.
        new_key_wanted, hurry_wanted: an account's id. network_wanted, settings_wanted, proxy_wanted: what helps there.
        review_wanted: the id of a preset whose folder holds files that wait for the person.
        undo_wanted, bring_back_wanted: take back what was done last: to a preset, or to the list of transfers.
        mend_wanted: bring the preset up to date.
        news_wanted, news_put_off: the two buttons of news of a version.
    """

    shown = Signal(object)
    new_key_wanted = Signal(str)
    hurry_wanted = Signal(str)
    network_wanted = Signal()
    settings_wanted = Signal()
    proxy_wanted = Signal()
    undo_wanted = Signal()
    bring_back_wanted = Signal()
    mend_wanted = Signal()
    review_wanted = Signal(str)
    news_wanted = Signal()
    news_put_off = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._bars: dict[tuple[str, str], Bar] = {}
        self._helps = {
            Help.TRY_NETWORK: self.network_wanted,
            Help.SETTINGS: self.settings_wanted,
            Help.PROXY: self.proxy_wanted,
            Help.NEWS: self.news_wanted,
            Help.UNDO: self.undo_wanted,
            Help.BRING_BACK: self.bring_back_wanted,
            Help.MEND: self.mend_wanted,
        }
        self._helps_with = {
            Help.NEW_KEY: self.new_key_wanted,
            Help.HURRY: self.hurry_wanted,
            Help.REVIEW: self.review_wanted,
        }
        self._answer: Bar | None = None  # to what the person did just now: it goes first until something new happens

    @property
    def current(self) -> Bar | None:
        """The one that is shown."""
        answer = self._answer
        if answer is not None and self._bars.get((answer.kind, answer.account_id)) is answer:
            return answer
        kinds = {kind: n for n, kind in enumerate(_ORDER)}
        ranked = sorted(self._bars.values(), key=lambda bar: kinds.get(bar.kind, len(_ORDER)))
        return ranked[0] if ranked else None

    def on_notice(self, notice: Notice) -> None:
        """The core told something."""
        if notice.over:
            self._bars.pop((notice.kind, notice.account_id), None)
        else:
            bar = _bar_of(notice)
            if self._bars.get((bar.kind, bar.account_id)) != bar:
                self._answer = None
            self._put(bar)
        self.shown.emit(self.current)

    def on_store(self, store: KeyStoreView) -> None:
        """The password store of this computer can be used, or not."""
        if store.usable:
            self._bars.pop(("keyring", ""), None)
        else:
            self._put(Bar("keyring", say(store.words), "warn", "lock"))
        self.shown.emit(self.current)

    def tell(self, words: Text, *, ok: bool) -> None:
        """Something that the person asked for went well, or not."""
        kind, role = ("info", "ok") if ok else ("failed", "error")
        self._show_last(Bar(kind, say(words), role, "done" if ok else "error"))

    def fail(self, words: Text) -> None:
        """Something that the person asked for did not work."""
        self.tell(words, ok=False)

    def offer_undo(self, words: Text) -> None:
        """Something was done that can be taken back for as long as this is shown."""
        self._offer_undo(words, Help.UNDO)

    def offer_bringing_back(self, words: Text) -> None:
        """Transfers were taken off the list, and can be brought back."""
        self._offer_undo(words, Help.BRING_BACK)

    def end_bringing_back(self) -> None:
        """They cannot be brought back any more."""
        bar = self._bars.get(("info", ""))
        if bar is not None and bar.help is Help.BRING_BACK:
            del self._bars[("info", "")]
            self.shown.emit(self.current)

    def undo(self) -> None:
        """Take back what was done last, if that is what the bar offers."""
        bar = self.current
        if bar is not None and bar.help in _UNDO:
            self.help()

    def offer_mending(self, words: Text, applied: bool) -> None:
        """A preset does not fit any more, or there is something new that it does not use."""
        role = "info" if applied else "warn"
        self._show_last(Bar("preset", say(words), role, role, Help.MEND, tr("Bring it up to date")))

    def dismiss(self) -> None:
        """The person has read it."""
        bar = self.current
        if bar is not None:
            self._bars.pop((bar.kind, bar.account_id), None)
        self.shown.emit(self.current)
        if bar is not None and bar.help is Help.NEWS:
            self.news_put_off.emit()

    def help(self) -> None:
        """The button of the bar was pressed."""
        bar = self.current
        if bar is None or bar.help is Help.NONE:
            return
        if bar.help in _UNDO or bar.help is Help.MEND:
            self.dismiss()
        if bar.help in self._helps_with:
            self._helps_with[bar.help].emit(bar.account_id)
        else:
            self._helps[bar.help].emit()

    def _offer_undo(self, words: Text, how: Help) -> None:
        self._show_last(Bar("info", say(words), "ok", "done", how, tr("Undo")))

    def _show_last(self, bar: Bar) -> None:
        """Of what the person did, only the last is worth a word."""
        for kind in ("info", "failed", "preset"):
            self._bars.pop((kind, ""), None)
        self._put(bar)
        # What merely went well hides no trouble; what did not, or can be taken back, would look like nothing at all.
        self._answer = bar if bar.help is not Help.NONE or bar.role == "error" else None
        self.shown.emit(self.current)

    def _put(self, bar: Bar) -> None:
        self._bars[(bar.kind, bar.account_id)] = bar


def _bar_of(notice: Notice) -> Bar:
    words, account = say(notice.words), notice.account_id
    if notice.kind == "key":
        return Bar("key", words, "error", "key", Help.NEW_KEY, tr("Enter a new key"), account)
    if notice.kind == "network":
        return Bar("network", words, "warn", "offline", Help.TRY_NETWORK, tr("Try now"), account)
    if notice.kind == "pace":
        return Bar("pace", words, "info", "clock", Help.HURRY, tr("Try now"), account)
    if notice.kind == "portal":
        return Bar("portal", words, "warn", "offline", Help.TRY_NETWORK, tr("I have signed in"), account)
    if notice.kind == "proxy":
        return Bar("proxy", words, "warn", "offline", Help.PROXY, tr("Open the network settings"), account)
    if notice.kind == "go-ahead":
        return Bar("go-ahead", words, "info", "folder", Help.REVIEW, tr("Look at them"), account)
    if notice.kind == "watch":
        return Bar("watch", words, "warn", "folder", account_id=account)
    if notice.kind in ("disk", "journal"):
        return Bar(notice.kind, words, "error", "error", Help.SETTINGS, tr("Where things are kept"), account)
    if notice.kind == "update":
        return Bar("update", words, "info", "info", Help.NEWS, tr("What is new"), dismiss=tr("Not now"))
    return Bar("info", words, "info", "info", account_id=account)
