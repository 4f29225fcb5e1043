"""Carries a message to the Sendoff that works on the same data already, and brings its answer back."""

from __future__ import annotations

import asyncio
import sys
from pathlib import Path
from typing import Protocol, TypeVar

from app.core.errors import SendoffError
from app.core.services.handover import (
    MOST,
    Answer,
    BadMessage,
    GoOn,
    Heard,
    Message,
    Send,
    Show,
    decode,
    encode,
    others_may_write,
)
from app.core.text import Text, text

HEAR = 5.0
"""Seconds within which the other one says that it heard: it only has to read a line."""
ACT = 60.0
"""Seconds within which it answers: it may have many files to check."""


class NobodyListens(SendoffError):
    """There is no one at the meeting place, which may be another matter a moment later."""

    def __init__(self) -> None:
        super().__init__(
            text(
                "Another Sendoff works with this data and takes no files just now: a command in a terminal, perhaps. "
                "Nothing was sent. Try again when it has ended, or choose another folder with --data."
            )
        )


class NoAnswer(SendoffError):
    """The other one is there, but silent.

    Attributes:
        acted: whether it may have acted on the message all the same.
    """

    def __init__(self, *, acted: bool) -> None:
        self.acted = acted
        super().__init__(_MAY_HAVE_ACTED if acted else _DID_NOTHING)


_DID_NOTHING: Text = text(
    "Sendoff is open already, but its window does not answer. Nothing was handed over, and nothing is lost: "
    "wait until it moves again, or end it and try once more."
)
_MAY_HAVE_ACTED: Text = text(
    "The open window of Sendoff took this over, but did not say how it went. Look there before you send it again."
)


M_ = TypeVar("M_", bound=Message)


class Line(Protocol):
    """A connection to the other one."""

    async def say(self, words: bytes) -> None:
        """Send a line. Raises: OSError."""

    async def listen(self) -> bytes:
        """The next line; empty: it hung up. Raises: OSError, ValueError: the line is too long."""

    def close(self) -> None:
        """Hang up."""


async def deliver(address: str, message: Show | Send, *, hear: float = HEAR, act: float = ACT) -> Answer:
    """The other one's answer.

    Args:
        hear, act: seconds, see :data:`HEAR` and :data:`ACT`.

    Raises:
        NobodyListens, NoAnswer: see there.
        TooMuch: it names too many files.
        BadMessage: it is of another version.
    """
    went_on, wish = False, encode(message)
    try:
        async with asyncio.timeout(hear):
            line = await _connected(address)
        if line is None:
            raise NobodyListens
        try:
            async with asyncio.timeout(hear):
                await line.say(wish)
                await _said(line, Heard)
            went_on = True
            async with asyncio.timeout(act):
                await line.say(encode(GoOn()))
                return await _said(line, Answer)
        finally:
            line.close()
    except (OSError, ValueError) as error:  # TimeoutError is an OSError
        raise NoAnswer(acted=went_on) from error


async def _said(line: Line, kind: type[M_]) -> M_:
    words = await line.listen()
    if not words:
        raise ConnectionResetError
    message = decode(words)
    if not isinstance(message, kind):
        raise BadMessage
    return message


if sys.platform == "win32":
    import ctypes
    import threading
    from collections.abc import Callable

    R_ = TypeVar("R_")
    ANYONE = 0xFFFFFFFF  # ASFW_ANY, winuser.h

    class _Pipe:
        """A named pipe; each blocking call has a thread of its own, which does not hold up the program's end."""

        def __init__(self, address: str) -> None:
            self._file = open(address, "r+b", buffering=0)  # noqa: SIM115 - closed in close()
            self._rest = b""

        async def say(self, words: bytes) -> None:
            """See :meth:`Line.say`."""
            await _aside(lambda: self._file.write(words))

        async def listen(self) -> bytes:
            """See :meth:`Line.listen`."""
            while b"\n" not in self._rest and len(self._rest) < MOST:
                more = await _aside(lambda: self._file.read(65536))
                if not more:
                    break
                self._rest += more
            line, end, self._rest = self._rest.partition(b"\n")
            return line + end

        def close(self) -> None:
            """See :meth:`Line.close`."""
            threading.Thread(target=self._file.close, daemon=True).start()

    async def _aside(work: Callable[[], R_]) -> R_:
        loop = asyncio.get_running_loop()
        ended: asyncio.Future[R_] = loop.create_future()

        def settle(outcome: Callable[[], None]) -> None:
            """On the loop's thread; whoever waited may have gone."""
            if not ended.done():
                outcome()

        def run() -> None:
            """In the thread."""
            try:
                result = work()
            except OSError as error:
                loop.call_soon_threadsafe(settle, lambda failed=error: ended.set_exception(failed))
            else:
                loop.call_soon_threadsafe(settle, lambda: ended.set_result(result))

        threading.Thread(target=run, daemon=True).start()
        return await ended

    async def _connected(address: str) -> Line | None:
        # Without this, Windows lets no other program's window come to the front.
        ctypes.windll.user32.AllowSetForegroundWindow(ANYONE)
        try:
            return await _aside(lambda: _Pipe(address))
        except OSError:
            return None

else:

    class _Socket:
        """A Unix socket."""

        def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            self._reader, self._writer = reader, writer

        async def say(self, words: bytes) -> None:
            """As :class:`Line`."""
            self._writer.write(words)
            await self._writer.drain()

        async def listen(self) -> bytes:
            """As :class:`Line`."""
            return await self._reader.readline()

        def close(self) -> None:
            """As :class:`Line`."""
            self._writer.close()

    async def _connected(address: str) -> Line | None:
        try:
            if others_may_write(Path(address).parent):  # the first one does not listen there, so it is somebody else
                return None
            return _Socket(*await asyncio.open_unix_connection(address, limit=MOST))
        except (FileNotFoundError, ConnectionRefusedError):
            return None
