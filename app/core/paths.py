"""Where things lie: what ships with the program, and what belongs to the person."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from pathlib import Path

import platformdirs

from app.core.errors import StoreError
from app.core.text import text

APP_NAME = "Sendoff"


def resources() -> Path:
    """The folder of providers, icons and translations, also inside a frozen program."""
    bundled = getattr(sys, "_MEIPASS", None)
    root = Path(bundled) if bundled else Path(__file__).resolve().parents[2]
    return root / "resources"


def shipped_memory() -> Path:
    """What a frozen program knows of its own provider folders; the installer makes it."""
    return resources() / "read-providers"


@dataclass(frozen=True)
class DataPaths:
    """The person's own files, all below one folder."""

    root: Path

    @classmethod
    def default(cls) -> DataPaths:
        """The folder that the system keeps for this program and this person."""
        return cls(Path(platformdirs.user_data_dir(APP_NAME, appauthor=False)))

    @property
    def journal(self) -> Path:
        """The SQLite file with batches, transfers, steps and receipts."""
        return self.root / "journal.sqlite3"

    @property
    def settings(self) -> Path:
        """Choices of the person, as JSON."""
        return self.root / "settings.json"

    @property
    def accounts(self) -> Path:
        """Accounts without their keys, as JSON."""
        return self.root / "accounts.json"

    @property
    def certificates(self) -> Path:
        """The authorities that are trusted beside those of the system, as PEM; there when the person chose some."""
        return self.root / "certificates.pem"

    @property
    def presets(self) -> Path:
        """The folder with one JSON file a preset."""
        return self.root / "presets"

    @property
    def providers(self) -> Path:
        """Provider folders that the person added."""
        return self.root / "providers"

    @property
    def read_providers(self) -> Path:
        """What is remembered of provider folders; it can go at any time."""
        return self.root / "cache" / "providers"

    @property
    def logs(self) -> Path:
        """The folder of the log files."""
        return self.root / "logs"

    def make(self) -> DataPaths:
        """Create the folders, readable by their owner only.

        Raises:
            StoreError: the disk does not let us.
        """
        try:
            for folder in (self.root, self.presets, self.providers, self.logs):
                folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        except OSError as error:
            raise unusable(self.root, error) from error
        return self


def unusable(folder: Path, error: OSError) -> StoreError:
    """The error for a *folder* of data that cannot be worked in."""
    return StoreError(
        text(
            "Sendoff keeps its queue, accounts and settings in “{folder}”, which cannot be used: {reason}. Nothing was "
            "sent. Mend that, or choose another folder with --data.",
            folder=str(folder),
            reason=error.strerror or type(error).__name__,
        ),
        repr(error),
    )


def data_paths(folder: str, practice: bool) -> DataPaths:
    """Where this run keeps its things; practice never mixes with the real ones."""
    root = Path(folder).expanduser().absolute() if folder else DataPaths.default().root
    return DataPaths(root / "practice" if practice else root)
