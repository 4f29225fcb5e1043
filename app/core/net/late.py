"""HTTP that is loaded when it is first needed: its libraries take a fifth of the time in which the window opens."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from concurrent.futures import Executor
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from app.core.copies import replace
from app.core.masking import Secret
from app.core.net.options import NetworkOptions, ProxySetting
from app.core.net.way import Way
from app.core.schema.request import Reply, Request

if TYPE_CHECKING:
    from app.core.net.runner import HttpRunner

Progress = Callable[[int], None]


class LateRunner:
    """An :class:`app.core.net.runner.HttpRunner` that comes to be with the first request, or with :meth:`load`.

    Args:
        threads: where its modules are read, so that the loop does not wait for them.
    """

    def __init__(self, network: NetworkOptions, threads: Executor) -> None:
        self._network = network
        self._threads = threads
        self._loading: asyncio.Future[HttpRunner] | None = None
        self._loaded: HttpRunner | None = None

    async def load(self) -> HttpRunner:
        """Have it ready."""
        if self._loaded is not None:
            return self._loaded
        if self._loading is None:
            self._loading = asyncio.ensure_future(self._load())
        # Who gives up waiting must not take it from the others.
        return await asyncio.shield(self._loading)

    async def reach_by(self, proxy: ProxySetting, extra_roots: Path | None) -> None:
        """Go through *proxy* and trust *extra_roots* from now on; what is under way ends as it began."""
        self._network = replace(self._network, proxy=proxy, extra_roots=extra_roots)
        if self._loading is not None:
            await (await self.load()).reach_by(proxy, extra_roots)

    async def send(
        self,
        request: Request,
        *,
        server: str,
        secret: Secret | None = None,
        progress: Progress | None = None,
    ) -> Reply:
        """See :meth:`app.core.net.runner.HttpRunner.send`. Raises: SendError."""
        runner = self._loaded or await self.load()
        return await runner.send(request, server=server, secret=secret, progress=progress)

    async def probe(self, server: str) -> Way:
        """See :meth:`app.core.net.runner.HttpRunner.probe`. Raises: SendError."""
        return await (await self.load()).probe(server)

    async def fetch(self, url: str, most: int) -> Reply:
        """See :meth:`app.core.net.runner.HttpRunner.fetch`. Raises: SendError."""
        return await (await self.load()).fetch(url, most)

    async def download(self, request: Request, *, server: str, target: Path, progress: Progress | None = None) -> Reply:
        """See :meth:`app.core.net.runner.HttpRunner.download`. Raises: SendError, StoreError."""
        return await (await self.load()).download(request, server=server, target=target, progress=progress)

    async def aclose(self) -> None:
        """Close every connection; what is still under way fails."""
        if self._loading is not None:
            await (await self.load()).aclose()

    async def _load(self) -> HttpRunner:
        module = await asyncio.get_running_loop().run_in_executor(self._threads, import_module, "app.core.net.runner")
        runner: HttpRunner = module.HttpRunner(network=self._network)
        self._loaded = runner
        return runner
