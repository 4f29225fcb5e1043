"""What the system lacks is found by looking, installed by root, and named for anybody else."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

from installer import system
from installer.environment import SetupError
from installer.system import Need

HERE = Need("libc6", library="libc.so.6")
NO_LIBRARY = Need("libnowhere1", library="libnowhere.so.1")
NO_PROGRAM = Need("nowhere", program="sendoff-nowhere")
NO_FILE = Need("nowhere-fonts", files="usr/share/nowhere/*.ttf")


def test_needs_are_met_by_what_is_there() -> None:
    assert HERE.met()
    assert Need("coreutils", program="ls").met()
    assert Need("base-files", files="etc/os-rel*").met()
    assert system.missing([HERE, NO_LIBRARY, NO_PROGRAM, NO_FILE]) == [NO_LIBRARY, NO_PROGRAM, NO_FILE]


def test_nothing_happens_when_all_is_there(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")  # no apt-get to be found
    system.provide([HERE], "The window")
    assert system.missing([HERE]) == []


def test_an_ordinary_user_gets_one_line_to_run(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    _apt_get(tmp_path, monkeypatch, "exit 1")
    monkeypatch.setattr(os, "geteuid", lambda: 1000)
    with pytest.raises(SetupError) as error:
        system.provide([NO_LIBRARY, NO_PROGRAM], "The window")
    [line] = [line for line in str(error.value).splitlines() if "apt-get" in line]
    assert line.endswith("apt-get install -y --no-install-recommends libnowhere1 nowhere")


def test_other_systems_get_the_names_of_the_libraries(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(SetupError, match=r"libnowhere\.so\.1, sendoff-nowhere"):
        system.provide([NO_LIBRARY, NO_PROGRAM], "The window")


def test_root_gets_it_installed(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    made = tmp_path / "sendoff-nowhere"
    calls = _apt_get(
        tmp_path, monkeypatch, f'[ "$1" = install ] && printf "#!/bin/sh\\n" > {made} && chmod +x {made}; exit 0'
    )
    monkeypatch.setattr(os, "geteuid", lambda: 0)
    system.provide([NO_PROGRAM], "A test run")
    assert "install -y -qq --no-install-recommends nowhere" in calls.read_text()
    assert NO_PROGRAM.met()


def test_what_apt_says_is_shown_when_it_fails(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    _apt_get(tmp_path, monkeypatch, "echo Unable to locate package nowhere; exit 100")
    monkeypatch.setattr(os, "geteuid", lambda: 0)
    with pytest.raises(SetupError, match="Unable to locate"):
        system.provide([NO_PROGRAM], "A test run")


def test_an_installation_that_changed_nothing_is_noticed(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    _apt_get(tmp_path, monkeypatch, "exit 0")
    monkeypatch.setattr(os, "geteuid", lambda: 0)
    with pytest.raises(SetupError, match="still lacks sendoff-nowhere"):
        system.provide([NO_PROGRAM], "A test run")


def _apt_get(folder: Path, monkeypatch: pytest.MonkeyPatch, does: str) -> Path:
    """A program called apt-get that notes its arguments and *does* something: nothing is installed here."""
    calls, program = folder / "calls", folder / "apt-get"
    program.write_text(f'#!{shutil.which("sh")}\necho "$@" >> {calls}\n{does}\n')
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{folder}{os.pathsep}{os.environ['PATH']}")
    return calls
