"""Whether values that were kept for a form still fit it: what is gone, what is new, what is asked otherwise now."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from app.core.copies import replace
from app.core.json_types import Json
from app.core.preset import FieldNote, MadeFor, Preset
from app.core.schema.model import Field, Form, Kind
from app.core.schema.placeholders import texts_in
from app.core.schema.validate import check_field
from app.core.schema.values import format_value, with_defaults
from app.core.text import Text, text


@dataclass(frozen=True, slots=True)
class Fit:
    """How a preset fits a form.

    Attributes:
        broken: what no longer fits; a preset with any is not applied at all.
        news: what is new and may be left alone.
        dropped: the keys of values that do not fit.
        needed: the keys of fields that have to be filled in and are not.
    """

    broken: tuple[Text, ...] = ()
    news: tuple[Text, ...] = ()
    dropped: frozenset[str] = frozenset()
    needed: tuple[str, ...] = ()

    @property
    def fits(self) -> bool:
        """Whether the preset can be applied as it is."""
        return not self.broken


def made_for(form: Form) -> MadeFor:
    """What a preset remembers of *form*."""
    return MadeFor(_fingerprint(form), tuple(map(_note, form.fields)))


def fit(preset: Preset, form: Form) -> Fit:
    """How *preset* fits *form*; where the form is the one it was made for, nothing is looked at."""
    known = preset.made_for
    if known.fingerprint and known.fingerprint == _fingerprint(form):
        return Fit()
    notes = {note.key: note for note in known.fields}
    gone = [key for key in (*preset.values, *preset.ask) if form.field(key) is None]
    changed = dict(_changed(preset, form))
    needed = tuple(_needed(preset, form, changed))
    broken = [text("“{field}” is gone.", field=_label(notes, key)) for key in dict.fromkeys(gone)]
    broken += [words for words in changed.values()]
    broken += [_needed_words(field, notes) for field in form.fields if field.key in needed and field.key not in changed]
    news = [
        text("“{field}” is new.", field=field.label)
        for field in form.fields
        if notes and field.key not in notes and field.key not in needed and field.kind is not Kind.FIXED
    ]
    return Fit(tuple(broken), tuple(news), frozenset({*gone, *changed}), needed)


def brought_up_to_date(preset: Preset, form: Form) -> Preset:
    """*preset* made for *form*: what does not fit is taken out, and what is missing is asked for each time."""
    found = fit(preset, form)
    values = {key: value for key, value in preset.values.items() if key not in found.dropped}
    kept = [key for key in preset.ask if form.field(key) is not None]
    return replace(preset, values=values, ask=tuple(dict.fromkeys((*kept, *found.needed))), made_for=made_for(form))


def _changed(preset: Preset, form: Form) -> Iterator[tuple[str, Text]]:
    """The fields whose kept value they do not take any more, with words."""
    full = with_defaults(form, {key: value for key, value in preset.values.items() if form.field(key)})
    for field in form.fields:
        if field.key not in preset.values or any("{" in words for words in texts_in(field, full[field.key])):
            continue
        problems = check_field(field, full[field.key])
        if problems:
            yield field.key, _changed_words(field, preset.values[field.key], problems[0].words)


def _changed_words(field: Field, value: Json, problem: Text) -> Text:
    if field.kind is Kind.CHOICE:
        shown = format_value(field, value)
        return text("“{value}” is no longer among the choices of “{field}”.", value=shown, field=field.label)
    return text("“{field}” takes other values now: {problem}", field=field.label, problem=problem)


def _needed(preset: Preset, form: Form, changed: Mapping[str, Text]) -> Iterator[str]:
    full = with_defaults(form, preset.values)
    for field in form.fields:
        missing = field.key not in full or field.key in changed
        if field.required and missing and field.key not in preset.ask and preset.made_for.fingerprint:
            note = next((one for one in preset.made_for.fields if one.key == field.key), None)
            if note is None or not note.required or field.key in changed:
                yield field.key


def _needed_words(field: Field, notes: Mapping[str, FieldNote]) -> Text:
    if field.key in notes:
        return text("“{field}” is needed now.", field=field.label)
    return text("“{field}” is new and needed.", field=field.label)


def _label(notes: Mapping[str, FieldNote], key: str) -> str:
    return notes[key].label if key in notes else key.rpartition(".")[2]


def _note(field: Field) -> FieldNote:
    choices = tuple(choice.value for choice in field.choices) if field.kind is Kind.CHOICE else ()
    return FieldNote(field.key, str(field.kind), field.label, field.required, choices)


def _fingerprint(form: Form) -> str:
    """A digest of what decides which values a form takes; words for people do not count."""
    told: Sequence[Json] = [[f.key, str(f.kind), f.required, f.nullable, _shape(f)] for f in form.fields]
    return hashlib.sha256(json.dumps(told, sort_keys=True, default=dict).encode()).hexdigest()


def _shape(field: Field) -> Json:
    inner: list[Json] = [[child.key, str(child.kind), child.required, _shape(child)] for child in field.children]
    return {"schema": field.schema, "children": inner}
