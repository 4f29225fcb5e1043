"""Keeps the clients in use, and replaces them while requests are under way on the old ones."""

from __future__ import annotations

import asyncio
from contextlib import AbstractAsyncContextManager
from types import TracebackType

from app.core.net.clients import Clients, open_clients
from app.core.net.options import NetworkOptions


class UnreadableRoots(Exception):
    """The file with extra certificates cannot be used; the cause says why."""


class _Generation:
    """Clients made for the same options, closed when they were replaced and the last request on them is through.

    Entering it is one request's use of them.
    """

    def __init__(self, options: NetworkOptions) -> None:
        self._options = options
        self._opening = asyncio.Lock()
        self._clients: Clients | None = None
        self._users = 0
        self._replaced = False

    async def __aenter__(self) -> Clients:
        """The clients for one request, opened for the first. Raises: UnreadableRoots."""
        self._users += 1
        try:
            return self._clients or await self._open()
        except BaseException as error:
            await self.__aexit__(type(error), error, error.__traceback__)
            raise

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """The request is through."""
        self._users -= 1
        if self._replaced and not self._users:
            await self.aclose()

    async def _open(self) -> Clients:
        async with self._opening:
            if self._clients is None:
                try:
                    self._clients = await open_clients(self._options)
                except OSError as error:
                    raise UnreadableRoots(str(error)) from error
            return self._clients

    async def replace(self) -> None:
        """No further request comes."""
        self._replaced = True
        if not self._users:
            await self.aclose()

    async def aclose(self) -> None:
        """Close the clients, if they were ever opened."""
        if self._clients is not None:
            await self._clients.aclose()


class Connections:
    """The clients for the options in force. What was begun with others is ended with those."""

    def __init__(self, options: NetworkOptions) -> None:
        self.options = options
        self._now = _Generation(options)
        self._all: list[_Generation] = [self._now]

    def use(self) -> AbstractAsyncContextManager[Clients]:
        """The clients for one request. Entering raises: UnreadableRoots."""
        return self._now

    async def change(self, options: NetworkOptions) -> None:
        """Reach the network by *options* from now on."""
        self.options = options
        before, self._now = self._now, _Generation(options)
        self._all.append(self._now)
        await before.replace()

    async def aclose(self) -> None:
        """Close every connection; what is still under way fails."""
        for generation in self._all:
            await generation.aclose()
