"""Makes the virtual environment of this checkout and puts exactly the locked packages into it."""

from __future__ import annotations

import hashlib
import importlib.util
import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
LOCKS = ROOT / "installer" / "locks"
OLDEST, TOO_NEW = (3, 11), (3, 14)


class SetupError(Exception):
    """Setting up cannot go on; its words are for the person at the terminal."""


def check_python(version: tuple[int, int]) -> None:
    """Make sure that a Python of this *version* can run Sendoff.

    Raises:
        SetupError: it is too old or too new.
    """
    if not OLDEST <= version < TOO_NEW:
        newest = f"{TOO_NEW[0]}.{TOO_NEW[1] - 1}"
        raise SetupError(
            f"Sendoff needs Python {OLDEST[0]}.{OLDEST[1]} to {newest}, and this is Python {version[0]}.{version[1]}. "
            "Start the same command with one of those."
        )


class Environment:
    """The folder ``.venv`` of a checkout, or another *folder* that belongs to it.

    A stamp beside the packages keeps the hash of each lock file that was installed to its end, so that a later
    start neither asks the network nor compares packages one by one.
    """

    def __init__(self, root: Path = ROOT, folder: Path | None = None) -> None:
        self.root = root
        self.folder = folder or root / ".venv"

    @property
    def python(self) -> Path:
        """The environment's interpreter."""
        return self.scripts / ("python.exe" if os.name == "nt" else "python")

    @property
    def scripts(self) -> Path:
        """The folder with the programs that packages bring."""
        return self.folder / ("Scripts" if os.name == "nt" else "bin")

    def has(self, lock: Path) -> bool:
        """Whether *lock*, as it is now, was installed to its end."""
        try:
            return self._stamp(lock).read_text() == _hash(lock) and self.python.exists()
        except OSError:
            return False

    def install(self, *locks: Path) -> None:
        """Install what is missing of *locks*; makes the environment first when there is none that works.

        Raises:
            SetupError: this Python does not fit, there is no pip, or pip could not install.
        """
        wanted = [lock for lock in locks if not self.has(lock)]
        if not wanted:
            return
        if not self.python.exists():
            self._make()
        for lock in wanted:
            self._stamp(lock).unlink(missing_ok=True)
            self._pip_install(lock)
            self._stamp(lock).write_text(_hash(lock))

    def note(self, name: str) -> Path:
        """The file by which something else about this environment is remembered."""
        return self.folder / f"sendoff-{name}"

    def _stamp(self, lock: Path) -> Path:
        return self.note(f"{lock.stem}.stamp")

    def _make(self) -> None:
        check_python(sys.version_info[:2])
        shutil.rmtree(self.folder, ignore_errors=True)
        # Debian keeps ensurepip in a package of its own, so the pip that is there already does the installing.
        import venv

        venv.EnvBuilder(with_pip=False, symlinks=os.name != "nt").create(self.folder)
        # A relative line, so that the checkout can be moved.
        site = next(self.folder.glob("[Ll]ib*/**/site-packages"))
        (site / "sendoff-checkout.pth").write_text(os.path.relpath(self.root, site) + "\n")

    def download(self, lock: Path, target: Path) -> None:
        """Put the packages that *lock* names into *target* as they are published, without what they depend on.

        Raises:
            SetupError: they could not be had.
        """
        self._run_pip("download", "--no-deps", "--dest", str(target), lock=lock)

    def _pip_install(self, lock: Path) -> None:
        self._run_pip("install", lock=lock)

    def _run_pip(self, *words: str, lock: Path) -> None:
        always = ("-qq", "--disable-pip-version-check", "--only-binary=:all:", "--require-hashes", "--requirement")
        command = [*self._pip(), *words, *always, str(lock)]
        # A person's own pip settings must not send the packages elsewhere.
        variables = {**os.environ, "PIP_USER": "0", "PIP_REQUIRE_VIRTUALENV": "0"}
        for name in ("PIP_TARGET", "PIP_PREFIX", "PIP_ROOT", "PYTHONPATH", "PYTHONHOME"):
            variables.pop(name, None)
        if subprocess.call(command, env=variables) != 0:
            raise SetupError(
                "Python packages could not be installed; pip's own words are above. The first start needs the network. "
                f"Start the same command again to go on. What failed was:\n  {' '.join(command)}"
            )

    def _pip(self) -> list[str]:
        # Started from inside an environment, that of its Python does: an environment of ours has no pip of its own.
        for python in (sys.executable, getattr(sys, "_base_executable", sys.executable)):
            pip = [python, "-m", "pip", "--python", str(self.python)]
            if subprocess.call([*pip, "--version"], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) == 0:
                return pip
        if importlib.util.find_spec("ensurepip") is not None:
            subprocess.check_call([str(self.python), "-m", "ensurepip", "--default-pip"], stdout=subprocess.DEVNULL)
            return [str(self.python), "-m", "pip"]
        raise SetupError(
            "This Python has neither a pip of 22.3 or newer nor ensurepip. On Debian, install pip and start the same "
            "command again:\n  sudo apt-get install -y --no-install-recommends python3-pip"
        )


def _hash(lock: Path) -> str:
    return hashlib.sha256(lock.read_bytes()).hexdigest()
