"""The values of expressions: every source, what leads to nothing, types that are kept."""

from __future__ import annotations

from collections.abc import Hashable

import pytest

from app.core.copies import replace
from app.core.flow.actions import BatchFacts, Recorded
from app.core.flow.env import MISSING, Chunk, CompanionContent, Env, pointed
from app.core.flow.evaluate import as_text, digests_needed, evaluate, is_empty, plain, resolve
from app.core.providers.model import Per, Step
from app.core.schema.multipart import FileValue


def _sending(words: str) -> Step:
    return Step("send", Per.FILE, url="$inputs.url", method="PUT", headers={"Content-MD5": words})


@pytest.fixture
def env(scope, make_file, reply) -> Env:
    values = {"body.source": "crm", "body.n": None}
    batch = BatchFacts(2, 5, {"send": {"id": ["a", "b"]}})
    where = scope("deepset", values=values, files=[make_file("a#b.txt", b"hello")], batch=batch)
    known = {"ask": Recorded({"url": "u", "m": {"k": [1, 2]}}, 1), "part#10": Recorded({"e": "z"}, 1)}
    known |= {"part#2": Recorded({"e": "y"}, 1), "part#seen": Recorded({"e": "-"}, 1)}
    return replace(Env.of(where), recorded=known).with_reply(reply(201, {"a": {"b/c": [10, None]}}, location="/x"))


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("$inputs.body.source", "crm"),
        ("$inputs.body.n", None),
        ("$inputs.body.unset", MISSING),
        ("$inputs.body.unset ?? 'else'", "else"),
        ("$inputs.body.n ?? $inputs.body.source", "crm"),
        ("$inputs.body.unset ?? null", None),
        ("$inputs.body.unset ?? $inputs.body.n", MISSING),
        ("$steps.ask.outputs.url", "u"),
        ("$steps.ask.outputs.m#/k/1", 2),
        ("$steps.ask.outputs.none", MISSING),
        ("$steps.other.outputs.url", MISSING),
        ("$steps.part.outputs.e", ["y", "z"]),
        ("$response.body#/a/b~1c/0", 10),
        ("$response.body#/a/b~1c/7", MISSING),
        ("$response.body#/a/b~1c/x", MISSING),
        ("$response.body#/a/b~1c/0/z", MISSING),
        ("$response.header.Location", "/x"),
        ("$response.header.None", MISSING),
        ("$response.words", MISSING),
        ("$statusCode", 201),
        ("$file.name", "a_b.txt"),
        ("$file.stem", "a_b"),
        ("$file.ext", ".txt"),
        ("$file.type", "text/plain"),
        ("$file.size", 5),
        ("$file.rows", MISSING),
        ("$file.columns", MISSING),
        ("$file.valid.phone_us", MISSING),
        ("$file.md5", MISSING),
        ("$files.count", 1),
        ("$companion", MISSING),
        ("$chunk.size", MISSING),
        ("$chunk.md5", MISSING),
        ("$batch.sent", 2),
        ("$batch.count", 5),
        ("$batch.collect.send.id", ["a", "b"]),
        ("$batch.collect.send.none", []),
        ("$now", 1_780_000_000),
        ("$item", MISSING),
        ("$done", 0),
        ("{$file.size} of {$batch.count}{$inputs.body.unset}", "5 of 5"),
        ("no hole", "no hole"),
    ],
)
def test_every_source(env, words, expected) -> None:
    assert evaluate(words, env) == expected


def test_facts_that_only_some_steps_have(env) -> None:
    more = replace(
        env,
        rows=7,
        valid={"phone_us": 6},
        index=10,
        chunk=Chunk(1, 4, 1),
        companion=CompanionContent("a.meta.json", b"{}"),
        item={"id": 3},
        done=2,
    )
    assert as_text("{$file.rows}/{$file.valid.phone_us} {$item#/id} {$done}", more) == "7/6 3 2"
    assert evaluate("$steps.part.outputs.e", more) == "z"
    assert as_text("{$chunk.index} {$chunk.number} {$chunk.offset}-{$chunk.end} {$chunk.size}", more) == "1 2 4-4 1"
    assert as_text("{$companion.name} {$companion.type} {$companion.size}", more) == "a.meta.json application/json 2"
    companion = evaluate("$companion", more)
    assert isinstance(companion, FileValue)
    assert companion.pieces == (b"{}",)
    chunk = evaluate("$chunk", more)
    assert isinstance(chunk, FileValue)
    assert chunk.pieces[0].offset == 4


def test_without_a_file_or_a_reply_nothing_is_there(scope) -> None:
    bare = Env.of(scope("sela"))
    for words in ("$file.name", "$file", "$file.md5", "$response.body", "$statusCode", "$companion.name"):
        assert evaluate(words, bare) is MISSING
    assert list(digests_needed(_sending("$file.md5"), bare)) == []


def test_a_template_without_a_file_is_filled_from_the_form(scope) -> None:
    bare = Env.of(scope("deepset", values={"body.label": "x y"}))
    assert evaluate("$inputs.body.where|uri_template", bare) is MISSING
    filled = replace(bare, recorded={"ask": Recorded({"url": "https://x/a{?name,label}"}, 1)})
    assert evaluate("$steps.ask.outputs.url|uri_template", filled) == "https://x/a?label=x%20y"


def test_digests_are_asked_for_once(env) -> None:
    (key,) = digests_needed(_sending("{$file.md5|hex2b64} {$file.name}"), env)
    assert key[1:] == ("md5", 0, None)
    known = replace(env, digests={key: "00ff"})
    assert list(digests_needed(_sending("$file.md5"), known)) == []
    assert evaluate("$file.md5|hex2b64", known) == "AP8="


def test_structures_are_resolved_throughout(env) -> None:
    data = {
        "a": "$file.size",
        "b": ["$inputs.body.unset", "x{$file.size}", 3],
        "c": "$inputs.body.unset",
        "d": {"e": None},
    }
    assert resolve(data, env) == {"a": 5, "b": ["x5", 3], "d": {"e": None}}


def test_files_inside_texts_are_named(env) -> None:
    assert as_text("<{$file}> <{$files}>", env) == "<a_b.txt> <a_b.txt>"
    assert plain(MISSING) == ""
    assert isinstance(evaluate("$file#/a", env), FileValue)  # there is nothing to point into


@pytest.mark.parametrize("value", [MISSING, None, False, "", [], {}, ()])
def test_what_counts_as_empty(value) -> None:
    assert is_empty(value)


@pytest.mark.parametrize("value", [0, "x", [0], True])
def test_what_does_not(value) -> None:
    assert not is_empty(value)


def test_pointers_into_nothing() -> None:
    assert pointed(MISSING, "/a") is MISSING
    assert pointed("abc", "/0") is MISSING
    assert pointed({"": 1}, "/") == 1
    assert pointed({"~": 1}, "/~0") == 1


def test_what_reads_the_session_alone_is_worked_out_once_for_all_its_files(scope, make_file) -> None:
    shared: dict[Hashable, object] = {}
    opened = {"open": Recorded({"url": "https://a/b/c", "fields": {"key": "x/y"}}, 1)}
    one = scope("deepset", files=[make_file("one.txt", b"1")], session=opened)
    own = {"ask": Recorded({"url": "mine"}, 1)}
    first = Env.of(replace(one, shared=shared, recorded=own))
    words = ("$steps.open.outputs.fields", "{$steps.open.outputs.fields#/key|dirname}/${filename}", "plain")
    found = [evaluate(each, first) for each in words]
    assert found == [{"key": "x/y"}, "x/${filename}", "plain"]
    second = Env.of(replace(one, shared=shared, session={"open": Recorded({"fields": "never read"}, 1)}))
    assert [evaluate(each, second) for each in words] == found
    assert as_text("$steps.open.outputs.url|uri_template", first) == "https://a/b/c"


def test_what_is_a_files_own_is_worked_out_for_each(scope, make_file) -> None:
    files = [make_file("one.txt", b"1"), make_file("two.txt", b"2")]
    one, two = (
        Env.of(
            replace(
                scope("deepset", files=[file], session={"open": Recorded({"url": "u"}, 1)}),
                recorded={"ask": Recorded({"url": file.name}, 1)},
            )
        )
        for file in files
    )
    shared: dict[Hashable, object] = {}
    one, two = (replace(env, scope=replace(env.scope, shared=shared)) for env in (one, two))
    words = ("$file.name", "$steps.ask.outputs.url", "{$steps.ask.outputs.url}/{$steps.open.outputs.url}")
    for _ in range(2):
        assert [evaluate(each, one) for each in words] == ["one.txt", "one.txt", "one.txt/u"]
        assert [evaluate(each, two) for each in words] == ["two.txt", "two.txt", "two.txt/u"]
