"""``sendoff --remove-data``: what an uninstaller runs when the person wants nothing kept; asks nothing."""

from __future__ import annotations

import asyncio
import sys

from app.core.errors import SendoffError
from app.core.paths import DataPaths
from app.core.services.removal import remove_everything
from app.core.storage.secrets import KeyStore


def main() -> int:
    """Remove keys and data of the person who runs this; 0, or 1 when something is still there."""
    try:
        asyncio.run(remove_everything(DataPaths.default(), KeyStore()))
    except SendoffError as error:
        print(f"sendoff: {error.words}", file=sys.stderr)  # noqa: T201 - there is no window
        return 1
    return 0
