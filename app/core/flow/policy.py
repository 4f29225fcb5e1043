"""Reads the policy of a presigned POST: until when it holds, and how large a file it lets through.

The policy is base64 of JSON, signed but not secret: ``{"expiration": …, "conditions": […]}``
(Amazon S3 API Reference, "Creating an HTML form using AWS Signature Version 4", sigv4-HTTPPOSTConstructPolicy).
"""

from __future__ import annotations

import base64
import json
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from app.core.json_types import Json
from app.core.text import Text, text

Sizes = tuple[int, int]
"""The least and the greatest size, in bytes."""


def policy_of(fields: Mapping[str, Json]) -> Mapping[str, Any]:
    """The policy among a form's *fields*, decoded; empty where there is none that can be read."""
    given = next((v for k, v in fields.items() if k.lower() == "policy"), None)
    return _decoded(given) if isinstance(given, str) else {}


@lru_cache(maxsize=32)  # one policy holds for thousands of files
def _decoded(given: str) -> Mapping[str, Any]:
    try:
        found = json.loads(base64.b64decode(given, validate=False))
    except (ValueError, RecursionError):
        return {}
    return found if isinstance(found, Mapping) else {}


def size_range(fields: Mapping[str, Json]) -> Sizes | None:
    """The least and the greatest size in bytes that the policy lets through, None where it does not say."""
    conditions = policy_of(fields).get("conditions")
    for condition in conditions if isinstance(conditions, list) else ():
        if isinstance(condition, list) and len(condition) == 3 and condition[0] == "content-length-range":
            low, high = condition[1], condition[2]
            if isinstance(low, int) and isinstance(high, int):
                return low, high
    return None


def size_problem(taken: Sizes, size: int, vendor: str) -> Text | None:
    """Words when the policy that takes sizes in the range *taken* would refuse a file of *size* bytes, else None."""
    if taken[0] <= size <= taken[1]:
        return None
    if size < taken[0]:
        return text(
            "{vendor} takes files from {least:bytes} on. This one has {size:bytes}; it was not sent.",
            vendor=vendor,
            least=taken[0],
            size=size,
        )
    return text(
        "{vendor} takes files up to {most:bytes}. This one has {size:bytes}; it was not sent.",
        vendor=vendor,
        most=taken[1],
        size=size,
    )
