"""Whether a preset fits the form of today: what is gone, new, needed or asked otherwise, in words."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from app.core.copies import replace
from app.core.json_types import Json
from app.core.preset import MadeFor, Preset
from app.core.schema.fit import brought_up_to_date, fit, made_for
from app.core.schema.model import Choice, Field, Form, Kind

SOURCE = Field("body.source", Kind.CHOICE, "Source", choices=(Choice("crm", "CRM"), Choice("web", "Web")),
               schema={"enum": ["crm", "web"]})  # fmt: skip
NOTE = Field("body.note", Kind.TEXT, "Note", schema={"type": "string"})
TEAM = Field("path.team", Kind.TEXT, "Team", required=True, schema={"type": "string"})
OLD = Form((TEAM, SOURCE, NOTE))


def preset(ask: tuple[str, ...] = (), **values: Json) -> Preset:
    given: Mapping[str, Json] = {key.replace("__", "."): value for key, value in values.items()}
    return Preset("May", "v", "a", {"path.team": "t1", **given}, ask=ask, made_for=made_for(OLD))


def said(kept: Preset, form: Form) -> list[str]:
    return [str(words) for words in fit(kept, form).broken]


def test_the_form_it_was_made_for_fits_whatever_the_values() -> None:
    assert fit(preset(body__source="never there"), OLD).fits


def test_words_for_people_do_not_count() -> None:
    other = Form((replace(TEAM, label="Group", help="Other", advanced=True), SOURCE, NOTE))
    assert made_for(other).fingerprint == made_for(OLD).fingerprint


def test_a_field_that_is_gone_matters_where_it_is_used() -> None:
    form = Form((TEAM, SOURCE))
    assert said(preset(body__note="x"), form) == ["“Note” is gone."]
    assert said(preset(ask=("body.note",)), form) == ["“Note” is gone."]
    assert fit(preset(), form).fits


def test_new_fields_are_told_apart_by_whether_they_are_needed() -> None:
    region = Field("body.region", Kind.TEXT, "Region", required=True, schema={"type": "string"})
    assert said(preset(), Form((*OLD.fields, region))) == ["“Region” is new and needed."]
    optional = fit(preset(), Form((*OLD.fields, replace(region, required=False))))
    assert (optional.fits, [str(words) for words in optional.news]) == (True, ["“Region” is new."])
    default = replace(region, default="eu", has_default=True)
    assert fit(preset(), Form((*OLD.fields, default))).fits
    fixed = Field("body.v", Kind.FIXED, "V", required=True, choices=(Choice(2, "2"),))
    assert fit(preset(), Form((*OLD.fields, fixed))).news == ()


def test_a_field_that_is_needed_now() -> None:
    form = Form((TEAM, SOURCE, replace(NOTE, required=True)))
    assert said(preset(), form) == ["“Note” is needed now."]
    assert fit(preset(body__note="x"), form).fits
    assert fit(preset(ask=("body.note",)), form).fits


def test_a_choice_that_is_gone() -> None:
    less = replace(SOURCE, choices=SOURCE.choices[1:], schema={"enum": ["web"]})
    assert said(preset(body__source="crm"), Form((TEAM, less, NOTE))) == [
        "“crm” is no longer among the choices of “Source”."
    ]
    assert fit(preset(body__source="web"), Form((TEAM, less, NOTE))).fits


def test_a_field_that_takes_other_values() -> None:
    number = Field("body.note", Kind.INTEGER, "Note", schema={"type": "integer"})
    [words] = said(preset(body__note="x"), Form((TEAM, SOURCE, number)))
    assert words.startswith("“Note” takes other values now: ")


def test_a_text_with_placeholders_is_judged_when_it_is_sent() -> None:
    short = replace(NOTE, schema={"type": "string", "maxLength": 3})
    assert fit(preset(body__note="{date}"), Form((TEAM, SOURCE, short))).fits


def test_of_older_presets_only_what_is_gone_is_known() -> None:
    old = replace(preset(body__note="x"), made_for=MadeFor())
    region = Field("body.region", Kind.TEXT, "Region", required=True)
    found = fit(old, Form((TEAM, SOURCE, region)))
    assert [str(words) for words in found.broken] == ["“note” is gone."]
    assert (found.news, found.needed) == ((), ())


def test_what_was_needed_and_empty_before_stays_so() -> None:
    empty = replace(preset(), values={})
    assert fit(empty, Form((TEAM, SOURCE))).fits


@pytest.mark.parametrize("asked", [(), ("body.note", "path.team")])
def test_bringing_it_up_to_date(asked: tuple[str, ...]) -> None:
    less = replace(SOURCE, required=True, choices=SOURCE.choices[1:], schema={"enum": ["web"]})
    region = Field("body.region", Kind.TEXT, "Region", required=True, schema={"type": "string"})
    form = Form((TEAM, less, region))
    mended = brought_up_to_date(preset(ask=asked, body__source="crm", body__note="x"), form)
    assert fit(mended, form).fits
    assert mended.values == {"path.team": "t1"}
    assert set(mended.ask) == {"body.source", "body.region", *({"path.team"} if asked else ())}
