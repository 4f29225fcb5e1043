"""What is typed into fields that hide it reaches the vendor, and never the disk."""

from __future__ import annotations

import asyncio
import json
from pathlib import Path

from fixtures.desk import Desk
from fixtures.held import hold

from app.assembly import Setup, open_core
from app.core.copies import replace
from app.core.paths import DataPaths
from app.core.preset import Preset
from app.core.schema.hidden import as_written
from app.core.services.model import Draft
from app.core.transfer import State

SECRET = "open sesame 4711"


async def hiding(desk: Desk, server: str = "http://127.0.0.1:9") -> Draft:
    """A draft for a vendor of one's own with a passphrase; nobody listens at its address."""
    login = {"user": {"type": "string"}, "word": {"type": "string", "writeOnly": True}}
    properties = {
        "file": {"type": "string", "format": "binary"},
        "passphrase": {"type": "string", "format": "password"},
        "login": {"type": "object", "properties": login},
        "note": {"type": "string"},
    }
    content = {"multipart/form-data": {"schema": {"type": "object", "properties": properties, "required": ["file"]}}}
    where = {"name": "pin", "in": "query", "schema": {"type": "string", "format": "password"}}
    operation = {
        "parameters": [where],
        "operationId": "uploadFile",
        "requestBody": {"required": True, "content": content},
        "responses": {"200": {"description": "fine"}},
    }
    document = {
        "openapi": "3.1.0",
        "info": {"title": "My Files", "version": "1"},
        "servers": [{"url": server}],
        "paths": {"/files": {"post": operation}},
    }
    place = desk.file("mine.json", json.dumps(document).encode())
    await desk.core.providers.add(await desk.core.providers.look(place))
    account = await desk.core.accounts.add("my_files", "", "", "k" * 20, this_run_only=True, account_id="mine")
    values = {"body.passphrase": SECRET, "body.note": "kept"}
    return Draft("my_files", account.id, (desk.file("a.bin", b"some bytes"),), values)


def traces(folder: Path) -> list[str]:
    return [path.name for path in folder.rglob("*") if path.is_file() and SECRET.encode() in path.read_bytes()]


async def test_a_passphrase_is_in_memory_and_not_in_the_journal(desk: Desk) -> None:
    hold(desk.core.scheduler)
    batch = await desk.core.uploads.submit(await hiding(desk))
    assert batch.values["body.passphrase"] == SECRET
    assert not batch.forgotten
    await desk.core.journal.batches()
    assert traces(desk.folder.parent / "data") == []


async def test_after_a_restart_it_is_asked_for_and_nothing_is_sent_without_it(desk: Desk) -> None:
    hold(desk.core.scheduler)
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
    hold(desk.core.scheduler)
    draft = await hiding(desk)
    await desk.core.uploads.submit(draft)
    other = Draft(draft.provider_id, draft.account_id, draft.paths, {**draft.values, "body.passphrase": "another"})
    found = await desk.core.uploads.sent_before(other, await desk.core.uploads.check(other))
    assert len(found.found) == 1


DEEP, PIN = "wörd in a group 0815", "pin/in 42"


async def echo(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    """Refuses whatever it is sent, and repeats it, as careless vendors do."""
    head = await reader.readuntil(b"\r\n\r\n")
    length = next(line for line in head.split(b"\r\n") if line.lower().startswith(b"content-length:"))
    body = await reader.readexactly(int(length.partition(b":")[2]))
    target = head.split(b" ")[1].decode()
    said = json.dumps({"message": f"not {SECRET} nor {DEEP} nor {PIN}", "for": target, "got": body.decode()}).encode()
    writer.write(b"HTTP/1.1 400 No\r\nContent-Type: application/json\r\nX-Asked: " + target.encode())
    writer.write(b"\r\nContent-Length: %d\r\nConnection: close\r\n\r\n%s" % (len(said), said))
    await writer.drain()
    writer.close()


async def test_what_a_vendor_repeats_of_it_is_kept_and_shown_nowhere(desk: Desk) -> None:
    server = await asyncio.start_server(echo, "127.0.0.1", 0)
    async with server:
        draft = await hiding(desk, f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}")
        values = {**draft.values, "body.login": {"user": "ann", "word": DEEP}, "query.pin": PIN}
        draft = replace(draft, values=values)
        preset = await desk.core.presets.save(Preset("Weekly", "my_files", "", values))
        batch = await desk.core.uploads.submit(draft)
        [failed] = await desk.until(batch)
    assert failed.state is State.FAILED
    assert "not •••" in str(failed.problem)
    details = repr(await desk.core.uploads.details(failed.id))
    assert "ann" in details, "the request is shown"
    plan = repr(await desk.core.uploads.plan(replace(draft, again=frozenset())))
    kept = repr([await desk.core.journal.steps(failed.id), await desk.core.journal.said.read([failed.id])])
    assert "•••" in kept
    files = [one.read_bytes() for one in (desk.folder.parent / "data").rglob("*") if one.is_file()]
    for secret in (SECRET, DEEP, PIN):
        for written in as_written(secret):
            assert written not in details + plan + kept + repr(failed) + repr(preset)
            assert not any(written.encode() in data for data in files)
