"""What is typed into fields that hide it reaches the vendor, and never the disk."""

from __future__ import annotations

import json
from pathlib import Path

from fixtures.desk import Desk

from app.assembly import Setup, open_core
from app.core.paths import DataPaths
from app.core.services.model import Draft
from app.core.transfer import State

SECRET = "open sesame 4711"


async def hiding(desk: Desk) -> Draft:
    """A draft for a vendor of one's own with a passphrase; nobody listens at its address."""
    properties = {
        "file": {"type": "string", "format": "binary"},
        "passphrase": {"type": "string", "format": "password"},
        "note": {"type": "string"},
    }
    content = {"multipart/form-data": {"schema": {"type": "object", "properties": properties, "required": ["file"]}}}
    operation = {
        "operationId": "uploadFile",
        "requestBody": {"required": True, "content": content},
        "responses": {"200": {"description": "fine"}},
    }
    document = {
        "openapi": "3.1.0",
        "info": {"title": "My Files", "version": "1"},
        "servers": [{"url": "http://127.0.0.1:9"}],
        "paths": {"/files": {"post": operation}},
    }
    await desk.core.providers.add(desk.file("mine.json", json.dumps(document).encode()))
    account = await desk.core.accounts.add("my_files", "", "", "k" * 20, this_run_only=True, account_id="mine")
    values = {"body.passphrase": SECRET, "body.note": "kept"}
    return Draft("my_files", account.id, (desk.file("a.bin", b"some bytes"),), values)


def traces(folder: Path) -> list[str]:
    return [path.name for path in folder.rglob("*") if path.is_file() and SECRET.encode() in path.read_bytes()]


async def test_a_passphrase_is_in_memory_and_not_in_the_journal(desk: Desk) -> None:
    desk.core.scheduler.hold(True)
    batch = await desk.core.uploads.submit(await hiding(desk))
    assert batch.values["body.passphrase"] == SECRET
    assert not batch.forgotten
    await desk.core.journal.batches()
    assert traces(desk.folder.parent / "data") == []


async def test_after_a_restart_it_is_asked_for_and_nothing_is_sent_without_it(desk: Desk) -> None:
    desk.core.scheduler.hold(True)
    draft = await hiding(desk)
    batch = await desk.core.uploads.submit(draft)
    await desk.core.close()
    desk.core = await open_core(Setup(DataPaths(desk.folder.parent / "data"), practice=True))
    await desk.core.accounts.set_key("mine", "k" * 20, this_run_only=True)
    await desk.core.uploads.start()
    [failed] = await desk.until(batch, State.FAILED)
    assert "typed into a hidden field" in str(failed.problem)
    known = desk.core.uploads.batch(batch.id)
    assert known is not None
    assert dict(known.values) == {"body.note": "kept"}
    assert known.forgotten


async def test_a_place_does_not_depend_on_it(desk: Desk) -> None:
    desk.core.scheduler.hold(True)
    draft = await hiding(desk)
    await desk.core.uploads.submit(draft)
    other = Draft(draft.provider_id, draft.account_id, draft.paths, {**draft.values, "body.passphrase": "another"})
    found = await desk.core.uploads.sent_before(other, await desk.core.uploads.check(other))
    assert len(found.found) == 1
