"""The look at an installed Sendoff names what works and what does not, one line each, and its exit code says which."""

from __future__ import annotations

import asyncio
import subprocess
import sys
from pathlib import Path

import pytest

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


@pytest.mark.parametrize("missing", ["i18n", "samples"])
def test_resources_that_are_not_there_are_told(tmp_path: Path, missing: str) -> None:
    (tmp_path / "resources").mkdir()
    for entry in resources().iterdir():
        if entry.name != missing:
            (tmp_path / "resources" / entry.name).symlink_to(entry)
    code = (
        f"import sys; sys._MEIPASS = {str(tmp_path)!r}; from app.__main__ import main; sys.exit(main(['--selftest']))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, encoding="utf-8", timeout=100)
    assert done.returncode == 1
    failed = [line[:16].strip() for line in done.stdout.splitlines() if line[16:22] == "failed"]
    assert failed == {"i18n": ["translations"], "samples": ["image formats", "practice upload"]}[missing]
