"""What is known of a draft's files that were sent before, and what a person may decide about them."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from app.core.errors import InputError
from app.core.text import Text, text


class Before(StrEnum):
    """How a picked file is known already."""

    SENT = "sent"
    UNDER_WAY = "under way"  # it is in the queue, or its outcome is unknown
    TWICE = "twice"  # another file of the same draft holds the same


@dataclass(frozen=True, slots=True)
class Earlier:
    """A picked file that would get to the same place a second time.

    Attributes:
        key: names contents and place: a decision about it holds for as long as both stay what they are.
        at: when it was sent, seconds since the epoch; None where it was not.
        certain: the contents are the same; False: only name and size are known to be.
    """

    path: Path
    key: str
    kind: Before
    words: Text
    at: float | None = None
    certain: bool = True


@dataclass(frozen=True, slots=True)
class Recollection:
    """Files of a draft that were sent before and that nobody has decided about.

    Attributes:
        words: a sentence about them; None: there are none.
    """

    found: tuple[Earlier, ...] = ()
    words: Text | None = None

    @property
    def keys(self) -> frozenset[str]:
        """What to put into :attr:`Draft.again` to send all of them again."""
        return frozenset(one.key for one in self.found)

    @property
    def paths(self) -> frozenset[Path]:
        """What to leave out in order to send none of them again."""
        return frozenset(one.path for one in self.found)


class Repeats(StrEnum):
    """What becomes of files that were sent before where nobody can be asked."""

    ASK = "ask"  # nothing is sent
    AGAIN = "again"
    SKIP = "skip"


class Undecided(InputError):
    """Some of a draft was sent before, and nobody has decided yet what becomes of it."""

    def __init__(self, known: Recollection) -> None:
        super().__init__(text("{known} Leave it out, or send it again.", known=known.words or ""))
        self.known = known
