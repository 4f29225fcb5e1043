"""Makes the publisher's key, and writes and signs the news of a version, which Sendoff asks for once a day.

``python3 installer/sign_version.py new-key FILE``      a private key into FILE; its public half is printed
``python3 installer/sign_version.py sign --notes URL [--key FILE] --out version.json PACKAGE…``
``python3 installer/sign_version.py check --public KEY version.json``

The private key comes from FILE or from the environment's ``SENDOFF_SIGNING_KEY``, and never from the repository. The
form of the news is described in ``app/core/services/announcement.py``, which also reads what was written once more.
"""

from __future__ import annotations

import argparse
import base64
import hashlib
import importlib.util
import json
import os
import subprocess
import sys
import time
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from app import __version__
from app.core.services.announcement import FORMAT, SUFFIX, NotBelieved, read, read_key
from installer.environment import LOCKS, ROOT, Environment, SetupError

VARIABLE = "SENDOFF_SIGNING_KEY"
DAYS = 400
"""How long news counts unless said otherwise: more than a year, so that a quiet year is no trouble."""
SYSTEMS = {".deb": "linux", ".appimage": "linux", ".exe": "windows", ".msi": "windows", ".dmg": "macos"}


class Refused(Exception):
    """It is not done; the words say why."""


def new_key(target: Path) -> str:
    """Write a new private key to *target*, readable by its owner alone; the public key is returned.

    Raises:
        Refused: the file is there already, or would lie in the repository.
    """
    from nacl.signing import SigningKey

    if target.resolve().is_relative_to(ROOT):
        raise Refused(f"{target} lies in the repository. A private key must not.")
    private = SigningKey.generate()
    try:
        descriptor = os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        raise Refused(f"{target} is there already.") from None
    with os.fdopen(descriptor, "wb") as file:
        file.write(base64.b64encode(bytes(private)) + b"\n")
    return base64.b64encode(bytes(private.verify_key)).decode()


def news(version: str, notes: str, packages: Sequence[Path], issued: float, days: int) -> bytes:
    """The news of *version* with names and checksums of its *packages*. Raises: Refused: one of another kind."""
    files = []
    for package in sorted(packages, key=_name):
        system = SYSTEMS.get(package.suffix.lower())
        if system is None:
            raise Refused(f"{package.name} is no package of a system: {', '.join(SYSTEMS)}.")
        with package.open("rb") as file:
            digest = hashlib.file_digest(file, "sha256").hexdigest()
        files.append({"system": system, "name": package.name, "sha256": digest})
    document = {
        "format": FORMAT,
        "version": version,
        "issued": _moment(issued),
        "expires": _moment(issued + days * 24 * 3600),
        "notes": notes,
        "files": files,
    }
    return json.dumps(document, indent=2).encode() + b"\n"


def sign(raw: bytes, private: str) -> bytes:
    """The detached signature of *raw* as a line of base64. Raises: Refused: this is no key."""
    from nacl.signing import SigningKey

    try:
        key = SigningKey(read_key(private))
    except ValueError as error:
        raise Refused(f"The private key cannot be used: {error}.") from None
    signature = base64.b64encode(key.sign(raw).signature)
    try:
        read(raw, signature, bytes(key.verify_key), time.time())  # as Sendoff will read it
    except NotBelieved as error:
        raise Refused(f"Sendoff would not believe it: {error}.") from None
    return signature + b"\n"


def main(arguments: Sequence[str]) -> int:
    """Do what is asked for; the exit code is returned."""
    options = _options(arguments)
    try:
        if options.task == "new-key":
            print(f"The public key, for resources/updates.json:\n{new_key(options.file)}")
        elif options.task == "sign":
            raw = news(options.version, options.notes, options.packages, options.issued, options.days)
            signature = sign(raw, _private(options.key))
            options.out.write_bytes(raw)
            options.out.with_name(options.out.name + SUFFIX).write_bytes(signature)
        else:
            signature = options.file.with_name(options.file.name + SUFFIX).read_bytes()
            found = read(options.file.read_bytes(), signature, read_key(options.public), time.time())
            print(f"Sendoff {found.version}, {len(found.packages)} files, signed by this key.")
    except (Refused, NotBelieved, OSError, ValueError) as problem:
        print(problem, file=sys.stderr)
        return 1
    return 0


def _name(path: Path) -> str:
    return path.name


def _moment(seconds: float) -> str:
    return datetime.fromtimestamp(int(seconds), UTC).isoformat().replace("+00:00", "Z")


def _private(file: Path | None) -> str:
    words = file.read_text(encoding="ascii") if file is not None else os.environ.get(VARIABLE, "")
    if not words.strip():
        raise Refused(f"There is no private key: name a file with --key, or set {VARIABLE}.")
    return words.strip()


def _options(arguments: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Makes the publisher's key, and signs the news of a version.")
    tasks = parser.add_subparsers(dest="task", required=True)
    making = tasks.add_parser("new-key", help="make a private key, and print its public half")
    making.add_argument("file", type=Path)
    signing = tasks.add_parser("sign", help="write and sign the news")
    signing.add_argument("--version", default=__version__)
    signing.add_argument("--notes", required=True, metavar="URL", help="where it says what is new; https")
    signing.add_argument("--key", type=Path, metavar="FILE", help=f"the private key; else {VARIABLE} holds it")
    signing.add_argument("--days", type=int, default=DAYS, help="how long it counts")
    signing.add_argument("--issued", type=float, default=time.time(), metavar="SECONDS", help="since the epoch")
    signing.add_argument("--out", type=Path, required=True, help="where to write it; the signature goes beside it")
    signing.add_argument("packages", nargs="+", type=Path)
    checking = tasks.add_parser("check", help="read signed news as Sendoff does")
    checking.add_argument("--public", required=True, metavar="KEY")
    checking.add_argument("file", type=Path)
    return parser.parse_args(arguments)


def _with_packages() -> int:
    """Run here, or where there is no PyNaCl in the environment of the checkout."""
    if importlib.util.find_spec("nacl") is not None:
        return main(sys.argv[1:])
    environment = Environment(ROOT)
    try:
        environment.install(LOCKS / "run.txt")
    except SetupError as problem:
        print(problem, file=sys.stderr)
        return 2
    return subprocess.call([str(environment.python), __file__, *sys.argv[1:]])


if __name__ == "__main__":
    sys.exit(_with_packages())
