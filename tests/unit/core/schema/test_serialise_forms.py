"""Requests with parts, with urlencoded fields and with raw bytes, and the choice between them."""

from __future__ import annotations

import pytest
from fixtures.requests import CSV, SMALL, Documents, Send, body_of, header, param

from app.core.errors import InputError
from app.core.schema.serialise import FileValue, belongs

PARTS = {
    "properties": {
        "attributes": {"type": "object"},
        "name": {"type": "string"},
        "file": {"type": "string", "format": "binary"},
        "tags": {"type": "array", "items": {"type": "string"}},
        "meta": {
            "type": "string",
            "contentMediaType": "application/json",
            "contentSchema": {"type": "array", "items": {"type": "object"}},
        },
    }
}


def part(name: str, value: str, kind: str = "") -> str:
    head = f'--X\r\nContent-Disposition: form-data; name="{name}"'
    return f"{head}\r\nContent-Type: {kind}\r\n\r\n{value}\r\n" if kind else f"{head}\r\n\r\n{value}\r\n"


FILE_PART = (
    '--X\r\nContent-Disposition: form-data; name="file"; filename="leads.csv"\r\n'
    "Content-Type: text/csv\r\n\r\n<file>\r\n"
)


def test_multipart_keeps_the_documents_order(send: Send) -> None:
    request = send(
        {
            "body.file": CSV,
            "body.meta": [{"name": "a", "value": "b"}],
            "body.tags": ["one", "two"],
            "body.name": "é",
            "body.attributes": {"id": 1},
        },
        PARTS,
        media="multipart/form-data",
    )
    assert header(request, "content-type") == "multipart/form-data; boundary=X"
    assert body_of(request).decode() == (
        part("attributes", '{"id":1}', "application/json")
        + part("name", "é")
        + FILE_PART
        + part("tags", "one")
        + part("tags", "two")
        + part("meta", '[{"name":"a","value":"b"}]')
        + "--X--\r\n"
    )


def test_an_explicit_order_wins(send: Send) -> None:
    request = send(
        {"body.attributes": {}, "body.name": "n", "body.file": CSV},
        PARTS,
        media="multipart/form-data",
        options={"order": ["name", "file"]},
    )
    assert body_of(request).decode() == (
        part("name", "n") + FILE_PART + part("attributes", "{}", "application/json") + "--X--\r\n"
    )
    request = send({"body": {"file": CSV, "name": "n", "free": 1}}, PARTS, media="multipart/form-data")
    assert body_of(request).decode() == FILE_PART + part("name", "n") + part("free", "1") + "--X--\r\n"


def test_several_files_are_several_parts(send: Send) -> None:
    schema = {"properties": {"file": {"type": "array", "items": {"type": "string", "format": "binary"}}}}
    request = send({"body.file": [CSV, CSV]}, schema, media="multipart/form-data")
    assert body_of(request).decode() == FILE_PART + FILE_PART + "--X--\r\n"


def test_null_and_empty_lists_are_left_out_of_forms(send: Send) -> None:
    given = {"body.name": None, "body.tags": [], "body.meta": None, "body.attributes": {}}
    for media in ("multipart/form-data", "application/x-www-form-urlencoded"):
        body = body_of(send(given, PARTS, media=media)).decode()
        assert 'name="name"' not in body
        assert "meta" not in body
        assert "tags" not in body


def test_encodings(send: Send) -> None:
    content = {
        "multipart/form-data": {
            "schema": {
                "properties": {
                    "expires_after": {"type": "object"},
                    "csv": {"type": "array", "items": {"type": "string"}},
                    "plain": {"type": "array", "items": {"type": "integer"}},
                    "yaml": {"type": "string"},
                    "text": {"type": "string"},
                    "json": {"type": "string"},
                    "object": {"type": "object"},
                    "one": {"format": "binary"},
                    "many": {"format": "binary"},
                }
            },
            "encoding": {
                "expires_after": {"style": "deepObject", "explode": True},
                "csv": {"explode": False},
                "plain": {"allowReserved": True},
                "yaml": {"contentType": "application/yaml"},
                "text": {"contentType": "text/plain"},
                "json": {"contentType": "application/json"},
                "object": {"contentType": "application/ld+json"},
                "one": {"contentType": "image/png"},
                "many": {"contentType": "image/png, image/*"},
            },
        }
    }
    given = {
        "body.expires_after": {"anchor": "created_at", "seconds": 60},
        "body.csv": ["a", "b"],
        "body.plain": [1, 2],
        "body.yaml": "a: 1",
        "body.text": "t",
        "body.json": {"a": 1},
        "body.object": {"b": 2},
        "body.one": SMALL,
        "body.many": FileValue("m", "image/webp", (b"x",)),
    }
    assert body_of(send(given, content=content)).decode() == (
        part("expires_after[anchor]", "created_at")
        + part("expires_after[seconds]", "60")
        + part("csv", "a,b")
        + part("plain", "1")
        + part("plain", "2")
        + part("yaml", "a: 1", "application/yaml")
        + part("text", "t")
        + part("json", '{"a":1}', "application/json")
        + part("object", '{"b":2}', "application/ld+json")
        + part('one"; filename="a.bin', "abc", "image/png")
        + part('many"; filename="m', "x", "image/webp")
        + "--X--\r\n"
    )


def test_lists_in_a_union_are_parts_each(send: Send) -> None:
    either = {"anyOf": [{"type": "string"}, {"type": "array", "items": {"type": "object"}}]}
    body = body_of(send({"body.x": [{"a": 1}]}, {"properties": {"x": either}}, media="multipart/form-data")).decode()
    assert body == part("x", '{"a":1}', "application/json") + "--X--\r\n"


def test_lists_inside_lists_stay_whole(send: Send) -> None:
    schema = {"properties": {"x": {"items": {"type": "array", "items": {"type": "integer"}}}}}
    body = body_of(send({"body.x": [[1, 2], [3]]}, schema, media="multipart/form-data")).decode()
    assert body == part("x", "[1,2]", "application/json") + part("x", "[3]", "application/json") + "--X--\r\n"


def test_a_path_in_the_place_of_a_file_is_never_sent(send: Send) -> None:
    with pytest.raises(InputError, match="“file” was not read"):
        send({"body.file": "secret/place.txt"}, PARTS, media="multipart/form-data")


def test_bytes_in_multipart_are_sent_as_they_are(send: Send) -> None:
    schema = {"properties": {"f": {"type": "string", "format": "byte"}}}
    assert b"\r\n\r\nabc\r\n" in body_of(send({"body.f": SMALL}, schema, media="multipart/form-data"))


def test_multipart_keeps_its_boundary_against_a_header(send: Send) -> None:
    request = send(
        {"body.name": "x"}, PARTS, media="multipart/mixed", options={"headers": {"content-type": "text/x", "A": "b"}}
    )
    assert header(request, "content-type") == "multipart/mixed; boundary=X"
    assert header(request, "a") == "b"


def test_urlencoded(send: Send) -> None:
    for media in ("application/x-www-form-urlencoded", "multipart/x-www-form-urlencoded"):
        request = send(
            {"body.a": "x y&é*", "body.list": [1, 2], "body.o": {"k": 1}, "body.d": {"k": 1}, "body.t": True},
            content={
                media: {
                    "schema": {"properties": {n: {} for n in ("a", "list", "o", "d", "t")}},
                    "encoding": {"d": {"style": "deepObject"}},
                }
            },
        )
        assert header(request, "content-type") == "application/x-www-form-urlencoded"
        assert body_of(request) == b"a=x+y%26%C3%A9*&list=1&list=2&o=%7B%22k%22%3A1%7D&d%5Bk%5D=1&t=true"


def test_a_file_chooses_multipart_and_nothing_else_does(send: Send) -> None:
    content = {
        "application/json": {"schema": {"properties": {"name": {"type": "string"}}}},
        "multipart/form-data": {"schema": PARTS},
    }
    assert header(send({"body.name": "x"}, content=content), "content-type") == "application/json"
    assert body_of(send({"body.name": "x", "body.file": CSV}, content=content)).endswith(b"<file>\r\n--X--\r\n")
    assert b"<file>" in body_of(send({"body": {"file": CSV}}, content=content))
    request = send({"body.name": "x"}, content=content, options={"media_type": "Multipart/Form-Data"})
    assert body_of(request).decode() == part("name", "x") + "--X--\r\n"
    with pytest.raises(InputError, match="does not know the type “text/csv”"):
        send({}, content=content, options={"media_type": "text/csv"})


@pytest.mark.parametrize(
    ("types", "own", "sent"),
    [
        (["application/octet-stream"], "text/csv", "application/octet-stream"),
        (["*/*"], "text/csv", "text/csv"),
        (["*/*"], "", "application/octet-stream"),
        (["image/*", "application/pdf"], "application/pdf", "application/pdf"),
        (["image/*", "application/pdf"], "image/png; a=b", "image/png; a=b"),
        (["image/*", "application/pdf"], "text/csv", "application/octet-stream"),
        (["application/json", "application/octet-stream"], "text/csv", "application/octet-stream"),
    ],
)
def test_a_body_that_is_the_file_itself(send: Send, types: list[str], own: str, sent: str) -> None:
    content = {name: {"schema": {"type": "string", "format": "binary"}} for name in types}
    request = send({"body": FileValue("f", own, CSV.pieces)}, content=content)
    assert (header(request, "content-type"), request.body) == (sent, CSV.pieces)
    assert request.size == 12


def test_a_header_of_the_flow_names_the_type_of_a_raw_body(send: Send) -> None:
    request = send({"body": CSV}, {}, media="*/*", options={"headers": {"Content-Type": "application/x-own"}})
    assert [v for n, v in request.headers if n.lower() == "content-type"] == ["application/x-own"]


def test_a_body_that_the_document_forgot(send: Send) -> None:
    assert header(send({"body": CSV}), "content-type") == "text/csv"
    assert header(send({"body": SMALL}), "content-type") == "application/octet-stream"
    assert body_of(send({"body": {"a": 1}})) == b'{"a":1}'
    assert header(send({"body": "t"}), "content-type") == "text/plain; charset=utf-8"
    assert send({"body.a": 1}).body is None
    assert header(send({"body": CSV}, options={"media_type": "image/png"}), "content-type") == "image/png"


def test_which_keys_belong_to_an_operation(document: Documents) -> None:
    found = document(PARTS, media="multipart/form-data", parameters=[param("q", "query")], path="/{id}")
    operation = found.operation("send")
    assert [
        k
        for k in ("path.id", "query.q", "query.q.x", "body", "body.name", "body.attributes.x")
        if not belongs(operation, k)
    ] == []
    assert [k for k in ("path.x", "header.q", "body.none", "companion") if belongs(operation, k)] == []
    assert not belongs(document().operation("send"), "body.x")
    assert belongs(document({}).operation("send"), "body.anything")
