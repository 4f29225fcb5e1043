"""What ``drop_folder.py`` drops, and the server that it is not sent to: many small files, and silence."""

from __future__ import annotations

import os
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

IN_A_FOLDER = 100
CONTENTS = {
    "deepset": ("note", ".txt", "A short note, number {n}.\n"),
    "sela": ("leads", ".csv", "id,name,phone\n{n},Ann,2125551234\n{n},Bob,2125551235\n"),
}


def make_tree(folder: Path, count: int, vendor: str) -> Path:
    """A folder of *count* small files in folders of 100."""
    stem, suffix, words = CONTENTS[vendor]
    root = folder / f"{vendor}-{count}"
    if not root.exists():
        for first in range(0, count, IN_A_FOLDER):
            below = root / f"folder {first // IN_A_FOLDER:04}"
            below.mkdir(parents=True)
            for n in range(first, min(count, first + IN_A_FOLDER)):
                (below / f"{stem} {n:06}{suffix}").write_text(words.format(n=n))
    return root


def chill(folder: Path) -> None:
    """Have the system forget what the files hold, as it does with those that nobody has opened for a while."""
    os.sync()
    for path in folder.rglob("*.*"):
        with path.open("rb", buffering=0) as file:
            os.posix_fadvise(file.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)


@contextmanager
def silent_server() -> Iterator[str]:
    """An address that takes connections and never answers."""
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        listening.listen(64)
        yield f"http://127.0.0.1:{listening.getsockname()[1]}"
