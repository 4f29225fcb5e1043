"""Placeholders in texts, such as ``{date}``: what they stand for, and the form's values with them filled in.

``{date}`` is the day on which the files are sent (2026-11-21), ``{user}`` who is signed in to this computer,
``{file.stem}`` and ``{file.ext}`` the file's name without its ending, and the ending without its dot. A doubled
brace keeps a placeholder from being filled in: ``{{date}}`` is sent as ``{date}``. All other braces stand as they
are: a vendor's own ``{{name}}`` or ``{first_name}`` is nobody's business but the vendor's.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import PurePosixPath

from app.core.json_types import Json
from app.core.schema.model import Field, Kind
from app.core.schema.parameters import is_list
from app.core.schema.reading import as_list
from app.core.schema.variants import pick_variant, whole_field
from app.core.text import text

NAMES = ("date", "user", "file.stem", "file.ext")
EXPLAINED = text(
    "{date}, {user}, {stem} and {ext} are filled in when files are sent.",
    **{name.rpartition(".")[2]: f"{{{name}}}" for name in NAMES},
)
"""Which there are, in a sentence."""
_TEXTS = frozenset({Kind.TEXT, Kind.LONG_TEXT, Kind.OPEN_CHOICE, Kind.JSON})
_NAMED = "|".join(map(re.escape, NAMES))
_HOLE = re.compile(rf"\{{\{{({_NAMED})\}}\}}|\{{({_NAMED})\}}")


@dataclass(frozen=True, slots=True)
class Facts:
    """What placeholders stand for; without *file* those of a file are left as they are.

    Attributes:
        file: the name under which the file is sent.
    """

    day: date
    user: str
    file: str | None = None

    def value(self, name: str) -> str | None:
        """What *name* stands for; None: that is not known yet."""
        if name == "date":
            return self.day.isoformat()
        if name == "user":
            return self.user
        if self.file is None:
            return None
        path = PurePosixPath(self.file)
        return path.stem if name == "file.stem" else path.suffix.removeprefix(".")


def fill_text(words: str, facts: Facts) -> str:
    """*words* with their placeholders filled in, as far as *facts* know them."""

    def replaced(match: re.Match[str]) -> str:
        """What a hole is filled with: itself, where nobody knows its name."""
        escaped, name = match.groups()
        value = f"{{{escaped}}}" if escaped else facts.value(name)
        return match.group(0) if value is None else value

    return _HOLE.sub(replaced, words)


def has_placeholders(words: str) -> bool:
    """Whether anything in *words* would be filled in or unescaped."""
    return _HOLE.search(words) is not None


def names_file(words: str) -> bool:
    """Whether *words* depend on the file."""
    return any((match.group(2) or "").startswith("file.") for match in _HOLE.finditer(words))


def fill(field: Field, value: Json, facts: Facts) -> Json:
    """The field's *value* with the placeholders of every text in it filled in."""
    if isinstance(value, str):
        return fill_text(value, facts) if _takes_text(field, value) else value
    if isinstance(value, Mapping):
        children = {key: _child(field, key, value) for key in value}
        return {key: fill(child, value[key], facts) if child else value[key] for key, child in children.items()}
    child = _of_entry(field)
    return [fill(child, entry, facts) for entry in as_list(value)] if child and is_list(value) else value


def texts_in(field: Field, value: Json) -> Iterator[str]:
    """Every text in *value* in which placeholders count."""
    if isinstance(value, str):
        if _takes_text(field, value):
            yield value
    elif isinstance(value, Mapping):
        for key, inner in value.items():
            if (child := _child(field, key, value)) is not None:
                yield from texts_in(child, inner)
    elif (child := _of_entry(field)) is not None:
        for entry in as_list(value):
            yield from texts_in(child, entry)


def _takes_text(field: Field, value: Json) -> bool:
    if field.kind is Kind.VARIANTS:
        variant = pick_variant(field, value)
        whole = whole_field(variant) if variant else None
        return whole is not None and _takes_text(whole, value)
    return field.kind in _TEXTS


def _child(field: Field, key: str, whole: Json) -> Field | None:
    """The field of the property *key* of an object."""
    if field.kind is Kind.JSON:
        return field
    if field.kind is Kind.MAP:
        return field.children[0]
    if field.kind in (Kind.GROUP, Kind.TABLE, Kind.GROUPS):
        return next((child for child in field.children if child.key == key), None)
    if field.kind is Kind.VARIANTS:
        variant = pick_variant(field, whole)
        known = variant.fields if variant else ()
        return next((child for child in known if child.key == key), None)
    return None


def _of_entry(field: Field) -> Field | None:
    """The field of one entry of a list; rows of a table are objects with the table's own columns."""
    if field.kind is Kind.LIST:
        return field.children[0]
    return field if field.kind in (Kind.TABLE, Kind.GROUPS, Kind.JSON) else None
