"""An upload session and what becomes of its files once it is closed."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from app.practice.objects import ObjectStore, StoredObject

MAX_FILES = 10_000
MAX_META = 32_766
META_SUFFIX = ".meta.json"
INGEST_SECONDS = 3.0


@dataclass(slots=True)
class Session:
    """One upload session. Times are seconds since the epoch.

    Attributes:
        prefix: where its objects lie.
        closed_at: when it was closed, by a call or by its own end; None while it is open.
        taken: the keys that were there when it closed.
        good, bad: how many files will be taken in, and how many fail.
        expired: it was closed by its own end.
        force_failed: so many files fail for no reason (ordered by a test).
    """

    id: str
    workspace: str
    prefix: str
    write_mode: str
    created: float
    expires: float
    closed_at: float | None = None
    taken: frozenset[str] = field(default_factory=frozenset)
    good: int = 0
    bad: int = 0
    expired: bool = False
    force_failed: int = 0

    def state(self) -> str:
        """``OPEN``, ``CLOSED`` or ``EXPIRED``."""
        if self.closed_at is None:
            return "OPEN"
        return "EXPIRED" if self.expired else "CLOSED"

    def counts(self, now: float, scale: float) -> tuple[int, int]:
        """Failed and finished files: both rise evenly after the session was closed."""
        if self.closed_at is None:
            return 0, 0
        seconds = INGEST_SECONDS * scale
        part = 1.0 if seconds <= 0 else min(1.0, max(0.0, (now - self.closed_at) / seconds))
        return int(self.bad * part), int(self.good * part)

    async def close(self, objects: ObjectStore, names: set[str], now: float) -> None:
        """Count what can be taken in. *names*: the workspace's file names, which this adds to."""
        await objects.refresh()
        mine = [o for key, o in objects.snapshot().items() if key.startswith(self.prefix)]
        files = [o for o in mine if not o.key.endswith(META_SUFFIX)]
        broken = await _broken_metas(objects, mine)
        accepted = 0
        for number, stored in enumerate(files):
            name = stored.key.removeprefix(self.prefix)
            exists = self.write_mode == "FAIL" and name in names
            if number < MAX_FILES and name and not exists and f"{stored.key}{META_SUFFIX}" not in broken:
                accepted += 1
                names.add(name)
        self.good = max(0, accepted - self.force_failed)
        self.bad = len(files) - self.good
        self.taken = frozenset(o.key for o in mine)
        self.closed_at = now


async def _broken_metas(objects: ObjectStore, stored: Sequence[StoredObject]) -> set[str]:
    """The keys of meta files that are not one flat JSON object, or give a key another type than before."""
    broken: set[str] = set()
    types: dict[str, type] = {}
    for meta in stored:
        if meta.key.endswith(META_SUFFIX) and not await _fits(objects, meta, types):
            broken.add(meta.key)
    return broken


async def _fits(objects: ObjectStore, meta: StoredObject, types: dict[str, type]) -> bool:
    if meta.size > MAX_META:
        return False
    try:
        data = json.loads(await objects.read(meta.key))
    except (LookupError, ValueError):
        return False
    if not isinstance(data, Mapping) or {"id", "_id"} & set(data):
        return False
    return all(types.setdefault(name, type(value)) is type(value) for name, value in data.items())
