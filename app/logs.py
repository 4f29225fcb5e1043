"""Where the program logs to: a file beside the journal, with every secret masked, and nothing on the screen."""

from __future__ import annotations

import logging
from logging.handlers import RotatingFileHandler

from app.core.net.log_filter import MaskingFilter
from app.core.paths import DataPaths

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
