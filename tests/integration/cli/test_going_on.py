"""Sending from a terminal: presets, accounts, and what was interrupted."""

from __future__ import annotations

import asyncio
import hashlib
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from fixtures.canary import Canaries
from fixtures.program import CommandLine
from fixtures.vendors import Vendors

from app.cli import DONE, FAILED, UNKNOWN, WRONG_USE
from app.core.paths import DataPaths
from app.core.preset import Preset
from app.core.storage.lock import InstanceLock
from app.core.storage.presets import PresetStore

SELA = ("--provider", "sela", "--set", "body.source=crm_export")


def test_accounts_in_the_password_store(run, vendors: Vendors, keyring_here, contract: Path) -> None:
    tela = ("--provider", "tela", *vendors.at("tela"))
    said = run("accounts", "--add", "Mine", *tela, "--json")
    assert (said.code, said.rows) == (
        DONE,
        [{"name": "Mine", "provider": "tela", "server": vendors.servers["tela"], "key": "untested"}],
    )
    said = run("accounts", "--test", "Mine")
    assert (said.code, said.out.startswith("Mine: ")) == (DONE, True)
    said = run("accounts", "--test", "Mine", "--json")
    assert (said.code, [row["key"] for row in said.rows]) == (DONE, ["works"])
    assert "key works" in run("accounts").out
    assert run("send", "--provider", "tela", contract).code == DONE, "the only one there is"
    assert run("accounts", "--add", "Other", *tela).code == DONE
    said = run("send", "--provider", "tela", contract)
    assert (said.code, "Say which account with --account: Mine, Other." in said.errors) == (WRONG_USE, True)
    assert run("send", "--provider", "tela", "--account", "Other", contract).code == DONE
    said = run("send", "--provider", "tela", "--account", "Other", "--server", vendors.servers["tela"], contract)
    assert (said.code, "its own address" in said.errors) == (WRONG_USE, True)
    assert len(vendors.received("tela")) == 2
    for name in ("Mine", "Other"):
        run("accounts", "--remove", name, "--provider", "tela")
    said = run("accounts")
    assert (said.code, said.out) == (DONE, "")
    assert "no accounts yet" in said.errors


def test_a_wrong_key_of_an_account_is_1(
    run, vendors: Vendors, keyring_here, canaries: Canaries, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("WRONG_KEY", canaries.new())
    run(
        "accounts",
        "--add",
        "Wrong",
        "--provider",
        "tela",
        "--server",
        vendors.servers["tela"],
        "--key-env",
        "WRONG_KEY",
    )
    said = run("accounts", "--test", "Wrong", "--provider", "tela")
    assert (said.code, "did not accept" in said.out) == (FAILED, True)
    vendors.order("keys", provider="tela", key=str(canaries.keys[-1]))
    vendors.misbehave("tela", "prompt", "status:500", times=-1)
    assert run("accounts", "--test", "Wrong").code == FAILED, "nothing newer is known"
    run("accounts", "--add", "New", "--provider", "tela", *vendors.at("tela"))
    said = run("accounts", "--test", "New")
    assert (said.code, "not clear" in said.out) == (UNKNOWN, True)
    for name in ("Wrong", "New"):
        run("accounts", "--remove", name)


def test_without_a_password_store_no_account_is_added(run, vendors: Vendors, data: Path) -> None:
    said = run("accounts", "--add", "Mine", "--provider", "tela", *vendors.at("tela"))
    assert said.code == FAILED
    assert "no password store" in said.errors
    assert run("accounts").out == ""


def test_a_key_for_one_run_is_for_a_saved_account_too(run, vendors: Vendors, contract: Path) -> None:
    run("send", "--provider", "tela", *vendors.at("tela"), contract)
    said = run("send", "--provider", "tela", "--account", "Command line", "--key-env", "TELA_KEY", "--again", contract)
    assert said.code == DONE, said.errors
    assert len(vendors.received("tela")) == 2


def test_a_preset_fills_in_the_form(run, vendors: Vendors, leads: Path, data: Path) -> None:
    async def keep() -> None:
        presets = PresetStore(DataPaths(data).make().presets)
        await presets.put(Preset("Weekly", "sela", "", {"body.source": "crm_export"}))

    asyncio.run(keep())
    said = run("send", "--preset", "Weekly", *vendors.at("sela"), leads)
    assert said.code == DONE, said.errors
    said = run("send", "--preset", "Weekly", "--set", "body.source=", *vendors.at("sela"), leads)
    assert said.code == WRONG_USE, "what is set wins"
    said = run("send", "--preset", "Monthly", leads)
    assert "Known are: Weekly." in said.errors


STOPS = [getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGHUP") if hasattr(signal, name)]


@contextmanager
def _heard(number: signal.Signals) -> Iterator[None]:
    """A program that is started within hears *number*, also when these tests were begun with nohup or behind ``&``."""
    if number not in STOPS:
        yield
        return
    before = signal.signal(number, signal.SIG_DFL)
    try:
        yield
    finally:
        signal.signal(number, before)


@pytest.mark.parametrize("end", [signal.SIGKILL, *STOPS])
def test_what_was_interrupted_is_listed_and_goes_on(
    run, sendoff_cli: CommandLine, vendors: Vendors, leads: Path, end: signal.Signals
) -> None:
    vendors.misbehave("sela", "ask", "hang", times=-1)
    words = ["send", *SELA, *vendors.at("sela"), "--data", str(sendoff_cli.data), str(leads)]
    with _heard(end):
        child = subprocess.Popen(
            [sys.executable, "-P", "-m", "app", *words],
            env={**sendoff_cli.variables, "SELA_KEY": os.environ["SELA_KEY"]},
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            encoding="utf-8",
        )
    while not run("queue", "--json").rows:
        assert child.poll() is None
        time.sleep(0.05)  # it needs the processor more than this does
    child.send_signal(end)
    _, errors = child.communicate(timeout=30)
    assert "Traceback" not in errors
    if end in STOPS:
        assert (child.returncode, "“sendoff resume” goes on" in errors) == (FAILED, True)
    [row] = run("queue", "--json").rows
    assert (row["names"], row["state"] in ("queued", "running", "waiting")) == (["leads.csv"], True)
    vendors.order("reset")
    ran = run("resume", "--json", "--key-env", "SELA_KEY")
    assert ran.code == DONE, ran.everything
    assert [one["state"] for one in ran.rows] == ["done"]
    [received] = vendors.received("sela")
    assert received["sha256"] == hashlib.sha256(leads.read_bytes()).hexdigest()
    assert run("queue").out == ""
    again = run("resume")
    assert (again.code, again.out) == (DONE, "")


def test_going_on_without_the_key_says_that_it_is_missing(
    run, vendors: Vendors, contract: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    vendors.misbehave("tela", "ask", "status:401", times=-1)
    assert run("send", "--provider", "tela", *vendors.at("tela"), contract).code == FAILED
    vendors.order("reset")
    said = run("resume", "--json")
    assert said.code == FAILED
    assert [row["state"] for row in said.rows] == ["waiting"]
    assert said.rows[0]["problem"]
    assert run("resume", "--key-env", "TELA_KEY").code == DONE
    assert len(vendors.received("tela")) == 1


def test_two_at_once_on_one_folder_is_said(run, data: Path, leads: Path) -> None:
    lock = InstanceLock(DataPaths(data).make().root / "sendoff.lock")
    assert lock.acquire()
    try:
        said = run("resume")
        assert (said.code, "open already" in said.errors) == (FAILED, True)
        assert run("queue").code == DONE, "looking is fine"
        assert run("accounts").code == DONE
    finally:
        lock.release()


def test_what_the_open_window_cannot_be_given_is_said(
    run, data: Path, leads: Path, vendors: Vendors, keyring_here
) -> None:
    words = ("send", leads, "--provider", "sela", "--set", "body.source=crm")
    added = ("accounts", "--add", "Mine", "--provider", "sela")
    assert run(*added, *vendors.at("sela")).code == DONE
    lock = InstanceLock(DataPaths(data).root / "sendoff.lock")
    assert lock.acquire()
    try:
        silent = run(*words, "--account", "Mine")
        assert (silent.code, "takes no files just now" in silent.errors) == (FAILED, True)
        own = run(*words, "--key-env", "SELA_KEY")
        assert (own.code, "is not handed to its window" in own.errors) == (WRONG_USE, True)
        limited = run(*words, "--account", "Mine", "--limit", "2MB")
        assert (limited.code, "keeps to its own limit" in limited.errors) == (WRONG_USE, True)
        other_way = run(*words, "--account", "Mine", "--proxy", "none")
        assert (other_way.code, "goes its own way to the network" in other_way.errors) == (WRONG_USE, True)
        empty = run(*words[:-1], "source=", "--account", "Mine")
        assert (empty.code, "Add --set source=… with what it is." in empty.errors) == (WRONG_USE, True)
        dry = run(*words, "--account", "Mine", "--dry-run")
        assert (dry.code, "crm" in dry.out) == (DONE, True), dry.errors
    finally:
        lock.release()
        run("accounts", "--remove", "Mine")
    assert vendors.received("sela") == []


def test_a_folder_that_cannot_be_made_is_said(tmp_path: Path, run, data: Path) -> None:
    data.write_text("")
    said = run("resume")
    assert (said.code, said.errors.startswith("sendoff: ")) == (FAILED, True)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such names")
def test_a_terminal_with_few_letters_is_no_trouble(
    sendoff_cli: CommandLine, practice_process: Vendors, canaries: Canaries, tmp_path: Path
) -> None:
    key = canaries.watch(practice_process.new_key("tela"))
    path = tmp_path / "Verträge “neu”.pdf"
    path.write_bytes(b"%PDF")
    words = ("--server", practice_process.servers["tela"], "--key-env", "TELA_KEY")
    for more in ([], ["--json", "--again"]):
        ran = sendoff_cli("send", "--provider", "tela", *words, *more, path, TELA_KEY=key, PYTHONIOENCODING="ascii")
        assert ran.code == DONE, ran.everything
        assert "Vertr" in ran.out
