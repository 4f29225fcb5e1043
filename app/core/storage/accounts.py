"""Accounts as they are kept: a provider, a name, a server address; never the key."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from app.core.copies import replace
from app.core.errors import StoreError
from app.core.json_types import Json
from app.core.storage.atomic import keep_copy, read_json, set_aside, write_json
from app.core.text import Text, text

VERSION = 1


@dataclass(frozen=True, slots=True)
class Account:
    """Where a person sends to.

    Attributes:
        server: base address without a trailing slash.
        practice: its server is this program's own on loopback.
        this_run_only: its key is in memory only.
        rejected: the vendor refused its key the last time.
        tested_at: when its key was last tested, seconds since the epoch.
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
    """All accounts, in one JSON file that is written whole.

    Attributes:
        report: what to tell the person about a damaged file.

    Raises:
        StoreError: the file is there but cannot be read, or a newer Sendoff wrote it.
    """

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
        async with self._lock:
            await self._save({**self._accounts, account.id: account})

    async def change(self, account_id: str, **changes: object) -> Account | None:
        """Change these parts of an account as it is by then; None when it is gone. Raises: StoreError."""
        async with self._lock:
            account = self._accounts.get(account_id)
            if account is not None:
                account = replace(account, **changes)  # type: ignore[arg-type]
                await self._save({**self._accounts, account_id: account})
            return account

    async def remove(self, account_id: str) -> None:
        """Forget an account; one that is not there is fine. Raises: StoreError: nothing changed."""
        async with self._lock:
            if account_id in self._accounts:
                await self._save({k: v for k, v in self._accounts.items() if k != account_id})

    async def _save(self, accounts: dict[str, Account]) -> None:
        data: Json = {"version": VERSION, "accounts": [asdict(account) for account in accounts.values()]}
        await asyncio.to_thread(write_json, self._path, data)
        self._accounts = accounts

    def _load(self) -> dict[str, Account]:
        data, self.report = read_json(self._path)
        if data is None:
            return {}
        entries = data.get("accounts") if isinstance(data, Mapping) else None
        if not isinstance(data, Mapping) or not isinstance(entries, list):
            self.report = set_aside(self._path)
            return {}
        version = data.get("version")
        if isinstance(version, int) and version > VERSION:
            raise StoreError(
                text("“{name}” was written by a newer Sendoff. Start that one instead.", name=self._path.name)
            )
        accounts = [account for entry in entries if (account := _account(entry)) is not None]
        if len(accounts) < len(entries):
            self.report = keep_copy(self._path)
        return {account.id: account for account in accounts}


def _account(entry: Json) -> Account | None:
    """The account of a JSON object, None when it is none."""
    if not isinstance(entry, Mapping):
        return None
    account_id, provider_id, name, server = (entry.get(key) for key in ("id", "provider_id", "name", "server"))
    if not (
        isinstance(account_id, str)
        and isinstance(provider_id, str)
        and isinstance(name, str)
        and isinstance(server, str)
    ):
        return None
    tested_at = entry.get("tested_at")
    return Account(
        id=account_id,
        provider_id=provider_id,
        name=name,
        server=server,
        practice=entry.get("practice") is True,
        this_run_only=entry.get("this_run_only") is True,
        rejected=entry.get("rejected") is True,
        tested_at=float(tested_at) if isinstance(tested_at, int | float) else None,
    )
