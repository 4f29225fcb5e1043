"""What makes two uploads the same: the one place that says so, for what was sent and for what is about to be.

The same upload is **the same contents, to the same place**:

* *contents*: the SHA-256 of the file as it was or would be sent, together with what travels with that file
  alone: its companion (from the disk, or written in the form) and any other value of its own.
* *place*: the account, and the values of the form.

What does not count: the file's name (a download that is called "leads (1).csv" is the same list of leads), the
mode (whether it went alone or with others, the vendor has it), and what was typed into fields that hide it (a
password says nothing about the place, and a hash of it would betray it). A further local file that the form asks
for counts by its path.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping

import msgspec

from app.core.json_types import Json


class SentFile(msgspec.Struct, frozen=True):
    """One file of a finished transfer as "already sent" knows it again.

    Attributes:
        no: which of the transfer's files it is, from 0.
        place: the account and the form's values in one.
        name: the name that the vendor got.
        contents: what it held; empty where nobody hashed it, such as after a lost reply.
        at: when its transfer ended, seconds since the epoch.
    """

    transfer_id: str
    no: int
    account_id: str
    place: str
    size: int
    name: str
    contents: str
    at: float


def place(account_id: str, values: Mapping[str, Json]) -> str:
    """A digest of where a batch goes.

    Args:
        values: the batch's lasting ones, with defaults.
    """
    return _digest({"account": account_id, "values": values})


def contents(sha256: str, extra: Mapping[str, Json], companion_sha256: str = "") -> str:
    """A digest of one file and of what travels with it; empty where *sha256* is, since nothing is known then.

    Args:
        extra: the values of this file alone.
        companion_sha256: of the companion's bytes, empty where it has none on the disk.
    """
    if not sha256 or not (extra or companion_sha256):
        return sha256
    return _digest({"file": sha256, "extra": extra, "companion": companion_sha256})


def _digest(known: Mapping[str, Json]) -> str:
    return hashlib.sha256(json.dumps(known, sort_keys=True, default=dict).encode()).hexdigest()
