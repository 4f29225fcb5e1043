"""Files that a Mac hands over are kept until there is a window, and are not lost when the window begins anew."""

from __future__ import annotations

import os
import subprocess
import sys

from fixtures.processes import ROOT

STORY = """
from PySide6.QtCore import QCoreApplication, QEvent, QUrl
from PySide6.QtGui import QFileOpenEvent
from app.ui.desktop.opened import Application

application, taken = Application(["sendoff"]), []
def opens(name):
    return QCoreApplication.sendEvent(application, QFileOpenEvent(name))

assert opens("/a.csv") and opens("/b.csv")
application.hand_to(taken.append)
opens("/c.csv")
application.hand_to(None)
opens("/d.csv")
assert not opens(""), "an address is no file"
application.hand_to(taken.append)
print([[path.as_posix() for path in paths] for paths in taken])
"""


def test_no_file_is_lost_before_between_and_after_windows() -> None:
    command = [sys.executable, "-c", STORY]
    done = subprocess.run(
        command, cwd=ROOT, capture_output=True, text=True, timeout=60, env=os.environ | {"QT_QPA_PLATFORM": "offscreen"}
    )
    assert done.stdout.strip() == "[['/a.csv', '/b.csv'], ['/c.csv'], ['/d.csv']]", done.stderr
