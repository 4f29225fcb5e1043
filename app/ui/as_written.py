"""What others wrote, such as a file's name, shown as what it is: on one line, in its own order, never as markup."""

from __future__ import annotations

import html
import re

_TURNS = re.compile("[\u202a-\u202e\u2066-\u2069]")
"""Signs that turn the reading direction: with them "gnp.csv" is shown as "vsc.png" (UAX #9, section 2)."""
_BREAKS = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029]+")


def on_one_line(words: str) -> str:
    """*words* without line breaks and other control characters, each letter where its script has it."""
    return words if words.isprintable() else _BREAKS.sub(" ", _TURNS.sub("", words))


def tip(words: str) -> str:
    """*words* for a tool tip: wrapped, and never read as markup, which Qt would guess from a ``<`` in them."""
    return f"<qt>{html.escape(_TURNS.sub('', words)).replace(chr(10), '<br>')}</qt>" if words else ""
