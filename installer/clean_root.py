"""A Debian with nothing else on it, to install things in and throw away: debootstrap, an overlay, own namespaces.

Needs root, and the network for Debian's packages. The base is made once and kept; each use works on a layer above it.
"""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from installer.environment import SetupError

RELEASE = "bookworm"
PERSON = "joe"
# Own mounts, processes, host name and shared memory; of devices only what every program may expect.
_ENTER = """
root=$0; user=$1; shift
mount -t tmpfs tmpfs "$root/tmp" -o mode=1777
mkdir -p "$root/tmp/.X11-unix" && mount --bind /tmp/.X11-unix "$root/tmp/.X11-unix"
mount -t tmpfs tmpfs "$root/dev" -o mode=755
for one in null zero random urandom full tty; do touch "$root/dev/$one"; mount --bind /dev/$one "$root/dev/$one"; done
ln -s /proc/self/fd "$root/dev/fd"
mkdir "$root/dev/shm" && mount -t tmpfs tmpfs "$root/dev/shm" -o mode=1777
if [ "$user" = root ]; then exec chroot "$root" env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin HOME=/root \
    DEBIAN_FRONTEND=noninteractive bash -c "$1"; fi
exec chroot "$root" su - "$user" -c "$1"
"""


class CleanRoot:
    """One layer above the base, while :func:`clean_root` is open.

    Attributes:
        folder: its ``/``, seen from outside.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.home = folder / "home" / PERSON

    def start(self, user: str, script: str) -> subprocess.Popen[str]:
        """Begin running a shell script inside, as *user*."""
        command = ["unshare", "--mount", "--pid", "--fork", "--ipc", "--uts", f"--mount-proc={self.folder / 'proc'}"]
        command += ["--kill-child", "bash", "-c", _ENTER, str(self.folder), user, script]
        return subprocess.Popen(
            command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, encoding="utf-8"
        )

    def run(self, user: str, script: str) -> str:
        """Run a shell script inside, as *user*; what it printed.

        Raises:
            SetupError: it ended with another code than 0.
        """
        running = self.start(user, script)
        words, _ = running.communicate(timeout=600)
        if running.returncode != 0:
            raise SetupError(f"{words}\nIn the clean system this failed:\n{script}")
        return words

    def put(self, source: Path, name: str = "") -> None:
        """Copy a file into the person's home."""
        target = self.home / (name or source.name)
        shutil.copy(source, target)
        shutil.chown(target, self.home.stat().st_uid, self.home.stat().st_gid)


@contextmanager
def clean_root(cache: Path) -> Iterator[CleanRoot]:
    """A fresh system above the base in *cache*, thrown away at the end.

    Raises:
        SetupError: it cannot be made.
    """
    base = cache / "base"
    if not (base / "ready").exists():
        _make_base(base)
    layer = cache / "layer"
    if (layer / "merged").is_mount():  # an earlier check was killed
        subprocess.run(["umount", "--lazy", layer / "merged"], check=True)
    shutil.rmtree(layer, ignore_errors=True)
    for name in ("upper", "work", "merged"):
        (layer / name).mkdir(parents=True)
    options = f"lowerdir={base},upperdir={layer / 'upper'},workdir={layer / 'work'}"
    mounted = subprocess.run(["mount", "-t", "overlay", "overlay", "-o", options, layer / "merged"])
    if mounted.returncode != 0:
        raise SetupError("The clean system could not be mounted; this takes root, and a kernel with overlayfs.")
    try:
        yield CleanRoot(layer / "merged")
    finally:
        subprocess.run(["umount", "--lazy", layer / "merged"], check=False)
        shutil.rmtree(layer, ignore_errors=True)


def _make_base(base: Path) -> None:
    if shutil.which("debootstrap") is None:
        raise SetupError("The check installs into a clean Debian, which debootstrap makes: apt-get install debootstrap")
    shutil.rmtree(base, ignore_errors=True)
    base.mkdir(parents=True)
    done = subprocess.run(["debootstrap", "--variant=minbase", RELEASE, base], capture_output=True, encoding="utf-8")
    if done.returncode != 0:
        raise SetupError(f"{done.stdout[-2000:]}{done.stderr}\ndebootstrap could not make a clean Debian.")
    shutil.copyfile("/etc/resolv.conf", base / "etc" / "resolv.conf")
    subprocess.run(["chroot", base, "useradd", "--create-home", "--shell", "/bin/bash", PERSON], check=True)
    subprocess.run(["chroot", base, "apt-get", "update", "-qq"], check=True)
    (base / "ready").touch()
