"""Installs, uses, upgrades and removes the Windows packages under Wine, in a prefix that is made anew.

Part of ``build.py windows``; by itself: ``python3 installer/windows/check.py`` checks what was built last.
Each check says what it saw; the first that fails ends it.
"""

from __future__ import annotations

import json
import shutil
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from installer import freeze, system
from installer.environment import ROOT, Environment, SetupError
from installer.product import Product, product
from installer.screen import Screen, screen
from installer.windows.build import Built, built, inside, package_older
from installer.windows.snapshot import Snapshot, take, windows_path
from installer.windows.vendors import Vendors, practising
from installer.windows.wine import Wine

HOME = r"C:\users\root\AppData\Local\Programs\Sendoff"
DATA = r"C:\users\root\AppData\Local\Sendoff"
UNINSTALL = r"HKCU\Software\Microsoft\Windows\CurrentVersion\Uninstall\Sendoff"
SAMPLE = ROOT / "resources" / "samples" / "leads.csv"
OLDER = "0.0.1"
OPEN, NEWER = 3, 4
"""Exit codes of the installer, see ``sendoff.nsi``."""
KEY_VARIABLE = "SENDOFF_TRIAL_KEY"


@dataclass
class Check:
    """One run in a fresh prefix.

    Attributes:
        older: the same program packaged under an older number, with one file more.
        said: what each step saw, for the record.
    """

    newer: Built
    older: Built
    wine: Wine
    screen: Screen
    vendors: Vendors
    host: Environment
    folder: Path
    said: list[str] = field(default_factory=list)

    def all(self) -> None:
        """Every check, in the order of a person's life with the program. Raises: SetupError."""
        empty = take(self.wine, self.folder)
        self._step("silent install of the older version", self._install_older)
        self._step("--selftest of the installed program", self._selftest)
        self._step("account with its key in the Credential Manager", self._account)
        self._step("upload of a sample with that account", self._upload)
        self._make_own_things()
        self._step("window on the screen", self._window)
        self._step("a file left in the queue by a kill", self._leave_one_behind)
        kept = self._files()
        self._step("silent upgrade", self._upgrade)
        self._step("data after the upgrade", lambda: self._same(kept))
        self._step("the queue goes on after the upgrade", self._go_on)
        self._step("the older version is refused", self._refuse_older)
        self._step("silent removal, data kept", lambda: self._remove(empty, keep=True))
        self._step("silent removal of program and data", lambda: self._remove(empty, keep=False))
        self._step(".msi: install, upgrade, remove", lambda: self._msi(empty))

    def _step(self, name: str, work: Callable[[], str]) -> None:
        started = time.monotonic()
        try:
            seen = work()
        except SetupError as problem:
            raise SetupError(f"{name}: {problem}") from problem
        self.said.append(f"| {name} | {seen} | {time.monotonic() - started:.1f} s |")
        print(self.said[-1], flush=True)

    # ── the installer ─────────────────────────────────────────────────────────────────────────────

    def _install_older(self) -> str:
        self.wine.run(str(self.older.installer), "/S")
        expect(self._version() == self.older.version, f"Windows shows {self._version()}")
        expect(self._there("_internal\\older.txt"), "the older version's own file is missing")
        links = [path.relative_to(self.wine.drive).as_posix() for path in self.wine.drive.rglob("Sendoff.lnk")]
        expect(len(links) == 2, f"shortcuts: {links}")
        return f"{self.older.version}, Start menu, Send to, file types, entry for removing"

    def _upgrade(self) -> str:
        self.wine.run(str(self.newer.installer), "/S")
        expect(self._version() == self.newer.version, f"Windows shows {self._version()}")
        expect(not self._there("_internal\\older.txt"), "a file of the older version is still there")
        expect(not self._there("_internal.before"), "the older program is still there")
        return f"{self.older.version} → {self.newer.version}; no file of the older one is left"

    def _refuse_older(self) -> str:
        self.wine.run(str(self.older.installer), "/S", allowed=(NEWER,))
        expect(self._version() == self.newer.version, f"Windows shows {self._version()}")
        return f"exit code {NEWER}, nothing changed"

    def _remove(self, empty: Snapshot, *, keep: bool) -> str:
        if not self._there("sendoff.exe"):
            self.wine.run(str(self.newer.installer), "/S")
        data = self.wine.host_path(DATA)
        self.wine.run(f"{HOME}\\uninstall.exe", "/S", *(() if keep else ("/REMOVEDATA",)))
        # The uninstaller goes on from a copy of itself, so that it can remove itself.
        until(lambda: not self.wine.host_path(HOME).exists(), 120, "the program's folder is gone")
        until(lambda: not self.wine.running("Un_"), 60, "the uninstaller has ended")
        left = take(self.wine, self.folder).left_behind(empty)
        ours = [one for one in left if "sendoff" in one.lower()]
        if keep:
            program = [one for one in ours if DATA.removeprefix("C:\\").replace("\\", "/") not in one]
            others = [one for one in program if "credential" not in one.lower()]
            expect(not others, f"left behind: {others}")
            expect((data / "journal.sqlite3").exists(), "the journal is gone")
            return "files, shortcuts and registry entries gone; queue, history and key still there"
        expect(not ours, f"left behind: {ours}")
        return f"nothing of Sendoff's in files or registry, no key ({len(left)} entries of Wine's own)"

    # ── the program ───────────────────────────────────────────────────────────────────────────────

    def _selftest(self) -> str:
        report = self.folder / "selftest.txt"
        self._sendoff("--selftest", windows_path(report))
        lines = report.read_text("utf-8").splitlines()
        print("\n".join(lines), flush=True)
        return f"{len(lines) - 1} parts work"

    def _account(self) -> str:
        self.wine.set(KEY_VARIABLE, self.vendors.key)
        add = ("accounts", "--add", "Work", "--provider", "sela", "--server", self.vendors.server)
        self._sendoff(*add, "--key-env", KEY_VARIABLE)
        self.wine.set(KEY_VARIABLE, "")
        said = self._sendoff("accounts", "--test", "Work")
        secret = self.vendors.key.encode()
        files = [path for path in self.wine.host_path(DATA).rglob("*") if path.is_file()]
        expect(files and not any(secret in path.read_bytes() for path in files), "the key is in a file of Sendoff's")
        return said.strip().splitlines()[-1]

    def _upload(self) -> str:
        self._sendoff("send", *self._what_to_send(SAMPLE))
        expect(self.vendors.received(SAMPLE), "the vendor did not get these bytes")
        return f"{SAMPLE.name}, {SAMPLE.stat().st_size} bytes, at the vendor as they are here"

    def _leave_one_behind(self) -> str:
        other = self.folder / "second.csv"
        other.write_bytes(SAMPLE.read_bytes() + b"\n")
        self.vendors.hold()
        sending = self.wine.start(f"{HOME}\\sendoff.com", "send", *self._what_to_send(other))
        until(lambda: bool(self._queue()) or sending.poll() is not None, 60, "the file is in the queue")
        if sending.poll() is not None:
            raise SetupError(f"sending ended by itself: {sending.communicate()[0]}")
        self.wine.run("taskkill", "/f", "/im", "sendoff.com")
        sending.wait(30)
        queue = self._queue()
        expect(len(queue) == 1, f"the queue holds {queue}")
        return "killed in the middle; it is in the queue"

    def _go_on(self) -> str:
        self._sendoff("resume")
        expect(not self._queue(), f"the queue holds {self._queue()}")
        expect(self.vendors.received(self.folder / "second.csv"), "the vendor did not get the second file")
        return "sent, by the newer version, with the key that the older one kept"

    def _window(self) -> str:
        started = time.time()
        first = self.wine.start(f"{HOME}\\sendoff.exe")
        seconds = self.screen.wait_for_paint() - started
        self.wine.run(str(self.newer.installer), "/S", allowed=(OPEN,))
        self.wine.run(f"{HOME}\\uninstall.exe", "/S", f"_?={HOME}", allowed=(OPEN,))
        # A second copy hands its file over through the named pipe, and ends.
        self.wine.run(f"{HOME}\\sendoff.exe", windows_path(SAMPLE), within=60)
        self.screen.save(self.folder / "window.png", self.host)
        self.wine.run("taskkill", "/im", "sendoff.exe")  # as the cross in the title bar does
        self.screen.wait_until_black()
        first.wait(30)
        return f"there after {seconds:.1f} s; a second copy handed its file over; both packages refuse ({OPEN})"

    # ── the .msi ──────────────────────────────────────────────────────────────────────────────────

    def _msi(self, empty: Snapshot) -> str:
        program = self.wine.host_path(r"C:\Program Files\Sendoff")
        self._msiexec("/i", self.older.msi)
        expect((program / "_internal" / "older.txt").exists(), "the older version is not there")
        self._msiexec("/i", self.newer.msi)
        expect(not (program / "_internal" / "older.txt").exists(), "a file of the older version is still there")
        report = self.folder / "selftest-msi.txt"
        self.wine.run(r"C:\Program Files\Sendoff\sendoff.exe", "--selftest", windows_path(report))
        self._msiexec("/x", self.newer.msi)
        left = [one for one in take(self.wine, self.folder).left_behind(empty) if "sendoff" in one.lower()]
        expect(not left, f"left behind: {left}")
        return "older one replaced, --selftest passed, nothing left in files or registry"

    def _msiexec(self, act: str, package: Path) -> None:
        self.wine.run("msiexec", act, windows_path(package), "/qn")

    # ── what is there ─────────────────────────────────────────────────────────────────────────────

    def _sendoff(self, *words: str) -> str:
        """Run the installed program in a terminal; what it says."""
        return self.wine.run(f"{HOME}\\sendoff.com", *words, within=300).stdout

    def _what_to_send(self, file: Path) -> tuple[str, ...]:
        return ("--provider", "sela", "--account", "Work", "--set", "body.source=crm_export", windows_path(file))

    def _queue(self) -> list[str]:
        return [line for line in self._sendoff("queue", "--json").splitlines() if line.startswith("{")]

    def _make_own_things(self) -> None:
        """A setting and a preset, as a person has them before an upgrade."""
        root = self.wine.host_path(DATA)
        preset = {"version": 1, "name": "Leads", "provider": "sela", "values": {"body.source": "crm_export"}}
        (root / "presets" / "leads.json").write_text(json.dumps(preset))
        (root / "settings.json").write_text(json.dumps({"at_once": 7}))

    def _same(self, kept: dict[str, bytes]) -> str:
        now = self._files()
        expect({name: now.get(name) for name in kept} == kept, "data changed with the upgrade")
        expect(len(self._queue()) == 1, "the queue changed with the upgrade")
        return f"{', '.join(sorted(kept))} byte for byte; the queue holds the same file"

    def _files(self) -> dict[str, bytes]:
        root = self.wine.host_path(DATA)
        presets = [f"presets/{path.name}" for path in (root / "presets").glob("*.json")]
        return {name: (root / name).read_bytes() for name in ("accounts.json", "settings.json", *presets)}

    def _there(self, name: str) -> bool:
        return self.wine.host_path(f"{HOME}\\{name}").exists()

    def _version(self) -> str:
        said = self.wine.run("reg", "query", UNINSTALL, "/v", "DisplayVersion", allowed=(0, 1)).stdout.split()
        return said[-1] if said else ""


def expect(condition: object, words: str) -> None:
    """Go on only if *condition* holds. Raises: SetupError: it does not; *words* say what was seen."""
    if not condition:
        raise SetupError(words)


def until(condition: Callable[[], bool], seconds: float, words: str) -> None:
    """Return when *condition* holds. Raises: SetupError: it did not within *seconds*."""
    deadline = time.monotonic() + seconds
    while not condition():
        expect(time.monotonic() < deadline, f"waited {seconds:.0f} s in vain until {words}")
        time.sleep(0.2)


def check_all(what: Product, newer: Built, host: Environment) -> None:
    """Check the packages, in a fresh prefix and on a screen of its own. Raises: SetupError: one does not do."""
    system.provide(system.WINDOWS, "Trying the packages under Wine")
    what = inside(what)
    folder = what.work / "check"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    older = package_older(what, OLDER)
    with screen() as there, practising(host.python, folder) as vendors:
        wine = Wine(folder / "wine", there.display)
        wine.make()
        try:
            Check(newer, older, wine, there, vendors, host, folder).all()
        finally:
            wine.end()


if __name__ == "__main__":
    this = product()
    check_all(this, built(inside(this), this.out), freeze.build_environment(this))
