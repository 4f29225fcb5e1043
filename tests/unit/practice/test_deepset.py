"""deepset's page: sessions, their limits, their end, and what is taken in."""

from __future__ import annotations

import base64
import json
from datetime import datetime

import pytest

BASE = "/api/v1/workspaces"


async def test_the_whole_way(practice, caller, clock):
    opened = await caller.open()
    assert opened.status_code == 201
    session = opened.json()
    assert set(session) == {"session_id", "documentation_url", "expires_at", "aws_prefixed_request_config"}
    until = datetime.fromisoformat(session["expires_at"]).timestamp()
    assert until == clock.time + 86_400
    assert (await caller.form(session, "report.pdf", b"%PDF")).status_code == 204
    assert (await caller.form(session, "report.pdf.meta.json", b'{"a": 1}')).status_code == 204
    path = f"{BASE}/default/upload_sessions/{session['session_id']}"
    before = (await caller.get("deepset", path)).json()
    assert before["ingestion_status"] == {"failed_files": 0, "finished_files": 0}
    assert (await caller.close(session["session_id"])).status_code == 204
    clock.time += 3
    after = (await caller.get("deepset", path)).json()
    assert after["ingestion_status"] == {"failed_files": 0, "finished_files": 1}
    names = {got.name: got for got in practice.received("deepset")}
    assert set(names) == {"report.pdf", "report.pdf.meta.json"}
    assert {got.session for got in names.values()} == {session["session_id"]}


async def test_the_fields_are_those_of_the_page_in_its_order(caller):
    config = (await caller.open()).json()["aws_prefixed_request_config"]
    assert list(config["fields"]) == [
        "key", "policy", "x-amz-algorithm", "x-amz-credential", "x-amz-date", "x-amz-security-token",
        "x-amz-signature",
    ]  # fmt: skip
    assert config["fields"]["key"].endswith("/${filename}")
    policy = json.loads(base64.b64decode(config["fields"]["policy"]))
    prefix = config["fields"]["key"].removesuffix("${filename}")
    assert ["starts-with", "$key", prefix] in policy["conditions"]
    assert ["content-length-range", 0, 200 * 1024 * 1024] in policy["conditions"]


async def test_counts_rise_with_time(caller, clock):
    session = (await caller.open()).json()
    for n in range(6):
        await caller.form(session, f"{n}.txt")
    await caller.close(session["session_id"])
    path = f"{BASE}/default/upload_sessions/{session['session_id']}"
    seen = []
    for _ in range(4):
        seen.append((await caller.get("deepset", path)).json()["ingestion_status"]["finished_files"])
        clock.time += 1
    assert seen == [0, 2, 4, 6]


@pytest.mark.parametrize(
    ("body", "loc"),
    [
        ({"expires_in_seconds": 0}, "expires_in_seconds"),
        ({"expires_in_seconds": 86_401}, "expires_in_seconds"),
        ({"expires_in_seconds": "2022-05-12T12:25:09+02:00"}, "expires_in_seconds"),
        ({"expires_in_seconds": 1.5}, "expires_in_seconds"),
        ({"expires_in_seconds": True}, "expires_in_seconds"),
        ({"write_mode": "keep"}, "write_mode"),
        ({"write_mode": None}, "write_mode"),
        ({"parallel_processing_enabled": "yes"}, "parallel_processing_enabled"),
    ],
)
async def test_a_wrong_body_is_a_list_of_problems(caller, body, loc):
    answer = await caller.open(json=body)
    assert answer.status_code == 422
    (problem,) = answer.json()["detail"]
    assert problem["loc"] == ["body", loc]
    assert problem["msg"]
    assert problem["type"]


@pytest.mark.parametrize("mode", ["KEEP", "OVERWRITE", "FAIL", "TEMPORARY"])
async def test_good_bodies(caller, mode):
    body = {"write_mode": mode, "expires_in_seconds": None, "parallel_processing_enabled": True, "more": 1}
    assert (await caller.open(json=body)).status_code == 201


@pytest.mark.parametrize("more", [{"json": []}, {"json": None}, {"json": None, "content": b"{}"}])
async def test_the_body_must_be_a_json_object(caller, more):
    answer = await caller.open(**more)
    assert (answer.status_code, answer.json()["detail"][0]["loc"]) == (422, ["body"])


async def test_ten_open_sessions_at_most(caller, clock):
    sessions = [(await caller.open(json={"expires_in_seconds": 60})).json()["session_id"] for _ in range(10)]
    assert (await caller.open()).status_code == 406
    assert (await caller.close(sessions[3])).status_code == 204
    assert (await caller.open()).status_code == 201
    assert (await caller.open("contracts")).status_code == 406
    clock.time += 60
    assert (await caller.open()).status_code == 201


async def test_closed_once(caller, practice, clock):
    session = (await caller.open()).json()
    assert (await caller.close(session["session_id"], json={"status": "OPEN"})).status_code == 422
    assert (await caller.close(session["session_id"], workspace="contracts")).status_code == 404
    assert (await caller.close(session["session_id"])).status_code == 204
    assert (await caller.close(session["session_id"])).status_code == 409
    assert (await caller.close("00000000-0000-0000-0000-000000000000")).status_code == 404
    await caller.form(session, "late.txt")
    clock.time += 10
    path = f"{BASE}/default/upload_sessions/{session['session_id']}"
    assert (await caller.get("deepset", path)).json()["ingestion_status"]["finished_files"] == 0
    assert [got.late for got in practice.received("deepset")] == [True]


async def test_a_session_ends_by_itself(caller, clock):
    session = (await caller.open(json={"expires_in_seconds": 30})).json()
    await caller.form(session, "a.txt")
    clock.time += 31
    refused = await caller.form(session, "b.txt")
    assert refused.status_code == 403
    assert "Invalid according to Policy: Policy expired." in refused.text
    assert (await caller.close(session["session_id"])).status_code == 409
    shown = (await caller.get("deepset", f"{BASE}/default/upload_sessions?is_expired=true")).json()
    assert [s["status"] for s in shown["data"]] == ["EXPIRED"]


async def test_sessions_are_listed_newest_first_in_pages(caller):
    made = [(await caller.open()).json()["session_id"] for _ in range(3)]
    await caller.close(made[0])
    first = (await caller.get("deepset", f"{BASE}/default/upload_sessions?limit=2")).json()
    assert [s["session_id"] for s in first["data"]] == [made[2], made[1]]
    assert (first["total"], first["has_more"]) == (3, True)
    second = (await caller.get("deepset", f"{BASE}/default/upload_sessions?limit=2&page_number=2")).json()
    assert [(s["session_id"], s["status"]) for s in second["data"]] == [(made[0], "CLOSED")]
    assert second["has_more"] is False
    for query in ("limit=101", "limit=0", "page_number=0", "limit=x", "is_expired=maybe"):
        assert (await caller.get("deepset", f"{BASE}/default/upload_sessions?{query}")).status_code == 422


async def test_workspaces(caller):
    shown = (await caller.get("deepset", BASE)).json()
    assert [w["name"] for w in shown] == ["default", "contracts", "Legal & Compliance"]
    assert (await caller.open("nowhere")).status_code == 404
    assert (await caller.open("Legal%20%26%20Compliance")).status_code == 201


async def test_keys(caller):
    assert (await caller.open(headers={})).status_code == 403
    assert (await caller.open(headers={"Authorization": "Bearer x"})).status_code == 401
    assert (await caller.open(headers=caller.auth("deepset", "Token"))).status_code == 403
    assert (await caller.web.get(caller.url("deepset", "/health"))).status_code == 200


async def finished(caller, clock, session, workspace="default"):
    await caller.close(session["session_id"], workspace)
    clock.time += 10
    path = f"{BASE}/{workspace}/upload_sessions/{session['session_id']}"
    return (await caller.get("deepset", path)).json()["ingestion_status"]


@pytest.mark.parametrize("meta", [b"[]", b"no json", b'{"_id": 1}', b'{"a": "' + b"x" * 32_766 + b'"}'])
async def test_a_file_with_a_bad_meta_file_fails(caller, clock, meta):
    session = (await caller.open()).json()
    await caller.form(session, "a.txt")
    await caller.form(session, "a.txt.meta.json", meta)
    await caller.form(session, "b.txt")
    assert await finished(caller, clock, session) == {"failed_files": 1, "finished_files": 1}


async def test_meta_values_keep_their_type_across_files(caller, clock):
    session = (await caller.open()).json()
    for name, meta in (("a.txt", b'{"year": 2025}'), ("b.txt", b'{"year": "2025"}')):
        await caller.form(session, name)
        await caller.form(session, f"{name}.meta.json", meta)
    assert await finished(caller, clock, session) == {"failed_files": 1, "finished_files": 1}


async def test_fail_refuses_names_that_are_there(caller, clock):
    first = (await caller.open()).json()
    await caller.form(first, "a.txt")
    assert await finished(caller, clock, first) == {"failed_files": 0, "finished_files": 1}
    second = (await caller.open(json={"write_mode": "FAIL"})).json()
    await caller.form(second, "a.txt")
    await caller.form(second, "b.txt")
    assert await finished(caller, clock, second) == {"failed_files": 1, "finished_files": 1}
    third = (await caller.open("contracts", json={"write_mode": "FAIL"})).json()
    await caller.form(third, "a.txt")
    assert await finished(caller, clock, third, "contracts") == {"failed_files": 0, "finished_files": 1}


async def test_no_more_than_ten_thousand_files_of_a_session_are_taken(caller, clock, practice):
    from app.practice import ingestion

    session = (await caller.open()).json()
    prefix = session["aws_prefixed_request_config"]["fields"]["key"].removesuffix("${filename}")
    for n in range(ingestion.MAX_FILES + 2):
        await practice._objects.put(f"{prefix}{n}.txt", b"x", "text/plain")
    assert await finished(caller, clock, session) == {"failed_files": 2, "finished_files": 10_000}


async def test_a_name_is_only_what_follows_its_last_slash(caller, practice):
    session = (await caller.open()).json()
    await caller.form(session, "deep/er\\still/a%20b.txt")
    assert [got.name for got in practice.received("deepset")] == ["a%20b.txt"]
