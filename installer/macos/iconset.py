"""Draws the pictures of an ``.iconset``: ``python installer/macos/iconset.py DRAWING.svg FOLDER``. Needs PySide6."""

from __future__ import annotations

import os
import sys
from pathlib import Path

EDGES = (16, 32, 128, 256, 512)
"""Pixels, each once more at twice the size: what ``iconutil`` expects, see its manual page."""


def pictures() -> dict[str, int]:
    """File names, and the edges of the pictures in pixels."""
    usual = {f"icon_{edge}x{edge}.png": edge for edge in EDGES}
    return usual | {f"icon_{edge}x{edge}@2x.png": 2 * edge for edge in EDGES}


def draw(drawing: Path, folder: Path) -> None:
    """Draw all of them."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from PySide6.QtCore import Qt
    from PySide6.QtGui import QImage, QPainter
    from PySide6.QtSvg import QSvgRenderer

    renderer = QSvgRenderer(str(drawing))
    if not renderer.isValid():
        raise SystemExit(f"{drawing} is no drawing")
    for name, edge in pictures().items():
        image = QImage(edge, edge, QImage.Format.Format_ARGB32)
        image.fill(Qt.GlobalColor.transparent)
        painter = QPainter(image)
        renderer.render(painter)
        painter.end()
        if not image.save(str(folder / name)):
            raise SystemExit(f"{folder / name} cannot be written")


if __name__ == "__main__":
    draw(Path(sys.argv[1]), Path(sys.argv[2]))
