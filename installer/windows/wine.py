"""A Wine prefix of its own, in which the Windows packages are built and tried on Linux."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path

from installer.environment import SetupError
from installer.windows.parts import STAND_INS

SOURCES = Path(__file__).with_name("wine")
COMPILER = "x86_64-w64-mingw32-gcc"
LONG = 1800.0
"""Seconds that the longest step, the freezing, may take."""


class Wine:
    """One Wine prefix. The host's settings and data are not touched: the person's folders lie in the prefix, too.

    Args:
        folder: where the prefix and everything else of it is.
        display: the X display for windows.
    """

    def __init__(self, folder: Path, display: str) -> None:
        self.prefix = folder / "prefix"
        self._home = folder / "home"
        self._variables = {
            **{name: value for name, value in os.environ.items() if not name.startswith(("QT_", "PYTHON"))},
            "WINEPREFIX": str(self.prefix),
            "WINEDEBUG": "-all",
            "WINEARCH": "win64",
            "WINEDLLOVERRIDES": "mscms=n;winemenubuilder.exe=d;mshtml=;mscoree=",
            "HOME": str(self._home),
            "DISPLAY": display,
            "LC_ALL": "C.UTF-8",  # else Wine takes umlauts in the names of files for something else
        }

    @property
    def drive(self) -> Path:
        """Drive C."""
        return self.prefix / "drive_c"

    def make(self) -> None:
        """Make the prefix, and put the DLLs into it that Wine lacks; nothing when it is there already.

        Raises:
            SetupError: wine or the compiler is not installed, or failed.
        """
        if (self.drive / "windows" / "system32" / f"{STAND_INS[-1]}.dll").exists():
            return
        for program in ("wine", "wineboot", COMPILER):
            if shutil.which(program) is None and shutil.which(f"{program}-stable") is None:
                raise SetupError(f"{program} is not installed.")
        self._home.mkdir(parents=True, exist_ok=True)
        self.run("wineboot", "-i")
        self.run("reg", "add", r"HKCU\Software\Wine", "/v", "Version", "/d", "win10", "/f")
        for name in STAND_INS:
            target = self.drive / "windows" / "system32" / f"{name}.dll"
            compile_for_windows("-shared", "-O1", "-s", "-o", str(target), str(SOURCES / f"{name}.c"), "-ladvapi32")

    def run(
        self, *command: str, cwd: Path | None = None, allowed: Sequence[int] = (0,), within: float = LONG
    ) -> subprocess.CompletedProcess[str]:
        """Run a Windows program to its end.

        Raises:
            SetupError: its exit code is not *allowed*; its own words are in the error.
            subprocess.TimeoutExpired: it took more than *within* seconds.
        """
        # Through a pipe: Windows' Python under Wine cannot write to a file of the host.
        with self.start(*command, cwd=cwd) as program:
            try:
                said, _ = program.communicate(timeout=within)
            except subprocess.TimeoutExpired:
                self.end()
                raise
        if program.returncode not in allowed:
            raise SetupError(f"{said}\n{' '.join(command)} ended with {program.returncode}; its own words are above.")
        return subprocess.CompletedProcess(command, program.returncode, said)

    def start(self, *command: str, cwd: Path | None = None) -> subprocess.Popen[str]:
        """Start a Windows program; what it says can be read from its pipe."""
        return subprocess.Popen(
            ["wine", *command],
            cwd=cwd,
            env=self._variables,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            errors="replace",
        )

    def set(self, name: str, value: str) -> None:
        """Give the programs that are started from now on an environment variable."""
        self._variables[name] = value

    def running(self, name: str) -> bool:
        """Whether a program runs whose name begins so."""
        return any(line.startswith(name) for line in self.run("tasklist").stdout.splitlines())

    def end(self) -> None:
        """End every program in this prefix."""
        server = shutil.which("wineserver") or shutil.which("wineserver-stable") or "/usr/lib/wine/wineserver64"
        subprocess.run([server, "-k"], env=self._variables, check=False)

    def host_path(self, path: str) -> Path:
        r"""A path like ``C:\users\me`` on drive C as the host sees it."""
        return self.drive.joinpath(*path.replace("\\", "/").removeprefix("C:/").split("/"))


def compile_for_windows(*arguments: str) -> None:
    """Run the compiler for Windows.

    Raises:
        SetupError: it could not compile.
    """
    # The same source is to give the same bytes: neither the time is put in, nor an address made of the file's name.
    command = [COMPILER, "-Wl,--no-insert-timestamp", "-Wl,--disable-auto-image-base", *arguments]
    done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    if done.returncode != 0:
        raise SetupError(f"{done.stdout}\n{COMPILER} could not compile; its own words are above.")
