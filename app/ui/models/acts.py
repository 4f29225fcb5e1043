"""What a person can do with a transfer in each of its states; the first is what fits it best."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from enum import StrEnum

from app.core.shelf import Listed
from app.core.text import Text, text
from app.core.transfer import State, Transfer, Wait
from app.ui.text import say


class Act(StrEnum):
    """Something to do with one or many transfers."""

    PAUSE = "pause"
    RESUME = "resume"
    TRY_NOW = "try_now"
    NEW_KEY = "new_key"
    RETRY = "retry"
    LOOK_UP = "look_up"
    ARRIVED = "arrived"  # an unknown outcome is settled: it did
    SEND_AGAIN = "send_again"  # an unknown outcome is settled: it did not arrive
    DECIDE = "decide"  # the same, where nobody can be asked: a row has room for one button, its menu shows both
    COPY = "copy"
    CANCEL = "cancel"
    REMOVE = "remove"


_BY_STATE: Mapping[State, tuple[Act, ...]] = {
    State.QUEUED: (Act.PAUSE, Act.CANCEL),
    State.RUNNING: (Act.PAUSE, Act.CANCEL),
    State.PROCESSING: (Act.CANCEL,),
    State.WAITING: (Act.TRY_NOW, Act.PAUSE, Act.CANCEL),
    State.PAUSED: (Act.RESUME, Act.CANCEL),
    State.DONE: (Act.REMOVE,),
    State.FAILED: (Act.RETRY, Act.REMOVE),
    State.CANCELLED: (Act.RETRY, Act.REMOVE),
    State.UNKNOWN: (Act.LOOK_UP, Act.ARRIVED, Act.SEND_AGAIN, Act.CANCEL),
}

BY_WORD = frozenset({Act.ARRIVED, Act.SEND_AGAIN})
"""What settles an unknown outcome by the person's word."""
SETTLING = BY_WORD | {Act.LOOK_UP}
"""What settles it."""
_FOR_MANY = SETTLING | {Act.PAUSE, Act.RESUME, Act.TRY_NOW, Act.RETRY, Act.CANCEL, Act.REMOVE}


def acts_for(transfer: Transfer, *, askable: bool) -> tuple[Act, ...]:
    """What can be done with *transfer* now, the most fitting first.

    Args:
        askable: whether its vendor can be asked about an unknown outcome.
    """
    if transfer.state is State.UNKNOWN and not askable:
        return (Act.ARRIVED, Act.SEND_AGAIN, Act.CANCEL)
    if transfer.wait is Wait.KEY:
        at_vendor = transfer.state is State.PROCESSING
        return (Act.NEW_KEY, Act.CANCEL) if at_vendor else (Act.NEW_KEY, Act.PAUSE, Act.CANCEL)
    if transfer.state is State.DONE and transfer.result and copy_of(transfer):
        return (Act.COPY, Act.REMOVE)
    return _BY_STATE[transfer.state]


def fitting_act(transfer: Transfer, *, askable: bool) -> Act | None:
    """The one action of its row: what helps it on; what takes it away is in the menu and the details."""
    first = acts_for(transfer, askable=askable)[0]
    if first is Act.ARRIVED:
        return Act.DECIDE
    return None if first in (Act.CANCEL, Act.REMOVE) else first


def copy_of(transfer: Transfer) -> str:
    """What "Copy" puts on the clipboard: the first text to copy, the link or the id."""
    result = transfer.result
    if result is None:
        return ""
    return next((c for c in (*result.copies, result.link, result.id) if c), "")


def fits(act: Act, one: Listed) -> bool:
    """Whether *act* can be done with *one* now; its state tells, except for what it waits for or leaves to copy."""
    if one.state in (State.WAITING, State.PROCESSING) or act is Act.COPY:
        return act in acts_for(one.whole(), askable=False)
    return act in _BY_STATE[one.state]


def acts_for_many(many: Sequence[Listed], can_look_up: Callable[[Transfer], bool]) -> frozenset[Act]:
    """What can be done with at least one of *many*, of what makes sense for many.

    Args:
        can_look_up: whether a transfer's vendor can be asked about an unknown outcome; asked once for each batch.
    """
    found: set[Act] = set()
    for state, wait in {(one.state, one.whole().wait if one.state is State.WAITING else None) for one in many}:
        if state is State.WAITING and wait is Wait.KEY:
            found.update((Act.PAUSE, Act.CANCEL))
        else:
            found.update(_BY_STATE[state])
    unclear = {one.batch_id: one for one in many if one.state is State.UNKNOWN}
    if not any(can_look_up(one.whole()) for one in unclear.values()):
        found.discard(Act.LOOK_UP)
    return frozenset(found) & _FOR_MANY


def acts_for_states(states: Iterable[State]) -> frozenset[Act]:
    """What can be done with at least one of many thousands that stand so; their vendors are not asked one by one."""
    return frozenset(act for state in states for act in _BY_STATE[state]) & _FOR_MANY - {Act.LOOK_UP}


NOT_SENT = frozenset({State.FAILED, State.CANCELLED, State.UNKNOWN})
"""What a list of what did not arrive holds."""


_WORDS: Mapping[Act, Text] = {
    Act.PAUSE: text("Pause"),
    Act.RESUME: text("Resume"),
    Act.TRY_NOW: text("Try now"),
    Act.NEW_KEY: text("Enter key"),
    Act.RETRY: text("Retry"),
    Act.SEND_AGAIN: text("Send again"),
    Act.ARRIVED: text("It arrived"),
    Act.LOOK_UP: text("Look it up"),
    Act.DECIDE: text("Decide…"),
    Act.COPY: text("Copy"),
    Act.CANCEL: text("Cancel"),
    Act.REMOVE: text("Remove from list"),
}


_WORDS_FOR_MANY: Mapping[Act, Text] = {
    Act.LOOK_UP: text("Look the unclear ones up"),
    Act.ARRIVED: text("The unclear ones arrived"),
    Act.SEND_AGAIN: text("Send the unclear ones again"),
}


def act_words(act: Act, *, many: bool = False) -> str:
    """What its button says; *many*: of several transfers, some of which it may not fit."""
    return say(_WORDS_FOR_MANY.get(act, _WORDS[act]) if many else _WORDS[act])


_ICONS: Mapping[Act, str] = {
    Act.PAUSE: "pause",
    Act.RESUME: "play",
    Act.TRY_NOW: "retry",
    Act.NEW_KEY: "key",
    Act.RETRY: "retry",
    Act.SEND_AGAIN: "send",
    Act.ARRIVED: "check",
    Act.LOOK_UP: "search",
    Act.DECIDE: "unknown",
    Act.COPY: "copy",
    Act.CANCEL: "close",
    Act.REMOVE: "trash",
}


def act_icon(act: Act) -> str:
    """The icon of its button or menu entry."""
    return _ICONS[act]
