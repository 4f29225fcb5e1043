"""A real S3 server as the storage behind the vendors: looked at from behind with signed requests."""

from __future__ import annotations

import hashlib
import time
import xml.etree.ElementTree as ElementTree
from collections.abc import Mapping

import aiohttp
from yarl import URL

from app.practice.objects import StoredObject
from app.practice.sigv4 import Storage, presign_url

_EXPIRES = 300
_CHUNK = 1 << 20


class RemoteObjects:
    """The objects of *place*; :meth:`refresh` lists them, and reads and hashes those it has not seen."""

    def __init__(self, place: Storage) -> None:
        self._place = place
        self._session = aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=None, sock_read=60))
        self._objects: dict[str, StoredObject] = {}
        self._marks: dict[str, str] = {}

    def snapshot(self) -> Mapping[str, StoredObject]:
        """The objects by key, as of the last :meth:`refresh`."""
        return self._objects

    async def refresh(self) -> None:
        """Look what is there. Raises aiohttp.ClientError when the storage does not answer."""
        token = ""
        while True:
            query = {"list-type": "2", **({"continuation-token": token} if token else {})}
            root = ElementTree.fromstring(await self._get("", query))
            for item in (e for e in root if e.tag.endswith("Contents")):
                texts = {child.tag.rpartition("}")[2]: child.text or "" for child in item}
                await self._learn(texts["Key"], f"{texts.get('ETag')} {texts.get('LastModified')}")
            token = next((e.text or "" for e in root if e.tag.endswith("NextContinuationToken")), "")
            if not token:
                return

    async def read(self, key: str) -> bytes:
        """An object's bytes. Raises LookupError when it is not there."""
        try:
            return await self._get(key, {})
        except aiohttp.ClientResponseError as error:
            raise LookupError(key) from error

    async def put(self, key: str, data: bytes, content_type: str) -> None:
        """Store an object of the vendor's own."""
        url = presign_url(self._place, "PUT", key, now=time.time(), expires=_EXPIRES)
        async with self._session.put(_exact(url), data=data, headers={"Content-Type": content_type}) as reply:
            reply.raise_for_status()

    async def close(self) -> None:
        """Give the connections back."""
        await self._session.close()

    async def _learn(self, key: str, mark: str) -> None:
        if self._marks.get(key) == mark:
            return
        before = self._objects.get(key)
        digest, size = hashlib.sha256(), 0
        url = presign_url(self._place, "GET", key, now=time.time(), expires=_EXPIRES)
        async with self._session.get(_exact(url)) as reply:
            reply.raise_for_status()
            async for chunk in reply.content.iter_chunked(_CHUNK):
                digest.update(chunk)
                size += len(chunk)
            kind = reply.headers.get("Content-Type", "")
        times = before.times + 1 if before else 1
        self._objects[key] = StoredObject(key, size, digest.hexdigest(), kind, time.time(), times)
        self._marks[key] = mark

    async def _get(self, key: str, query: Mapping[str, str]) -> bytes:
        url = presign_url(self._place, "GET", key, now=time.time(), expires=_EXPIRES, query=query)
        async with self._session.get(_exact(url)) as reply:
            reply.raise_for_status()
            return await reply.read()


def _exact(url: str) -> URL:
    """*url* as it is: quoting it anew would break its signature."""
    return URL(url, encoded=True)
