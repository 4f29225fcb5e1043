"""Gathers the licence texts of everything that is bundled: packages, Python, Qt, and libraries of the system."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from importlib.metadata import Distribution, PathDistribution
from pathlib import Path

from installer.environment import LOCKS, Environment, SetupError

TEXTS = Path(__file__).parent / "licences"
_TEXT = re.compile(r"(licen[cs]e|copying|notice|authors)", re.IGNORECASE)


@dataclass(frozen=True)
class SystemPackage:
    """A Debian package of which files are bundled."""

    name: str
    version: str


def locked_names(lock: str) -> list[str]:
    """The names in a lock file, as it writes them."""
    return re.findall(r"^([a-z0-9][a-z0-9.-]*)==", lock, re.MULTILINE)


def distributions(environment: Environment) -> list[Distribution]:
    """The packages of the program that are installed in *environment*, without those that only build it."""
    site = next(environment.folder.glob("[Ll]ib*/**/site-packages"))
    names = {_plain(name) for name in locked_names((LOCKS / "run.txt").read_text("utf-8"))}
    found = [PathDistribution(path) for path in sorted(site.glob("*.dist-info"))]
    return [one for one in found if _plain(one.metadata["Name"]) in names]


def system_packages(collected: Mapping[str, Path]) -> list[SystemPackage]:
    """The Debian packages that the bundled files came from; none on other systems.

    Raises:
        SetupError: a library of the system belongs to no package, so that its licence is not known.
    """
    if not sys.platform.startswith("linux"):
        return []
    sources = {path.resolve() for path in collected.values() if path.is_absolute()}
    libraries = sorted(path for path in sources if path.is_relative_to("/usr/lib") and ".so" in path.name)
    return sorted({_package_of(path) for path in libraries}, key=_package_name)


def gather(target: Path, environment: Environment, packages: Iterable[SystemPackage]) -> None:
    """Write all texts below *target*, one folder for each work.

    Raises:
        SetupError: the text of something that is bundled cannot be found.
    """
    shutil.rmtree(target, ignore_errors=True)
    for file in sorted(TEXTS.glob("*.txt")):
        _copy(file, target / "Qt" / file.name)
    _copy(_python_licence(), target / "Python" / "LICENSE.txt")
    for one in distributions(environment):
        name = one.metadata["Name"]
        texts = [file for file in one.files or () if _TEXT.search(file.name) and ".dist-info" in str(file)]
        if not texts and not name.lower().startswith(("pyside6", "shiboken6")):
            raise SetupError(f"The package {name} brings no licence text.")
        for text in texts:
            _copy(Path(str(one.locate_file(text))), target / name / text.name)
    for package in packages:
        _copy(_copyright(package.name), target / "system" / f"{package.name}.txt")


def _copyright(package: str) -> Path:
    return Path("/usr/share/doc") / package / "copyright"


def _copy(source: Path, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    try:
        shutil.copyfile(source, target)
    except FileNotFoundError:
        raise SetupError(f"The licence text {source} is not there.") from None


def _python_licence() -> Path:
    base = Path(sys.base_prefix)
    beside = (base / "LICENSE.txt", base / "lib" / f"python3.{sys.version_info[1]}" / "LICENSE.txt")
    debian = Path(f"/usr/share/doc/python3.{sys.version_info[1]}/copyright")
    return next((path for path in (*beside, debian) if path.exists()), beside[0])


def _package_of(path: Path) -> SystemPackage:
    for name in (str(path), str(path).removeprefix("/usr")):  # dpkg knows many of them by the place before /usr
        done = subprocess.run(["dpkg-query", "--search", name], capture_output=True, encoding="utf-8")
        if done.returncode == 0:
            package = done.stdout.split(":", 1)[0]
            command = ["dpkg-query", "--show", "--showformat=${Version}", f"{package}:{_architecture()}"]
            return SystemPackage(package, subprocess.run(command, capture_output=True, encoding="utf-8").stdout)
    raise SetupError(f"{path} belongs to no Debian package, so its licence is not known.")


def _architecture() -> str:
    done = subprocess.run(["dpkg", "--print-architecture"], capture_output=True, encoding="ascii", check=True)
    return done.stdout.strip()


def _package_name(package: SystemPackage) -> str:
    return package.name


def _plain(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()
