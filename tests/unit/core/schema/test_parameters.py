"""Styles of parameters, by the examples of OpenAPI 3.1.1 and the corners beside them."""

from __future__ import annotations

from typing import Any

import pytest

from app.core.schema.parameters import in_path, json_text, pairs, percent, percent_reserved, scalar_text, simple

COLOURS = ["blue", "black", "brown"]
RGB = {"R": 100, "G": 200, "B": 150}


def query(value: Any, style: str, *, explode: bool) -> str:
    return "&".join(f"{n}={v}" for n, v in pairs("color", value, style, explode=explode))


@pytest.mark.parametrize(
    ("value", "style", "explode", "written"),
    [
        ("blue", "form", True, "color=blue"),
        ("", "form", True, "color="),
        (COLOURS, "form", True, "color=blue&color=black&color=brown"),
        (COLOURS, "form", False, "color=blue,black,brown"),
        (RGB, "form", True, "R=100&G=200&B=150"),
        (RGB, "form", False, "color=R,100,G,200,B,150"),
        (COLOURS, "spaceDelimited", False, "color=blue%20black%20brown"),
        (COLOURS, "spaceDelimited", True, "color=blue&color=black&color=brown"),
        (RGB, "spaceDelimited", False, "color=R%20100%20G%20200%20B%20150"),
        (COLOURS, "pipeDelimited", False, "color=blue%7Cblack%7Cbrown"),
        (RGB, "pipeDelimited", True, "color=R%7C100%7CG%7C200%7CB%7C150"),
        (COLOURS, "tabDelimited", False, "color=blue%09black%09brown"),
        (RGB, "deepObject", True, "color%5BR%5D=100&color%5BG%5D=200&color%5BB%5D=150"),
        (
            {"a": {"b": [1, 2]}, "c": [{"d": True}], "e": None},
            "deepObject",
            True,
            "color%5Ba%5D%5Bb%5D=1&color%5Ba%5D%5Bb%5D=2&color%5Bc%5D%5B0%5D%5Bd%5D=true",
        ),
        (COLOURS, "deepObject", False, "color=blue&color=black&color=brown"),
        ("x", "deepObject", True, "color=x"),
        (["a,b", "c&d"], "form", False, "color=a%2Cb,c%26d"),
        (None, "form", True, ""),
        ([], "form", True, ""),
        ([], "form", False, ""),
        ({}, "form", False, ""),
        ({"R": None, "G": 1}, "form", True, "G=1"),
        ([1, None, True], "form", True, "color=1&color=&color=true"),
        ([{"a": 1}], "form", True, "color=%7B%22a%22%3A1%7D"),
    ],
)
def test_query(value: Any, style: str, explode: bool, written: str) -> None:
    assert query(value, style, explode=explode) == written


@pytest.mark.parametrize(
    ("value", "style", "explode", "written"),
    [
        ("blue", "simple", False, "blue"),
        ("a b/é?", "simple", False, "a%20b%2F%C3%A9%3F"),
        (COLOURS, "simple", False, "blue,black,brown"),
        (RGB, "simple", False, "R,100,G,200,B,150"),
        (RGB, "simple", True, "R=100,G=200,B=150"),
        ("blue", "label", False, ".blue"),
        (COLOURS, "label", False, ".blue,black,brown"),
        (COLOURS, "label", True, ".blue.black.brown"),
        (RGB, "label", True, ".R=100.G=200.B=150"),
        ("blue", "matrix", False, ";color=blue"),
        (COLOURS, "matrix", False, ";color=blue,black,brown"),
        (COLOURS, "matrix", True, ";color=blue;color=black;color=brown"),
        (RGB, "matrix", True, ";R=100;G=200;B=150"),
    ],
)
def test_path(value: Any, style: str, explode: bool, written: str) -> None:
    assert in_path("color", value, style, explode=explode) == written


def test_header() -> None:
    assert simple([1, "a b"], explode=False) == "1,a b"
    assert simple(True, explode=False) == "true"


def test_percent_encoding() -> None:
    assert percent("a/b c~-._é\ud800") == "a%2Fb%20c~-._%C3%A9%3F"
    assert percent_reserved("a/b?c=d,e#f&g+h") == "a/b?c=d,e%23f%26g%2Bh"


def test_scalars() -> None:
    assert [scalar_text(v) for v in (None, True, 1.5, 10**20, "x", [1])] == [
        "",
        "true",
        "1.5",
        "100000000000000000000",
        "x",
        "[1]",
    ]


def test_json_in_a_text() -> None:
    anything = {"contentSchema": {}}
    assert json_text(anything, {"a": "é"}) == '{"a":"é"}'
    assert json_text(anything, {"a": "é"}, ascii_only=True) == '{"a":"\\u00e9"}'
    assert json_text(anything, '{"already": true}') == '{"already": true}'
    assert json_text(anything, "no json") == '"no json"'
    assert json_text({"contentSchema": {"type": "string"}}, "5") == '"5"'
    assert json_text(anything, "[" * 100_000).startswith('"[')
