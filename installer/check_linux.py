"""Installs what was built into a clean Debian and uses it as a person would, as an ordinary user, with a real keyring.

Part of ``build.py linux``; by itself: ``python3 installer/check_linux.py`` checks what is in ``dist``. Needs root.
"""

from __future__ import annotations

import argparse
import sys
import time
from dataclasses import dataclass, replace
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from installer import freeze, system
from installer.appimage import build_appimage
from installer.clean_root import PERSON, CleanRoot, clean_root
from installer.deb import build_deb
from installer.environment import ROOT, Environment, SetupError
from installer.product import Product, product
from installer.screen import Screen, screen

OLDER = "0.0.1"
STARTS = 5
_IMAGE = "Sendoff.AppImage"
# Without NO_CLEANUP, the first copy that ends takes away the files of every other copy.
_START_IMAGE = f"env NO_CLEANUP=1 ./{_IMAGE} --appimage-extract-and-run"
_EVERY_DESKTOP_HAS = (
    "libegl1 libgl1 libglib2.0-0 libfontconfig1 fontconfig fonts-dejavu-core libdbus-1-3 libx11-xcb1 libxcb-glx0 "
    "libxcb-randr0 libxcb-render0 libxcb-shape0 libxcb-shm0 libxcb-sync1 libxcb-xfixes0 libxcb-xinerama0 "
    "libwayland-client0 libwayland-cursor0 libwayland-egl1 libexpat1 ca-certificates "
    "gnome-keyring dbus libsecret-tools"
)
"""The Debian packages of what an AppImage does not bring; the last line is for the check."""
_KEYRING = """
export XDG_RUNTIME_DIR=$(mktemp -d) LC_ALL=C.UTF-8
printf secret | gnome-keyring-daemon --unlock --components=secrets --daemonize > /dev/null
"""
"""Unlocks the person's keyring, as logging in does."""

# What a person has before an upgrade: an account with a key, a setting, a preset, and a transfer that waits.
_HAVE_THINGS = """
data=~/.local/share/Sendoff
mkdir -p $data/presets
printf '{"theme": "dark"}' > $data/settings.json
printf '{"version": 1, "name": "Leads", "provider": "sela", "values": {"body.source": "crm_export"}}' \
    > $data/presets/leads.json
export KEY=not-a-real-key
{program} accounts --add Work --provider sela --key-env KEY --server http://127.0.0.1:9
setsid {program} send --provider sela --account Work --set body.source=crm_export ~/leads.csv > ~/sending.txt 2>&1 &
sending=$!
until {program} queue --json | grep -q leads.csv; do kill -0 $sending; done
kill -KILL -- -$sending # before it gives up: nobody answers there
"""
_LIST_THINGS = """
{program} queue --json | sed 's/"problem".*//; s/"state": "[a-z]*"//'
{program} accounts --json
cat ~/.local/share/Sendoff/settings.json
ls ~/.local/share/Sendoff/presets
secret-tool search --all service Sendoff 2>&1 | grep '^secret'
"""
_WINDOW = """
date +%s.%N > ~/began
{program} --practice > ~/window.txt 2>&1 &
window=$!
until [ -e ~/painted ]; do sleep 0.05; done
{program} send --practice --provider sela --set body.source=crm_export --again ~/leads.csv > ~/sent.txt 2>&1 \
    || echo "sending failed" >> ~/sent.txt
echo done >> ~/sent.txt
until [ -e ~/seen ]; do sleep 0.05; done
inside=$(cat /proc/$window/task/$window/children) # an AppImage's runtime waits for the program it started
kill -TERM ${inside:-$window}
wait $window
"""


@dataclass
class Check:
    """One check in one clean system."""

    root: CleanRoot
    screen: Screen
    environment: Environment
    pictures: Path

    def as_person(self, script: str, *, keyring: bool = True) -> str:
        """Run a script as the ordinary user, with their keyring unlocked."""
        return self.root.run(PERSON, self._script(script, keyring))

    def _script(self, script: str, keyring: bool) -> str:
        before = _KEYRING if keyring else "export LC_ALL=C.UTF-8"
        script = f"set -e\n{before}\nexport DISPLAY={self.screen.display}\n{script}"
        quoted = script.replace("'", "'\\''")
        return f"dbus-run-session -- bash -c '{quoted}'" if keyring else script

    def use_window(self, program: str, picture: str) -> float:
        """Open the window, send one file through it, take a picture, and close it; seconds to the first paint.

        Raises:
            SetupError: no window was painted, or the file did not arrive.
        """
        home = self.root.home
        for name in ("began", "painted", "sent.txt", "seen"):
            (home / name).unlink(missing_ok=True)
        running = self.root.start(PERSON, self._script(_WINDOW.replace("{program}", program), keyring=True))
        try:
            painted = self.screen.wait_for_paint()
            began = float((home / "began").read_text())
            (home / "painted").touch()
            self._wait_for(home / "sent.txt", "done")
            time.sleep(3)  # for the picture only: the last of it is drawn a moment later
            self.screen.save(self.pictures / picture, self.environment)
        finally:
            (home / "seen").touch()
            words, _ = running.communicate(timeout=60)
        self.screen.wait_until_black()
        sent = (home / "sent.txt").read_text("utf-8")
        if "failed" in sent or running.returncode != 0:
            raise SetupError(f"{words}{sent}The window did not send the file.")
        return painted - began

    def _wait_for(self, file: Path, word: str, patience: float = 60.0) -> None:
        deadline = time.monotonic() + patience
        while not (file.exists() and word in file.read_text("utf-8")):
            if time.monotonic() > deadline:
                raise SetupError(f"{file.name} never said “{word}”.")
            time.sleep(0.05)


def check_all(what: Product, packages: list[Path], environment: Environment) -> None:
    """Check the packages, each in a clean system of its own.

    Raises:
        SetupError: something is not as it should be; the words say what.
    """
    system.provide(system.CHECK, "Installing into a clean Debian")
    before = replace(what, version=OLDER, out=what.work / "older")
    pictures = what.work / "pictures"
    pictures.mkdir(exist_ok=True)
    for package in packages:
        check, build = _BY_KIND[package.suffix]
        older = build(before, environment, quick=True)
        with clean_root(what.work / "clean-root") as root, screen() as shown:
            root.put(ROOT / "resources" / "samples" / "leads.csv")
            check(Check(root, shown, environment, pictures), package, older)


def _check_deb(check: Check, package: Path, older: Path) -> None:
    root = check.root
    took = _install(root, older)
    say(f"installed the older version in {took:.1f} s, with all that it depends on")
    say(check.as_person("sendoff --selftest", keyring=False).rstrip())
    root.run(
        "root", "apt-get install -y -qq --no-install-recommends gnome-keyring dbus libsecret-tools > /dev/null 2>&1"
    )
    before = _have_things(check, "sendoff")
    say(f"upgraded in {_install(root, package):.1f} s")
    _must_be_kept(check, "sendoff", before)
    if "Secret Service" not in check.as_person("sendoff --selftest"):
        raise SetupError("The keyring was not chosen.")
    _start_often(check, "sendoff", "deb.png")
    _remove(root)


def _have_things(check: Check, program: str) -> str:
    """Give the person what an upgrade has to keep; how *program* lists it."""
    check.as_person(_HAVE_THINGS.replace("{program}", program))
    return check.as_person(_LIST_THINGS.replace("{program}", program))


def _must_be_kept(check: Check, program: str, before: str) -> None:
    """Raises: SetupError: *program* does not list what was there before it came."""
    after = check.as_person(_LIST_THINGS.replace("{program}", program))
    wanted = ("leads.json", '"theme": "dark"', "leads.csv", "not-a-real-key")
    if before != after or not all(word in after for word in wanted):
        raise SetupError(f"The upgrade changed what was kept. Before:\n{before}\nAfter:\n{after}")
    say("kept over the upgrade: queue, account and key, settings, preset")


def _install(root: CleanRoot, package: Path) -> float:
    root.put(package)
    started = time.monotonic()
    place = f"/home/{PERSON}/{package.name}"
    root.run("root", f"apt-get install -y -qq --no-install-recommends {place}")
    (root.home / package.name).unlink()
    return time.monotonic() - started


def _remove(root: CleanRoot) -> None:
    """Nothing of the package is left, and all of the person's data is."""
    root.run("root", "apt-get remove -y -qq sendoff && apt-get purge -y -qq sendoff")
    find = "find / -xdev -iname '*sendoff*' -not -path '/home/*' -not -path '/proc/*' -not -path '/var/log/*'"
    left = [line for line in root.run("root", find).splitlines() if line]
    if left:
        raise SetupError(f"Removing left behind: {', '.join(left)}")
    if not (root.home / ".local/share/Sendoff/journal.sqlite3").exists():
        raise SetupError("Removing took the person's data with it.")
    say("removed; nothing is left but the person's data")


def _check_appimage(check: Check, package: Path, older: Path) -> None:
    root = check.root
    root.run("root", f"apt-get install -y -qq --no-install-recommends {_EVERY_DESKTOP_HAS} > /dev/null 2>&1")
    root.put(older, _IMAGE)
    before = _have_things(check, _START_IMAGE)
    root.put(package, _IMAGE)  # all that an upgrade is
    _must_be_kept(check, _START_IMAGE, before)
    say(check.as_person(f"{_START_IMAGE} --selftest ~/selftest.txt > /dev/null && cat ~/selftest.txt").rstrip())
    _start_often(check, _START_IMAGE, "appimage.png")
    left = root.run("root", "find / -xdev -iname '*sendoff*' -not -path '/home/*' -not -path '/proc/*'").split()
    if left:
        raise SetupError(f"The AppImage left behind: {', '.join(left)}")


def _start_often(check: Check, program: str, picture: str) -> None:
    times = [check.use_window(program, picture) for _ in range(STARTS)]
    words = ", ".join(f"{seconds:.2f} s" for seconds in times)
    say(f"{picture.removesuffix('.png')}: the window was used {STARTS} times; first painted after {words}")


_BY_KIND = {".deb": (_check_deb, build_deb), ".AppImage": (_check_appimage, build_appimage)}
"""How a package is checked, and an older one of its kind made."""


def say(words: str) -> None:
    """Tell the person at the terminal how it goes."""
    print(words, flush=True)


def main() -> int:
    """Check what is in ``dist``; the exit code is returned."""
    argparse.ArgumentParser(description="Install what was built into a clean Debian, and use it.").parse_args()
    try:
        what = product()
        packages = [path for path in sorted(what.out.iterdir()) if path.suffix in _BY_KIND]
        check_all(what, packages, freeze.build_environment(what))
    except (SetupError, FileNotFoundError) as problem:
        print(problem, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
