"""Password stores that a test may lock, kill or never start: each test has its own bus."""

from __future__ import annotations

import shutil
import socket
import subprocess
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
import secretstorage
from fixtures.places import private_variables
from fixtures.processes import Child, start
from jeepney.io.blocking import open_dbus_connection

# Nothing is started by this bus itself: what a test wants to be missing stays missing.
BUS = """<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
 "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig><type>session</type><listen>unix:path={path}</listen>
<policy context="default"><allow send_destination="*" eavesdrop="true"/><allow eavesdrop="true"/><allow own="*"/>
</policy></busconfig>"""


@dataclass
class Desk:
    """A person's session: a bus, and a password store where a test asks for one."""

    home: Path
    bus: Child
    address: str
    variables: dict[str, str]
    store: Child | None = None
    children: list[Child] = field(default_factory=list)

    def start_store(self, password: bytes = b"correct horse") -> None:
        """Start the password store; another password than before leaves it locked."""
        command = ["gnome-keyring-daemon", "--foreground", "--unlock", "--components=secrets"]
        self.store = start(command, self.home / "keyring.log", self.variables, stdin=subprocess.PIPE)
        self.children.append(self.store)
        assert self.store.process.stdin is not None
        self.store.process.stdin.write(password)
        self.store.process.stdin.close()
        self.store.until(self._answers, "the password store answers")

    def kill_store(self) -> None:
        """End the password store as a crash does."""
        assert self.store is not None
        self.store.kill()

    def lock(self) -> None:
        """Lock the password store, as a screen saver does."""
        with open_dbus_connection(self.address) as connection:
            secretstorage.get_default_collection(connection).lock()

    def kept(self) -> dict[str, bytes]:
        """Everything in the store, by account."""
        with open_dbus_connection(self.address) as connection:
            items = list(secretstorage.get_default_collection(connection).get_all_items())
            return {item.get_attributes()["username"]: item.get_secret() for item in items}

    def _answers(self) -> bool:
        try:
            with open_dbus_connection(self.address) as connection:
                return any(secretstorage.get_all_collections(connection))
        except (secretstorage.SecretStorageException, OSError):
            return False


@pytest.fixture
def bare_desk(short_folder: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Desk]:
    """A session bus without a password store, which the code in this process finds as its own."""
    for command in ("dbus-daemon", "gnome-keyring-daemon"):
        if shutil.which(command) is None:
            pytest.skip(f"{command} is not installed (apt-get install gnome-keyring dbus)")
    home = short_folder / "desk"
    shutil.rmtree(home, ignore_errors=True)
    variables = private_variables(home)
    (Path(variables["HOME"]) / ".local/share/keyrings").mkdir(parents=True, exist_ok=True)
    path = home / "bus"
    (home / "bus.conf").write_text(BUS.format(path=path))
    bus = start(["dbus-daemon", f"--config-file={home / 'bus.conf'}", "--nofork"], home / "bus.log", variables)
    bus.until(path.exists, "the session bus is there")
    address = f"unix:path={path}"
    variables["DBUS_SESSION_BUS_ADDRESS"] = address
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "PYTHON_KEYRING_BACKEND"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", address)
    monkeypatch.setenv("XDG_CONFIG_HOME", str(home / "config"))
    desk = Desk(home, bus, address, variables)
    yield desk
    for child in (*desk.children, bus):
        child.kill()


@pytest.fixture
def desk(bare_desk: Desk) -> Desk:
    """A session with an open password store."""
    bare_desk.start_store()
    return bare_desk


@pytest.fixture
def silent_bus(bare_desk: Desk, monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[], int]]:
    """A bus that takes every connection and never says a word; gives how many there were."""
    path = bare_desk.home / "silent"
    taken: list[socket.socket] = []
    with socket.socket(socket.AF_UNIX) as listener:
        listener.bind(str(path))
        listener.listen()

        def take() -> None:
            while True:
                try:
                    taken.append(listener.accept()[0])
                except OSError:
                    return

        thread = threading.Thread(target=take, daemon=True)
        thread.start()
        monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", f"unix:path={path}")
        yield lambda: len(taken)
        listener.shutdown(socket.SHUT_RDWR)
    thread.join()
    for connection in taken:  # the threads that hang end with this
        connection.close()
