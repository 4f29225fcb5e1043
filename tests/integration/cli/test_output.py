"""What a script relies on: output that can be read in every terminal; what cannot be written, and what nobody reads."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from fixtures.program import CommandLine
from fixtures.vendors import Vendors

from app.cli import DONE, FAILED
from app.cli_notices import Notices
from app.core.events import Events, Notice
from app.core.paths import DataPaths
from app.core.text import text

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="its pipes and modes are Unix's")
SELA = ("--provider", "sela", "--set", "body.source=crm_export")


def _line(cli: CommandLine, command: str, *words: str | Path) -> list[str]:
    return [sys.executable, "-P", "-m", "app", command, *map(str, words), "--data", str(cli.data)]


def _environment(cli: CommandLine, **more: str) -> dict[str, str]:
    return {**cli.variables, **{name: it for name, it in os.environ.items() if name.endswith("_KEY")}, **more}


def test_json_is_json_in_a_terminal_of_few_letters(sendoff_cli: CommandLine, vendors: Vendors, leads: Path) -> None:
    odd = leads.rename(leads.with_name("größe 😀.csv"))
    line = _line(sendoff_cli, "send", *SELA, *vendors.at("sela"), "--json", odd)
    for letters in ("ascii", "latin-1", "utf-8"):
        variables = _environment(sendoff_cli, PYTHONIOENCODING=letters)
        done = subprocess.run([*line, "--again"], env=variables, capture_output=True, timeout=60)
        [row] = [json.loads(line) for line in done.stdout.splitlines()]
        assert (done.returncode, row["files"]) == (DONE, [str(odd)]), letters


def test_names_and_a_vendors_words_command_no_terminal(run, vendors: Vendors, leads: Path) -> None:
    odd = leads.rename(leads.with_name("a\x1b]0;title\x07\nsendoff: all fine.csv"))
    said = run("send", *SELA, *vendors.at("sela"), odd)
    assert said.code == DONE, said.everything
    lines = (said.out + said.errors).splitlines()
    assert any("a\\x1b]0;title\\x07 sendoff: all fine.csv" in line for line in lines)
    assert not any(line.startswith("sendoff: all fine") for line in lines)


def test_what_came_of_it_and_could_not_be_written_is_no_success(
    sendoff_cli: CommandLine, vendors: Vendors, leads: Path
) -> None:
    line = _line(sendoff_cli, "send", *SELA, *vendors.at("sela"), "--json", leads)
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(
            line, env=_environment(sendoff_cli), stdout=full, stderr=subprocess.PIPE, encoding="utf-8", timeout=60
        )
    assert (done.returncode, "Traceback" in done.stderr) == (FAILED, False), done.stderr
    assert "could not be written out: No space left on device" in done.stderr
    assert len(vendors.received("sela")) == 1


@pytest.mark.parametrize("buffered", ["", "1"])
def test_whoever_reads_no_further_is_no_failure(
    sendoff_cli: CommandLine, vendors: Vendors, leads: Path, buffered: str
) -> None:
    variables = _environment(sendoff_cli, PYTHONUNBUFFERED=buffered)
    for line in (
        _line(sendoff_cli, "providers"),
        _line(sendoff_cli, "send", *SELA, *vendors.at("sela"), leads),
    ):
        reading, writing = os.pipe()
        os.close(reading)
        done = subprocess.run(line, env=variables, stdout=writing, stderr=subprocess.PIPE, encoding="utf-8", timeout=60)
        os.close(writing)
        assert (done.returncode, done.stderr) == (DONE, ""), line
    assert len(vendors.received("sela")) == 1


def test_what_is_waited_for_is_said(run, vendors: Vendors, leads: Path) -> None:
    vendors.misbehave("sela", "ask", "status:401", times=-1)
    said = run("send", *SELA, *vendors.at("sela"), "--json", leads)
    assert (said.code, [row["state"] for row in said.rows]) == (FAILED, ["waiting"])
    [line] = said.errors.splitlines()
    assert line.startswith("sendoff: ")
    assert "key" in line


def test_a_trouble_is_said_once_whoever_tells_of_it_and_that_it_is_over(capfd: pytest.CaptureFixture[str]) -> None:
    events = Events()
    notices = Notices(events)
    full, empty = text("The disk is full."), text("There is room again.")
    for notice in (
        Notice("info", text("The computer may fall asleep.")),
        Notice("network", text("The network is back."), over=True),  # nobody was told that it had gone
        Notice("journal", full),
        Notice("disk", full),
        Notice("disk", full),
        Notice("disk", empty, over=True),
        Notice("disk", empty, over=True),
        Notice("key", text("It was refused."), "one"),
    ):
        events.publish(notice)
    notices.close()
    events.publish(Notice("disk", text("It is full again.")))
    assert capfd.readouterr().err.splitlines() == [
        "sendoff: The disk is full.",
        "sendoff: There is room again.",
        "sendoff: It was refused.",
    ]


def test_a_folder_that_cannot_be_used_is_said_in_words(run, data: Path) -> None:
    data.write_text("a file where the folder should be")
    said = run("queue")
    assert (said.code, said.out) == (FAILED, "")
    assert f"settings in “{data}”, which cannot be used: File exists. Nothing was sent." in said.errors


@pytest.mark.parametrize("taken", ["logs/sendoff.log", "sendoff.lock"])
def test_a_file_of_its_own_that_cannot_be_made_brings_no_page_of_python(
    run, vendors: Vendors, leads: Path, data: Path, taken: str
) -> None:
    DataPaths(data).make()
    (data / taken).mkdir()
    (data / "accounts.json").write_text("{")  # so that there is something to log
    said = run("send", *SELA, *vendors.at("sela"), leads)
    assert said.code == (FAILED if taken == "sendoff.lock" else DONE)
    assert "Errno" not in said.errors
    assert "Logging error" not in said.errors


def test_a_command_begun_with_nohup_outlives_its_terminal(
    run, sendoff_cli: CommandLine, vendors: Vendors, leads: Path
) -> None:
    vendors.misbehave("sela", "ask", "hang", times=-1)
    line = _line(sendoff_cli, "send", *SELA, *vendors.at("sela"), leads)
    child = subprocess.Popen(["nohup", *line], env=_environment(sendoff_cli), stderr=subprocess.DEVNULL, stdout=-3)
    try:
        while not run("queue", "--json").rows:
            assert child.poll() is None
            time.sleep(0.05)  # it needs the processor more than this does
        ignored = next(one for one in Path(f"/proc/{child.pid}/status").read_text().splitlines() if "SigIgn" in one)
        assert int(ignored.split()[1], 16) & (1 << (signal.SIGHUP - 1))
    finally:
        child.kill()
        child.wait()


def test_what_nobody_expected_is_a_failure_without_secrets(run, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise LookupError("https://s3.example.com/k?X-Amz-Signature=abcdef")

    monkeypatch.setattr("app.cli_providers.provider_service", fail)
    said = run("providers")
    assert (said.code, "LookupError: https://s3.example.com/k" in said.errors) == (FAILED, True)
    assert "abcdef" not in said.errors
