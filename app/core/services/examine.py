"""Checks picked files against a provider's rules, in a worker thread, and says in words how each one stands."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Iterator, Mapping, Sequence
from concurrent.futures import Executor
from dataclasses import dataclass, field, replace
from pathlib import Path

from app.core.providers.model import FileRules, Provider
from app.core.providers.rules import check_name, companion_name, is_companion, sent_key
from app.core.services.contents import CsvFacts, read_csv, text_encoding
from app.core.services.model import Grade, Verdict
from app.core.sources import SourceFile, walk
from app.core.text import Text, text

PORTION_TIME = 0.08
"""Seconds after which a portion of verdicts is handed over, so that the first rows show at once."""


@dataclass(frozen=True, slots=True)
class Wishes:
    """What the person set about the files.

    Attributes:
        names: by path, another name to send.
        column: the chosen column of a CSV, empty where none is chosen.
    """

    names: Mapping[Path, str] = field(default_factory=dict)
    column: str = ""


class Examiner:
    """Looks at files for one provider; what it has read of a file is kept until the file changes."""

    def __init__(self, workers: Executor) -> None:
        self._workers = workers
        self._csv: dict[tuple[Path, int, int, str], CsvFacts] = {}

    async def portions(
        self, provider: Provider, paths: Sequence[Path], wishes: Wishes
    ) -> AsyncIterator[tuple[Verdict, ...]]:
        """Verdicts on the files at and below *paths*, in portions, as they become known."""
        verdicts = self._verdicts(provider, paths, wishes)
        loop = asyncio.get_running_loop()
        while portion := await loop.run_in_executor(self._workers, _portion, verdicts):
            yield portion

    async def all(self, provider: Provider, paths: Sequence[Path], wishes: Wishes) -> list[Verdict]:
        """All verdicts at once."""
        return [one async for portion in self.portions(provider, paths, wishes) for one in portion]

    def _verdicts(self, provider: Provider, paths: Sequence[Path], wishes: Wishes) -> Iterator[Verdict]:
        rules = provider.flow.files
        for path in walk(paths):
            if rules.companion and is_companion(rules, path.name) and _owner(rules, path).is_file():
                continue  # it goes with the file it belongs to
            yield self._verdict(provider, path, wishes)

    def _verdict(self, provider: Provider, path: Path, wishes: Wishes) -> Verdict:
        try:
            source = SourceFile.look_at(path, wishes.names.get(path))
            path.open("rb").close()
        except OSError as error:
            reason = error.strerror or type(error).__name__
            return Verdict(path, None, Grade.ERROR, text("This file cannot be read ({reason}).", reason=reason))
        source = _with_companion(provider.flow.files, source)
        verdict = _by_name(provider, source)
        if verdict.grade is Grade.ERROR:
            return verdict
        try:
            return self._by_contents(provider.flow.files, verdict, wishes.column)
        except OSError as error:
            reason = error.strerror or type(error).__name__
            return Verdict(path, None, Grade.ERROR, text("This file cannot be read ({reason}).", reason=reason))

    def _by_contents(self, rules: FileRules, verdict: Verdict, column: str) -> Verdict:
        source = verdict.source
        assert source is not None
        if source.media_type == "text/csv" and (rules.header_row or rules.columns):
            return _about_csv(rules, verdict, self._csv_facts(source, column), column)
        if rules.text_encoding == "utf-8" and source.media_type.startswith("text/"):
            encoding = text_encoding(source.path)
            if encoding and encoding not in ("utf-8", "utf-8-sig", "ascii"):
                words = text("This text is in {encoding}; UTF-8 is expected.", encoding=encoding)
                return _worse(replace(verdict, encoding=encoding), Grade.WARN, words)
        return verdict

    def _csv_facts(self, source: SourceFile, column: str) -> CsvFacts:
        key = (source.path, source.size, source.mtime_ns, column)
        if key not in self._csv:
            if len(self._csv) > 5000:
                self._csv.clear()
            self._csv[key] = read_csv(source.path, column)
        return self._csv[key]


def _portion(verdicts: Iterator[Verdict]) -> tuple[Verdict, ...]:
    began = time.monotonic()
    portion = []
    for verdict in verdicts:
        portion.append(verdict)
        if time.monotonic() - began > PORTION_TIME:
            break
    return tuple(portion)


def _owner(rules: FileRules, companion: Path) -> Path:
    ending = companion_name(rules, "")
    return companion.with_name(companion.name.removesuffix(ending))


def _with_companion(rules: FileRules, source: SourceFile) -> SourceFile:
    name = companion_name(rules, source.name)
    if not name:
        return source
    beside = source.path.with_name(name)
    return replace(source, companion=beside) if beside.is_file() else source


def _by_name(provider: Provider, source: SourceFile) -> Verdict:
    rules, vendor = provider.flow.files, provider.name
    check = check_name(rules, vendor, source.sent_name, source.size)
    if check.refusals and check.cleaned:
        again = check_name(rules, vendor, check.cleaned, source.size)
        if not again.refusals:
            words = text("It will be sent as “{name}”.", name=check.cleaned)
            renamed = replace(source, sent_name=check.cleaned)
            return Verdict(source.path, renamed, Grade.WARN, words, cleaned_name=check.cleaned)
    if check.refusals:
        return Verdict(source.path, source, Grade.ERROR, _sentences(check.refusals), cleaned_name=check.cleaned)
    if check.warnings:
        return Verdict(source.path, source, Grade.WARN, _sentences(check.warnings))
    if source.companion:
        words = text("With {name}", name=source.companion.name)
        return Verdict(source.path, source, Grade.OK, words)
    return Verdict(source.path, source, Grade.OK, text("Ready"))


def _about_csv(rules: FileRules, verdict: Verdict, facts: CsvFacts, column: str) -> Verdict:
    verdict = replace(verdict, columns=facts.columns, rows=facts.rows, encoding=facts.encoding, valid=facts.valid)
    if facts.broken:
        return _worse(verdict, Grade.ERROR, text("This is no CSV that can be read ({reason}).", reason=facts.broken))
    if rules.header_row and not facts.columns:
        return _worse(verdict, Grade.ERROR, text("There is no header row: the file holds no text."))
    if rules.header_row and not facts.rows:
        return _worse(verdict, Grade.ERROR, text("There is a header row but nothing below it."))
    if column and column not in facts.columns:
        return _worse(verdict, Grade.ERROR, text("There is no column “{column}” in this file.", column=column))
    short = _too_few(rules, facts, column)
    if short is not None:
        return _worse(verdict, Grade.ERROR, short)
    if rules.header_row and not facts.header:
        words = text(
            "{n:count} row. The first row does not look like a header.|"
            "{n:count} rows. The first row does not look like a header.",
            n=facts.rows,
        )
        return _worse(verdict, Grade.WARN, words)
    if facts.ragged:
        words = text(
            "{ragged:count} of {rows:count} rows have more or fewer cells than the header.",
            ragged=facts.ragged,
            rows=facts.rows,
        )
        return _worse(verdict, Grade.WARN, words)
    found = text("{n:count} row, header found|{n:count} rows, header found", n=facts.rows)
    if not facts.certain:
        words = text(
            "{found}. The encoding seems to be {encoding}; UTF-8 is safer.", found=found, encoding=facts.encoding
        )
        return _worse(verdict, Grade.WARN, words)
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
                "{have:count} valid numbers in “{column}”; at least {least:count} are needed.",
                have=have,
                column=column,
                least=least,
            )
    return None


def _worse(verdict: Verdict, grade: Grade, words: Text) -> Verdict:
    if verdict.grade is Grade.WARN:
        words = text("{first} {second}", first=verdict.words, second=words)
    return replace(verdict, grade=grade, words=words)


def _sentences(words: Sequence[Text]) -> Text:
    joined = words[0]
    for more in words[1:]:
        joined = text("{first} {second}", first=joined, second=more)
    return joined


def clashes(provider: Provider, verdicts: Sequence[Verdict]) -> list[Verdict]:
    """The verdicts with every later file refused whose sent name an earlier one has already."""
    rules = provider.flow.files
    taken: dict[str, Path] = {}
    checked = []
    for verdict in verdicts:
        key = sent_key(rules, verdict.source.sent_name) if verdict.source else ""
        if verdict.grade is Grade.ERROR or not key:
            checked.append(verdict)
        elif key in taken:
            words = text("“{other}” would arrive under the same name. Rename one of them.", other=str(taken[key].name))
            checked.append(_worse(verdict, Grade.ERROR, words))
        else:
            taken[key] = verdict.path
            checked.append(verdict)
    return checked
