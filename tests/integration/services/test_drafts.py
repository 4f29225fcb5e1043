"""From picked files and a form to what would be sent: verdicts, problems, words on the button, dry runs."""

from __future__ import annotations

import os
from collections.abc import Sequence
from io import FileIO
from pathlib import Path

import pytest
from fixtures.desk import Desk

from app.core.copies import replace
from app.core.errors import InputError
from app.core.services.model import Check, Draft, Grade, Verdict


async def examined(desk: Desk, provider: str, *paths: Path, **values: str) -> list[Verdict]:
    given = {key.replace("__", "."): value for key, value in values.items()}
    found = desk.core.uploads.examine(provider, paths, "", given)
    return [verdict async for portion in found for verdict in portion]


async def verdict(desk: Desk, provider: str, *paths: Path, **values: str) -> tuple[Grade, str]:
    [one] = await examined(desk, provider, *paths, **values)
    return one.grade, str(one.words)


async def checked(desk: Desk, provider: str, *paths: Path, mode: str = "", **values: object) -> Check:
    return await desk.core.uploads.check(desk.draft(provider, *paths, mode=mode, **values))  # type: ignore[arg-type]


# ── one file ────────────────────────────────────────────────────────────────────────────────────────


async def test_a_good_csv_is_counted(desk: Desk) -> None:
    assert await verdict(desk, "sela", desk.file("a.csv")) == (Grade.OK, "1 row, header found")
    [one] = await examined(desk, "sela", desk.file("b.csv", b"id,name\n1,Ann\n2,Bob\n"))
    assert (one.columns, one.rows, one.encoding, str(one.words)) == (("id", "name"), 2, "utf-8", "2 rows, header found")


@pytest.mark.parametrize(
    ("data", "grade", "words"),
    [
        (b"", Grade.ERROR, "empty"),
        (b"\n\n  \n", Grade.ERROR, "There is no header row"),
        (b"id,name\n", Grade.ERROR, "nothing below it"),
        (b"1,Ann\n2,Bob\n", Grade.WARN, "1 row. The first row does not look like a header."),
        (b"id,name\n1\n2,Bob\n", Grade.WARN, "1 of 2 rows has more or fewer cells"),
        ("id,name\n1,Jürgen Müller aus Köln\n".encode("cp1252"), Grade.WARN, "UTF-8 is safer"),
        (b'id,name\n1,"' + b"x" * 140_000 + b'"\n', Grade.ERROR, "no CSV that can be read (field larger"),
    ],
)
async def test_what_is_odd_in_a_csv_is_said(desk: Desk, data: bytes, grade: Grade, words: str) -> None:
    got, said = await verdict(desk, "sela", desk.file("a.csv", data))
    assert (got, words in said) == (grade, True), said


async def test_a_cleaned_name_and_what_is_inside_are_both_said(desk: Desk) -> None:
    [one] = await examined(desk, "sela", desk.file("leads (2).csv"))
    assert (one.grade, one.cleaned_name) == (Grade.WARN, "leads 2.csv")
    assert str(one.words) == "It will be sent as “leads 2.csv”. 1 row, header found"
    [odd] = await examined(desk, "sela", desk.file("leads (3).csv", b"1,Ann\n2,Bob\n"))
    assert str(odd.words).startswith("It will be sent as “leads 3.csv”. 1 row. The first row")


async def test_every_reason_is_said_at_once(desk: Desk) -> None:
    grade, words = await verdict(desk, "sela", desk.file("(.docx", b""))
    assert grade is Grade.ERROR
    assert ".csv files only" in words
    assert "empty" in words
    assert "does not take this name" in words


async def test_what_a_vendor_is_not_known_to_read_is_sent_all_the_same(desk: Desk) -> None:
    grade, words = await verdict(desk, "tela", desk.file("a.xyz"))
    assert (grade, "may refuse" in words) == (Grade.WARN, True)
    assert (await checked(desk, "tela", desk.file("a.xyz"))).sendable == 1


@pytest.mark.parametrize("made", ["gone", "folder link", "forbidden"])
async def test_a_file_that_cannot_be_read_is_an_error_of_that_file_alone(desk: Desk, made: str) -> None:
    good, bad = desk.file("a.csv"), desk.folder / "b.csv"
    if made == "folder link":
        bad.symlink_to(desk.folder / "nowhere")
    elif made == "forbidden":
        if os.geteuid() == 0:
            pytest.skip("root may read everything")
        bad.write_bytes(b"id\n1\n")
        bad.chmod(0)
    check = await checked(desk, "sela", good, bad)
    assert [(one.grade, one.source is None) for one in check.verdicts] == [(Grade.OK, False), (Grade.ERROR, True)]
    assert "cannot be read (" in str(check.verdicts[1].words)
    assert (check.sendable, check.left_out, check.ready) == (1, 1, True)


async def test_a_file_that_cannot_be_read_to_its_end_is_an_error(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    def torn(file: FileIO, column: str = "") -> None:
        raise OSError(5, "Input/output error")

    monkeypatch.setattr("app.core.services.examine.read_csv", torn)
    assert await verdict(desk, "sela", desk.file("a.csv")) == (
        Grade.ERROR,
        "This file cannot be read (Input/output error).",
    )


@pytest.mark.parametrize(
    ("name", "data", "grade", "words"),
    [
        ("a.txt", "grün".encode(), Grade.OK, "Ready"),
        ("a.txt", "grün".encode("utf-8-sig"), Grade.OK, "Ready"),
        ("a.txt", "grün".encode("utf-16"), Grade.WARN, "This text is in utf-16; UTF-8 is expected."),
        ("a.txt", b"\0\1\2", Grade.OK, "Ready"),
        ("a.pdf", b"%PDF \xff", Grade.OK, "Ready"),
    ],
)
async def test_text_in_another_encoding_is_warned_about(
    desk: Desk, name: str, data: bytes, grade: Grade, words: str
) -> None:
    assert await verdict(desk, "deepset", desk.file(name, data)) == (grade, words)


# ── columns ─────────────────────────────────────────────────────────────────────────────────────────


async def test_too_few_valid_numbers_and_wrong_columns_are_refused(desk: Desk) -> None:
    few, many = desk.leads("few.csv", 99), desk.leads("many.csv", 100)
    assert (await verdict(desk, "optimaldial", few))[0] is Grade.OK, "no column is chosen yet"
    grade, words = await verdict(desk, "optimaldial", few, body__phone_column="phone")
    assert (grade, words) == (Grade.ERROR, "99 valid numbers in “phone”; at least 100 are needed.")
    assert (await verdict(desk, "optimaldial", many, body__phone_column="phone"))[0] is Grade.OK
    grade, words = await verdict(desk, "optimaldial", many, body__phone_column="id")
    assert (grade, words) == (Grade.ERROR, "0 valid numbers in “id”; at least 100 are needed.")
    one = await verdict(desk, "optimaldial", desk.leads("one.csv", 1), body__phone_column="phone")
    assert one == (Grade.ERROR, "1 valid number in “phone”; at least 100 are needed.")
    grade, words = await verdict(desk, "optimaldial", many, body__phone_column="Handy")
    assert (grade, words) == (Grade.ERROR, "There is no column “Handy” in this file.")


async def test_a_file_that_changed_is_read_anew(desk: Desk) -> None:
    path = desk.leads("a.csv", 99)
    assert (await verdict(desk, "optimaldial", path, body__phone_column="phone"))[0] is Grade.ERROR
    path = desk.leads("a.csv", 120)
    [one] = await examined(desk, "optimaldial", path, body__phone_column="phone")
    assert (one.grade, dict(one.valid), one.rows) == (Grade.OK, {"phone_us": 120}, 120)


async def test_the_column_is_guessed_where_none_was_chosen(desk: Desk) -> None:
    form = desk.core.providers.form("optimaldial")
    path = desk.file("a.csv", b"id,Mobile no,phone\n1,2,3\n")
    empty = Draft("optimaldial", "practice-optimaldial", (path,), {})
    assert await desk.core.uploads.guessed(empty, form) == {"body.phone_column": "Mobile no"}
    chosen = replace(empty, values={"body.phone_column": "id"})
    assert await desk.core.uploads.guessed(chosen, form) == {"body.phone_column": "id"}
    nothing = replace(empty, paths=(desk.file("b.csv", b"id,name\n1,2\n"),))
    assert await desk.core.uploads.guessed(nothing, form) == {}
    assert await desk.core.uploads.guessed(replace(empty, paths=()), form) == {}


# ── all together ────────────────────────────────────────────────────────────────────────────────────


async def test_the_button_says_what_it_does(desk: Desk) -> None:
    one, two = desk.file("1.csv"), desk.file("2.csv")
    assert str((await checked(desk, "sela")).button) == "Send"
    assert str((await checked(desk, "sela", one)).button) == "Send 1 file"
    assert str((await checked(desk, "sela", one, two)).button) == "Send 2 files"
    assert str((await checked(desk, "optimaldial", desk.leads(rows=120))).button) == "Send 120 rows…"


async def test_the_cost_counts_valid_rows_of_the_good_files(desk: Desk) -> None:
    check = await checked(desk, "optimaldial", desk.leads("a.csv", 120), desk.leads("b.csv", 110), desk.leads("c", 99))
    assert (check.sendable, check.left_out) == (2, 1)
    assert "230 credits for 230 rows" in str(check.cost)
    assert (await checked(desk, "sela", desk.file("a.csv"))).cost is None
    unknown = await checked(desk, "optimaldial", desk.leads("d.csv"), body__phone_column="")
    assert "120 credits for 120 rows" in str(unknown.cost), "no column yet: as many as there are rows"
    wrong = await checked(desk, "optimaldial", desk.leads("d.csv"), body__skip_mobile_lookup="perhaps")
    assert wrong.cost is None, "nothing is said of the cost while a field is wrong"
    assert wrong.errors


async def test_names_that_would_clash_are_found_also_after_cleaning(desk: Desk) -> None:
    first, second = desk.file("a#.txt", b"1"), desk.file("a_.txt", b"2")
    other, gone = desk.file("x/b.txt", b"1"), desk.folder / "gone.txt"
    check = await checked(desk, "deepset", first, second, other, gone)
    assert [one.grade for one in check.verdicts] == [Grade.WARN, Grade.ERROR, Grade.OK, Grade.ERROR]
    assert "“a#.txt” would arrive under the same name" in str(check.verdicts[1].words)
    twice = await checked(desk, "tela", desk.file("x/a.pdf"), desk.file("y/a.pdf"))
    assert twice.sendable == 2, "where names may repeat, they may"


async def test_another_name_settles_a_clash(desk: Desk) -> None:
    first, second = desk.file("x/a.txt", b"1"), desk.file("y/a.txt", b"2")
    draft = desk.draft("deepset", first, second)
    assert (await desk.core.uploads.check(draft)).sendable == 1
    check = await desk.core.uploads.check(replace(draft, names={second: "b.txt"}))
    assert [one.source.sent_name for one in check.verdicts if one.source] == ["a.txt", "b.txt"]
    assert check.sendable == 2


async def test_companions_go_with_their_files_and_are_no_rows_of_their_own(desk: Desk) -> None:
    desk.file("a.txt", b"a")
    desk.file("a.txt.meta.json", b'{"x": "1"}')
    alone = desk.file("b.txt.meta.json", b"{}")
    found = await examined(desk, "deepset", desk.folder)
    assert [(one.path.name, str(one.words)) for one in found] == [
        ("a.txt", "With a.txt.meta.json"),
        (alone.name, "Ready"),
    ]
    assert found[0].source is not None
    assert found[0].source.companion == desk.folder / "a.txt.meta.json"


async def test_a_companion_written_in_the_form_goes_with_its_file_alone(desk: Desk) -> None:
    first, second = desk.file("a.txt", b"a"), desk.file("b.txt", b"b")
    draft = replace(desk.draft("deepset", first, second), companions={second: {"author": "Ann"}})
    batch = await desk.core.uploads.submit(draft)
    await desk.until(batch)
    names = [one.name for one in desk.practice.received("deepset")]
    assert sorted(names) == ["a.txt", "b.txt", "b.txt.meta.json"]


async def test_modes(desk: Desk) -> None:
    files = [desk.file(f"{n}.pdf", b"%PDF") for n in range(101)]
    assert (await checked(desk, "sendai", *files)).ready
    assert (await checked(desk, "sendai", *files[:100], mode="together")).ready
    many = await checked(desk, "sendai", *files, mode="together")
    assert not many.ready
    assert "101 files are too many: up to 100" in str(many.problems[0])
    unknown = await checked(desk, "sendai", *files, mode="nothing like it")
    assert unknown.ready, "an unknown mode is the first one"


async def test_the_account_must_be_one_of_that_vendor(desk: Desk) -> None:
    draft = desk.draft("sela", desk.file("a.csv"))
    for account in ("", "practice-tela"):
        check = await desk.core.uploads.check(replace(draft, account_id=account))
        assert not check.ready
        assert str(check.problems[0]) == "Choose a Sela account, or add one."


# ── what is refused at the door ─────────────────────────────────────────────────────────────────────


async def test_what_is_not_ready_is_neither_sent_nor_planned(desk: Desk) -> None:
    bad, leads = desk.file("a.docx"), desk.leads()
    sela = desk.draft("sela", bad)
    cases: Sequence[tuple[Draft, str]] = [
        (replace(sela, account_id=""), "Choose a Sela account"),
        (replace(sela, values={}), "^body.source: "),
        (sela, r"^a\.docx: .*csv files only.* Nothing was sent\.$"),
        (replace(sela, paths=()), "There is no file to send"),
        (replace(sela, provider_id="nowhere"), "There is no vendor"),
    ]
    for draft, words in cases:
        with pytest.raises(InputError, match=words):
            await desk.core.uploads.submit(draft)
        with pytest.raises(InputError, match=words):
            await desk.core.uploads.plan(draft)
    with pytest.raises(InputError, match=r"credits.*Agree to this first"):
        await desk.core.uploads.submit(desk.draft("optimaldial", leads))
    assert desk.core.uploads.batches() == []
    assert desk.core.uploads.transfers() == []
    assert [desk.practice.requests(one) for one in ("sela", "optimaldial")] == [[], []]
