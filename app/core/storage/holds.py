"""Keeps until when a vendor wants to hear nothing of an account: a restart must not be a way around it."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass

from app.core.storage.damaged import Row

PUT_HOLD = "INSERT OR REPLACE INTO holds VALUES (?, ?, ?)"


@dataclass(frozen=True, slots=True)
class Hold:
    """What a vendor asked for (``Retry-After``, RFC 9110, section 10.2.3), for an account as a whole.

    Attributes:
        until: seconds since the epoch.
        seconds: how long it was when it was asked for; it is never longer, whatever the clock is set to.
    """

    account_id: str
    until: float
    seconds: float


def hold_row(one: Hold) -> Row:
    """The row of *one*, in the order of the table's columns."""
    return one.account_id, one.until, one.seconds


def read_holds(connection: sqlite3.Connection) -> list[Hold]:
    """Every hold that was kept, also those that are over. Raises: sqlite3.Error."""
    return [Hold(*row) for row in connection.execute("SELECT account_id, until, seconds FROM holds")]
