"""Vendors that are listed, shared as a file and taken in, in a terminal."""

from __future__ import annotations

import shutil
from pathlib import Path

from app.__main__ import COMMANDS
from app.cli import DONE, FAILED, WRONG_USE, _parser
from app.core.paths import resources


def own_vendor(tmp_path: Path) -> Path:
    """A folder that somebody made: Tela's, under another name and id."""
    folder = tmp_path / "acme"
    shutil.copytree(resources() / "providers" / "tela", folder)
    flow = folder / "upload.yaml"
    flow.write_text(flow.read_text("utf-8").replace("id: tela, name: Tela", "id: acme, name: Acme"), "utf-8")
    return folder


def test_a_vendor_is_added_after_saying_whom_it_talks_to_and_shared(run, tmp_path: Path) -> None:
    folder, file = own_vendor(tmp_path), tmp_path / "acme.sendoff-provider"
    said = run("providers", "--add", folder)
    assert (said.code, "Add --yes" in said.errors) == (DONE, True)
    assert said.out.splitlines()[:2] == ["Acme  (acme)", "  Files and the key would go to:"]
    assert "https://" in said.out.splitlines()[2]
    assert "acme" not in run("providers").out
    assert "Kept." in run("providers", "--add", folder, "--yes").out
    assert "acme" in [row["id"] for row in run("providers", "--json").rows]
    assert "takes the place of Acme" in run("providers", "--add", folder).out
    assert run("providers", "--share", "acme").code == WRONG_USE
    assert "No account and no key is in it." in run("providers", "--share", "acme", "--to", file).out
    assert "Acme  (acme)" in run("providers", "--add", file).out
    assert run("fields", "--provider", "acme").code == DONE


def test_what_cannot_be_added_or_shared_is_said(run, tmp_path: Path) -> None:
    bad = tmp_path / "bad.sendoff-provider"
    bad.write_bytes(b"nothing")
    assert "a damaged one" in run("providers", "--add", bad, "--yes").errors
    assert run("providers", "--add", bad).code in (FAILED, WRONG_USE)
    assert "comes with Sendoff" in run("providers", "--share", "tela", "--to", tmp_path / "x").errors
    assert not (tmp_path / "x").exists()


def test_every_command_is_known_before_a_window_is_thought_of() -> None:
    usage = _parser().format_usage() + _parser().format_help()
    commands = [line.split()[0] for line in usage.splitlines() if line.startswith("    ") and line[4] != " "]
    assert sorted(COMMANDS) == sorted(commands)
