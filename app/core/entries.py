"""What a folder's listing tells of an entry beside its name: whether it is a folder, is hidden, or leads elsewhere."""

from __future__ import annotations

import os
import sys

if sys.platform == "win32":
    import stat

    _KEPT_FROM_VIEW = stat.FILE_ATTRIBUTE_HIDDEN | stat.FILE_ATTRIBUTE_SYSTEM

    def is_hidden(entry: os.DirEntry[str]) -> bool:
        """Whether its name begins with a dot, or Windows hides it: desktop.ini, Thumbs.db, a recycle bin.

        The attributes come with the listing; nothing more is asked of the disk.
        """
        return entry.name.startswith(".") or bool(_told(entry).st_file_attributes & _KEPT_FROM_VIEW)

    def leads_elsewhere(folder: os.DirEntry[str]) -> bool:
        """Whether a folder is a link, or a junction, which is one by another name."""
        return folder.is_symlink() or _told(folder).st_reparse_tag == stat.IO_REPARSE_TAG_MOUNT_POINT

    def _told(entry: os.DirEntry[str]) -> os.stat_result:
        return entry.stat(follow_symlinks=False)

else:

    def is_hidden(entry: os.DirEntry[str]) -> bool:
        """Whether its name begins with a dot."""
        return entry.name.startswith(".")

    def leads_elsewhere(folder: os.DirEntry[str]) -> bool:
        """Whether a folder is a link."""
        return folder.is_symlink()


def is_folder(entry: os.DirEntry[str]) -> bool:
    """Whether it is a folder, or a link to one."""
    try:
        return entry.is_dir()
    except OSError:  # a link that leads in a circle
        return False
