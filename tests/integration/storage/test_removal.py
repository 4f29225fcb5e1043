"""“Remove my data”: keys leave a real password store, the folder goes, and nothing goes while Sendoff is open."""

from __future__ import annotations

import asyncio
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from app.core.errors import StoreError
from app.core.masking import Secret
from app.core.paths import DataPaths
from app.core.services.network import PASSWORD
from app.core.services.removal import remove_everything
from app.core.storage.accounts import Account, AccountStore
from app.core.storage.lock import InstanceLock
from app.core.storage.secrets import KeyringTrouble, KeyStore, Trouble

pytestmark = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="the Secret Service is a Linux service")


async def person(root: Path, keys: KeyStore | None = None) -> DataPaths:
    """A person's folder with an account here and one that practises; *keys* get the key of each."""
    paths = DataPaths(root).make()
    practising = DataPaths(root / "practice").make()
    for home, name in ((paths, "mine"), (practising, "trial")):
        await AccountStore(home.accounts).put(Account(name, "vendor", name, "https://api.test"))
        if keys is not None:
            await keys.set(name, Secret(f"key of {name}"))
    passing = Account("passing", "vendor", "passing", "https://api.test", this_run_only=True)
    await AccountStore(paths.accounts).put(passing)
    return paths


async def test_keys_and_data_go_and_other_programs_keys_stay(desk: Any, tmp_path: Path) -> None:
    keys = KeyStore()
    paths = await person(tmp_path / "Sendoff", keys)
    await keys.set(PASSWORD, Secret("the proxy's"))
    await KeyStore(service="Another program").set("theirs", Secret("stays"))
    await remove_everything(paths, KeyStore())
    assert desk.kept() == {"theirs": b"stays"}
    assert not paths.root.exists()


async def test_the_command_of_the_uninstaller_does_it(desk: Any) -> None:
    root = Path(desk.variables["XDG_DATA_HOME"]) / "Sendoff"
    await person(root, KeyStore())
    command = [sys.executable, "-m", "app", "--remove-data"]
    assert subprocess.run(command, env=desk.variables, timeout=60).returncode == 0
    assert not root.exists()
    assert desk.kept() == {}
    assert subprocess.run(command, env=desk.variables, timeout=60).returncode == 0


async def test_nothing_goes_while_sendoff_is_open(desk: Any) -> None:
    root = Path(desk.variables["XDG_DATA_HOME"]) / "Sendoff"
    paths = await person(root, KeyStore())
    practising = InstanceLock(root / "practice" / "sendoff.lock")
    assert practising.acquire()
    with pytest.raises(StoreError, match="Sendoff is open"):
        await remove_everything(paths, KeyStore(), patience=0.0)
    command = [sys.executable, "-m", "app", "--remove-data"]
    assert subprocess.run(command, env=desk.variables, timeout=60).returncode == 1
    practising.release()
    assert desk.kept() == {"mine": b"key of mine", "trial": b"key of trial"}
    assert AccountStore(paths.accounts).get("mine") is not None


async def test_a_program_that_ends_meanwhile_is_waited_for(desk: Any, tmp_path: Path) -> None:
    paths = await person(tmp_path / "Sendoff")
    ending = InstanceLock(paths.root / "sendoff.lock")
    assert ending.acquire()
    removing = asyncio.create_task(remove_everything(paths, KeyStore(), patience=60.0))
    asked = InstanceLock.acquire
    refused = asyncio.Event()

    def ask(lock: InstanceLock) -> bool:
        got = asked(lock)
        if not got:
            loop.call_soon_threadsafe(refused.set)
        return got

    loop = asyncio.get_running_loop()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(InstanceLock, "acquire", ask)
        await refused.wait()
        assert paths.accounts.exists()
        ending.release()
        await removing
    assert not paths.root.exists()


async def test_a_locked_store_keeps_the_data_that_leads_to_its_keys(desk: Any, tmp_path: Path) -> None:
    paths = await person(tmp_path / "Sendoff", KeyStore())
    desk.lock()
    with pytest.raises(KeyringTrouble) as raised:
        await remove_everything(paths, KeyStore(timeout=20.0))
    assert raised.value.kind is Trouble.LOCKED
    assert AccountStore(paths.accounts).get("mine") is not None


async def test_where_there_is_no_store_the_data_goes(bare_desk: Any, tmp_path: Path) -> None:
    paths = await person(tmp_path / "Sendoff")
    for _ in range(2):
        await remove_everything(paths, KeyStore())
        assert not paths.root.exists()


async def test_a_folder_that_cannot_go_is_named(desk: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    paths = await person(tmp_path / "Sendoff")

    def refuse(_folder: Path) -> None:
        raise PermissionError("a file is in use")

    monkeypatch.setattr("shutil.rmtree", refuse)
    with pytest.raises(StoreError, match="could not be removed whole"):
        await remove_everything(paths, KeyStore())


async def test_a_lock_that_cannot_be_made_is_named(desk: Any, tmp_path: Path) -> None:
    paths = await person(tmp_path / "Sendoff")
    (paths.root / "sendoff.lock").mkdir()
    with pytest.raises(StoreError, match="could not be removed whole"):
        await remove_everything(paths, KeyStore())
    assert paths.accounts.exists()
