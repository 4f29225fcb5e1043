"""Requests from operations and inputs: address, headers, and every kind of body."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from app.core.errors import InputError
from app.core.schema.body_parts import encode_bytes
from app.core.schema.document import Document
from app.core.schema.fields import build_form
from app.core.schema.request import Credential, FileBytes, Request
from app.core.schema.serialise import FileValue, belongs, build_request

Documents = Callable[..., Document]
SERVER = "https://api.example.com/v1/"
CSV = FileValue("leads.csv", "text/csv", (FileBytes(Path("leads.csv"), 12),))
SMALL = FileValue("a.bin", "", (b"ab", b"c"))


def param(name: str, place: str, schema: Any = None, **more: Any) -> dict[str, Any]:
    return {"name": name, "in": place, "schema": schema or {"type": "string"}, **more}


def body_of(request: Request) -> bytes:
    return b"".join(piece if isinstance(piece, bytes) else b"<file>" for piece in request.body or ())


def header(request: Request, name: str) -> str | None:
    return next((value for key, value in request.headers if key.lower() == name.lower()), None)


@pytest.fixture
def send(document: Documents) -> Callable[..., Request]:
    def make(inputs: Any, schema: Any = None, *, options: Any = None, **more: Any) -> Request:
        operation = document(schema, **more).operation("send")
        return build_request(operation, SERVER, inputs, boundary="X", **(options or {}))

    return make


Send = Callable[..., Request]

# ── address ─────────────────────────────────────────────────────────────────────────────────────────


def test_path_values_are_encoded_to_the_last_sign(send: Send) -> None:
    request = send({"path.ws": "a/b c?#é"}, path="/ws/{ws}/files", method="get")
    assert (request.method, request.url) == ("GET", "https://api.example.com/v1/ws/a%2Fb%20c%3F%23%C3%A9/files")
    assert request.body is None
    assert header(request, "content-type") is None


def test_a_path_parameter_may_keep_its_slashes_where_the_document_says_so(send: Send) -> None:
    parameters = [param("p", "path", required=True, allowReserved=True)]
    assert send({"path.p": "a/b c"}, path="/{p}", parameters=parameters).url.endswith("/v1/a/b%20c")


@pytest.mark.parametrize("value", [None, "", "MISSING"])
def test_an_address_needs_all_its_parts(document: Documents, value: str | None) -> None:
    found = document(path="/w/{workspace_name}")
    inputs = {} if value == "MISSING" else {"path.workspace_name": value}
    with pytest.raises(InputError, match="“Workspace name” is needed for the address"):
        build_request(found.operation("send"), SERVER, inputs, form=build_form(found, ["send"]))
    with pytest.raises(InputError, match="“workspace_name” is needed for the address"):
        build_request(found.operation("send"), SERVER, inputs)


@pytest.mark.parametrize("value", [".", ".."])
def test_an_address_cannot_climb(send: Send, value: str) -> None:
    with pytest.raises(InputError, match="cannot be"):
        send({"path.a": value}, path="/x/{a}/y")


def test_queries_by_style_and_after_those_of_the_path(send: Send) -> None:
    parameters = [
        param("tags", "query", {"type": "array"}, explode=False),
        param("filter", "query", {"type": "object"}, style="deepObject"),
        param("free", "query", allowReserved=True),
        param("none", "query"),
        param("null", "query"),
        param("json", "query", content={"application/json": {"schema": {"type": "object"}}}),
    ]
    request = send(
        {
            "query.tags": ["a", "b"],
            "query.filter": {"x": 1},
            "query.free": "a/b",
            "query.null": None,
            "query.json": {"é": 1},
            "query.foreign": "belongs to another operation",
        },
        path="/files?beta=true",
        parameters=parameters,
    )
    assert request.url == (
        "https://api.example.com/v1/files?beta=true&tags=a,b&filter%5Bx%5D=1&free=a/b&json=%7B%22%5Cu00e9%22%3A1%7D"
    )
    assert send({}, path="/documents?upload").url == "https://api.example.com/v1/documents?upload"


def test_single_members_of_a_parameter(send: Send) -> None:
    inner = {"type": "object", "properties": {"a": {"type": "string"}, "b": {"type": "string"}}}
    parameters = [param("f", "query", inner, style="deepObject")]
    assert send({"query.f": {"a": "1"}, "query.f.b": "2"}, parameters=parameters).url.endswith("?f%5Ba%5D=1&f%5Bb%5D=2")


# ── headers ─────────────────────────────────────────────────────────────────────────────────────────


def test_headers_and_cookies(send: Send) -> None:
    parameters = [
        param("X-List", "header", {"type": "array"}),
        param("X-Meta", "header", content={"application/json": {"schema": {}}}),
        param("X-None", "header"),
        param("session", "cookie"),
        param("more", "cookie", {"type": "array"}),
        param("no", "cookie"),
    ]
    request = send(
        {"header.X-List": [1, 2], "header.X-Meta": {"a": "é"}, "cookie.session": "a b", "cookie.more": ["1", "2"]},
        parameters=parameters,
        options={
            "headers": {"accept": "text/csv", "X-Extra": "1"},
            "credential": Credential("header", "Authorization"),
        },
    )
    assert dict(request.headers) == {
        "accept": "text/csv",
        "X-List": "1,2",
        "X-Meta": '{"a":"\\u00e9"}',
        "Cookie": "session=a%20b; more=1; more=2",
        "X-Extra": "1",
    }
    assert request.credential == Credential("header", "Authorization")
    assert not request.storage


def test_a_header_cannot_smuggle_another(send: Send) -> None:
    with pytest.raises(InputError, match="“X-A” cannot have a line break"):
        send({"header.X-A": "a\r\nX-B: c"}, parameters=[param("X-A", "header")])


# ── JSON ────────────────────────────────────────────────────────────────────────────────────────────

BODY = {
    "type": "object",
    "properties": {
        "b": {"type": "string"},
        "a": {"type": ["integer", "null"]},
        "nested": {"properties": {"x": {"type": "string"}, "y": {"type": "string"}}},
        "meta": {
            "type": "string",
            "contentMediaType": "application/json",
            "contentSchema": {"type": "array", "items": {"type": "object"}},
        },
    },
}


def test_json_keeps_null_and_the_documents_order(send: Send) -> None:
    request = send({"body.a": None, "body.b": "é", "body.other": "unknown to the document"}, BODY)
    assert body_of(request) == '{"b":"é","a":null}'.encode()
    assert header(request, "content-type") == "application/json"


def test_single_members_go_into_what_the_form_gave(send: Send) -> None:
    request = send({"body.nested.y": "2", "body.nested": {"x": "1"}}, BODY)
    assert json.loads(body_of(request)) == {"nested": {"x": "1", "y": "2"}}
    request = send({"body.nested": {"x": "1"}, "body.nested.y": "2", "body.b": "z"}, BODY)
    assert json.loads(body_of(request)) == {"b": "z", "nested": {"x": "1", "y": "2"}}
    request = send({"body": {"z": 1, "b": "all"}, "body.a": 5}, BODY)
    assert body_of(request) == b'{"z":1,"b":"all","a":5}'


def test_json_inside_json_is_a_text(send: Send) -> None:
    request = send({"body.meta": [{"a": 1}]}, BODY)
    assert json.loads(body_of(request)) == {"meta": '[{"a":1}]'}
    assert json.loads(body_of(send({"body.meta": None}, BODY))) == {"meta": None}


def test_nothing_set_is_an_empty_object_only_where_a_body_is_required(send: Send) -> None:
    assert body_of(send({}, BODY)) == b"{}"
    optional = {"required": False, "content": {"application/json": {"schema": BODY}}}
    request = send({}, requestBody=optional)
    assert (request.body, header(request, "content-type")) == (None, None)
    assert send({}, {"type": "array"}).body is None
    assert send({}, {"type": "string"}, media="text/plain").body is None


def test_bodies_of_other_kinds(send: Send) -> None:
    assert body_of(send({"body": [1, "a"]}, {"type": "array"})) == b'[1,"a"]'
    assert body_of(send({"body": "x"}, {"type": "string"})) == b'"x"'
    request = send({"body": {"a": 1}}, {}, media="application/vnd.thing+json")
    assert (header(request, "content-type"), body_of(request)) == ("application/vnd.thing+json", b'{"a":1}')
    request = send({"body": "é"}, {"type": "string"}, media="text/plain")
    assert (header(request, "content-type"), body_of(request)) == ("text/plain", "é".encode())
    request = send({"body": "text"}, {"type": "string"}, media="*/*")
    assert (header(request, "content-type"), body_of(request)) == ("text/plain; charset=utf-8", b"text")
    request = send({"body": {"a": 1}}, {"type": "object"}, media="*/*")
    assert (header(request, "content-type"), body_of(request)) == ("application/json", b'{"a":1}')
    with pytest.raises(InputError, match="“application/xml” can only be text"):
        send({"body": {"a": 1}}, {"type": "object"}, media="application/xml")


def test_small_bytes_in_json_are_base64_and_files_are_refused(send: Send) -> None:
    schema = {"properties": {"f": {"type": "string", "format": "byte"}, "list": {"type": "array"}}}
    assert json.loads(body_of(send({"body.f": SMALL, "body.list": [SMALL]}, schema))) == {"f": "YWJj", "list": ["YWJj"]}
    assert json.loads(body_of(send({"body.f": encode_bytes(b"abc")}, schema))) == {"f": "YWJj"}
    with pytest.raises(InputError, match=r"“leads\.csv” cannot be sent inside JSON"):
        send({"body.f": CSV}, schema)
    assert body_of(send({"body": SMALL}, {"type": "string", "format": "byte"})) == b'"YWJj"'


def test_values_of_a_union_are_written_by_their_branch(send: Send) -> None:
    text = {"type": "string", "contentMediaType": "application/json", "contentSchema": {"type": "object"}}
    schema = {
        "oneOf": [
            {"properties": {"url": {"type": "string"}, "meta": {"type": "object"}}, "required": ["url"]},
            {"properties": {"path": {"type": "string"}, "meta": text}, "required": ["path"]},
        ]
    }
    assert json.loads(body_of(send({"body": {"path": "p", "meta": {"a": 1}}}, schema)))["meta"] == '{"a":1}'
    assert json.loads(body_of(send({"body": {"url": "u"}, "body.meta": {"a": 1}}, schema)))["meta"] == {"a": 1}
    mixed = {"properties": {"x": {"anyOf": [{"type": "integer"}, {"type": "array", "items": text}]}}}
    assert json.loads(body_of(send({"body.x": [{"a": 1}]}, mixed))) == {"x": ['{"a":1}']}
    assert json.loads(body_of(send({"body.x": {"no": "branch"}}, mixed))) == {"x": {"no": "branch"}}


# ── multipart ───────────────────────────────────────────────────────────────────────────────────────

PARTS = {
    "properties": {
        "attributes": {"type": "object"},
        "name": {"type": "string"},
        "file": {"type": "string", "format": "binary"},
        "tags": {"type": "array", "items": {"type": "string"}},
        "meta": BODY["properties"]["meta"],  # type: ignore[index]
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


# ── which body ──────────────────────────────────────────────────────────────────────────────────────


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
