"""Which branch of a choice of shapes a given value belongs to."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from app.core.json_types import Json
from app.core.schema.model import Kind, Variant
from app.ui.forms.pane import fixed_value
from app.ui.forms.presence import same


def is_scalar(variant: Variant) -> bool:
    """Whether the branch is a single value: one field without a name."""
    return len(variant.fields) == 1 and variant.fields[0].key == ""


def best_variant(variants: Sequence[Variant], value: Json) -> int:
    """The branch that *value* fits best: by discriminator, then by the names it has or lacks; never none."""
    scores = [_score(variant, value) for variant in variants]
    return scores.index(max(scores))


def _score(variant: Variant, value: Json) -> float:
    if not isinstance(value, Mapping):
        return _scalar_score(variant, value)
    if is_scalar(variant):
        return 1.0 if variant.fields[0].kind in _OBJECTS else -100.0
    score = 0.0
    if variant.discriminator is not None:
        name, mark = variant.discriminator
        score += 100.0 if name in value and same(value[name], mark) else -10.0
    known = {field.key: field for field in variant.fields}
    score += sum(1.0 if name in known else -0.5 for name in value)
    score -= sum(1.0 for field in variant.fields if field.required and field.key not in value)
    fixed = (field for field in variant.fields if field.kind is Kind.FIXED and field.key in value)
    return score + sum(20.0 if same(fixed_value(f), value[f.key]) else -20.0 for f in fixed)


def _scalar_score(variant: Variant, value: Json) -> float:
    if not is_scalar(variant):
        return -100.0
    field = variant.fields[0]
    if any(same(choice.value, value) for choice in field.choices):
        return 10.0
    fits = _TESTS.get(field.kind)
    return 5.0 if fits is not None and fits(value) else 0.0


def _is_number(value: Json) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _is_whole(value: Json) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)


def _is_text(value: Json) -> bool:
    return isinstance(value, str)


def _is_list(value: Json) -> bool:
    return isinstance(value, Sequence) and not isinstance(value, str)


def _is_answer(value: Json) -> bool:
    return isinstance(value, bool)


_OBJECTS = (Kind.JSON, Kind.MAP, Kind.GROUP, Kind.VARIANTS)
_LISTS = (Kind.LIST, Kind.CHECKLIST, Kind.TABLE, Kind.GROUPS)
_TEXTS = (
    *(Kind.TEXT, Kind.LONG_TEXT, Kind.PASSWORD, Kind.DATE, Kind.DATE_TIME, Kind.TIME, Kind.URI, Kind.UUID),
    *(Kind.EMAIL, Kind.FILE, Kind.BYTES, Kind.OPEN_CHOICE),
)
_TESTS: Mapping[Kind, Callable[[Json], bool]] = {
    Kind.INTEGER: _is_whole,
    Kind.NUMBER: _is_number,
    Kind.BOOLEAN: _is_answer,
    **dict.fromkeys(_TEXTS, _is_text),
    **dict.fromkeys(_LISTS, _is_list),
}
