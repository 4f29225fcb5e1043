"""Requests from operations and inputs: address, headers, JSON."""

from __future__ import annotations

import json

import pytest
from fixtures.requests import CSV, SERVER, SMALL, Documents, Send, body_of, header, param

from app.core.errors import InputError
from app.core.schema.body_parts import encode_bytes
from app.core.schema.fields import build_form
from app.core.schema.request import Credential
from app.core.schema.serialise import build_request


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
