"""The practice vendors on this machine, as a real account's server for the program under Wine."""

from __future__ import annotations

import hashlib
import json
import subprocess
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from installer.environment import ROOT, SetupError

PROVIDER = "sela"
PATIENCE = 30.0
"""Seconds for the vendors to start."""


class Vendors:
    """A running set of vendors.

    Attributes:
        server: the address that the account is to have; *key* is the one that is accepted there.
    """

    def __init__(self, state: dict[str, object]) -> None:
        servers, keys = state["servers"], state["keys"]
        assert isinstance(servers, dict)
        assert isinstance(keys, dict)
        self.server, self.key = str(servers[PROVIDER]), str(keys[PROVIDER])
        self._control = str(state["control"])

    def received(self, file: Path) -> bool:
        """Whether these very bytes arrived."""
        digest = hashlib.sha256(file.read_bytes()).hexdigest()
        with urllib.request.urlopen(f"{self._control}/received/{PROVIDER}", timeout=PATIENCE) as reply:
            return any(one["sha256"] == digest for one in json.load(reply))

    def hold(self) -> None:
        """Take the next request and never answer it."""
        self._order("misbehave", provider=PROVIDER, step="ask", fault="hang")

    def let_go(self) -> None:
        """Answer again: what was held may have been given up before it asked."""
        self._order("behave", provider=PROVIDER)

    def _order(self, order: str, **options: object) -> None:
        request = urllib.request.Request(
            f"{self._control}/{order}", json.dumps(options).encode(), {"Content-Type": "application/json"}
        )
        with urllib.request.urlopen(request, timeout=PATIENCE):
            pass


@contextmanager
def practising(python: Path, folder: Path) -> Iterator[Vendors]:
    """The vendors, run by *python*, for as long as the block lasts. Raises: SetupError: they did not start."""
    ready = folder / "vendors.json"
    ready.unlink(missing_ok=True)
    command = [str(python), "-m", "app.practice", "--ready-file", str(ready), "--scale", "0"]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL) as program:
        try:
            deadline = time.monotonic() + PATIENCE
            while not ready.exists():
                if program.poll() is not None or time.monotonic() > deadline:
                    raise SetupError("The practice vendors did not start.")
                time.sleep(0.1)
            yield Vendors(json.loads(ready.read_text("utf-8")))
        finally:
            program.terminate()
