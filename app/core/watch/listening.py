"""Listens to what happens in a folder, through what the system tells; nothing ticks while nothing happens.

``watchdog`` was taken because its thread sleeps until the system has something to tell; that of ``watchfiles`` wakes
some times a second to see whether there is anything.
"""

from __future__ import annotations

import logging
import os
import sys
from collections.abc import Callable
from pathlib import Path

log = logging.getLogger(__name__)


class Ear:
    """Listens until it is closed. Making and closing it blocks.

    Attributes:
        lost: the folder itself was removed or renamed: of one that has its name now, nothing is heard.

    Args:
        heard: called in a thread of its own when something happened in the folder, or to the folder itself.

    Raises:
        OSError: the folder is not there, may not be listened to, or the system has no more room for listeners.
    """

    def __init__(self, folder: Path, heard: Callable[[], None], *, deep: bool) -> None:
        from watchdog import events
        from watchdog.events import FileSystemEvent, FileSystemEventHandler
        from watchdog.observers import Observer

        # Of a file that is written to, the end is enough to know; only Linux tells it.
        written = events.FileClosedEvent if sys.platform == "linux" else events.FileModifiedEvent
        kinds: list[type[FileSystemEvent]] = [
            events.FileCreatedEvent, events.FileMovedEvent, events.FileDeletedEvent, written,
            events.DirCreatedEvent, events.DirMovedEvent, events.DirDeletedEvent,
        ]  # fmt: skip
        name = os.fspath(folder)
        ends = (events.DirDeletedEvent, events.DirMovedEvent)
        self.lost = False

        def hear(event: FileSystemEvent) -> None:
            """Tell, and keep in mind when it is the folder itself that goes."""
            self.lost = self.lost or (isinstance(event, ends) and event.src_path == name)
            heard()

        class Inside(FileSystemEventHandler):
            """What happens in the folder."""

            def on_any_event(self, event: FileSystemEvent) -> None:
                """All of it."""
                hear(event)

        class Outside(FileSystemEventHandler):
            """What happens beside the folder."""

            def on_any_event(self, event: FileSystemEvent) -> None:
                """Only what is about the folder itself."""
                if name in (event.src_path, event.dest_path):
                    hear(event)

        self._observer = Observer()
        self._observer.daemon = True
        try:
            self._observer.start()
            self._observer.schedule(Inside(), name, recursive=deep, event_filter=kinds)
            self._listen_beside(Outside(), folder, kinds)
        except BaseException:
            self.close()
            raise

    def _listen_beside(self, handler: object, folder: Path, kinds: list[type]) -> None:
        """Hear of the folder's own end, too, where the folder around it lets us."""
        try:
            self._observer.schedule(handler, os.fspath(folder.parent), recursive=False, event_filter=kinds)  # type: ignore[arg-type]
        except OSError as error:
            log.info("the folder around a watched one cannot be listened to: %s", error)

    def close(self) -> None:
        """Listen no more; what is being told just now may still be heard."""
        self._observer.stop()
