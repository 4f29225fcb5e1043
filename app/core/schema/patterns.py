"""Turns a schema's JavaScript regular expression (ECMA-262) into one that Python's ``re`` reads alike."""

from __future__ import annotations

import re
import warnings

_LITERAL = re.compile(r"/.*/[a-z]*\Z", re.DOTALL)
_NAMED_GROUP = re.compile(r"\(\?<(?=[A-Za-z_])")
_ASCII_CLASS = re.compile(r"\\[dDwWbB]")


def to_python(pattern: str) -> str | None:
    """*pattern* for Python, or None where Python cannot read it.

    ``$`` becomes ``\\Z``, since Python's ``$`` lets a trailing line feed pass; ``\\d`` and ``\\w`` mean ASCII, as
    they do in JavaScript. A pattern between slashes is a JavaScript literal, which a schema's pattern is not: what
    its writer meant is not clear enough to refuse a person's value for it.
    """
    if _LITERAL.match(pattern):
        return None
    changed = _NAMED_GROUP.sub("(?P<", _strict_end(pattern))
    if _ASCII_CLASS.search(changed):
        changed = f"(?a){changed}"
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error")  # a warning means that Python reads it in another way
            re.compile(changed)
    except (re.error, Warning, RecursionError, OverflowError):
        return None
    return changed


def _strict_end(pattern: str) -> str:
    out: list[str] = []
    in_class = escaped = False
    for char in pattern:
        if escaped:
            escaped = False
        elif char == "\\":
            escaped = True
        elif char == "[":
            in_class = True
        elif char == "]":
            in_class = False
        elif char == "$" and not in_class:
            out.append(r"\Z")
            continue
        out.append(char)
    return "".join(out)
