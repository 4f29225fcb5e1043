"""jsonschema as Sendoff uses it: Draft 2020-12 with formats of our own and steps in decimal arithmetic.

A module of its own because jsonschema takes 80 ms to load, and no window needs it until a value is checked.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from decimal import Decimal, InvalidOperation
from typing import Any

from jsonschema import Draft202012Validator, FormatChecker, ValidationError
from jsonschema.validators import extend

from app.core.json_types import Json, JsonObject
from app.core.schema import formats


def broken(schema: JsonObject, value: Json) -> Iterator[ValidationError]:
    """The rules of *schema* that *value* breaks; its lists and mappings have to be ``list`` and ``dict``."""
    errors: Iterator[ValidationError] = _Validator(schema, format_checker=_FORMATS).iter_errors(value)
    return errors


def _checker() -> FormatChecker:
    """Values that are not text pass, as JSON Schema wants it."""
    made = FormatChecker(formats=())
    for name, check in formats.CHECKS.items():
        made.checks(name)(_for_text(check))
    return made


def _for_text(check: Callable[[str], bool]) -> Callable[[object], bool]:
    return lambda value: check(value) if isinstance(value, str) else True


def _multiple_of(_: Any, step: Any, instance: Any, __: Any) -> Iterator[ValidationError]:
    """``multipleOf`` in decimal arithmetic: 0.3 is a multiple of 0.1, which binary fractions deny."""
    if isinstance(instance, bool) or not isinstance(instance, int | float):
        return
    try:
        fits = Decimal(str(instance)) % Decimal(str(step)) == 0
    except InvalidOperation:  # too many digits to tell
        return
    if not fits:
        yield ValidationError(f"{instance!r} is not a multiple of {step!r}")


_Validator = extend(Draft202012Validator, {"multipleOf": _multiple_of})  # type: ignore[no-untyped-call]
_FORMATS = _checker()
