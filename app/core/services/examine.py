"""Looks at picked files, in a worker thread and in portions, and says in words how each one stands."""

from __future__ import annotations

import os
import time
from collections.abc import AsyncIterator, Iterator, Mapping, Sequence
from concurrent.futures import Executor
from dataclasses import dataclass, field
from io import FileIO
from itertools import islice
from pathlib import Path
from typing import NamedTuple

from app.core.copies import replace
from app.core.disk_threads import answer_within
from app.core.errors import InputError
from app.core.long_lived import long_lived
from app.core.preset import ANY_FILES, FileWishes
from app.core.providers.model import FileRules, Provider
from app.core.providers.rules import companion_ending, companion_name
from app.core.schema.placeholders import Facts, fill_text
from app.core.services.by_companion import by_companion
from app.core.services.by_file import by_encoding, by_name, by_table, unreadable, unwanted
from app.core.services.contents import begin_reading, read_csv, text_encoding
from app.core.services.model import Grade, Lens, Verdict
from app.core.sources import Listing, SourceFile, walk
from app.core.text import text

PATIENCE = 120.0
"""Seconds after which a disk that says nothing at all is given up; a single large file on a slow one takes a while."""
FIRST_TIME = 0.03
"""Seconds after which the first portion of verdicts is handed over, so that rows show at once."""
PORTION_TIME = 0.1
"""Seconds for which each further portion is gathered: the list is painted anew with each."""
PORTION_MOST = 2_500
"""Verdicts of one portion: the window takes in that many without a hitch."""
TOGETHER = 64
"""Files that are opened one right after the other before the first of them is read: so the disk is told of all of
them at once, see :func:`begin_reading`. Some systems let a program have 256 open."""


@dataclass(frozen=True, slots=True)
class Wishes:
    """What the person set about the files.

    Attributes:
        names: by path, another name to send.
        column: the chosen column of a CSV, empty where none is chosen.
        files: which files are wanted, and what they are called; *facts*: what is known for those names.
    """

    names: Mapping[Path, str] = field(default_factory=dict)
    column: str = ""
    files: FileWishes = ANY_FILES
    facts: Facts | None = None

    def name_of(self, path: Path) -> str:
        """The name under which a file is to be sent; empty: its own."""
        typed = self.names.get(path, "") if self.names else ""
        if typed or not self.files.name or self.facts is None:
            return typed
        return fill_text(self.files.name, replace(self.facts, file=path.name)) + path.suffix


class _Look(NamedTuple):
    """A look at a file by its name and size alone; *go_on*: what it holds is still to be looked at."""

    verdict: Verdict
    go_on: bool = False


class Examiner:
    """Looks at files for one provider."""

    def __init__(self, workers: Executor) -> None:
        self._workers = workers

    async def portions(
        self, provider: Provider, paths: Sequence[Path], wishes: Wishes
    ) -> AsyncIterator[tuple[Verdict, ...]]:
        """Verdicts on the files at and below *paths*, in portions, as they become known."""
        async for portion in self._in_portions(provider.flow.files, _look(provider, paths, wishes)):
            yield portion

    async def all(self, provider: Provider, paths: Sequence[Path], wishes: Wishes) -> list[Verdict]:
        """All verdicts at once."""
        return [one async for portion in self.portions(provider, paths, wishes) for one in portion]

    async def again(
        self, provider: Provider, known: Sequence[Verdict], wishes: Wishes, *, sure: bool = False
    ) -> list[Verdict]:
        """The *known* verdicts, each file by itself; those that another lens is due for are made anew.

        Args:
            sure: see whether files changed since, and look at those again.
        """
        looks = _look_again(provider, known, wishes, sure)
        return [one async for portion in self._in_portions(provider.flow.files, looks) for one in portion]

    async def _in_portions(self, rules: FileRules, looks: Iterator[_Look]) -> AsyncIterator[tuple[Verdict, ...]]:
        kept, seconds = long_lived(looks), FIRST_TIME
        while True:
            try:
                portion = await answer_within(PATIENCE, self._workers, _portion, rules, kept, seconds)
            except TimeoutError:
                words = text("The disk with the files did not answer for {seconds:seconds}.", seconds=PATIENCE)
                raise InputError(words) from None
            if not portion:
                return
            yield portion
            seconds = PORTION_TIME


def _portion(rules: FileRules, looks: Iterator[_Look], seconds: float) -> tuple[Verdict, ...]:
    """The next verdicts, as many as come in that time."""
    due = time.monotonic() + seconds
    portion: list[Verdict] = []
    while some := list(_until(due, islice(looks, min(TOGETHER, PORTION_MOST - len(portion))))):
        portion += [_read(rules, verdict, file) for verdict, file in [_open(look) for look in some]]
        if time.monotonic() > due:
            break
    return tuple(portion)


def _until(due: float, looks: Iterator[_Look]) -> Iterator[_Look]:
    """The next looks, at least one if there is any, until it is time."""
    for look in looks:
        yield look
        if time.monotonic() > due:
            return


def _look(provider: Provider, paths: Sequence[Path], wishes: Wishes) -> Iterator[_Look]:
    plain = Lens(provider.id, "", wishes.column, wishes.files)
    rules = provider.flow.files
    ending = companion_ending(rules)
    picked = frozenset(path.absolute() for path in paths) if wishes.files.patterns else frozenset()
    for listing in walk(paths) if wishes.files.folders else [Listing.of(path.absolute()) for path in paths]:
        companions = rules.companion is not None and listing.may_hold(ending)
        for path in listing.paths():
            if wishes.files.patterns and path not in picked and not wishes.files.takes(path.name):
                continue  # of a folder that was picked, it is simply not one of those that are wanted
            if companions and ending and path.name.endswith(ending) and _has_owner(path, ending):
                continue  # it goes with the file it belongs to
            yield _begin(provider, path, _lens(plain, wishes, path), companions=companions)


def _look_again(provider: Provider, known: Sequence[Verdict], wishes: Wishes, sure: bool) -> Iterator[_Look]:
    plain = Lens(provider.id, "", wishes.column, wishes.files)
    for verdict in known:
        alone = verdict.alone or verdict
        lens = _lens(plain, wishes, alone.path)
        stays = alone.lens == lens and not (sure and _has_changed(alone))
        yield _Look(alone) if stays else _begin(provider, alone.path, lens)


def _lens(plain: Lens, wishes: Wishes, path: Path) -> Lens:
    name = wishes.name_of(path)
    return replace(plain, name=name) if name else plain


def _begin(provider: Provider, path: Path, lens: Lens, *, companions: bool = True) -> _Look:
    """Judge a file by its name and size; *companions*: it may have one."""
    if not lens.files.takes(path.name):
        return _Look(unwanted(path, lens))
    try:
        source = SourceFile.look_at(path, lens.name or None)
        if companions:
            source = _with_companion(provider.flow.files, source)
        verdict = by_name(provider, source, lens)
        return _Look(verdict, go_on=verdict.grade is not Grade.ERROR)
    except OSError as error:
        return _Look(unreadable(path, lens, error))


def _open(look: _Look) -> tuple[Verdict, FileIO | None]:
    """The verdict so far, and the opened file where it is to be read."""
    verdict = look.verdict
    if not look.go_on:
        return verdict, None
    try:
        return verdict, begin_reading(verdict.path)
    except OSError as error:
        return unreadable(verdict.path, verdict.lens, error), None


def _read(rules: FileRules, verdict: Verdict, file: FileIO | None) -> Verdict:
    """*verdict* with what the file holds."""
    source = verdict.source
    if file is None or source is None:
        return verdict
    try:
        with file:
            return by_companion(rules, _by_contents(rules, verdict, source, file))
    except OSError as error:
        return unreadable(verdict.path, verdict.lens, error)


def _by_contents(rules: FileRules, verdict: Verdict, source: SourceFile, file: FileIO) -> Verdict:
    if source.media_type == "text/csv" and (rules.header_row or rules.columns):
        return by_table(rules, verdict, read_csv(file, verdict.lens.column))
    if rules.text_encoding == "utf-8" and source.media_type.startswith("text/"):
        return by_encoding(verdict, text_encoding(file, source.size))
    return verdict  # it could be opened, so it may be read


def _has_changed(verdict: Verdict) -> bool:
    source = verdict.source
    if source is None:
        return True  # it could not be looked at; perhaps it can be now
    try:
        now = source.path.stat()
    except OSError:
        return True
    if now.st_size != source.size or now.st_mtime_ns != source.mtime_ns:
        return True
    if verdict.kinds:
        return True  # read again: what is in the companion decides too
    return source.companion is not None and not source.companion.is_file()


def _has_owner(companion: Path, ending: str) -> bool:
    owner = companion.name.removesuffix(ending)
    return bool(owner) and companion.with_name(owner).is_file()


def _with_companion(rules: FileRules, source: SourceFile) -> SourceFile:
    name = companion_name(rules, source.name)
    if not name:
        return source
    beside = str(source.path).removesuffix(source.name) + name
    return replace(source, companion=Path(beside)) if os.path.isfile(beside) else source
