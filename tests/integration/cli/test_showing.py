"""What can be sent where: ``providers``, ``fields``, ``form``; and what is wrong use of any command."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from app.cli import DONE, WRONG_USE

VENDORS = ["deepset", "optimaldial", "sela", "sendai", "tela"]


def test_the_vendors(run, data: Path) -> None:
    rows = run("providers", "--json").rows
    assert [row["id"] for row in rows] == VENDORS
    assert [mode["id"] for mode in rows[3]["modes"]] == ["each", "together"]
    assert all(server.startswith("https://") for row in rows for server in row["servers"])
    said = run("providers")
    assert [line.split()[0] for line in said.out.splitlines()] == VENDORS
    assert (said.code, said.errors) == (DONE, "")


def test_a_broken_vendor_is_named_beside_the_list(run, data: Path) -> None:
    broken = data / "providers" / "mine"
    broken.mkdir(parents=True)
    (broken / "upload.yaml").write_text("uploadflow: [")
    said = run("providers", "--json")
    assert said.code == DONE
    assert len(said.rows) == len(VENDORS), "what is read by programs stays readable"
    assert "mine" in said.errors


@pytest.mark.parametrize(
    ("command", "words"),
    [("presets", "no presets yet"), ("queue", "Everything is finished."), ("fields --provider tela", "but the files")],
)
def test_an_empty_list_is_said_to_be_one(run, command: str, words: str) -> None:
    said = run(*command.split())
    assert (said.code, said.out) == (DONE, "")
    assert words in said.errors
    said = run(*command.split(), "--json")
    assert said.code == DONE


@pytest.mark.parametrize("provider", VENDORS)
def test_the_form_as_data(run, provider: str) -> None:
    said = run("fields", "--provider", provider, "--json")
    fields = json.loads(said.out)
    assert said.code == DONE
    plain = run("fields", "--provider", provider)
    assert [line.split()[0] for line in plain.out.splitlines()] == [field["key"] for field in fields]
    for field in fields:
        assert set(field) >= {"key", "label", "required", "kind", "help", "choices", "default", "fields"}


def test_fields_say_what_they_need(run) -> None:
    [source] = json.loads(run("fields", "--provider", "sela", "--json").out)
    assert (source["key"], source["kind"], source["required"]) == ("body.source", "text", True)
    deepset = {field["key"]: field for field in json.loads(run("fields", "--provider", "deepset", "--json").out)}
    choices = {choice["value"] for choice in deepset["body.write_mode"]["choices"]}
    assert choices >= {"KEEP", "OVERWRITE", "FAIL"}
    [meta] = [f for f in json.loads(run("fields", "--provider", "sendai", "--json").out) if f["key"] == "body.meta"]
    assert [child["label"] for child in meta["fields"]] == ["Name", "Value"]


def test_nested_choices_are_data_too(run, data: Path, tmp_path: Path) -> None:
    variants = {"oneOf": [{"type": "object", "title": kind, "properties": {kind: {"type": "string"}}} for kind in "ab"]}
    properties = {"file": {"type": "string", "format": "binary"}, "target": variants}
    content = {"multipart/form-data": {"schema": {"type": "object", "properties": properties}}}
    folder = data / "providers" / "mine"
    folder.mkdir(parents=True)
    operation = {"operationId": "up", "requestBody": {"content": content}, "responses": {"200": {"description": "ok"}}}
    document = {
        "openapi": "3.1.0",
        "info": {"title": "Mine", "version": "1"},
        "servers": [{"url": "https://api.example.com"}],
        "paths": {"/files": {"post": operation}},
    }
    (folder / "openapi.json").write_text(json.dumps(document))
    step = {"id": "upload", "call": "up", "with": {"body.file": "$file"}, "repeat": "duplicates"}
    flow = {"uploadflow": 1, "provider": {"id": "mine", "name": "Mine"}, "api": "openapi.json", "steps": [step]}
    (folder / "upload.yaml").write_text(json.dumps(flow))
    said = run("fields", "--provider", "mine", "--json")
    assert said.code == DONE, said.errors
    fields = json.loads(said.out)
    [target] = [field for field in fields if field["key"] == "body.target"]
    assert [[child["label"] for child in one["fields"]] for one in target["variants"]] == [["A"], ["B"]]


@pytest.mark.parametrize("dark", [[], ["--dark"]])
def test_the_form_as_a_picture(sendoff_cli, tmp_path: Path, dark: list[str]) -> None:
    picture = tmp_path / "form.png"
    ran = sendoff_cli("form", "--provider", "sela", "--screenshot", picture, *dark)
    assert ran.code == DONE, ran.everything
    assert picture.read_bytes().startswith(b"\x89PNG")
    assert picture.stat().st_size > 2000
    ran = sendoff_cli("form", "--provider", "sela", "--screenshot", tmp_path / "nowhere" / "form.png", *dark)
    assert ran.code == WRONG_USE, ran.everything
    assert "cannot be written" in ran.errors


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["send", "--provider", "nowhere", "x.csv"], "There is no vendor “nowhere”. Known are: "),
        (["send", "x.csv"], "Say where to send it"),
        (["send", "--provider", "sela"], "Name at least one file"),
        (["send", "--provider", "sela", "--mode", "x", "x.csv"], "There is no mode “x”. Known are: none."),
        (["send", "--provider", "sendai", "--mode", "x", "x.csv"], "Known are: each, together."),
        (["send", "--preset", "mine", "x.csv"], "There is no preset “mine”. Known are: none."),
        (["send", "--provider", "sela", "--set", "source", "x.csv"], "“source” is no KEY=VALUE."),
        (["send", "--provider", "sela", "--set", "body.sorce=x", "x.csv"], "Did you mean body.source?"),
        (["send", "--provider", "sela", "--set", "sorce=x", "x.csv"], "Did you mean body.source?"),
        (["send", "--provider", "sela", "--set", "qqqq=x", "x.csv"], "Known are: body.source."),
        (["send", "--provider", "deepset", "--set", "body.expires_in_seconds=soon", "x"], "body.expires_in_seconds: "),
        (["send", "--provider", "sela", "x.csv"], "There is no account for sela yet."),
        (["send", "--provider", "sela", "--dry-run", "x.csv"], "a dry run does not send it"),
        (["send", "--provider", "sela", "--key-env", "NOT_THERE", "x.csv"], "NOT_THERE holds no key"),
        (["resume", "--key-env", "NOT_THERE"], "NOT_THERE holds no key"),
        (["fields", "--provider", "nowhere"], "There is no vendor"),
        (["fields", "--provider", "sendai", "--mode", "x"], "Known are: each, together."),
        (["form", "--provider", "nowhere", "--screenshot", "x.png"], "There is no vendor"),
        (["accounts", "--add", "Mine"], "takes --provider and --key-env"),
        (["accounts", "--add", "Mine", "--key-env", "HOME", "--provider", "nowhere"], "There is no vendor"),
        (["accounts", "--remove", "Mine"], "not exactly one account called “Mine”"),
        (["accounts", "--test", "Mine"], "not exactly one account called “Mine”"),
        (["send", "--provider"], "expected one argument"),
        (["fields"], "required: --provider"),
    ],
)
def test_wrong_use_is_said_and_exits_with_2(run, words: list[str], said: str) -> None:
    ran = run(*words)
    assert (ran.code, ran.out) == (WRONG_USE, "")
    assert said in ran.errors
    assert "Traceback" not in ran.errors
