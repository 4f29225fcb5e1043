"""``--limit``: a command sends no faster than it was told to, and says what it does not understand."""

from __future__ import annotations

import argparse
import time
from pathlib import Path

import pytest
from fixtures.vendors import Vendors

from app.cli import DONE, WRONG_USE
from app.cli_limit import limit
from app.core.services.bandwidth_plan import Plan

SELA = ("--provider", "sela", "--set", "body.source=crm_export")


@pytest.mark.parametrize(
    ("words", "rate"),
    [
        ("2MB", 2_000_000),
        ("500 KB/s", 500_000),
        ("1.5m", 1_500_000),
        ("1GB", 10**9),
        (" 10kb ", 10_000),
        ("none", None),
        ("None", None),
    ],
)
def test_a_speed_as_people_write_it(words: str, rate: int | None) -> None:
    assert limit(words) == Plan(rate)


@pytest.mark.parametrize("words", ["", "2", "fast", "2 Mbit", "9KB", "2000000GB", "-1MB", "1,5MB"])
def test_what_is_no_speed(words: str) -> None:
    with pytest.raises(argparse.ArgumentTypeError, match="no speed such as"):
        limit(words)


def test_sending_takes_as_long_as_the_limit_says(
    run, practice_process: Vendors, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("SELA_KEY", practice_process.new_key("sela"))
    file = tmp_path / "leads.csv"
    file.write_bytes(b"id,name\n" + b"1,Ann\n" * 2500)
    began = time.monotonic()
    said = run(
        *("send", *SELA, "--server", practice_process.servers["sela"], "--key-env", "SELA_KEY"), "--limit=10KB", file
    )
    assert (said.code, said.errors) == (DONE, "")
    # A promise about time: 15 KB at 10 KB/s, less a quarter of a second that may be made up for and the last turn.
    assert time.monotonic() - began >= 1.1
    assert [one["size"] for one in practice_process.received("sela")] == [file.stat().st_size]


def test_a_speed_that_is_none_is_wrong_use(run, tmp_path: Path) -> None:
    said = run("send", *SELA, "--limit", "fast", tmp_path)
    assert said.code == WRONG_USE
    assert "no speed such as 2MB" in said.errors
