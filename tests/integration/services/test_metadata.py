"""Metadata that travels beside files: its types agree across all files, or it is said before anything is sent."""

from __future__ import annotations

import json
import os

import pytest
from fixtures.desk import Desk

from app.core.copies import replace
from app.core.services.model import Check, Grade


async def checked(desk: Desk, **metadata: object) -> Check:
    paths = [desk.file(f"{name}.txt", name.encode()) for name in metadata]
    for name, value in metadata.items():
        data = value if isinstance(value, bytes) else json.dumps(value).encode()
        desk.file(f"{name}.txt.meta.json", data)
    return await desk.core.uploads.check(desk.draft("deepset", *paths))


def refusals(check: Check) -> list[tuple[str, str]]:
    return [(v.path.name, str(v.words)) for v in check.verdicts if v.grade is Grade.ERROR]


async def test_values_of_one_type_are_fine_and_a_missing_one_is_none(desk: Desk) -> None:
    check = await checked(
        desk, a={"year": 2025, "by": "Ann"}, b={"year": 2026.5}, c={"year": None, "tags": ["x"]}, d={}
    )
    assert (refusals(check), check.sendable) == ([], 4)


@pytest.mark.parametrize(
    ("first", "second", "words"),
    [
        (2025, "2026", "In its metadata “year” is a text, in that of “a.txt” a number."),
        ("2025", True, "In its metadata “year” is yes or no, in that of “a.txt” a text."),
        ([1], {"x": 1}, "In its metadata “year” is an object, in that of “a.txt” a list."),
    ],
)
async def test_another_type_is_refused_before_anything_is_sent(
    desk: Desk, first: object, second: object, words: str
) -> None:
    check = await checked(desk, a={"year": first}, b={"year": second}, c={"year": first})
    assert refusals(check) == [("b.txt", f"{words} It must be the same in all files.")]
    assert check.sendable == 2


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"[1, 2]", "holds no JSON object of names and values"),
        (b"{", "holds no JSON object of names and values"),
        (b"[" * 20_000, "holds no JSON object of names and values"),
        (b'{"_id": 1}', "uses the name “_id”, which is taken"),
        (b'{"a": "' + b"x" * 32_766 + b'"}', "is larger than 32.8 KB"),
    ],
)
async def test_metadata_that_would_be_refused_is_said(desk: Desk, data: bytes, words: str) -> None:
    [(name, said)] = refusals(await checked(desk, a=data))
    assert (name, words in said) == ("a.txt", True), said


async def test_metadata_that_is_mended_is_read_again(desk: Desk) -> None:
    assert len(refusals(await checked(desk, a={"year": 1}, b={"year": "2"}))) == 1
    known = (await checked(desk, a={"year": 1}, b={"year": "2"})).verdicts
    desk.file("b.txt.meta.json", b'{"year": 2}')
    draft = desk.draft("deepset", *(v.path for v in known))
    again = await desk.core.uploads.check(replace(draft, known=known), sure=True)
    assert refusals(again) == []


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may read everything")
async def test_metadata_that_cannot_be_read_is_said(desk: Desk) -> None:
    desk.file("a.txt", b"a")
    desk.file("a.txt.meta.json", b"{}").chmod(0)
    check = await desk.core.uploads.check(desk.draft("deepset", desk.folder / "a.txt"))
    assert "cannot be read" in refusals(check)[0][1]
