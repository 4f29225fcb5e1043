"""Which numbers the dialler counts."""

from __future__ import annotations

import phonenumbers
import pytest

from app.practice.phones import ListError, is_valid, read_list


@pytest.mark.parametrize(
    "number",
    ["2125550123", "12125550123", "+1 212 555 0123", "(416) 555-0123", "212.555.0123", " 1-212-555-0123 "],
)
def test_valid_in_any_common_shape(number):
    assert is_valid(number)
    assert phonenumbers.is_valid_number(phonenumbers.parse(number, "US"))


@pytest.mark.parametrize(
    "number",
    ["", "n/a", "555-0142", "1125550123", "2121550123", "9115550123", "2129115555", "+44 20 7946 0958",
     "8765550123", "212555012", "221255501234", "212555012x"],
)  # fmt: skip
def test_not_valid(number):
    assert not is_valid(number)


def test_short_rows_count_as_invalid_and_empty_lines_not_at_all():
    read = read_list(b"a,phone\n1,2125550123\n2\n\n3,x\n", "phone")
    assert (read.valid, read.invalid) == (1, 2)
    assert read.filtered == b"a,phone\r\n1,2125550123\r\n"
    assert b"2,no\r\n" in read.processed


def test_the_column_must_be_in_the_header():
    with pytest.raises(ListError, match="not found in the CSV header"):
        read_list(b"a,b\n", "phone")
