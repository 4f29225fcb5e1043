"""What a Linux desktop is told about the program: entry, icons, file types, and “Send with” in file managers.

Where each file belongs is said by its own specification: the Desktop Entry, Shared MIME-info and Icon Theme
specifications and AppStream of freedesktop.org, and the manuals of the file managers.
"""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

from installer.environment import ROOT, Environment, SetupError
from installer.product import APP_ID, COMMAND, Product

TEMPLATES = Path(__file__).parent / "linux"
ICON = ROOT / "resources" / "icons" / "sendoff.svg"
SIZES = (16, 22, 24, 32, 48, 64, 128, 256, 512)

_FILES = {
    "sendoff.desktop": "applications/sendoff.desktop",
    "metainfo.xml": f"metainfo/{APP_ID}.metainfo.xml",
    "sendoff-mime.xml": "mime/packages/sendoff.xml",
}
_FILE_MANAGERS = {
    "servicemenu.desktop": "kio/servicemenus/sendoff.desktop",  # Dolphin and Konqueror
    "sendoff.nemo_action": "nemo/actions/sendoff.nemo_action",
    "sendto.desktop": "Thunar/sendto/sendoff.desktop",
    "action.desktop": "file-manager/actions/sendoff.desktop",  # PCManFM; Caja with caja-actions
}
_EXTENSIONS = {"Nautilus": "nautilus-python/extensions/sendoff.py", "Caja": "caja-python/extensions/sendoff.py"}

_DRAW = """
import sys
from PySide6.QtCore import QSize
from PySide6.QtGui import QGuiApplication, QImage, QPainter
from PySide6.QtSvg import QSvgRenderer
application = QGuiApplication([])
renderer = QSvgRenderer(sys.argv[1])
for target in sys.argv[2:]:
    size, _, path = target.partition("=")
    image = QImage(QSize(int(size), int(size)), QImage.Format.Format_ARGB32)
    image.fill(0)
    painter = QPainter(image)
    renderer.render(painter)
    painter.end()
    if not image.save(path):
        sys.exit(f"{path} could not be written")
"""


def desktop_texts(product: Product) -> dict[str, str]:
    """The text files by their place below ``share``, without those of file managers."""
    return {place: _filled(name, product) for name, place in _FILES.items()}


def file_manager_texts(product: Product) -> dict[str, str]:
    """The files that put “Send with Sendoff” into menus, by their place below ``share``."""
    texts = {place: _filled(name, product) for name, place in _FILE_MANAGERS.items()}
    extension = (TEMPLATES / "file_manager_extension.py.in").read_text("utf-8")
    for namespace, place in _EXTENSIONS.items():
        texts[place] = extension.replace("@NAMESPACE@", namespace)
    return texts


def manual(product: Product) -> str:
    """The manual page, see man-pages(7)."""
    return _filled("sendoff.1", product)


def write_texts(share: Path, texts: dict[str, str]) -> None:
    """Write *texts* below *share*."""
    for place, words in texts.items():
        target = share / place
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(words, encoding="utf-8")


def write_icons(share: Path, environment: Environment) -> None:
    """Draw the icon in all sizes into the hicolor theme below *share*.

    Raises:
        SetupError: it could not be drawn.
    """
    theme = share / "icons" / "hicolor"
    targets = {size: theme / f"{size}x{size}" / "apps" / f"{COMMAND}.png" for size in SIZES}
    for path in targets.values():
        path.parent.mkdir(parents=True, exist_ok=True)
    draw_icons(environment, targets)
    scalable = theme / "scalable" / "apps" / f"{COMMAND}.svg"
    scalable.parent.mkdir(parents=True, exist_ok=True)
    scalable.write_bytes(ICON.read_bytes())


def draw_icons(environment: Environment, targets: dict[int, Path]) -> None:
    """Draw the icon into PNG files, by their width.

    Raises:
        SetupError: it could not be drawn.
    """
    wanted = [f"{size}={path}" for size, path in targets.items()]
    variables = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    if subprocess.call([environment.python, "-c", _DRAW, ICON, *wanted], env=variables) != 0:
        raise SetupError("The icon could not be drawn; what is wrong is above.")


def _filled(name: str, product: Product) -> str:
    text = (TEMPLATES / name).read_text("utf-8")
    return text.replace("@VERSION@", product.version).replace("@DAY@", product.day)
