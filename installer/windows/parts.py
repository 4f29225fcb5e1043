"""What the packages for Windows are made of."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

# DLLs of Windows itself that Wine 8 lacks, and that are put into its prefix: none of them may be in a package.
STAND_INS = ("icuuc", "mscms", "bcryptprimitives")


@dataclass(frozen=True)
class Parts:
    """The folder of the frozen program, the folder of the licences, and the icon."""

    frozen: Path
    licences: Path
    icon: Path


def stand_ins_in(folder: Path) -> list[str]:
    """The DLLs below *folder* that are Windows' own."""
    return sorted(path.name for path in folder.rglob("*.dll") if path.stem.lower() in STAND_INS)
