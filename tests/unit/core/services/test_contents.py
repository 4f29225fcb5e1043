"""Looking into CSV files: header, columns, rows, encodings, delimiters, and phone numbers."""

from __future__ import annotations

import csv
import io
import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.core.services import contents
from app.core.services.contents import CsvFacts, begin_reading, is_phone_us, text_encoding
from app.core.services.contents import read_csv as read_opened_csv


def read_csv(path: Path, column: str = "") -> CsvFacts:
    with begin_reading(path) as file:
        return read_opened_csv(file, column)


def encoding_of(path: Path) -> str:
    with begin_reading(path) as file:
        return text_encoding(file)


def written(tmp_path: Path, data: str | bytes, encoding: str = "utf-8") -> Path:
    path = tmp_path / "a.csv"
    path.write_bytes(data if isinstance(data, bytes) else data.encode(encoding))
    return path


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_columns_and_rows_in_every_delimiter(tmp_path: Path, delimiter: str) -> None:
    rows = [["Name", "Mobile"], ["Ann", "555 010 2000"], ["Bob", "+1 (212) 555-0100"]]
    facts = read_csv(written(tmp_path, "\n".join(delimiter.join(row) for row in rows)))
    assert facts.columns == ("Name", "Mobile")
    assert (facts.rows, facts.ragged, facts.header) == (2, 0, True)


def test_line_breaks_inside_quotes_are_one_row(tmp_path: Path) -> None:
    facts = read_csv(written(tmp_path, 'id,note\n1,"two\nlines"\n\n2,x\n'))
    assert (facts.columns, facts.rows) == (("id", "note"), 2)


@pytest.mark.parametrize(
    ("encoding", "data"),
    [
        ("utf-8-sig", b"\xef\xbb\xbfid,name\n1,a\n"),
        ("utf-16", "id,name\n1,ä\n".encode("utf-16")),
        ("utf-8", "id,name\n1,ä\n".encode()),
    ],
)
def test_encodings_that_say_what_they_are(tmp_path: Path, encoding: str, data: bytes) -> None:
    facts = read_csv(written(tmp_path, data))
    assert (facts.encoding, facts.certain, facts.columns) == (encoding, True, ("id", "name"))


def test_a_guessed_encoding_is_called_a_guess(tmp_path: Path) -> None:
    lines = "id;Straße;Größe\n" + "1;Königstraße;groß für Müller, schön\n" * 40
    facts = read_csv(written(tmp_path, lines, "cp1252"))
    assert not facts.certain
    assert facts.rows == 40


@pytest.mark.parametrize("first", ["1,2", "Ann,ann@example.com", "a,a", "a,", "2026-01-01,x"])
def test_a_first_row_of_data_is_no_header(tmp_path: Path, first: str) -> None:
    assert not read_csv(written(tmp_path, f"{first}\nx,y\n")).header


def test_an_empty_file_has_nothing(tmp_path: Path) -> None:
    facts = read_csv(written(tmp_path, "\n\n"))
    assert (facts.columns, facts.rows, facts.header) == ((), 0, False)


def test_ragged_rows_are_counted(tmp_path: Path) -> None:
    assert read_csv(written(tmp_path, "a,b\n1\n1,2\n1,2,3\n")).ragged == 2


def test_what_is_no_csv_is_said(tmp_path: Path) -> None:
    broken = b'a,b\n"' + b"x" * 200_000 + b"\n"
    assert "field" in read_csv(written(tmp_path, broken)).broken


def test_valid_numbers_are_counted_in_the_chosen_column(tmp_path: Path) -> None:
    path = written(tmp_path, "phone,other\n212-555-0100,x\n12,212-555-0100\n(416) 555 0199,\n")
    assert read_csv(path, "phone").valid == {"phone_us": 2}
    assert read_csv(path, "gone").valid == {}


@pytest.mark.parametrize(
    ("number", "valid"),
    [
        ("2125550100", True),
        ("+1 (212) 555-0100", True),
        ("1.212.555.0100 ext 12", True),
        ("212-555-0100 x9", True),
        ("112-555-0100", False),
        ("212-155-0100", False),
        ("+49 30 1234567", False),
        ("", False),
    ],
)
def test_north_american_numbers(number: str, valid: bool) -> None:
    assert is_phone_us(number) is valid


def test_text_encodings(tmp_path: Path) -> None:
    assert encoding_of(written(tmp_path, "grün")) == "utf-8"
    assert encoding_of(written(tmp_path, "green")) == "utf-8"
    assert encoding_of(written(tmp_path, b"\x89PNG\0\0\0")) == ""


def refused(*_: object) -> None:
    raise OSError(22, "Invalid argument")


@pytest.mark.parametrize("advise", [None, refused])
def test_a_disk_that_cannot_be_told_what_comes_is_read_all_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, advise: object
) -> None:
    monkeypatch.setattr(contents, "_ADVISE", advise)
    assert encoding_of(written(tmp_path, "grün")) == "utf-8"


@pytest.mark.skipif(not hasattr(os, "posix_fadvise"), reason="the system has no such call")
def test_the_disk_is_told_what_is_read_soon(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    told: list[tuple[int, ...]] = []
    monkeypatch.setattr(contents, "_ADVISE", lambda *words: told.append(words))
    with begin_reading(written(tmp_path, "grün")) as file:
        assert [words[0] for words in told] == [file.fileno()]
        assert told[0][3] == os.POSIX_FADV_WILLNEED


def test_a_table_larger_than_the_sample_is_read_to_its_end(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("id,name\n" + "1,Ann Example\n" * 30_000)
    assert path.stat().st_size > 256 * 1024
    facts = read_csv(path)
    assert (facts.columns, facts.rows) == (("id", "name"), 30_000)


@given(
    st.lists(st.lists(st.text(alphabet="abc ,;\"'\n\t0", max_size=6), min_size=2, max_size=4), min_size=1, max_size=8)
)
def test_nothing_that_csv_can_write_breaks_it(tmp_path_factory: pytest.TempPathFactory, rows: list[list[str]]) -> None:
    buffer = io.StringIO()
    csv.writer(buffer).writerows(rows)
    path = tmp_path_factory.mktemp("csv") / "a.csv"
    path.write_text(buffer.getvalue(), newline="")
    facts = read_csv(path)
    assert facts.rows >= 0
