"""A network in memory, for pictures of the window and tests: nothing is reached, and every test goes well."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from pathlib import Path

from app.core.errors import InputError
from app.core.net.roots import Root, read_roots
from app.core.services.network import Finding, ProxyChoice
from app.core.text import text


class SampleNetwork:
    """Choices in memory."""

    def __init__(self) -> None:
        self.choice = ProxyChoice()
        self.password: str | None = None
        self.trusted: Sequence[Root] = ()

    async def use(self, choice: ProxyChoice, password: str | None) -> None:
        """Take over anything but an address with a blank."""
        if " " in choice.address:
            raise InputError(text("This is no address of a proxy. It looks like proxy.example.com."))
        self.choice, self.password = choice, password

    async def roots(self) -> Sequence[Root]:
        """What was chosen."""
        return self.trusted

    async def trust(self, path: Path) -> Sequence[Root]:
        """Read the file as the real one does."""
        try:
            self.trusted = read_roots(await asyncio.to_thread(path.read_bytes))[0]
        except ValueError as error:
            raise InputError(
                text(
                    "“{name}” holds no certificate of an authority. Ask the IT department for its root certificate, "
                    "as a PEM or CRT file.",
                    name=path.name,
                )
            ) from error
        return self.trusted

    async def distrust(self) -> None:
        """Forget them."""
        self.trusted = ()

    async def test(self) -> Sequence[Finding]:
        """One server answers, and one does not."""
        return (
            Finding(True, text("{host} answers, without a proxy.", host="api.example.com")),
            Finding(
                False, text("The proxy {proxy} cannot be reached. Nothing was sent.", proxy="proxy.example.com:8080")
            ),
        )
