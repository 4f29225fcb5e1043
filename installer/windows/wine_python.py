"""Puts together a Windows Python from packages of Python's own, for building and trying the packages under Wine.

It is for tests: its python.exe and python3.dll are made here, and its library is that of the Python which runs this.
The build that ships is made on Windows, with Python's own installer.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import sysconfig
import zipfile
from pathlib import Path

from installer.environment import SetupError
from installer.windows.wine import SOURCES, compile_for_windows

VERSION = "3.11"
# This wheel brings the DLLs of CPython 3.11 for programs made with it.
RUNTIME = "panda3d==1.10.16"
_LIBRARIES = ("libffi-8.dll", "libcrypto-3.dll", "libssl-3.dll", "sqlite3.dll")
_LEFT_OUT = (
    "site-packages", "lib-dynload", "test", "idlelib", "tkinter", "ensurepip", "turtledemo", "lib2to3", "config-*",
    "__pycache__",
)  # fmt: skip


class WindowsPython:
    """A folder with a Windows Python and the locked packages."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.program = folder / "python.exe"

    @property
    def packages(self) -> Path:
        """Its site-packages."""
        return self.folder / "Lib" / "site-packages"

    def make(self) -> None:
        """Put it together; nothing when it is there already.

        Raises:
            SetupError: this Python is another version, or a part could not be fetched.
        """
        if self.program.exists():
            return
        if sysconfig.get_python_version() != VERSION:
            raise SetupError(f"The Windows Python of the tests needs the library of Python {VERSION} to start from.")
        shutil.rmtree(self.folder, ignore_errors=True)
        self._unpack_runtime()
        shutil.copytree(sysconfig.get_path("stdlib"), self.folder / "Lib", ignore=shutil.ignore_patterns(*_LEFT_OUT))
        self._compile()

    def install(self, uv: Path, *locks: Path) -> None:
        """Put the packages of these lock files into it, as Windows would choose them.

        ``pip download --platform`` would not do: it decides by the host which packages Windows needs.

        Raises:
            SetupError: uv could not install.
        """
        for lock in locks:
            _do(
                uv, "pip", "install", "-q", "--python-platform", "x86_64-pc-windows-msvc", "--python-version", VERSION,
                "--only-binary", ":all:", "--require-hashes", "--target", str(self.packages), "-r", str(lock),
            )  # fmt: skip
        # The runtime of Microsoft's compiler: python.org's Python has it beside python.exe, and so must this one.
        for library in ("vcruntime140.dll", "vcruntime140_1.dll", "msvcp140.dll"):
            shutil.copy(self.packages / "shiboken6" / library, self.folder)

    def _unpack_runtime(self) -> None:
        wheels, libraries = self.folder / "wheels", self.folder / "DLLs"
        libraries.mkdir(parents=True)
        _do(
            sys.executable, "-m", "pip", "download", "-q", "--no-deps", "--only-binary=:all:", "--platform=win_amd64",
            f"--python-version={VERSION}", "--implementation=cp", "-d", str(wheels), RUNTIME,
        )  # fmt: skip
        wheel = next(wheels.glob("*.whl"))
        with zipfile.ZipFile(wheel) as archive:
            for entry in archive.namelist():
                folder, _, name = entry.rpartition("/")
                if folder != "deploy_libs":
                    continue
                if name == "python311.dll":
                    (self.folder / name).write_bytes(archive.read(entry))
                elif name.endswith(".pyd") or name in _LIBRARIES:
                    (libraries / name).write_bytes(archive.read(entry))
        shutil.rmtree(wheels)

    def _compile(self) -> None:
        names = exported(_output("x86_64-w64-mingw32-objdump", "-p", str(self.folder / "python311.dll")))
        definition, forwards = self.folder / "python311.def", self.folder / "python3.def"
        definition.write_text("LIBRARY python311.dll\nEXPORTS\n" + "".join(f"{name}\n" for name in names))
        forwards.write_text("LIBRARY python3.dll\nEXPORTS\n" + "".join(f"  {n}=python311.{n}\n" for n in names))
        library = self.folder / "libpython311.a"
        _do("x86_64-w64-mingw32-dlltool", "-d", str(definition), "-l", str(library))
        # PySide6 is linked with the stable interface of python3.dll, which only passes calls on.
        compile_for_windows(
            "-shared", "-nostdlib", "-o", str(self.folder / "python3.dll"), str(forwards), "-Wl,--entry=0"
        )
        compile_for_windows("-municode", "-O2", "-s", "-o", str(self.program), str(SOURCES / "python.c"), str(library))
        for made in (definition, forwards, library):
            made.unlink()


def exported(dump: str) -> list[str]:
    """The names of Python's C interface in the output of ``objdump -p``."""
    _, _, table = dump.partition("[Ordinal/Name Pointer] Table")
    names = (line.split()[-1] for line in table.splitlines() if "[" in line and "]" in line)
    return sorted({name for name in names if name.startswith(("Py", "_Py"))})


def _do(*command: str) -> None:
    done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    if done.returncode != 0:
        raise SetupError(f"{done.stdout}\n{command[0]} failed; its own words are above.")


def _output(*command: str) -> str:
    return subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True).stdout
