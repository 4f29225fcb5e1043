"""What a vendor hands out can be wrong too: URLs that are over or picky, odd keys, work that ends badly."""

from __future__ import annotations

UPLOADS = "/api/v1/uploads"


async def test_urls_that_are_over_when_they_are_handed_out(practice, caller, web):
    practice.misbehave("sela", "ask", "expired_url")
    assert "Request has expired" in (await web.put(await caller.signed(), content=b"x")).text
    practice.misbehave("tela", "ask", "expired_url")
    url = (await caller.tela()).json()["uploadUrl"]
    assert "Request has expired" in (await web.put(url, content=b"x")).text
    practice.misbehave("deepset", "open", "expired_url")
    session = (await caller.open()).json()
    assert "Policy expired." in (await caller.form(session, "a.txt")).text
    upload = (await caller.dial()).json()["id"]
    practice.misbehave("optimaldial", "download", "expired_url")
    link = (await caller.get("optimaldial", f"{UPLOADS}/{upload}/download/original")).json()
    assert (await web.get(link["download_url"])).status_code == 403


async def test_urls_that_live_for_seconds(practice, caller):
    for provider, ask, usual in (("sela", caller.sela, 3600), ("tela", caller.tela, 900)):
        practice.misbehave(provider, "ask", "short_url", seconds=3)
        body = (await ask()).json()
        assert "X-Amz-Expires=3&" in (body.get("signed_url") or body["uploadUrl"])
        body = (await ask()).json()
        assert f"X-Amz-Expires={usual}&" in (body.get("signed_url") or body["uploadUrl"])


async def test_urls_that_only_take_one_type(practice, caller, web):
    for provider, ask in (("sela", caller.sela), ("tela", caller.tela)):
        practice.misbehave(provider, "ask", "sign_content_type", content_type="text/x")
        body = (await ask()).json()
        url = body.get("signed_url") or body["uploadUrl"]
        assert (await web.put(url, content=b"x", headers={"Content-Type": "text/csv"})).status_code == 403
        assert (await web.put(url, content=b"x", headers={"Content-Type": "text/x"})).status_code == 200


async def test_a_key_that_ends_in_a_slash(practice, caller):
    practice.misbehave("deepset", "open", "slash_key")
    session = (await caller.open()).json()
    fields = session["aws_prefixed_request_config"]["fields"]
    assert fields["key"].endswith(f"/upload_sessions/{session['session_id']}/")
    fields["key"] += "${filename}"
    assert (await caller.form(session, "a.txt")).status_code == 204
    assert practice.received("deepset")[0].name == "a.txt"


async def test_work_that_ends_badly(practice, caller, clock):
    practice.misbehave("sendai", "upload", "outcome", becomes="PARTIAL")
    upload = (await caller.sendai()).json()["id"]
    practice.misbehave("optimaldial", "upload", "outcome", error_message="No good.")
    dialled = (await caller.dial()).json()["id"]
    session = (await caller.open()).json()
    for n in range(3):
        await caller.form(session, f"{n}.txt")
    practice.misbehave("deepset", "close", "outcome", failed=2)
    await caller.close(session["session_id"])
    clock.time += 60
    looked = await caller.get("sendai", f"/v2/team_123456/project/proj_123456/upload/{upload}")
    assert looked.json()["payload"]["status"] == "PARTIAL"
    failed = (await caller.get("optimaldial", f"{UPLOADS}/{dialled}")).json()
    assert (failed["status"], failed["error_message"]) == ("failed", "No good.")
    path = f"/api/v1/workspaces/default/upload_sessions/{session['session_id']}"
    counts = (await caller.get("deepset", path)).json()["ingestion_status"]
    assert counts == {"failed_files": 2, "finished_files": 1}
