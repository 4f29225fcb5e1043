"""Whether a folder lies on a disk that stays in the computer: only there every change is told."""

from __future__ import annotations

import os
import re
import sys
from pathlib import Path

# Linux: file systems of the computer itself (proc(5), mountinfo). Of what lies on another computer, or is made up by a
# program (FUSE), the kernel tells no more than what this computer does there (inotify(7), "Limitations").
_LOCAL = frozenset({"ext2", "ext3", "ext4", "xfs", "btrfs", "zfs", "f2fs", "tmpfs", "overlay", "bcachefs", "jfs"})
_PLUGGED = (Path("/media"), Path("/run/media"), Path("/mnt"), Path("/Volumes"))
"""Where Linux' and macOS' desktops put sticks and network drives."""
_ESCAPED = re.compile(r"\\([0-7]{3})")
"""How the kernel writes blanks and line ends in mountinfo (proc(5)); everything else stands as it is."""
_FIXED = 3  # DRIVE_FIXED, see GetDriveTypeW in the Windows API


def tells_all(folder: Path) -> bool:
    """Whether it is enough to listen; False: it has to be looked at again and again. Blocks."""
    real = Path(os.path.realpath(folder))
    if any(real.is_relative_to(place) for place in _PLUGGED):
        return False
    return _is_fixed(real)


if sys.platform == "win32":

    def _is_fixed(folder: Path) -> bool:
        import ctypes

        # A share by its own name (\\server\share) is on the network, whatever is said of its type.
        shared = folder.drive.startswith("\\\\")
        return not shared and bool(ctypes.windll.kernel32.GetDriveTypeW(f"{folder.drive}\\") == _FIXED)

else:

    def _is_fixed(folder: Path) -> bool:
        # macOS puts what is plugged in, and what is on the network, below /Volumes.
        return sys.platform == "darwin" or _type_below(folder, _mounts()) in _LOCAL


def _mounts() -> str:
    try:
        return Path("/proc/self/mountinfo").read_text(encoding="utf-8", errors="surrogateescape")
    except OSError:
        return ""


def _type_below(folder: Path, mounts: str) -> str:
    """The type of the file system that holds *folder*; empty where nobody knows."""
    best, kind = -1, ""
    for line in mounts.split("\n"):
        fields, _, more = line.partition(" - ")
        where = Path(_ESCAPED.sub(_plain, fields.split(" ")[4])) if more else None
        if where is not None and folder.is_relative_to(where) and len(where.parts) >= best:
            best, kind = len(where.parts), more.split(" ")[0]
    return kind


def _plain(escaped: re.Match[str]) -> str:
    return chr(int(escaped[1], 8))
