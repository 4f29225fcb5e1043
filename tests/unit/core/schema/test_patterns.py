"""JavaScript patterns in Python."""

from __future__ import annotations

import re

import pytest

from app.core.schema.patterns import to_python


@pytest.mark.parametrize(
    ("pattern", "good", "bad"),
    [
        (r"^[a-z]+$", "abc", "abc\n"),
        (r"^\d+$", "12", "١٢"),
        (r"^a\$b$", "a$b", "a$b\n"),
        (r"^[$]$", "$", "x"),
        (r"^(?<year>\d{4})$", "2025", "25"),
        (r"^(a|b$)c?", "b", "b\n"),
    ],
)
def test_translated(pattern: str, good: str, bad: str) -> None:
    found = to_python(pattern)
    assert found is not None
    assert re.search(found, good)
    assert not re.search(found, bad)


@pytest.mark.parametrize(
    "pattern",
    [r"/(?:…(?<from>…)/", r"\p{L}+", "[^]", "(", r"\u{1F600}", "a{99999999999}", "[[a]", "/(?<from>[0-9]+)/", "/a/gi"],
)
def test_what_python_cannot_read_is_skipped(pattern: str) -> None:
    assert to_python(pattern) is None
