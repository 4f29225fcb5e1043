"""What a person asks of a vendor about a transfer: cancel there, download results, look at what it keeps."""

from __future__ import annotations

from collections.abc import Sequence
from operator import attrgetter
from pathlib import Path
from typing import Protocol

from app.core.engine.driver import recorded
from app.core.engine.errand import Errand
from app.core.engine.ledger import Ledger
from app.core.engine.world import World
from app.core.errors import InputError, SendoffError
from app.core.flow.actions import ActionEnd, Part, Scope
from app.core.flow.lane import OVER
from app.core.flow.offers import action_lane, needs
from app.core.flow.texts import fill
from app.core.masking import Secret
from app.core.providers.model import ActionSpec
from app.core.schema.model import Values
from app.core.schema.request import Reply, Request
from app.core.services.model import ActionResult, Offer
from app.core.storage.accounts import Account
from app.core.text import text, verbatim
from app.core.transfer import MOVES, State, StepRecord, StepState, Transfer


class Downloader(Protocol):
    """Fetches what a storage request gives into a file."""

    async def download(self, request: Request, *, server: str, target: Path) -> Reply:
        """The reply, when the whole file is in place. Raises: SendError."""


class Actions:
    """Runs a provider's actions."""

    def __init__(self, world: World, ledger: Ledger, downloader: Downloader) -> None:
        self._world = world
        self._ledger = ledger
        self._downloader = downloader

    async def act(self, transfer_id: str, action_id: str, save_to: Path | None) -> ActionResult:
        """Do *action_id* for a transfer; what goes wrong comes back in words.

        Raises:
            InputError: the transfer or the action is not there, or there is no key.
        """
        transfer = self._world.roster.transfers.get(transfer_id)
        if transfer is None:
            raise InputError(text("This transfer is not in the list any more."))
        batch = self._world.roster.batches[transfer.batch_id]
        account = self._world.account_of(batch)
        secret = await self._world.keys.get(account.id)
        if secret is None:
            raise InputError(text("There is no key for this account yet."))
        steps = recorded(await self._world.journal.steps(transfer_id))
        session = recorded(await self._world.journal.steps(f"{batch.id}/{transfer.round}"))
        scope = self._world.scope(batch, account, Part.FILES, steps, transfer=transfer, session=session)
        try:
            end = await self._errand(account, secret).run(action_lane(scope, action_id))
            saved = await self._save(end, account, save_to)
        except SendoffError as error:
            return ActionResult(False, error.words)
        if end.ok and end.becomes:
            await self._become(transfer_id, State(end.becomes), end)
        return ActionResult(end.ok, end.say, end.table, saved)

    def account_offers(self, account_id: str, values: Values) -> Sequence[Offer]:
        """What the vendor offers for an account by itself; *values*: of a form, where it needs some."""
        account = self._world.account(account_id)
        if account is None:
            return ()
        scope = self._account_scope(account, values)
        return [_offer(scope, action) for action in scope.provider.flow.actions if action.account]

    async def act_for_account(self, account_id: str, offer_id: str, values: Values) -> ActionResult:
        """Do what such an offer says; what goes wrong comes back in words.

        Raises:
            InputError: the account is gone, or there is no key.
        """
        account = self._world.account(account_id)
        secret = await self._world.keys.get(account_id)
        if account is None or secret is None:
            raise InputError(text("There is no key for this account yet."))
        lane = action_lane(self._account_scope(account, values), offer_id)
        try:
            end = await self._errand(account, secret).run(lane)
        except SendoffError as error:
            return ActionResult(False, error.words)
        return ActionResult(end.ok, end.say, end.table)

    def _errand(self, account: Account, secret: Secret) -> Errand:
        return Errand(self._world.runner, account.server, secret, self._world.away.heard)

    def _account_scope(self, account: Account, values: Values) -> Scope:
        """What such an action may read: what is filled in now, and what was sent with the account last."""
        batches = [one for one in self._world.roster.batches.values() if one.account_id == account.id]
        newest = max(batches, key=attrgetter("created_at"), default=None)
        given = {key: value for key, value in values.items() if value not in (None, "")}
        return Scope(
            provider=self._world.provider(account.provider_id),
            server=account.server,
            part=Part.FILES,
            values={**(newest.values if newest else {}), **given},
            now=self._world.clock.now,
        )

    async def _save(self, end: ActionEnd, account: Account, save_to: Path | None) -> Path | None:
        if end.download is None or save_to is None:
            return None
        reply = await self._downloader.download(end.download, server=account.server, target=save_to)
        if not reply.ok:
            raise SendoffError(text("The download did not work ({status}). Try it again.", status=reply.status))
        return save_to

    async def _become(self, transfer_id: str, state: State, end: ActionEnd) -> None:
        """An action ends a transfer: see ``becomes`` in ``upload.schema.json``."""
        current: Transfer | None = self._world.roster.transfers.get(transfer_id)
        if current is None or state not in MOVES[current.state]:
            return
        now = self._world.clock.now()
        await self._ledger.save(current.to(state, say=end.say, ended_at=now), durable=True)
        # Tried again, it is sent anew: there is nothing to be followed any more.
        over = StepRecord(transfer_id, f"{current.step}#{OVER}", StepState.DONE, now, ended_at=now)
        await self._world.journal.write(over)


def _offer(scope: Scope, action: ActionSpec) -> Offer:
    confirm = fill(scope, action.confirm) if action.confirm else None
    return Offer(action.id, verbatim(action.label), confirm, needs=needs(scope, action))
