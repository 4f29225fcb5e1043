"""Takes out of a step's outputs what was only needed to go on: signed URLs, policies, tokens."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import msgspec

from app.core.json_types import Json
from app.core.masking import MASK, mask_json

OWN = "$"
"""Outputs whose names begin so are Sendoff's own notes (hashes by file name), never a vendor's words."""


class Spent(msgspec.Struct, frozen=True):
    """Says, among what the journal is to keep, that an owner's secrets are of no use any more.

    Attributes:
        owner: as in :class:`app.core.transfer.StepRecord`.
        steps: the ids of the steps whose outputs lose them; None: all.
    """

    owner: str
    steps: frozenset[str] | None = None


def wiped(outputs: Mapping[str, Json]) -> Mapping[str, Json]:
    """*outputs* with ids and counts as they were, and :data:`~app.core.masking.MASK` where a secret stood.

    An address is taken out whole: its path may be the permission as well as its query.
    """
    return {
        name: value if name.startswith(OWN) else _without_urls(mask_json(value, name))
        for name, value in outputs.items()
    }


def _without_urls(data: Json) -> Json:
    if isinstance(data, str):
        return MASK if "://" in data else data
    if isinstance(data, Mapping):
        return {name: _without_urls(value) for name, value in data.items()}
    if isinstance(data, Sequence):
        return [_without_urls(item) for item in data]
    return data
