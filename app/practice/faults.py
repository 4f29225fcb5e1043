"""Which misbehaviour is planned for which call, and how many times."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

FOREVER = -1
_NAMES = frozenset({
    "drop_after", "drop_before", "reset_mid", "hang", "slow", "malformed", "html",
    "expired_url", "short_url", "sign_content_type", "slash_key", "outcome",
})  # fmt: skip
_CODED = re.compile(r"^(status:[45]\d\d|s3:[A-Za-z]+)$")


@dataclass(frozen=True, slots=True)
class Fault:
    """One planned misbehaviour.

    ``drop_after``         commits, then ends the connection without a reply: a lost reply
    ``drop_before``        reads everything, commits nothing, ends the connection
    ``reset_mid``          resets the connection once *after_bytes* of the body are in (default 1); nothing
                           is committed. For a POST policy the bytes are those of the file part
    ``hang``               reads everything, commits nothing, never answers
    ``slow``               commits, then waits *seconds* (default 1), or for the event *until*; *trickle* sends the
                           reply in pieces
    ``malformed``          commits, then answers something unreadable; *kind*: ``truncated`` (default), ``html``,
                           ``empty``, ``missing`` or ``wrong_type`` (both need *property*)
    ``html``               a captive portal's page; commits nothing; *location* makes it a redirect (302)
    ``status:NNN``         the vendor's own error; *words*, *retry_after* (seconds), *retry_after_date* (seconds
                           from now, sent as an HTTP date), *commit* (do the work first), *early* (answer before
                           the body is read)
    ``s3:Code``            the storage's XML error of that code; *retry_after*, *commit*, *early* as above
    ``expired_url``        hands out a signed URL or policy that is over already (at a storage step: refuses as if)
    ``short_url``          hands out a signed URL that lives *seconds* (default 2)
    ``sign_content_type``  hands out a URL that only takes *content_type* (default ``text/csv``)
    ``slash_key``          hands out POST fields whose key ends in ``/``, without ``${filename}``
    ``outcome``            takes the upload, but its work ends as *becomes*; *error_message*, *failed* (a count)
    """

    name: str
    code: str = ""
    after_bytes: int | None = None
    options: Mapping[str, object] = field(default_factory=dict)

    @classmethod
    def parse(cls, fault: str, after_bytes: int | None, options: Mapping[str, object]) -> Fault:
        """The fault called *fault*. Raises ValueError for one that does not exist."""
        if fault in _NAMES:
            return cls(fault, "", after_bytes, dict(options))
        if not _CODED.match(fault):
            raise ValueError(f"no such fault: {fault!r}")
        name, _, code = fault.partition(":")
        return cls(name, code, after_bytes, dict(options))

    @property
    def title(self) -> str:
        """Its name as it was ordered."""
        return f"{self.name}:{self.code}" if self.code else self.name

    def number(self, option: str, default: float) -> float:
        """A numeric option. Raises ValueError when it is not a number."""
        value = self.options.get(option, default)
        if isinstance(value, bool) or not isinstance(value, int | float | str):
            raise ValueError(f"{option} must be a number, not {value!r}")
        return float(value)

    def word(self, option: str, default: str = "") -> str:
        """A text option."""
        return str(self.options.get(option, default))

    def flag(self, option: str) -> bool:
        """Whether an option is on."""
        return bool(self.options.get(option, False))


@dataclass(slots=True)
class _Planned:
    """A fault for the next *left* calls, after *skip* good ones."""

    fault: Fault
    left: int
    skip: int


class Faults:
    """The plan: faults per provider and step, carried out in the order they were ordered."""

    def __init__(self) -> None:
        self._plan: dict[tuple[str, str], list[_Planned]] = {}

    def add(self, provider: str, step: str, fault: Fault, *, times: int = 1, skip: int = 0) -> None:
        """Misbehave at the next *times* calls (:data:`FOREVER`: all), after *skip* good ones."""
        if times < FOREVER or times == 0:
            raise ValueError(f"times must be at least 1, or {FOREVER} for ever: {times}")
        self._plan.setdefault((provider, step), []).append(_Planned(fault, times, skip))

    def take(self, provider: str, step: str) -> Fault | None:
        """What to do at this call, used up by asking."""
        queue = self._plan.get((provider, step))
        if not queue:
            return None
        planned = queue[0]
        if planned.skip:
            planned.skip -= 1
            return None
        if planned.left != FOREVER:
            planned.left -= 1
            if planned.left == 0:
                queue.pop(0)
        return planned.fault

    def clear(self, provider: str | None = None) -> None:
        """Behave again: everywhere, or at *provider* alone."""
        for place in [key for key in self._plan if provider in (None, key[0])]:
            del self._plan[place]
