"""Lengths of time and sizes as a person writes them in upload.yaml: ``15m``, ``100 MB``."""

from __future__ import annotations

import re

_TIME = re.compile(r"\s*([0-9]+(?:\.[0-9]+)?)\s*(ms|s|m|min|h|d)\s*")
_SECONDS = {"ms": 0.001, "s": 1.0, "m": 60.0, "min": 60.0, "h": 3600.0, "d": 86_400.0}
_SIZE = re.compile(r"\s*([0-9]+(?:\.[0-9]+)?)\s*(B|kB|KB|KiB|MB|MiB|GB|GiB|TB|TiB)?\s*")
_BYTES = {
    "B": 1,
    "kB": 10**3,
    "KB": 10**3,
    "KiB": 2**10,
    "MB": 10**6,
    "MiB": 2**20,
    "GB": 10**9,
    "GiB": 2**30,
    "TB": 10**12,
    "TiB": 2**40,
}


def seconds(value: object) -> float | None:
    """``"1h"``, ``"15m"``, ``"30s"`` or a number of seconds; None when it is none of these."""
    if isinstance(value, int | float) and not isinstance(value, bool):
        return float(value) if value >= 0 else None
    found = _TIME.fullmatch(value) if isinstance(value, str) else None
    return float(found.group(1)) * _SECONDS[found.group(2)] if found else None


def size(value: object) -> int | None:
    """``"100 MB"`` (decimal), ``"8 MiB"`` or a number of bytes; None when it is none of these."""
    if isinstance(value, int) and not isinstance(value, bool):
        return value if value >= 0 else None
    found = _SIZE.fullmatch(value) if isinstance(value, str) else None
    return int(float(found.group(1)) * _BYTES[found.group(2) or "B"]) if found else None
