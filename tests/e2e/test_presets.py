"""Presets through the real window: a file dropped by another program on a preset, and a preset opened as a file."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

import pytest
from fixtures.dragging import Drop
from fixtures.password_store import PasswordStore
from fixtures.program import CommandLine, OpenWindow, Window
from fixtures.vendors import Vendors

pytestmark = pytest.mark.timeout(240)
SHARED = {
    "version": 2,
    "name": "May leads",
    "provider": "sela",
    "values": {"body.source": "{file.stem}-{file.ext}"},
    "account": "somebody-else",
}


@pytest.fixture
def shared(tmp_path: Path) -> Path:
    """A preset that somebody sent us."""
    path = tmp_path / "May leads.sendoff-preset"
    path.write_text(json.dumps(SHARED))
    return path


def test_a_file_dropped_on_a_preset_is_sent_with_it(
    errands: Mapping,
    shared: Path,
    practice_process: Vendors,
    secret_service: PasswordStore,
    sendoff_cli: CommandLine,
    window_process: OpenWindow,
    drop: Drop,
) -> None:
    ran = sendoff_cli(
        *("accounts", "--add", "Marketing", "--provider", "sela"),
        *("--server", practice_process.servers["sela"], "--key-env", "VENDOR_KEY"),
        VENDOR_KEY=practice_process.new_key("sela"),
        DBUS_SESSION_BUS_ADDRESS=secret_service.bus,
    )
    assert ran.code == 0, ran.everything
    errand = errands["sela"]
    window = window_process(shared, data=sendoff_cli.data)
    window.says("It fills in “Source”: {file.stem}-{file.ext}")
    window.click_like(r"Add 1 preset", window="Add presets")
    assert drop([errand.file], middle_of(window, "Preset May leads")) == "CopyAction"
    window.says(f"Will be sent as: {errand.file.stem}-csv")
    window.click_like(r"Send \d.*")
    window.child.until(lambda: practice_process.received("sela"), "the vendor has the file", 60)
    window.click_like(r"Transfers.*", "CheckBox")
    window.says("All done: 1 file", 120)
    [received] = practice_process.received("sela")
    assert (received["sha256"], received["meta"]["source"]) == (errand.sha256, f"{errand.file.stem}-csv")
    assert window.quit() == 0
    [kept] = [json.loads(path.read_text()) for path in (sendoff_cli.data / "presets").glob("*.json")]
    assert kept["account"] not in ("", "somebody-else")


def middle_of(window: Window, name: str) -> tuple[int, int]:
    """The middle of a control on the screen."""
    x, y, width, height = window.find(name).place
    return x + width // 2, y + height // 2
