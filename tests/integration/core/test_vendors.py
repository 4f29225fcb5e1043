"""Each vendor's whole flow, from a file on disk to what the vendor received, byte for byte."""

from __future__ import annotations

import hashlib
import json

from fixtures.desk import Desk

from app.core.transfer import State


def sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


async def test_sela_takes_a_csv_under_a_cleaned_name(desk: Desk) -> None:
    path = desk.file("leads (2).csv")
    [done] = await desk.until(await desk.send("sela", path))
    assert done.state is State.DONE, str(done.problem)
    [received] = desk.practice.received("sela")
    assert (received.name, received.sha256) == ("leads 2.csv", sha256(path.read_bytes()))
    [receipt] = await desk.core.uploads.receipts()
    assert list(receipt.sha256.values()) == [received.sha256]
    assert receipt.names == ("leads 2.csv",)


async def test_sela_refuses_other_files_before_anything_is_sent(desk: Desk) -> None:
    check = await desk.core.uploads.check(desk.draft("sela", desk.file("notes.docx")))
    assert (check.sendable, check.left_out, check.ready) == (0, 1, False)
    assert "CSV" in str(check.verdicts[0].words).upper()
    assert desk.practice.requests("sela") == []


async def test_tela_gives_vault_addresses_to_copy(desk: Desk) -> None:
    path = desk.file("contract.pdf", b"%PDF-1.4\n%%EOF\n")
    [done] = await desk.until(await desk.send("tela", path))
    assert done.state is State.DONE, str(done.problem)
    assert done.result is not None
    vault = f"vault://{done.result.id}"
    assert vault in done.result.copies
    assert {"file_url": vault} in [json.loads(c) for c in done.result.copies if c.startswith("{")]
    [received] = desk.practice.received("tela")
    assert (received.sha256, received.content_type) == (sha256(path.read_bytes()), "application/pdf")


async def test_sendai_one_upload_per_file_with_meta(desk: Desk) -> None:
    paths = [desk.file(f"{n}.pdf", f"%PDF {n}".encode()) for n in range(3)]
    meta = [{"name": "category", "value": "invoice"}]
    ended = await desk.until(await desk.send("sendai", *paths, body__meta=meta))
    assert [one.state for one in ended] == [State.DONE] * 3, [str(one.problem) for one in ended]
    received = desk.practice.received("sendai")
    assert {one.sha256 for one in received} == {sha256(path.read_bytes()) for path in paths}


async def test_sendai_all_files_in_one_upload(desk: Desk) -> None:
    paths = [desk.file(f"{n}.pdf", f"%PDF {n}".encode()) for n in range(3)]
    ended = await desk.until(await desk.send("sendai", *paths, mode="together"))
    assert [(one.state, len(one.files)) for one in ended] == [(State.DONE, 3)]
    uploads = [seen for seen in desk.practice.requests("sendai") if seen.method == "POST"]
    assert len(uploads) == 1
    assert {one.sha256 for one in desk.practice.received("sendai")} == {sha256(p.read_bytes()) for p in paths}


async def test_deepset_sends_a_batch_through_one_session_with_its_companions(desk: Desk) -> None:
    paths = [desk.file(f"{n}.txt", f"text {n}".encode()) for n in range(5)]
    companion = desk.file("0.txt.meta.json", b'{"author": "Ann"}')
    ended = await desk.until(await desk.send("deepset", *paths))
    assert [one.state for one in ended] == [State.DONE] * 5, [str(one.problem) for one in ended]
    received = {one.name: one.sha256 for one in desk.practice.received("deepset")}
    assert received == {path.name: sha256(path.read_bytes()) for path in [*paths, companion]}
    calls = [(seen.method, seen.status) for seen in desk.practice.requests("deepset")]
    assert calls.count(("POST", 201)) == 1, "one session"
    assert ("PUT", 204) in calls, "closed"


async def test_optimaldial_asks_about_the_cost_and_follows_to_the_end(desk: Desk) -> None:
    path = desk.leads(rows=120)
    draft = desk.draft("optimaldial", path)
    check = await desk.core.uploads.check(draft)
    assert check.cost is not None
    assert "120" in str(check.cost)
    [done] = await desk.until(await desk.send("optimaldial", path), seconds=90)
    assert done.state is State.DONE, str(done.problem)
    assert desk.practice.charges() == 120
    [received] = desk.practice.received("optimaldial")
    assert received.sha256 == sha256(path.read_bytes())
