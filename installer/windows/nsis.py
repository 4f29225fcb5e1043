"""Makes the installer for one person with NSIS; what it does is written in ``sendoff.nsi``."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

from installer import authenticode
from installer.authenticode import certificate
from installer.environment import SetupError
from installer.windows.parts import Parts

SCRIPT = Path(__file__).with_name("sendoff.nsi")
SIGN = f'"{sys.executable}" "{authenticode.__file__}"'
"""NSIS makes the uninstaller, and packs it at once: it has to have it signed in between."""


def make_installer(version: str, parts: Parts, target: Path, *, quick: bool = False) -> None:
    """Write *target*, which installs *parts*; *quick* compresses badly and fast.

    Raises:
        SetupError: there is no NSIS, or it refused.
    """
    program = shutil.which("makensis")
    if program is None:
        raise SetupError("NSIS is not installed. On Debian: apt-get install -y --no-install-recommends nsis")
    target.parent.mkdir(parents=True, exist_ok=True)
    values = {
        "VERSION": version,
        "FROZEN": str(parts.frozen),
        "LICENCES": str(parts.licences),
        "ICON": str(parts.icon),
        "OUT": str(target),
        "SIZE": str(kibibytes(parts.frozen)),
        **({"QUICK": "1"} if quick else {}),
        **({"SIGN": SIGN} if certificate(os.environ) is not None else {}),
    }
    defines = [f"-D{name}={value}" for name, value in values.items()]
    command = [program, "-V2", "-WX", "-INPUTCHARSET", "UTF8", *defines, str(SCRIPT)]
    done = subprocess.run(command, cwd=SCRIPT.parent, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    if done.returncode != 0:
        raise SetupError(f"{done.stdout}\nNSIS could not make the installer; its own words are above.")


def kibibytes(folder: Path) -> int:
    """How much lies in *folder*, rounded up; Windows shows it beside the program's name."""
    return -(-sum(file.stat().st_size for file in folder.rglob("*") if file.is_file()) // 1024)
