"""Only what is used is bundled, and nothing that every desktop has."""

from __future__ import annotations

import pytest

from installer.bundled import only_for_appimage, wanted

QT = "PySide6/Qt"


@pytest.mark.parametrize(
    "name",
    [
        f"{QT}/lib/libQt6Core.so.6",
        f"{QT}/lib/libicudata.so.73",
        f"{QT}/plugins/platforms/libqxcb.so",
        f"{QT}/plugins/platforms/libqwayland.so",
        f"{QT}/plugins/platforms/libqoffscreen.so",
        f"{QT}/plugins/imageformats/libqsvg.so",
        f"{QT}/plugins/wayland-shell-integration/libxdg-shell.so",
        "PySide6/QtCore.abi3.so",
        "PySide6\\plugins\\platforms\\qwindows.dll",
        "PySide6\\Qt6Core.dll",
        "libpython3.11.so.1.0",
        "libQt6Gui.so.6",
        "libssl.so.3",
        "libxcb-cursor.so.0",
        "resources/icons/send.svg",
        "python311.dll",
    ],
)
def test_what_is_used_is_bundled(name: str) -> None:
    assert wanted(name)


@pytest.mark.parametrize(
    "name",
    [
        f"{QT}/lib/libQt6Quick.so.6",
        f"{QT}/lib/libQt6Pdf.so.6",
        f"{QT}/lib/libQt6EglFSDeviceIntegration.so.6",
        f"{QT}/plugins/imageformats/libqpdf.so",
        f"{QT}/plugins/platforms/libqeglfs.so",
        f"{QT}/plugins/tls/libqopensslbackend.so",
        f"{QT}/translations/qtbase_de.qm",
        "PySide6\\opengl32sw.dll",
        "PySide6\\Qt6Qml.dll",
        "libQt6EglFsKmsSupport.so.6",
        "libgtk-3.so.0",
        "libglib-2.0.so.0",
        "libstdc++.so.6",
        "libX11.so.6",
        "aiohttp/_http_parser.pyx",
    ],
)
def test_what_is_not_used_or_comes_with_the_system_is_not(name: str) -> None:
    assert not wanted(name)


def test_small_libraries_of_x_are_for_the_appimage_only() -> None:
    assert only_for_appimage("libxcb-cursor.so.0")
    assert only_for_appimage("libxkbcommon-x11.so.0")
    assert not only_for_appimage("libssl.so.3")
