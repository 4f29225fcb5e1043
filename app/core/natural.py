"""The order in which people count: lead-2 before lead-10, in capitals or not, as file managers show it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from pathlib import Path

_NUMBER = re.compile(r"\d+")
_ACCENT = re.compile("[\u0300-\u036f]")


def natural(name: str) -> str:
    """By this names are sorted; no two names have the same, so that the order is stable.

    It knows no language's own rules: an accented letter stands with the plain one, and letters of other scripts stand
    as Unicode numbers them. One string, because 100,000 of those are compared in the time that names themselves take;
    of pairs they would hold up every thread three times as long.
    """
    plain = name.lower() if name.isascii() else _ACCENT.sub("", unicodedata.normalize("NFKD", name)).casefold()
    return f"{_NUMBER.sub(_counted, plain)}\0{name}"


def _counted(number: re.Match[str]) -> str:
    """A number, so written that a longer one comes later; the zero keeps it where digits stand among other signs."""
    digits = str(int(number.group()))
    return f"0{chr(len(digits))}{digits}"


def in_order(paths: Iterable[Path]) -> list[Path]:
    """*paths*, sorted so."""
    return sorted(paths, key=_by_path)


def _by_path(path: Path) -> str:
    return natural(str(path))
