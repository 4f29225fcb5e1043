"""Installs, uses, upgrades and removes the Windows packages under Wine, in a prefix that is made anew.

Part of ``build.py windows``; by itself: ``python3 installer/windows/check.py`` checks what was built last.
Each check says what it saw; the first that fails ends it.
"""

from __future__ import annotations

import shutil
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from installer import freeze, system
from installer.environment import Environment, SetupError
from installer.product import Product, product
from installer.screen import screen
from installer.windows.build import Built, built, inside, package_older
from installer.windows.desk import Desk
from installer.windows.seen import expect, until
from installer.windows.snapshot import Snapshot, take, windows_path
from installer.windows.use import DATA, HOME, Use
from installer.windows.vendors import practising
from installer.windows.version_resource import shown_version
from installer.windows.wine import Wine

UNINSTALL = r"HKCU\Software\Microsoft\Windows\CurrentVersion\Uninstall\Sendoff"
OLDER = "0.0.1"
OPEN, NEWER = 3, 4
"""Exit codes of the installer, see ``sendoff.nsi``."""


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
    desk: Desk
    use: Use
    folder: Path
    said: list[str] = field(default_factory=list)

    def all(self) -> None:
        """Every check, in the order of a person's life with the program. Raises: SetupError."""
        empty = take(self.wine, self.folder)
        self._step("silent install of the older version", self._install_older)
        self._step("--selftest of the installed program", self.use.selftest)
        self._step("account with its key in the Credential Manager", self.use.account)
        self._step("upload of a sample with that account", self.use.upload)
        self.use.make_own_things()
        with self.desk.classes_of_the_person():
            self._step("double-click of presets and of a vendor's file", self.use.double_click)
            self._step("Send to, and Send in the window", self.use.send_to)
            self._step("while it is open", self._while_open)
        self._step("a file left in the queue by a kill", self.use.leave_one_behind)
        kept = self.use.own_files()
        self._step("silent upgrade", self._upgrade)
        self._step("version in the programs' properties", self._properties)
        self._step("data after the upgrade", lambda: self._same(kept))
        self._step("the queue goes on after the upgrade", self.use.go_on)
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

    def _properties(self) -> str:
        programs = (self.newer.installer, *(self.wine.host_path(f"{HOME}\\sendoff.{kind}") for kind in ("exe", "com")))
        for program in programs:
            shown = shown_version(program.read_bytes())
            expect(shown == self.newer.version, f"{program.name} says of itself that it is {shown or 'of no version'}")
        return f"{self.newer.version} in the installer, sendoff.exe and sendoff.com"

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

    def _there(self, name: str) -> bool:
        return self.wine.host_path(f"{HOME}\\{name}").exists()

    def _version(self) -> str:
        said = self.wine.run("reg", "query", UNINSTALL, "/v", "DisplayVersion", allowed=(0, 1)).stdout.split()
        return said[-1] if said else ""

    def _same(self, kept: dict[str, bytes]) -> str:
        now = self.use.own_files()
        expect({name: now.get(name) for name in kept} == kept, "data changed with the upgrade")
        expect(len(self.use.queue()) == 1, "the queue changed with the upgrade")
        return f"{', '.join(sorted(kept))} byte for byte; the queue holds the same file"

    def _while_open(self) -> str:
        self.wine.run(str(self.newer.installer), "/S", allowed=(OPEN,))
        self.wine.run(f"{HOME}\\uninstall.exe", "/S", f"_?={HOME}", allowed=(OPEN,))
        self.use.close()
        return f"installing and removing refuse ({OPEN}); it closes when it is told to"

    # ── the .msi ──────────────────────────────────────────────────────────────────────────────────

    def _msi(self, empty: Snapshot) -> str:
        folder, program = self.wine.host_path(r"C:\Program Files\Sendoff"), r"C:\Program Files\Sendoff\sendoff.exe"
        self._msiexec("/i", self.older.msi)
        expect((folder / "_internal" / "older.txt").exists(), "the older version is not there")
        self._msiexec("/i", self.newer.msi)
        expect(not (folder / "_internal" / "older.txt").exists(), "a file of the older version is still there")
        report = self.folder / "selftest-msi.txt"
        self.wine.run(program, "--selftest", windows_path(report))
        self.use.open_preset("For everybody")
        self.desk.press("Escape")
        self.use.close()
        self.wine.run(program, "--remove-data")
        self._msiexec("/x", self.newer.msi)
        left = [one for one in take(self.wine, self.folder).left_behind(empty) if "sendoff" in one.lower()]
        expect(not left, f"left behind: {left}")
        return (
            "older one replaced, --selftest passed, a preset opens by double-click, nothing left in files or registry"
        )

    def _msiexec(self, act: str, package: Path) -> None:
        self.wine.run("msiexec", act, windows_path(package), "/qn")


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
            desk = Desk(wine, there, folder)
            Check(newer, older, wine, desk, Use(wine, desk, vendors, host, folder), folder).all()
        finally:
            wine.end()


if __name__ == "__main__":
    this = product()
    check_all(this, built(inside(this), this.out), freeze.build_environment(this))
