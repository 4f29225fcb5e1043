"""Turns exchanges into rows of the journal and back."""

from __future__ import annotations

import json

from app.core.exchange import Exchange
from app.core.json_types import Json
from app.core.storage.cells import array, dumps, number, string
from app.core.storage.damaged import Row

PUT_EXCHANGE = "INSERT INTO exchanges (owner, step, attempt, began, ended, rest) VALUES (?, ?, ?, ?, ?, ?)"


def exchange_row(one: Exchange) -> Row:
    """The row of *one*, in the order of the statement above."""
    rest: list[Json] = [one.method, one.url, one.sent, one.status, one.problem, one.asked, one.answered]
    return one.owner, one.step, one.attempt, one.began, one.ended, dumps(rest)


def exchange_from(row: Row) -> Exchange:
    """The exchange of a row, with how many are left out after it.

    Raises:
        Exception: one of :data:`app.core.storage.cells.UNREADABLE`.
    """
    owner, step, attempt, began, ended, rest, left_out = row
    method, url, sent, status, problem, asked, answered = array(json.loads(rest))
    return Exchange(
        owner=string(owner),
        step=string(step),
        began=float(began),
        ended=float(ended),
        method=string(method),
        url=string(url),
        attempt=int(attempt),
        sent=int(number(sent)),
        status=int(number(status)),
        problem=string(problem),
        asked=string(asked),
        answered=string(answered),
        left_out=int(left_out),
    )
