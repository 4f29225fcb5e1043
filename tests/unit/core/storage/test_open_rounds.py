"""Sessions that were left open are found by an index, however long the journal is."""

from __future__ import annotations

import sqlite3
from contextlib import closing

import pytest

from app.core.storage import open_rounds
from app.core.storage.tables import migrate


@pytest.mark.parametrize(("query", "values"), [(open_rounds._OPEN, ()), (open_rounds._MAY_OPEN, ("b",))])
def test_no_step_of_a_transfer_is_looked_at(query: str, values: tuple[str, ...]) -> None:
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as connection:
        migrate(connection)
        plan = " ".join(row[3] for row in connection.execute(f"EXPLAIN QUERY PLAN {query}", values))
    assert "(owner>? AND owner<?)" in plan
    assert "AUTOMATIC" not in plan
