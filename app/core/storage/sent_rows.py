"""Turns sent files into rows of the journal and back."""

from __future__ import annotations

from app.core.identity import SentFile
from app.core.storage.damaged import Row

PUT_SENT_FILE = "INSERT OR REPLACE INTO sent_files VALUES (?, ?, ?, ?, ?, ?, ?, ?)"
SENT_FILES = "SELECT transfer_id, no, account_id, place, size, name, contents, at FROM sent_files"


def sent_file_row(one: SentFile) -> Row:
    """The row of *one*, in the order of the table's columns."""
    name = storable_name(one.name)
    return one.transfer_id, one.no, one.account_id, one.place, one.size, name, one.contents, one.at


def sent_file_from(row: Row) -> SentFile:
    """The sent file of a row. Raises: ValueError, TypeError: its bytes were damaged."""
    transfer_id, no, account_id, place, size, name, contents, at = row
    return SentFile(str(transfer_id), int(no), str(account_id), str(place), int(size), str(name), str(contents), at)


def storable_name(name: str) -> str:
    """*name* as SQLite takes it: what is no valid Unicode (lone surrogates) becomes question marks."""
    return name.encode("utf-8", "replace").decode("utf-8")
