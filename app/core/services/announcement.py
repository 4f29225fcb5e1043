"""Reads the news of a version: believed only when signed, in date, and whole.

A publisher puts two files side by side: the news as JSON, and beside it, with ``.sig`` after its name, the base64 of
an Ed25519 signature (RFC 8032) over its exact bytes. ``installer/sign_version.py`` writes both.
"""

from __future__ import annotations

import base64
import binascii
import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlsplit, urlunsplit

FORMAT = 1
MOST = 64 * 1024
"""Bytes of the news; that of a version with a dozen files takes two thousand."""
SIGNATURE_MOST = 1024
"""Bytes of the file with the signature."""
SUFFIX = ".sig"

_NUMBER = re.compile(r"\d{1,6}(\.\d{1,6}){0,3}")
_SHA256 = re.compile(r"[0-9a-f]{64}")
_FILE = re.compile(r"[\w.+~-]{1,120}", re.ASCII)
_SYSTEMS = frozenset({"linux", "windows", "macos"})
_MOST_FILES = 50
_KEY_SIZE = 32

Number = tuple[int, ...]


class NotBelieved(Exception):
    """The news is not to be believed; the text says why, for the log."""


@dataclass(frozen=True, slots=True)
class Package:
    """One file of a version: its name, the system it is for, and its SHA-256 in hexadecimal."""

    system: str
    name: str
    sha256: str


@dataclass(frozen=True, slots=True)
class Announcement:
    """A version that is there.

    Attributes:
        version: such as ``1.4``.
        issued, expires: seconds since the epoch; later than *expires* it is not news any more.
        notes: the web address that says what is new, always https.
    """

    version: str
    issued: float
    expires: float
    notes: str
    packages: tuple[Package, ...] = ()


def read(raw: bytes, signature: bytes, key: bytes, now: float) -> Announcement:
    """The news in *raw*, whose detached *signature* (base64) was made with the other half of *key*.

    Raises:
        NotBelieved: it was signed by somebody else or changed since, has expired, or is not news.
    """
    _verify(raw, signature, key)
    try:
        found = parse(json.loads(raw))
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise NotBelieved(f"it is signed, but not in the form that is known here: {error!r}") from None
    if found.expires <= now:
        raise NotBelieved("it has expired")
    if found.issued > now + 24 * 3600:
        raise NotBelieved("it is from the future, or the clock is wrong")
    return found


def parse(data: object) -> Announcement:
    """The news in a JSON document, whoever wrote it. Raises: ValueError, KeyError, TypeError: it is none."""
    if not isinstance(data, Mapping) or data["format"] != FORMAT:
        raise ValueError("another format")
    version, notes = str(data["version"]), str(data["notes"])
    number(version)
    if not secure(notes):
        raise ValueError("notes without https")
    return Announcement(version, _moment(data["issued"]), _moment(data["expires"]), notes, _packages(data["files"]))


def number(version: str) -> Number:
    """What versions are compared by: ``1.4`` is ``1.4.0``. Raises: ValueError: it is none."""
    if not _NUMBER.fullmatch(version):
        raise ValueError(f"{version!r} is no version")
    parts = [int(part) for part in version.split(".")]
    while parts and not parts[-1]:
        parts.pop()
    return tuple(parts)


def read_key(words: str) -> bytes:
    """The public key that a line of base64 means. Raises: ValueError: it means none."""
    try:
        key = base64.b64decode(words.strip(), validate=True)
    except binascii.Error as error:
        raise ValueError(str(error)) from None
    if len(key) != _KEY_SIZE:
        raise ValueError(f"a key has {_KEY_SIZE} bytes, not {len(key)}")
    return key


def secure(address: str) -> bool:
    """Whether *address* is a web address with encryption, and names nobody."""
    try:
        parts = urlsplit(address)
        return parts.scheme == "https" and bool(parts.hostname) and "@" not in parts.netloc and parts.port != 0
    except ValueError:
        return False


def beside(address: str) -> str:
    """The address of the signature of the news at *address*."""
    parts = urlsplit(address)
    return urlunsplit(parts._replace(path=parts.path + SUFFIX))


def _verify(raw: bytes, signature: bytes, key: bytes) -> None:
    # Here, since it takes as long as all else of the core to import, and is needed once a day at most.
    from nacl.exceptions import BadSignatureError
    from nacl.exceptions import ValueError as WrongSize
    from nacl.signing import VerifyKey

    try:
        VerifyKey(key).verify(raw, base64.b64decode(signature.strip(), validate=True))
    except (BadSignatureError, WrongSize, binascii.Error):
        raise NotBelieved("its signature is not by the publisher's key") from None


def _moment(words: str) -> float:
    moment = datetime.fromisoformat(words)
    if moment.tzinfo is None:
        raise ValueError(f"{words!r} says no time zone")
    return moment.timestamp()


def _packages(listed: Sequence[Mapping[str, str]]) -> tuple[Package, ...]:
    if not isinstance(listed, list) or len(listed) > _MOST_FILES:
        raise ValueError("no list of files")
    found = tuple(Package(one["system"], one["name"], one["sha256"]) for one in listed)
    for package in found:
        if package.system not in _SYSTEMS:
            raise ValueError(f"{package.system!r} is no system")
        if not _FILE.fullmatch(package.name) or not _SHA256.fullmatch(package.sha256):
            raise ValueError(f"{package.name!r} is no file with a checksum")
    return found
