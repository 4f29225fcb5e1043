"""Finds the ways to a host: direct, through the proxy that was typed in, or as the system or its rules say."""

from __future__ import annotations

import asyncio
import logging
import ssl
import time
from collections.abc import Callable

from app.core.copies import replace
from app.core.net.bypass import goes_direct
from app.core.net.desktop_proxy import SystemProxies
from app.core.net.hosts import Reach, reach
from app.core.net.options import ProxyMode, ProxySetting
from app.core.net.pac import PacTrouble, find_proxies
from app.core.net.pac_file import PacFile
from app.core.net.proxies import Proxy, read_proxy
from app.core.net.system_proxy import read_system

log = logging.getLogger(__name__)

_KEPT = 30.0  # seconds; a laptop that changes networks gets another proxy

Route = Proxy | None
DIRECT: tuple[Route, ...] = (None,)


class Routes:
    """Knows the ways to every host, and asks the system again from time to time.

    Args:
        context: for fetching a file with rules.
        ask: reads the system's settings; called in a worker thread.
    """

    def __init__(
        self, setting: ProxySetting, context: ssl.SSLContext, ask: Callable[[], SystemProxies] = read_system
    ) -> None:
        self._setting = setting
        self._context = context
        self._ask = ask
        self._asking = asyncio.Lock()
        self._system: tuple[float, SystemProxies] | None = None
        self._pac: PacFile | None = None
        self._known: dict[tuple[str, str], tuple[float, tuple[Route, ...]]] = {}

    async def to(self, scheme: str, host: str) -> tuple[Route, ...]:
        """The ways to *host*, in the order in which to try them; None is a direct connection. At least one.

        Raises:
            UnusableProxy: the proxy in force is of a kind that Sendoff does not speak.
            PacTrouble: the rules that the person chose cannot be had or are wrong.
        """
        mode = self._setting.mode
        if mode is ProxyMode.NONE or reach(host) is Reach.LOOPBACK:
            return DIRECT
        if mode is ProxyMode.MANUAL:
            return (self._with_login(read_proxy(self._setting.address)),)
        at, routes = self._known.get((scheme, host), (float("-inf"), DIRECT))
        if time.monotonic() - at > _KEPT:
            routes = await self._find(scheme, host)
            self._known[scheme, host] = (time.monotonic(), routes)
        return routes

    def forget(self) -> None:
        """No way led to a host: perhaps the network is another one, so ask anew next time."""
        self._known.clear()
        self._system = None
        if self._pac is not None:
            self._pac.forget()

    async def _find(self, scheme: str, host: str) -> tuple[Route, ...]:
        if self._setting.mode is ProxyMode.PAC:
            return await self._by_rules(self._setting.address, scheme, host)
        system = await self._settings()
        if system.pac:
            try:
                return await self._by_rules(system.pac, scheme, host)
            except PacTrouble as error:
                # As browsers do: outside the company its rules cannot be reached, and are not needed.
                log.warning("the system's proxy rules are left out: %s", error)
        address = "" if goes_direct(host, system.direct) else system.address(scheme)
        return (self._with_login(read_proxy(address)),) if address else DIRECT

    async def _settings(self) -> SystemProxies:
        async with self._asking:
            if self._system is None or time.monotonic() - self._system[0] > _KEPT:
                self._system = (time.monotonic(), await asyncio.to_thread(self._ask))
            return self._system[1]

    async def _by_rules(self, address: str, scheme: str, host: str) -> tuple[Route, ...]:
        if self._pac is None or self._pac.address != address:
            self._pac = PacFile(address, self._context)
        rules = await self._pac.rules()
        found = await asyncio.to_thread(find_proxies, rules, scheme, host)
        return tuple(self._with_login(one) if one else None for one in found)

    def _with_login(self, proxy: Proxy) -> Proxy:
        if proxy.user or not self._setting.user:
            return proxy
        return replace(proxy, user=self._setting.user, password=self._setting.password)
