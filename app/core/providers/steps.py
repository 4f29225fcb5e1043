"""The model of the steps and actions of an ``upload.yaml``."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from app.core.json_types import Json, JsonObject


class Repeat(StrEnum):
    """What it means to send a step's request a second time."""

    SAFE = "safe"
    LIMITED = "limited"  # uses up a quota
    DUPLICATES = "duplicates"  # makes a second copy
    CHARGES = "charges"  # costs again


TOUCHY = (Repeat.DUPLICATES, Repeat.CHARGES)
"""What repeating a step means where it must not be repeated blindly."""


class Per(StrEnum):
    """How often a step runs."""

    BATCH = "batch"
    FILE = "file"
    COMPANION = "companion"
    CHUNK = "chunk"


@dataclass(frozen=True, slots=True)
class Poll:
    """How a step is repeated until the vendor has come to an end.

    By status: *status* with *good*, *bad*, *wait_for_user* (lower case). By counts: *total*, *done*, …

    Attributes:
        every, backoff, longest: seconds to the next try, the factor it grows by, and its cap.
        give_up: seconds of waiting between looks after which Sendoff stops asking (the transfer is then done, with
            words saying so); what passes while it is closed does not count.
        cancelled: statuses by which the vendor says that somebody cancelled it.
        problem: an expression for the vendor's own words about a bad end.
        say: words per status, or one text for all under ``"*"``.
    """

    every: float = 5.0
    backoff: float = 1.5
    longest: float = 300.0
    give_up: float = 86_400.0
    status: str = ""
    good: tuple[str, ...] = ()
    bad: tuple[str, ...] = ()
    wait_for_user: tuple[str, ...] = ()
    total: str = ""
    done: str = ""
    failed: str = ""
    problem: str = ""
    cancelled: tuple[str, ...] = ()
    say: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Recover:
    """How to look whether a step with a lost reply arrived: list, then match.

    Attributes:
        items: where the list is in the reply.
        match: pointer in an item → expression it must equal.
        newest_after: pointer in an item to its creation time, which must not lie before the attempt.
        next, next_input: an expression for the next page's cursor, and the input that takes it.
    """

    call: str
    with_: JsonObject
    items: str
    match: Mapping[str, str]
    newest_after: str = ""
    next: str = ""
    next_input: str = ""


@dataclass(frozen=True, slots=True)
class Expires:
    """When a step's outputs are too old: seconds *after* the reply, *at* a time it names, or *from_url*: as the
    signed URL (or the policy among a presigned POST's fields) itself says."""

    after: float | None = None
    at: str = ""
    from_url: str = ""


@dataclass(frozen=True, slots=True)
class MultipartPart:
    """One entry of an explicit multipart list.

    ``name`` ``"*"`` spreads the map that *value* yields. *file_name* and *content_type* are expressions.
    """

    name: str
    value: str
    file_name: str = ""
    content_type: str = ""


@dataclass(frozen=True, slots=True)
class OnStatus:
    """What to do at one status: ``redo`` a step once, ``accept`` it, or ``offer`` an action."""

    do: str
    target: str = ""


@dataclass(frozen=True, slots=True)
class Step:
    """One request of a flow.

    Exactly one of *call* (an operationId or ``"METHOD /path"`` of the document) and *url* (an expression,
    sent with *method* to a storage host) is set. *on_code* is like *on_status*, for the ``<Code>`` of an S3
    error document, which says more than the status, or for ``"403 expired"``: a status (or code) and words that the
    reply has to hold. *authorised*: the key goes with a call.
    """

    id: str
    per: Per
    call: str = ""
    method: str = ""
    url: str = ""
    with_: Mapping[str, Json] = field(default_factory=dict)
    headers: Mapping[str, str] = field(default_factory=dict)
    body: str = ""
    multipart: tuple[MultipartPart, ...] = ()
    authorised: bool = True
    ok: tuple[int, ...] = ()  # empty: any 2xx
    outputs: Mapping[str, str] = field(default_factory=dict)
    repeat: Repeat = Repeat.SAFE
    expires: Expires | None = None
    on_status: Mapping[int, OnStatus] = field(default_factory=dict)
    on_code: Mapping[str, OnStatus] = field(default_factory=dict)
    poll: Poll | None = None
    recover: Recover | None = None
    when: str = ""
    always: bool = False
    optional: bool = False
    confirm: str = ""
    mode: str = ""
    label: str = ""
    chunk_size: int | None = None

    def __hash__(self) -> int:
        """By its id, so that what is known of a step by its words alone can be kept (its mappings have no hash)."""
        return hash(self.id)

    def rule_for(self, status: int, code: str = "", words: str = "") -> OnStatus | None:
        """What to do at this status, S3 code and these *words* of the reply, if anything is said about it."""
        for key, rule in self.on_code.items():
            head, _, wanted = key.partition(" ")
            if wanted and head in (code, str(status)) and wanted.lower() in words.lower():
                return rule
        return self.on_code.get(code) or self.on_status.get(status)


@dataclass(frozen=True, slots=True)
class ActionSpec:
    """Something a person can ask of the vendor about one transfer or about an account.

    Attributes:
        states: the transfer states in which it is offered; empty: always. *account*: needs no transfer.
        after: a step whose outputs must be there.
        for_each: where a list is in *call*'s reply; *then_call* runs for each item (``$item``).
        where: pointer in an item → expression it must equal, to leave items out of *for_each*.
        accept: statuses of *then_call*, or of *call* without one, that count as done besides 2xx.
        download: an expression that yields a signed address, fetched into a file the person chooses.
        show: the reply is shown as a table of names and values.
        becomes: the state the transfer moves to afterwards, or empty.
        say: an expression text over ``$response``.
        confirm: asked before.
    """

    id: str
    label: str
    call: str
    with_: JsonObject = field(default_factory=dict)
    states: tuple[str, ...] = ()
    statuses: tuple[str, ...] = ()
    after: str = ""
    account: bool = False
    for_each: str = ""
    where: Mapping[str, str] = field(default_factory=dict)
    accept: tuple[int, ...] = ()
    then_call: str = ""
    then_with: JsonObject = field(default_factory=dict)
    download: str = ""
    file_name: str = ""
    show: bool = False
    becomes: str = ""
    say: str = ""
    confirm: str = ""
