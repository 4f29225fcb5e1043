"""Names, sizes and numbers of files against a provider's rules."""

from __future__ import annotations

import pytest

from app.core.providers import rules
from app.core.providers.model import Companion, FileRules

NAMED = FileRules(
    accept=(".csv",), name_pattern=r"^(?=.{1,255}$)[a-zA-Z0-9][a-zA-Z0-9_\-. ]*$", name_help="Letters and digits."
)
CLEANED = FileRules(clean=r'[\\#%"\'|<>{}`^\[\]~\x00-\x1f]', unique=True, companion=Companion("{$file.name}.meta.json"))


def words(check: rules.NameCheck) -> str:
    return " ".join(str(w) for w in (*check.refusals, *check.warnings))


def test_a_good_name_is_left_alone() -> None:
    assert rules.check_name(NAMED, "Sela", "may-leads.csv", 10) == rules.NameCheck()


@pytest.mark.parametrize(
    ("name", "cleaned"),
    [
        ("leads (2).csv", "leads 2.csv"),
        ("Käufer & Söhne.csv", "Kaufer Sohne.csv"),
        ("_private.csv", "private.csv"),
        ("...csv", "file.csv"),
        ("日本.csv", "file.csv"),
        ("a" * 300 + ".csv", "a" * 251 + ".csv"),
        ("tail.csv\n", "tail.csv"),
    ],
)
def test_a_name_against_the_rule_gets_a_cleaned_one(name: str, cleaned: str) -> None:
    check = rules.check_name(NAMED, "Sela", name, 10)
    assert "does not take this name. Letters and digits." in words(check)
    assert check.cleaned == cleaned
    assert not rules.check_name(NAMED, "Sela", cleaned, 10).refusals


def test_no_cleaned_name_is_offered_when_none_fits() -> None:
    strict = FileRules(name_pattern=r"^report-[0-9]{4}\.csv$")
    check = rules.check_name(strict, "X", "other.csv", 1)
    assert check.cleaned == ""
    assert words(check) == "X does not take this name."


def test_a_name_without_suffix_is_cleaned_too() -> None:
    assert rules.clean_name(FileRules(name_pattern="^[a-z]+$"), "re(ad)me") == "readme"
    assert rules.clean_name(FileRules(), "as it is") == "as it is"


def test_suffix_and_size_are_checked_in_words() -> None:
    check = rules.check_name(NAMED, "Sela", "photo.png", 0)
    assert "Sela takes .csv files only." in words(check)
    assert "This file is empty." in words(check)
    big = rules.check_name(FileRules(max_size=100_000_000), "V", "a.csv", 100_000_001)
    assert "is too large: V takes up to 100 MB." in words(big)
    assert not rules.check_name(FileRules(max_size=100_000_000), "V", "a.csv", 100_000_000).refusals
    assert "V needs at least 10 bytes." in words(rules.check_name(FileRules(min_size=10), "V", "a", 3))
    assert not rules.check_name(FileRules(min_size=0), "V", "a", 0).refusals
    assert not rules.check_name(NAMED, "Sela", "LEADS.CSV", 3).refusals


def test_an_unproved_suffix_is_warned_about_only() -> None:
    check = rules.check_name(FileRules(warn_accept=(".pdf", ".txt")), "Tela", "a.zip", 1)
    assert not check.refusals
    assert "known to work with .pdf, .txt" in words(check)
    assert not rules.check_name(FileRules(warn_accept=(".pdf",)), "Tela", "A.PDF", 1).warnings


def test_names_that_the_vendors_tools_rewrite_may_clash() -> None:
    assert rules.sent_key(CLEANED, "a#.txt") == rules.sent_key(CLEANED, "a%.txt") == "a_.txt"
    assert rules.sent_key(CLEANED, "e\u0301.txt") == rules.sent_key(CLEANED, "\u00e9.txt")
    assert rules.sent_key(NAMED, "a.csv") == ""
    assert "It is sent as “a_.txt”." in words(rules.check_name(CLEANED, "V", "a#.txt", 1))


def test_companions_are_known_by_name() -> None:
    assert rules.companion_name(CLEANED, "report.pdf") == "report.pdf.meta.json"
    assert rules.companion_name(NAMED, "report.pdf") == ""
    stem = FileRules(companion=Companion("{$file.stem}.xmp"))
    assert rules.companion_name(stem, "photo.jpg") == "photo.xmp"
    endings = [rules.companion_ending(one) for one in (CLEANED, NAMED, stem)]
    assert endings == [".meta.json", "", ".xmp"]
    assert rules.companion_ending(FileRules(companion=Companion("about {$file.name}"))) == ""


def test_too_many_files_are_counted() -> None:
    assert rules.most_files(FileRules(), None, ["a"] * 500) is None
    assert rules.most_files(FileRules(), 100, ["a"] * 100) is None
    assert "101 files are too many: up to 100" in str(rules.most_files(FileRules(), 100, ["a"] * 101))
    assert "up to 5" in str(rules.most_files(FileRules(max_count=5), 100, ["a"] * 6))
