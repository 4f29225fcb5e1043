"""What a Wine prefix holds at a moment: files, and registry entries; two of them tell what a package left behind."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from installer.windows.wine import Wine

# Wine's own: its uninstaller's list is asked for by key, and the desktop's state changes by itself.
_PASSING_FILES = ("windows/temp/", "users/root/Temp/", "windows/Installer/", "AppData/Local/Temp/", "INetCache")
_HIVES = ("HKCU\\Software", "HKLM\\Software", "HKCR")


@dataclass(frozen=True)
class Snapshot:
    """Paths on drive C, and lines of the registry, each with its key."""

    files: frozenset[str]
    registry: frozenset[str]

    def left_behind(self, before: Snapshot) -> list[str]:
        """What is here and was not there *before*."""
        return sorted(self.files - before.files) + sorted(self.registry - before.registry)


def take(wine: Wine, folder: Path) -> Snapshot:
    """Look at everything; *folder* is for the registry's text."""
    files = frozenset(
        name
        for path in wine.drive.rglob("*")
        if not any(part in (name := path.relative_to(wine.drive).as_posix()) for part in _PASSING_FILES)
    )
    lines: set[str] = set()
    for hive in _HIVES:
        target = folder / "registry.txt"
        wine.run("reg", "export", hive, windows_path(target), "/y")
        lines |= entries(target.read_bytes().decode("utf-16"))
    return Snapshot(files, frozenset(lines))


def entries(exported: str) -> set[str]:
    """The entries of an exported registry, each behind the name of its key."""
    key, found = "", set()
    for line in exported.replace("\\\r\n", "").splitlines():
        if line.startswith("["):
            key = line.strip("[]")
            found.add(key)
        elif line.strip():
            found.add(f"{key} | {line}")
    return found


def windows_path(path: Path) -> str:
    """A path of the host as Windows programs name it under Wine."""
    return "Z:" + str(path.absolute()).replace("/", "\\")
