"""The look at an installed Sendoff names what works and what does not, one line each, and its exit code says which."""

from __future__ import annotations

import asyncio
import os
import shutil
import subprocess
import sys
from pathlib import Path

from app.core.paths import resources
from app.selftest import Bench, try_all


def test_all_parts_work_from_source(tmp_path: Path) -> None:
    report = tmp_path / "report.txt"
    command = [sys.executable, "-m", "app", "--selftest", str(report)]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", timeout=100)
    assert done.returncode == 0, done.stdout + done.stderr
    lines = done.stdout.splitlines()
    assert report.read_text("utf-8").splitlines() == lines
    assert lines[0].startswith("Sendoff ")
    names = [line[:16].strip() for line in lines[1:]]
    assert names[0] == "vendors"
    assert names[-1] == "practice upload"
    assert all(line[16:22] == "ok    " for line in lines[1:])


async def test_a_part_that_fails_is_named_and_the_others_are_still_tried(tmp_path: Path, capsys) -> None:
    ran: list[str] = []

    async def good(_bench: Bench) -> str:
        ran.append("good")
        return "there"

    async def bad(bench: Bench) -> str:
        bench.spawn(asyncio.sleep(1000))
        raise OSError("no such library")

    lines, all_good = await try_all((("one", bad), ("two", good)), tmp_path)
    assert not all_good
    assert ran == ["good"]
    assert "failed  no such library (OSError)" in lines[1]
    assert "ok      there" in lines[2]
    assert capsys.readouterr().out.splitlines() == lines


async def test_what_a_part_started_is_ended(tmp_path: Path) -> None:
    started: list[Bench] = []

    async def part(bench: Bench) -> str:
        bench.spawn(asyncio.sleep(1000))
        started.append(bench)
        return ""

    await try_all((("one", part),), tmp_path)
    assert not started[0].tasks


def test_only_what_is_missing_fails(tmp_path: Path) -> None:
    (tmp_path / "resources").mkdir()
    for entry in resources().iterdir():
        if entry.name != "i18n":
            (tmp_path / "resources" / entry.name).symlink_to(entry)
    code = (
        f"import sys; sys._MEIPASS = {str(tmp_path)!r}; from app.__main__ import main; sys.exit(main(['--selftest']))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, encoding="utf-8", timeout=100)
    assert done.returncode == 1
    failed = [line[:16].strip() for line in done.stdout.splitlines() if line[16:22] == "failed"]
    assert failed == ["translations"]


BREAK = """
import sqlite3, sys
from nacl.signing import VerifyKey
def refuse(*_words, **_more):
    raise sqlite3.OperationalError("disk I/O error")
sqlite3.connect = refuse
VerifyKey.verify = lambda *_words: b""
sys.modules["secretstorage"] = None
sys.modules["watchdog.observers"] = None
"""


def test_every_part_can_fail(tmp_path: Path) -> None:
    """Everything is broken at once: data, a module, the store below, and what the system has."""
    broken = tmp_path / "resources"
    shutil.copytree(resources(), broken)
    next((broken / "providers").rglob("*.yaml")).write_text("{")
    (broken / "icons" / "sendoff.svg").write_text("no drawing")
    shutil.rmtree(broken / "i18n")
    (broken / "samples" / "picture.png").write_bytes(b"no picture")
    fonts, roots = tmp_path / "fonts.conf", tmp_path / "roots"
    fonts.write_text("<fontconfig/>")
    roots.mkdir()
    (roots / "none.pem").touch()
    variables = {
        **os.environ,
        "FONTCONFIG_FILE": str(fonts),
        "SSL_CERT_FILE": str(roots / "none.pem"),
        "SSL_CERT_DIR": str(roots),
    }
    start = f"sys._MEIPASS = {str(tmp_path)!r}; from app.__main__ import main; sys.exit(main(['--selftest']))"
    done = subprocess.run(
        [sys.executable, "-c", BREAK + start], capture_output=True, encoding="utf-8", timeout=100, env=variables
    )
    assert done.returncode == 1, done.stdout + done.stderr
    lines = done.stdout.splitlines()[1:]
    assert len(lines) == 12
    assert [line for line in lines if line[16:22] != "failed"] == []


def test_a_module_that_is_missing_is_named(tmp_path: Path) -> None:
    """It would end a window's program with a dialog of its own, and nothing would be written."""
    report = tmp_path / "report.txt"
    code = (
        "import sys; sys.modules['sqlite3'] = None; from app.__main__ import main; "
        f"sys.exit(main(['--selftest', {str(report)!r}]))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, encoding="utf-8", timeout=100)
    assert done.returncode == 1
    (failed,) = report.read_text("utf-8").splitlines()[1:]
    assert failed.startswith("modules         failed  ")
    assert "sqlite3" in failed
