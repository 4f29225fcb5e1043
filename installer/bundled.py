"""Which files go into the frozen program: only the Qt parts in use, and no library that every desktop has."""

from __future__ import annotations

import re
from pathlib import PurePosixPath

EXCLUDED_MODULES = (
    "PySide6.QtQml",
    "PySide6.QtQuick",
    "PySide6.QtOpenGL",
    "PySide6.scripts",
    "PySide6.support",
    "setuptools",
    "pkg_resources",
    "pip",
    "tkinter",
    "unittest",
    "pydoc",
    "pydoc_data",
    "doctest",
    "lib2to3",
    "curses",
    "readline",
    "cffi",
    "pycparser",
    "trio",
    "httpx._main",
    "rich",
    "click",
    "pygments",
    "xmlrpc",
    "app.ui.screens",
    "app.ui.catalogue",
)
"""Modules that a hook or an ``except ImportError`` names and nothing here needs."""

_QT_LIBRARIES = (
    "Core DBus Gui Network OpenGL Svg WaylandClient WaylandEglClientHwIntegration Widgets WlShellIntegration XcbQpa"
)
_QT_PLUGINS = (
    "iconengines/*svgicon*",
    "imageformats/*qgif*",
    "imageformats/*qico*",
    "imageformats/*qjpeg*",
    "imageformats/*qsvg*",
    "imageformats/*qwebp*",
    "platforminputcontexts/*compose*",
    "platforminputcontexts/*ibus*",
    "platforms/*qcocoa*",
    "platforms/*qoffscreen*",
    "platforms/*qwayland*",
    "platforms/*qwindows*",
    "platforms/*qxcb*",
    "platformthemes/*",
    "styles/*",
    "wayland-*/*",
    "xcbglintegrations/*",
)

_OURS = re.compile(
    r"lib(python3|Qt6|pyside6|shiboken6|icu(data|i18n|uc)\.so\.73|crypto|ssl|sqlite3|ffi|bz2|lzma|uuid|mpdec)"
)
_SMALL_X = re.compile(r"lib(xcb-(cursor|icccm|image|keysyms|render-util|util|xkb)|xkbcommon(-x11)?)\.so")


def wanted(name: str) -> bool:
    """Whether the file that PyInstaller would put at *name*, a path inside the bundle, is kept."""
    path = PurePosixPath(name.replace("\\", "/"))
    parts = path.parts
    if "PySide6" in parts:
        return _wanted_of_qt(path)
    if len(parts) == 1 and path.name.startswith("lib") and ".so" in path.name:
        return _wanted_library(path.name)
    return not _is_left_over(path)


def only_for_appimage(name: str) -> bool:
    """Whether a top-level library is one that a Debian package gets from another package, and an AppImage brings."""
    return bool(_SMALL_X.match(name))


def _wanted_of_qt(path: PurePosixPath) -> bool:
    inside = PurePosixPath(*path.parts[path.parts.index("PySide6") + 1 :])
    if "translations" in inside.parts or "qml" in inside.parts:
        return False
    if "plugins" in inside.parts:
        plugin = PurePosixPath(*inside.parts[inside.parts.index("plugins") + 1 :])
        return any(plugin.match(pattern) for pattern in _QT_PLUGINS)
    if re.match(r"(lib)?Qt6", inside.name):
        return _is_qt_library(inside.name)
    return not re.match(r"opengl32sw|d3dcompiler", inside.name)


def _wanted_library(name: str) -> bool:
    if name.startswith("libQt6"):
        return _is_qt_library(name)
    return bool(_OURS.match(name) or _SMALL_X.match(name))


def _is_qt_library(name: str) -> bool:
    found = re.match(r"(?:lib)?Qt6([A-Za-z]+?)(?:\.|$)", name)
    return found is not None and found[1] in _QT_LIBRARIES.split()


def _is_left_over(path: PurePosixPath) -> bool:
    """Sources of C extensions, types and tests of packages, which hooks collect as data."""
    return path.suffix in (".pyi", ".pyx", ".pxd", ".c", ".h", ".typed") or "tests" in path.parts
