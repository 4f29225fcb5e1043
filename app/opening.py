"""Opens the core for a window, or hands the files to the window that is open on the same data already."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Sequence
from pathlib import Path

from app.assembly import InUse, SendoffCore, Setup, open_core
from app.core.services.handover import Show, meeting_place
from app.core.services.messenger import NobodyListens, deliver

PATIENCE = 20.0
"""Seconds for the first one to open its window: both may have been started at the same moment. One that was told to
quit closes it first, and takes more than half of this to hear the reply to a costly step, and to close its sessions."""
PAUSE = 0.1
"""Seconds between two knocks."""


async def open_or_hand_over(setup: Setup, files: Sequence[str], preset: str = "") -> SendoffCore | None:
    """The core, or None: the window that is open has the files now, and came forward.

    Raises:
        NobodyListens, NoAnswer, TooMuch, BadMessage: another copy works on the data, but does not take the files.
        StoreError: as :func:`app.assembly.open_core`.
    """
    place = meeting_place(setup.paths)
    wish = _wish(files, preset)
    deadline = asyncio.get_running_loop().time() + PATIENCE
    while True:
        try:
            return await open_core(setup)
        except InUse:
            try:
                await deliver(place, wish)
                return None
            except NobodyListens:
                # It is still starting, or has just ended: then the data is free.
                if asyncio.get_running_loop().time() > deadline:
                    raise
        await asyncio.sleep(PAUSE)


def _wish(files: Sequence[str], preset: str) -> Show:
    """To be shown *files*; the token is a Wayland desktop's, see its protocol xdg-activation."""
    paths = tuple(Path(name).absolute() for name in files)
    return Show(paths, os.environ.get("XDG_ACTIVATION_TOKEN", ""), preset)
