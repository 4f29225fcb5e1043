"""Send.ai's page: one form with one to a hundred files, its fields, its status."""

from __future__ import annotations

import json

import pytest


async def test_one_file_makes_one_upload(practice, caller):
    answer = await caller.sendai()
    assert answer.status_code == 200
    flat = answer.json()
    assert (flat["name"], flat["projectId"], flat["status"]) == ("Important Document", "proj_123456", "processing")
    assert (flat["fileType"], flat["fileSize"]) == ("pdf", 8)
    (got,) = practice.received("sendai")
    assert (got.name, got.id, got.content_type) == ("document.pdf", flat["id"], "application/pdf")
    assert got.fields == (("name", "Important Document"), ("projectId", "proj_123456"))


async def test_several_files_make_one_upload(practice, caller):
    answer = await caller.sendai(files=[("file", (f"é {n}.txt", b"x" * n)) for n in range(1, 101)])
    assert answer.status_code == 200
    got = practice.received("sendai")
    assert [g.size for g in got] == list(range(1, 101))
    assert {g.id for g in got} == {answer.json()["id"]}
    assert answer.json()["fileSize"] == 5050


async def test_the_name_is_optional_and_unknown_fields_are_ignored(caller):
    answer = await caller.sendai(data={"projectId": "proj_123456", "colour": "red"})
    assert answer.json()["name"] == "document.pdf"


async def test_meta_is_one_text_of_pairs(practice, caller):
    pairs = [{"name": "category", "value": "invoice"}, {"name": "department", "value": "finance"}]
    data = {"projectId": "proj_123456", "meta": json.dumps(pairs)}
    upload = (await caller.sendai(data=data)).json()
    assert practice.received("sendai")[0].meta == {"category": "invoice", "department": "finance"}
    looked = await caller.get("sendai", f"/v2/team_123456/project/proj_123456/upload/{upload['id']}")
    assert looked.json()["payload"]["meta"] == pairs


@pytest.mark.parametrize(
    "meta",
    [
        "category=invoice",
        '{"name": "a", "value": "b"}',
        "[1]",
        '[{"name": "a"}]',
        '[{"name": "a", "value": 1}]',
        '[{"name": "a", "value": "b", "more": "c"}]',
    ],
)
async def test_other_meta_is_refused(caller, practice, meta):
    answer = await caller.sendai(data={"projectId": "proj_123456", "meta": meta})
    assert answer.status_code == 400
    assert "meta" in answer.json()["message"] or "name and value" in answer.json()["message"]
    assert practice.received("sendai") == []


@pytest.mark.parametrize(
    "data",
    [
        {},
        {"projectId": "another"},
        {"projectId": ["proj_123456", "proj_123456"]},
        {"projectId": "proj_123456", "name": ["a", "b"]},
        {"projectId": "proj_123456", "meta": ["[]", "[]"]},
    ],
)
async def test_the_project_must_agree_and_fields_come_once(caller, data):
    assert (await caller.sendai(data=data)).status_code == 400


@pytest.mark.parametrize(
    "files",
    [
        [("file", (None, b"no name"))],
        [("document", ("a.pdf", b"x"))],
        [("file", ("a.pdf", b"x")), ("other", ("b.pdf", b"x"))],
        [("file", (f"{n}.txt", b"x")) for n in range(101)],
    ],
)
async def test_files_come_in_fields_called_file_up_to_a_hundred(caller, practice, files):
    assert (await caller.sendai(files=files)).status_code == 400
    assert practice.received("sendai") == []


async def test_only_multipart(caller):
    answer = await caller.sendai(files=None, data=None, json={"projectId": "proj_123456"})
    assert answer.status_code == 400


async def test_a_broken_form_is_refused(caller):
    headers = {**caller.auth("sendai"), "Content-Type": "multipart/form-data; boundary=x"}
    answer = await caller.sendai(files=None, data=None, content=b"no form at all", headers=headers)
    assert answer.status_code == 400


@pytest.mark.parametrize(
    "part",
    [
        b"form-data\r\n\r\nx",
        b'form-data; name="name"\r\n\r\n\xff',
        b'form-data; name="name"\r\n\r\n' + b"x" * 1_100_000,
    ],
)
async def test_parts_that_cannot_be_read(caller, part):
    headers = {**caller.auth("sendai"), "Content-Type": "multipart/form-data; boundary=b"}
    body = b"--b\r\nContent-Disposition: " + part + b"\r\n--b--\r\n"
    assert (await caller.sendai(files=None, data=None, content=body, headers=headers)).status_code == 400


async def test_over_forty_megabytes_are_refused(caller, practice):
    files = [("file", ("big.pdf", bytes(40 * 1024 * 1024 + 1)))]
    answer = await caller.sendai(files=files)
    assert (answer.status_code, answer.json()["message"]) == (413, "Payload too large, file exceeds size limit")
    assert practice.received("sendai") == []
    assert (await caller.sendai()).status_code == 200


async def test_keys_and_projects(caller):
    assert (await caller.sendai(headers={})).status_code == 401
    assert (await caller.sendai(headers=caller.auth("sendai", "Token"))).status_code == 401
    assert (await caller.sendai("proj_forbidden")).status_code == 403


async def test_the_status_moves_with_time(caller, clock):
    upload = (await caller.sendai()).json()["id"]
    path = f"/v2/team_123456/project/proj_123456/upload/{upload}"
    seen = []
    for _ in range(3):
        seen.append((await caller.get("sendai", path)).json()["payload"]["status"])
        clock.time += 2
    assert seen == ["PROCESSING", "REVIEWING", "COMPLETED"]


async def test_an_upload_is_only_found_where_it_was_made(caller):
    upload = (await caller.sendai()).json()["id"]
    assert (await caller.get("sendai", f"/v2/team_123456/project/other/upload/{upload}")).status_code == 404
    assert (await caller.get("sendai", f"/v2/other/project/proj_123456/upload/{upload}")).status_code == 404
    assert (await caller.get("sendai", "/v2/t/project/p/upload/connection-test")).status_code == 404


async def test_the_stale_path_of_the_samples_is_nowhere(caller):
    answer = await caller.web.post(caller.url("sendai", "/api/v1/uploads"), headers=caller.auth("sendai"))
    assert answer.status_code == 404
