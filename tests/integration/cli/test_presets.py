"""Presets in a terminal: sent with, asked for, filled in, listed, shared, taken in."""

from __future__ import annotations

import asyncio
from datetime import date
from pathlib import Path

import pytest
from fixtures.vendors import Vendors

from app.cli import DONE, FAILED, WRONG_USE
from app.core.copies import replace
from app.core.paths import DataPaths
from app.core.preset import FieldNote, FileWishes, MadeFor, Preset
from app.core.storage.presets import PresetStore

SOURCE = "body.source"
FILES = FileWishes(("*.csv",), name="week {date}")
WEEKLY = Preset("Weekly", "sela", "", {SOURCE: "{file.stem}-{file.ext}"}, files=FILES)


@pytest.fixture
def keep(data: Path):
    def put(*presets: Preset) -> None:
        async def all_of_them() -> None:
            store = PresetStore(DataPaths(data).make().presets)
            for position, preset in enumerate(presets):
                await store.put(replace(preset, position=position))

        asyncio.run(all_of_them())

    return put


def test_a_preset_is_sent_as_the_dry_run_shows_it(run, keep, vendors: Vendors, leads: Path) -> None:
    keep(replace(WEEKLY, values={SOURCE: "crm"}))
    (leads.parent / "notes.txt").write_text("not for this one")
    name = f"week {date.today().isoformat()}.csv"
    said = run("send", "--preset", "Weekly", "--dry-run", *vendors.at("sela"), leads.parent)
    assert (said.code, name in said.out) == (DONE, True), said.errors
    assert "notes" not in said.out


def test_what_is_filled_in_is_checked_and_sent(run, keep, vendors: Vendors, leads: Path) -> None:
    keep(replace(WEEKLY, files=FileWishes()))
    said = run("send", "--preset", "Weekly", "--dry-run", *vendors.at("sela"), leads)
    assert (said.code, "leads-csv" in said.out) == (DONE, True), said.errors
    said = run("send", "--preset", "Weekly", *vendors.at("sela"), leads)
    assert said.code == DONE, said.errors
    assert "leads-csv" in repr(vendors.received("sela")[-1]["meta"])


def test_what_is_asked_for_has_to_be_set(run, keep, vendors: Vendors, leads: Path) -> None:
    keep(replace(WEEKLY, values={}, ask=(SOURCE,), files=FileWishes()))
    said = run("send", "--preset", "Weekly", *vendors.at("sela"), leads)
    assert said.code == WRONG_USE
    assert "“Source” is not filled in. Add --set source=…" in said.errors
    said = run("send", "--preset", "Weekly", "--set", "body.source=crm", *vendors.at("sela"), leads)
    assert said.code == DONE, said.errors


def test_one_that_no_longer_fits_sends_nothing(run, keep, vendors: Vendors, leads: Path) -> None:
    old = MadeFor("other", (FieldNote("body.colour", "text", "Colour"),))
    keep(replace(WEEKLY, values={"body.colour": "red"}, made_for=old))
    said = run("send", "--preset", "Weekly", *vendors.at("sela"), leads)
    assert (said.code, "“Colour” is gone. “Source” is new and needed." in said.errors) == (WRONG_USE, True)
    assert vendors.received("sela") == []
    assert "“Colour” is gone." in run("presets").out
    assert "gone" in run("presets", "--json").rows[0]["problem"]


def test_presets_are_listed_shared_and_taken_in(run, keep, tmp_path: Path) -> None:
    keep(WEEKLY, replace(WEEKLY, name="Monthly", id="1" * 32))
    one, both = tmp_path / "one.sendoff-preset", tmp_path / "both.zip"
    assert run("presets").out.splitlines() == ["Weekly  (sela)", "Monthly  (sela)"]
    assert run("presets", "--export", "Weekly").code == WRONG_USE
    assert run("presets", "--export", "Never", "--to", one).code == WRONG_USE
    assert run("presets", "--export", "Weekly", "--to", one).code == DONE
    assert run("presets", "--export", "Weekly", "--export", "Monthly", "--to", both).code == DONE
    said = run("presets", "--import", one)
    assert (said.code, "It sends files to Sela (" in said.out, "Add --yes" in said.errors) == (DONE, True, True)
    assert run("presets", "--import", both, "--yes", "--account", "Nobody").code == WRONG_USE
    assert "Kept as “Weekly 2”." in run("presets", "--import", both, "--yes").out
    assert len(run("presets", "--json").rows) == 4
    one.write_text(one.read_text().replace('"sela"', '"acme"'))
    assert run("presets", "--import", one, "--yes").code == FAILED
    one.write_text("{")
    assert run("presets", "--import", one).code == WRONG_USE
