"""What a check expects to see at once, and what it waits for."""

from __future__ import annotations

import time
from collections.abc import Callable

from installer.environment import SetupError


def expect(condition: object, words: str) -> None:
    """Go on only if *condition* holds. Raises: SetupError: it does not; *words* say what was seen."""
    if not condition:
        raise SetupError(words)


def until(condition: Callable[[], bool], seconds: float, words: str, *, pause: float = 0.2) -> None:
    """Return when *condition* holds. Raises: SetupError: it did not within *seconds*."""
    deadline = time.monotonic() + seconds
    while not condition():
        expect(time.monotonic() < deadline, f"waited {seconds:.0f} s in vain until {words}")
        time.sleep(pause)
