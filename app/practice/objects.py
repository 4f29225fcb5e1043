"""What the storage host keeps: objects by key, hashed while they stream in."""

from __future__ import annotations

import base64
import hashlib
import re
import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, Protocol

IN_MEMORY = 1 << 20


@dataclass(frozen=True, slots=True)
class Blob:
    """Received bytes: their size and SHA-256, and the bytes themselves where they were kept."""

    size: int
    sha256: str
    data: bytes | None = None
    path: Path | None = None

    def read(self) -> bytes:
        """The bytes. Raises LookupError when they were too many to keep."""
        if self.data is not None:
            return self.data
        if self.path is None:
            raise LookupError("these bytes were hashed, but not kept")
        return self.path.read_bytes()

    def discard(self) -> None:
        """Keep no file of it."""
        if self.path:
            self.path.unlink(missing_ok=True)


class Sink:
    """Takes bytes as they come, hashes them, and keeps them in *folder* or, if they are few, in memory.

    Args:
        folder: where to keep the bytes as a file, or None.
        name: a file name as the client gave it; only its harmless characters are used.
        limit: the most bytes to keep in memory when there is no folder.
        md5: hash with MD5 too (for Content-MD5).
    """

    def __init__(
        self, folder: Path | None = None, name: str = "", *, limit: int = IN_MEMORY, md5: bool = False
    ) -> None:
        self._sha = hashlib.sha256()
        self._md5 = hashlib.md5(usedforsecurity=False) if md5 else None
        self._limit = limit
        self._data: bytearray | None = None if folder else bytearray()
        self._path = _free_path(folder, name) if folder else None
        self._file: BinaryIO | None = self._path.open("wb") if self._path else None
        self.size = 0

    def write(self, chunk: bytes) -> None:
        """Take the next bytes."""
        self.size += len(chunk)
        self._sha.update(chunk)
        if self._md5:
            self._md5.update(chunk)
        if self._file:
            self._file.write(chunk)
        elif self._data is not None:
            self._data += chunk
            if self.size > self._limit:
                self._data = None

    @property
    def content_md5(self) -> str:
        """The MD5 in base64, as Content-MD5 has it; empty unless asked for."""
        return base64.b64encode(self._md5.digest()).decode() if self._md5 else ""

    def close(self) -> Blob:
        """All bytes are in."""
        if self._file:
            self._file.close()
        data = None if self._data is None else bytes(self._data)
        return Blob(self.size, self._sha.hexdigest(), data, self._path)

    def discard(self) -> None:
        """The bytes do not count: keep nothing of them."""
        self.close().discard()


@dataclass(frozen=True, slots=True)
class StoredObject:
    """An object of the storage. *times*: how often it was stored under this key."""

    key: str
    size: int
    sha256: str
    content_type: str
    when: float
    times: int = 1


class ObjectStore(Protocol):
    """The storage from behind, as the vendor's own machines see it."""

    def snapshot(self) -> Mapping[str, StoredObject]:
        """The objects by key, as last known."""

    async def refresh(self) -> None:
        """Look again what is there."""

    async def read(self, key: str) -> bytes:
        """An object's bytes. Raises LookupError when it is not there, or was not kept."""

    async def put(self, key: str, data: bytes, content_type: str) -> None:
        """Store an object of the vendor's own."""


class LocalObjects:
    """The objects of this program's own storage host."""

    def __init__(self) -> None:
        self._objects: dict[str, StoredObject] = {}
        self._blobs: dict[str, Blob] = {}

    def keep(self, key: str, blob: Blob, content_type: str, when: float) -> None:
        """Store *blob* under *key*, in the place of what was there."""
        before = self._objects.pop(key, None)
        times = before.times + 1 if before else 1
        self._objects[key] = StoredObject(key, blob.size, blob.sha256, content_type, when, times)
        self._blobs[key] = blob

    def blob(self, key: str) -> Blob | None:
        """The bytes under *key*, or None."""
        return self._blobs.get(key)

    def snapshot(self) -> Mapping[str, StoredObject]:
        """The objects by key."""
        return self._objects

    async def refresh(self) -> None:
        """Nothing to do: everything is known at once."""

    async def read(self, key: str) -> bytes:
        """An object's bytes. Raises LookupError when it is not there, or was not kept."""
        return self._blobs[key].read()

    async def put(self, key: str, data: bytes, content_type: str) -> None:
        """Store an object of the vendor's own."""
        self.keep(key, Blob(len(data), hashlib.sha256(data).hexdigest(), data), content_type, 0.0)

    def clear(self) -> None:
        """Forget all objects."""
        self._objects.clear()
        self._blobs.clear()


def _free_path(folder: Path, name: str) -> Path:
    """A new file's path: the end of *name* shows whose bytes they are, the front keeps equal names apart."""
    folder.mkdir(parents=True, exist_ok=True)
    safe = re.sub(r"[^\w.\- ]", "_", name.rsplit("/", 1)[-1]).lstrip(".")[-120:] or "file"
    return folder / f"{uuid.uuid4().hex[:12]}-{safe}"
