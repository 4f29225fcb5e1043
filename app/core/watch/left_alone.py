"""Which files in a watched folder are nobody's to send: hidden ones, and those that programs put there for a while."""

from __future__ import annotations

import os
import stat
from fnmatch import fnmatchcase

OWN_FOLDERS = ("sent", "failed")
"""Into these, right in the watched folder, goes what was sent and what was not; nothing is taken from them."""

# By the programs' own documents and sources: Office's owner files, LibreOffice's locks (hidden anyway), Emacs' and
# vim's copies, and what Chromium, Firefox, Safari, Opera, Internet Explorer, FileZilla, µTorrent and aria2 call what
# they have not finished.
_TEMPORARY = (
    "~$*", "*~", "#*#", "*.swp", "*.swx", "*.bak~", "*.tmp", "*.temp", "~*.tmp", "*.part", "*.partial", "*.crdownload",
    "*.download", "*.opdownload", "*.filepart", "*.!ut", "*.aria2", "thumbs.db", "desktop.ini", "ehthumbs.db", "icon\r",
)  # fmt: skip
_HIDDEN: int = getattr(stat, "FILE_ATTRIBUTE_HIDDEN", 2) | getattr(stat, "FILE_ATTRIBUTE_SYSTEM", 4)


def is_left_alone(name: str) -> bool:
    """Whether a file or folder of this name is hidden, or there for a while only."""
    plain = name.casefold()
    return name.startswith(".") or any(fnmatchcase(plain, pattern) for pattern in _TEMPORARY)


def is_hidden(found: os.stat_result) -> bool:
    """Whether Windows hides a file, or keeps it for itself."""
    return bool(getattr(found, "st_file_attributes", 0) & _HIDDEN)
