"""Finds out which of the system's libraries and programs are missing, and installs them where it may."""

from __future__ import annotations

import ctypes
import os
import shutil
import subprocess
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from installer.environment import SetupError


@dataclass(frozen=True)
class Need:
    """A Debian package, and by what its presence is known on any Linux.

    Attributes:
        library: a shared library that must load.
        program: a program that must be on the PATH.
        files: a pattern below ``/`` that at least one file must match.
    """

    package: str
    library: str = ""
    program: str = ""
    files: str = ""

    @property
    def thing(self) -> str:
        """What to look for on a system without Debian's packages."""
        return self.library or self.program or self.package

    def met(self) -> bool:
        """Whether it is there."""
        if self.library:
            return _loads(self.library)
        if self.program:
            return shutil.which(self.program) is not None
        return next(Path("/").glob(self.files), None) is not None


TRUST = (Need("ca-certificates", files="etc/ssl/cert*/*"),)

# What PySide6's libraries and its xcb, wayland and offscreen platforms load, found in a Debian with nothing else on it.
WINDOW = (
    Need("libglib2.0-0", library="libglib-2.0.so.0"),
    Need("libegl1", library="libEGL.so.1"),
    Need("libgl1", library="libGL.so.1"),
    Need("libdbus-1-3", library="libdbus-1.so.3"),
    Need("libfontconfig1", library="libfontconfig.so.1"),
    Need("libfreetype6", library="libfreetype.so.6"),
    Need("libxkbcommon0", library="libxkbcommon.so.0"),
    Need("libxkbcommon-x11-0", library="libxkbcommon-x11.so.0"),
    Need("libx11-6", library="libX11.so.6"),
    Need("libx11-xcb1", library="libX11-xcb.so.1"),
    Need("libxcb1", library="libxcb.so.1"),
    Need("libxcb-cursor0", library="libxcb-cursor.so.0"),
    Need("libxcb-glx0", library="libxcb-glx.so.0"),
    Need("libxcb-icccm4", library="libxcb-icccm.so.4"),
    Need("libxcb-image0", library="libxcb-image.so.0"),
    Need("libxcb-keysyms1", library="libxcb-keysyms.so.1"),
    Need("libxcb-randr0", library="libxcb-randr.so.0"),
    Need("libxcb-render0", library="libxcb-render.so.0"),
    Need("libxcb-render-util0", library="libxcb-render-util.so.0"),
    Need("libxcb-shape0", library="libxcb-shape.so.0"),
    Need("libxcb-shm0", library="libxcb-shm.so.0"),
    Need("libxcb-sync1", library="libxcb-sync.so.1"),
    Need("libxcb-util1", library="libxcb-util.so.1"),
    Need("libxcb-xfixes0", library="libxcb-xfixes.so.0"),
    Need("libxcb-xinerama0", library="libxcb-xinerama.so.0"),
    Need("libxcb-xkb1", library="libxcb-xkb.so.1"),
    Need("libwayland-client0", library="libwayland-client.so.0"),
    Need("libwayland-cursor0", library="libwayland-cursor.so.0"),
    Need("libwayland-egl1", library="libwayland-egl.so.1"),
    Need("fonts-dejavu-core", files="usr/share/fonts/**/*.[to]tf"),
)

SCREEN = Need("xvfb", program="Xvfb")
MOUSE = Need("xdotool", program="xdotool")

# What building a package takes, and looking at it.
BUILD = (
    Need("binutils", program="strip"),
    Need("dpkg", program="dpkg-deb"),
    Need("squashfs-tools", program="mksquashfs"),
    Need("desktop-file-utils", program="desktop-file-validate"),
    Need("appstream", program="appstreamcli"),
)

# What installing a package into a clean system takes.
CHECK = (
    Need("debootstrap", program="debootstrap"),
    SCREEN,
)

# Windows packages on Linux: what makes them, and a Wine in which they are frozen and tried.
WINDOWS = (
    Need("nsis", program="makensis"),
    Need("wixl", program="wixl"),
    Need("wine", program="wine"),
    Need("wine64", files="usr/lib/wine/wine64"),
    Need("gcc-mingw-w64-x86-64", program="x86_64-w64-mingw32-gcc"),
    SCREEN,
    MOUSE,
)

# The parts that the tests run against: a screen, a window manager, a mouse, a tray, a password store, proxies, and curl
# to race with.
TESTS = (
    SCREEN,
    Need("openbox", program="openbox"),
    MOUSE,
    Need("trayer", program="trayer"),
    Need("dbus", program="dbus-daemon"),
    Need("gnome-keyring", program="gnome-keyring-daemon"),
    Need("curl", program="curl"),
    Need("microsocks", program="microsocks"),
    Need("squid-openssl", files="usr/lib/squid/security_file_certgen"),
)


def missing(needs: Iterable[Need]) -> list[Need]:
    """Those of *needs* that are not there; none on systems other than Linux."""
    if not sys.platform.startswith("linux"):
        return []
    return [need for need in needs if not need.met()]


def provide(needs: Iterable[Need], purpose: str) -> None:
    """Install what is missing of *needs*, which *purpose* ("The window") cannot do without.

    Raises:
        SetupError: it may not be installed by this user, on this system, or apt-get failed.
    """
    lacking = missing(needs)
    if not lacking:
        return
    packages = sorted({need.package for need in lacking})
    if shutil.which("apt-get") is None:
        raise SetupError(f"{purpose} needs what this system lacks: {', '.join(n.thing for n in lacking)}.")
    if os.geteuid() != 0:
        line = f"sudo apt-get update && sudo apt-get install -y --no-install-recommends {' '.join(packages)}"
        raise SetupError(
            f"{purpose} needs Debian packages that are not installed. "
            f"Install them with this line, then start the same command again:\n\n  {line}\n"
        )
    print(f"Installing Debian packages: {' '.join(packages)}", file=sys.stderr, flush=True)
    _apt_get(packages)
    still = missing(lacking)
    if still:
        raise SetupError(f"{purpose} still lacks {', '.join(need.thing for need in still)} after installing.")


def _apt_get(packages: list[str]) -> None:
    install = ("install", "-y", "-qq", "--no-install-recommends", *packages)
    listed = any(Path("/var/lib/apt/lists").glob("*Packages*"))
    if listed and _apt(*install) is None:
        return
    # No package lists yet, or old ones that name versions which are gone.
    trouble = _apt("update", "-qq") or _apt(*install)
    if trouble is not None:
        raise SetupError(f"{trouble}\napt-get could not install {' '.join(packages)}; its own words are above.")


def _apt(*words: str) -> str | None:
    """What apt-get said when it failed; None when it did not."""
    variables = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    done = subprocess.run(
        ["apt-get", *words], env=variables, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT
    )
    return None if done.returncode == 0 else done.stdout.decode(errors="replace")


def _loads(library: str) -> bool:
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True
