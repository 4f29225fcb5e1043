"""``kill -9`` while a watched folder is sent: every file goes out once, is charged for once, and is moved once."""

from __future__ import annotations

import json
import os
import signal
import sys
from collections import Counter
from pathlib import Path

from fixtures.processes import start
from fixtures.vendors import Vendors
from fixtures.watch_child import AFTER, BEFORE, MOVED, PROVIDER

ROWS = 120
"""So many numbers a file: fewer are refused."""


def test_nothing_is_lost_sent_twice_or_charged_twice(practice_process: Vendors, tmp_path: Path) -> None:
    folder, result = tmp_path / "in", tmp_path / "result.json"
    folder.mkdir()
    key, charged = practice_process.new_key(PROVIDER), practice_process.charges()["charged"]
    variables = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    received = len(practice_process.received(PROVIDER))

    def run(dies: str, files: int) -> int:
        task = {
            "data": str(tmp_path / "data"), "folder": str(folder), "result": str(result), "dies": dies, "files": files,
            "server": practice_process.servers[PROVIDER], "key": key,
        }  # fmt: skip
        child = start([sys.executable, "-m", "fixtures.watch_child", json.dumps(task)], tmp_path / "log", variables)
        return child.process.wait(60)

    def put(number: int) -> None:
        rows = "".join(f"{row},212555{row}\n" for row in range(1000 + number * ROWS, 1000 + (number + 1) * ROWS))
        (folder / f"numbers-{number}.csv").write_text(f"id,phone\n{rows}")

    assert run("", 0) == 0  # the watch is made while the folder is empty
    for number, dies in enumerate((BEFORE, AFTER, MOVED)):
        put(number)
        assert run(dies, 99) == -signal.SIGKILL, dies
    put(3)
    assert run("", 4) == 0, (tmp_path / "log").read_text()
    names = [f"numbers-{number}.csv" for number in range(4)]
    arrived = Counter(one["name"] for one in practice_process.received(PROVIDER)[received:])
    assert arrived == Counter(names)
    assert practice_process.charges()["charged"] - charged == 4 * ROWS
    assert sorted(json.loads(result.read_text())) == [[name, "done"] for name in names]
    assert sorted(one.name for one in (folder / "sent").iterdir()) == names
    assert [one.name for one in folder.iterdir()] == ["sent"]
