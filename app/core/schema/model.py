"""What a form is made of: fields as data, without a widget and without a vendor's schema in sight."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from app.core.copies import replace
from app.core.json_types import Json, JsonObject
from app.core.text import Text


class Kind(StrEnum):
    """How a field is asked for. The widget testers choose by this and by the field's limits."""

    TEXT = "text"
    LONG_TEXT = "long_text"
    PASSWORD = "password"
    INTEGER = "integer"
    NUMBER = "number"
    BOOLEAN = "boolean"
    CHOICE = "choice"  # one of `choices`
    OPEN_CHOICE = "open_choice"  # one of `choices`, or any text (anyOf enum and string; columns; API lists)
    FIXED = "fixed"  # one possible value: sent, not shown
    DATE = "date"
    DATE_TIME = "date_time"
    TIME = "time"
    URI = "uri"
    UUID = "uuid"
    EMAIL = "email"
    FILE = "file"  # an extra binary file beside the uploaded one: a local path is its value
    BYTES = "bytes"  # format: byte: a local path is its value, base64 is sent
    LIST = "list"  # scalars; `children[0]` describes one entry
    CHECKLIST = "checklist"  # any of `choices`
    TABLE = "table"  # objects with scalar columns; `children` are the columns
    GROUPS = "groups"  # objects; `children` are one object's fields
    GROUP = "group"  # one object; `children` are its fields
    MAP = "map"  # names and values; `children[0]` describes a value
    VARIANTS = "variants"  # one of `variants`
    JSON = "json"  # anything: a text box with a live check


@dataclass(frozen=True, slots=True)
class Choice:
    """One entry of a list: what is sent, and what is read."""

    value: Json
    label: str
    help: str = ""


@dataclass(frozen=True, slots=True)
class Limits:
    """What a value must keep to; None where the schema says nothing. Lengths in characters or items."""

    min_length: int | None = None
    max_length: int | None = None
    pattern: str | None = None
    minimum: float | int | None = None
    maximum: float | int | None = None
    exclusive_minimum: float | int | None = None
    exclusive_maximum: float | int | None = None
    multiple_of: float | int | None = None
    min_items: int | None = None
    max_items: int | None = None
    unique_items: bool = False


@dataclass(frozen=True, slots=True)
class Variant:
    """One branch of a oneOf/anyOf: its fields, and the discriminator's value written for the person."""

    label: str
    fields: Sequence[Field]
    discriminator: tuple[str, Json] | None = None
    schema: JsonObject = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Field:
    """One field of a form.

    Attributes:
        key: ``path.x``, ``query.x``, ``header.X`` or ``body.x``; a child's key is its name alone.
        label, help: what the person reads; *help* is the schema's description or the provider's own.
        placeholder: an example or the server's default, shown but never sent by itself.
        default: the server's default; sent only where the field is required and left alone.
        nullable: None is a value of its own, beside "not set".
        advanced: under the "Advanced" fold.
        group: a heading from the provider's ``form:`` block.
        remember: offer what was used last.
        source: where live choices come from: ``{"columns": …}`` or ``{"call": …}`` as in ``upload.yaml``.
        widget: a provider's wish for a certain widget, by name.
        schema: the normalised JSON Schema the value is checked against; never shown.
    """

    key: str
    kind: Kind
    label: str
    help: str = ""
    placeholder: str = ""
    required: bool = False
    nullable: bool = False
    deprecated: bool = False
    advanced: bool = False
    group: str = ""
    remember: bool = False
    default: Json = None
    has_default: bool = False
    choices: tuple[Choice, ...] = ()
    children: tuple[Field, ...] = ()
    variants: tuple[Variant, ...] = ()
    limits: Limits = Limits()
    source: JsonObject | None = None
    widget: str = ""
    media_types: tuple[str, ...] = ()
    schema: JsonObject = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class FieldHints:
    """A provider's own presentation of one field, from ``form:`` in its ``upload.yaml``."""

    label: str = ""
    help: str = ""
    group: str = ""
    widget: str = ""
    remember: bool = False
    advanced: bool | None = None
    required: bool | None = None
    choices: JsonObject | None = None
    labels: Mapping[str, str] = field(default_factory=dict)  # of enum values


@dataclass(frozen=True, slots=True)
class Form:
    """All fields a person fills in for one flow: required first, then in the document's order."""

    fields: tuple[Field, ...]
    warnings: tuple[Text, ...] = ()

    def field(self, key: str) -> Field | None:
        """The field with this *key*, or None."""
        return next((f for f in self.fields if f.key == key), None)

    def asking(self, keys: Sequence[str]) -> Form:
        """The same with the fields of these *keys* needed, whatever the vendor says."""
        if not keys:
            return self
        return replace(self, fields=tuple(replace(f, required=True) if f.key in keys else f for f in self.fields))


@dataclass(frozen=True, slots=True)
class FieldError:
    """What is wrong with one value.

    Attributes:
        key: the field's key; *path* leads on into a table, group or list (``(2, "name")``).
    """

    key: str
    words: Text
    path: tuple[str | int, ...] = ()


Values = Mapping[str, Json]
"""A form's values by field key. Sparse: an absent key is "not set", None is null, anything else is set."""
