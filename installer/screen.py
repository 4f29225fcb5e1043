"""A screen of its own for a check: Xvfb with its picture in a file, so that looking at it costs the program nothing."""

from __future__ import annotations

import os
import struct
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from installer.environment import Environment, SetupError

WIDTH, HEIGHT = 1280, 800
_HEAD_SIZE, _LINE, _COLOURS = 0, 12, 19
"""Numbers in the head of the picture (X11/XWDFile.h): its own size, the bytes of a row, the colours of a table."""
_SAVE = """
import sys
from PySide6.QtGui import QImage
data = open(sys.argv[1], "rb").read()
width, height, line = map(int, sys.argv[2:5])
image = QImage(data, width, height, line, QImage.Format.Format_RGB32)
sys.exit(0 if image.convertToFormat(QImage.Format.Format_RGB888).save(sys.argv[5], "PNG", 0) else 1)
"""


class Screen:
    """An X server without a monitor; black, until something is painted.

    Attributes:
        display: what ``DISPLAY`` is to be.
    """

    def __init__(self, display: str, picture: Path) -> None:
        self.display = display
        self._picture = picture

    def painted(self) -> bool:
        """Whether there is anything on it."""
        with self._picture.open("rb") as file:
            head = struct.unpack(">25I", file.read(100))
            line, start = head[_LINE], head[_HEAD_SIZE] + 12 * head[_COLOURS]
            # A few rows say it, and cost the program that is waited for nothing: a window covers most of the screen.
            for row in range(HEIGHT // 8, HEIGHT, HEIGHT // 8):
                file.seek(start + row * line)
                if file.read(line).strip(b"\0"):
                    return True
        return False

    def wait_for_paint(self, patience: float = 60.0) -> float:
        """Wait until something is painted; the time of day at which it was, in seconds.

        Raises:
            SetupError: nothing was, for *patience* seconds.
        """
        deadline = time.monotonic() + patience
        while not self.painted():
            if time.monotonic() > deadline:
                raise SetupError("No window was painted.")
            time.sleep(0.005)
        return time.time()

    def wait_until_black(self, patience: float = 20.0) -> None:
        """Wait until the last window is gone. Raises: SetupError: it stays."""
        deadline = time.monotonic() + patience
        while self.painted():
            if time.monotonic() > deadline:
                raise SetupError("The window does not go away.")
            time.sleep(0.02)

    def save(self, target: Path, environment: Environment) -> None:
        """Write what is on the screen as a small PNG, with the Qt of *environment*."""
        whole = self._picture.read_bytes()
        head = struct.unpack_from(">25I", whole)
        with tempfile.NamedTemporaryFile() as raw:
            raw.write(whole[head[_HEAD_SIZE] + 12 * head[_COLOURS] :])
            raw.flush()
            numbers = [str(number) for number in (WIDTH, HEIGHT, head[_LINE])]
            variables = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
            subprocess.run([environment.python, "-c", _SAVE, raw.name, *numbers, target], check=True, env=variables)


@contextmanager
def screen() -> Iterator[Screen]:
    """Start an X server on a free number; it ends with the block."""
    with tempfile.TemporaryDirectory() as folder:
        told, tell = os.pipe()
        command = ["Xvfb", "-displayfd", str(tell), "-screen", "0", f"{WIDTH}x{HEIGHT}x24", "-fbdir", folder]
        server = subprocess.Popen(
            [*command, "-nocursor", "-br", "-ac", "-nolisten", "tcp"], pass_fds=[tell], stderr=subprocess.DEVNULL
        )
        os.close(tell)
        try:
            with os.fdopen(told) as answer:
                number = answer.readline().strip()
            if not number:
                raise SetupError("Xvfb did not start.")
            yield Screen(f":{number}", Path(folder) / "Xvfb_screen0")
        finally:
            server.terminate()
            server.wait()
