"""Makes the program's icon for Windows (.ico) from its drawing: ``python -m installer.windows.icon DRAWING TARGET``."""

from __future__ import annotations

import os
import struct
import sys
from collections.abc import Mapping
from pathlib import Path

SIZES = (16, 20, 24, 32, 40, 48, 64, 256)
"""Edges in pixels: what Explorer, the taskbar and the title bar ask for at 100 to 250 %."""


def write_icon(drawing: Path, target: Path) -> None:
    """Write *target* from an SVG. Needs PySide6, and no screen."""
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(icon_file({size: _picture(drawing, size) for size in SIZES}))


def icon_file(pictures: Mapping[int, bytes]) -> bytes:
    """An .ico of PNG pictures by their edge, see “ICO (file format)”: a head, an entry each, then the pictures."""
    head = struct.pack("<HHH", 0, 1, len(pictures))
    entries, at = b"", len(head) + 16 * len(pictures)
    for size, picture in pictures.items():
        edge = size % 256  # 0 stands for 256
        entries += struct.pack("<BBBBHHII", edge, edge, 0, 0, 1, 32, len(picture), at)
        at += len(picture)
    return head + entries + b"".join(pictures.values())


def _picture(drawing: Path, size: int) -> bytes:
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from PySide6.QtCore import QBuffer, QIODevice, Qt
    from PySide6.QtGui import QImage, QPainter
    from PySide6.QtSvg import QSvgRenderer

    image = QImage(size, size, QImage.Format.Format_ARGB32)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    QSvgRenderer(str(drawing)).render(painter)
    painter.end()
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")
    return bytes(buffer.data().data())


if __name__ == "__main__":
    write_icon(Path(sys.argv[1]), Path(sys.argv[2]))
