"""A real process that is stopped (``SIGSTOP``) until its signed address is over, and goes on."""

from __future__ import annotations

import os
import signal
import sys
import time
from pathlib import Path

import pytest
from fixtures.processes import start, wait_until
from fixtures.program import CommandLine
from fixtures.vendors import Vendors

LIFE = 4
"""Seconds for which the first address is good."""
PAUSE = 3
"""Seconds for which the storage wants to be left alone: enough to stop the process, also on a busy machine."""


@pytest.mark.parametrize(
    ("provider", "more", "name"), [("sela", ("--set", "source=crm"), "a.csv"), ("tela", (), "a.txt")]
)
def test_a_process_that_was_stopped_until_its_address_was_over_asks_for_another(
    sendoff_cli: CommandLine, practice_process: Vendors, tmp_path: Path, provider: str, more: tuple[str, ...], name: str
) -> None:
    practice_process.misbehave(provider, "ask", "short_url", seconds=LIFE)
    practice_process.misbehave(provider, "send", "s3:SlowDown", retry_after=PAUSE)
    path = tmp_path / name
    path.write_text("id,name\n1,Ann\n")
    line = [
        *(sys.executable, "-P", "-m", "app", "send", "--provider", provider),
        *("--server", practice_process.servers[provider], "--key-env", "VENDOR_KEY", *more, "--data", sendoff_cli.data),
        path,
    ]
    key = practice_process.new_key(provider)
    child = start(line, tmp_path / "send.log", {**sendoff_cli.variables, "VENDOR_KEY": key})

    def steps(step: str) -> list[int]:
        return [seen["status"] for seen in practice_process.requests(provider) if seen["step"] == step]

    child.until(lambda: steps("send"), "the storage asked it to wait")
    os.kill(child.process.pid, signal.SIGSTOP)
    over = time.time() + LIFE  # the address is older than this by now
    assert len(steps("send")) == 1, "it was stopped while it waited"
    wait_until(lambda: time.time() > over, "the address is over", LIFE + 10)
    os.kill(child.process.pid, signal.SIGCONT)
    assert child.process.wait(30) == 0, child.words
    assert len(steps("ask")) == 2
    assert steps("send") == [503, 200], "the address that was over was not even tried"
    assert [one["name"] for one in practice_process.received(provider)] == [name]
