"""The installed program as its person uses it under Wine: in a terminal, and in its window."""

from __future__ import annotations

import json
import shutil
import time
from dataclasses import dataclass
from pathlib import Path

from installer.environment import ROOT, Environment, SetupError
from installer.windows.desk import Desk
from installer.windows.seen import expect, until
from installer.windows.snapshot import windows_path
from installer.windows.vendors import Vendors
from installer.windows.wine import Wine

HOME = r"C:\users\root\AppData\Local\Programs\Sendoff"
DATA = r"C:\users\root\AppData\Local\Sendoff"
SAMPLE = ROOT / "resources" / "samples" / "leads.csv"
KEY_VARIABLE = "SENDOFF_TRIAL_KEY"


@dataclass
class Use:
    """What a person does with it; each step says what was seen.

    Attributes:
        folder: for files that are sent.
    """

    wine: Wine
    desk: Desk
    vendors: Vendors
    host: Environment
    folder: Path

    # ── in a terminal ─────────────────────────────────────────────────────────────────────────────

    def selftest(self) -> str:
        """Its own look at itself."""
        report = self.folder / "selftest.txt"
        self._sendoff("--selftest", windows_path(report))
        lines = report.read_text("utf-8").splitlines()
        print("\n".join(lines), flush=True)
        return f"{len(lines) - 1} parts work"

    def account(self) -> str:
        """Add an account with its key; the key is in no file."""
        self.wine.set(KEY_VARIABLE, self.vendors.key)
        add = ("accounts", "--add", "Work", "--provider", "sela", "--server", self.vendors.server)
        self._sendoff(*add, "--key-env", KEY_VARIABLE)
        self.wine.set(KEY_VARIABLE, "")
        said = self._sendoff("accounts", "--test", "Work")
        secret = self.vendors.key.encode()
        files = [path for path in self.wine.host_path(DATA).rglob("*") if path.is_file()]
        expect(files and not any(secret in path.read_bytes() for path in files), "the key is in a file of Sendoff's")
        return said.strip().splitlines()[-1]

    def upload(self) -> str:
        """Send the sample, and compare it at the vendor."""
        self._sendoff("send", *self._what_to_send(SAMPLE))
        expect(self.vendors.received(SAMPLE), "the vendor did not get these bytes")
        return f"{SAMPLE.name}, {SAMPLE.stat().st_size} bytes, at the vendor as they are here"

    def leave_one_behind(self) -> str:
        """Be killed while something is sent."""
        other = self._another("second.csv", 1)
        self.vendors.hold()
        sending = self.wine.start(f"{HOME}\\sendoff.com", "send", *self._what_to_send(other))
        until(lambda: bool(self.queue()) or sending.poll() is not None, 60, "the file is in the queue")
        if sending.poll() is not None:
            raise SetupError(f"sending ended by itself: {sending.communicate()[0]}")
        self.wine.run("taskkill", "/f", "/im", "sendoff.com")
        sending.wait(30)
        self.vendors.let_go()
        queue = self.queue()
        expect(len(queue) == 1, f"the queue holds {queue}")
        return "killed in the middle; it is in the queue"

    def go_on(self) -> str:
        """Send what was left behind."""
        self._sendoff("resume")
        expect(not self.queue(), f"the queue holds {self.queue()}")
        expect(self.vendors.received(self.folder / "second.csv"), "the vendor did not get the second file")
        return "sent, by the newer version, with the key that the older one kept"

    # ── in the window ─────────────────────────────────────────────────────────────────────────────

    def double_click(self) -> str:
        """A preset opens the program, and a second one reaches the one that is open."""
        started = time.monotonic()
        self.open_preset("Mai Ä & co")
        seconds = time.monotonic() - started
        self._take_in("Mai Ä & co")
        self.open_preset("June")  # handed to the window that is open, through the named pipe
        self._take_in("June")
        self.desk.double_click(self._shared_vendor())
        until(lambda: self.desk.sees("Add a vendor"), 60, "the program asks whether to add the vendor")
        self.desk.press("Escape")
        until(lambda: not self.desk.sees("Add a vendor"), 30, "it asks no more")
        return f"the window asks after {seconds:.1f} s; a second preset and a vendor's file reach the same window"

    def send_to(self) -> str:
        """Send two files from *Send to* by keys alone."""
        files = [self._another("ein Blatt.csv", 2), self._another("Ordner ü/zwei ß.csv", 3)]
        self.desk.send_to(*files)
        # The first preset, then Send, which takes nothing before the files are looked at.
        self.desk.press("alt+1")

        def sent() -> bool:
            self.desk.press("ctrl+Return")
            return all(self.vendors.received(file) for file in files)

        until(sent, 60, "both files are at the vendor", pause=2)
        self.desk.screen.save(self.folder / "window.png", self.host)
        return f"{len(files)} files with spaces and umlauts, a preset and Send by keys; both at the vendor"

    def _shared_preset(self, name: str) -> Path:
        """A preset as somebody else would send it."""
        file = self.folder / f"{name}.sendoff-preset"
        shared = {"version": 1, "name": name, "provider": "sela", "values": {"body.source": "crm_export"}}
        file.write_text(json.dumps(shared), encoding="utf-8")
        return file

    def _shared_vendor(self) -> Path:
        """A vendor's folder as one file, as somebody else would send it."""
        packed = shutil.make_archive(str(self.folder / "Tela"), "zip", ROOT / "resources" / "providers" / "tela")
        return Path(packed).rename(self.folder / "Tela für alle.sendoff-provider")

    def open_preset(self, name: str) -> None:
        """Double-click a preset; the program asks what to do with it."""
        self.desk.double_click(self._shared_preset(name))
        until(lambda: self.desk.sees("Add presets"), 60, "the program asks whether to add the preset")

    def _take_in(self, name: str) -> None:
        self.desk.press("Return")
        until(lambda: any(preset["name"] == name for preset in self._presets()), 30, f"the preset {name} is there")

    def close(self) -> None:
        """Close the window, as the cross in the title bar does."""
        self.wine.run("taskkill", "/im", "sendoff.exe")
        self.desk.screen.wait_until_black()
        until(lambda: not self.wine.running("sendoff.exe"), 30, "the program has ended")

    # ── what is there ─────────────────────────────────────────────────────────────────────────────

    def _sendoff(self, *words: str) -> str:
        """Run the installed program in a terminal; what it says."""
        return self.wine.run(f"{HOME}\\sendoff.com", *words, within=300).stdout

    def _what_to_send(self, file: Path) -> tuple[str, ...]:
        return ("--provider", "sela", "--account", "Work", "--set", "body.source=crm_export", windows_path(file))

    def queue(self) -> list[str]:
        """What is in the queue, a line each."""
        return [line for line in self._sendoff("queue", "--json").splitlines() if line.startswith("{")]

    def make_own_things(self) -> None:
        """A setting and a preset, as a person has them before an upgrade."""
        root = self.wine.host_path(DATA)
        preset = {"version": 1, "name": "Leads", "provider": "sela", "values": {"body.source": "crm_export"}}
        (root / "presets" / "leads.json").write_text(json.dumps(preset))
        (root / "settings.json").write_text(json.dumps({"at_once": 7}))

    def own_files(self) -> dict[str, bytes]:
        """What an upgrade may not touch, by name."""
        root = self.wine.host_path(DATA)
        presets = [f"presets/{path.name}" for path in (root / "presets").glob("*.json")]
        return {name: (root / name).read_bytes() for name in ("accounts.json", "settings.json", *presets)}

    def _presets(self) -> list[dict[str, object]]:
        files = (self.wine.host_path(DATA) / "presets").glob("*.json")
        return [json.loads(file.read_text("utf-8")) for file in files]

    def _another(self, name: str, number: int) -> Path:
        """A file of its own contents, like the sample."""
        file = self.folder / name
        file.parent.mkdir(exist_ok=True)
        file.write_bytes(SAMPLE.read_bytes() + b"\n" * number)
        return file
