"""The sample files do what they are there for."""

from __future__ import annotations

import csv
import json

import phonenumbers

from app.practice.phones import is_valid


def counts(number):
    try:
        parsed = phonenumbers.parse(number, "US")
    except phonenumbers.NumberParseException:
        return False
    return phonenumbers.is_valid_number(parsed) and phonenumbers.region_code_for_number(parsed) in ("US", "CA")


def test_the_leads_are_enough_to_be_dialled(samples):
    with (samples / "leads.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    numbers = [row["mobile"] for row in rows]
    assert len(rows) >= 120
    assert [is_valid(n) for n in numbers] == [counts(n) for n in numbers]
    assert sum(map(counts, numbers)) == 147


def test_each_file_is_what_its_name_says(samples):
    starts = {"contract.pdf": b"%PDF-1.4", "report.pdf": b"%PDF-1.4", "picture.png": b"\x89PNG\r\n\x1a\n"}
    for name, start in starts.items():
        assert (samples / name).read_bytes().startswith(start)
    assert isinstance(json.loads((samples / "report.pdf.meta.json").read_text("utf-8")), dict)
    assert "€" in (samples / "notes.txt").read_text("utf-8")
