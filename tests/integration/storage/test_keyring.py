"""Keys in a real Secret Service (gnome-keyring): kept, replaced, forgotten, and every way in which it can refuse."""

from __future__ import annotations

import asyncio
import os
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from fixtures.processes import wait_until
from fixtures.turns import Turns

from app.core.masking import Secret
from app.core.storage.secrets import KeyringTrouble, KeyStore, Trouble
from app.core.storage.timed_calls import MOST_HANGING

pytestmark = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="the Secret Service is a Linux service")

CANARY = "sk-canary-äöü-🔑"


def store(**more: Any) -> KeyStore:
    """One that asks the keyring each time."""
    return KeyStore(**({"fresh_for": 0.0, "timeout": 20.0} | more))


async def trouble(call: Any) -> KeyringTrouble:
    with pytest.raises(KeyringTrouble) as raised:
        await call
    assert CANARY not in f"{raised.value}{raised.value.detail}"
    return raised.value


async def test_a_key_is_kept_replaced_and_forgotten(desk: Any) -> None:
    keys = store()
    assert await keys.get("a") is None
    await keys.set("a", Secret(CANARY))
    await keys.set("b", Secret("other"))
    assert await store().get("a") == Secret(CANARY)
    await keys.set("a", Secret("newer"))
    assert await store().get("a") == Secret("newer")
    assert desk.kept() == {"a": b"newer", "b": b"other"}
    await keys.delete("a")
    await keys.delete("a")
    assert await keys.get("a") is None
    assert await keys.get("b") == Secret("other")


async def test_a_key_is_there_after_the_store_was_started_again(desk: Any) -> None:
    await store().set("a", Secret(CANARY))
    desk.kill_store()
    desk.start_store()
    assert await store().get("a") == Secret(CANARY)


async def test_services_do_not_see_one_another(desk: Any) -> None:
    await store().set("a", Secret("one"))
    assert await store(service="Other").get("a") is None


async def test_a_usable_store_says_its_name(desk: Any) -> None:
    state = await store().state()
    assert (state.usable, state.name) == (True, "GNOME Keyring / Secret Service")
    assert "GNOME Keyring" in str(state.words)
    assert desk.kept() == {}


async def test_a_key_for_this_run_only_never_reaches_the_store(desk: Any) -> None:
    keys = store()
    await keys.set("a", Secret("kept"))
    await keys.set("a", Secret("mine"), this_run_only=True)
    assert await keys.get("a") == Secret("mine")
    assert desk.kept() == {"a": b"kept"}
    await keys.set("a", Secret("newest"))
    assert await keys.get("a") == Secret("newest")
    await keys.set("b", Secret("mine"), this_run_only=True)
    await keys.delete("b")
    assert await keys.get("b") is None
    await keys.set("a", Secret("mine"), this_run_only=True)
    await keys.delete("a")
    assert desk.kept() == {}


@pytest.mark.parametrize("value", ["x" * 31, "🔑" * 15, "sendoff-split:2:ab", "y" * 60], ids=["x", "key", "mark", "y"])
async def test_a_long_key_takes_several_entries_and_leaves_none(desk: Any, value: str) -> None:
    keys = store(longest=20)
    await keys.set("a", Secret("z" * 40))
    await keys.set("a", Secret(value))
    assert await store().get("a") == Secret(value)
    kept = desk.kept()
    assert all(len(part.decode().encode("utf-16-le")) <= 2 * 28 for part in kept.values())
    assert len(kept) > 1
    await keys.set("a", Secret("short"))
    assert desk.kept() == {"a": b"short"}
    await keys.set("a", Secret(value))
    await keys.delete("a")
    assert desk.kept() == {}


async def test_a_long_key_of_which_a_part_is_gone_is_no_key(desk: Any) -> None:
    import keyring

    keys = store(longest=20)
    await keys.set("a", Secret("z" * 40))
    part = next(name for name in desk.kept() if name.endswith(".1"))
    keyring.delete_password("Sendoff", part)
    assert await keys.get("a") is None
    await keys.delete("a")
    assert desk.kept() == {}


async def test_thousands_of_files_do_not_ask_thousands_of_times(desk: Any) -> None:
    keys = KeyStore(fresh_for=60.0)
    await keys.set("a", Secret("one"))
    first = await asyncio.gather(*(keys.get("a") for _ in range(50)))
    desk.kill_store()
    assert await keys.get("a") == Secret("one")
    assert set(first) == {Secret("one")}
    desk.start_store()
    await keys.set("a", Secret("two"))
    assert await keys.get("a") == Secret("two")
    await keys.delete("a")
    assert await keys.get("a") is None


async def test_a_locked_store_is_said_and_goes_on_when_it_is_open_again(desk: Any) -> None:
    keys = store()
    await keys.set("a", Secret(CANARY))
    desk.lock()
    for call in (keys.get("a"), keys.set("a", Secret("new " + CANARY)), keys.delete("a")):
        error = await trouble(call)
        assert error.kind is Trouble.LOCKED
        assert "locked" in str(error)
    state = await keys.state()
    assert state.usable  # it asks when it is needed
    assert "locked" in str(state.words)
    desk.kill_store()
    desk.start_store()
    assert await keys.get("a") == Secret(CANARY)


async def test_a_store_that_does_not_open_with_the_login_is_locked(desk: Any) -> None:
    await store().set("a", Secret(CANARY))
    desk.kill_store()
    desk.start_store(b"not the password")
    assert (await trouble(store().get("a"))).kind is Trouble.LOCKED


async def test_a_store_that_dies_in_the_middle_is_said(desk: Any) -> None:
    keys = store()
    await keys.set("a", Secret(CANARY))
    desk.kill_store()
    assert (await trouble(keys.get("a"))).kind is Trouble.REFUSED
    assert not (await keys.state()).usable
    desk.start_store()
    assert await keys.get("a") == Secret(CANARY)


async def test_no_store_is_said_and_one_that_comes_later_is_found(bare_desk: Any) -> None:
    keys = store()
    error = await trouble(keys.set("a", Secret(CANARY)))
    assert error.kind is Trouble.MISSING
    state = await keys.state()
    assert (state.usable, state.name) == (False, "")
    await keys.set("a", Secret("mine"), this_run_only=True)
    assert await keys.get("a") == Secret("mine")
    assert (await trouble(keys.delete("a"))).kind is Trouble.MISSING
    assert await keys.get("a") == Secret("mine"), "nothing was forgotten"
    await keys.delete("a", kept=False)  # although the store cannot be asked
    assert (await trouble(keys.get("a"))).kind is Trouble.MISSING
    bare_desk.start_store()
    await keys.set("a", Secret(CANARY))
    assert await keys.get("a") == Secret(CANARY)


async def test_no_bus_is_no_store(bare_desk: Any, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", f"unix:path={tmp_path / 'nothing'}")
    assert (await trouble(store().get("a"))).kind is Trouble.MISSING


@pytest.mark.parametrize("backend", ["null", "fail"])
async def test_a_store_that_keeps_nothing_is_refused(desk: Any, monkeypatch: pytest.MonkeyPatch, backend: str) -> None:
    monkeypatch.setenv("PYTHON_KEYRING_BACKEND", f"keyring.backends.{backend}.Keyring")
    error = await trouble(store().set("a", Secret(CANARY)))
    assert error.kind is Trouble.UNSAFE
    assert f"keyring.backends.{backend}" in str(error)
    assert not (await store().state()).usable


async def test_a_plaintext_store_is_refused_however_it_was_set_up(
    desk: Any, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "plainfile.py").write_text(PLAIN)
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.setenv("PLAIN", str(tmp_path / "keys.txt"))
    monkeypatch.setenv("PYTHON_KEYRING_BACKEND", "plainfile.Keyring")
    assert (await trouble(store().set("a", Secret(CANARY)))).kind is Trouble.UNSAFE
    monkeypatch.delenv("PYTHON_KEYRING_BACKEND")
    folder = Path(os.environ["XDG_CONFIG_HOME"]) / "python_keyring"
    folder.mkdir(parents=True)
    (folder / "keyringrc.cfg").write_text("[backend]\ndefault-keyring=plainfile.Keyring\n")
    assert (await trouble(store().set("a", Secret(CANARY)))).kind is Trouble.UNSAFE
    assert not (tmp_path / "keys.txt").exists()


PLAIN = """
import os
from keyring.backend import KeyringBackend

class Keyring(KeyringBackend):
    priority = 99
    def get_password(self, service, username):
        return None
    def set_password(self, service, username, password):
        open(os.environ["PLAIN"], "w").write(password)
    def delete_password(self, service, username):
        pass
"""


async def test_a_plaintext_store_is_not_chosen_because_it_boasts(
    desk: Any, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "plainfile.py").write_text(PLAIN)
    monkeypatch.syspath_prepend(tmp_path)
    __import__("plainfile")  # the keyring package knows it from here on
    await store().set("a", Secret(CANARY))
    assert desk.kept() == {"a": CANARY.encode()}


async def test_a_chain_of_stores_is_answered_by_its_first_good_one(desk: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTHON_KEYRING_BACKEND", "keyring.backends.chainer.ChainerBackend")
    await store().set("a", Secret(CANARY))
    assert desk.kept() == {"a": CANARY.encode()}


async def test_a_store_that_is_set_up_but_not_there_is_said(desk: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTHON_KEYRING_BACKEND", "no.such.Keyring")
    assert (await trouble(store().get("a"))).kind is Trouble.REFUSED


async def test_a_hanging_bus_holds_up_neither_the_loop_nor_a_later_answer(
    desk: Any, silent_bus: Callable[[], int], monkeypatch: pytest.MonkeyPatch
) -> None:
    keys = store(timeout=0.3)
    with Turns(pause=0.01) as turns:
        kinds = [(await trouble(call)).kind for call in (keys.get("a"), keys.set("a", Secret(CANARY)))]
    assert kinds == [Trouble.TIMED_OUT] * 2
    assert turns.count > 5
    wait_until(lambda: silent_bus() == 2, "both calls came as far as the bus")
    assert not (await keys.state()).usable
    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", desk.address)
    keys = store()
    await keys.set("a", Secret(CANARY))
    assert await keys.get("a") == Secret(CANARY)


async def test_calls_that_hang_do_not_pile_up(silent_bus: Callable[[], int]) -> None:
    wait_until(lambda: hanging() == 0, "what earlier tests left hanging has ended")
    keys, most = store(timeout=0.1), 0
    for _ in range(8):
        assert (await trouble(keys.get("a"))).kind is Trouble.TIMED_OUT
        most = max(most, hanging())
    many = await asyncio.gather(*(keys.get(f"a{n}") for n in range(20)), return_exceptions=True)
    assert {one.kind for one in many if isinstance(one, KeyringTrouble)} == {Trouble.TIMED_OUT}
    # They hang for a second, the time that jeepney waits for a bus to let it in; a slow machine may see some end.
    assert 1 <= max(most, hanging()) <= MOST_HANGING
    wait_until(silent_bus, "calls came as far as the bus")


def hanging() -> int:
    """How many threads wait for the keyring."""
    return sum(thread.name == "keyring" for thread in threading.enumerate())


def test_a_hanging_bus_does_not_keep_the_program_from_ending(silent_bus: Callable[[], int]) -> None:
    code = """
import asyncio
from app.core.storage.secrets import KeyStore
print(asyncio.run(KeyStore(timeout=4).state()).usable)
"""
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=60)
    assert ran.stdout == "False\n"
    assert silent_bus() >= 1
