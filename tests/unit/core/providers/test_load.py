"""Provider folders: the shipped ones are right, and every mistake is named with line, column and what was expected."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.core.errors import ProviderError
from app.core.paths import resources
from app.core.providers.forms import provider_form
from app.core.providers.load import load_all, load_provider
from app.core.providers.model import Per, Repeat
from app.core.schema.model import Kind

SHIPPED = ("deepset", "optimaldial", "sela", "sendai", "tela")

API = """\
openapi: 3.1.0
info: {title: Small, version: "1"}
servers: [{url: "https://api.example.test/"}]
paths:
  /begin:
    post:
      operationId: begin
      requestBody:
        content:
          application/json:
            schema:
              type: object
              properties:
                name: {type: string}
                deep: {type: object, properties: {er: {type: string}}}
      responses: {'200': {description: Begun}}
  /things/{id}:
    get:
      operationId: look
      parameters: [{name: id, in: path, required: true, schema: {type: string}}]
      responses: {'200': {description: Seen}}
components:
  securitySchemes:
    key: {type: apiKey, in: header, name: X-Key}
    query: {type: apiKey, in: query, name: k}
    basic: {type: http, scheme: basic}
    bearer: {type: http, scheme: bearer}
"""

GOOD = """\
uploadflow: 1
provider: {id: made, name: Made}
api: openapi.yaml
auth: {use: key}
steps:
  - id: ask
    call: begin
    with: {body.name: $file.name}
    outputs: {url: $response.body#/url}
    repeat: safe
  - id: send
    put: $steps.ask.outputs.url
    body: $file
    on_status: {403: redo ask}
"""


@pytest.fixture
def write(tmp_path: Path):
    def make(upload: str = GOOD, name: str = "made", api: str = API) -> Path:
        folder = tmp_path / name
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "upload.yaml").write_text(upload, encoding="utf-8")
        (folder / "openapi.yaml").write_text(api, encoding="utf-8")
        return folder

    return make


def problem(folder: Path) -> str:
    with pytest.raises(ProviderError) as caught:
        load_provider(folder)
    return str(caught.value)


@pytest.mark.parametrize("name", SHIPPED)
def test_the_shipped_providers_are_right(name: str) -> None:
    provider = load_provider(resources() / "providers" / name)
    assert provider.id == provider.folder == name
    assert provider.warnings == ()
    assert provider.flow.auth is not None
    assert provider.flow.auth.help
    assert provider.flow.auth.help_url.startswith("https://")
    assert provider.flow.auth.test is not None
    assert provider.flow.result.text
    assert all(step.label for step in provider.flow.steps)
    assert all(url.startswith("https://") for url, _ in provider.flow.server.choices)


def test_every_field_that_the_pages_name_is_in_the_forms() -> None:
    found = {p.id: {m: [f.key for f in form.fields] for m, form in p.forms.items()} for p in load_all([_shipped()])[0]}
    sendai = ["path.team_id", "path.project_id", "body.name", "body.meta"]
    assert found == {
        "sela": {"": ["body.source"]},
        "tela": {"": []},
        "sendai": {"each": sendai, "together": sendai},
        "deepset": {
            "": [
                "path.workspace_name",
                "body.expires_in_seconds",
                "body.parallel_processing_enabled",
                "body.write_mode",
                "companion",
            ]
        },
        "optimaldial": {"": ["body.phone_column", "body.skip_mobile_lookup", "body.filename_override"]},
    }


def _shipped() -> Path:
    return resources() / "providers"


def test_fields_have_the_kinds_and_words_that_people_need() -> None:
    providers = {p.id: p for p in load_all([_shipped()])[0]}
    deepset = provider_form(providers["deepset"])
    write_mode = deepset.field("body.write_mode")
    assert write_mode is not None
    assert next((c.value, c.label) for c in write_mode.choices) == ("KEEP", "Keep both")
    workspace = deepset.field("path.workspace_name")
    assert workspace is not None
    assert workspace.kind is Kind.OPEN_CHOICE
    assert workspace.required
    companion = deepset.field("companion")
    assert companion is not None
    assert companion.kind is Kind.MAP
    meta = provider_form(providers["sendai"]).field("body.meta")
    assert meta is not None
    assert (meta.kind, [c.key for c in meta.children]) == (Kind.TABLE, ["name", "value"])
    column = provider_form(providers["optimaldial"]).field("body.phone_column")
    assert column is not None
    assert column.source is not None
    assert column.source["columns"] == "$file"
    source = provider_form(providers["sela"]).field("body.source")
    assert source is not None
    assert source.remember
    assert source.limits.max_length == 50


def test_a_folder_is_read_with_its_defaults(write) -> None:
    provider = load_provider(write(), shipped=False)
    assert not provider.shipped
    assert provider.name == "Made"
    flow = provider.flow
    assert flow.server.choices == (("https://api.example.test", ""),)
    assert flow.auth is not None
    assert (flow.auth.place, flow.auth.name, flow.auth.prefix) == ("header", "X-Key", "")
    ask, send = flow.steps
    assert (ask.per, ask.repeat, ask.authorised) == (Per.FILE, Repeat.SAFE, True)
    assert (send.method, send.repeat, send.authorised) == ("PUT", Repeat.SAFE, False)
    assert flow.step("none") is None
    assert [f.key for f in provider_form(provider).fields] == ["body.deep"]


@pytest.mark.parametrize(
    ("scheme", "expected"),
    [
        ("query", ("query", "k", "")),
        ("basic", ("header", "Authorization", "Basic ")),
        ("bearer", ("header", "Authorization", "Bearer ")),
    ],
)
def test_the_keys_place_comes_from_the_document(write, scheme: str, expected: tuple[str, str, str]) -> None:
    auth = load_provider(write(GOOD.replace("use: key", f"use: {scheme}"))).flow.auth
    assert auth is not None
    assert (auth.place, auth.name, auth.prefix) == expected


def test_an_api_without_a_key(write) -> None:
    assert load_provider(write(GOOD.replace("auth: {use: key}\n", ""))).flow.auth is None


RECOVER = "recover: {call: look, items: $response.body, match: {/id: $file.name}}"
CHANGES = [
    # what is replaced, by what, and the beginning of the complaint
    ("provider: {id", "providr: {id", "2:1: “providr” is not known here (did you mean “provider”?)"),
    ("provider: {id: made, name: Made}\n", "", "1:1: “provider” is missing here"),
    ("name: Made", "nmae: Made", "2:22: “nmae” is not known here (did you mean “name”?)"),
    ("id: made", "id: Made!", "2:12: expected lower-case letters, digits and _, not \"Made!\""),
    ("uploadflow: 1", "uploadflow: 2", "1:1: expected 1, not 2"),
    ("repeat: safe", "repeat: saef", "10:5: \"saef\" is not possible here (did you mean “safe”?). Expected one of:"),
    ("repeat: safe", "always: maybe", "10:5: expected true or false, not \"maybe\""),
    ("call: begin", "call: beginn", "7:5: “beginn” is no operation of the API's document (did you mean “begin”?)"),
    ("call: begin", "call: DELETE /begin", "7:5: “DELETE /begin” is no operation"),
    ("body.name:", "body.nam:", "8:12: the call “begin” takes no “body.nam” (did you mean “body.name”?)"),
    ("body.name:", "name:", "8:12: “name” is not known here; expected path.x, query.x"),
    ("$file.name", "$fil.name", "8:12: “$fil” is not known (did you mean “file”?)"),
    ("$file.name", "$companion.nam", "8:12: “$companion” cannot be read that way"),
    ("$file.name", "$response.body", "8:12: “$response” means nothing here; expected one of: $batch"),
    ("$steps.ask.outputs.url", "$steps.aks.outputs.url", "12:5: there is no step “aks” (did you mean “ask”?)"),
    ("ask.outputs.url", "ask.outputs.uri", "12:5: the step “ask” has no output “uri” (did you mean “url”?)"),
    ("body.name: $file.name", "body.name: $steps.ask.outputs.url", "8:12: the step “ask” comes later"),
    ("    put: $steps.ask.outputs.url\n", "", "11:5: a step needs exactly one of call, put, post and patch"),
    ("    body: $file", "    call: begin\n    body: $file", "11:5: a step needs exactly one of"),
    ("body: $file", "body: $file\n    multipart: [{name: a, value: b}]", "14:5: a step has either a body or"),
    ("redo ask", "redo aks", "14:17: there is no “aks” (did you mean “ask”?)"),
    ("redo ask", "again", "14:17: expected “accept”, “redo <step>” or “offer <action>”"),
    ("403: redo", "nope: redo", "14:17: “nope” is not known here; expected a status such as 403"),
    ("redo ask", "redo send", "14:17: “send” comes later"),
    ("repeat: safe", "repeat: charges", "14:17: “ask” must not be run again by itself"),
    ("redo ask", "offer nothing", "14:17: there is no “nothing”. Known: none"),
    ("steps:", "modes: [{id: a, label: A}, {id: a, label: B}]\nsteps:", "5:29: there is another “a” above"),
    ("repeat: safe", "expires: {after: soon}", "10:15: expected a length of time"),
    ("repeat: safe", "per: chunk", "6:5: “per: chunk” and “chunk_size” go together"),
    ("repeat: safe", "chunk_size: big", "10:5: expected a size such as 100 MB"),
    ("repeat: safe", "confirm: Really", "10:5: “confirm” goes with “repeat: charges”"),
    ("repeat: safe", "per: batch", "8:12: a step per batch has no “$file”"),
    ("repeat: safe", "mode: fast", "10:5: there is no “fast”"),
    ("repeat: safe", "poll: {every: 5s}", "10:5: a poll needs either"),
    ("repeat: safe", "poll: {status: $response.body#/s}", "10:5: a poll by status needs “good”"),
    ("use: key", "use: kee", "4:8: “kee” is no security scheme"),
    ("use: key", "prefix: Token", "4:1: “” is no security scheme"),
    ("use: key", "use: key, looks_like: '['", "4:18: this regular expression cannot be read"),
    ("use: key", "use: key, test: {call: lock}", "4:25: “lock” is no operation of the API's document (did"),
    ("api: openapi.yaml", "api: other.yaml", "3:1: there is no file “other.yaml” in this folder"),
    ("api: openapi.yaml", "api: ../openapi.yaml", "3:1: expected the name of a file in this folder"),
    ("steps:", "files: {max_size: huge}\nsteps:", "5:9: expected a size"),
    ("steps:", "files: {accept: [csv]}\nsteps:", "5:18: expected a lower-case suffix with its dot"),
    ("steps:", "files: {name_pattern: '('}\nsteps:", "5:9: this regular expression"),
    ("steps:", "form: {body.nmae: {label: X}}\nsteps:", "5:8: no call of the flow takes “body.nmae” (did you mean"),
    ("steps:", "form: {only: [body.x]}\nsteps:", "5:15: no call of the flow takes “body.x”"),
    ("steps:", "form: {body.name: {choices: {call: lok}}}\nsteps:", "5:30: “lok” is no operation"),
    ("steps:", "messages: {sned.403: No}\nsteps:", "5:12: there is no “sned” (did you mean “send”?)"),
    ("steps:", "messages: {'403': '{$fie.name}'}\nsteps:", "5:12: “$fie” is not known"),
    ("steps:", "actions: [{id: a, label: A, call: look, after: nope}]\nsteps:", "5:41: there is no “nope”"),
    ("steps:", "actions: [{id: a, label: A, call: look, for_each: $response.body}]\nsteps:", "“then_call” go together"),
    ("steps:", "result: {text: '{$steps.send.outputs.id}'}\nsteps:", "5:10: the step “send” has no output “id”"),
    ("on_status: {403: redo ask}", "per: companion", "5:1: a step per companion needs"),
    ("repeat: safe", f"{RECOVER}\n    repeat: safe", "10:5: a step that is safe"),
    ("repeat: safe", "recover: {call: look, items: a, match: {id: b}}", "expected a JSON Pointer such as"),
    ("repeat: safe", "label: ''\n    ok: []", "11:5: [] should be non-empty"),
    ("provider: {id: made", "provider: {id: 'm-m'", "2:12: expected lower-case"),
    ("steps:", "limits: {concurrency: 0}\nsteps:", "5:10: 0 is less than the minimum"),
    ("steps:", "server: {choices: [{url: ftp://x}]}\nsteps:", "does not match"),
    ("steps:", "steps: [", "this is not valid YAML"),
    ("steps:", "provider: {}\nsteps:", "5:1: “provider” stands here again"),
]  # fmt: skip


@pytest.mark.parametrize(("old", "new", "expected"), CHANGES)
def test_every_mistake_is_named_with_its_place(write, old: str, new: str, expected: str) -> None:
    assert old in GOOD
    said = problem(write(GOOD.replace(old, new, 1)))
    assert said.startswith("made/upload.yaml:")
    assert expected in said


def test_several_mistakes_are_told_at_once_in_the_files_order(write) -> None:
    said = problem(write(GOOD.replace("name: Made", "nmae: Made").replace("repeat: safe", "repaet: safe")))
    lines = said.splitlines()
    assert [line.split(":")[1] for line in lines] == ["2", "2", "10"]


def test_a_missing_or_unreadable_file_is_named(tmp_path: Path, write) -> None:
    (tmp_path / "none").mkdir()
    assert "none/upload.yaml cannot be read" in problem(tmp_path / "none")
    folder = write()
    (folder / "upload.yaml").write_bytes(b"\xff\xfe\xfa")
    assert "made/upload.yaml is not written in UTF-8" in problem(folder)
    (folder / "upload.yaml").write_bytes(b"#" * 2_000_001)
    assert "too large" in problem(folder)
    assert "openapi.yaml" in problem(write(api="openapi: [", name="other"))


def test_an_overlay_is_applied_when_it_is_there(write) -> None:
    folder = write(GOOD.replace("call: begin", "call: also").replace("with: {body.name: $file.name}", "when: $file"))
    (folder / "overlay.yaml").write_text(
        "overlay: 1.0.0\ninfo: {title: x, version: '1'}\nactions:\n"
        "  - target: $.paths\n    update: {/also: {post: {operationId: also, responses: {}}}}\n"
    )
    assert load_provider(folder).flow.steps[0].call == "also"


def test_bad_folders_do_not_hide_good_ones(tmp_path: Path, write) -> None:
    write(name="a/good")
    write(GOOD.replace("uploadflow: 1", "uploadflow: 9"), name="a/bad")
    write(name="b/again")
    (tmp_path / "a" / "stray.txt").write_text("x")
    providers, problems = load_all([tmp_path / "a", tmp_path / "b", tmp_path / "nowhere"])
    assert [(p.id, p.folder, p.shipped) for p in providers] == [("made", "good", True)]
    assert len(problems) == 2
    assert "bad/upload.yaml:1:1" in str(problems[0])
    assert "again: there is a provider “made” already" in str(problems[1])


def test_a_nested_input_may_be_filled_and_the_rest_is_asked_for(write) -> None:
    nested = GOOD.replace("with: {body.name: $file.name}", "with: {body.deep.er: x}")
    assert [f.key for f in provider_form(load_provider(write(nested))).fields] == ["body.name"]
