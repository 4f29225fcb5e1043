"""Whether what a step left is too old: by its age, by a time in the reply, or by the signed URL itself.

Times that the vendor's clock gave are believed only as far as they lie after the moment we kept them, since
this computer's clock may be wrong; then the URL's own length of life counts, from that moment on.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from urllib.parse import parse_qsl, urlsplit

from app.core.flow.actions import Recorded
from app.core.flow.env import MISSING, Env, Value
from app.core.flow.evaluate import evaluate
from app.core.flow.policy import policy_of
from app.core.providers.model import Expires

_LARGEST_MARGIN = 30.0  # a request must begin before the end, with time to connect
_MILLISECONDS = 1e11  # a larger "Unix time" counts milliseconds


def is_expired(expires: Expires, record: Recorded, env: Env) -> bool:
    """Whether *record*'s outputs can no longer be used at the scope's time now."""
    return is_over(end_of_life(expires, record, env), record, env.scope.now())


def is_over(end: float | None, record: Recorded, now: float) -> bool:
    """Whether it is too late *now* for something new with *record*'s outputs, which end at *end* (None: never)."""
    return end is not None and now >= end - min(_LARGEST_MARGIN, (end - record.at) / 10)


def end_of_life(expires: Expires, record: Recorded, env: Env) -> float | None:
    """When *record*'s outputs end, seconds since the epoch by this computer's clock; None: never."""
    ends: list[float] = []
    if expires.at:
        at = as_time(evaluate(expires.at, env))
        if at is not None and at > record.at:
            ends.append(at)
    if expires.from_url:
        found = signed_life(evaluate(expires.from_url, env))
        if found is not None:
            signed, life = found
            end = signed + life
            ends.append(end if end > record.at else record.at + life)
    if expires.after is not None and (not ends or not expires.from_url):
        ends.append(record.at + expires.after)
    return min(ends, default=None)


def signed_life(value: Value) -> tuple[float, float] | None:
    """When a signed URL, or the fields of a presigned POST, were signed, and their life in seconds."""
    if not isinstance(value, Mapping):
        return url_life(value)
    end = as_time(policy_of(value).get("expiration"))
    lower = {name.lower(): told for name, told in value.items()}
    signed = as_time(lower.get("x-amz-date"))
    return (signed, end - signed) if end is not None and signed is not None else None


def url_life(url: Value) -> tuple[float, float] | None:
    """When a signed URL was signed (seconds since the epoch) and its life in seconds; None: it does not say.

    ``X-Amz-Date`` and ``X-Amz-Expires`` are AWS Signature Version 4's; Google Cloud Storage's V4 has the
    same with ``X-Goog-``; Azure's SAS has ``st`` and ``se`` as times.
    """
    if not isinstance(url, str):
        return None
    try:
        query = {name.lower(): value for name, value in parse_qsl(urlsplit(url).query)}
    except ValueError:  # it is no address, such as one with an unclosed bracket
        return None
    for brand in ("x-amz-", "x-goog-"):
        signed = as_time(query.get(f"{brand}date", MISSING))
        life = query.get(f"{brand}expires", "")
        if signed is not None and life.isdecimal():
            return signed, float(life)
    begin, end = as_time(query.get("st", MISSING)), as_time(query.get("se", MISSING))
    return (begin, end - begin) if begin is not None and end is not None else None


def as_time(value: Value) -> float | None:
    """A time as seconds since the epoch: from RFC 3339, from ``20230419T152408Z``, or from a Unix time."""
    if isinstance(value, bool):
        return None
    if isinstance(value, int | float):
        return float(value) / 1000 if value > _MILLISECONDS else float(value)
    if not isinstance(value, str) or len(value) < 10:
        return None
    try:
        parsed = datetime.fromisoformat(value.strip())
    except ValueError:
        return None
    aware = parsed if parsed.tzinfo is not None else parsed.replace(tzinfo=UTC)
    return aware.timestamp()
