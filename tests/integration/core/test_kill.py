"""``kill -9`` at every kind of step, on the real command line: nothing is lost, and nothing is sent twice."""

from __future__ import annotations

import contextlib
import socket
import sys
import threading
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from fixtures.processes import Child, start, wait_until
from fixtures.program import CommandLine, Ran
from fixtures.vendors import Vendors

FIELDS: Mapping[str, tuple[str, ...]] = {
    "sela": ("body.source=crm_export",),
    "tela": (),
    "sendai": ("path.team_id=team_123456", "path.project_id=proj_123456"),
    "deepset": ("path.workspace_name=default",),
    "optimaldial": ("body.phone_column=phone",),
}
SUFFIX = {"sela": ".csv", "tela": ".txt", "sendai": ".pdf", "deepset": ".txt", "optimaldial": ".csv"}
COSTLY = ("sendai", "optimaldial")
LONG = 4.0
"""Seconds that a vendor keeps a reply back: longer than it takes to see that it has the file, and to kill."""


@dataclass
class Person:
    """Somebody at a terminal whose program is killed."""

    cli: CommandLine
    vendors: Vendors
    folder: Path
    key: str = ""

    def files(self, provider: str, count: int = 1, size: int = 0) -> list[Path]:
        """Files that the vendor takes."""
        self.folder.mkdir(exist_ok=True)
        paths = [self.folder / f"file-{n:03d}{SUFFIX[provider]}" for n in range(count)]
        for n, path in enumerate(paths):
            rows = "".join(f"{n},212555{row:04d}\n" for row in range(1000, 1150))
            path.write_text(f"id,phone\n{rows}" + f"0,{'x' * 997}\n" * (size // 1000))
        return paths

    def sends(self, provider: str, paths: list[Path], server: str = "") -> Child:
        """Begin to send."""
        self.key = self.key or self.vendors.new_key(provider)
        settings = [word for pair in FIELDS[provider] for word in ("--set", pair)]
        line = [
            *(sys.executable, "-P", "-m", "app", "send", "--provider", provider, "--server"),
            *(server or self.vendors.servers[provider], "--key-env", "VENDOR_KEY", "--json", "--yes", *settings),
            *("--data", self.cli.data, *paths),
        ]
        return start(line, self.folder / "send.log", {**self.cli.variables, "VENDOR_KEY": self.key})

    def resumes(self) -> Ran:
        """Go on after the kill, the vendors at their best behaviour."""
        self.vendors.order("behave")
        return self.cli("resume", "--key-env", "VENDOR_KEY", "--json", VENDOR_KEY=self.key)

    def arrived(self, provider: str) -> Counter[str]:
        """How often each name was stored as an upload of its own."""
        return Counter(one["name"] for one in self.vendors.received(provider))

    def calls(self, provider: str, step: str) -> int:
        """How many requests of a step the vendor has come to the end of."""
        return sum(seen["step"] == step for seen in self.vendors.requests(provider))


@pytest.fixture
def person(sendoff_cli: CommandLine, practice_process: Vendors, tmp_path: Path) -> Person:
    return Person(sendoff_cli, practice_process, tmp_path / "files")


def states(ran: Ran) -> Counter[str]:
    return Counter(row["state"] for row in ran.rows)


@pytest.mark.parametrize(
    ("provider", "step"),
    [("sela", "send"), ("tela", "send"), ("deepset", "send"), ("sendai", "upload"), ("optimaldial", "upload")],
)
def test_killed_when_the_file_is_there_and_the_reply_is_not(person: Person, provider: str, step: str) -> None:
    person.vendors.misbehave(provider, step, "slow", seconds=LONG)
    [path] = person.files(provider)
    child = person.sends(provider, [path])
    child.until(lambda: person.arrived(provider), "the vendor has the file")
    child.kill()
    ran = person.resumes()
    assert len(ran.rows) == 1, ran.everything
    assert person.arrived(provider) == {path.name: 1}
    if provider not in COSTLY:
        assert (ran.code, states(ran)) == (0, {"done": 1}), ran.everything
        return
    # Never sent again. Where the vendor can be asked it may be found there; otherwise it stays unknown.
    assert (ran.code, states(ran)) in [(3, {"unknown": 1}), (0, {"done": 1})], ran.everything
    assert ran.code == 3 or provider == "optimaldial"
    wait_until(lambda: person.calls(provider, step), "the slow reply is through", LONG + 10)
    assert person.calls(provider, step) == 1
    if provider == "optimaldial":
        assert person.vendors.charges()["charged"] == 150


@pytest.mark.parametrize(
    ("provider", "step"), [("sela", "ask"), ("sela", "send"), ("tela", "ask"), ("deepset", "open"), ("deepset", "send")]
)
def test_killed_while_a_step_that_may_be_repeated_hangs(person: Person, provider: str, step: str) -> None:
    person.vendors.misbehave(provider, step, "hang", times=-1)
    paths = person.files(provider, 3)
    child = person.sends(provider, paths)
    child.until(lambda: len(person.cli("queue", "--json").rows) == len(paths), "the files are in the journal")
    child.kill()
    ran = person.resumes()
    assert (ran.code, states(ran)) == (0, {"done": 3}), ran.everything
    assert person.arrived(provider) == {path.name: 1 for path in paths}


@pytest.mark.parametrize("step", ["close", "open"])
def test_killed_around_a_session(person: Person, step: str) -> None:
    person.vendors.misbehave("deepset", step, "slow", seconds=20)
    paths = person.files("deepset", 3)
    child = person.sends("deepset", paths)
    wanted = ["processing" if step == "close" else "running"] * 3
    child.until(lambda: [row["state"] for row in person.cli("queue", "--json").rows] == wanted, f"{wanted[0]} it is")
    child.kill()
    ran = person.resumes()
    assert (ran.code, states(ran)) == (0, {"done": 3}), ran.everything
    assert person.arrived("deepset") == {path.name: 1 for path in paths}
    assert not any(one["late"] for one in person.vendors.received("deepset"))


@pytest.mark.parametrize(("provider", "count"), [("sela", 30), ("tela", 30), ("deepset", 120)])  # 48 at once
def test_killed_among_many_files_that_may_be_sent_again(person: Person, provider: str, count: int) -> None:
    person.vendors.misbehave(provider, "send", "slow", seconds=0.3, times=-1)
    paths = person.files(provider, count)
    child = person.sends(provider, paths)
    child.until(lambda: len(person.arrived(provider)) >= 8, "some of the files are there")
    child.kill()
    assert len(person.arrived(provider)) < count, "it was killed in the middle"
    ran = person.resumes()
    assert ran.code == 0, ran.everything
    assert person.arrived(provider) == {path.name: 1 for path in paths}
    assert person.cli("queue", "--json").rows == []


def test_killed_among_many_files_that_must_not_be_sent_again(person: Person) -> None:
    person.vendors.misbehave("sendai", "upload", "slow", seconds=0.5, times=-1)
    paths = person.files("sendai", 20)
    child = person.sends("sendai", paths)
    child.until(lambda: len(person.arrived("sendai")) >= 6, "some of the files are there")
    child.kill()
    assert len(person.arrived("sendai")) < 20, "it was killed in the middle"
    ran = person.resumes()
    assert ran.code == 3, ran.everything
    assert set(person.arrived("sendai").values()) == {1}
    unknown = {row["names"][0] for row in ran.rows if row["state"] == "unknown"}
    assert unknown
    assert {path.name for path in paths} <= set(person.arrived("sendai")) | unknown, "none is missing"
    again = person.resumes()
    assert (again.code, states(again)) == (3, {"unknown": len(unknown)}), again.everything
    assert set(person.arrived("sendai").values()) == {1}


class Relay:
    """Stands between the program and a vendor, and lets no more than *most* bytes of each connection through."""

    def __init__(self, server: str, most: int) -> None:
        self._target = (urlsplit(server).hostname or "", urlsplit(server).port or 0)
        self.most: int | None = most
        self.held = threading.Event()
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.address = f"http://127.0.0.1:{self._listener.getsockname()[1]}"
        self._accepting = threading.Thread(target=self._accept, daemon=True)
        self._accepting.start()

    def close(self) -> None:
        # Closing alone wakes nobody who waits in accept(): the thread would go on with whatever has that number next.
        self._listener.shutdown(socket.SHUT_RDWR)
        self._accepting.join()
        self._listener.close()

    def _accept(self) -> None:
        with contextlib.suppress(OSError):
            while True:
                near, _ = self._listener.accept()
                far = socket.create_connection(self._target)
                threading.Thread(target=self._pass_on, args=(near, far, True), daemon=True).start()
                threading.Thread(target=self._pass_on, args=(far, near, False), daemon=True).start()

    def _pass_on(self, source: socket.socket, target: socket.socket, held: bool) -> None:
        passed = 0
        with contextlib.suppress(OSError):
            while data := source.recv(1 << 16):
                if held and self.most is not None and passed + len(data) > self.most:
                    self.held.set()
                    continue
                target.sendall(data)
                passed += len(data)
        with contextlib.suppress(OSError):
            target.shutdown(socket.SHUT_WR)


@pytest.fixture
def relays() -> Iterator[list[Relay]]:
    made: list[Relay] = []
    yield made
    for one in made:
        one.close()


@pytest.mark.parametrize("provider", COSTLY)
def test_killed_when_the_first_bytes_of_a_costly_step_had_left(
    person: Person, provider: str, relays: list[Relay]
) -> None:
    relay = Relay(person.vendors.servers[provider], 200_000)
    relays.append(relay)
    child = person.sends(provider, person.files(provider, size=4_000_000), relay.address)
    child.until(relay.held.is_set, "the first bytes left")
    child.kill()
    relay.most = None
    for _ in range(2):
        ran = person.resumes()
        assert (ran.code, states(ran)) == (3, {"unknown": 1}), ran.everything
        assert "may or may not have arrived" in ran.out or "not arrived" in ran.out or "Looking it up" in ran.out
    assert person.arrived(provider) == {}
    assert person.vendors.charges()["charged"] == 0
    assert person.calls(provider, "upload") <= 1


def test_killed_after_it_was_handed_over_goes_on_to_follow_it(person: Person) -> None:
    person.vendors.misbehave("optimaldial", "look", "hang", times=-1)
    [path] = person.files("optimaldial")
    child = person.sends("optimaldial", [path])
    child.until(lambda: person.calls("optimaldial", "upload"), "the vendor answered")
    child.kill()
    ran = person.resumes()
    # The answer may have been on its way still: then the outcome is unknown, and nothing is sent again.
    assert (ran.code, states(ran)) in [(0, {"done": 1}), (3, {"unknown": 1})], ran.everything
    assert person.arrived("optimaldial") == {path.name: 1}
    assert person.vendors.charges()["charged"] == 150
    assert person.calls("optimaldial", "upload") == 1
