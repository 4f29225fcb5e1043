"""Live choices for the form's fields: columns of the picked files, lists that the vendor gives, what was used last."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QObject, Signal

from app.core.errors import SendoffError
from app.core.json_types import Json
from app.core.schema.hidden import hidden_words
from app.core.schema.model import Choice, Form
from app.core.services.api import Core
from app.core.services.columns import guess_column
from app.core.text import text
from app.ui.spawn import Spawn

_REMEMBERED = 8
"""How many values of a field are offered again."""


@dataclass(eq=False)
class _Page:
    """A form, and with which account its lists are asked for. *asked*: the keys of those that are under way."""

    provider_id: str
    account_id: str
    form: Form
    asked: set[str]


class Choices(QObject):
    """Finds what can be chosen in the fields of a form.

    Signals:
        found: a field's key and a list of :class:`Choice`.
        missing: a field's key and a Text saying why the vendor's list is not to be had.
        guessed: a field's key and the value that its rule finds in the files.
        recent: a field's key and the values that were used last, newest first.
    """

    found = Signal(str, list)
    missing = Signal(str, object)
    guessed = Signal(str, object)
    recent = Signal(str, list)

    def __init__(self, core: Core, spawn: Spawn, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._core, self._spawn = core, spawn
        self._page = _Page("", "", Form(()), set())
        self._columns: tuple[str, ...] = ()

    def use(self, provider_id: str, account_id: str, form: Form) -> None:
        """Look for the choices of this form; what is on its way for another account comes too late."""
        for key in self._page.asked:
            self.found.emit(key, [])  # else its button would say "Loading…" for good
        self._page, self._columns = _Page(provider_id, account_id, form, set()), ()
        kept = _mapping(_mapping(self._core.preferences.get("recent", {})).get(provider_id))
        for field in form.fields:
            values = kept.get(field.key)
            if field.remember and isinstance(values, list):
                self.recent.emit(field.key, values)

    def ask_all(self, values: Mapping[str, Json]) -> None:
        """Ask the vendor for every list of the form, where there is an account to ask with."""
        for field in self._page.form.fields if self._page.account_id else ():
            if field.source is not None and "call" in field.source:
                self.ask(field.key, values)

    def ask(self, key: str, values: Mapping[str, Json]) -> None:
        """Ask the vendor for the list of one field, unless that is under way."""
        page = self._page
        field = page.form.field(key)
        if field is None or field.source is None or "call" not in field.source or key in page.asked:
            return
        if not page.account_id:
            self.missing.emit(key, text("Choose an account first."))
            return
        page.asked.add(key)
        self._spawn(self._ask(key, dict(values), page))

    def look_into(self, columns: tuple[str, ...], values: Mapping[str, Json]) -> None:
        """Offer the columns that all readable files share."""
        if columns == self._columns:
            return
        self._columns = columns
        for field in self._page.form.fields:
            if field.source is None or "columns" not in field.source:
                continue
            self.found.emit(field.key, [Choice(column, column) for column in columns])
            guess = guess_column(field, columns)
            if guess and values.get(field.key) not in columns:
                self.guessed.emit(field.key, guess)

    def remember(self, provider_id: str, values: Mapping[str, Json]) -> None:
        """Keep what was sent, for the fields that offer it again."""
        everything = dict(_mapping(self._core.preferences.get("recent", {})))
        kept = dict(_mapping(everything.get(provider_id)))
        for field in self._page.form.fields:
            value = values.get(field.key)
            if field.remember and value not in (None, "") and not any(hidden_words(field, value)):
                old = kept.get(field.key)
                others = [v for v in old if v != value] if isinstance(old, list) else []
                kept[field.key] = [value, *others][:_REMEMBERED]
                self.recent.emit(field.key, kept[field.key])
        everything[provider_id] = kept
        self._core.preferences.set("recent", everything)

    async def _ask(self, key: str, values: Mapping[str, Json], page: _Page) -> None:
        try:
            choices = await self._core.providers.choices(page.provider_id, page.account_id, key, values)
        except SendoffError as error:
            if page is self._page:
                self.missing.emit(key, error.words)
            return
        finally:
            page.asked.discard(key)
        if page is self._page:
            self.found.emit(key, list(choices))


def _mapping(value: object) -> Mapping[str, Any]:
    return value if isinstance(value, Mapping) else {}
