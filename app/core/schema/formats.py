"""Checks of ``format``: dates and times by RFC 3339, addresses by RFC 3986 and 5321, UUIDs by RFC 9562."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date, datetime, time
from urllib.parse import urlsplit
from uuid import UUID

_DATE = re.compile(r"\d{4}-\d\d-\d\d\Z", re.ASCII)
_TIME = re.compile(r"\d\d:\d\d:\d\d(?:\.\d+)?(?:[Zz]|[+-]\d\d:\d\d)?\Z", re.ASCII)
_DATE_TIME = re.compile(r"\d{4}-\d\d-\d\d[Tt ]\d\d:\d\d:\d\d(?:\.\d+)?(?:[Zz]|[+-]\d\d:\d\d)\Z", re.ASCII)
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.\-]*:[^\s<>\"{}|\\^`\x00-\x20]+\Z")
_EMAIL = re.compile(r"[^@\s]+@[^@\s.]+(?:\.[^@\s.]+)*\Z")


def is_date(words: str) -> bool:
    """Whether *words* is a full date such as ``2025-07-23``."""
    return bool(_DATE.match(words)) and _works(date.fromisoformat, words)


def is_time(words: str) -> bool:
    """Whether *words* is a time such as ``10:30:00``, with or without an offset."""
    return bool(_TIME.match(words)) and _works(time.fromisoformat, words.upper())


def is_date_time(words: str) -> bool:
    """Whether *words* is a date and time with an offset, such as ``2025-07-23T10:30:00Z``."""
    return bool(_DATE_TIME.match(words)) and _works(datetime.fromisoformat, words.upper())


def is_uri(words: str) -> bool:
    """Whether *words* is an absolute address; one with ``//`` needs a host."""
    if not _SCHEME.match(words):
        return False
    try:
        split = urlsplit(words)
        return bool(split.hostname) if words[len(split.scheme) + 1 :].startswith("//") else True
    except ValueError:
        return False


def is_uuid(words: str) -> bool:
    """Whether *words* is a UUID in the usual form with hyphens."""
    return len(words) == 36 and words.count("-") == 4 and _works(UUID, words)


def is_email(words: str) -> bool:
    """Whether *words* looks like an email address; only the mail server knows whether it is one."""
    return len(words) <= 254 and bool(_EMAIL.match(words))


def _works(read: Callable[[str], object], words: str) -> bool:
    try:
        read(words)
    except ValueError:
        return False
    return True


CHECKS: Mapping[str, Callable[[str], bool]] = {
    "date": is_date,
    "time": is_time,
    "date-time": is_date_time,
    "uri": is_uri,
    "url": is_uri,
    "uuid": is_uuid,
    "email": is_email,
}
