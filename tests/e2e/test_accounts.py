"""What an account's vendor offers, in the real window: old sessions of deepset are closed there."""

from __future__ import annotations

import httpx
import pytest
from fixtures.password_store import PasswordStore
from fixtures.program import CommandLine, OpenWindow
from fixtures.vendors import Vendors

pytestmark = pytest.mark.timeout(120)


def test_old_sessions_are_closed_once_the_workspace_is_known(
    sendoff_cli: CommandLine,
    practice_process: Vendors,
    secret_service: PasswordStore,
    window_process: OpenWindow,
) -> None:
    server, key = practice_process.servers["deepset"], practice_process.keys["deepset"]
    sessions = f"{server}/api/v1/workspaces/default/upload_sessions"
    opened = httpx.post(sessions, json={}, headers={"Authorization": f"Bearer {key}"})
    assert opened.status_code == 201, opened.text
    ran = sendoff_cli(
        *("accounts", "--add", "Marketing", "--provider", "deepset", "--server", server, "--key-env", "VENDOR_KEY"),
        VENDOR_KEY=key,
        DBUS_SESSION_BUS_ADDRESS=secret_service.bus,
    )
    assert ran.code == 0, ran.everything
    window = window_process(data=sendoff_cli.data)
    window.click("Vendor deepset")
    window.click("Manage accounts")
    window.click_like("Close old sessions", window="Accounts and keys")
    window.says("fill in first: Workspace")
    window.press("Escape")
    window.fill("Workspace", "default")
    window.click("Manage accounts")
    window.click_like("Close old sessions", window="Accounts and keys")
    window.says("every open upload session of the workspace “default”")
    assert [one["step"] for one in practice_process.requests("deepset") if one["step"] == "close"] == []
    window.click_like("Close old sessions", window="Accounts and keys")
    window.says("Old sessions that were closed: 1")
    assert len([one for one in practice_process.requests("deepset") if one["step"] == "close"]) == 1
    assert window.quit() == 0
