"""Says in plain words what is wrong with a value: from the schema's rule that it breaks, or the vendor's own words."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from app.core.json_types import Json
from app.core.schema import values
from app.core.schema.kinds import FILE_KINDS
from app.core.schema.model import Field
from app.core.schema.normal_form import value_label
from app.core.schema.reading import as_list
from app.core.text import Text, text, verbatim

if TYPE_CHECKING:
    from jsonschema import ValidationError

_RULE = re.compile(
    r"\b(must|only|use|should|cannot|may (?:include|contain|have)|starts? with|ends? with|consists? of|contains?|"
    r"letters|digits|characters|alphanumeric|lowercase|format)\b",
    re.IGNORECASE,
)
_SENTENCE_END = re.compile(r"(?<=[.!?])\s+")
_MAX_RULE = 240

FORMATS: Mapping[str, Text] = {
    "date": values.DATE,
    "time": values.TIME,
    "date-time": values.DATE_TIME,
    "uri": text("Enter a full web address such as https://example.com/page."),
    "url": text("Enter a full web address such as https://example.com/page."),
    "uuid": text("Enter an id such as 3fa85f64-5717-4562-b3fc-2c963f66afa6."),
    "email": text("Enter an email address such as name@example.com."),
}
TYPES: Mapping[str, Text] = {
    "integer": values.WHOLE_NUMBER,
    "number": values.NUMBER,
    "boolean": values.YES_OR_NO,
    "string": text("Enter text."),
    "array": text("Give a list of entries."),
    "object": text("Give names and values."),
}
MISFIT = text("This does not fit what is accepted here.")
FITS_NONE = text("This fits none of the forms that are accepted here.")
CHOOSE_FILE = text("Choose a file.")
NOT_EMPTY = text("This cannot be empty.")


def needed(field: Field) -> Text:
    """What to say where a required field is not set."""
    return text("“{name}” is needed.", name=field.label) if field.label else NOT_EMPTY


def words_for(error: ValidationError, field: Field) -> Text:
    """What to say about *error*, which concerns *field*."""
    if field.kind in FILE_KINDS:
        return CHOOSE_FILE
    say = _SAY.get(str(error.validator))
    rule: Any = error.validator_value
    instance: Any = error.instance
    return say(rule, instance, field) if say else MISFIT


def rule_of(help_: str) -> str:
    """The sentences of a description that state a rule, or an empty text."""
    sentences = _SENTENCE_END.split(" ".join(help_.split()))
    rules = " ".join(sentence for sentence in sentences if _RULE.search(sentence))
    return rules if len(rules) <= _MAX_RULE else ""


def _pattern(_: Json, instance: Json, field: Field) -> Text:
    rule = rule_of(field.help)
    if rule:
        return verbatim(rule)
    if field.placeholder and field.placeholder != instance:
        return text(
            "This does not have the form that is accepted here. An example: {example}", example=field.placeholder
        )
    return text("This does not have the form that is accepted here.")


def _length(template: Callable[[int], Text]) -> Callable[[Json, Json, Field], Text]:
    return lambda limit, _instance, _field: template(limit if isinstance(limit, int) else 0)


def _min_length(limit: int) -> Text:
    if limit == 1:
        return NOT_EMPTY
    return text("Use at least {n:count} character.|Use at least {n:count} characters.", n=limit)


def _max_length(limit: Json, instance: Json, _: Field) -> Text:
    return text(
        "Use at most {n:count} character; there are {have:count} now."
        "|Use at most {n:count} characters; there are {have:count} now.",
        n=limit if isinstance(limit, int) else 0,
        have=len(instance) if isinstance(instance, str) else 0,
    )


def _choice(allowed: Json, _: Json, field: Field) -> Text:
    labels = [c.label for c in field.choices] or [
        value_label(value) for value in (allowed if isinstance(allowed, list) else [])
    ]
    return text("Choose one of: {names}.", names=", ".join(labels[:20]))


def _type(expected: Json, instance: Json, _: Field) -> Text:
    if instance is None:
        return NOT_EMPTY
    kind = expected if isinstance(expected, str) else next(iter(as_list(expected)), None)
    return TYPES.get(str(kind), MISFIT)


def _required(names: Json, instance: Json, _: Field) -> Text:
    told = names if isinstance(names, list) else []
    missing = [str(n) for n in told if not (isinstance(instance, Mapping) and n in instance)]
    return text("“{name}” is needed.", name=", ".join(missing))


_SAY: Mapping[str, Callable[[Json, Json, Field], Text]] = {
    "type": _type,
    "enum": _choice,
    "pattern": _pattern,
    "required": _required,
    "format": lambda name, _instance, _field: FORMATS.get(str(name), MISFIT),
    "minLength": _length(_min_length),
    "maxLength": _max_length,
    "minimum": lambda limit, _instance, _field: text("The smallest value is {limit}.", limit=value_label(limit)),
    "maximum": lambda limit, _instance, _field: text("The largest value is {limit}.", limit=value_label(limit)),
    "exclusiveMinimum": lambda limit, _i, _f: text("Use a number above {limit}.", limit=value_label(limit)),
    "exclusiveMaximum": lambda limit, _i, _f: text("Use a number below {limit}.", limit=value_label(limit)),
    "multipleOf": lambda step, _i, _f: text("Use a multiple of {step}.", step=value_label(step)),
    "minItems": _length(lambda n: text("Give at least {n:count} entry.|Give at least {n:count} entries.", n=n)),
    "maxItems": _length(lambda n: text("Give at most {n:count} entry.|Give at most {n:count} entries.", n=n)),
    "uniqueItems": lambda _l, _i, _f: text("Each entry may be there only once."),
    "additionalProperties": lambda _l, _i, _f: text("There is a name in it that is not accepted here."),
    "anyOf": lambda _l, _i, _f: FITS_NONE,
}
