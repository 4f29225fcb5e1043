"""Finds what was typed into fields that hide it, at any depth of a form: passwords and what a vendor only takes in."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from urllib.parse import quote

from app.core.json_types import Json
from app.core.schema.model import Field, Form, Kind, Values


def hidden_words(field: Field, value: Json) -> Iterator[str]:
    """Every text of *value* that was typed into a field that hides it; where it cannot be told apart, too many."""
    if field.kind is Kind.PASSWORD:
        yield from _texts(value)
    elif isinstance(value, Mapping):
        for inner in _inside(field):
            if inner.key in value:
                yield from hidden_words(inner, value[inner.key])
            elif inner.children or inner.variants:  # an entry, or one of several forms, of which *value* is all
                yield from hidden_words(inner, value)
    elif isinstance(value, Sequence) and not isinstance(value, str):
        for item in value:
            yield from hidden_words(field, item)
    else:
        for inner in _inside(field):
            yield from hidden_words(inner, value)


def hidden_keys(form: Form, values: Values) -> frozenset[str]:
    """The keys of *values* in which something is hidden."""
    return frozenset(
        field.key for field in form.fields if field.key in values and any(hidden_words(field, values[field.key]))
    )


def all_hidden(form: Form, values: Values) -> tuple[str, ...]:
    """Everything hidden that was typed into *form*, the longest first: one may be a part of another."""
    there = (field for field in form.fields if field.key in values)
    found = {words for field in there for words in hidden_words(field, values[field.key]) if words}
    return tuple(sorted(found, key=len, reverse=True))


def as_written(words: str) -> tuple[str, ...]:
    """*words* in the ways in which a request may hold them: as they are, in JSON, in an address."""
    return words, json.dumps(words)[1:-1], json.dumps(words, ensure_ascii=False)[1:-1], quote(words, safe="")


def _inside(field: Field) -> tuple[Field, ...]:
    return (*field.children, *(inner for variant in field.variants for inner in variant.fields))


def _texts(value: Json) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for inner in value.values():
            yield from _texts(inner)
    elif isinstance(value, Sequence):
        for inner in value:
            yield from _texts(inner)
