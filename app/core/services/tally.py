"""What the verdicts on many files come to: clashes of names, what goes and what is left out, counts, columns."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from app.core.copies import replace
from app.core.providers.model import Provider
from app.core.providers.rules import sent_key
from app.core.services.by_companion import disagreeing
from app.core.services.by_file import worse
from app.core.services.model import Grade, Verdict
from app.core.sources import SourceFile
from app.core.text import text


@dataclass(frozen=True, slots=True)
class Tally:
    """Many verdicts, counted.

    Attributes:
        verdicts: all, in order; a later file whose name an earlier one has already is refused, and
            one whose companion disagrees with an earlier one's.
        changed: those that differ from what was known.
        good: what can be sent.
        rows, valid: of the tables that can be sent, together.
        columns: what every readable table has.
    """

    verdicts: tuple[Verdict, ...]
    changed: tuple[Verdict, ...]
    good: tuple[SourceFile, ...]
    rows: int
    valid: Mapping[str, int]
    columns: tuple[str, ...]


def tally(provider: Provider, alone: Sequence[Verdict], known: Sequence[Verdict]) -> Tally:
    """Count verdicts on files, each by itself, against what was *known*: as many in the same order, or none at all."""
    verdicts = disagreeing(provider.flow.files.companion, clashes(provider, alone))
    going = [v for v in verdicts if v.grade is not Grade.ERROR]
    changed = (new for new, old in zip(verdicts, known, strict=True) if new is not old and new != old)
    return Tally(
        verdicts=tuple(verdicts),
        changed=tuple(changed if known else verdicts),
        good=tuple(v.source for v in going if v.source is not None),
        rows=sum(v.rows or 0 for v in going),
        valid=_sum(going),
        columns=_shared_columns(verdicts),
    )


def clashes(provider: Provider, verdicts: Sequence[Verdict]) -> Sequence[Verdict]:
    """The verdicts with every later file refused whose sent name an earlier one has already."""
    rules = provider.flow.files
    if not rules.unique:
        return verdicts
    taken: dict[str, Path] = {}
    checked = []
    for verdict in verdicts:
        key = sent_key(rules, verdict.source.sent_name) if verdict.source else ""
        if verdict.grade is Grade.ERROR or not key:
            checked.append(verdict)
        elif key in taken:
            other = _other(taken[key], verdict)
            words = text("“{other}” would arrive under the same name. Rename one of them.", other=other)
            checked.append(replace(worse(verdict, Grade.ERROR, words), alone=verdict))
        else:
            taken[key] = verdict.path
            checked.append(verdict)
    return checked


def _other(earlier: Path, verdict: Verdict) -> str:
    """What to call the *earlier* file: of two with one name, by its folder too."""
    return earlier.name if earlier.name != verdict.path.name else str(Path(earlier.parent.name, earlier.name))


def _sum(verdicts: Sequence[Verdict]) -> dict[str, int]:
    total: dict[str, int] = {}
    for verdict in verdicts:
        for rule, number in verdict.valid.items():
            total[rule] = total.get(rule, 0) + number
    return total


def _shared_columns(verdicts: Sequence[Verdict]) -> tuple[str, ...]:
    tables = {v.columns for v in verdicts if v.columns}
    good = {v.columns for v in verdicts if v.columns and v.grade is not Grade.ERROR} or tables
    first = next((v.columns for v in verdicts if v.columns in good), ())
    shared = set(first).intersection(*good)
    return tuple(dict.fromkeys(column for column in first if column in shared))
