"""What the engine needs from the outside, declared here so that it knows neither HTTP nor a keyring."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path
from typing import Protocol
from uuid import uuid4

from app.core.masking import Secret
from app.core.schema.request import Reply, Request


class Runner(Protocol):
    """Sends one request."""

    async def send(
        self,
        request: Request,
        *,
        server: str,
        secret: Secret | None = None,
        progress: Callable[[int], None] | None = None,
    ) -> Reply:
        """The reply, whatever its status.

        Args:
            server: the account's base address, by which the URL guard judges storage hosts.
            progress: called with the absolute number of bytes of the body's files that left.

        Raises:
            SendError: no reply came.
        """


class Keys(Protocol):
    """Where the engine asks for an account's key, each time it needs it."""

    async def get(self, account_id: str) -> Secret | None:
        """The key, or None. Raises: KeyStoreError."""


class Clock(Protocol):
    """The time of day, and how much time passes; a protocol so that tests can move both by hand.

    Attributes:
        boot: names the run of the computer in which :meth:`elapsed` counts: under the same name another run of the
            program may go on with its numbers.
    """

    boot: str

    def now(self) -> float:
        """The time now, in seconds since the epoch; it may jump when somebody sets the clock."""

    def elapsed(self) -> float:
        """Seconds since some moment: never jumps, and goes on while the computer sleeps."""


_STEADY: int | None = getattr(time, "CLOCK_BOOTTIME", getattr(time, "CLOCK_MONOTONIC", None))
"""Counts sleep as well: Linux' boot time (clock_gettime(2)), and the monotonic clock of macOS (clock_gettime(3)),
which Python's own ``time.monotonic`` is not. On Windows it is, and counts sleep."""


class SystemClock:
    """The computer's own clock."""

    def __init__(self) -> None:
        self.boot = boot_name()

    def now(self) -> float:
        """The time now, in seconds since the epoch."""
        return time.time()

    def elapsed(self) -> float:
        """Seconds since the computer was started, sleep included."""
        return time.clock_gettime(_STEADY) if _STEADY is not None else time.monotonic()


def boot_name(kernels: Path = Path("/proc/sys/kernel/random/boot_id")) -> str:
    """What the kernel calls its run (Linux, random(4)); elsewhere a name that no other run of the program has."""
    try:
        return kernels.read_text("ascii").strip()
    except (OSError, ValueError):
        return uuid4().hex
