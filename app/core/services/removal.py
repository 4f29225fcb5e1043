"""Removes what Sendoff keeps of a person, when the person takes the program off the computer and wants it so."""

from __future__ import annotations

import asyncio
import logging
import shutil
import time
from collections.abc import Iterator
from pathlib import Path

from app.core.errors import StoreError
from app.core.paths import DataPaths
from app.core.services.network import PASSWORD
from app.core.storage.accounts import AccountStore
from app.core.storage.keyring_backend import KeyringTrouble, Trouble
from app.core.storage.lock import InstanceLock
from app.core.storage.secrets import KeyStore
from app.core.text import text

log = logging.getLogger(__name__)

PATIENCE = 5.0
"""Seconds for a program that was quit just now. Windows takes back what it had locked when it finds the time for it
(LockFileEx), and an uninstaller asks right after the window was closed."""
_LOOK_AGAIN = 0.1


async def remove_everything(paths: DataPaths, keys: KeyStore, patience: float = PATIENCE) -> None:
    """Forget every key in the password store, then the folder with all the rest; what is not there is fine.

    Args:
        patience: seconds, see :data:`PATIENCE`.

    Raises:
        StoreError: Sendoff is open, the accounts cannot be read, or the folder cannot be removed whole.
        KeyStoreError: the password store does not let go of a key; the folder is untouched then, so that the keys
            that are left can still be found.
    """
    if not paths.root.exists():
        return
    homes = [home for home in (paths, DataPaths(paths.root / "practice")) if home.root.exists()]
    locks = [InstanceLock(home.root / "sendoff.lock") for home in homes]
    try:
        for lock in locks:
            await _take(lock, patience)
        for home in homes:
            await _forget_keys(home, keys)
    except OSError as error:
        raise _refused(paths.root) from error
    finally:
        for lock in locks:
            lock.release()
    try:
        await asyncio.to_thread(shutil.rmtree, paths.root)
    except OSError as error:
        raise _refused(paths.root) from error


async def _take(lock: InstanceLock, patience: float) -> None:
    due = time.monotonic() + patience
    while not await asyncio.to_thread(lock.acquire):
        if time.monotonic() > due:
            raise StoreError(text("Sendoff is open. Quit it, then try again. Nothing was removed."))
        await asyncio.sleep(_LOOK_AGAIN)


async def _forget_keys(home: DataPaths, keys: KeyStore) -> None:
    for name in _names(home):
        try:
            await keys.delete(name)
        except KeyringTrouble as trouble:
            if trouble.kind is not Trouble.MISSING:
                raise
            log.info("there is no password store, so there is no key in it")
            return


def _names(home: DataPaths) -> Iterator[str]:
    yield PASSWORD
    for account in AccountStore(home.accounts).all():
        if not account.this_run_only:
            yield account.id


def _refused(root: Path) -> StoreError:
    return StoreError(text("“{folder}” could not be removed whole. Remove it by hand.", folder=str(root)))
