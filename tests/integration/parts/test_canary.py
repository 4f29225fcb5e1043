"""The look-out for keys finds them in every form in which a program could write one down."""

from __future__ import annotations

import base64
import json
import logging
import sqlite3
from pathlib import Path
from urllib.parse import quote

import pytest
from fixtures.canary import Canary

KEY = Canary("canary_0123456789abcdef+/=")


def in_a_log(folder: Path) -> Path:
    handler = logging.FileHandler(folder / "sendoff.log")
    handler.emit(logging.makeLogRecord({"msg": f"Authorization: Bearer {KEY}"}))
    handler.close()
    return folder / "sendoff.log"


def in_a_database(folder: Path) -> Path:
    with sqlite3.connect(folder / "journal.sqlite3") as database:
        database.execute("CREATE TABLE steps (outputs TEXT)")
        database.execute("INSERT INTO steps VALUES (?)", (json.dumps({"key": KEY}),))
    database.close()
    return folder / "journal.sqlite3"


def encoded(folder: Path) -> Path:
    path = folder / "basic"
    path.write_bytes(base64.b64encode(b"user:" + KEY.encode()))
    return path


def quoted(folder: Path) -> Path:
    path = folder / "url"
    path.write_text(f"https://example.com/?key={quote(KEY, safe='')}")
    return path


@pytest.mark.parametrize("write", [in_a_log, in_a_database, encoded, quoted])
def test_a_key_is_found_where_it_was_written_down(write, tmp_path: Path) -> None:
    (tmp_path / "innocent.txt").write_text("canary_")
    assert KEY.found_in(tmp_path) == []
    assert write(tmp_path) in KEY.found_in(tmp_path)


def test_a_short_key_is_not_looked_for() -> None:
    with pytest.raises(AssertionError, match="too short"):
        Canary("short").forms()
