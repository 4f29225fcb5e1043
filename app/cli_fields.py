"""Fields of a form on the command line: their values from ``--set``, and what to say where one is missing or wrong."""

from __future__ import annotations

import difflib

from app.cli import WrongUse
from app.core.errors import InputError
from app.core.json_types import Json
from app.core.schema.messages import NOT_EMPTY, needed
from app.core.schema.model import Field, FieldError, Form
from app.core.schema.values import coerce_text
from app.core.text import Text, text


def set_values(form: Form, pairs: list[str]) -> dict[str, Json]:
    """The values of ``--set KEY=VALUE`` pairs, by the kinds of their fields.

    Raises:
        WrongUse: a pair has no ``=``, or the form has no such field, or the value does not fit its kind.
    """
    values: dict[str, Json] = {}
    for pair in pairs:
        key, equals, words = pair.partition("=")
        if not equals:
            raise WrongUse(text("“{pair}” is no KEY=VALUE.", pair=pair))
        field = _field(form, key)
        values[field.key] = _coerced(field, words)
    return values


def _field(form: Form, key: str) -> Field:
    """The field with this key, or with a key whose last part it is: ``source`` for ``body.source``.

    Raises:
        WrongUse: there is none, or more than one.
    """
    exact = form.field(key)
    if exact is not None:
        return exact
    short = _ending(form, key)
    if len(short) > 1:
        candidates = ", ".join(field.key for field in short)
        raise WrongUse(
            text("“{key}” may be any of these fields: {candidates}. Write it in full.", key=key, candidates=candidates)
        )
    if not short:
        raise WrongUse(_unknown_field(form, key))
    return short[0]


def _coerced(field: Field, words: str) -> Json:
    try:
        return coerce_text(field, words)
    except (InputError, ValueError) as error:
        reason = error.words if isinstance(error, InputError) else str(error)
        raise WrongUse(text("{key}: {reason}", key=field.key, reason=reason)) from error


def _unknown_field(form: Form, key: str) -> Text:
    known = [field.key for field in form.fields]
    names = {name: field.key for field in form.fields for name in (field.key.rpartition(".")[2], field.key)}
    near = difflib.get_close_matches(key, names, n=1)
    if near:
        return text("There is no field “{key}”. Did you mean {near}?", key=key, near=names[near[0]])
    return text("There is no field “{key}”. Known are: {known}.", key=key, known=", ".join(known))


def what_to_set(form: Form, error: FieldError) -> Text:
    """What is wrong with a field, and the option that mends it."""
    field = form.field(error.key)
    if field is None:
        return error.words
    key = _shortest(form, field)
    if not error.path and error.words in (needed(field), NOT_EMPTY):
        return text("“{label}” is not filled in. Add --set {key}=… with what it is.", label=field.label, key=key)
    return text("“{label}”: {words} Use --set {key}=… for it.", label=field.label, words=error.words, key=key)


def _shortest(form: Form, field: Field) -> str:
    """The shortest name that :func:`set_values` knows *field* by."""
    last = field.key.rpartition(".")[2]
    return last if len(_ending(form, last)) == 1 and form.field(last) is None else field.key


def _ending(form: Form, key: str) -> list[Field]:
    return [field for field in form.fields if field.key.endswith(f".{key}")]
