"""One run of a lane: whose it is, what it may use, and what is known of it while it runs."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Set
from dataclasses import dataclass, field

from app.core.engine.retry import Tried
from app.core.flow.actions import Call
from app.core.json_types import Json
from app.core.masking import Secret
from app.core.providers.model import TOUCHY, Repeat
from app.core.schema.request import Reply
from app.core.storage.accounts import Account
from app.core.storage.puts import Note
from app.core.text import Text


@dataclass
class Trip:
    """One run of a lane.

    Attributes:
        owner: the journal's owner of the steps, see :class:`StepRecord`.
        tries: what went wrong in a row before this run.
        on_progress: told about absolute body bytes of a file step.
        gives_way: rather than wait for long until its account may go on, it gives its place to others.
        halt: set to stop at the next step's end.
        tried, repeats: by step, how often it was called in this run, and what repeating it means.
        in_flight: the call on the wire just now, if any; *left* are the file bytes it has sent.
        sha256: by path, of the files that were sent or read whole.
        unsaid: what nothing that is kept may hold, see :class:`app.core.transfer.Batch`.
        unkept: notes for the journal that wait for the next one that must not wait; the first may be the transfer
            as it stands in this run.
        unclear: the steps that may have arrived, see :class:`app.core.flow.actions.Scope`.
        step: the one that is under way or was last.
        moment: when it began, where that may be asked later, see :class:`app.core.engine.moments.Moments`.
        unsaved: a step's outputs may not have reached the journal yet.
    """

    owner: str
    account: Account
    secret: Secret | None
    tries: Tried
    explain: Callable[[str, Reply], Text]
    on_progress: Callable[[int], None]
    unsaid: tuple[str, ...] = ()
    unkept: list[Note] = field(default_factory=list)
    unclear: Set[str] = frozenset()
    step: str = ""
    moment: Mapping[str, Json] = field(default_factory=dict)
    gives_way: bool = False
    halt: bool = False
    in_flight: Call | None = None
    unsaved: bool = False
    left: int = 0
    sha256: dict[str, str] = field(default_factory=dict)
    request_id: str = ""
    tried: dict[str, int] = field(default_factory=dict)
    repeats: dict[str, Repeat] = field(default_factory=dict)

    def notes(self, *notes: Note) -> tuple[Note, ...]:
        """*notes*, after those that waited for them."""
        unkept, self.unkept = self.unkept, []
        return (*unkept, *notes)

    @property
    def touchy(self) -> bool:
        """Whether a step that must not be repeated may have reached the vendor by now."""
        call = self.in_flight
        if call is None or call.repeat not in TOUCHY:
            return False
        return self.left > 0 or not call.request.file_size

    @property
    def all_left(self) -> bool:
        """Whether every file byte of the request on the wire has left."""
        return self.in_flight is not None and self.left >= self.in_flight.request.file_size

    @property
    def must_finish(self) -> bool:
        """Whether stopping now would leave the outcome of a step unknown that must not be repeated."""
        return self.touchy and self.all_left
