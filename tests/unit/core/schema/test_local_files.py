"""Local files among the values, and what takes their place."""

from __future__ import annotations

from collections.abc import Callable

from app.core.schema.body_parts import encode_bytes
from app.core.schema.local_files import LocalFile, local_files, put_at
from app.core.schema.model import Form
from app.core.schema.multipart import FileValue

BINARY = {"type": "string", "format": "binary"}
BYTE = {"type": "string", "format": "byte"}


def test_every_place(form: Callable[..., Form]) -> None:
    made = form(
        {
            "properties": {
                "logo": {"type": "string", "contentMediaType": "image/png"},
                "many": {"type": "array", "items": BINARY},
                "group": {"properties": {"key": BYTE, "name": {"type": "string"}}},
                "rows": {"items": {"properties": {"f": BYTE, "x": {"type": "array", "items": {"type": "string"}}}}},
                "either": {"oneOf": [{"type": "integer"}, BINARY]},
                "object": {"oneOf": [{"type": "integer"}, {"properties": {"f": BYTE}}]},
                "text": {"type": "string"},
                "unset": BINARY,
                "empty": BINARY,
            }
        },
        media="multipart/form-data",
    )
    values = {
        "body.logo": "a.png",
        "body.many": ["b", "c"],
        "body.group": {"key": "d", "name": "n"},
        "body.rows": [{"f": "e"}, {}, "odd"],
        "body.either": "f",
        "body.object": {"f": "g"},
        "body.text": "no file",
        "body.empty": "",
    }
    found = local_files(made, values)
    assert [(f.key, f.path, f.file, f.as_base64) for f in found] == [
        ("body.logo", (), "a.png", False),
        ("body.many", (0,), "b", False),
        ("body.many", (1,), "c", False),
        ("body.group", ("key",), "d", True),
        ("body.rows", (0, "f"), "e", True),
        ("body.either", (), "f", False),
        ("body.object", ("f",), "g", True),
    ]
    assert found[0].media_types == ("image/png",)
    assert local_files(made, {"body.either": [1], "body.group": "odd"}) == ()


def test_put_at_changes_one_place_of_a_copy() -> None:
    values = {"body.rows": [{"f": "e"}, {"f": "x"}], "body.logo": "a"}
    sent = FileValue("a", "", (b"",))
    assert put_at(values, LocalFile("body.logo", (), "a", as_base64=False), sent)["body.logo"] is sent
    changed = put_at(values, LocalFile("body.rows", (0, "f"), "e", as_base64=True), encode_bytes(b"\x00\xff"))
    assert changed["body.rows"] == [{"f": "AP8="}, {"f": "x"}]
    assert values["body.rows"] == [{"f": "e"}, {"f": "x"}]
