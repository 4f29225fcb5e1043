"""The filters, by example."""

from __future__ import annotations

import pytest

from app.core.errors import FlowError
from app.core.flow.filters import apply, to_text

NAMES = {"name": "a b.txt", "label": None, "size": 3, "path": "x/y"}


@pytest.mark.parametrize(
    ("name", "value", "expected"),
    [
        ("base64", "hé", "aMOp"),
        ("hex2b64", "00ff", "AP8="),
        ("json", {"a": [1, "é"]}, '{"a": [1, "é"]}'),
        ("dirname", "a/b/", "a/b"),
        ("dirname", "a/b/${filename}", "a/b"),
        ("basename", "a/b.txt", "b.txt"),
        ("quote", "a b/é+.txt", "a%20b%2F%C3%A9%2B.txt"),
        ("quote", True, "true"),
        ("pairs", [{"name": "a", "value": 1}, {"header": "b", "value": "2"}], {"a": 1, "b": "2"}),
        ("pairs", [{"key": "c", "value": None}], {"c": None}),
        ("pairs", {"a": 1}, {"a": 1}),
        ("uri_template", "https://x/assets{?name,label}", "https://x/assets?name=a%20b.txt"),
        ("uri_template", "/u{/name}{?label}{&size}{#path}", "/u/a%20b.txt&size=3#x/y"),
        ("uri_template", "{+path}{.size}{;size}{path}", "x/y.3;size=3x%2Fy"),
        ("uri_template", "plain", "plain"),
    ],
)
def test_what_a_filter_makes(name, value, expected) -> None:
    assert apply(name, value, lambda: NAMES) == expected


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("hex2b64", "zz"),
        ("pairs", "x"),
        ("pairs", 3),
        ("pairs", [1]),
        ("pairs", [{"value": 1}]),
        ("pairs", [{"name": "a"}]),
    ],
)
def test_what_a_filter_cannot_take(name, value) -> None:
    with pytest.raises(FlowError) as caught:
        apply(name, value, dict)
    assert name in str(caught.value)


def test_values_inside_a_text() -> None:
    assert [to_text(v) for v in (None, True, 1, 1.5, "x", {"a": [1]})] == ["", "true", "1", "1.5", "x", '{"a":[1]}']
