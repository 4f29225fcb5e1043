"""What was sent before is noticed by its contents and its place, and nothing of it goes out before a decision."""

from __future__ import annotations

import asyncio
import shutil
from pathlib import Path

import pytest
from fixtures.desk import Desk
from fixtures.held import hold

from app.assembly import Setup, open_core
from app.core.copies import replace
from app.core.paths import DataPaths
from app.core.services.model import Draft
from app.core.services.recollection import Before, Recollection, Undecided
from app.core.text import format_day
from app.core.transfer import State

PDF, OTHER = b"%PDF-1.4 one", b"%PDF-1.4 two"


async def known(desk: Desk, draft: Draft) -> Recollection:
    return await desk.core.uploads.sent_before(draft, await desk.core.uploads.check(draft))


async def said(desk: Desk, draft: Draft) -> list[tuple[str, Before, str]]:
    return [(one.path.name, one.kind, str(one.words)) for one in (await known(desk, draft)).found]


def today(desk: Desk) -> str:
    return format_day(desk.core.scheduler.world.clock.now())


async def sent(desk: Desk, provider: str, *paths: Path, **more: str) -> None:
    await desk.until(await desk.send(provider, *paths, **more), State.DONE)


async def test_a_file_that_was_sent_is_asked_about_under_any_name(desk: Desk) -> None:
    await sent(desk, "tela", desk.file("a.pdf", PDF))
    draft = desk.draft("tela", desk.file("a.pdf", PDF), desk.file("b.pdf", OTHER), desk.file("copy of a.pdf", PDF))
    found = await known(desk, draft)
    day = today(desk)
    assert [(one.path.name, str(one.words)) for one in found.found] == [
        ("a.pdf", f"Sent already on {day}."),
        ("copy of a.pdf", f"Sent already on {day}, as “a.pdf”."),
    ]
    assert str(found.words) == f"2 of these 3 files were sent to Tela · Practice on {day}."
    with pytest.raises(Undecided, match="Leave it out, or send it again"):
        await desk.core.uploads.submit(draft)
    assert len(desk.practice.received("tela")) == 1
    assert len(desk.core.uploads.batches()) == 1


async def test_send_again_sends_and_leave_out_leaves_out(desk: Desk) -> None:
    first, second = desk.file("a.pdf", PDF), desk.file("b.pdf", OTHER)
    await sent(desk, "tela", first)
    draft = desk.draft("tela", first, second)
    found = await known(desk, draft)
    left = replace(draft, paths=tuple(path for path in draft.paths if path not in found.paths))
    await desk.until(await desk.core.uploads.submit(left), State.DONE)
    assert sorted(one.name for one in desk.practice.received("tela")) == ["a.pdf", "b.pdf"]
    again = replace(draft, again=(await known(desk, draft)).keys)
    assert await known(desk, again) == Recollection(), "it is decided"
    await desk.until(await desk.core.uploads.submit(again), State.DONE)
    assert len(desk.practice.received("tela")) == 4


async def test_a_decision_ends_where_another_file_or_place_begins(desk: Desk) -> None:
    path = desk.file("a.csv")
    await sent(desk, "sela", path)
    await sent(desk, "sela", path, body__source="other")
    draft = desk.draft("sela", path)
    decided = replace(draft, again=(await known(desk, draft)).keys)
    elsewhere = replace(decided, values={"body.source": "other"})
    with pytest.raises(Undecided):
        await desk.core.uploads.submit(elsewhere)
    await desk.core.uploads.submit(replace(elsewhere, again=(await known(desk, elsewhere)).keys))


async def test_other_contents_and_other_values_are_no_question(desk: Desk) -> None:
    path = desk.file("a.csv")
    await sent(desk, "sela", path)
    assert await known(desk, desk.draft("sela", path, body__source="another")) == Recollection()
    path.write_bytes(b"id,name\n1,Bob\n")
    assert await known(desk, desk.draft("sela", path)) == Recollection()
    assert await known(desk, replace(desk.draft("sela", path), values={})) == Recollection(), "not ready yet"
    nobody = replace(desk.draft("sela", path), account_id="gone")
    assert await known(desk, nobody) == Recollection()


async def test_another_account_is_another_place(desk: Desk) -> None:
    path = desk.file("a.pdf", PDF)
    await sent(desk, "tela", path)
    server, key = desk.core.accounts.of("tela")[0].server, desk.practice.keys["tela"]
    other = await desk.core.accounts.add("tela", "Second", server, key, this_run_only=True)
    assert await known(desk, replace(desk.draft("tela", path), account_id=other.id)) == Recollection()


async def test_what_is_on_its_way_is_asked_about(desk: Desk) -> None:
    path = desk.file("a.pdf", PDF)
    hold(desk.core.scheduler)
    await desk.send("tela", path)
    shutil.copy(path, desk.folder / "b.pdf")
    found = await said(desk, desk.draft("tela", desk.folder / "b.pdf"))
    assert found == [("b.pdf", Before.UNDER_WAY, "Among the transfers already.")]


async def test_what_is_on_its_way_and_gone_from_the_disk_is_known_by_name_and_size(desk: Desk) -> None:
    path = desk.file("a.pdf", PDF)
    hold(desk.core.scheduler)
    await desk.send("tela", path)
    path.unlink()
    fresh = desk.draft("tela", desk.file("new/a.pdf", OTHER))
    words = "A file of this name and size is among the transfers already."
    assert await said(desk, fresh) == [("a.pdf", Before.UNDER_WAY, words)]


async def test_only_what_could_be_the_same_of_what_is_on_its_way_is_looked_at(desk: Desk) -> None:
    path, longer = desk.file("a.pdf", PDF), desk.file("b.pdf", PDF + b", and more")
    hold(desk.core.scheduler)
    await desk.send("sendai", path, longer, mode="together")
    await desk.send("tela", path, desk.file("c.pdf", OTHER))
    found = await said(desk, desk.draft("sendai", desk.file("again.pdf", PDF)))
    assert found == [("again.pdf", Before.UNDER_WAY, "Among the transfers already.")]


async def test_what_another_run_left_in_the_queue_counts_too(desk: Desk) -> None:
    path, other = desk.file("a.pdf", PDF), desk.file("b.pdf", OTHER)
    hold(desk.core.scheduler)
    await desk.send("sendai", path, other, mode="together")
    await desk.core.close()
    desk.core = await open_core(Setup(DataPaths(desk.folder.parent / "data"), practice=True))
    found = await said(desk, desk.draft("sendai", desk.file("again.pdf", OTHER)))
    assert found == [("again.pdf", Before.UNDER_WAY, "Among the transfers already.")]


async def test_the_same_twice_in_one_drop_is_asked_about(desk: Desk) -> None:
    first, second, other = (desk.file(n, d) for n, d in (("a.pdf", PDF), ("b.pdf", PDF), ("c.pdf", OTHER)))
    draft = desk.draft("tela", first, second, other)
    assert await said(desk, draft) == [("b.pdf", Before.TWICE, "Holds the same as “a.pdf” in this list.")]
    assert str((await known(desk, draft)).words) == "1 of these 3 files holds the same as another one."
    with pytest.raises(Undecided):
        await desk.core.uploads.submit(draft)


async def test_files_of_one_request_are_known_one_by_one(desk: Desk) -> None:
    first, second = desk.file("a.pdf", PDF), desk.file("b.pdf", OTHER)
    await sent(desk, "sendai", first, second, mode="together")
    alone = await said(desk, desk.draft("sendai", second))
    assert alone == [("b.pdf", Before.SENT, f"Sent already on {today(desk)}.")]
    third = desk.file("c.pdf", b"%PDF-1.4 3rd")
    together = desk.draft("sendai", third, first, mode="together")
    assert [name for name, _, _ in await said(desk, together)] == ["a.pdf"]
    with pytest.raises(Undecided):
        await desk.core.uploads.submit(together)


async def test_other_metadata_makes_another_upload(desk: Desk) -> None:
    path, beside = desk.file("a.txt", b"a"), desk.file("a.txt.meta.json", b'{"by": "Ann"}')
    await sent(desk, "deepset", path)
    draft = desk.draft("deepset", path)
    assert len((await known(desk, draft)).found) == 1
    beside.write_bytes(b'{"by": "Bob"}')
    assert await known(desk, draft) == Recollection()
    beside.unlink()
    assert await known(desk, draft) == Recollection()
    written = replace(draft, companions={path: {"by": "Ann"}})
    await desk.until(await desk.submit(written), State.DONE)
    assert len((await known(desk, written)).found) == 1
    assert await known(desk, replace(draft, companions={path: {"by": "Cid"}})) == Recollection()


async def test_metadata_that_went_away_since_the_check_makes_no_question(desk: Desk) -> None:
    path, beside = desk.file("a.txt", b"a"), desk.file("a.txt.meta.json", b'{"by": "Ann"}')
    await sent(desk, "deepset", path)
    draft = desk.draft("deepset", path)
    check = await desk.core.uploads.check(draft)
    beside.unlink()
    assert await desk.core.uploads.sent_before(draft, check) == Recollection()


async def test_a_failed_upload_was_not_sent_and_its_retry_is_not_asked_about(desk: Desk) -> None:
    desk.practice.misbehave("tela", "ask", "status:413", times=1)
    path = desk.file("a.pdf", PDF)
    batch = await desk.send("tela", path)
    [failed] = await desk.until(batch, State.FAILED)
    assert await known(desk, desk.draft("tela", path)) == Recollection()
    await desk.core.uploads.retry([failed.id])
    await desk.until(batch, State.DONE)
    assert len(desk.practice.received("tela")) == 1


async def test_a_settled_unknown_counts_by_name_and_size(desk: Desk) -> None:
    desk.practice.misbehave("sendai", "upload", "drop_after", times=1)
    path = desk.file("a.pdf", PDF)
    [lost] = await desk.until(await desk.send("sendai", path), State.UNKNOWN)
    words = "Sent already; whether it arrived is not known yet. See Transfers."
    assert await said(desk, desk.draft("sendai", path)) == [("a.pdf", Before.UNDER_WAY, words)]
    await desk.core.uploads.resolve(lost.id, arrived=True)
    words = f"A file of this name and size was sent on {today(desk)}. What it held is not known."
    assert await said(desk, desk.draft("sendai", path)) == [("a.pdf", Before.SENT, words)]
    whole = await known(desk, desk.draft("sendai", path))
    assert str(whole.words) == "This file may have been sent to Send.ai · Practice before."


async def test_receipts_of_an_earlier_run_count(desk: Desk) -> None:
    path = desk.file("a.pdf", PDF)
    await sent(desk, "tela", path)
    await desk.core.close()
    desk.core = await open_core(Setup(DataPaths(desk.folder.parent / "data"), practice=True))
    assert [kind for _, kind, _ in await said(desk, desk.draft("tela", path))] == [Before.SENT]


async def test_a_file_that_cannot_be_read_any_more_is_no_reason_to_stop(desk: Desk) -> None:
    first, second = desk.file("a.pdf", PDF), desk.file("b.pdf", PDF)
    draft = desk.draft("tela", first, second)
    check = await desk.core.uploads.check(draft)
    first.unlink()
    assert await desk.core.uploads.sent_before(draft, check) == Recollection()


async def test_reading_tells_how_far_it_is_and_happens_once(desk: Desk) -> None:
    first, second = desk.file("a.pdf", b"x" * 3_000_000), desk.file("b.pdf", b"x" * 3_000_000)
    draft = desk.draft("tela", first, second)
    check = await desk.core.uploads.check(draft)
    told: list[tuple[int, int]] = []
    for _ in range(2):
        await desk.core.uploads.sent_before(draft, check, lambda done, total: told.append((done, total)))
    assert told[-1] == (6_000_000, 6_000_000)
    assert sum(done == total for done, total in told) == 1


async def test_no_question_is_asked_about_a_hundred_new_files(desk: Desk) -> None:
    paths = [desk.file(f"{n}.pdf", f"%PDF {n:03}".encode()) for n in range(100)]
    await desk.until(await desk.core.uploads.submit(desk.draft("tela", *paths)), State.DONE)
    assert len((await known(desk, desk.draft("tela", *paths[:50]))).found) == 50


async def test_two_presses_at_once_send_once(desk: Desk) -> None:
    draft = desk.draft("tela", desk.file("a.pdf", PDF))
    ends = await asyncio.gather(*(desk.core.uploads.submit(draft) for _ in range(2)), return_exceptions=True)
    assert sorted(type(end).__name__ for end in ends) == ["Batch", "Undecided"]
