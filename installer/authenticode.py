"""Signs Windows programs and installers where a certificate is configured, and says so where none is.

The environment names it: ``SENDOFF_AUTHENTICODE_PFX`` (a PKCS #12 file) and ``SENDOFF_AUTHENTICODE_PASSWORD``.
On Windows ``signtool`` of the Windows SDK signs, elsewhere ``osslsigncode``; both put an RFC 3161 time stamp to it, so
that the signature outlives the certificate. ``python authenticode.py FILE …`` signs single files.
"""

from __future__ import annotations

import glob
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from installer.environment import SetupError

FILE, PASSWORD, CLOCK = "SENDOFF_AUTHENTICODE_PFX", "SENDOFF_AUTHENTICODE_PASSWORD", "SENDOFF_AUTHENTICODE_CLOCK"
TIME_STAMPS = "http://timestamp.digicert.com"
"""Who puts the time stamp to it unless the environment names somebody else; it is signed, so http is enough."""
ABOUT = "Sendoff"

Command = list[str]


@dataclass(frozen=True)
class Certificate:
    """Who signs. *clock*: the address of the time stamp authority; empty: no time stamp."""

    file: Path
    password: str
    clock: str = TIME_STAMPS


def certificate(variables: Mapping[str, str]) -> Certificate | None:
    """The certificate that the environment names, or None."""
    if not variables.get(FILE):
        return None
    return Certificate(Path(variables[FILE]), variables.get(PASSWORD, ""), variables.get(CLOCK, TIME_STAMPS))


def sign(targets: Iterable[Path], variables: Mapping[str, str]) -> bool:
    """Sign *targets* in place; False: no certificate is configured, and nothing was done.

    Raises:
        SetupError: it is configured, and could not be used.
    """
    who = certificate(variables)
    for target in targets:
        if who is None:
            print(f"{target.name} is not signed: no certificate is configured.", flush=True)
        elif sys.platform == "win32":
            _run(signtool_command(signtool(), target, who))
        else:
            _sign_elsewhere(target, who)
    return who is not None


def signtool_command(program: str, target: Path, who: Certificate) -> Command:
    """How ``signtool`` signs one file."""
    stamp = ["/tr", who.clock, "/td", "SHA256"] if who.clock else []
    return [
        program, "sign", "/fd", "SHA256", *stamp, "/d", ABOUT, "/f", str(who.file), "/p", who.password, str(target),
    ]  # fmt: skip


def osslsigncode_command(target: Path, signed: Path, who: Certificate, password: Path) -> Command:
    """How ``osslsigncode`` signs one file into another; the password is read from a file, which others cannot see."""
    stamp = ["-ts", who.clock] if who.clock else []
    return [
        "osslsigncode", "sign", "-pkcs12", str(who.file), "-readpass", str(password), "-h", "sha256", "-n", ABOUT,
        *stamp, "-in", str(target), "-out", str(signed),
    ]  # fmt: skip


def signtool() -> str:
    """The newest ``signtool`` of this computer. Raises: SetupError: there is none."""
    found = shutil.which("signtool")
    kits = glob.glob(r"C:\Program Files (x86)\Windows Kits\10\bin\*\x64\signtool.exe")
    if found is None and not kits:
        raise SetupError("A certificate is configured, but there is no signtool. The Windows SDK brings it.")
    return found or sorted(kits)[-1]


def _sign_elsewhere(target: Path, who: Certificate) -> None:
    if shutil.which("osslsigncode") is None:
        raise SetupError("A certificate is configured, but osslsigncode is not installed.")
    with tempfile.TemporaryDirectory() as folder:
        password, signed = Path(folder) / "password", Path(folder) / target.name
        password.touch(mode=0o600)
        password.write_text(who.password, encoding="utf-8")
        _run(osslsigncode_command(target, signed, who, password))
        shutil.copyfile(signed, target)


def _run(command: Command) -> None:
    done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, env={**os.environ})
    if done.returncode != 0:
        # What it was called with is left out: the password is among it.
        raise SetupError(f"{done.stdout.decode(errors='replace')}\n{Path(command[0]).stem} could not sign.")


if __name__ == "__main__":
    try:
        sign(map(Path, sys.argv[1:]), os.environ)
    except SetupError as problem:
        sys.exit(str(problem))
