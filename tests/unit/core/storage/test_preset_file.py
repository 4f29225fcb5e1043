"""A preset as JSON: there and back, older versions, and everything that is none."""

from __future__ import annotations

import json
from pathlib import Path
from types import MappingProxyType

import pytest

from app.core.copies import replace
from app.core.json_types import Json
from app.core.preset import After, FieldNote, FileWishes, FolderWatch, MadeFor, Preset
from app.core.storage.preset_file import NewerPreset, NoPreset, from_json, to_json

FULL = Preset(
    "May leads",
    "sela",
    "a1",
    {"body.source": "{date}", "body.n": None, "body.list": [1, {"a": "b"}]},
    "each",
    ("body.note",),
    FileWishes(("*.csv", "*.txt"), False, "{date} {file.stem}"),
    MadeFor("fp", (FieldNote("body.source", "choice", "Source", True, ("a", 1, None)),)),
    True,
    3.5,
)


def test_there_and_back() -> None:
    assert from_json(json.loads(json.dumps(to_json(FULL)))) == FULL


@pytest.mark.parametrize(
    "watch",
    [
        FolderWatch(Path("/in"), False, After.MOVE, 500, "a" * 32),
        FolderWatch(Path("/in/caf\u00e9"), id="b" * 32),
    ],
)
def test_a_watched_folder_there_and_back(watch: FolderWatch) -> None:
    preset = replace(FULL, watch=watch)
    assert from_json(json.loads(json.dumps(to_json(preset)))) == preset
    assert "watch" not in to_json(FULL)


@pytest.mark.parametrize(
    "change",
    [{"folder": ""}, {"folder": 1}, {"id": "../x"}, {"after": "burn"}, {"unasked": -1}, {"unasked": 1.5}, {"on": 1}],
)
def test_a_damaged_watch_makes_a_damaged_preset(change: dict[str, Json]) -> None:
    data = to_json(replace(FULL, watch=FolderWatch(Path("/in"))))
    watch = data["watch"]
    assert isinstance(watch, dict)
    with pytest.raises(NoPreset):
        from_json({**data, "watch": {**watch, **change}})


def test_secrets_are_left_out_whatever_holds_them() -> None:
    values: dict[str, Json] = {"a": MappingProxyType({"token": "sk", "b": ({"password": "sk"}, 1)}), "api_key": "sk"}
    data = to_json(Preset("x", "p", values=values))
    assert data["values"] == {"a": {"b": [{}, 1]}}
    assert from_json(data).values == {"a": {"b": [{}, 1]}}


def test_version_1_is_read_and_has_the_same_id_each_time() -> None:
    old: dict[str, Json] = {
        "version": 1, "name": "May", "provider": "sela", "account": "a", "mode": "", "schema": "fp", "values": {"x": 1}
    }  # fmt: skip
    read = from_json(old)
    assert (read.name, read.account_id, read.values, read.made_for) == ("May", "a", {"x": 1}, MadeFor())
    assert from_json(old) == read
    assert from_json({**old, "name": "June"}).id != read.id
    assert from_json({"version": 1, "name": "caf\udce9", "provider": "p", "values": {}}).mode == ""


def test_a_newer_one_is_told_apart_from_a_damaged_one() -> None:
    with pytest.raises(NewerPreset):
        from_json({**to_json(FULL), "version": 3})


@pytest.mark.parametrize(
    "change",
    [
        {"version": True}, {"version": 0}, {"version": "2"}, {"name": ""}, {"name": None}, {"name": "x" * 201},
        {"provider": ""}, {"values": []}, {"ask": [1]}, {"ask": ["a", "a"]}, {"id": "../../x"}, {"position": "first"},
        {"files": {"patterns": ["/etc/*"]}}, {"files": {"patterns": "*"}}, {"files": []}, {"made_for": {}},
        {"made_for": {"fingerprint": "", "fields": [{"key": "a"}]}}, {"pinned": 1},
    ],
)  # fmt: skip
def test_what_does_not_keep_to_the_schema_is_none(change: dict[str, Json]) -> None:
    with pytest.raises(NoPreset):
        from_json({**to_json(FULL), **change})


@pytest.mark.parametrize("data", [None, [], "x", 1, {}, {"version": 1}])
def test_what_is_no_preset_at_all(data: Json) -> None:
    with pytest.raises(NoPreset):
        from_json(data)


def test_what_may_be_left_out() -> None:
    least = from_json({"version": 2, "name": "x", "provider": "p", "values": {}})
    assert (least.ask, least.files, least.made_for, least.pinned, least.position) == (
        (),
        FileWishes(),
        MadeFor(),
        False,
        0,
    )
    assert len(least.id) == 32


def test_patterns_hold_whatever_the_case() -> None:
    assert FULL.files.takes("LEADS.CSV")
    assert not FULL.files.takes("leads.csv.zip")
    assert FileWishes().takes("anything")
