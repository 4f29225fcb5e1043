"""Which field a server complains about, in every shape that is known."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from app.core.schema.model import Form
from app.core.schema.server_errors import server_errors

BODY = {
    "properties": {
        "source": {"type": "string"},
        "fileName": {"type": "string"},
        "message": {"type": "string"},
        "meta": {"items": {"properties": {"name": {"type": "string"}}}},
    }
}


@pytest.fixture
def made(form: Callable[..., Form]) -> Form:
    parameters = [
        {"name": "limit", "in": "query", "schema": {"type": "integer"}},
        {"name": "x-date", "in": "header", "schema": {"type": "string"}},
        {"name": "ws", "in": "path", "required": True, "schema": {"type": "string"}},
    ]
    return form(BODY, parameters=parameters, path="/{ws}")


@pytest.mark.parametrize(
    ("reply", "found"),
    [
        # FastAPI
        (
            {"detail": [{"loc": ["body", "source"], "msg": "too short", "type": "x"}]},
            [("body.source", (), "too short")],
        ),
        ({"detail": [{"loc": ["body", "meta", 0, "name"], "msg": "m"}]}, [("body.meta", (0, "name"), "m")]),
        ({"detail": [{"loc": ["query", "limit"], "msg": "m"}]}, [("query.limit", (), "m")]),
        ({"detail": [{"loc": ["header", "x_date"], "msg": "m"}]}, [("header.x-date", (), "m")]),
        ({"detail": [{"loc": ["path", "ws"], "msg": "m"}]}, [("path.ws", (), "m")]),
        ({"detail": [{"loc": ["body"], "msg": "m"}]}, []),
        ({"detail": "Not found"}, []),
        # Django REST framework
        (
            {"source": ["This field may not be blank."], "non_field_errors": ["x"]},
            [("body.source", (), "This field may")],
        ),
        ({"meta": [{}, {"name": ["needed"]}]}, [("body.meta", (1, "name"), "needed")]),
        ({"source": "unknown"}, [("body.source", (), "unknown")]),
        ({"message": "Bad request", "source": "crm"}, []),
        ({"message": ["too long"]}, [("body.message", (), "too long")]),
        # lists named errors
        ({"errors": [{"field": "file_name", "message": "m"}]}, [("body.fileName", (), "m")]),
        ({"errors": [{"path": "meta.0.name", "message": "m"}]}, [("body.meta", (0, "name"), "m")]),
        ({"errors": [{"path": ["meta", 1], "msg": "m"}]}, [("body.meta", (1,), "m")]),
        ({"errors": [{"path": "meta[2].name", "msg": "m"}]}, [("body.meta", (2, "name"), "m")]),
        ({"errors": [{"pointer": "#/source", "detail": "m"}]}, [("body.source", (), "m")]),
        ({"errors": [{"source": {"pointer": "/fileName"}, "title": "m"}]}, [("body.fileName", (), "m")]),
        ({"errors": [{"source": {"parameter": "limit"}, "detail": "m"}]}, [("query.limit", (), "m")]),
        ({"errors": {"source": ["m"], "FileName": ["n"]}}, [("body.source", (), "m"), ("body.fileName", (), "n")]),
        ({"errors": [{"message": "about nothing"}, "text"]}, []),
        ({"errors": [{"field": "formData.source", "messages": ["m", "n"]}]}, [("body.source", (), "m")]),
        ([{"field": "source", "message": "m"}], [("body.source", (), "m")]),
        # problem+json
        (
            {"type": "about:blank", "title": "Bad", "invalid-params": [{"name": "limit", "reason": "m"}]},
            [("query.limit", (), "m")],
        ),
        # one error
        ({"error": {"message": "m", "param": "source", "type": "x", "code": None}}, [("body.source", (), "m")]),
        ({"error": {"message": "m", "type": "x"}}, []),
        # unknown
        ({"status": 400, "path": "/api/source"}, []),
        ("text", []),
        (None, []),
        (5, []),
        ({"errors": [{"field": "nothing.known", "message": "m"}]}, []),
        ({"errors": [{"field": True, "message": "m"}]}, []),
        ({"errors": [{"field": "source"}]}, []),
    ],
)
def test_shapes(made: Form, reply: Any, found: list[Any]) -> None:
    errors = server_errors(made, reply)
    assert [(e.key, e.path, str(e.words)[:14]) for e in errors] == [(k, p, w[:14]) for k, p, w in found]


def test_a_body_of_one_field(form: Callable[..., Form]) -> None:
    union = {"oneOf": [{"properties": {"url": {"type": "string"}}}, {"properties": {"path": {"type": "string"}}}]}
    reply = {"detail": [{"loc": ["body", "url"], "msg": "m"}, {"loc": ["other"], "msg": "n"}]}
    found = server_errors(form(union), {**reply, "errors": [{"path": "url", "message": "again"}]})
    assert [(e.key, e.path, str(e.words)) for e in found] == [("body", ("url",), "m")]


def test_a_flood_is_cut_and_words_are_shown_as_they_are(made: Form) -> None:
    reply = {"detail": [{"loc": ["body", "meta", n], "msg": "<b>" + "x" * 900} for n in range(500)]}
    found = server_errors(made, reply)
    assert len(found) == 100
    assert len(str(found[0].words)) == 500
    assert str(found[0].words).startswith("<b>")


def test_replies_without_bottom(made: Form) -> None:
    reply: Any = {"source": ["deep"]}
    for _ in range(30):
        reply = {"a": reply}
    assert server_errors(made, reply) == ()
