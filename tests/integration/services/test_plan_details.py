"""Dry runs, details, actions, presets, added vendors and live choices, with nothing secret in any of them."""

from __future__ import annotations

import json
import shutil

import pytest
from fixtures.desk import VENDORS, Desk

from app.core.errors import InputError, ProviderError, SendoffError
from app.core.events import ProvidersChanged
from app.core.paths import resources
from app.core.preset import Preset
from app.core.services.model import Draft


@pytest.mark.parametrize("provider", VENDORS)
async def test_a_plan_shows_every_request_and_sends_none(desk: Desk, provider: str) -> None:
    path = desk.fresh(provider)
    plan = await desk.core.uploads.plan(desk.draft(provider, path))
    known = [step.id for step in desk.core.providers.get(provider).flow.steps if not step.mode]
    assert [one.step for one in plan] == [step for step in known if step in {p.step for p in plan}]
    assert plan[0].url.startswith(desk.practice.servers[provider])
    assert any(f"⟨{path.name}, " in one.body for one in plan)
    assert desk.practice.keys[provider] not in repr(plan)
    for one in plan:
        ours = one.url.startswith(desk.practice.servers[provider])
        assert ours == any("•••" in value for name, value in one.headers if name == "Authorization")
    assert desk.practice.requests(provider) == []
    assert desk.core.uploads.transfers() == []


async def test_a_plan_of_a_session_shows_it_once_around_its_files(desk: Desk) -> None:
    paths = [desk.file(f"{n}.txt", b"x") for n in range(3)]
    steps = [one.step for one in await desk.core.uploads.plan(desk.draft("deepset", *paths))]
    assert steps == ["open", "send", "send", "send", "close", "watch"]


def document(**extra: object) -> dict[str, object]:
    properties = {
        "file": {"type": "string", "format": "binary"},
        "passphrase": {"type": "string", "format": "password"},
    }
    content = {"multipart/form-data": {"schema": {"type": "object", "properties": properties, "required": ["file"]}}}
    operation = {
        "operationId": "uploadFile",
        "requestBody": {"required": True, "content": content},
        "responses": {"200": {"description": "fine"}},
    }
    return {
        "openapi": "3.1.0",
        "info": {"title": "My Files", "version": "1"},
        "servers": [{"url": "http://127.0.0.1:9"}],
        "paths": {"/files": {"post": operation}},
        **extra,
    }


async def test_a_vendor_is_made_from_its_document_and_hides_what_is_secret(desk: Desk) -> None:
    place = desk.file("mine.json", json.dumps(document()).encode())
    looked = await desk.core.providers.look(place)
    provider = looked.provider
    assert (provider.id, provider.name, provider.shipped) == ("my_files", "My Files", False)
    with pytest.raises(InputError, match="no vendor"):
        desk.core.providers.get("my_files")
    heard: list[ProvidersChanged] = []
    desk.core.events.subscribe(ProvidersChanged, heard.append)
    added = await desk.core.providers.add(looked)
    assert heard == [ProvidersChanged("my_files")]
    assert desk.core.providers.get("my_files") is added
    account = await desk.core.accounts.add("my_files", "", "", "k" * 20, this_run_only=True)
    secret = 'open "sesame" / now'
    values = {"body.passphrase": secret}
    draft = Draft("my_files", account.id, (desk.file("a.bin"),), values)
    [upload] = await desk.core.uploads.plan(draft)
    assert "•••" in upload.body
    assert "sesame" not in repr(upload)
    await desk.core.presets.save(Preset("Mine", "my_files", account.id, values))
    [preset] = desk.core.presets.all()
    assert dict(preset.values) == {}
    kept = [p for p in (desk.folder.parent / "data").rglob("*") if p.is_file() and b"sesame" in p.read_bytes()]
    assert kept == []


async def test_a_vendor_is_replaced_whole_or_not_at_all(desk: Desk) -> None:
    folder = desk.folder / "mine"
    shutil.copytree(resources() / "providers" / "tela", folder)
    flow = (folder / "upload.yaml").read_text()
    (folder / "upload.yaml").write_text(flow.replace("id: tela", "id: mine").replace("name: Tela", "name: First"))
    assert (await desk.core.providers.add(await desk.core.providers.look(folder))).name == "First"
    old = desk.core.providers.form("mine")
    assert desk.core.providers.form("mine") is old, "the same while nothing changes"
    target = desk.folder.parent / "data" / "providers" / "mine"
    its_own = await desk.core.providers.look(target)
    assert (await desk.core.providers.add(its_own)).name == "First", "its own folder is fine"
    assert (target / "upload.yaml").is_file()
    (folder / "upload.yaml").write_text((folder / "upload.yaml").read_text().replace("First", "Second"))
    (folder / "new.txt").write_text("")
    assert (await desk.core.providers.add(await desk.core.providers.look(folder))).name == "Second"
    assert (target / "new.txt").is_file()
    assert [one.name for one in target.parent.iterdir()] == ["mine"], "nothing is left beside it"
    (folder / "upload.yaml").write_text("uploadflow: [")
    with pytest.raises(ProviderError, match="mine"):
        await desk.core.providers.add(await desk.core.providers.look(folder))
    assert desk.core.providers.get("mine").name == "Second"
    assert "Second" in (target / "upload.yaml").read_text()


async def test_what_cannot_be_kept_is_said(desk: Desk) -> None:
    with pytest.raises(ProviderError, match="came with Sendoff"):
        await desk.core.providers.add(await desk.core.providers.look(resources() / "providers" / "tela"))
    folder = desk.folder.parent / "data" / "providers"
    folder.rmdir()
    folder.write_text("in the way")
    place = desk.file("mine.json", json.dumps(document()).encode())
    with pytest.raises(ProviderError, match="could not be kept"):
        await desk.core.providers.add(await desk.core.providers.look(place))


@pytest.mark.parametrize("made", ["gone", "empty folder", "no upload", "no document"])
async def test_what_is_no_vendor_is_said(desk: Desk, made: str) -> None:
    place = desk.folder / "gone.json"
    if made == "empty folder":
        (desk.folder / "empty").mkdir(parents=True)
        place = desk.folder / "empty"
    elif made == "no upload":
        place = desk.file("none.json", json.dumps(document(paths={})).encode())
    elif made == "no document":
        place = desk.file("none.yaml", b"\xff\xfe\x00")
    with pytest.raises(SendoffError) as caught:
        await desk.core.providers.look(place)
    assert str(caught.value)


async def test_workspaces_are_listed_by_the_vendor(desk: Desk) -> None:
    ask = desk.core.providers.choices
    found = await ask("deepset", "practice-deepset", "path.workspace_name", {})
    assert [one.value for one in found] == ["default", "contracts", "Legal & Compliance"]
    assert await ask("deepset", "practice-deepset", "body.write_mode", {}) == ()
    assert await ask("deepset", "practice-deepset", "body.nothing", {}) == ()
    with pytest.raises(InputError, match="Choose an account first"):
        await ask("deepset", "", "path.workspace_name", {})


@pytest.mark.parametrize("fault", ["status:500", "drop_before", "html", "malformed"])
async def test_a_list_that_cannot_be_had_is_said_in_words(desk: Desk, fault: str) -> None:
    desk.practice.misbehave("deepset", "workspaces", fault, times=-1)
    with pytest.raises(SendoffError) as caught:
        await desk.core.providers.choices("deepset", "practice-deepset", "path.workspace_name", {})
    assert str(caught.value)
    assert (await desk.core.uploads.check(desk.draft("deepset", desk.file("a.txt")))).ready, "typing it still works"
