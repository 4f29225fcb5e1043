"""Accounts and presets: whole files, for their owner alone, and what becomes of damaged ones."""

from __future__ import annotations

import asyncio
import json
import os
import stat
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.core.copies import replace
from app.core.errors import StoreError
from app.core.preset import Preset, new_id
from app.core.storage import atomic
from app.core.storage.accounts import Account, AccountStore
from app.core.storage.atomic import read_json, write_atomic, write_json
from app.core.storage.presets import PresetStore, file_name

ACCOUNT = Account("a1", "sela", "Sales", "https://api.example.com", tested_at=4.0, rejected=True)
PRESET = Preset("May leads", "sela", "a1", {"body.source": "crm", "body.n": None}, "each")


@pytest.fixture
def no_disk(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    def full(handle: int) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", full)
        yield


# ── whole files ────────────────────────────────────────────────────────────────────────────────────


def test_a_file_is_whole_private_and_alone(tmp_path: Path) -> None:
    path = tmp_path / "new" / "a.json"
    write_atomic(path, b"one")
    write_atomic(path, b"two")
    assert path.read_bytes() == b"two"
    if sys.platform != "win32":  # there, the folder is its owner's
        assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert list(path.parent.iterdir()) == [path]


def test_a_full_disk_leaves_the_old_file_and_no_rubbish(tmp_path: Path, no_disk: None) -> None:
    (tmp_path / "a.json").write_bytes(b"old")
    with pytest.raises(StoreError, match=r"“a\.json” could not be saved: No space left on device"):
        write_atomic(tmp_path / "a.json", b"new")
    assert (tmp_path / "a.json").read_bytes() == b"old"
    assert len(list(tmp_path.iterdir())) == 1


def test_a_folder_that_cannot_be_synced_is_no_failure(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    really = os.fsync

    def files_only(handle: int) -> None:
        if stat.S_ISDIR(os.fstat(handle).st_mode):
            raise OSError(22, "Invalid argument")
        really(handle)

    monkeypatch.setattr(os, "fsync", files_only)
    write_atomic(tmp_path / "a.json", b"new")
    assert (tmp_path / "a.json").read_bytes() == b"new"


def test_names_that_are_no_unicode_survive(tmp_path: Path) -> None:
    write_json(tmp_path / "a.json", {"name": "caf\udce9", "ä": 1})
    assert read_json(tmp_path / "a.json") == ({"name": "caf\udce9", "ä": 1}, None)


def test_a_file_that_cannot_be_read_is_not_taken_for_an_empty_one(tmp_path: Path) -> None:
    (tmp_path / "a.json").mkdir()
    with pytest.raises(StoreError, match="cannot be read"):
        read_json(tmp_path / "a.json")


@pytest.mark.parametrize("rubbish", [b"{", b"\xff\xfe", b"", b"[" * 100_000])
def test_damaged_files_are_set_aside_under_names_of_their_own(tmp_path: Path, rubbish: bytes) -> None:
    reports = []
    for _ in range(3):
        (tmp_path / "a.json").write_bytes(rubbish)
        data, report = read_json(tmp_path / "a.json")
        assert data is None
        reports.append(str(report))
    assert len(set(reports)) == 3
    assert sorted(path.read_bytes() for path in tmp_path.iterdir()) == [rubbish] * 3


def test_a_damaged_file_that_cannot_be_moved_or_copied_is_said(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="in the way"):
        atomic.set_aside(tmp_path / "gone.json")
    with pytest.raises(StoreError, match="cannot be copied"):
        atomic.keep_copy(tmp_path / "gone.json")


# ── accounts ───────────────────────────────────────────────────────────────────────────────────────


async def test_accounts_come_back_in_their_order(tmp_path: Path) -> None:
    path = tmp_path / "accounts.json"
    store = AccountStore(path)
    others = [replace(ACCOUNT, id=f"b{n}", name=f"é {n}", tested_at=None, practice=True) for n in range(20)]
    await asyncio.gather(store.put(ACCOUNT), *(store.put(one) for one in others))
    await store.put(replace(ACCOUNT, name="Renamed"))
    await store.remove("b3")
    await store.remove("gone")
    again = AccountStore(path)
    assert again.all() == store.all()
    assert again.report is None
    assert again.get("a1") == replace(ACCOUNT, name="Renamed")
    assert again.get("b3") is None
    assert len(again.all()) == 20


async def test_a_part_of_an_account_is_changed_as_the_account_is_by_then(tmp_path: Path) -> None:
    store = AccountStore(tmp_path / "accounts.json")
    await store.put(ACCOUNT)
    renamed, tested = await asyncio.gather(store.change("a1", name="Renamed"), store.change("a1", tested_at=7.0))
    assert renamed == replace(ACCOUNT, name="Renamed")
    assert tested == replace(ACCOUNT, name="Renamed", tested_at=7.0) == AccountStore(store._path).get("a1")
    assert await store.change("gone", name="Nobody") is None
    assert len(store.all()) == 1


async def test_a_full_disk_changes_no_account(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    store = AccountStore(tmp_path / "accounts.json")
    await store.put(ACCOUNT)
    with monkeypatch.context() as patch:
        patch.setattr(os, "replace", _refuse)
        with pytest.raises(StoreError):
            await store.put(replace(ACCOUNT, id="a2"))
        with pytest.raises(StoreError):
            await store.remove("a1")
    assert store.all() == (ACCOUNT,) == AccountStore(tmp_path / "accounts.json").all()


def _refuse(*_: object, **__: object) -> None:
    raise OSError(28, "No space left on device")


@pytest.mark.parametrize("content", ["[]", "{}", '{"accounts": 3}', "not json"])
async def test_a_file_without_accounts_is_set_aside(tmp_path: Path, content: str) -> None:
    path = tmp_path / "accounts.json"
    path.write_text(content)
    store = AccountStore(path)
    assert store.all() == ()
    assert "set aside" in str(store.report)
    await store.put(ACCOUNT)
    assert AccountStore(path).all() == (ACCOUNT,)


def test_one_damaged_account_costs_no_other_and_is_kept_in_a_copy(tmp_path: Path) -> None:
    path = tmp_path / "accounts.json"
    good = {"id": "a", "provider_id": "p", "name": "n", "server": "s", "rejected": "x", "tested_at": "x", "new": 1}
    path.write_text(json.dumps({"version": 1, "accounts": [good, {**good, "server": 3}, "rubbish"]}))
    store = AccountStore(path)
    assert store.all() == (Account("a", "p", "n", "s"),)
    [copy] = tmp_path.glob("accounts.damaged-*.json")
    assert copy.name in str(store.report)
    assert copy.read_bytes() == path.read_bytes()


def test_accounts_of_a_newer_program_are_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "accounts.json"
    path.write_text('{"version": 99, "accounts": []}')
    with pytest.raises(StoreError, match="newer"):
        AccountStore(path)


# ── presets ────────────────────────────────────────────────────────────────────────────────────────


async def test_presets_come_back_one_file_each(tmp_path: Path) -> None:
    store = PresetStore(tmp_path / "presets")
    names = ["May leads", "may leads", "ä/ö: *?", "...", "", "x" * 200, "caf\udce9", "CON"]
    presets = [replace(PRESET, name=name, id=new_id()) for name in names if name]
    for one in presets:
        await store.put(one)
    await store.put(replace(presets[0], mode="all"))
    again = PresetStore(tmp_path / "presets")
    assert again.report is None
    assert {one.name: one for one in again.all()} == {one.name: one for one in store.all()}
    assert again.named("May leads") == replace(presets[0], mode="all")
    assert again.get("gone") is again.named("gone") is None
    assert len(list((tmp_path / "presets").iterdir())) == len(presets)
    await again.remove(presets[0].id)
    await again.remove("gone")
    assert again.named("May leads") is None
    assert PresetStore(tmp_path / "presets").get(presets[0].id) is None


async def test_who_listens_hears_of_each_preset_kept_or_forgotten(tmp_path: Path) -> None:
    store, heard = PresetStore(tmp_path / "presets"), list[int]()
    store.listen(lambda: heard.append(len(store.all())))
    await store.put(PRESET)
    await store.remove(PRESET.id)
    await store.remove(PRESET.id)
    assert heard == [1, 0]


def test_file_names_are_safe_on_every_system() -> None:
    names = ["a/b", "a\\b", "..", "CON", "nul.txt", "ä", "x" * 500]
    made_of = [file_name(replace(PRESET, name=name, id=new_id())) for name in names]
    for made in made_of:
        assert made.isascii()
        assert len(made) < 60
        assert not set(made) & set('/\\:*?"<>|')
    assert len(set(made_of)) == len(names)


async def test_what_looks_like_a_secret_is_never_kept(tmp_path: Path) -> None:
    store = PresetStore(tmp_path)
    values = {"body.api_key": "sk-canary", "a": {"token": "sk-canary", "b": [{"password": "sk-canary"}, 1]}, "n": 2}
    await store.put(replace(PRESET, values=values))
    assert store.all()[0].values == {"a": {"b": [{}, 1]}, "n": 2}
    assert all(b"canary" not in path.read_bytes() for path in tmp_path.iterdir())


async def test_damaged_presets_are_set_aside_and_the_others_still_load(tmp_path: Path) -> None:
    await PresetStore(tmp_path).put(PRESET)
    bad = {"no": "{", "list": "[]", "nameless": '{"provider": "p", "values": {}, "version": 1}', "empty": "", "v": "{}"}
    bad["blank"] = '{"name": "", "provider": "p", "values": {}, "version": 1}'
    bad["old"] = '{"name": "x", "provider": "p", "values": {}}'
    for name, content in bad.items():
        (tmp_path / f"{name}.json").write_text(content)
    (tmp_path / "folder.json").mkdir()
    store = PresetStore(tmp_path)
    assert store.all() == [PRESET]
    assert str(store.report).count("set aside") == len(bad)
    assert "“folder.json” cannot be read" in str(store.report)
    assert len(list(tmp_path.glob("*.damaged-*.json"))) == len(bad)
    (tmp_path / "folder.json").rmdir()
    assert PresetStore(tmp_path).report is None


async def test_presets_of_a_newer_program_or_of_a_name_that_is_taken_are_left_alone(tmp_path: Path) -> None:
    await PresetStore(tmp_path).put(PRESET)
    [path] = tmp_path.iterdir()
    known = json.loads(path.read_text())
    (tmp_path / "z-newer.json").write_text(json.dumps({**known, "name": "newer", "version": 99}))
    (tmp_path / "z-same.json").write_text(json.dumps({**known, "mode": "other"}))
    (tmp_path / "z-name.json").write_text(json.dumps({**known, "id": "0" * 32}))
    store = PresetStore(tmp_path)
    assert store.all() == [PRESET]
    assert "newer Sendoff" in str(store.report)
    assert str(store.report).count("second preset") == 2
    assert len(list(tmp_path.iterdir())) == 4


async def test_a_preset_file_with_a_name_of_its_own_is_replaced_and_removed_in_place(tmp_path: Path) -> None:
    await PresetStore(tmp_path).put(PRESET)
    [path] = tmp_path.iterdir()
    path.rename(tmp_path / "mine.json")
    store = PresetStore(tmp_path)
    await store.put(replace(PRESET, mode="all"))
    assert [one.name for one in tmp_path.iterdir()] == ["mine.json"]
    await store.remove(PRESET.id)
    assert list(tmp_path.iterdir()) == []


async def test_a_preset_that_cannot_be_removed_is_still_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    store = PresetStore(tmp_path)
    await store.put(PRESET)
    monkeypatch.setattr(Path, "unlink", _refuse)
    with pytest.raises(StoreError, match="could not be removed"):
        await store.remove(PRESET.id)
    assert store.get(PRESET.id) == PRESET
