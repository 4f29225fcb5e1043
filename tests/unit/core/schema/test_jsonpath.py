"""The part of JSONPath that overlays use."""

from __future__ import annotations

from typing import Any

import pytest

from app.core.schema.jsonpath import PathError, find, parse

DOC: dict[str, Any] = {
    "paths": {
        "/a b": {"post": {"operationId": "x", "tags": ["one", "two"]}, "get": {"operationId": "y"}},
        "/c": {"post": {"operationId": "z", "deep": {"operationId": None}}},
    },
    "list": [{"name": "a", "n": 1}, {"name": "b", "n": 2}, {"other": True}],
    "$odd": {"it's": 1},
}


@pytest.mark.parametrize(
    ("path", "found"),
    [
        ("$", [()]),
        ("$.paths['/a b'].post.tags", [("paths", "/a b", "post", "tags")]),
        ('$["paths"]["/c"]', [("paths", "/c")]),
        ("$.paths.*.post", [("paths", "/a b", "post"), ("paths", "/c", "post")]),
        (
            "$.paths[*]['get', 'post']['operationId']",
            [
                ("paths", "/a b", "get", "operationId"),
                ("paths", "/a b", "post", "operationId"),
                ("paths", "/c", "post", "operationId"),
            ],
        ),
        ("$.list[0]", [("list", 0)]),
        ("$.list[-1].other", [("list", 2, "other")]),
        ("$.list[7]", []),
        ("$.list[0, 2]", [("list", 0), ("list", 2)]),
        ("$..deep.operationId", [("paths", "/c", "post", "deep", "operationId")]),
        ("$..tags[*]", [("paths", "/a b", "post", "tags", 0), ("paths", "/a b", "post", "tags", 1)]),
        ("$..[?@.name == 'b']", [("list", 1)]),
        ("$.list[?(@.name=='a')].n", [("list", 0, "n")]),
        ("$.list[?@.name != 'a']", [("list", 1), ("list", 2)]),
        ("$.list[?@.other == true]", [("list", 2)]),
        ("$.list[?@.n == 2]", [("list", 1)]),
        ("$.list[?@.name]", [("list", 0), ("list", 1)]),
        ("$.paths[*][?@['deep'].operationId == null]", [("paths", "/c", "post")]),
        ("$['$odd']['it\\'s']", [("$odd", "it's")]),
        ("$.missing.more", []),
        ("$.paths.0", None),
        ("paths", None),
        ("$.list[", None),
        ("$.list[0", None),
        ("$.list[1:2]", None),
        ("$.list[?(@.name=='a']", None),
        ("$ .x", None),
    ],
)
def test_find(path: str, found: list[tuple[str | int, ...]] | None) -> None:
    if found is None:
        with pytest.raises(PathError):
            parse(path)
    else:
        assert sorted(find(DOC, parse(path)), key=str) == sorted(found, key=str)
