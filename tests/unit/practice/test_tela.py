"""Tela's page: the pinned date, the file's id, the upload URL, the look at the file."""

from __future__ import annotations

import uuid

import pytest


async def test_asked_and_put_the_file_has_its_id(practice, caller, web):
    asked = (await caller.tela()).json()
    assert set(asked) == {"id", "uploadUrl"}
    await web.put(asked["uploadUrl"], content=b"Hello, world!", headers={"Content-Type": "text/plain"})
    (got,) = practice.received("tela")
    assert (got.name, got.id, got.size, got.content_type) == ("test.txt", asked["id"], 13, "text/plain")
    assert str(uuid.UUID(got.id)) == got.id


async def test_the_file_can_be_looked_at(caller, web):
    asked = (await caller.tela()).json()
    path = caller.url("tela", f"/v3/files/{asked['id']}")
    assert (await web.get(path, headers=caller.tela_headers())).json()["status"] == "pending"
    await web.put(asked["uploadUrl"], content=b"abc")
    looked = (await web.get(path, headers=caller.tela_headers())).json()
    assert (looked["id"], looked["fileName"], looked["status"], looked["size"]) == (
        asked["id"], "test.txt", "uploaded", 3,
    )  # fmt: skip
    nobody = await web.get(caller.url("tela", "/v3/files/nobody"), headers=caller.tela_headers())
    assert nobody.status_code == 404


@pytest.mark.parametrize("date", [None, "", "today", "2025-7-3", "20250723", "2025-13-01", "2025-07-23T00:00:00Z"])
async def test_the_date_is_required_in_its_form(caller, date):
    headers = caller.auth("tela") | ({} if date is None else {"x-compatibility-date": date})
    answer = await caller.tela(headers=headers)
    assert answer.status_code == 400
    assert set(answer.json()) == {"code", "message", "status", "name"}
    assert (answer.json()["status"], answer.json()["name"]) == (400, "Error")


@pytest.mark.parametrize("path", ["/prompt", "/v3/files/x"])
async def test_the_date_is_required_everywhere(caller, path):
    assert (await caller.get("tela", path)).status_code == 400


@pytest.mark.parametrize("scheme", ["Token", "bearer", "Basic"])
async def test_only_a_bearer_key(caller, scheme):
    answer = await caller.tela(headers={**caller.tela_headers(), **caller.auth("tela", scheme)})
    assert (answer.status_code, answer.json()["code"]) == (401, "UNAUTHORIZED")


@pytest.mark.parametrize("body", [{}, {"fileName": 3}, {"fileName": None}, {"filename": "a"}, []])
async def test_the_file_name_is_required_as_text(caller, body):
    assert (await caller.tela(json=body)).status_code == 400


async def test_only_json(caller):
    headers = {**caller.tela_headers(), "Content-Type": "text/plain"}
    answer = await caller.tela(json=None, content='{"fileName": "a"}', headers=headers)
    assert answer.status_code == 415


async def test_any_name_and_unknown_properties_are_taken(caller):
    assert (await caller.tela(json={"fileName": "ü / “x”.bin", "more": 1})).status_code == 200


async def test_the_url_lasts_a_quarter_of_an_hour(caller, clock, web):
    url = (await caller.tela()).json()["uploadUrl"]
    clock.time += 901
    assert (await web.put(url, content=b"x")).status_code == 403


async def test_the_list_of_canvases_tests_a_key(caller, web):
    path = caller.url("tela", "/prompt")
    assert (await web.get(path, headers=caller.tela_headers())).json() == []
    assert (await web.get(path, headers={"x-compatibility-date": "2025-07-23"})).status_code == 401
