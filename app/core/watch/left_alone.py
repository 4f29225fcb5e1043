"""Which files in a watched folder are nobody's to send, besides hidden ones: those that are there for a while."""

from __future__ import annotations

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


def is_left_alone(name: str) -> bool:
    """Whether a file or folder of this name is there for a while only."""
    plain = name.casefold()
    return any(fnmatchcase(plain, pattern) for pattern in _TEMPORARY)
