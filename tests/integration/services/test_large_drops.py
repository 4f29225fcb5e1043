"""Many files, and folders as they really are: looked at once, in portions, and nothing of them lost without a word."""

from __future__ import annotations

import asyncio
import os
import shutil
import sqlite3
from collections.abc import Sequence
from io import FileIO
from pathlib import Path

import pytest
from fixtures.desk import Desk

from app.core.copies import replace
from app.core.engine import ledger
from app.core.events import BatchAdded
from app.core.services import examine
from app.core.services.model import Check, Draft, Grade, Verdict
from app.core.transfer import State


async def examined(desk: Desk, provider: str, *paths: Path) -> list[Verdict]:
    found = desk.core.uploads.examine(provider, paths)
    return [verdict async for portion in found for verdict in portion]


async def looked_at(desk: Desk, provider: str, *paths: Path, **values: str) -> Draft:
    """A draft as the window makes it, of files that were looked at."""
    known = tuple(await examined(desk, provider, *paths))
    draft = desk.draft(provider, *(one.path for one in known), **values)
    return replace(draft, known=known)


async def checked(desk: Desk, draft: Draft, *, sure: bool = False) -> Check:
    return await desk.core.uploads.check(draft, sure=sure)


def notes(desk: Desk, count: int) -> list[Path]:
    return [desk.file(f"many/{n % 7}/note {n:04}.txt", b"A note.") for n in range(count)]


# ── portions ────────────────────────────────────────────────────────────────────────────────────────


async def test_portions_are_bounded_and_keep_the_order(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(examine, "PORTION_MOST", 50)
    paths = notes(desk, 230)
    portions = [portion async for portion in desk.core.uploads.examine("deepset", [desk.folder / "many"])]
    assert max(map(len, portions)) <= 50
    found = [one.path for portion in portions for one in portion]
    assert found == sorted(paths, key=lambda path: (path.parent.name, path.name))


async def test_the_first_portion_does_not_wait_for_many(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(examine, "FIRST_TIME", 0.0)
    notes(desk, 20)
    portions = [len(portion) async for portion in desk.core.uploads.examine("deepset", [desk.folder / "many"])]
    assert portions[0] == 1
    assert sum(portions) == 20


async def test_no_file_stays_open_between_portions(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(examine, "PORTION_MOST", 7)
    notes(desk, 20)
    opened: list[FileIO] = []

    def begin_reading(path: Path) -> FileIO:
        opened.append(FileIO(path))
        return opened[-1]

    monkeypatch.setattr(examine, "begin_reading", begin_reading)
    async for _ in desk.core.uploads.examine("deepset", [desk.folder / "many"]):
        assert all(file.closed for file in opened)
    assert len(opened) == 20


async def test_one_that_cannot_be_opened_keeps_no_other_from_being_read(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    closed = notes(desk, 3)[1]

    def begin_reading(path: Path) -> FileIO:
        if path == closed:  # root may open everything
            raise PermissionError(13, "Permission denied")
        return FileIO(path)

    monkeypatch.setattr(examine, "begin_reading", begin_reading)
    found = await examined(desk, "deepset", desk.folder / "many")
    assert [one.grade for one in found] == [Grade.OK, Grade.ERROR, Grade.OK]
    assert str(found[1].words) == "This file cannot be read (Permission denied)."


@pytest.mark.parametrize("together", [1, 4, 1_000])
async def test_however_many_are_opened_together_each_gets_its_own_verdict(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, together: int
) -> None:
    monkeypatch.setattr(examine, "TOGETHER", together)
    for n in range(9):
        desk.file(f"many/{n}.txt", b"" if n % 3 == 0 else b"\xfcber" if n % 3 == 1 else b"A note.")
    found = await examined(desk, "deepset", desk.folder / "many")
    assert [one.path.name for one in found] == [f"{n}.txt" for n in range(9)]
    assert [one.grade for one in found] == [Grade.ERROR, Grade.WARN, Grade.OK] * 3


# ── a draft is checked without looking at its files again ───────────────────────────────────────────


async def test_while_the_form_is_filled_in_no_file_is_touched_or_counted_again(desk: Desk) -> None:
    notes(desk, 30)
    draft = await looked_at(desk, "deepset", desk.folder / "many")
    shutil.rmtree(desk.folder / "many")
    first = await checked(desk, draft)
    assert (first.sendable, first.changed) == (30, ())
    typed = await checked(desk, replace(draft, values={}))
    assert typed.errors
    assert typed.verdicts is first.verdicts, "counted once"


async def test_before_sending_files_that_changed_are_looked_at_again_and_only_those(desk: Desk) -> None:
    paths = notes(desk, 5)
    desk.file("many/0/note 0000.txt.meta.json", b"{}")
    draft = await looked_at(desk, "deepset", desk.folder / "many")
    kept = {one.path: one for one in draft.known}
    paths[1].unlink()
    paths[2].write_bytes(b"")
    (desk.folder / "many/0/note 0000.txt.meta.json").unlink()
    check = await checked(desk, draft, sure=True)
    assert {one.path for one in check.changed} == {paths[0], paths[1], paths[2]}
    assert (check.sendable, check.left_out) == (3, 2)
    assert all(kept[one.path] is one for one in check.verdicts if one.path in paths[3:])
    again = await checked(desk, replace(draft, known=check.verdicts), sure=True)
    assert again.changed == (), "what could not be read is looked at anew, and is the same"


async def test_another_name_concerns_its_file_alone(desk: Desk) -> None:
    first, second = desk.file("x/a.txt", b"1"), desk.file("y/a.txt", b"2")
    draft = await looked_at(desk, "deepset", first, second)
    check = await checked(desk, draft)
    assert [one.grade for one in check.changed] == [Grade.ERROR]
    named = replace(draft, known=check.verdicts, names={second: "b.txt"})
    check = await checked(desk, named)
    assert [(one.path, one.grade) for one in check.changed] == [(second, Grade.OK)]
    assert check.sendable == 2
    assert check.verdicts[0] is draft.known[0]
    back = await checked(desk, replace(named, known=check.verdicts, names={}))
    assert back.sendable == 1


async def test_another_column_has_the_tables_counted_anew(desk: Desk) -> None:
    draft = await looked_at(desk, "optimaldial", desk.leads("a.csv", 120), body__phone_column="phone")
    check = await checked(desk, draft)
    assert [dict(one.valid) for one in check.changed] == [{"phone_us": 120}]
    assert check.columns == ("id", "phone")
    assert (await checked(desk, replace(draft, known=check.verdicts))).changed == ()


# ── folders as they are ─────────────────────────────────────────────────────────────────────────────


async def test_a_folder_that_goes_away_meanwhile_is_said(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(examine, "PORTION_MOST", 3)
    for n in range(4):
        desk.file(f"tree/a/{n}.txt", b"x")
    desk.file("tree/b/5.txt", b"x")
    found: list[Verdict] = []
    async for portion in desk.core.uploads.examine("deepset", [desk.folder / "tree"]):
        found.extend(portion)
        shutil.rmtree(desk.folder / "tree", ignore_errors=True)
    assert [(one.path.name, one.source is None) for one in found] == [
        ("0.txt", False),
        ("1.txt", False),
        ("2.txt", False),
        ("3.txt", True),
        ("b", True),
    ]
    assert all("cannot be read (No such file" in str(one.words) for one in found[3:])


async def test_a_folder_that_cannot_be_opened_is_said(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    desk.file("tree/a.txt", b"x")
    closed = desk.file("tree/closed/b.txt", b"x").parent
    real = os.scandir

    def scandir(path: str | os.PathLike[str]) -> object:
        if Path(path) == closed:  # root may open everything
            raise PermissionError(13, "Permission denied")
        return real(path)

    monkeypatch.setattr(os, "scandir", scandir)
    found = await examined(desk, "deepset", desk.folder / "tree")
    assert [(one.path, one.grade) for one in found] == [
        (desk.folder / "tree/a.txt", Grade.OK),
        (closed, Grade.ERROR),
    ]
    assert str(found[1].words) == "This folder cannot be opened. What is in it is left out."


async def test_what_is_no_file_is_never_opened(desk: Desk) -> None:
    pipe = desk.file("a.txt", b"x").with_name("pipe.txt")
    os.mkfifo(pipe)
    async with asyncio.timeout(10):  # to open it would wait for somebody to write
        [one] = await examined(desk, "deepset", pipe)
        assert [found.path.name for found in await examined(desk, "deepset", desk.folder)] == ["a.txt"]
    assert (one.grade, str(one.words)) == (Grade.ERROR, "This is no file that can be sent.")


async def test_circles_and_depth_are_no_trap(desk: Desk) -> None:
    deep = desk.file("/".join(["tree", *["d"] * 100, "a.txt"]), b"x")
    (deep.parent / "up").symlink_to(desk.folder / "tree")
    (desk.folder / "tree/self").symlink_to(desk.folder / "tree/self")
    found = await examined(desk, "deepset", desk.folder / "tree")
    assert [(one.path.name, one.source is not None) for one in found] == [("self", False), ("a.txt", True)]


async def test_a_name_that_is_no_text_is_sent_under_one_that_is(desk: Desk) -> None:
    name = os.fsdecode(b"caf\xe9.csv")
    path = desk.file(name, b"id,name\n1,Ann\n")
    for provider in ("sela", "deepset"):
        [one] = await examined(desk, provider, path)
        assert (one.path, one.grade, one.cleaned_name) == (path, Grade.WARN, "caf_.csv")
        assert str(one.words).startswith("Part of this name is not readable. It will be sent as “caf_.csv”.")
        batch = await desk.send(provider, path)
        [sent] = await desk.until(batch)
        assert (sent.state, sent.name) == (State.DONE, name)
        assert [got.name for got in desk.practice.received(provider)] == ["caf_.csv"]


async def test_a_refused_name_that_is_no_text_stays_refused(desk: Desk) -> None:
    [one] = await examined(desk, "sela", desk.file(os.fsdecode(b"caf\xe9.pdf")))
    assert (one.grade, "csv files only" in str(one.words)) == (Grade.ERROR, True)


# ── into the queue ──────────────────────────────────────────────────────────────────────────────────


async def test_a_batch_comes_into_the_queue_in_portions_and_has_one_session(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ledger, "PORTION_TIME", 0.0)
    told: list[Sequence[str]] = []
    journaled: list[int] = []

    def note(event: BatchAdded) -> None:
        told.append([one.id for one in event.transfers])
        journaled.append(rows(desk))

    desk.core.events.subscribe(BatchAdded, note)
    paths = notes(desk, 40)
    batch = await desk.send("deepset", *paths)
    assert [len(portion) for portion in told] == [1] * 40
    assert journaled == [40] * 40, "all are on disk before the first is told of"
    sent = await desk.until(batch)
    assert [one.id for one in sent] == [id_ for portion in told for id_ in portion]
    assert [one.files[0].path for one in sent] == paths
    assert {one.state for one in sent} == {State.DONE}
    assert {one.round for one in sent} == {1}, "no session was closed while files were still to come"


def rows(desk: Desk) -> int:
    with sqlite3.connect(f"file:{desk.core.journal.path}?mode=ro", uri=True) as reading:
        return int(reading.execute("SELECT count(*) FROM transfers").fetchone()[0])
