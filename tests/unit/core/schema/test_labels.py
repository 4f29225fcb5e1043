"""Names made readable."""

from __future__ import annotations

import pytest

from app.core.schema.labels import header_label, humanise, is_secret, label_for


@pytest.mark.parametrize(
    ("name", "label"),
    [
        ("filename_override", "Filename override"),
        ("projectId", "Project ID"),
        ("id", "ID"),
        ("HTTPServerURL", "HTTP server URL"),
        ("file-urls", "File URLs"),
        ("track[title]", "Track title"),
        ("md5", "MD5"),
        ("mime_type", "MIME type"),
        ("___", "___"),
        ("", ""),
    ],
)
def test_humanise(name: str, label: str) -> None:
    assert humanise(name) == label


@pytest.mark.parametrize(
    ("title", "label"),
    [
        ("", "Write mode"),
        ("How to write", "How to write"),
        ("Library Id", "Library ID"),
        ("phone_column", "Phone column"),
        ("Anthropic-Beta", "Anthropic beta"),
        ("phone", "Phone"),
        ("CSV-FILE", "CSV-FILE"),
        ("Two\n lines", "Two lines"),
    ],
)
def test_titles_go_before_names_unless_they_are_bare_identifiers(title: str, label: str) -> None:
    assert label_for(title, "write_mode") == label


def test_headers_lose_their_x() -> None:
    assert header_label("x-compatibility-date") == "Compatibility date"
    assert header_label("X-") == "X"
    assert header_label("Idempotency-Key") == "Idempotency key"


@pytest.mark.parametrize(
    ("name", "secret"),
    [
        ("password", True),
        ("api_key", True),
        ("clientSecret", True),
        ("access-token", True),
        ("key", True),
        ("page_token", False),
        ("primary_key", False),
        ("max_tokens", False),
        ("keyboard", False),
        ("", False),
    ],
)
def test_secret_names(name: str, secret: bool) -> None:
    assert is_secret(name) is secret


def test_key_beside_value_is_a_name() -> None:
    assert not is_secret("key", alone=False)
    assert is_secret("api_key", alone=False)
