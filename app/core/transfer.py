"""What Sendoff sends: batches, transfers and their steps, and the one table of legal moves between states."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import IntEnum, StrEnum

import msgspec

from app.core.copies import replace
from app.core.errors import IllegalMove
from app.core.json_types import Json
from app.core.sources import SourceFile
from app.core.text import Text, text


class State(StrEnum):
    """Where a transfer stands."""

    QUEUED = "queued"
    RUNNING = "running"
    PROCESSING = "processing"  # the bytes are there, the vendor is at work
    WAITING = "waiting"  # for a time, the network or a key: see Wait
    PAUSED = "paused"
    DONE = "done"
    FAILED = "failed"
    CANCELLED = "cancelled"
    UNKNOWN = "unknown"  # a reply was lost on a step that must not be repeated blindly


class Wait(StrEnum):
    """What a waiting transfer waits for."""

    RETRY = "retry"
    NETWORK = "network"
    KEY = "key"


class Priority(IntEnum):
    """Whose turn comes first, before the order in the queue counts; smaller goes first."""

    HIGH = 0
    NORMAL = 1
    LOW = 2


class Place(StrEnum):
    """Where in the queue a person wants something."""

    FIRST = "first"
    UP = "up"
    DOWN = "down"
    LAST = "last"


ENDED = frozenset({State.DONE, State.FAILED, State.CANCELLED})
"""States in which nothing more happens by itself."""

CLOSED = frozenset({State.DONE, State.CANCELLED})
"""Those of them about which nobody has to do anything."""

TO_COME = frozenset({State.QUEUED, State.WAITING, State.PAUSED})
"""States of those whose turn is still to come: these can be moved in the queue."""

MOVES: Mapping[State, frozenset[State]] = {
    State.QUEUED: frozenset({State.RUNNING, State.PAUSED, State.CANCELLED, State.WAITING, State.FAILED}),
    State.RUNNING: frozenset(
        {
            State.PROCESSING,
            State.WAITING,
            State.PAUSED,
            State.DONE,
            State.FAILED,
            State.CANCELLED,
            State.UNKNOWN,
            State.QUEUED,  # its session rolled over, or the program was restarted
        }
    ),
    State.PROCESSING: frozenset(
        {State.DONE, State.FAILED, State.CANCELLED, State.WAITING, State.PAUSED, State.QUEUED, State.UNKNOWN}
    ),
    State.WAITING: frozenset(
        {
            State.QUEUED,
            State.RUNNING,
            State.PROCESSING,
            State.PAUSED,
            State.CANCELLED,
            State.FAILED,
            State.UNKNOWN,
        }
    ),
    State.PAUSED: frozenset({State.QUEUED, State.CANCELLED}),
    State.UNKNOWN: frozenset({State.QUEUED, State.PROCESSING, State.DONE, State.FAILED, State.CANCELLED}),
    State.FAILED: frozenset({State.QUEUED}),
    State.CANCELLED: frozenset({State.QUEUED}),
    State.DONE: frozenset(),
}


class Result(msgspec.Struct, frozen=True):
    """What a finished transfer leaves for the person: the vendor's id, texts to copy, a link, a sentence."""

    text: Text | None = None
    id: str = ""
    link: str = ""
    copies: tuple[str, ...] = ()

    def to_json(self) -> Json:
        """A JSON value that :meth:`from_json` reads."""
        words = self.text.to_json() if self.text else None
        return {"text": words, "id": self.id, "link": self.link, "copies": list(self.copies)}

    @classmethod
    def from_json(cls, data: Mapping[str, Json]) -> Result:
        """The result that :meth:`to_json` wrote."""
        words, copies = data.get("text"), data.get("copies")
        return cls(
            text=Text.from_json(words) if words else None,
            id=str(data.get("id") or ""),
            link=str(data.get("link") or ""),
            copies=tuple(str(c) for c in copies) if isinstance(copies, list | tuple) else (),
        )


@dataclass(frozen=True, slots=True)
class Batch:
    """What one press of Send submitted.

    Attributes:
        values: the form's values by field key, sparse: an absent key was not set, None is null.
        mode: the id of the chosen mode of the provider, empty where it has none.
        confirmed: the person agreed to what the upload costs.
        created_at: seconds since the epoch, UTC.
        hidden: the keys of *values* that were typed into fields that hide it: they are never written to the disk.
        preset: the name of the preset that sent it by itself, from a folder that it watches; else empty.
        unsaid: what was typed into fields that hide it, in every way in which it may be written; only in memory.
    """

    id: str
    provider_id: str
    account_id: str
    values: Mapping[str, Json]
    mode: str
    created_at: float
    confirmed: bool = False
    hidden: tuple[str, ...] = ()
    preset: str = ""
    unsaid: tuple[str, ...] = field(default=(), repr=False, compare=False)

    @property
    def lasting(self) -> Mapping[str, Json]:
        """The values without what is hidden: what is kept."""
        return {key: value for key, value in self.values.items() if key not in self.hidden}

    @property
    def forgotten(self) -> bool:
        """Whether something was hidden, and is gone with the run in which it was typed."""
        return any(key not in self.values for key in self.hidden)


class Transfer(msgspec.Struct, frozen=True):
    """One file, or one request of several files, on its way.

    Attributes:
        step: the id of the step that is under way or was last.
        sent, total: bytes of the file step; *sent* may go back when a step is repeated.
        wake_at: when a waiting transfer goes on, seconds since the epoch.
        round: which session of its batch it belongs to, 0 before it has one.
        position: the order in the queue among those of one priority; smaller goes first.
        offer: the id of a provider's action that helps with *problem*, or empty.
        arrived: its own steps are through; only the batch's last steps are still to come.
        extra: values of this file alone, over the batch's values (a companion written in the form, say).
    """

    id: str
    batch_id: str
    files: tuple[SourceFile, ...]
    position: float
    created_at: float
    total: int
    state: State = State.QUEUED
    wait: Wait | None = None
    step: str = ""
    problem: Text | None = None
    say: Text | None = None
    sent: int = 0
    attempts: int = 0
    wake_at: float | None = None
    round: int = 0
    ended_at: float | None = None
    result: Result | None = None
    offer: str = ""
    arrived: bool = False
    priority: Priority = Priority.NORMAL
    extra: Mapping[str, Json] = msgspec.field(default_factory=dict)

    @property
    def name(self) -> str:
        """The first file's name."""
        return self.files[0].name if self.files else ""

    @property
    def names(self) -> tuple[str, ...]:
        """The local names of its files."""
        return tuple(file.name for file in self.files)

    def whole(self) -> Transfer:
        """Itself: what the journal holds of a transfer gives the whole of it by this name."""
        return self

    @property
    def turn(self) -> tuple[int, float, str]:
        """By this the queue is sorted: priority, position, and the id so that the order is total."""
        return self.priority, self.position, self.id

    def to(self, state: State, **changes: object) -> Transfer:
        """This transfer in another *state*, with other fields changed as given.

        ``wait``, ``wake_at``, ``problem``, ``say`` and ``offer`` are cleared unless given.

        Raises:
            IllegalMove: :data:`MOVES` does not allow it.
        """
        if state is not self.state and state not in MOVES[self.state]:
            raise IllegalMove(
                text("A transfer cannot go from “{old}” to “{new}”.", old=str(self.state), new=str(state))
            )
        return replace(self, state=state, **{**_CLEARED, **changes})  # type: ignore[arg-type]


_CLEARED: Mapping[str, object] = {"wait": None, "wake_at": None, "problem": None, "say": None, "offer": ""}
"""What a transfer had to say in the state that it leaves."""


class StepState(StrEnum):
    """How far a step got."""

    STARTED = "started"
    DONE = "done"
    FAILED = "failed"


ROUND_END = "$end"
"""The pseudo step that marks a batch's session whose last steps are through."""


class StepRecord(msgspec.Struct, frozen=True):
    """One attempt at a step, as the journal keeps it.

    Attributes:
        owner: the transfer's id, or ``"<batch id>/<round>"`` for a step of the batch.
        step: the step's id; a repeated step (chunk, companion) is ``"id#n"``.
        outputs: what later steps read; may hold a signed URL, so it is never shown or logged unmasked.
        status: the HTTP status of the reply, 0 when there was none.
        detail: what is shown of the reply in the details; masked already.
    """

    owner: str
    step: str
    state: StepState
    started_at: float
    ended_at: float | None = None
    outputs: Mapping[str, Json] = msgspec.field(default_factory=dict)
    status: int = 0
    attempt: int = 1
    detail: str = ""


class Receipt(msgspec.Struct, frozen=True):
    """What is kept of a finished transfer.

    Attributes:
        sha256: by file name, lower-case hex of the bytes as they were sent.
        destination: what a person calls it: provider, account, and the form's own target.
        request_id: the reply's request id, empty when it had none.
    """

    transfer_id: str
    provider_id: str
    account_id: str
    ended_at: float
    names: tuple[str, ...]
    size: int
    sha256: Mapping[str, str]
    vendor_id: str = ""
    request_id: str = ""
    destination: str = ""
