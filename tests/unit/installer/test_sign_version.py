"""The publisher's tool: what it signs, Sendoff believes, and no private key gets into the repository."""

from __future__ import annotations

import hashlib
import json
import subprocess
import sys
import time
from pathlib import Path

import pytest
from fixtures.processes import ROOT

from app import __version__
from app.core.paths import resources
from app.core.services.announcement import Package, read, read_key
from app.core.services.updates import shipped_source
from installer.sign_version import VARIABLE, Refused, main, new_key

NOTES = "https://example.com/new.html"


@pytest.fixture
def packages(tmp_path: Path) -> list[Path]:
    names = ("Sendoff-2.dmg", "Sendoff-2-x64.exe", "Sendoff-2.msi", "sendoff_2_amd64.deb", "Sendoff-2.AppImage")
    made = [tmp_path / name for name in names]
    for path in made:
        path.write_bytes(path.name.encode())
    return made


def test_what_it_signs_is_believed(
    tmp_path: Path, packages: list[Path], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    private, out = tmp_path / "private", tmp_path / "version.json"
    public = new_key(private)
    assert sys.platform == "win32" or private.stat().st_mode & 0o077 == 0
    monkeypatch.setenv(VARIABLE, private.read_text())
    assert main(["sign", "--notes", NOTES, "--out", str(out), *map(str, packages)]) == 0
    found = read(out.read_bytes(), (tmp_path / "version.json.sig").read_bytes(), read_key(public), time.time())
    assert (found.version, found.notes) == (__version__, NOTES)
    assert {package.system for package in found.packages} == {"linux", "windows", "macos"}
    digest = hashlib.sha256(b"Sendoff-2.dmg").hexdigest()
    assert Package("macos", "Sendoff-2.dmg", digest) in found.packages
    assert main(["check", "--public", public, str(out)]) == 0
    assert "5 files" in capsys.readouterr().out
    out.write_bytes(out.read_bytes() + b" ")
    assert main(["check", "--public", public, str(out)]) == 1


def test_the_same_inputs_give_the_same_bytes(tmp_path: Path, packages: list[Path]) -> None:
    private = tmp_path / "private"
    new_key(private)
    made = []
    for name, order in (("a.json", packages), ("b.json", packages[::-1])):
        out = tmp_path / name
        arguments = ["sign", "--notes", NOTES, "--key", str(private), "--issued", "1795176000", "--days", "9999"]
        assert main([*arguments, "--out", str(out), *map(str, order)]) == 0
        made.append((out.read_bytes(), out.with_name(name + ".sig").read_bytes()))
    assert made[0] == made[1]


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["--notes", "http://example.com", "a.deb"], "would not believe"),
        (["--notes", NOTES, "--version", "2-beta", "a.deb"], "would not believe"),
        (["--notes", NOTES, "--days", "-1", "a.deb"], "would not believe"),
        (["--notes", NOTES, "a.txt"], "no package of a system"),
        (["--notes", NOTES, "missing.deb"], "missing.deb"),
    ],
)
def test_what_sendoff_would_not_believe_is_not_written(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    arguments: list[str],
    words: str,
) -> None:
    monkeypatch.chdir(tmp_path)
    for name in ("a.deb", "a.txt"):
        Path(name).write_text(name)
    new_key(Path("private"))
    assert main(["sign", "--key", "private", "--out", "version.json", *arguments]) == 1
    assert words in capsys.readouterr().err
    assert not Path("version.json").exists()


def test_without_a_usable_key_nothing_is_signed(
    tmp_path: Path, packages: list[Path], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for value, words in (("", "There is no private key"), ("abc", "cannot be used")):
        monkeypatch.setenv(VARIABLE, value)
        assert main(["sign", "--notes", NOTES, "--out", str(tmp_path / "v.json"), str(packages[0])]) == 1
        assert words in capsys.readouterr().err


def test_a_private_key_is_never_written_over_nor_into_the_repository(tmp_path: Path) -> None:
    new_key(tmp_path / "private")
    with pytest.raises(Refused, match="there already"):
        new_key(tmp_path / "private")
    with pytest.raises(Refused, match="repository"):
        new_key(ROOT / "private")
    assert not (ROOT / "private").exists()


def test_it_runs_as_a_program(tmp_path: Path) -> None:
    command = [sys.executable, str(ROOT / "installer" / "sign_version.py"), "new-key", str(tmp_path / "private")]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=True)
    assert len(read_key(done.stdout.splitlines()[-1])) == 32


def test_what_ships_names_a_publisher_or_nobody() -> None:
    shipped = shipped_source(resources() / "updates.json")
    assert bool(shipped.address) == bool(shipped.key)
    assert set(json.loads((resources() / "updates.json").read_text())) == {"address", "key"}
