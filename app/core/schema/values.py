"""A form's values: what is filled in by itself, and values from and to the text a person types."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import datetime

from app.core.errors import InputError
from app.core.json_types import Json
from app.core.schema import formats
from app.core.schema.field_factory import shown
from app.core.schema.model import Field, Form, Kind, Values
from app.core.schema.normal_form import value_label
from app.core.schema.parameters import is_list
from app.core.schema.reading import as_list
from app.core.schema.variants import pick_variant, whole_field
from app.core.text import Text, text

_YES = frozenset({"true", "yes", "y", "on", "1"})
_NO = frozenset({"false", "no", "n", "off", "0"})
_LISTS = frozenset({Kind.LIST, Kind.CHECKLIST})
_STRUCTURES = frozenset({Kind.GROUP, Kind.GROUPS, Kind.TABLE, Kind.MAP, Kind.JSON})
_STRIPPED = frozenset({Kind.URI, Kind.UUID, Kind.EMAIL, Kind.DATE, Kind.DATE_TIME, Kind.TIME})
_WORDS = frozenset({Kind.TEXT, Kind.LONG_TEXT, Kind.PASSWORD, Kind.OPEN_CHOICE, Kind.FILE, Kind.BYTES})


# ── defaults ────────────────────────────────────────────────────────────────────────────────────────


def with_defaults(form: Form, values: Values) -> dict[str, Json]:
    """*values* with what a person need not say: fixed values, and the defaults of required fields left alone.

    A default of an optional field is not sent: the server's own stays in force. Fixed values and discriminators
    inside groups, tables and variants are filled in wherever the group itself is set, or required.
    """
    return _filled(form.fields, values)


def _filled(fields: Sequence[Field], values: Mapping[str, Json]) -> dict[str, Json]:
    found = dict(values)
    for field in fields:
        if field.key in found:
            found[field.key] = _completed(field, found[field.key])
        elif field.kind is Kind.FIXED:
            if field.required or not field.deprecated:
                found[field.key] = field.choices[0].value
        elif field.required and field.has_default:
            found[field.key] = field.default
        elif field.required and field.kind is Kind.GROUP and not field.nullable:
            found[field.key] = _filled(field.children, {})
    return found


def _completed(field: Field, value: Json) -> Json:
    if field.kind is Kind.GROUP and isinstance(value, Mapping):
        return _filled(field.children, value)
    if field.kind in (Kind.TABLE, Kind.GROUPS) and is_list(value):
        return [_filled(field.children, e) if isinstance(e, Mapping) else e for e in as_list(value)]
    if field.kind is not Kind.VARIANTS:
        return value
    variant = pick_variant(field, value)
    whole = whole_field(variant) if variant else None
    if whole is not None:
        return _completed(whole, value)
    if variant is None or not isinstance(value, Mapping):
        return value
    found = _filled(variant.fields, value)
    if variant.discriminator:
        found[variant.discriminator[0]] = variant.discriminator[1]
    return found


# ── text ────────────────────────────────────────────────────────────────────────────────────────────


def format_value(field: Field, value: Json) -> str:
    """*value* as a person would write it into *field*; lists and objects as JSON, null as nothing."""
    for choice in field.choices:
        if field.kind is Kind.CHOICE and choice.value == value and type(choice.value) is type(value):
            return choice.label
    return shown(value, field.kind)


def parse_text(field: Field, words: str) -> Json:
    """The value that *words*, typed into *field*, means. Nothing typed is "not set": do not call this for it.

    Dates and times need the ISO form; a date and time without offset is taken in this computer's time zone.

    Raises:
        InputError: it is not of the field's kind.
    """
    kind = field.kind
    if kind in _WORDS:
        return words
    plain = words.strip()
    if kind is Kind.INTEGER:
        return _integer(plain)
    if kind is Kind.NUMBER:
        return _number(plain)
    if kind is Kind.BOOLEAN:
        return _boolean(plain)
    if kind in (Kind.CHOICE, Kind.FIXED):
        return _choice(field, words)
    if kind in _STRIPPED:
        return _stripped(kind, plain)
    return _json(plain)


def coerce_text(field: Field, words: str) -> Json:
    """The value of ``--set key=words`` on the command line.

    JSON is taken for lists, tables, groups and maps; other words for a list are one entry of it, so that the
    caller may join several. ``null`` is null where the field allows it and does not take any text.

    Raises:
        InputError: it is not of the field's kind.
    """
    plain = words.strip()
    if plain == "null" and field.nullable and field.kind not in _WORDS:
        return None
    if field.kind in _LISTS:
        if plain[:1] == "[":
            return _json(plain)
        return [coerce_text(field.children[0], words)]
    if field.kind in (Kind.TABLE, Kind.GROUPS):
        found = _json(plain)
        return found if is_list(found) else [found]
    if field.kind in _STRUCTURES:
        return _json(plain)
    return _variant(field, words) if field.kind is Kind.VARIANTS else parse_text(field, words)


def _variant(field: Field, words: str) -> Json:
    """The first branch that understands *words*: closed lists first, any text last."""
    wholes = [whole for variant in field.variants if (whole := whole_field(variant))]
    if words.strip()[:1] in ("{", "["):
        found = _json(words.strip())
        if pick_variant(field, found) is not None:
            return found
    for whole in sorted(wholes, key=lambda w: (w.kind in _WORDS, w.kind not in (Kind.CHOICE, Kind.FIXED))):
        try:
            return coerce_text(whole, words)
        except InputError:
            continue
    raise InputError(text("This fits none of the forms that “{name}” can have.", name=field.label))


def _integer(plain: str) -> int:
    try:
        if not plain.isascii() or "_" in plain:
            raise ValueError(plain)
        return int(plain)
    except ValueError as error:
        raise InputError(WHOLE_NUMBER) from error


def _number(plain: str) -> float | int:
    try:
        if not plain.isascii() or "_" in plain:
            raise ValueError(plain)
        found = float(plain)
        if found - found != 0:  # infinite, or no number
            raise ValueError(plain)
        return int(plain) if plain.lstrip("+-").isdigit() else found
    except ValueError as error:
        raise InputError(NUMBER) from error


def _boolean(plain: str) -> bool:
    if plain.lower() in _YES or plain.lower() in _NO:
        return plain.lower() in _YES
    raise InputError(YES_OR_NO)


def _choice(field: Field, words: str) -> Json:
    for choice in field.choices:
        if words in (value_label(choice.value), choice.label):
            return choice.value
    for choice in field.choices:
        if words.strip().lower() in (value_label(choice.value).lower(), choice.label.lower()):
            return choice.value
    names = ", ".join(value_label(choice.value) for choice in field.choices[:20])
    raise InputError(text("Choose one of: {names}.", names=names))


def _stripped(kind: Kind, plain: str) -> str:
    if kind is Kind.DATE and not formats.is_date(plain):
        raise InputError(DATE)
    if kind is Kind.TIME and not formats.is_time(plain):
        if not formats.is_time(f"{plain}:00"):
            raise InputError(TIME)
        return f"{plain}:00"
    if kind is Kind.DATE_TIME:
        return _date_time(plain)
    return plain


def _date_time(plain: str) -> str:
    if formats.is_date_time(plain):
        return plain.replace(" ", "T", 1)
    try:
        found = datetime.fromisoformat(plain)
        return (found if found.tzinfo else found.astimezone()).isoformat()
    except (ValueError, OverflowError, OSError) as error:
        raise InputError(DATE_TIME) from error


def _json(plain: str) -> Json:
    try:
        found: Json = json.loads(plain, parse_constant=_no_constant)
    except (ValueError, RecursionError) as error:
        raise InputError(JSON) from error
    return found


def _no_constant(name: str) -> Json:
    raise ValueError(name)


WHOLE_NUMBER: Text = text("Enter a whole number.")
NUMBER: Text = text("Enter a number.")
YES_OR_NO: Text = text("Choose yes or no.")
DATE: Text = text("Enter a date such as 2025-07-23.")
TIME: Text = text("Enter a time such as 14:30:00.")
DATE_TIME: Text = text("Enter a date and time such as 2025-07-23T14:30:00Z.")
JSON: Text = text("This is not valid JSON.")
