"""Presets among dropped files, taken in and written out, without a widget."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from fixtures.signals import listen
from pytestqt.qtbot import QtBot

from app.core.preset import Preset
from app.ui.controllers.preset_traffic import PresetTraffic
from app.ui.sample_core import SampleCore

Work = Callable[..., None]


@pytest.fixture
def traffic(core: SampleCore, work: Work) -> PresetTraffic:
    return PresetTraffic(core, work)


@pytest.fixture
def preset_file(core: SampleCore, tmp_path: Path) -> Path:
    path = tmp_path / "May.sendoff-preset"
    provider = core.providers.all()[0].id
    path.write_text(json.dumps({"version": 2, "name": "May", "provider": provider, "values": {}}))
    return path


def test_presets_are_told_from_files(traffic: PresetTraffic, preset_file: Path, tmp_path: Path) -> None:
    told = listen(traffic, "arrived", "files", "told")
    for name in ("presets.zip", "data.zip"):
        with zipfile.ZipFile(tmp_path / name, "w") as bundle:
            bundle.write(preset_file, preset_file.name if name == "presets.zip" else "a.csv")
    traffic.sort([tmp_path / "a.csv"])
    traffic.sort([])
    traffic.sort([preset_file, tmp_path / "a.csv", tmp_path / "presets.zip", tmp_path / "data.zip"])
    assert [t[0] for t in told] == ["files", "files", "arrived"]
    assert told[1][1] == [tmp_path / "a.csv", tmp_path / "data.zip"]
    assert [one.preset.name for one in told[2][1]] == ["May", "May"]


def test_what_cannot_be_read_is_said(traffic: PresetTraffic, tmp_path: Path) -> None:
    told = listen(traffic, "arrived", "told")
    traffic.look(tmp_path / "gone.sendoff-preset")
    assert [t[0::2] for t in told] == [("told", False)]


def test_taking_in_and_writing_out(
    core: SampleCore, traffic: PresetTraffic, preset_file: Path, tmp_path: Path, qtbot: QtBot
) -> None:
    told = listen(traffic, "arrived", "taken", "told")
    traffic.look(preset_file)
    [incoming] = told[0][1]
    traffic.adopt([(incoming, "a"), (incoming, "")])
    assert [(one.name, one.account_id) for one in core.presets.all()] == [("May", "a"), ("May 2", "")]
    assert [t[0] for t in told[1:]] == ["taken", "told"]
    ids = [one.id for one in core.presets.all()]
    assert traffic.suggested_name(ids[:1]) == "May.sendoff-preset"
    traffic.export(ids, tmp_path / "all.zip")
    assert zipfile.is_zipfile(tmp_path / "all.zip")
    assert told[-1][2] is True


def test_what_does_not_work_is_said(
    core: SampleCore, traffic: PresetTraffic, preset_file: Path, tmp_path: Path
) -> None:
    told = listen(traffic, "arrived", "told")
    assert traffic.suggested_name(["gone"]) == ""
    traffic.export(["gone"], tmp_path / "x")
    core.kept_presets.presets["1"] = Preset("Lost", "gone", id="1")
    assert traffic.suggested_name(["1"]) == ""
    preset_file.write_text(preset_file.read_text().replace(core.providers.all()[0].id, "acme"))
    traffic.look(preset_file)
    traffic.adopt([(told[-1][1][0], "")])
    assert [t[-1] for t in told if t[0] == "told"] == [False] * 4
