"""What is to be said about one picked file: by its name, by what a CSV holds, by how its text is encoded."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from app.core.copies import replace
from app.core.providers.model import FileRules, Provider
from app.core.providers.rules import check_name
from app.core.services.contents import CsvFacts
from app.core.services.model import NONE, Grade, Lens, Verdict
from app.core.sources import NotAFile, SourceFile
from app.core.text import Text, joined, text

_READY = text("Ready")


def unreadable(path: Path, lens: Lens, error: OSError) -> Verdict:
    """The verdict on what cannot be read."""
    if isinstance(error, IsADirectoryError) and not lens.files.folders:
        words = text("The preset takes files only, no folders.")
    elif isinstance(error, IsADirectoryError):
        words = text("This folder cannot be opened. What is in it is left out.")
    elif isinstance(error, NotAFile):
        words = text("This is no file that can be sent.")
    else:
        words = text("This file cannot be read ({reason}).", reason=error.strerror or type(error).__name__)
    return Verdict(path, None, Grade.ERROR, words, lens=lens)


def unwanted(path: Path, lens: Lens) -> Verdict:
    """The verdict on a file that the preset does not take."""
    words = text("The preset takes {patterns} only.", patterns=", ".join(lens.files.patterns))
    return Verdict(path, None, Grade.ERROR, words, lens=lens)


def by_name(provider: Provider, source: SourceFile, lens: Lens) -> Verdict:
    """The verdict on a file by its name and size."""
    legible = _legible(source.sent_name)
    if legible == source.sent_name:
        return _by_legible_name(provider, source, lens)
    verdict = _by_legible_name(provider, replace(source, sent_name=legible), lens)
    if verdict.grade is Grade.ERROR or verdict.source is None:
        return verdict
    sent = verdict.source.sent_name
    words = text("Part of this name is not readable. It will be sent as “{name}”.", name=sent)
    return replace(verdict, grade=Grade.WARN, words=words, cleaned_name=sent)


def _legible(name: str) -> str:
    """*name* without lone surrogates: they stand for bytes that are no text, and no request can hold them."""
    return name if name.isascii() else "".join("_" if "\ud800" <= c <= "\udfff" else c for c in name)


def _by_legible_name(provider: Provider, source: SourceFile, lens: Lens) -> Verdict:
    rules, vendor, path = provider.flow.files, provider.name, source.path
    check = check_name(rules, vendor, source.sent_name, source.size)
    if check.refusals and check.cleaned:
        again = check_name(rules, vendor, check.cleaned, source.size)
        if not again.refusals:
            words = text("It will be sent as “{name}”.", name=check.cleaned)
            renamed = replace(source, sent_name=check.cleaned)
            return Verdict(path, renamed, Grade.WARN, words, cleaned_name=check.cleaned, lens=lens)
    if check.refusals:
        words = joined(*check.refusals)
        return Verdict(path, source, Grade.ERROR, words, cleaned_name=check.cleaned, lens=lens)
    if check.warnings:
        return Verdict(path, source, Grade.WARN, joined(*check.warnings), lens=lens)
    if source.companion:
        words = text("With {name}", name=source.companion.name)
        return Verdict(path, source, Grade.OK, words, lens=lens)
    return Verdict(path, source, Grade.OK, _READY, lens=lens)


def by_table(rules: FileRules, verdict: Verdict, facts: CsvFacts) -> Verdict:
    """The verdict on a CSV whose name is fine, by what it holds."""
    column = verdict.lens.column
    verdict = replace(
        verdict, columns=_shared(facts.columns), rows=facts.rows, encoding=facts.encoding, valid=facts.valid or NONE
    )
    if facts.broken:
        return worse(verdict, Grade.ERROR, text("This is no CSV that can be read ({reason}).", reason=facts.broken))
    if rules.header_row and not facts.columns:
        return worse(verdict, Grade.ERROR, text("There is no header row: the file holds no text."))
    if rules.header_row and not facts.rows:
        return worse(verdict, Grade.ERROR, text("There is a header row but nothing below it."))
    if column and column not in facts.columns:
        return worse(verdict, Grade.ERROR, text("There is no column “{column}” in this file.", column=column))
    short = _too_few(rules, facts, column)
    if short is not None:
        return worse(verdict, Grade.ERROR, short)
    if rules.header_row and not facts.header:
        words = text(
            "{n:count} row. The first row does not look like a header.|"
            "{n:count} rows. The first row does not look like a header.",
            n=facts.rows,
        )
        return worse(verdict, Grade.WARN, words)
    if facts.ragged:
        words = text(
            "{n:count} of {rows:count} rows has more or fewer cells than the header.|"
            "{n:count} of {rows:count} rows have more or fewer cells than the header.",
            n=facts.ragged,
            rows=facts.rows,
        )
        return worse(verdict, Grade.WARN, words)
    found = _rows_found(facts.rows)
    if not facts.certain:
        words = text(
            "{found}. The encoding seems to be {encoding}; UTF-8 is safer.", found=found, encoding=facts.encoding
        )
        return worse(verdict, Grade.WARN, words)
    if verdict.grade is Grade.WARN:
        return replace(verdict, words=text("{first} {found}", first=verdict.words, found=found))
    return replace(verdict, words=found)


def _too_few(rules: FileRules, facts: CsvFacts, column: str) -> Text | None:
    if not column:
        return None
    for rule, least in rules.count_valid.items():
        have = facts.valid.get(rule, 0)
        if have < least:
            return text(
                "{n:count} valid number in “{column}”; at least {least:count} are needed.|"
                "{n:count} valid numbers in “{column}”; at least {least:count} are needed.",
                n=have,
                column=column,
                least=least,
            )
    return None


@lru_cache(maxsize=256)
def _shared(columns: tuple[str, ...]) -> tuple[str, ...]:
    """One object for the many files that have the same columns."""
    return columns


@lru_cache(maxsize=256)
def _rows_found(rows: int) -> Text:
    return text("{n:count} row, header found|{n:count} rows, header found", n=rows)


def by_encoding(verdict: Verdict, encoding: str) -> Verdict:
    """The verdict on a text whose name is fine, by how it is encoded; *encoding* is empty where it is no text."""
    if not encoding or encoding in ("utf-8", "utf-8-sig", "ascii"):
        return verdict
    words = text("This text is in {encoding}; UTF-8 is expected.", encoding=encoding)
    return worse(replace(verdict, encoding=encoding), Grade.WARN, words)


def worse(verdict: Verdict, grade: Grade, words: Text) -> Verdict:
    """*verdict* with a worse grade; what it warned of is still said."""
    if verdict.grade is Grade.WARN:
        words = joined(verdict.words, words)
    return replace(verdict, grade=grade, words=words)
