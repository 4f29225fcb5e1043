"""``--limit``: how fast a command may send, as people write it."""

from __future__ import annotations

import argparse
import re

from app.core.services.bandwidth_plan import LEAST, MOST, Plan

_RATE = re.compile(r"(\d+(?:\.\d+)?) ?([KMG])B?(?:/s)?", re.IGNORECASE)
_UNITS = {"K": 10**3, "M": 10**6, "G": 10**9}


def limit(words: str) -> Plan:
    """The plan for this run: ``2MB``, ``500 KB/s`` or ``none``.

    Raises:
        argparse.ArgumentTypeError: it is none of these, or out of bounds.
    """
    if words.strip().lower() == "none":
        return Plan()
    found = _RATE.fullmatch(words.strip())
    rate = round(float(found[1]) * _UNITS[found[2].upper()]) if found else 0
    if not LEAST <= rate <= MOST:
        raise argparse.ArgumentTypeError(f"“{words}” is no speed such as 2MB or 500KB (at least 10KB), and not “none”")
    return Plan(rate)
