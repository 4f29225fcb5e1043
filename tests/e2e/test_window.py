"""Every vendor through the real window: files dropped by another program, the form filled in, Send pressed, done.

The window runs in a process of its own on an X server; keys lie in a real password store; the practice vendors run in
a third process, and the bytes are compared there.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest
from fixtures.canary import Canaries, Canary
from fixtures.dragging import Drop
from fixtures.password_store import PasswordStore
from fixtures.program import CommandLine, OpenWindow
from fixtures.vendors import Vendors

NAMES = {
    "sela": "Sela",
    "tela": "Tela",
    "sendai": "Send.ai",
    "deepset": "deepset",
    "optimaldial": "OptimalDial",
}
pytestmark = pytest.mark.timeout(240)


@pytest.fixture
def account(
    sendoff_cli: CommandLine, practice_process: Vendors, secret_service: PasswordStore, canaries: Canaries
) -> object:
    """``account("sela")``: an account whose fresh key lies in the password store."""

    def added(provider: str) -> Canary:
        key = canaries.watch(practice_process.new_key(provider))
        ran = sendoff_cli(
            *("accounts", "--add", "Marketing", "--provider", provider),
            *("--server", practice_process.servers[provider], "--key-env", "VENDOR_KEY"),
            VENDOR_KEY=key,
            DBUS_SESSION_BUS_ADDRESS=secret_service.bus,
        )
        assert ran.code == 0, ran.everything
        assert key.encode() in secret_service.secrets()
        return key

    return added


@pytest.mark.parametrize("provider", NAMES)
def test_a_dropped_file_arrives_byte_for_byte(
    provider: str,
    errands: Mapping,
    account,
    practice_process: Vendors,
    sendoff_cli: CommandLine,
    window_process: OpenWindow,
    drop: Drop,
    tmp_path: Path,
) -> None:
    errand = errands[provider]
    account(provider)
    window = window_process(data=sendoff_cli.data)
    window.click(f"Vendor {NAMES[provider]}")
    assert drop([errand.file], window.middle()) == "CopyAction"
    window.says(errand.file.name)
    for label, words in errand.labels.items():
        window.fill(label, words)
    window.picture(tmp_path / "before.png")
    window.click_like(r"Send \d.*")
    if errand.cost:
        window.says("credits")
        assert practice_process.received(provider) == []
        window.click_like(r"Send \d.*", window="This costs something")
    window.child.until(lambda: practice_process.received(provider), "the vendor has the file", 60)
    window.click_like(r"Transfers.*", "CheckBox")
    window.says("All done: 1 file", 120)
    [received] = practice_process.received(provider)
    assert received["sha256"] == errand.sha256
    assert (received["name"], received["times"]) == (errand.file.name, 1)
    assert window.quit() == 0


def test_a_first_upload_in_practice_mode(
    errands: Mapping, window_process: OpenWindow, drop: Drop, tmp_path: Path
) -> None:
    """No account, no key: from a fresh start to the first sent file."""
    window = window_process("--practice")
    window.says("nothing leaves this computer")
    window.click("Vendor Sela")
    assert drop([errands["sela"].file], window.middle()) == "CopyAction"
    window.fill("Source", "crm_export")
    window.click_like(r"Send \d.*")
    window.click_like(r"Transfers.*", "CheckBox")
    window.says("All done: 1 file")
    assert window.quit() == 0


def test_a_key_pasted_on_the_first_run_goes_to_the_password_store_only(
    errands: Mapping,
    practice_process: Vendors,
    secret_service: PasswordStore,
    canaries: Canaries,
    window_process: OpenWindow,
    drop: Drop,
) -> None:
    """From "pick a vendor" over the key to the first sent file; the key test uploads nothing."""
    key = canaries.watch(practice_process.new_key("tela"))
    window = window_process()
    window.says("Pick where your files go")
    window.click("Send to Tela", "Button")
    window.click("Advanced")
    window.fill("Other server address", practice_process.servers["tela"])
    window.paste("Paste your Tela key", key)
    window.click("Use this key", "Button")
    window.says("accepted the key")
    assert practice_process.received("tela") == []
    assert key.encode() in secret_service.secrets()
    assert drop([errands["tela"].file], window.middle()) == "CopyAction"
    window.click_like(r"Send \d.*")
    window.says("All done: 1 file")
    assert [one["sha256"] for one in practice_process.received("tela")] == [errands["tela"].sha256]
    assert window.quit() == 0


def test_a_key_for_this_run_only_is_still_there_after_practice(
    errands: Mapping, practice_process: Vendors, canaries: Canaries, window_process: OpenWindow, drop: Drop
) -> None:
    """Without a password store a key is kept in memory, and a look at practice is no new run."""
    key = canaries.watch(practice_process.new_key("tela"))
    window = window_process(variables={"DBUS_SESSION_BUS_ADDRESS": "unix:path=/nowhere"})
    window.click("Send to Tela", "Button")
    window.click("Advanced")
    window.fill("Other server address", practice_process.servers["tela"])
    window.paste("Paste your Tela key", key)
    window.click("Use this key", "Button")
    window.says("accepted the key")
    window.click("Practice", "CheckBox")
    window.says("nothing leaves this computer")
    window.click("Practice", "CheckBox")
    window.click("Vendor Tela")
    assert drop([errands["tela"].file], window.middle()) == "CopyAction"
    window.click_like(r"Send \d.*")
    window.says("All done: 1 file")
    assert [one["sha256"] for one in practice_process.received("tela")] == [errands["tela"].sha256]
    assert window.quit() == 0


def test_a_refused_key_is_said_beside_the_field_and_kept_nowhere(
    practice_process: Vendors, secret_service: PasswordStore, canaries: Canaries, window_process: OpenWindow
) -> None:
    key = canaries.new()
    window = window_process()
    window.click("Send to Tela", "Button")
    window.click("Advanced")
    window.fill("Other server address", practice_process.servers["tela"])
    window.paste("Paste your Tela key", key)
    window.click("Use this key", "Button")
    window.says("Tela did not accept this key")
    assert key.encode() not in secret_service.secrets()
    assert window.quit() == 0


def test_all_that_is_damaged_at_a_start_is_said(window_process: OpenWindow, tmp_path: Path) -> None:
    data = tmp_path / "data"
    (data / "providers" / "acme").mkdir(parents=True)
    (data / "providers" / "acme" / "upload.yaml").write_text("nothing of it: is right", "utf-8")
    for name in ("accounts.json", "settings.json"):
        (data / name).write_text("{ this is no JSON", "utf-8")
    window = window_process(data=data)
    said = window.says("accounts.json")
    assert "settings.json" in said
    assert "acme" in said
    window.click("Hide this message", "Button")
    window.child.until(lambda: not any("acme" in one.name for one in window.all()), "it is said once")
    assert window.quit() == 0
