"""What is written can be read back by someone else's reader, and is what was given."""

from __future__ import annotations

import json
import re
from email.message import Message
from email.parser import BytesParser
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from hypothesis import given, settings
from hypothesis import strategies as st

from app.core.schema.document import Document
from app.core.schema.fields import build_form
from app.core.schema.located import Located
from app.core.schema.multipart import FileValue, build_multipart
from app.core.schema.request import Request
from app.core.schema.serialise import build_request
from app.core.schema.validate import check_values
from app.core.schema.values import with_defaults

TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
NAMES = st.text(st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="."), min_size=1, max_size=8)
BINARY = {"type": "string", "format": "binary"}


def scalars() -> st.SearchStrategy[tuple[dict[str, Any], Any]]:
    """Pairs of a scalar schema and a value that it takes."""
    return st.one_of(
        TEXT.map(lambda v: ({"type": "string"}, v)),
        st.integers(-(2**70), 2**70).map(lambda v: ({"type": "integer", "minimum": v}, v)),
        st.floats(allow_nan=False, allow_infinity=False).map(lambda v: ({"type": "number"}, v)),
        st.booleans().map(lambda v: ({"type": "boolean"}, v)),
        st.lists(TEXT, min_size=2, max_size=5, unique=True).map(lambda vs: ({"type": "string", "enum": vs}, vs[0])),
        st.just(({"type": ["integer", "null"]}, None)),
        st.just(({"anyOf": [{"type": "string", "maxLength": 3}, {"type": "null"}]}, None)),
    )


def structures(
    inner: st.SearchStrategy[tuple[dict[str, Any], Any]],
) -> st.SearchStrategy[tuple[dict[str, Any], Any]]:
    """The same for lists, objects, maps, JSON in a text and unions."""
    return st.one_of(
        st.lists(inner, min_size=1, max_size=1).map(lambda e: ({"type": "array", "items": e[0][0]}, [e[0][1]] * 2)),
        st.dictionaries(NAMES, inner, min_size=1, max_size=3).map(
            lambda m: (
                {"type": "object", "properties": {n: s for n, (s, _) in m.items()}, "required": list(m)},
                {n: v for n, (_, v) in m.items()},
            )
        ),
        st.tuples(NAMES, inner).map(lambda e: ({"type": "object", "additionalProperties": e[1][0]}, {e[0]: e[1][1]})),
    )


SHAPES = st.recursive(scalars(), structures, max_leaves=5)


def send(content: Any, inputs: Any, parameters: Any = (), path: str = "/x") -> tuple[Request, tuple[Any, ...]]:
    operation = {"operationId": "send", "parameters": parameters, "requestBody": {"required": True, "content": content}}
    found = Document(Located({"openapi": "3.1.0", "paths": {path: {"post": operation}}}, "f"))
    form = build_form(found, ["send"])
    errors = check_values(form, {k: v for k, v in inputs.items() if not isinstance(v, FileValue)})
    return build_request(found.operation("send"), "https://x.example", inputs), errors


def body_of(request: Request) -> bytes:
    return b"".join(piece for piece in request.body or () if isinstance(piece, bytes))


@settings(deadline=None, max_examples=150)
@given(members=st.dictionaries(NAMES, SHAPES, min_size=1, max_size=4))
def test_json_arrives_as_it_was_given(members: dict[str, tuple[Any, Any]]) -> None:
    schema = {"type": "object", "properties": {name: shape for name, (shape, _) in members.items()}}
    values = {name: value for name, (_, value) in members.items()}
    request, errors = send({"application/json": {"schema": schema}}, {f"body.{n}": v for n, v in values.items()})
    assert errors == ()
    arrived = json.loads(body_of(request))
    assert arrived == values
    assert list(arrived) == list(schema["properties"])


@settings(deadline=None, max_examples=100)
@given(shape=SHAPES)
def test_json_in_a_text_arrives_as_a_text_that_holds_it(shape: tuple[Any, Any]) -> None:
    schema, value = shape
    text = {"type": "string", "contentMediaType": "application/json", "contentSchema": schema}
    request, errors = send({"application/json": {"schema": {"properties": {"m": text}}}}, {"body.m": value})
    assert errors == ()
    arrived = json.loads(body_of(request))["m"]
    assert arrived is None if value is None else json.loads(arrived) == value or arrived == value


@settings(deadline=None, max_examples=150)
@given(
    members=st.dictionaries(NAMES, SHAPES, max_size=4),
    boundary=st.from_regex(re.compile(r"[a-z]{12}", re.ASCII), fullmatch=True),
    data=st.binary(max_size=50),
    file_name=TEXT,
)
def test_parts_arrive_in_order(members: dict[str, tuple[Any, Any]], boundary: str, data: bytes, file_name: str) -> None:
    members.pop("file", None)
    schema = {"type": "object", "properties": {**{n: s for n, (s, _) in members.items()}, "file": BINARY}}
    inputs: dict[str, Any] = {"body.file": FileValue(file_name, "application/x-data", (data,))}
    inputs |= {f"body.{n}": v for n, (_, v) in members.items()}
    request, _ = send({"multipart/form-data": {"schema": schema}}, inputs)
    arrived = parse(dict(request.headers)["Content-Type"], body_of(request))
    expected: list[tuple[str, bytes]] = []
    for name, (_, value) in members.items():
        entries = value if isinstance(value, list) else [value]
        expected += [(name, written(entry)) for entry in entries if entry is not None]
    assert [(n, d) for n, d in arrived] == [*expected, ("file", data)]


def written(value: Any) -> bytes:
    if isinstance(value, str):
        return value.encode()
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()


def parse(content_type: str, body: bytes) -> list[tuple[str, bytes]]:
    """Names and contents of parts, split at the boundary as RFC 2046 says, heads read by the standard library."""
    boundary = content_type.partition("boundary=")[2].encode()
    chunks = (b"\r\n" + body).split(b"\r\n--" + boundary)
    assert chunks[0] == b""
    assert chunks[-1] == b"--\r\n"
    found: list[tuple[str, bytes]] = []
    for chunk in chunks[1:-1]:
        head, _, data = chunk.removeprefix(b"\r\n").partition(b"\r\n\r\n")
        message: Message = BytesParser().parsebytes(head + b"\r\n\r\n")
        assert message.get_content_disposition() == "form-data"
        name = re.search(rb'form-data; name="([^"]*)"', head)
        assert name is not None
        found.append((name[1].decode().replace("%22", '"').replace("%0D", "\r").replace("%0A", "\n"), data))
    return found


@given(name=TEXT, file_name=TEXT, data=st.binary(max_size=100))
def test_a_part_cannot_break_out_of_its_head(name: str, file_name: str, data: bytes) -> None:
    content_type, pieces = build_multipart([(name, FileValue(file_name, "", (data,)), "")])
    body = b"".join(p for p in pieces if isinstance(p, bytes))
    ((_, arrived),) = parse(content_type, body)
    assert arrived == data


@settings(deadline=None)
@given(
    members=st.dictionaries(NAMES, scalars(), min_size=1, max_size=4),
    ws=TEXT.filter(lambda t: t not in ("", ".", "..")),
)
def test_addresses_can_be_read_back(members: dict[str, tuple[Any, Any]], ws: str) -> None:
    parameters = [{"name": n, "in": "query", "schema": s} for n, (s, _) in members.items()]
    parameters.append({"name": "ws", "in": "path", "required": True, "schema": {"type": "string"}})
    inputs = {f"query.{n}": v for n, (_, v) in members.items()} | {"path.ws": ws}
    request, _ = send({}, inputs, parameters, path="/w/{ws}/files")
    split = urlsplit(request.url)
    assert split.hostname == "x.example"
    assert unquote(split.path) == f"/w/{ws}/files"
    assert len(split.path.split("/")) == 4
    sent = [(n, written(v).decode()) for n, (_, v) in members.items() if v is not None]
    assert parse_qsl(split.query, keep_blank_values=True) == sent


@settings(deadline=None)
@given(members=st.dictionaries(NAMES, scalars(), min_size=1, max_size=4))
def test_urlencoded_bodies_can_be_read_back(members: dict[str, tuple[Any, Any]]) -> None:
    schema = {"properties": {n: s for n, (s, _) in members.items()}}
    request, _ = send(
        {"application/x-www-form-urlencoded": {"schema": schema}}, {f"body.{n}": v for n, (_, v) in members.items()}
    )
    sent = [(n, written(v).decode()) for n, (_, v) in members.items() if v is not None]
    assert parse_qsl(body_of(request).decode(), keep_blank_values=True) == sent


@settings(deadline=None, max_examples=100)
@given(shape=SHAPES)
def test_filling_in_defaults_twice_changes_nothing(shape: tuple[Any, Any]) -> None:
    schema, value = shape
    operation = {"requestBody": {"content": {"application/json": {"schema": {"properties": {"x": schema}}}}}}
    found = Document(Located({"openapi": "3.1.0", "paths": {"/x": {"post": operation}}}, "f"))
    form = build_form(found, ["POST /x"])
    once = with_defaults(form, {"body.x": value})
    assert with_defaults(form, once) == once
    assert once["body.x"] == value
