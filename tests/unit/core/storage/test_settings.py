"""Settings: written once for many changes, and damaged ones set aside."""

from __future__ import annotations

import asyncio
import os
from pathlib import Path

import pytest

from app.core.errors import StoreError
from app.core.storage import settings as settings_module
from app.core.storage.settings import SettingsStore


async def test_settings_come_back(tmp_path: Path) -> None:
    store = SettingsStore(tmp_path / "settings.json")
    assert store.get("theme") is None
    assert store.get("theme", "dark") == "dark"
    sizes = [1, 2]
    store.set("sizes", sizes)
    sizes.append(3)
    store.set("theme", "light")
    store.set("nothing", None)
    await store.flush()
    store.set("theme", "light")
    await store.flush()
    again = SettingsStore(tmp_path / "settings.json")
    assert (again.get("sizes"), again.get("theme"), again.get("nothing", 1)) == ([1, 2], "light", None)
    assert again.report is None
    with pytest.raises(TypeError):
        store.set("window", object())


async def test_many_changes_are_one_writing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    written = []
    monkeypatch.setattr(settings_module, "DELAY", 0.01)
    monkeypatch.setattr(settings_module, "write_json", lambda path, data: written.append(dict(data)))
    store = SettingsStore(tmp_path / "settings.json")
    for n in range(50):
        store.set("n", n)
    while not written:
        await asyncio.sleep(0.001)
    store.set("n", 100)
    await store.flush()
    await store.flush()
    assert written == [{"n": 49}, {"n": 100}]


async def test_a_full_disk_is_told_or_else_logged(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "replace", full)
    store = SettingsStore(tmp_path / "settings.json")
    store.set("n", 1)
    await store.flush()
    assert "could not be saved" in caplog.text
    assert store.get("n") == 1
    told: list[StoreError] = []
    store = SettingsStore(tmp_path / "settings.json", on_error=told.append)
    store.set("n", 1)
    await store.flush()
    assert ["could not be saved" in str(error) for error in told] == [True]


@pytest.mark.parametrize("content", ["[]", "{", "3"])
def test_damaged_settings_are_set_aside(tmp_path: Path, content: str) -> None:
    (tmp_path / "settings.json").write_text(content)
    store = SettingsStore(tmp_path / "settings.json")
    assert store.get("n") is None
    assert "set aside" in str(store.report)


async def test_who_watches_a_value_is_told_when_it_changes(tmp_path: Path) -> None:
    store = SettingsStore(tmp_path / "settings.json")
    told: list[object] = []
    store.watch("at_once", lambda: told.append(store.get("at_once")))
    store.set("at_once", 3)
    store.set("at_once", 3)
    store.set("other", 1)
    store.set("at_once", 5)
    assert told == [3, 5]
    await store.flush()


async def test_there_may_be_nothing_to_save(tmp_path: Path) -> None:
    await SettingsStore(tmp_path / "settings.json").flush()
    assert list(tmp_path.iterdir()) == []
