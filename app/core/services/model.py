"""What goes over the front door: drafts in, verdicts, details and lists out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from types import MappingProxyType

import msgspec

from app.core.json_types import Json
from app.core.preset import ANY_FILES, FileWishes
from app.core.schema.model import FieldError, Values
from app.core.sources import SourceFile
from app.core.text import Text
from app.core.watched import Origin


class Grade(StrEnum):
    """How a picked file stands before sending."""

    OK = "ok"
    WARN = "warn"
    ERROR = "error"  # it would be refused: left out of what is sent


class Lens(msgspec.Struct, frozen=True):
    """With what eyes a file was looked at: through another one it must be looked at again.

    Attributes:
        name: the name to send that the person typed; empty: the file's own.
        column: the chosen column of a CSV; empty where none is chosen.
        files: which files are wanted at all.
    """

    provider_id: str = ""
    name: str = ""
    column: str = ""
    files: FileWishes = ANY_FILES


NONE: Mapping[str, int] = MappingProxyType({})
"""No counts, one object for all."""


Kinds = tuple[tuple[str, str], ...]
"""Names and the types of their values, in words."""


class Verdict(msgspec.Struct, frozen=True):
    """One picked file, checked. There may be 100,000 of them: what they have in common is one object.

    Attributes:
        source: None when the file cannot even be looked at.
        words: "1,204 rows, header found"; "The vendor takes .csv files only."; every sentence in one text.
        columns: of a CSV, in order; *rows* counts data rows; *encoding* as found.
        cleaned_name: offered when the name breaks the vendor's rule.
        valid: by rule (``"phone_us"``), rows of the chosen column that pass; empty until a column is chosen.
        kinds: of the companion on the disk, the type of each value by its name.
        lens: what it was looked at with.
        alone: the verdict on the file by itself, where another file's name is what is wrong with it.
    """

    path: Path
    source: SourceFile | None
    grade: Grade
    words: Text
    columns: tuple[str, ...] = ()
    rows: int | None = None
    encoding: str = ""
    cleaned_name: str = ""
    valid: Mapping[str, int] = NONE
    kinds: Kinds = ()
    lens: Lens = Lens()
    alone: Verdict | None = None


@dataclass(frozen=True, slots=True)
class Draft:
    """What is on the Send page: everything that :meth:`Uploads.submit` needs.

    Attributes:
        names: by path, the name to send instead of the local one.
        companions: by path, values written in the form for that file alone.
        known: what is known of *paths* from an earlier look, one verdict each in the same order; such files are not
            looked at again. Empty: nothing is known, and folders among the paths are walked.
        again: the keys of :class:`app.core.services.recollection.Earlier` that the person decided to send again.
        ask: the keys of fields that have to be filled in this time, whatever the vendor says.
        wishes: which of the files are taken, and what becomes of their names.
        origin: the watched folder that they come from, or None.
    """

    provider_id: str
    account_id: str
    paths: tuple[Path, ...]
    values: Values
    mode: str = ""
    names: Mapping[Path, str] = field(default_factory=dict)
    companions: Mapping[Path, Json] = field(default_factory=dict)
    known: Sequence[Verdict] = ()
    again: frozenset[str] = frozenset()
    ask: tuple[str, ...] = ()
    wishes: FileWishes = ANY_FILES
    origin: Origin | None = None


@dataclass(frozen=True, slots=True)
class SentAs:
    """How the value of the field *key* will be sent, where it is not sent as it was typed."""

    key: str
    words: Text


@dataclass(frozen=True, slots=True)
class Check:
    """What stands between a draft and its sending.

    Attributes:
        errors: per field; *problems*: about everything (no account, no file, no key).
        cost: the words to be agreed to before a charging step, or None.
        sendable: how many files would go; *left_out*: how many would not.
        button: what the one button says ("Send 2 files").
        changed: those of *verdicts* that differ from what the draft knew.
        columns: what every readable CSV among the files has, in the order of the first.
        sent_as: the fields that are not sent as they were typed, since something is filled in.
    """

    verdicts: tuple[Verdict, ...]
    errors: tuple[FieldError, ...]
    problems: tuple[Text, ...]
    cost: Text | None
    sendable: int
    left_out: int
    button: Text
    changed: Sequence[Verdict] = ()
    columns: tuple[str, ...] = ()
    sent_as: tuple[SentAs, ...] = ()

    @property
    def ready(self) -> bool:
        """Whether pressing Send would send something now (after agreeing to the cost)."""
        return self.sendable > 0 and not self.errors and not self.problems


@dataclass(frozen=True, slots=True)
class StepView:
    """A step as the details show it; everything masked. *state*: waiting, started, done, failed."""

    id: str
    label: str
    state: str
    started_at: float | None = None
    ended_at: float | None = None
    status: int = 0
    attempt: int = 1
    detail: str = ""


@dataclass(frozen=True, slots=True)
class ExchangeView:
    """One request and what came of it, everything masked.

    Attributes:
        began, ended: seconds since the epoch. *sent*: bytes of files that left.
        status: of the reply, 0 when there was none; then *problem* says why.
        stopped: it was cut off, by the person or by the end of Sendoff.
        request, reply: as they were, as far as they are still known; else empty.
        left_out: how many of the same step came after it that are not kept any more.
    """

    step: str
    label: str
    began: float
    ended: float
    attempt: int
    sent: int
    status: int
    problem: str
    request: str
    reply: str
    stopped: bool = False
    left_out: int = 0


@dataclass(frozen=True, slots=True)
class Offer:
    """Something the person can do with a transfer or an account just now, beyond pause, cancel and retry.

    Attributes:
        needs: what has to be filled in before it can be done, None when nothing is missing.
    """

    id: str
    label: Text
    confirm: Text | None = None
    download: bool = False
    suggested_name: str = ""
    needs: Text | None = None


@dataclass(frozen=True, slots=True)
class Details:
    """The detail panel of one transfer."""

    transfer_id: str
    steps: tuple[StepView, ...]
    offers: tuple[Offer, ...]
    facts: tuple[tuple[Text, str], ...]  # size, SHA-256, sent as, request id …
    timeline: tuple[ExchangeView, ...] = ()


@dataclass(frozen=True, slots=True)
class ActionResult:
    """What an offer came to."""

    ok: bool
    words: Text
    table: tuple[tuple[str, str], ...] = ()
    saved_to: Path | None = None


class KeyState(StrEnum):
    """What is known of an account's key."""

    MISSING = "missing"
    UNTESTED = "untested"
    WORKS = "works"
    REJECTED = "rejected"
    LOCKED = "locked"  # the keyring is locked or gone


@dataclass(frozen=True, slots=True)
class AccountView:
    """An account as the window shows it. *practice*: its server is this program's own on loopback."""

    id: str
    provider_id: str
    name: str
    server: str
    key: KeyState
    words: Text
    this_run_only: bool = False
    practice: bool = False


@dataclass(frozen=True, slots=True)
class KeyStoreView:
    """The keyring of this computer: what it is called, and whether it can be used."""

    usable: bool
    words: Text


@dataclass(frozen=True, slots=True)
class PlannedRequest:
    """A request that a dry run would make; secrets and unknown parts are masked."""

    step: str
    method: str
    url: str
    headers: tuple[tuple[str, str], ...]
    body: str


Ids = Sequence[str]
