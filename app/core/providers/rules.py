"""Checks one file against a provider's rules by what needs no reading of it: name, size, number."""

from __future__ import annotations

import os
import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import PurePosixPath

from app.core.providers.expressions import Source, parse
from app.core.providers.model import FileRules
from app.core.text import Text, text


@dataclass(frozen=True, slots=True)
class NameCheck:
    """What is to be said about a file before it is read.

    Attributes:
        refusals: reasons why it would be refused.
        warnings: reasons why it may be.
        cleaned: a name that keeps to the rule, offered when the name itself does not; else empty.
    """

    refusals: tuple[Text, ...] = ()
    warnings: tuple[Text, ...] = ()
    cleaned: str = ""


_FINE = NameCheck()
"""Nothing is to be said: one object for all such files."""


def check_name(rules: FileRules, vendor: str, name: str, size: int) -> NameCheck:
    """Check the name to be sent and the size in bytes of one file for *vendor* (its name for people)."""
    refusals = [*_suffix_refusals(rules, vendor, name), *_size_refusals(rules, vendor, size)]
    warnings: list[Text] = []
    if rules.warn_accept and PurePosixPath(name).suffix.lower() not in rules.warn_accept:
        warnings.append(
            text(
                "{vendor} is known to work with {known}; it may refuse this one.",
                vendor=vendor,
                known=", ".join(rules.warn_accept),
            )
        )
    cleaned = ""
    if rules.name_pattern and not _keeps(rules.name_pattern, name):
        cleaned = clean_name(rules, name)
        help_ = rules.name_help
        refusals.append(
            text("{vendor} does not take this name. {help}", vendor=vendor, help=help_)
            if help_
            else text("{vendor} does not take this name.", vendor=vendor)
        )
    sent = sent_name(rules, name)
    if sent != name:
        warnings.append(text("It is sent as “{name}”.", name=sent))
    return NameCheck(tuple(refusals), tuple(warnings), cleaned) if refusals or warnings else _FINE


def _suffix_refusals(rules: FileRules, vendor: str, name: str) -> list[Text]:
    if not rules.accept or name.lower().endswith(rules.accept):
        return []
    known = ", ".join(rules.accept)
    return [text("{vendor} takes {known} files only.", vendor=vendor, known=known)]


def _size_refusals(rules: FileRules, vendor: str, size: int) -> list[Text]:
    if size < rules.min_size:
        if size == 0:
            return [text("This file is empty.")]
        return [text("{vendor} needs at least {least:bytes}.", vendor=vendor, least=rules.min_size)]
    if rules.max_size is not None and size > rules.max_size:
        return [
            text(
                "{size:bytes} is too large: {vendor} takes up to {most:bytes}.",
                size=size,
                vendor=vendor,
                most=rules.max_size,
            )
        ]
    return []


def clean_name(rules: FileRules, name: str) -> str:
    """A name close to *name* that keeps to the rule, or an empty string when none is found.

    Accents are dropped, other characters that the rule refuses are taken out, and so is what the rule does
    not allow at the beginning: ``leads (2).csv`` → ``leads 2.csv``.
    """
    if not rules.name_pattern:
        return sent_name(rules, name)
    stem, dot, suffix = name.rpartition(".")
    if not dot:
        stem, suffix = name, ""
    suffix = "".join(c for c in _plain(suffix) if _allows(rules.name_pattern, c))
    candidate = _tidy("".join(c for c in _plain(stem) if _allows(rules.name_pattern, c)))
    while candidate and not _keeps(rules.name_pattern, candidate[0]):
        candidate = candidate[1:]
    candidate = candidate or "file"
    longest = 255 - len(dot + suffix)
    offered = candidate[:longest].rstrip() + dot + suffix
    return offered if _keeps(rules.name_pattern, offered) else ""


def sent_name(rules: FileRules, name: str) -> str:
    """*name* with the characters that the vendor's own tools replace turned into ``_``."""
    return _cleaned(rules.clean, name) if rules.clean else name


@lru_cache(maxsize=1024)  # a file's request and its words ask several times
def _cleaned(pattern: str, name: str) -> str:
    return re.sub(pattern, "_", name)


def sent_key(rules: FileRules, name: str) -> str:
    """What two files of one batch must not share, or an empty string when they may share everything."""
    return unicodedata.normalize("NFC", sent_name(rules, name)) if rules.unique else ""


def companion_ending(rules: FileRules) -> str:
    """What the names of all companions end in; empty where they have nothing in common, or there are none."""
    last = parse(rules.companion.name).parts[-1] if rules.companion is not None else ""
    return last if isinstance(last, str) else ""


def companion_name(rules: FileRules, name: str) -> str:
    """The name of the companion that belongs to a file called *name*, or an empty string without one."""
    if rules.companion is None:
        return ""
    stem, ext = os.path.splitext(name)
    known = {"name": name, "stem": stem, "ext": ext}
    words = ""
    for part in parse(rules.companion.name).parts:
        if isinstance(part, str):
            words += part
            continue
        words += "".join(known.get(a.path[0], "") for a in part.alternatives if isinstance(a, Source) and a.path)
    return words


def most_files(rules: FileRules, mode_most: int | None, names: Sequence[str]) -> Text | None:
    """Words when there are more files than the vendor takes at once, else None."""
    most = min((m for m in (rules.max_count, mode_most) if m is not None), default=None)
    if most is None or len(names) <= most:
        return None
    return text("{n:count} files are too many: up to {most:count} go into one upload.", n=len(names), most=most)


def _plain(words: str) -> str:
    decomposed = unicodedata.normalize("NFKD", words)
    return "".join(c for c in decomposed if not unicodedata.combining(c))


def _tidy(words: str) -> str:
    return re.sub(r"\s+", " ", words).strip()


def _allows(pattern: str, character: str) -> bool:
    """Whether the rule takes *character* after the first one."""
    return _keeps(pattern, "a" + character)


def _keeps(pattern: str, name: str) -> bool:
    # In Python "$" also matches before a trailing line break, which JSON Schema's does not.
    return re.search(re.sub(r"(?<!\\)\$$", r"\\Z", pattern), name) is not None
