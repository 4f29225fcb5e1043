"""Installs, tries and removes the Windows packages on Windows itself: what ``build.py windows`` ends with there.

Nothing of the person's is touched: where Sendoff is installed already, nothing is tried. The .msi takes an
administrator, as a release's computer has one; without one it is left out, and that is said.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from installer import freeze
from installer.environment import SetupError
from installer.windows.build import Built
from installer.windows.seen import expect, until

if sys.platform == "win32":  # pragma: no cover - tried under Wine, and by the release workflow
    import ctypes
    import winreg

    _UNINSTALL = r"Software\Microsoft\Windows\CurrentVersion\Uninstall\Sendoff"
    _TYPE = r"Software\Classes\.sendoff-preset"
    _ANY_USE = 60.0
    """Seconds for a window to open, and for an uninstaller to remove itself."""
    _CLOSE = 0x0010  # WM_CLOSE, winuser.h
    _PRESET = '{"version": 1, "name": "For everybody", "provider": "sela", "values": {}}'

    def check_here(built: Built) -> None:
        """Try both packages. Raises: SetupError: one does not do what it should, or Sendoff is installed already."""
        everybody = Path(os.environ["PROGRAMFILES"]) / "Sendoff"
        if _read(winreg.HKEY_CURRENT_USER, _UNINSTALL, "DisplayVersion") or everybody.exists():
            raise SetupError("Sendoff is installed here, and would be replaced. Remove it first, or use --no-check.")
        _step("the installer", lambda: _try_installer(built))
        if ctypes.windll.shell32.IsUserAnAdmin():
            _step("the .msi", lambda: _try_msi(built, everybody))
        else:
            print("the .msi was not tried: installing for everybody takes an administrator", flush=True)

    def _try_installer(built: Built) -> str:
        home = Path(os.environ["LOCALAPPDATA"]) / "Programs" / "Sendoff"
        menus = Path(os.environ["APPDATA"]) / "Microsoft" / "Windows"
        links = [menus / "SendTo" / "Sendoff.lnk", menus / "Start Menu" / "Programs" / "Sendoff.lnk"]
        _run(str(built.installer), "/S")
        shown = _read(winreg.HKEY_CURRENT_USER, _UNINSTALL, "DisplayVersion")
        expect(shown == built.version, f"Windows shows version {shown}")
        expect(all(link.exists() for link in links), "a link is missing in Send to or in the Start menu")
        expect(_read(winreg.HKEY_CURRENT_USER, _TYPE, "") == "Sendoff.Preset", "presets are not registered")
        print(freeze.selftest(home / "sendoff.com").rstrip(), flush=True)
        _run(str(home / "uninstall.exe"), "/S")
        until(lambda: not home.exists(), _ANY_USE, "the program's folder is gone")
        expect(not any(link.exists() for link in links), "a link is left behind")
        expect(not _read(winreg.HKEY_CURRENT_USER, _UNINSTALL, "DisplayVersion"), "its entry for removing is left")
        return "installed silently, --selftest passed, removed silently"

    def _try_msi(built: Built, home: Path) -> str:
        _run("msiexec", "/i", str(built.msi), "/qn")
        freeze.selftest(home / "sendoff.com")
        with tempfile.TemporaryDirectory() as folder:
            preset = Path(folder) / "For everybody ü.sendoff-preset"
            preset.write_text(_PRESET, encoding="utf-8")
            os.startfile(preset)
            until(lambda: bool(_window("Add presets")), _ANY_USE, "the program asks whether to add the preset")
            _close("Add presets")
            _close("Sendoff")
        until(lambda: _unused(home / "sendoff.exe"), _ANY_USE, "the program has ended")
        _run("msiexec", "/x", str(built.msi), "/qn")
        expect(not home.exists(), "the program's folder is left behind")
        expect(not _read(winreg.HKEY_LOCAL_MACHINE, _TYPE, ""), "the type of presets is left behind")
        return "installed silently, --selftest passed, a preset opened by its type, removed silently"

    def _step(name: str, work: Callable[[], str]) -> None:
        started = time.monotonic()
        print(f"{name}: {work()}; {time.monotonic() - started:.1f} s", flush=True)

    def _run(*command: str) -> None:
        code = subprocess.run(command, timeout=600).returncode
        if code != 0:
            raise SetupError(f"{' '.join(command)} ended with {code}.")

    def _read(hive: int, key: str, name: str) -> str:
        """A value of the registry; nothing when there is none."""
        try:
            with winreg.OpenKey(hive, key, 0, winreg.KEY_READ | winreg.KEY_WOW64_64KEY) as opened:
                return str(winreg.QueryValueEx(opened, name)[0])
        except FileNotFoundError:
            return ""

    def _window(title: str) -> int:
        return int(ctypes.windll.user32.FindWindowW(None, title))

    def _close(title: str) -> None:
        """As the cross in the title bar does."""
        ctypes.windll.user32.PostMessageW(_window(title), _CLOSE, 0, 0)
        until(lambda: not _window(title), _ANY_USE, f"the window “{title}” is closed")

    def _unused(program: Path) -> bool:
        """Whether nothing runs it: Windows lets nobody write to a program that runs."""
        try:
            with program.open("ab"):
                return True
        except PermissionError:
            return False
