"""The expression parser: what it reads, and how it says what it cannot read."""

from __future__ import annotations

import pytest

from app.core.providers.expressions import Expression, ExpressionError, Literal, Source, parse


def source(words: str) -> Source:
    single = parse(words).single
    assert single is not None
    (only,) = single.alternatives
    assert isinstance(only, Source)
    return only


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("$file", Source("file")),
        ("$file.name", Source("file", ("name",))),
        ("$inputs.body.source", Source("inputs", ("body", "source"))),
        ("$inputs.header.x-compatibility-date", Source("inputs", ("header", "x-compatibility-date"))),
        ("$inputs.body.link[create]", Source("inputs", ("body", "link[create]"))),
        ("$steps.ask.outputs.url", Source("steps", ("ask", "outputs", "url"))),
        ("$response.body", Source("response", ("body",))),
        ("$response.body#/a/0/b~1c", Source("response", ("body",), "/a/0/b~1c")),
        ("$response.body#", Source("response", ("body",), "")),
        ("$response.header.Location", Source("response", ("header", "Location"))),
        ("$statusCode", Source("statusCode")),
        ("$file.md5|hex2b64", Source("file", ("md5",), None, ("hex2b64",))),
        ("$item#/id|quote|base64", Source("item", (), "/id", ("quote", "base64"))),
        ("$file.valid.phone_us", Source("file", ("valid", "phone_us"))),
        ("$batch.collect.send.etag", Source("batch", ("collect", "send", "etag"))),
        ("$chunk.offset", Source("chunk", ("offset",))),
    ],
)
def test_one_expression_keeps_its_parts(words: str, expected: Source) -> None:
    assert source(words) == expected


def test_alternatives_are_tried_in_order_and_may_be_literals() -> None:
    single = parse("$response.body#/id ?? $response.body#/payload/id ?? 'none' ?? null").single
    assert single == Expression(
        (
            Source("response", ("body",), "/id"),
            Source("response", ("body",), "/payload/id"),
            Literal("none"),
            Literal(None),
        )
    )


def test_only_a_brace_with_a_dollar_opens_a_hole() -> None:
    words = '{"file_url": "vault://{$steps.ask.outputs.id}"}'
    parts = parse(words).parts
    assert parts[0] == '{"file_url": "vault://'
    assert isinstance(parts[1], Expression)
    assert parts[2] == '"}'
    assert parse("a/${filename}").parts == ("a/${filename}",)
    assert parse("${filename}").parts == ("${filename}",)
    assert parse("").parts == ()


def test_a_template_of_one_hole_is_one_expression_with_its_type() -> None:
    assert parse("{$file.size}").single is not None
    assert parse("{$file.size} bytes").single is None
    assert [s.root for s in parse("{$file.size} of {$batch.count}").sources()] == ["file", "batch"]


@pytest.mark.parametrize(
    ("words", "position", "expected"),
    [
        ("$fiel.name", 0, "did you mean “file”"),
        ("$file.nam", 0, "“$file.” with one of: name"),
        ("$steps.ask.url", 0, "$steps.ask.outputs.url"),
        ("$response.json", 0, "$response.body#/a/b"),
        ("$response.body#a", 15, "begins with “/”"),
        ("$file.name|upper", 11, "expected one of: base64"),
        ("$file.name|", 11, "is no filter"),
        ("$file.name there", 10, "does not belong"),
        ("$file..name", 6, "expected a name"),
        ("name {$file.name", 5, "not closed"),
        ("$file.name ?? name", 14, "begins with “$”"),
        ("$statusCode.x", 0, "“$statusCode”"),
        ("$inputs", 0, "$inputs.body.source"),
    ],
)
def test_a_mistake_is_named_with_its_place(words: str, position: int, expected: str) -> None:
    with pytest.raises(ExpressionError) as caught:
        parse(words)
    assert caught.value.position == position
    assert expected in str(caught.value)
