"""Where the program logs to: a file beside the journal, with every secret masked, and nothing on the screen."""

from __future__ import annotations

import contextlib
import logging
import sys
import threading
import traceback
from logging.handlers import RotatingFileHandler
from types import TracebackType

from app.core.masking import mask_text
from app.core.net.log_filter import MaskingFilter
from app.core.paths import DataPaths

log = logging.getLogger(__name__)
_SIZE = 2_000_000
_KEPT = 3


class _LogFile(RotatingFileHandler):
    """Ours among the root logger's."""

    def handleError(self, record: logging.LogRecord) -> None:
        """A disk that takes no log is no reason for a page of Python in somebody's terminal."""


def begin(paths: DataPaths, *, verbose: bool = False) -> None:
    """Log to ``logs/sendoff.log``, two megabytes at most and three old ones, and no longer to that of a run before."""
    root = logging.getLogger()
    for before in [one for one in root.handlers if isinstance(one, _LogFile)]:
        root.removeHandler(before)
        before.close()
    handler = _LogFile(
        paths.logs / "sendoff.log",
        maxBytes=_SIZE,
        backupCount=_KEPT,
        encoding="utf-8",
        delay=True,
        errors="backslashreplace",
    )
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s: %(message)s"))
    handler.addFilter(MaskingFilter())
    root.addHandler(handler)
    root.setLevel(logging.DEBUG if verbose else logging.INFO)
    for noisy in ("httpx", "httpcore", "aiohttp", "asyncio", "qasync"):
        logging.getLogger(noisy).setLevel(logging.WARNING)


def note_uncaught(error: BaseException) -> None:
    """Log what nobody caught, and put it on the error stream, which desktops keep in files: masked on both ways."""
    words = mask_text("".join(traceback.format_exception(error)))
    log.critical("nobody caught this: %s", words)
    with contextlib.suppress(OSError, AttributeError):  # there may be no such stream
        sys.stderr.write(words)


def catch_all() -> None:
    """From now on, note what no slot of Qt's and no thread caught; Python would print it as it is, and log nothing."""
    sys.excepthook = _in_slot
    threading.excepthook = _in_thread


def _in_slot(_: type[BaseException], error: BaseException, _trace: TracebackType | None) -> None:
    note_uncaught(error)


def _in_thread(about: threading.ExceptHookArgs) -> None:
    if about.exc_value is not None and not isinstance(about.exc_value, SystemExit):
        note_uncaught(about.exc_value)
