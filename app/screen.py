"""Whether there is a screen to open a window on; asked before Qt is, which ends the program where there is none."""

from __future__ import annotations

import socket
import sys
from collections.abc import Mapping


def has_screen(variables: Mapping[str, str]) -> bool:
    """Whether there is a screen, by the *variables* of the environment."""
    if not sys.platform.startswith("linux") or variables.get("QT_QPA_PLATFORM"):
        return True
    if variables.get("WAYLAND_DISPLAY"):
        return True
    display = variables.get("DISPLAY", "")
    if not display.startswith(":"):
        return bool(display)  # a screen of another machine: for Qt to find out
    path = f"/tmp/.X11-unix/X{display[1:].partition('.')[0]}"
    return any(_answers(address) for address in (f"\0{path}", path))


def _answers(address: str) -> bool:
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as probe:
        try:
            probe.connect(address)
        except OSError:
            return False
    return True
