"""The vendors in front of a real S3 server (SeaweedFS), which verifies every signature itself."""

from __future__ import annotations

import hashlib

import pytest

from app.practice.server import Practice
from app.practice.sigv4 import StoragePlace

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def place(seaweedfs):
    """A bucket of our own, so that nobody else's objects are fetched and hashed."""
    bucket = "practice"
    seaweedfs.client().create_bucket(Bucket=bucket)
    return StoragePlace(seaweedfs.endpoint, seaweedfs.access_key, seaweedfs.secret_key, bucket, "us-east-1")


@pytest.fixture
async def practice(place):
    running = await Practice.start(storage=place, scale=0)
    yield running
    await running.stop()


async def test_a_put_is_taken_and_found_behind(practice, caller, web):
    url = await caller.signed()
    assert url.startswith(practice.storage.endpoint)
    assert (await web.put(url.replace("Signature=", "Signature=0"), content=b"x")).status_code == 403
    assert (await web.put(url, content=b"phone\n1\n", headers={"Content-Type": "text/csv"})).status_code == 200
    assert practice.received("sela") == []
    await practice.refresh()
    (got,) = practice.received("sela")
    assert (got.size, got.sha256) == (8, hashlib.sha256(b"phone\n1\n").hexdigest())
    assert got.content_type.startswith("text/csv")


async def test_a_file_is_looked_at(practice, caller, web):
    asked = (await caller.tela()).json()
    await web.put(asked["uploadUrl"], content=b"abc")
    looked = await web.get(caller.url("tela", f"/v3/files/{asked['id']}"), headers=caller.tela_headers())
    assert looked.json()["status"] == "uploaded"


async def test_a_session_is_taken_in(practice, caller):
    session = (await caller.open()).json()
    assert "x-amz-security-token" not in session["aws_prefixed_request_config"]["fields"]
    for name, content in (("a b.txt", b"text"), ("c.txt", b"c"), ("c.txt.meta.json", b"[]")):
        assert (await caller.form(session, name, content)).status_code == 204
    assert (await caller.close(session["session_id"])).status_code == 204
    path = f"/api/v1/workspaces/default/upload_sessions/{session['session_id']}"
    counts = (await caller.get("deepset", path)).json()["ingestion_status"]
    assert counts == {"failed_files": 1, "finished_files": 1}
    mine = [got for got in practice.received("deepset") if got.session == session["session_id"]]
    assert {got.name for got in mine} == {"a b.txt", "c.txt", "c.txt.meta.json"}


async def test_an_expired_form_is_refused(practice, caller):
    practice.misbehave("deepset", "open", "expired_url")
    assert (await caller.form((await caller.open()).json(), "a.txt")).status_code == 403


async def test_results_are_fetched_from_there(caller, web):
    upload = (await caller.dial()).json()["id"]
    link = (await caller.get("optimaldial", f"/api/v1/uploads/{upload}/download/processed")).json()["download_url"]
    assert (await web.get(link)).text.startswith("name,email,mobile,city,interest,valid")


async def test_what_is_not_there_cannot_be_read(practice):
    with pytest.raises(LookupError):
        await practice._objects.read("nothing")


async def test_an_object_that_changed_is_fetched_again(practice, caller, web):
    url = await caller.signed()
    for content in (b"old", b"newer"):
        await web.put(url, content=content)
        await practice.refresh()
    assert [(got.size, got.times) for got in practice.received("sela")[-1:]] == [(5, 2)]
