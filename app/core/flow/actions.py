"""What a lane of a flow asks for, and how it ends; the interpreter itself does no I/O.

A *lane* runs a part of a flow for one owner: the batch's steps before the files, one transfer's steps, or
the batch's steps after the files. It is a generator that yields the actions below, is sent their answers,
and returns a :data:`LaneEnd`. A lane that ends in :class:`Polling` or that its driver closes is simply run
again later from the recorded outputs: going on after a wait and going on after a crash are one path.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping, Sequence, Set
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

import msgspec

from app.core.json_types import Json
from app.core.providers.model import Provider, Repeat
from app.core.schema.model import FieldError, Values
from app.core.schema.request import Reply, Request
from app.core.sources import SourceFile
from app.core.text import Text
from app.core.transfer import Result


class Part(StrEnum):
    """Which steps a lane runs."""

    BEFORE = "before"  # per batch, before the first file step
    FILES = "files"  # per file, companion and chunk
    AFTER = "after"  # per batch, after the last file step


class Recorded(msgspec.Struct, frozen=True):
    """A step that is through: what it left, and when (seconds since the epoch)."""

    outputs: Mapping[str, Json]
    at: float
    status: int = 200


class BatchFacts(msgspec.Struct, frozen=True):
    """``$batch``: files sent and files in all of this round, and outputs collected by step and name."""

    sent: int = 0
    count: int = 0
    collect: Mapping[str, Mapping[str, Sequence[Json]]] = msgspec.field(default_factory=dict)


class Scope(msgspec.Struct, frozen=True):
    """Everything a lane may read.

    Attributes:
        server: the account's base address.
        values: the batch's form values with the transfer's own laid over them.
        files: the transfer's files; empty in a batch lane.
        session: outputs of the round's "before" steps, by step id (for FILES and AFTER lanes).
        recorded: this owner's steps that are through, by step id (``"id#n"`` for companions and chunks).
        unclear: those of which all bytes have left, and no reply came: it may have arrived where it was sent to.
        shared: keeps what is worked out from the session and the batch's values, for all files that have none of
            their own; None keeps nothing.
        only_always: the batch was cancelled or failed: run the ``always`` steps alone.
        poll_tries: how often a polling step of this lane has asked, in a row.
        now: the clock, seconds since the epoch.
    """

    provider: Provider
    server: str
    part: Part
    values: Values
    now: Callable[[], float]
    mode: str = ""
    files: tuple[SourceFile, ...] = ()
    session: Mapping[str, Recorded] = msgspec.field(default_factory=dict)
    shared: dict[Hashable, object] | None = None
    recorded: Mapping[str, Recorded] = msgspec.field(default_factory=dict)
    batch: BatchFacts = BatchFacts()
    only_always: bool = False
    poll_tries: int = 0
    unclear: Set[str] = frozenset()


# ── actions: yielded by a lane ──────────────────────────────────────────────────────────────────────


class Call(msgspec.Struct, frozen=True):
    """Send *request*; the answer is a :class:`Reply`, whatever its status.

    The driver may instead close the lane: when no reply came, when the status says "later"
    (see :func:`app.core.engine.retry.decide`), when the key was refused.

    Attributes:
        step: the step's id, ``"id#n"`` for the n-th companion or chunk (from 0).
        carries_file: its progress is the transfer's progress.
        base: bytes of the transfer that earlier chunks have sent already.
    """

    step: str
    request: Request
    repeat: Repeat
    carries_file: bool = False
    base: int = 0


@dataclass(frozen=True, slots=True)
class Digest:
    """Hash a local file; the answer is lower-case hex. *algorithm*: ``md5``, ``sha1`` or ``sha256``."""

    path: Path
    algorithm: str
    offset: int = 0
    size: int | None = None


@dataclass(frozen=True, slots=True)
class ReadSmall:
    """Read a small local file (a companion); the answer is its bytes."""

    path: Path
    limit: int


class Record(msgspec.Struct, frozen=True):
    """A step is through: keep its outputs; the answer is None. *say* is for the details panel."""

    step: str
    outputs: Mapping[str, Json]
    status: int = 0


@dataclass(frozen=True, slots=True)
class Forget:
    """These steps' outputs are no longer good; the answer is None."""

    steps: tuple[str, ...]


Action = Call | Digest | ReadSmall | Record | Forget
Answer = Reply | str | bytes | None


# ── how a lane ends ────────────────────────────────────────────────────────────────────────────────


class Finished(msgspec.Struct, frozen=True):
    """Every step is through.

    Attributes:
        failed, total: counts that the vendor gave at the end of a poll by counts.
    """

    result: Result
    failed: int = 0
    total: int = 0


@dataclass(frozen=True, slots=True)
class Refused:
    """The vendor said no, or its reply does not fit the flow.

    Attributes:
        offer: the id of an action that helps, or empty.
        field_errors: what a 422 said about single fields.
        cancelled: the vendor reports the upload as cancelled rather than failed.
        unclear: the step charges or duplicates, and its reply said "done" in a form that cannot be read: it
            is to be treated like a lost reply.
    """

    step: str
    words: Text
    status: int = 0
    offer: str = ""
    field_errors: tuple[FieldError, ...] = ()
    cancelled: bool = False
    unclear: bool = False


@dataclass(frozen=True, slots=True)
class Polling:
    """The vendor is at work: run the lane again after *after* seconds.

    Attributes:
        needs_person: the vendor waits for something that the person does elsewhere.
    """

    after: float
    say: Text
    needs_person: bool = False


@dataclass(frozen=True, slots=True)
class SessionGone:
    """The batch's session is expired or closed: the transfer needs a new round."""

    step: str


LaneEnd = Finished | Refused | Polling | SessionGone


@dataclass(frozen=True, slots=True)
class Found:
    """A lost reply's upload is there: the step's outputs as if the reply had come."""

    outputs: Mapping[str, Json]


@dataclass(frozen=True, slots=True)
class NotFound:
    """The vendor does not list it (which is no proof that it will not appear).

    Attributes:
        looked: False when the list, or the end of it, could not be had; then nothing is known.
    """

    looked: bool = True


@dataclass(frozen=True, slots=True)
class Several:
    """More than one upload fits: a person must look."""

    count: int


RecoveryEnd = Found | NotFound | Several


@dataclass(frozen=True, slots=True)
class ActionEnd:
    """What a person's action on a transfer or account came to.

    Attributes:
        table: names and values to show.
        download: a storage request whose reply is to be written into *file_name*.
        becomes: the transfer's new state, or empty.
    """

    say: Text
    ok: bool = True
    table: tuple[tuple[str, str], ...] = ()
    download: Request | None = None
    file_name: str = ""
    becomes: str = ""


class KeyVerdict(StrEnum):
    """What a key test showed."""

    WORKS = "works"
    REJECTED = "rejected"
    UNCLEAR = "unclear"  # no test exists, or its reply says neither


@dataclass(frozen=True, slots=True)
class KeyTestEnd:
    """The end of a key test: the verdict, and words for the person."""

    verdict: KeyVerdict
    words: Text
