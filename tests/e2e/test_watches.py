"""A watched folder through the real window: what came while it was closed, what comes while it is open."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from fixtures.program import OpenWindow

pytestmark = pytest.mark.timeout(240)


def test_what_came_and_what_comes_is_sent_and_the_window_says_who_did_it(
    tmp_path: Path, window_process: OpenWindow
) -> None:
    folder, presets = tmp_path / "in", tmp_path / "data" / "practice" / "presets"
    folder.mkdir()
    presets.mkdir(parents=True)
    watch = {"id": "a" * 32, "folder": str(folder), "after": "move"}
    preset = {"version": 2, "name": "May leads", "provider": "sela", "account": "practice-sela", "watch": watch,
              "values": {"body.source": "crm"}}  # fmt: skip
    (presets / "may.json").write_text(json.dumps(preset))
    early, late = folder / "early.csv", folder / "late.csv"
    early.write_text("id,name\n1,Ann\n")
    window = window_process("--practice", data=tmp_path / "data")
    window.find("Preset May leads, watches a folder")
    window.child.until(lambda: not early.exists(), "what came while it was closed is sent")
    late.write_text("id,name\n2,Bo\n")
    window.child.until(lambda: not late.exists(), "what comes is sent")
    assert sorted(one.name for one in (folder / "sent").iterdir()) == ["early.csv", "late.csv"]
    window.click_like(r"Transfers.*", "CheckBox")
    window.says("Sela · Practice · May leads")
    assert window.quit() == 0
