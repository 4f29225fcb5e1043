"""The shipped vendors' forms and those of real upload operations: all are drawn, untouched ones send nothing."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from app.core.json_types import Json
from app.core.paths import resources
from app.core.providers.forms import provider_form
from app.core.providers.load import load_provider
from app.core.schema.document import Document
from app.core.schema.fields import build_form
from app.core.schema.model import Field, Form, Kind, Variant
from app.core.schema.validate import check_values
from app.ui.forms.fold import Fold
from app.ui.forms.pane import FieldsPane
from app.ui.forms.presence import same
from app.ui.forms.row import FieldRow

CORPUS = Path(__file__).resolve().parents[5] / "shared" / "openapi-corpus"
ENTRIES = json.loads((CORPUS / "manifest.json").read_text("utf-8")) if CORPUS.is_dir() else []
VENDORS = sorted(folder.name for folder in (resources() / "providers").iterdir() if folder.is_dir())

PLAIN: dict[Kind, Json] = {
    Kind.TEXT: "a b",
    Kind.LONG_TEXT: "a\nb",
    Kind.PASSWORD: "s3cret",
    Kind.INTEGER: 7,
    Kind.NUMBER: 1.5,
    Kind.BOOLEAN: False,
    Kind.OPEN_CHOICE: "typed",
    Kind.DATE: "2025-07-23",
    Kind.DATE_TIME: "2025-07-23T14:30:00Z",
    Kind.TIME: "14:30:00Z",
    Kind.URI: "https://example.org",
    Kind.UUID: "a3c1b6de-0000-4000-8000-000000000000",
    Kind.EMAIL: "joe@example.org",
    Kind.FILE: "logo.png",
    Kind.BYTES: "logo.png",
    Kind.JSON: {"a": [1, None]},
}


def sample(field: Field) -> Json:
    """A value that *field* can hold."""
    if field.kind in PLAIN:
        return PLAIN[field.kind]
    if field.kind is Kind.FIXED:
        return field.choices[0].value
    if field.kind is Kind.CHOICE:
        return field.choices[-1].value
    if field.kind is Kind.CHECKLIST:
        return [field.choices[0].value]
    if field.kind is Kind.LIST:
        return [sample(field.children[0])]
    if field.kind is Kind.MAP:
        return {"k": sample(field.children[0])}
    if field.kind is Kind.VARIANTS:
        return of_variant(field.variants[0])
    entry = {child.key: sample(child) for child in field.children if child.kind is not Kind.FIXED or child.required}
    return entry if field.kind is Kind.GROUP else [entry]


def of_variant(variant: Variant) -> Json:
    if len(variant.fields) == 1 and variant.fields[0].key == "":
        return sample(variant.fields[0])
    made = {f.key: sample(f) for f in variant.fields if f.kind is not Kind.FIXED or f.required}
    return {variant.discriminator[0]: variant.discriminator[1], **made} if variant.discriminator else made


def sent_untouched(field: Field) -> bool:
    """What a form sends without a touch: what is fixed, what must be there, and a tick that is seen."""
    if not field.required:
        return False
    if field.kind is Kind.BOOLEAN:
        return not field.has_default
    return field.kind in (Kind.FIXED, Kind.GROUP)


def draw(view, form: Form) -> None:
    """Build *form*, with everything that is folded away."""
    view.set_form(form)
    assert set(view.values()) == {field.key for field in form.fields if sent_untouched(field)}
    assert view.input_errors() == []
    for fold in view.findChildren(Fold):
        fold.open()
    shown = {f.key for f in form.fields if f.kind is not Kind.FIXED}
    assert shown <= {row.field.key for row in view.findChildren(FieldRow)}


def unlike(view, form: Form) -> dict[str, tuple[Json, Json]]:
    """Put a value into every field and read all of them again; what came back otherwise."""
    values = {f.key: sample(f) for f in form.fields if f.kind is not Kind.FIXED or f.required}
    view.set_values(values)
    got = view.values()
    return {key: (got.get(key), value) for key, value in values.items() if not same(got.get(key), value)}


@pytest.mark.parametrize("vendor", VENDORS)
def test_a_shipped_vendor(view, vendor):
    provider = load_provider(resources() / "providers" / vendor)
    for mode in [mode.id for mode in provider.flow.modes] or [""]:
        form = provider_form(provider, mode)
        draw(view, form)
        assert unlike(view, form) == {}
        assert view.input_errors() == []


@pytest.mark.skipif(not ENTRIES, reason="the corpus of real operations (../shared/openapi-corpus) is not here")
@pytest.mark.parametrize("entry", ENTRIES, ids=[entry["file"] for entry in ENTRIES])
def test_a_real_operation(view, entry):
    document = Document.load(CORPUS / entry["file"])
    form = build_form(document, [f"{entry['method']} {entry['op_path']}"])
    draw(view, form)
    assert unlike(view, form) == {}
    assert view.input_errors() == []
    QApplication.processEvents()
    assert view.findChild(FieldsPane) is not None


@pytest.mark.skipif(not ENTRIES, reason="the corpus of real operations (../shared/openapi-corpus) is not here")
def test_every_branch_of_every_choice_of_shapes(view):
    seen = 0
    for entry in ENTRIES:
        form = build_form(Document.load(CORPUS / entry["file"]), [f"{entry['method']} {entry['op_path']}"])
        for field in form.fields:
            for variant in field.variants:
                view.set_form(Form((field,)))
                value = of_variant(variant)
                view.set_values({field.key: value})
                assert same(view.values()[field.key], value), f"{entry['file']} {field.key} {variant.label}"
                seen += 1
    assert seen > 5


def test_what_the_core_finds_wrong_is_said_where_it_is(view):
    form = provider_form(load_provider(resources() / "providers" / "sendai"), "each")
    view.set_form(form)
    view.set_values({"path.team_id": "t", "body.meta": [{"name": "a", "value": "b"}, {"name": "c"}]})
    view.set_errors(check_values(form, view.values()))
    said = {row.field.key: row.error_words() for row in view.findChildren(FieldRow) if row.error_words()}
    assert set(said) == {"path.project_id", "body.meta"}
    assert said["body.meta"].startswith("Row 2, Value:")
