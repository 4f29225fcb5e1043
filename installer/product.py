"""What is built: names, the version, the moment of its sources, and the folders in which building happens."""

from __future__ import annotations

import os
import re
import subprocess
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from installer.environment import ROOT, SetupError

NAME, COMMAND = "Sendoff", "sendoff"
APP_ID = "io.github.sendoff.Sendoff"
SUMMARY = "Drop files, fill in a short form, press Send"
"""One line, without a full stop, as package lists want it."""
DESCRIPTION = (
    "Sendoff uploads files to vendors that offer only a programming interface. It knows each vendor's form, signed "
    "addresses, sessions and retries.",
    "Files are checked before anything is sent, what costs something says so first, nothing is lost when the computer "
    "stops, and nothing is sent twice. Keys are kept in the password store of the system.",
)
MAKER = "The Sendoff team"
NO_ADDRESS = "nobody@sendoff.invalid"
"""There is no address yet, and a domain that can never be anybody's says so (RFC 2606)."""


@dataclass(frozen=True)
class Product:
    """One version of Sendoff, and where its building happens.

    Attributes:
        maintainer: who publishes it, as Debian writes names; ``DEBFULLNAME`` and ``DEBEMAIL`` say it.
        epoch: seconds since 1970; the newest that any file in a package says of itself.
        work: for what is thrown away; *out* is for the packages.
    """

    version: str
    epoch: int
    work: Path
    out: Path
    maintainer: str = f"{MAKER} <{NO_ADDRESS}>"

    @property
    def day(self) -> str:
        """The day of the sources."""
        return datetime.fromtimestamp(self.epoch, UTC).date().isoformat()

    @property
    def frozen(self) -> Path:
        """The folder that holds the whole program."""
        return self.work / "frozen" / COMMAND

    @property
    def licences(self) -> Path:
        """The texts of the licences of all that is bundled."""
        return self.work / "licences"

    @property
    def bill(self) -> Path:
        """The bill of materials (CycloneDX)."""
        return self.work / "bill.cdx.json"


def product(root: Path = ROOT, *, version: str = "", environment: dict[str, str] | None = None) -> Product:
    """The version in this checkout; *version* builds it under another one, to try upgrades.

    Raises:
        SetupError: the version cannot be read.
    """
    variables = dict(os.environ) if environment is None else environment
    return Product(
        version=version or read_version((root / "app" / "__init__.py").read_text("utf-8")),
        epoch=source_epoch(root, variables),
        work=root / "build",
        out=root / "dist",
        maintainer=f"{variables.get('DEBFULLNAME', MAKER)} <{variables.get('DEBEMAIL', NO_ADDRESS)}>",
    )


def read_version(source: str) -> str:
    """The version in ``app/__init__.py``, the one place where it is written.

    Raises:
        SetupError: there is none, or one that packages cannot have.
    """
    found = re.search(r'^__version__ = "([^"]*)"$', source, re.MULTILINE)
    if found is None or not re.fullmatch(r"\d+\.\d+\.\d+", found[1]):
        raise SetupError('app/__init__.py has no line such as __version__ = "1.2.3".')
    return found[1]


def source_epoch(root: Path, variables: dict[str, str]) -> int:
    """SOURCE_DATE_EPOCH (reproducible-builds.org/specs/source-date-epoch), else the time of the last commit.

    Sources without a history get the start of 2026: any moment does, as long as it is the same each time.
    """
    if variables.get("SOURCE_DATE_EPOCH"):
        return int(variables["SOURCE_DATE_EPOCH"])
    command = ["git", "-C", str(root), "log", "-1", "--format=%ct"]
    try:
        done = subprocess.run(command, capture_output=True, encoding="ascii", check=True)
        return int(done.stdout)
    except (OSError, subprocess.CalledProcessError, ValueError):
        return 1_767_225_600
