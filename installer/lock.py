"""Writes the lock files from pyproject.toml: names, versions and hashes for every platform, and no address.

For developers, after a change of the dependencies: ``python3 installer/lock.py`` (``--upgrade`` for newer versions).
Needs ``uv`` on the PATH or beside the running Python.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
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


def compile_lock(uv: str, name: str, *more: str) -> None:
    """Write ``locks/<name>.txt``; versions that fit stay as they are unless *more* says otherwise."""
    target = LOCKS / f"{name}.txt"
    command = [uv, "pip", "compile", *COMMON, *more, "pyproject.toml", "--output-file", str(target)]
    subprocess.run(command, cwd=ROOT, check=True, stdout=subprocess.DEVNULL)
    if "://" in target.read_text():
        raise SystemExit(f"{target} names an address")


def main(arguments: list[str]) -> None:
    """Write both lock files."""
    beside = os.pathsep.join((str(Path(sys.executable).parent), os.environ.get("PATH", "")))
    uv = shutil.which("uv", path=beside)
    if uv is None:
        raise SystemExit("uv is not here: pip install uv")
    LOCKS.mkdir(exist_ok=True)
    compile_lock(uv, "run", *arguments)
    compile_lock(uv, "test", "--extra=test", f"--constraint={LOCKS / 'run.txt'}", *arguments)


if __name__ == "__main__":
    main(sys.argv[1:])
