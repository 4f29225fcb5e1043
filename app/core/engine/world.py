"""What the engine's parts share: its collaborators, and how a lane's scope is put together from them."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Hashable, Mapping, Sequence, Set
from concurrent.futures import Executor
from dataclasses import dataclass, field
from functools import cached_property

from app.core.engine.away import Away
from app.core.engine.ports import Clock, Keys, Runner
from app.core.engine.roster import Roster
from app.core.engine.slots import Room
from app.core.errors import InputError, KeyStoreError
from app.core.events import Events, KeysNeeded
from app.core.flow.actions import BatchFacts, Part, Recorded, Scope
from app.core.flow.plan import steps_of
from app.core.flow.texts import destination
from app.core.masking import Secret
from app.core.providers.model import Provider, Step
from app.core.schema.model import Values
from app.core.storage.accounts import Account
from app.core.storage.journal import Journal
from app.core.text import Text, text
from app.core.transfer import Batch, Transfer


@dataclass(frozen=True)
class Limits:
    """What the person allows.

    Attributes:
        at_once: transfers under way at the same time, over all accounts.
        small_at_once: the same, if all of them are small; None: no more than of others.
        polls_at_once: how many may ask a vendor for its status at the same time, for each account.
        most_network_tries: after how many tries without a network a transfer fails; a window waits for ever.
    """

    at_once: int = 8
    small_at_once: int | None = None
    polls_at_once: int = 4
    most_network_tries: int = 1_000_000

    @cached_property
    def room(self) -> Room:
        """How many may be under way at once."""
        return Room(self.at_once, self.small_at_once or self.at_once)


@dataclass
class World:
    """The collaborators of the engine.

    Attributes:
        provider, account: look-ups by id; InputError and None where there is none.
        key_rejected: told when a vendor refuses an account's key.
        away: what is between Sendoff and the network just now.
    """

    journal: Journal
    runner: Runner
    keys: Keys
    clock: Clock
    events: Events
    workers: Executor
    provider: Callable[[str], Provider]
    account: Callable[[str], Account | None]
    key_rejected: Callable[[str], Awaitable[None]]
    limits: Limits = Limits()
    roster: Roster = field(default_factory=Roster)

    def __post_init__(self) -> None:
        self.away = Away(self.events, self.clock, lambda: self.limits.most_network_tries)

    @property
    def blocked(self) -> frozenset[str]:
        """The accounts whose key was refused or cannot be read: nothing of theirs is started."""
        return self.roster.blocked

    def block(self, account_id: str) -> None:
        """The account needs another key."""
        self._block(self.blocked | {account_id})

    def unblock(self, account_id: str) -> None:
        """The account may have another key."""
        self._block(self.blocked - {account_id})

    def _block(self, account_ids: frozenset[str]) -> None:
        if account_ids != self.blocked:
            self.roster.blocked = account_ids
            self.events.publish(KeysNeeded(account_ids))

    async def has_other_key(self, account_id: str, refused: Secret | None) -> bool:
        """Whether an account was given another key since the *refused* one was taken along."""
        try:
            now = await self.keys.get(account_id)
        except KeyStoreError:
            return False
        return now is not None and now != refused

    def account_of(self, batch: Batch) -> Account:
        """The batch's account. Raises: InputError: it was removed."""
        account = self.account(batch.account_id)
        if account is None:
            raise InputError(text("The account of this upload was removed. Nothing more was sent."))
        return account

    def vendor_of(self, account: Account | None) -> str | Text:
        """What a person calls the account's vendor; in general words where that, or the account, is gone."""
        try:
            return self.provider(account.provider_id).name if account is not None else text("A vendor")
        except InputError:
            return text("A vendor")

    def step_of(self, batch: Batch, key: str) -> Step | None:
        """The step of *batch* that a record with this *key* belongs to; None: it, or its provider, is gone."""
        try:
            return self.provider(batch.provider_id).flow.step_of(key)
        except InputError:
            return None

    async def let_go(self, batch_ids: Sequence[str]) -> None:
        """Forget those of these batches of which nothing is left. Raises: StoreError."""
        empty = [batch_id for batch_id in batch_ids if self.roster.let_go(batch_id)]
        if empty:
            await self.journal.empty.drop(empty)

    def last_steps(self, batch: Batch) -> Set[str]:
        """The ids of a session's last steps: once one has begun, the vendor may count it as closed.

        Raises:
            InputError: the provider is gone.
        """
        return {step.id for step in steps_of(self.provider(batch.provider_id).flow, Part.AFTER, batch.mode)}

    def destination_of(
        self,
        batch: Batch,
        transfer: Transfer,
        steps: Mapping[str, Recorded],
        *,
        session: Mapping[str, Recorded] | None = None,
        shared: dict[Hashable, object] | None = None,
    ) -> str:
        """What a person calls the place where *transfer* went; empty where its account was removed meanwhile."""
        account = self.account(batch.account_id)
        if account is None:
            return ""
        return destination(
            self.scope(batch, account, Part.FILES, steps, transfer=transfer, session=session, shared=shared)
        )

    def scope(
        self,
        batch: Batch,
        account: Account,
        part: Part,
        recorded: Mapping[str, Recorded],
        *,
        transfer: Transfer | None = None,
        session: Mapping[str, Recorded] | None = None,
        shared: dict[Hashable, object] | None = None,
        facts: BatchFacts | None = None,
        only_always: bool = False,
        poll_tries: int = 0,
        unclear: Set[str] = frozenset(),
    ) -> Scope:
        """Everything a lane of this batch or transfer may read."""
        extra = transfer.extra if transfer else {}
        values: Values = {**batch.values, **extra} if extra else batch.values
        return Scope(
            provider=self.provider(batch.provider_id),
            server=account.server,
            part=part,
            values=values,
            now=self.clock.now,
            mode=batch.mode,
            files=transfer.files if transfer else (),
            session=session or {},
            shared=None if extra else shared,
            recorded=recorded,
            batch=facts or BatchFacts(),
            only_always=only_always,
            poll_tries=poll_tries,
            unclear=unclear,
        )
