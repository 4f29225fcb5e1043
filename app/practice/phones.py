"""Reads a call list as the dialler does: finds the column, counts the US and Canadian numbers that are valid.

Source of the number rules: North American Numbering Plan, NPA-NXX-XXXX with N from 2 to 9, neither part N11.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable
from dataclasses import dataclass

_NUMBER = re.compile(r"1?([2-9]\d\d)([2-9]\d\d)\d{4}")
_NOT_IN_A_NUMBER = re.compile(r"[\s().+\-/]")
# Area codes of the plan's other countries; the territories of the United States count as valid.
_ELSEWHERE = re.compile("242|246|264|268|284|345|441|473|649|658|664|721|758|767|784|809|829|849|868|869|876")


class ListError(Exception):
    """The list cannot be read; *words* say why."""

    def __init__(self, words: str) -> None:
        super().__init__(words)
        self.words = words


@dataclass(frozen=True, slots=True)
class CallList:
    """The counts of a list, and what the vendor makes of it: all rows marked, and the valid rows alone."""

    valid: int
    invalid: int
    processed: bytes
    filtered: bytes


def is_valid(number: str) -> bool:
    """Whether *number*, in any common way of writing it, is a valid US or Canadian one."""
    match = _NUMBER.fullmatch(_NOT_IN_A_NUMBER.sub("", number.strip()))
    if match is None:
        return False
    area, exchange = match.groups()
    return not _ELSEWHERE.fullmatch(area) and not area.endswith("11") and not exchange.endswith("11")


def read_list(data: bytes, column: str) -> CallList:
    """The list in *data*, with its numbers in *column*. Raises :class:`ListError`."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise ListError("The file is not a UTF-8 CSV file.") from None
    if "\0" in text:
        raise ListError("The file is not a CSV file.")
    rows = csv.reader(io.StringIO(text, newline=""))
    try:
        header = next(rows, [])
        if column not in header:
            raise ListError(f"Column '{column}' not found in the CSV header.")
        return _counted(rows, header, header.index(column))
    except csv.Error as error:
        raise ListError(f"The CSV file could not be read: {error}") from None


def _counted(rows: Iterable[list[str]], header: list[str], at: int) -> CallList:
    all_rows, good_rows = io.StringIO(newline=""), io.StringIO(newline="")
    everything, filtered = csv.writer(all_rows), csv.writer(good_rows)
    everything.writerow([*header, "valid"])
    filtered.writerow(header)
    valid = invalid = 0
    for row in rows:
        if not row:
            continue
        good = at < len(row) and is_valid(row[at])
        valid, invalid = valid + good, invalid + (not good)
        everything.writerow([*row, "yes" if good else "no"])
        if good:
            filtered.writerow(row)
    return CallList(valid, invalid, all_rows.getvalue().encode(), good_rows.getvalue().encode())
