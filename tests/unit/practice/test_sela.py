"""Sela's page: the paths, the key, the two fields, the URL that lasts an hour."""

from __future__ import annotations

import hashlib

import pytest


async def test_asked_and_put_the_file_is_received(practice, caller, web):
    asked = await caller.sela()
    assert asked.status_code == 200
    assert list(asked.json()) == ["signed_url"]
    sent = await web.put(asked.json()["signed_url"], content=b"phone\n1\n", headers={"Content-Type": "text/csv"})
    assert sent.status_code == 200
    (got,) = practice.received("sela")
    assert (got.name, got.size, got.content_type) == ("may-leads.csv", 8, "text/csv")
    assert got.sha256 == hashlib.sha256(b"phone\n1\n").hexdigest()
    assert got.fields == (("source", "crm_export"), ("filename", "may-leads.csv"))
    assert (got.times, got.meta) == (1, {"source": "crm_export"})


async def test_a_url_that_was_only_asked_for_is_no_upload(practice, caller):
    await caller.sela()
    assert practice.received("sela") == []


async def test_the_same_object_again_is_one_upload_stored_twice(practice, caller, web):
    url = await caller.signed()
    await web.put(url, content=b"old")
    await web.put(url, content=b"new!")
    (got,) = practice.received("sela")
    assert (got.times, got.size) == (2, 4)


@pytest.mark.parametrize("body", ["data", "files"])
async def test_forms_are_taken_as_well_as_json(caller, body):
    fields = {"source": "crm", "filename": "a.csv"}
    parts = {"data": {"data": fields}, "files": {"files": {n: (None, v) for n, v in fields.items()}}}
    answer = await caller.web.post(
        caller.url("sela", "/api/ingestion/upload/"), headers=caller.auth("sela", "Token"), **parts[body]
    )
    assert answer.status_code == 200


async def test_other_bodies_are_refused(caller):
    headers = {**caller.auth("sela", "Token"), "Content-Type": "text/plain"}
    answer = await caller.sela(json=None, content="source=crm", headers=headers)
    assert answer.status_code == 415
    assert 'Unsupported media type "text/plain"' in answer.json()["detail"]


@pytest.mark.parametrize("scheme", ["Bearer", "token", "TOKEN", "Basic"])
async def test_only_the_word_token_with_a_capital_counts(caller, scheme):
    answer = await caller.sela(headers=caller.auth("sela", scheme))
    assert answer.status_code == 401
    assert answer.json() == {"detail": "Authentication credentials were not provided."}


async def test_keys_come_and_go(practice, caller):
    assert (await caller.sela(headers={})).status_code == 401
    practice.add_key("sela", "other")
    assert (await caller.sela(headers={"Authorization": "Token other"})).status_code == 200
    practice.revoke_key("sela", "other")
    answer = await caller.sela(headers={"Authorization": "Token other"})
    assert (answer.status_code, answer.json()) == (401, {"detail": "Invalid token."})


async def test_the_trailing_slash_is_part_of_the_path(caller):
    path = caller.url("sela", "/api/ingestion/upload")
    assert (await caller.web.post(path, json={}, headers=caller.auth("sela", "Token"))).status_code == 404


async def test_only_post(caller):
    path = caller.url("sela", "/api/ingestion/upload/")
    answer = await caller.web.get(path, headers=caller.auth("sela", "Token"))
    assert answer.status_code == 405
    assert "detail" in answer.json()


@pytest.mark.parametrize(
    ("source", "filename", "field"),
    [
        ("", "a.csv", "source"),
        (None, "a.csv", "source"),
        (7, "a.csv", "source"),
        ("a b", "a.csv", "source"),
        ("x" * 51, "a.csv", "source"),
        ("crm\n", "a.csv", "source"),
        ("unknown_source", "a.csv", "source"),
        ("crm", "", "filename"),
        ("crm", "leads (1).csv", "filename"),
        ("crm", ".hidden.csv", "filename"),
        ("crm", "été.csv", "filename"),
        ("crm", "a/b.csv", "filename"),
        ("crm", "x" * 252 + ".csv", "filename"),
    ],
)
async def test_fields_that_break_the_rules_are_named(caller, source, filename, field):
    answer = await caller.sela(source, filename)
    assert answer.status_code == 400
    assert list(answer.json()) == [field]


async def test_both_fields_are_required_and_others_ignored(caller):
    answer = await caller.sela(json={"more": 1})
    assert answer.json() == {"source": ["This field is required."], "filename": ["This field is required."]}
    assert (await caller.sela(json={"source": "x" * 50, "filename": "9 b-c_d.csv", "more": 1})).status_code == 200


@pytest.mark.parametrize("content", [b"{", b"[]", b"\xff"])
async def test_json_must_be_an_object(caller, content):
    headers = {**caller.auth("sela", "Token"), "Content-Type": "application/json"}
    assert (await caller.sela(json=None, content=content, headers=headers)).status_code == 400


async def test_the_url_lasts_an_hour(caller, clock, web):
    url = await caller.signed()
    clock.time += 3600
    assert (await web.put(url, content=b"x")).status_code == 200
    clock.time += 1
    late = await web.put(url, content=b"x")
    assert late.status_code == 403
    assert "<Code>AccessDenied</Code><Message>Request has expired</Message>" in late.text


async def test_the_list_of_leads_tests_a_key(caller):
    answer = await caller.web.get(caller.url("sela", "/api/leads/"), headers=caller.auth("sela", "Token"))
    assert answer.json()["results"] == []
