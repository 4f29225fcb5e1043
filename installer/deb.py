"""Makes the Debian package: the frozen program below /opt, and what the desktop has to know of it below /usr."""

from __future__ import annotations

import gzip
import os
import re
import shutil
import subprocess
import textwrap
from collections.abc import Iterable
from datetime import UTC, datetime
from email.utils import format_datetime
from pathlib import Path

from installer import linux_files, system
from installer.bundled import only_for_appimage
from installer.environment import Environment, SetupError
from installer.freeze import elf_files, set_times
from installer.product import COMMAND, DESCRIPTION, MAKER, SUMMARY, Product

HOME = Path("opt") / COMMAND
FONTS = "fonts-dejavu-core | fonts-noto-core | fonts-liberation | fonts-freefont-ttf"
SECRET_SERVICES = "gnome-keyring | kwalletmanager | keepassxc"
BESIDES = ("fontconfig", "libstdc++6", "libgcc-s1", "libzstd1", "zlib1g", "libexpat1", "libgssapi-krb5-2")
"""What the frozen libraries load and a source checkout brings along."""
COMPRESSION = ("-Zxz", "-z6")
QUICK_COMPRESSION = ("-Zzstd", "-z3")

# dpkg itself looks after icons, file types and menus, by the triggers of the packages that keep those caches.
_REMOVE = """#!/bin/sh
set -e
# Python writes nothing here, but a person with rights may have started something else.
if [ "$1" = purge ]; then rm -rf /opt/sendoff; fi
"""


def build_deb(product: Product, environment: Environment, *, quick: bool = False) -> Path:
    """Make the package in :attr:`Product.out`.

    Raises:
        SetupError: dpkg-deb is not there, or failed.
    """
    root = product.work / "deb"
    shutil.rmtree(root, ignore_errors=True)
    _lay_out(product, environment, root)
    target = product.out / f"{COMMAND}_{product.version}_amd64.deb"
    product.out.mkdir(parents=True, exist_ok=True)
    compression = QUICK_COMPRESSION if quick else COMPRESSION
    command = ["dpkg-deb", "--root-owner-group", *compression, "--build", root, target]
    variables = {**os.environ, "SOURCE_DATE_EPOCH": str(product.epoch)}
    try:
        subprocess.run(command, check=True, env=variables, stdout=subprocess.DEVNULL)
    except (OSError, subprocess.CalledProcessError) as error:
        raise SetupError(f"dpkg-deb could not make {target.name}: {error}") from error
    return target


def control(product: Product, size: int, depends: str) -> str:
    """The control file, see deb-control(5); *size* is what it takes when installed, in KiB."""
    paragraphs = "\n .\n".join(textwrap.indent(textwrap.fill(words, 78), " ") for words in DESCRIPTION)
    return (
        f"Package: {COMMAND}\n"
        f"Version: {product.version}\n"
        "Architecture: amd64\n"
        f"Maintainer: {product.maintainer}\n"
        f"Installed-Size: {size}\n"
        f"Depends: {depends}\n"
        f"Recommends: {SECRET_SERVICES}, xdg-desktop-portal\n"
        "Suggests: python3-nautilus | python3-caja\n"
        "Section: net\n"
        "Priority: optional\n"
        f"Description: {SUMMARY[0].lower()}{SUMMARY[1:]}\n"
        f"{paragraphs}\n"
    )


def changelog(product: Product) -> str:
    """The history as Debian's Policy 4.4 wants it; what is new in a version is told by its release."""
    moment = format_datetime(datetime.fromtimestamp(product.epoch, UTC))
    return (
        f"{COMMAND} ({product.version}) stable; urgency=medium\n\n  * Version {product.version}.\n\n"
        f" -- {product.maintainer}  {moment}\n"
    )


def depends(libc: str) -> str:
    """The Depends line: everything that a Debian with nothing else on it lacks; *libc* is the oldest that will do."""
    windows = {need.package for need in (*system.WINDOW, *system.TRUST) if not need.package.startswith("fonts-")}
    return ", ".join([f"libc6 (>= {libc})", *sorted({*windows, *BESIDES}), FONTS])


def oldest_libc(contents: Iterable[bytes]) -> str:
    """The version of the C library that some libraries need, by the names of the symbols in them."""
    found = {
        (int(major), int(minor))
        for content in contents
        for major, minor in re.findall(rb"GLIBC_(\d+)\.(\d+)(?:\.\d+)?\0", content)
    }
    return "{}.{}".format(*max(found, default=(2, 28)))


def _lay_out(product: Product, environment: Environment, root: Path) -> None:
    home, share = root / HOME, root / "usr" / "share"
    shutil.copytree(product.frozen, home, symlinks=True, ignore=_ignored)
    texts = linux_files.desktop_texts(product) | linux_files.file_manager_texts(product)
    linux_files.write_texts(share, texts)
    linux_files.write_icons(share, environment)
    docs = share / "doc" / COMMAND
    shutil.copytree(product.licences, docs / "licences")
    (docs / "copyright").write_text(_copyright(product), encoding="utf-8")
    (docs / "changelog.gz").write_bytes(gzip.compress(changelog(product).encode(), 9, mtime=0))
    manual = share / "man" / "man1" / f"{COMMAND}.1.gz"
    manual.parent.mkdir(parents=True)
    manual.write_bytes(gzip.compress(linux_files.manual(product).encode(), 9, mtime=0))
    shutil.copyfile(product.bill, docs / "bill-of-materials.cdx.json")
    program = root / "usr" / "bin" / COMMAND
    program.parent.mkdir(parents=True)
    program.symlink_to(Path("/") / HOME / COMMAND)
    set_modes(root)
    size = sum(path.stat().st_size for path in root.rglob("*") if path.is_file() and not path.is_symlink()) // 1024
    control_folder = root / "DEBIAN"
    control_folder.mkdir(mode=0o755)
    libc = oldest_libc(path.read_bytes() for path in elf_files(home))
    (control_folder / "control").write_text(control(product, size, depends(libc)), encoding="utf-8")
    script = control_folder / "postrm"
    script.write_text(_REMOVE, encoding="utf-8")
    script.chmod(0o755)
    set_times(root, product.epoch)


def set_modes(root: Path) -> None:
    """Folders and programs 755, everything else 644, whatever the builder's umask was."""
    for path in (root, *root.rglob("*")):
        if path.is_symlink():
            continue
        executable = path.is_dir() or (path.stat().st_mode & 0o100 and ".so" not in path.name)
        path.chmod(0o755 if executable else 0o644)


def _ignored(folder: str, names: list[str]) -> set[str]:
    return {name for name in names if Path(folder).name == "_internal" and only_for_appimage(name)}


def _copyright(product: Product) -> str:
    return (
        "This package holds Sendoff and the works of others that it needs to run.\n"
        "\n"
        f"Sendoff: Copyright {product.day[:4]} {MAKER}. No licence has been chosen for it yet:\n"
        "until one is, all rights are reserved.\n"
        "\n"
        "The others: their licences are in the folder “licences” beside this file, one folder for each work;\n"
        "what is in the package, and in which version, is in bill-of-materials.cdx.json.\n"
    )
