"""What vendors allow an account: how many transfers at once, and how many requests a minute."""

from __future__ import annotations

from app.core.engine.slots import Room
from app.core.engine.world import World
from app.core.errors import InputError
from app.core.providers.model import RateLimits
from app.core.storage.accounts import Account

_LEAST = RateLimits(concurrency=1)
"""For an account that is gone, or whose provider is: its transfers say so one by one."""


class Allowances:
    """Looks up what the provider of an account states."""

    def __init__(self, world: World) -> None:
        self._world = world

    def room(self, account_id: str) -> Room:
        """How many transfers of the account may be under way at once."""
        account = self._world.account(account_id)
        limits = self._stated(account) if account is not None else _LEAST
        return Room(limits.concurrency, limits.concurrency_small or limits.concurrency)

    def per_minute(self, account: Account) -> int | None:
        """How many writing requests a minute, None where nothing is stated."""
        return self._stated(account).per_minute

    def _stated(self, account: Account) -> RateLimits:
        try:
            return self._world.provider(account.provider_id).flow.limits
        except InputError:
            return _LEAST
