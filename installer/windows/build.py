"""Builds the Windows packages from a folder that Windows' own Python froze: on Windows, or for tests under Wine."""

from __future__ import annotations

import os
import shutil
import subprocess
from dataclasses import dataclass, replace
from pathlib import Path

from installer import bill, freeze, licences
from installer.authenticode import sign
from installer.environment import LOCKS, ROOT, Environment, SetupError
from installer.product import COMMAND, NAME, SUMMARY, Product
from installer.windows.msi import make_msi
from installer.windows.nsis import make_installer
from installer.windows.parts import Parts, stand_ins_in
from installer.windows.snapshot import windows_path
from installer.windows.version_resource import version_resource
from installer.windows.wine import Wine
from installer.windows.wine_python import WindowsPython

DRAWING = ROOT / "resources" / "icons" / "sendoff.svg"


@dataclass(frozen=True)
class Built:
    """The packages of one version.

    Attributes:
        installer: for one person, without an administrator.
        msi: for managed computers.
    """

    version: str
    installer: Path
    msi: Path


def build(product: Product, *, keep: bool = False, quick: bool = False) -> Built:
    """Freeze (*keep*: take what was frozen before) and package; *quick* compresses badly and fast.

    Raises:
        SetupError: a part failed.
    """
    host = freeze.build_environment(product)
    product = inside(product)
    _describe(product, host)
    environment = _frozen(product, host, keep=keep)
    strangers = stand_ins_in(product.frozen)
    if strangers:
        raise SetupError(f"Windows' own DLLs are in the package: {', '.join(strangers)}.")
    packages = licences.distributions(environment)
    licences.gather(product.licences, environment, ())
    written = bill.write_bill(product, host, bill.facts(product, packages, ()))
    product.out.mkdir(parents=True, exist_ok=True)
    shutil.copy(written, product.out / f"{COMMAND}-{product.version}-windows.cdx.json")
    sign(sorted(product.frozen.glob(f"{COMMAND}.*")), os.environ)
    built = package(product, product.out, quick=quick)
    sign((built.installer, built.msi), os.environ)
    return built


def inside(product: Product) -> Product:
    """The same product with a folder of its own for what belongs to Windows."""
    return replace(product, work=product.work / "windows")


def package(product: Product, out: Path, *, quick: bool = False) -> Built:
    """Make both packages of what is frozen. Raises: SetupError."""
    parts = Parts(product.frozen, product.licences, product.work / "sendoff.ico")
    packages = built(product, out)
    make_installer(product.version, parts, packages.installer, quick=quick)
    make_msi(product.version, parts, product.work / "msi", packages.msi)
    return packages


def built(product: Product, out: Path) -> Built:
    """Where the packages of this version are in *out*."""
    name = f"{COMMAND}-{product.version}-windows-x64"
    return Built(product.version, out / f"{name}.exe", out / f"{name}.msi")


def package_older(product: Product, version: str) -> Built:
    """The same program under an older number, with a file that the newer one does not have: to try upgrades."""
    older = replace(product, version=version, work=product.work / "older")
    shutil.rmtree(older.work, ignore_errors=True)
    for folder in (product.frozen, product.licences):
        shutil.copytree(folder, older.work / folder.relative_to(product.work))
    shutil.copy(product.work / "sendoff.ico", older.work)
    (older.frozen / "_internal" / "older.txt").write_text("A file of an older version.\n")
    return package(older, older.work, quick=True)


def wine_home(product: Product) -> Path:
    """Where Wine and its Python are."""
    return product.work / "wine"


def _describe(product: Product, host: Environment) -> None:
    """Write the icon and the version beside PyInstaller's work, where ``sendoff.spec`` looks for them."""
    command = [str(host.python), "-m", "installer.windows.icon", str(DRAWING), str(product.work / "sendoff.ico")]
    if subprocess.call(command, cwd=ROOT) != 0:
        raise SetupError("The icon could not be drawn; what is wrong is above.")
    shown = version_resource(product.version, name=NAME, summary=SUMMARY, file_name=f"{COMMAND}.exe")
    (product.work / "version.txt").write_text(shown, encoding="utf-8")


def _frozen(product: Product, host: Environment, *, keep: bool) -> Environment:
    """Freeze the program; the environment whose packages are in it."""
    there = keep and product.frozen.exists()
    if os.name == "nt":
        if not there:
            freeze.freeze(product, host)
        freeze.selftest(product.frozen / f"{COMMAND}.com")
        return host
    python = WindowsPython(wine_home(product) / "python")
    python.make()
    python.install(host.scripts / "uv", LOCKS / "build.txt")
    if not there:
        wine = Wine(wine_home(product), display="")
        wine.make()
        for name, value in freeze.variables(product).items():
            wine.set(name, value)
        shutil.rmtree(product.frozen.parent, ignore_errors=True)
        wine.run(windows_path(python.program), *freeze.command(product, windows_path), cwd=ROOT)
        wine.end()
        freeze.set_times(product.frozen, product.epoch)
    return Environment(ROOT, python.folder)
