"""Builds what people install: ``python3 installer/build.py linux|windows|macos|all`` from a clean checkout; checks it.

The packages, their checksums and the bill of materials are in ``dist`` afterwards. ``--no-check`` leaves out the
installing; ``--quick`` compresses badly and fast, for trying things.
"""

from __future__ import annotations

import argparse
import io
import shutil
import sys
import time
from collections.abc import Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from installer import bill, freeze, licences, system
from installer.appimage import build_appimage
from installer.checksums import write_checksums
from installer.deb import build_deb
from installer.environment import Environment, SetupError
from installer.product import COMMAND, Product, product
from installer.windows import build as windows_packages

Platform = Callable[[Product, argparse.Namespace], list[Path]]


def linux(what: Product, options: argparse.Namespace) -> list[Path]:
    """The Debian package and the AppImage."""
    system.provide((*system.BUILD, *system.WINDOW), "Building for Linux")
    environment = freeze_all(what, keep=options.keep_frozen)
    packages = [build_deb(what, environment, quick=options.quick)]
    if not options.deb_only:
        packages.append(build_appimage(what, environment, quick=options.quick))
    if options.check:
        from installer.check_linux import check_all

        check_all(what, packages, environment)
    return packages


def freeze_all(what: Product, *, keep: bool) -> Environment:
    """Freeze the program, try it, and write its licences and its bill of materials; *keep* takes what is frozen."""
    environment = freeze.build_environment(what)
    if not (keep and what.frozen.exists()):
        freeze.freeze(what, environment)
    say(freeze.selftest(what.frozen / f"{COMMAND}{'.exe' if sys.platform == 'win32' else ''}").rstrip())
    sources = freeze.collected(what)
    bundled = licences.system_packages(sources)
    licences.gather(what.licences, environment, bundled)
    made = bill.write_bill(what, environment, bill.facts(what, licences.distributions(environment), bundled))
    what.out.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(made, what.out / f"{COMMAND}-{what.version}.cdx.json")
    say(f"frozen: {freeze.megabytes(what.frozen):.1f} MiB")
    return environment


def windows(what: Product, options: argparse.Namespace) -> list[Path]:
    """The installer and the .msi; on Linux, with a Windows Python under Wine, for trying only."""
    system.provide(system.WINDOWS, "Building for Windows")
    packages = windows_packages.build(what, keep=options.keep_frozen, quick=options.quick)
    if options.check and sys.platform == "win32":
        from installer.windows.check_here import check_here

        check_here(packages)
    elif options.check:
        from installer.windows.check import check_all

        check_all(what, packages, freeze.build_environment(what))
    return [packages.installer, packages.msi]


PLATFORMS: dict[str, Platform] = {"linux": linux, "windows": windows}


def macos(what: Product, options: argparse.Namespace) -> list[Path]:
    """The disk image with the .app; on a Mac alone."""
    from installer.macos import build as mac

    who = mac.whoever_signs()
    mac.make_icon(what, freeze.build_environment(what).python, mac.must_run)
    freeze_all(what, keep=options.keep_frozen)
    image = mac.make_image(what, mac.must_run, who)
    say(freeze.selftest(mac.app_of(what) / "Contents" / "MacOS" / COMMAND).rstrip())
    return [image]


ONLY_THERE: dict[str, Platform] = {"macos": macos}
"""What can be built on that system alone, and so is none of “all”."""


def say(words: str) -> None:
    """Tell the person at the terminal how it goes."""
    print(words, flush=True)


def _chosen(name: str) -> list[Platform]:
    return list(PLATFORMS.values()) if name == "all" else [(PLATFORMS | ONLY_THERE)[name]]


def main(arguments: list[str]) -> int:
    """Build; the exit code is returned."""
    parser = argparse.ArgumentParser(description="Build what people install, and check it.")
    parser.add_argument("platform", choices=[*PLATFORMS, *ONLY_THERE, "all"])
    parser.add_argument("--version", default="", help="build under another version, to try upgrades")
    parser.add_argument("--quick", action="store_true", help="compress badly and fast")
    parser.add_argument("--keep-frozen", action="store_true", help="package what was frozen before")
    parser.add_argument("--deb-only", action="store_true", help="no AppImage")
    parser.add_argument("--no-check", dest="check", action="store_false", help="do not install the result")
    options = parser.parse_args(arguments)
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(errors="replace")  # a pipe on Windows knows few characters
    started = time.monotonic()
    try:
        what = product(version=options.version)
        for build in _chosen(options.platform):
            for package in build(what, options):
                say(f"{package.name}: {freeze.megabytes(package):.1f} MiB")
        say(write_checksums(what.out).read_text("utf-8").rstrip())
    except SetupError as problem:
        print(problem, file=sys.stderr)
        return 1
    say(f"built in {time.monotonic() - started:.0f} s")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
