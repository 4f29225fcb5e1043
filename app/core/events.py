"""What the core tells about: small frozen events, and the one place that hands them on."""

from __future__ import annotations

import logging
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeVar

import msgspec

from app.core.schema.model import FieldError
from app.core.shelf import Listed
from app.core.text import Text
from app.core.transfer import Batch, Transfer

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class BatchAdded:
    """A batch and its transfers are in the journal; a large one is told in portions, in order."""

    batch: Batch
    transfers: Sequence[Transfer]


@dataclass(frozen=True, slots=True)
class TransfersRead:
    """These of a batch's transfers were read from the journal after a start, or brought back after a removal."""

    batch: Batch
    transfers: Sequence[Listed]


@dataclass(frozen=True, slots=True)
class QueueRead:
    """Every transfer of the journal was read: the queue is whole."""


class TransfersChanged(msgspec.Struct, frozen=True):
    """These transfers changed. What is here is in the journal already, but for the news that one is under way: after
    a kill it stands as it stood before, and is done again."""

    transfers: Sequence[Transfer]


@dataclass(frozen=True, slots=True)
class TransfersRemoved:
    """These transfers are gone from the queue."""

    ids: Sequence[str]


@dataclass(frozen=True, slots=True)
class Progressed:
    """Bytes moved: absolute numbers, at most 10 times a second for each transfer.

    Attributes:
        rate: bytes a second over the last seconds; 0 when not known yet.
    """

    transfer_id: str
    sent: int
    total: int
    rate: float


@dataclass(frozen=True, slots=True)
class Totals:
    """The whole queue in numbers.

    Attributes:
        by_state: how many transfers are in each state, by the state's value.
        need_key: how many of those that wait do so for a key; in_line_for_key, followed_for_key: how many of those in
            line, and of those that the vendor works on, go on only with another one, too.
        seconds_left: None when it cannot be told.
    """

    by_state: Mapping[str, int] = field(default_factory=dict)
    sent: int = 0
    total: int = 0
    rate: float = 0.0
    seconds_left: float | None = None
    need_key: int = 0
    in_line_for_key: int = 0
    followed_for_key: int = 0

    @property
    def for_key(self) -> int:
        """How many go on only with another key, wherever they are."""
        return self.need_key + self.in_line_for_key + self.followed_for_key


@dataclass(frozen=True, slots=True)
class TotalsChanged(Totals):
    """The queue in numbers as it is now, at most a few times a second."""


@dataclass(frozen=True, slots=True)
class BandwidthChanged:
    """Another limit on bandwidth holds from now on.

    Attributes:
        rate: bytes a second for everything together; None: no limit.
        until: when the person's plan has another one, in seconds since the epoch; None: never.
        lifted: there would be a limit, but the person lifted it for now.
    """

    rate: int | None
    until: float | None
    lifted: bool


@dataclass(frozen=True, slots=True)
class BatchSaid:
    """News of a batch as a whole, such as how far the vendor's own processing got."""

    batch_id: str
    words: Text


@dataclass(frozen=True, slots=True)
class FieldsRefused:
    """The vendor said which fields of a batch's form it does not accept."""

    batch_id: str
    errors: Sequence[FieldError]


@dataclass(frozen=True, slots=True)
class AccountsChanged:
    """An account came, went, or its key's state changed."""

    account_id: str


@dataclass(frozen=True, slots=True)
class OutOfReach:
    """These accounts' vendors, and no others, cannot be reached just now: what goes there waits for the network."""

    account_ids: frozenset[str]


@dataclass(frozen=True, slots=True)
class KeysNeeded:
    """These accounts, and no others, need another key: what goes there waits for it."""

    account_ids: frozenset[str]


@dataclass(frozen=True, slots=True)
class ProvidersChanged:
    """A provider came or changed."""

    provider_id: str


@dataclass(frozen=True, slots=True)
class WatchesChanged:
    """The watched folder of a preset stands otherwise, or is watched no more."""

    preset_id: str


@dataclass(frozen=True, slots=True)
class UpdatesChanged:
    """Something else is known or wished about newer versions."""


@dataclass(frozen=True, slots=True)
class Notice:
    """Something that concerns everything, for the quiet bar at the top of the window.

    Attributes:
        kind: ``"network"``, ``"proxy"``, ``"portal"``, ``"key"``, ``"disk"``, ``"journal"``,
            ``"pace"`` (a vendor asked to wait),
            ``"update"``, ``"watch"`` (a watched folder is in trouble), ``"go-ahead"`` (files in one wait for the
            person) or ``"info"``.
        account_id: the account it is about, or empty; of ``"watch"`` and ``"go-ahead"`` the preset's id.
        over: the trouble of this kind is over: take the bar away.
    """

    kind: str
    words: Text
    account_id: str = ""
    over: bool = False


Event = (
    BatchAdded
    | TransfersRead
    | QueueRead
    | TransfersChanged
    | TransfersRemoved
    | Progressed
    | TotalsChanged
    | BandwidthChanged
    | BatchSaid
    | FieldsRefused
    | AccountsChanged
    | OutOfReach
    | KeysNeeded
    | ProvidersChanged
    | WatchesChanged
    | UpdatesChanged
    | Notice
)
E_ = TypeVar("E_", bound=Event)


class Events:
    """Hands each event to the callbacks that asked for its type, on the loop's thread, in order."""

    def __init__(self) -> None:
        self._callbacks: dict[type, list[Callable[..., None]]] = defaultdict(list)

    def subscribe(self, kind: type[E_], callback: Callable[[E_], None]) -> Callable[[], None]:
        """Call *callback* with every event of *kind*; the returned function ends that."""
        self._callbacks[kind].append(callback)

        def unsubscribe() -> None:
            """Called again, it does nothing."""
            if callback in self._callbacks[kind]:
                self._callbacks[kind].remove(callback)

        return unsubscribe

    def publish(self, event: Event) -> None:
        """Tell every subscriber of the event's type; one that raises is logged, the others go on."""
        for callback in tuple(self._callbacks[type(event)]):
            try:
                callback(event)
            except Exception:
                log.exception("a subscriber of %s failed", type(event).__name__)
