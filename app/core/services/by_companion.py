"""What is to be said about a file by the companion that travels with it, and by those of the other files."""

from __future__ import annotations

import json
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path

from app.core.copies import replace
from app.core.providers.model import Companion, FileRules
from app.core.services.by_file import worse
from app.core.services.model import Grade, Kinds, Verdict
from app.core.text import Text, text

_USUAL_LIMIT = 1_000_000
_NAMES = {bool: "yes or no", int: "a number", float: "a number", str: "a text", list: "a list", dict: "an object"}
_WORDS = {
    "yes or no": text("yes or no"),
    "a number": text("a number"),
    "a text": text("a text"),
    "a list": text("a list"),
    "an object": text("an object"),
}


def by_companion(rules: FileRules, verdict: Verdict) -> Verdict:
    """*verdict* with what its companion on the disk holds. Raises: OSError: that cannot be read."""
    companion, source = rules.companion, verdict.source
    if companion is None or source is None or source.companion is None or not companion.same_types:
        return verdict
    name, most = source.companion.name, companion.max_size or _USUAL_LIMIT
    data = _read(source.companion, most)
    if data is None:
        return worse(verdict, Grade.ERROR, text("{name} is larger than {most:bytes}.", name=name, most=most))
    try:
        held = json.loads(data)
    except (ValueError, RecursionError):
        held = None
    if not isinstance(held, dict):
        return worse(verdict, Grade.ERROR, text("{name} holds no JSON object of names and values.", name=name))
    taken = next((key for key in companion.reserved if key in held), None)
    if taken is not None:
        words = text("{name} uses the name “{key}”, which is taken.", name=name, key=taken)
        return worse(verdict, Grade.ERROR, words)
    kinds = tuple((key, _NAMES[type(value)]) for key, value in held.items() if value is not None)
    return replace(verdict, kinds=_shared(kinds))


def disagreeing(companion: Companion | None, verdicts: Sequence[Verdict]) -> Sequence[Verdict]:
    """The verdicts with every file refused whose companion has a value of another type than an earlier one's."""
    if companion is None or not companion.same_types:
        return verdicts
    firsts: dict[str, tuple[str, Path]] = {}
    checked = []
    for verdict in verdicts:
        words = _against(firsts, verdict) if verdict.grade is not Grade.ERROR else None
        refused = words and replace(worse(verdict, Grade.ERROR, words), alone=verdict)
        checked.append(refused or verdict)
        if refused is None and verdict.grade is not Grade.ERROR:
            for key, kind in verdict.kinds:
                firsts.setdefault(key, (kind, verdict.path))
    return checked


def _against(firsts: dict[str, tuple[str, Path]], verdict: Verdict) -> Text | None:
    for key, kind in verdict.kinds:
        first, path = firsts.get(key, (kind, verdict.path))
        if first != kind:
            return text(
                "In its metadata “{key}” is {kind}, in that of “{other}” {first}. It must be the same in all files.",
                key=key,
                kind=_WORDS[kind],
                first=_WORDS[first],
                other=path.name,
            )
    return None


def _read(path: Path, most: int) -> bytes | None:
    """The file, or None where it is larger than *most* bytes."""
    with path.open("rb") as file:
        data = file.read(most + 1)
    return data if len(data) <= most else None


@lru_cache(maxsize=256)
def _shared(kinds: Kinds) -> Kinds:
    """One object for the many files that have the same names and types."""
    return kinds
