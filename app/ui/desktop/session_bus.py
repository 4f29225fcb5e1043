"""The desktop's session bus on Linux: calls, signals and their answers, without ever blocking the loop."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from jeepney import DBusAddress, Message
    from jeepney.io.asyncio import DBusConnection, DBusRouter

log = logging.getLogger(__name__)

PATIENCE = 5.0
"""Seconds to wait for an answer."""


class NoBus(Exception):
    """There is no bus, or the one that is asked is not on it, or does not answer."""


class SessionBus:
    """A connection that is made when it is first needed, and again after it broke."""

    def __init__(self) -> None:
        self._connection: DBusConnection | None = None
        self._router: DBusRouter | None = None
        self._opening = asyncio.Lock()
        self._ears: set[asyncio.Task[None]] = set()
        self._telling: set[asyncio.Task[None]] = set()
        self._closed = False

    async def call(self, address: DBusAddress, method: str, signature: str, *values: Any) -> tuple[Any, ...]:
        """The answer of a method. Raises: NoBus."""
        from jeepney import new_method_call

        return await self._ask(new_method_call(address, method, signature or None, values))

    async def tell(self, address: DBusAddress, signal: str, signature: str, *values: Any) -> None:
        """Send a signal to whoever listens. Raises: NoBus."""
        from jeepney import new_signal

        try:
            router = await self._open()
            await router.send(new_signal(address, signal, signature, values))
        except (OSError, EOFError, RuntimeError) as error:
            await self._break()
            raise NoBus(str(error)) from error

    def tell_soon(self, address: DBusAddress, signal: str, signature: str, *values: Any) -> None:
        """Send a signal, in the order of these calls and before :meth:`close`; without a bus nobody would listen."""
        task = asyncio.get_running_loop().create_task(self._tell_anybody(address, signal, signature, *values))
        self._telling.add(task)
        task.add_done_callback(self._telling.discard)

    async def listen(self, address: DBusAddress, signal: str, heard: Callable[..., None]) -> None:
        """Call *heard* with the values of every such signal from now on. Raises: NoBus."""
        from jeepney import MatchRule, message_bus

        rule = MatchRule(type="signal", interface=address.interface, path=address.object_path, member=signal)
        router = await self._open()
        await self._ask(message_bus.AddMatch(rule))
        task = asyncio.get_running_loop().create_task(_hear(router, rule, heard))
        self._ears.add(task)
        task.add_done_callback(self._ears.discard)

    async def close(self) -> None:
        """Hang up, for good, when what is on its way has been told."""
        if self._telling:
            await asyncio.wait(self._telling, timeout=PATIENCE)
        self._closed = True
        await self._break()

    async def _tell_anybody(self, address: DBusAddress, signal: str, signature: str, *values: Any) -> None:
        try:
            await self.tell(address, signal, signature, *values)
        except NoBus as error:
            log.debug("nobody was told: %s", error)

    async def _ask(self, message: Message) -> tuple[Any, ...]:
        from jeepney.wrappers import DBusErrorResponse, unwrap_msg

        try:
            async with asyncio.timeout(PATIENCE):
                router = await self._open()
                answer: tuple[Any, ...] = unwrap_msg(await router.send_and_get_reply(message))
                return answer
        except DBusErrorResponse as error:
            raise NoBus(str(error)) from error
        except (OSError, EOFError, RuntimeError) as error:  # TimeoutError is an OSError
            await self._break()
            raise NoBus(str(error)) from error

    async def _open(self) -> DBusRouter:
        async with self._opening:
            if self._closed:
                raise NoBus("it is closed")
            if self._router is None:
                try:
                    from jeepney.io.asyncio import DBusRouter, open_dbus_connection

                    self._connection = await open_dbus_connection()
                except (OSError, EOFError, KeyError, ValueError, RuntimeError, ImportError, StopIteration) as error:
                    raise NoBus(f"there is no session bus: {error!r}") from error
                self._router = DBusRouter(self._connection)
            return self._router

    async def _break(self) -> None:
        connection, router = self._connection, self._router
        self._connection = self._router = None
        ears = list(self._ears)
        for ear in ears:
            ear.cancel()
        await asyncio.gather(*ears, return_exceptions=True)
        for part in (router, connection):
            if part is not None:
                try:
                    await part.__aexit__(None, None, None)
                except (OSError, EOFError) as error:
                    log.debug("the session bus was gone already: %s", error)


async def _hear(router: DBusRouter, rule: Any, heard: Callable[..., None]) -> None:
    queue: asyncio.Queue[Message] = asyncio.Queue()
    with router.filter(rule, queue=queue):
        while True:
            heard(*(await queue.get()).body)
