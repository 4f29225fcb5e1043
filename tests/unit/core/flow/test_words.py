"""The vendor's own words: found in the usual shapes, and made safe to show."""

from __future__ import annotations

import pytest

from app.core.flow.words import own_words, s3_code, shown


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("plain", "plain"),
        ({"detail": "No such source"}, "No such source"),
        ({"detail": {"error": "rate", "limit": 60}}, "rate"),
        ({"detail": [{"loc": ["body", "name"], "msg": "missing", "type": "x"}]}, "name: missing"),
        ({"detail": [{"loc": ["body"], "msg": "missing"}]}, "missing"),
        ({"error": {"message": "Bad", "code": 1}}, "Bad"),
        ({"error": "nope", "error_description": "The key is wrong"}, "The key is wrong"),
        ({"errors": [{"message": "one"}, {"message": "two"}]}, "one; two"),
        ({"title": "Not good", "status": 400}, "Not good"),
        ({"filename": ["Too long.", "Odd."], "n": 1}, "filename: Too long.; Odd."),
        ({"a": {"b": 1}}, ""),
        ([], ""),
        (["one", ["two"]], "one; two"),
        (7, ""),
        (None, ""),
        ({"detail": {"detail": {"detail": {"detail": {"detail": "deep"}}}}}, ""),
    ],
)
def test_shapes_of_json(reply, body, expected) -> None:
    assert own_words(reply(400, b"null" if body is None else body)) == expected


def test_other_bodies(reply, s3_error) -> None:
    assert own_words(s3_error(403, "AccessDenied")) == "No & no"
    assert own_words(reply(400, b"Nope\n", content_type="text/plain")) == "Nope"
    assert own_words(reply(400, b"<html><title>x</title>")) == ""
    assert own_words(reply(400, b"{}", content_type="text/html")) == ""
    assert own_words(reply(400, b"\x00\xff binary")) == ""
    assert own_words(reply(400, b"[" * 100_000)) == ""


def test_codes_of_storage(reply, s3_error) -> None:
    assert s3_code(s3_error(400, "ExpiredToken")) == "ExpiredToken"
    assert s3_code(reply(200, b"<Code>Fine</Code>")) == ""
    assert s3_code(s3_error(200, "InternalError")) == "InternalError", "it began to answer before it failed"
    assert s3_code(reply(500)) == ""


def test_nothing_hidden_or_secret_is_shown() -> None:
    assert shown("a\x00b\u202ec\n\td\u200b") == "abc d"
    assert shown("x" * 1000) == "x" * 299 + "…"
    assert shown("see https://s.test/x?X-Amz-Signature=abc and Bearer tok123") == (
        "see https://s.test/x?X-Amz-Signature=••• and Bearer •••"
    )
