"""Presets in bulk: zips and folders, there and back, and what hostile ones cannot do."""

from __future__ import annotations

import json
import os
import zipfile
from pathlib import Path

import pytest
from fixtures.desk import FORMS, Desk

from app.core.errors import InputError
from app.core.json_types import Json
from app.core.preset import FileWishes, Preset
from app.core.services.preset_bundle import holds_presets, unpack
from app.core.services.preset_share import SUFFIX
from app.core.storage.presets import PresetStore


async def kept(desk: Desk, name: str) -> Preset:
    return await desk.core.presets.save(Preset(name, "sela", "", FORMS["sela"]))


def hostile(**changes: Json) -> bytes:
    whole: dict[str, Json] = {"version": 2, "name": "x", "provider": "sela", "values": {}, **changes}
    return json.dumps(whole).encode()


async def test_a_zip_there_and_back_is_the_same_each_time(desk: Desk, tmp_path: Path) -> None:
    ids = [(await kept(desk, name)).id for name in ("May", "may", "June")]
    for name in ("one.zip", "two.zip"):
        words = await desk.core.sharing.export(ids, tmp_path / name)
    assert "holds 3 presets" in str(words)
    assert (tmp_path / "one.zip").read_bytes() == (tmp_path / "two.zip").read_bytes()
    assert desk.core.sharing.suggested_name(ids) == "presets.zip"
    assert holds_presets(tmp_path / "one.zip")
    assert [one.preset.name for one in await desk.core.sharing.look(tmp_path / "one.zip")] == ["May", "may", "June"]


async def test_a_folder_is_taken_in_and_what_is_damaged_is_said(desk: Desk, tmp_path: Path) -> None:
    for name, content in (("a", hostile(name="A")), ("b", b"{"), ("c", hostile(name="C"))):
        (tmp_path / f"{name}{SUFFIX}").write_bytes(content)
    (tmp_path / "notes.txt").write_text("x")
    os.mkfifo(tmp_path / f"d{SUFFIX}")
    (tmp_path / f"e{SUFFIX}").symlink_to(tmp_path / "nowhere")
    with pytest.raises(InputError):
        await desk.core.sharing.look(tmp_path)
    (tmp_path / f"d{SUFFIX}").unlink()
    found = await desk.core.sharing.look(tmp_path)
    assert [(one.preset.name, one.problem is None) for one in found] == [
        ("A", True), (f"b{SUFFIX}", False), ("C", True), (f"e{SUFFIX}", False)
    ]  # fmt: skip


def zipped(path: Path, **members: bytes) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as bundle:
        for name, content in members.items():
            bundle.writestr(name, content)
    return path


async def test_a_zip_can_neither_leave_its_place_nor_burst(desk: Desk, tmp_path: Path) -> None:
    inside = tmp_path / "inside"
    inside.mkdir()
    path = zipped(
        inside / "a.zip", **{f"../../evil{SUFFIX}": hostile(), f"bomb{SUFFIX}": b" " * 300_000_000, "x.txt": b"x"}
    )
    assert path.stat().st_size < 400_000
    assert not holds_presets(path)
    found = await desk.core.sharing.look(path)
    assert [(one.preset.name, one.problem is None) for one in found] == [("x", True), (f"bomb{SUFFIX}", False)]
    assert "far too large" in str(found[1].problem)
    assert [one.name for one in tmp_path.iterdir() if one.is_file()] == []


@pytest.mark.parametrize("packed", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_a_zip_that_is_damaged_anywhere_is_read_as_far_as_it_goes_or_refused(tmp_path: Path, packed: int) -> None:
    path = tmp_path / "a.zip"
    with zipfile.ZipFile(path, "w", packed) as bundle:
        bundle.writestr(f"ä{SUFFIX}", hostile(values={"x": "a long word " * 9}))
    whole, refused = path.read_bytes(), 0
    for place in range(len(whole)):
        path.write_bytes(whole[:place] + bytes([whole[place] ^ 0xFF]) + whole[place + 1 :])
        holds_presets(path)
        try:
            list(unpack(path))
        except InputError:
            refused += 1
    assert 0 < refused < len(whole)


async def test_zips_that_are_none_or_hold_nothing_or_too_much(desk: Desk, tmp_path: Path) -> None:
    bad = tmp_path / "bad.zip"
    bad.write_bytes(b"PK nonsense")
    many = zipped(tmp_path / "many.zip", **{f"{n}{SUFFIX}": b"{}" for n in range(501)})
    large = tmp_path / "large.zip"
    with large.open("wb") as file:
        file.truncate(30_000_000)
    expected = {
        bad: "no zip", many: "too many", large: "far too large", zipped(tmp_path / "none.zip", a=b"x"): "no preset in",
        tmp_path / "nowhere.zip": "cannot be read", tmp_path: "no preset in",
    }  # fmt: skip
    for path, words in expected.items():
        assert not holds_presets(path) or path == many
        with pytest.raises(InputError, match=words):
            await desk.core.sharing.look(path)


def test_a_member_without_a_name_is_passed_over(tmp_path: Path) -> None:
    file = zipped(tmp_path / "odd.zip", **{f"a{SUFFIX}": b"{}"})
    nameless = zipfile.ZipInfo("x")
    nameless.filename = ""
    with zipfile.ZipFile(file, "a") as bundle, bundle.open(nameless, "w") as member:
        member.write(b"x")
    assert not holds_presets(file)
    assert [name for name, _ in unpack(file)] == [f"a{SUFFIX}"]


async def test_a_locked_or_broken_member_is_said(desk: Desk, tmp_path: Path) -> None:
    path = zipped(tmp_path / "a.zip", **{f"a{SUFFIX}": hostile(name="A"), f"b{SUFFIX}": hostile(name="B")})
    data = bytearray(path.read_bytes())
    for at in (data.index(b"PK\x03\x04") + 6, data.index(b"PK\x01\x02") + 8):
        data[at] |= 1  # the flag of encryption
    path.write_bytes(bytes(data))
    found = await desk.core.sharing.look(path)
    assert [one.problem is None for one in found] == [False, True]
    assert "encrypted" in str(found[0].problem)
    [alone] = [zipped(tmp_path / "b.zip", **{f"a{SUFFIX}": hostile()})]
    data = bytearray(alone.read_bytes())
    for at in (data.index(b"PK\x03\x04") + 6, data.index(b"PK\x01\x02") + 8):
        data[at] |= 1
    alone.write_bytes(bytes(data))
    with pytest.raises(InputError, match="encrypted"):
        await desk.core.sharing.look(alone)


async def test_taking_one_in_keeps_to_what_presets_keep_to(desk: Desk) -> None:
    store = PresetStore(desk.folder.parent / "data" / "presets")
    assert store.report is None
    with pytest.raises(InputError, match="no pattern"):
        await desk.core.presets.take_in(Preset("a", "sela", files=FileWishes(("a\\b",))))
