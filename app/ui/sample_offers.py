"""What the sample's vendors offer beyond uploads: everything they are asked for, they do."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Sequence
from pathlib import Path

from app.core.schema.model import Values
from app.core.services.api import Providers
from app.core.services.model import ActionResult, Offer
from app.core.text import text, verbatim


class SampleOffers:
    """Vendors that always say yes."""

    def __init__(self, providers: Providers) -> None:
        self._providers = providers

    async def act(self, transfer_id: str, offer_id: str, save_to: Path | None = None) -> ActionResult:  # noqa: ARG002
        """It worked."""
        await asyncio.sleep(0)
        return ActionResult(True, text("The vendor did it."), saved_to=save_to)

    def account_offers(self, account_id: str, values: Values) -> Sequence[Offer]:  # noqa: ARG002
        """What the account's vendor has in its folder."""
        found = (one for one in self._providers.get(account_id.removeprefix("acc-")).flow.actions if one.account)
        return [Offer(one.id, verbatim(one.label), verbatim(_filled(one.confirm))) for one in found]

    async def act_for_account(self, account_id: str, offer_id: str, values: Values) -> ActionResult:  # noqa: ARG002
        """It worked."""
        return await self.act(account_id, offer_id)


def _filled(words: str) -> str:
    """*words* with something in the place of every runtime expression."""
    return re.sub(r"\{\$[^}]*\}", "default", words)
