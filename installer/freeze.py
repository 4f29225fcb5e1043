"""Freezes the program into a folder that needs no Python, in an environment of its own, and tries it."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

from installer.environment import LOCKS, ROOT, Environment, SetupError
from installer.product import Product


def build_environment(product: Product) -> Environment:
    """The environment with the locked packages of the program and of building; made when it is not there.

    Raises:
        SetupError: the packages cannot be installed.
    """
    environment = Environment(ROOT, product.work / "env")
    environment.install(LOCKS / "build.txt")
    return environment


def freeze(product: Product, environment: Environment) -> None:
    """Make :attr:`Product.frozen` anew.

    Raises:
        SetupError: PyInstaller failed.
    """
    shutil.rmtree(product.frozen.parent, ignore_errors=True)
    environ = {**os.environ, **variables(product)}
    for name in ("PYTHONPATH", "PYTHONHOME"):
        environ.pop(name, None)
    if subprocess.call([str(environment.python), *command(product)], env=environ, cwd=ROOT) != 0:
        raise SetupError("PyInstaller could not freeze the program; its own words are above.")
    if os.name == "posix" and shutil.which("strip"):
        _strip(product.frozen)
    set_times(product.frozen, product.epoch)


def command(product: Product, named: Callable[[Path], str] = str) -> list[str]:
    """What a Python is told to freeze the program; *named* is how its system writes a path."""
    return [
        "-m",
        "PyInstaller",
        "--noconfirm",
        "--clean",
        "--log-level=ERROR",
        f"--distpath={named(product.frozen.parent)}",
        f"--workpath={named(product.work / 'pyinstaller')}",
        named(ROOT / "installer" / "sendoff.spec"),
    ]


def variables(product: Product) -> dict[str, str]:
    """The environment variables by which the same sources give the same bytes."""
    return {"SOURCE_DATE_EPOCH": str(product.epoch), "PYTHONHASHSEED": "0"}


def collected(product: Product) -> dict[str, Path]:
    """What lies in the frozen folder below ``_internal``, and where each file came from."""
    listed = json.loads((product.work / "pyinstaller" / "sendoff" / "collected.json").read_text("utf-8"))
    return {name: Path(source) for name, source in listed.items()}


def selftest(program: Path) -> str:
    """What the program's own ``--selftest`` says.

    Raises:
        SetupError: a part of it does not work.
    """
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder) / "report.txt"  # always UTF-8, which a pipe on Windows is not
        done = subprocess.run([program, "--selftest", report], capture_output=True, timeout=300)
        said = report.read_text("utf-8") if report.exists() else ""
    if done.returncode != 0:
        said += done.stderr.decode(errors="replace")
        raise SetupError(f"{said}\n{program} --selftest failed; its own words are above.")
    return said


def set_times(folder: Path, epoch: int) -> None:
    """Give everything in *folder* the time *epoch*, so that the same contents make the same package."""
    for path in (folder, *folder.rglob("*")):
        os.utime(path, (epoch, epoch), follow_symlinks=False)


def megabytes(folder: Path) -> float:
    """The size of all files in *folder*, in MiB."""
    files = [folder] if folder.is_file() else [path for path in folder.rglob("*") if path.is_file()]
    return sum(path.stat().st_size for path in files if not path.is_symlink()) / 2**20


def elf_files(folder: Path) -> Iterator[Path]:
    """Linux libraries and programs below *folder*."""
    for path in sorted(folder.rglob("*")):
        if path.is_file() and not path.is_symlink():
            with path.open("rb") as file:
                if file.read(4) == b"\x7fELF":
                    yield path


def _strip(folder: Path) -> None:
    """Take names for debuggers out of the libraries; the program itself carries its modules behind its end."""
    libraries = [str(path) for path in elf_files(folder) if ".so" in path.name]
    if libraries:
        subprocess.run(["strip", "--strip-unneeded", *libraries], check=True)
