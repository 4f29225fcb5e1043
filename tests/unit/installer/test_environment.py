"""The environment is made once, remembered, and never half."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from installer.environment import Environment, SetupError, check_python


@pytest.fixture
def lock(tmp_path: Path) -> Path:
    """A lock file that needs no network."""
    path = tmp_path / "run.txt"
    path.write_text("# nothing\n")
    return path


def run(environment: Environment, code: str, folder: Path) -> str:
    done = subprocess.run([environment.python, "-P", "-c", code], cwd=folder, capture_output=True, check=True)
    return done.stdout.decode().strip()


def test_an_environment_is_made_once_and_sees_the_checkout(tmp_path: Path, lock: Path) -> None:
    root, elsewhere = tmp_path / "checkout", tmp_path / "elsewhere"
    for folder in (root, elsewhere):
        folder.mkdir()
    (root / "probe_module.py").write_text("WORD = 'found'\n")
    environment = Environment(root)
    assert not environment.has(lock)
    environment.install(lock)
    assert environment.has(lock)
    assert run(environment, "import probe_module; print(probe_module.WORD)", elsewhere) == "found"
    made = environment.python.lstat().st_ino
    environment.install(lock)
    assert environment.python.lstat().st_ino == made
    lock.write_text("# something else\n")
    assert not environment.has(lock)


def test_what_could_not_be_installed_is_not_remembered(tmp_path: Path, lock: Path, capfd) -> None:
    environment = Environment(tmp_path)
    lock.write_text("./missing-1-py3-none-any.whl\n")  # pip finds that out without a network
    with pytest.raises(SetupError, match="could not be installed"):
        environment.install(lock)
    assert "missing-1" in capfd.readouterr().err
    assert not environment.has(lock)


def test_a_moved_checkout_still_works_and_a_lost_python_is_replaced(tmp_path: Path, lock: Path) -> None:
    before, after = tmp_path / "before", tmp_path / "after"
    before.mkdir()
    (before / "probe_module.py").write_text("WORD = 'moved'\n")
    Environment(before).install(lock)
    before.rename(after)
    environment = Environment(after)
    assert run(environment, "import probe_module; print(probe_module.WORD)", tmp_path) == "moved"
    environment.python.unlink()
    assert not environment.has(lock)
    environment.install(lock)
    assert run(environment, "print('back')", tmp_path) == "back"


@pytest.mark.parametrize("version", [(3, 10), (3, 14), (4, 0)])
def test_a_python_that_does_not_fit_is_named(version: tuple[int, int]) -> None:
    with pytest.raises(SetupError, match=r"3\.11 to 3\.13"):
        check_python(version)


def test_this_python_fits() -> None:
    check_python(sys.version_info[:2])
    check_python((3, 13))
