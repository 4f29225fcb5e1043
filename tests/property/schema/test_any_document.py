"""Whatever a file holds: it is read, or refused in words; nothing else comes out."""

from __future__ import annotations

import json
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from app.core.errors import InputError, ProviderError, SendoffError
from app.core.schema.bodies import file_slot
from app.core.schema.document import Document
from app.core.schema.fields import build_form
from app.core.schema.located import Located
from app.core.schema.overlay import apply
from app.core.schema.serialise import build_request
from app.core.schema.server_errors import server_errors
from app.core.schema.validate import check_values
from app.core.schema.values import with_defaults
from app.core.schema.yaml_loader import load_text

KEYWORD_LIST = """
    type properties items required enum const anyOf oneOf allOf $ref nullable format default example examples minimum
    maximum exclusiveMinimum multipleOf pattern minLength maxLength minItems uniqueItems additionalProperties title
    patternProperties prefixItems description readOnly deprecated discriminator propertyName mapping contentSchema
    contentMediaType contentEncoding x-enumNames a b
"""
WORD_LIST = """
    string integer number boolean array object null file binary byte date uuid json application/json a ^a$ ( #/x
    #/components/schemas/A #/components/schemas/B
"""
STRUCTURE_LIST = """
    openapi swagger info paths servers url variables components schemas parameters requestBody content schema /a/{b}
    get post in name body formData query path header consumes produces security securityDefinitions responses 200
    operationId encoding explode style required multipart/form-data application/json definitions type $ref
"""
KEYWORDS = st.sampled_from(KEYWORD_LIST.split())
WORDS = st.sampled_from([*WORD_LIST.split(), "é\ud800"])
STRUCTURE = st.sampled_from(STRUCTURE_LIST.split())
SCALARS = st.none() | st.booleans() | st.integers(-5, 500) | st.floats(allow_nan=False, allow_infinity=False) | WORDS
SCHEMAS = st.recursive(
    SCALARS | st.dictionaries(KEYWORDS, SCALARS, max_size=4),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYWORDS, inner, max_size=4),
    max_leaves=20,
)
DOCUMENTS = st.recursive(
    SCALARS, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(STRUCTURE, inner, max_size=5), max_leaves=40
)
MEDIA = st.sampled_from(
    ["application/json", "multipart/form-data", "application/x-www-form-urlencoded", "*/*", "text/plain", "image/png"]
)


def refused(error: SendoffError, start: str) -> None:
    """Either outcome is right; a refusal has words, and names its place."""
    assert str(error).startswith(start)
    assert str(error)


def try_all(found: Document) -> int:
    """Everything a front end does with a document; how many operations it has."""
    assert all(str(w) for w in found.warnings)
    for url, _ in found.servers:
        assert url
    for operation in found.operations():
        slot = file_slot(operation)
        for filled in ([], [slot] if slot else ["body.a", "body.a.b"]):
            form = build_form(found, [operation.ref], filled=filled)
            values = with_defaults(form, {})
            check_values(form, {**values, **{f.key: "x" for f in form.fields}})
            check_values(form, {f.key: {"a": [None]} for f in form.fields})
            server_errors(form, {"errors": [{"path": "a.b", "message": "m"}]})
            try:
                build_request(operation, "https://x.example", {f.key: "x" for f in form.fields}, form=form)
                build_request(operation, "https://x.example", {f.key: {"a": [1]} for f in form.fields})
            except InputError as error:
                refused(error, "")
    return len(found.operations())


@settings(deadline=None, max_examples=150)
@given(schema=SCHEMAS, a=SCHEMAS, b=SCHEMAS, media=MEDIA, version=st.sampled_from(["3.0.0", "3.1.0"]))
def test_any_schema_makes_a_form(schema: Any, a: Any, b: Any, media: str, version: str) -> None:
    root = {
        "openapi": version,
        "paths": {
            "/a/{b}": {
                "post": {
                    "parameters": [
                        {"name": "q", "in": "query", "schema": schema},
                        {"name": "H", "in": "header", "content": {"application/json": {"schema": schema}}},
                    ],
                    "requestBody": {"content": {media: {"schema": schema}}},
                    "responses": {"200": {"content": {"application/json": {"schema": schema}}}},
                },
                "put": {"requestBody": {"content": {media: {"schema": {"properties": {"a": schema, "b": a}}}}}},
            }
        },
        "components": {"schemas": {"A": a, "B": b}},
    }
    assert try_all(Document(Located(root, "openapi.yaml"))) == 2


@settings(deadline=None, max_examples=150)
@given(root=DOCUMENTS, paths=st.dictionaries(st.just("/a/{b}"), DOCUMENTS))
def test_any_json_is_a_document_or_is_refused(root: Any, paths: Any) -> None:
    if isinstance(root, dict) and paths:
        root = {**root, "paths": paths}
    try:
        found = Document(load_text(json.dumps(root), "openapi.yaml"))
    except ProviderError as error:
        refused(error, "openapi.yaml:")
    else:
        assert try_all(found) >= 0


@settings(deadline=None, max_examples=200)
@given(source=st.text(alphabet=st.sampled_from(list("abc: -[]{}\n\t#&*!|>'\"%@?,<1é\ud83d\x00\x85")), max_size=60))
def test_any_text_is_yaml_or_is_refused(source: str) -> None:
    try:
        found = load_text(source, "f.yaml")
    except ProviderError as error:
        refused(error, "f.yaml:")
    else:
        json.dumps(found.value)
        assert found.where(("a", 0)).startswith("f.yaml:")


@settings(deadline=None, max_examples=150)
@given(
    root=DOCUMENTS,
    actions=st.lists(
        st.fixed_dictionaries(
            {"target": st.text(alphabet=st.sampled_from(list("$.*[]'?@=0a!,-")), max_size=10).map(lambda t: f"${t}")},
            optional={"update": DOCUMENTS, "remove": st.booleans()},
        ),
        max_size=3,
    ),
)
def test_any_overlay_is_applied_or_is_refused(root: Any, actions: Any) -> None:
    before = json.dumps(root)
    try:
        apply(root, Located({"overlay": "1.0.0", "actions": actions}, "overlay.yaml"))
    except ProviderError as error:
        refused(error, "overlay.yaml:")
    assert json.dumps(root) == before


@settings(deadline=None, max_examples=100)
@given(source=st.recursive(SCALARS, lambda i: st.lists(i, max_size=4) | st.dictionaries(WORDS, i, max_size=4)))
def test_json_is_read_as_the_standard_library_reads_it(source: Any) -> None:
    for indent in (None, 2):
        written = json.dumps(source, indent=indent)
        assert load_text(written, "f").value == source
