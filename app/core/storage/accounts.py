"""Accounts as they are kept: a provider, a name, a server address; never the key."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, fields
from pathlib import Path

from app.core.json_types import Json
from app.core.storage.atomic import read_json, set_aside, write_json
from app.core.text import Text

VERSION = 1


@dataclass(frozen=True, slots=True)
class Account:
    """Where a person sends to.

    Attributes:
        server: base address without a trailing slash.
        this_run_only: its key is in memory only.
        rejected: the vendor refused its key the last time.
        tested_at: when a test last showed that the key works, seconds since the epoch.
    """

    id: str
    provider_id: str
    name: str
    server: str
    practice: bool = False
    this_run_only: bool = False
    rejected: bool = False
    tested_at: float | None = None


class AccountStore:
    """All accounts, in one JSON file that is written whole."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._lock = asyncio.Lock()
        self.report: Text | None = None
        self._accounts = self._load()

    def all(self) -> Sequence[Account]:
        """Every account, in the order they were added."""
        return tuple(self._accounts.values())

    def get(self, account_id: str) -> Account | None:
        """One account, or None."""
        return self._accounts.get(account_id)

    async def put(self, account: Account) -> None:
        """Keep an account. Raises: StoreError: the disk does not take it; nothing changed."""
        await self._save({**self._accounts, account.id: account})

    async def remove(self, account_id: str) -> None:
        """Forget an account; one that is not there is fine. Raises: StoreError."""
        if account_id in self._accounts:
            await self._save({k: v for k, v in self._accounts.items() if k != account_id})

    async def _save(self, accounts: dict[str, Account]) -> None:
        async with self._lock:
            data: Json = {"version": VERSION, "accounts": [asdict(account) for account in accounts.values()]}
            await asyncio.to_thread(write_json, self._path, data)
            self._accounts = accounts

    def _load(self) -> dict[str, Account]:
        data, self.report = read_json(self._path)
        if data is None:
            return {}
        entries = data.get("accounts") if isinstance(data, Mapping) else None
        if not isinstance(entries, list):
            self.report = set_aside(self._path)
            return {}
        accounts = [account for entry in entries if (account := _account(entry)) is not None]
        return {account.id: account for account in accounts}


_FIELDS = {field.name for field in fields(Account)}


def _account(entry: Json) -> Account | None:
    if not isinstance(entry, Mapping) or not all(
        isinstance(entry.get(name), str) for name in ("id", "provider_id", "name", "server")
    ):
        return None
    return Account(**{name: value for name, value in entry.items() if name in _FIELDS})  # type: ignore[arg-type]
