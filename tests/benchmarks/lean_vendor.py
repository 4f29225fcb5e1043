"""A vendor as lean as can be, for benchmarks: deepset's session calls and a storage that takes presigned POSTs.

``python tests/benchmarks/lean_vendor.py [--latency S]`` prints its address as JSON and serves until it is ended.
It parses no more than it must, so that it measures the client: each reply waits for *latency* seconds, each file
is counted with its bytes and a checksum over names and contents, and ``GET /counts`` tells what has arrived, when
the session was opened and when it was closed (seconds of the system-wide monotonic clock).
"""

from __future__ import annotations

import argparse
import asyncio
import base64
import json
import time
import uuid
import zlib
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

_SESSIONS = "/api/v1/workspaces/default/upload_sessions"
_PREFIX = "7a3749f5-448a-475f-8d94-b87872a0342d/uploads/"


@dataclass
class Counts:
    """What has arrived since the last session was opened."""

    files: int = 0
    bytes: int = 0
    checksum: int = 0
    names: set[bytes] = field(default_factory=set)
    opened: float = 0.0
    closed: float = 0.0

    def told(self) -> dict[str, object]:
        return {
            "files": self.files,
            "names": len(self.names),
            "bytes": self.bytes,
            "checksum": self.checksum,
            "opened": self.opened,
            "closed": self.closed,
        }


class Vendor:
    """Answers requests."""

    def __init__(self, latency: float) -> None:
        self.latency = latency
        self.address = ""
        self.counts = Counts()

    def answer(self, method: bytes, path: str, head: bytes, body: bytes) -> bytes:
        if path == "/storage":
            return self._take(body)
        if path == _SESSIONS and method == b"POST":
            self.counts = Counts(opened=time.monotonic())
            return _json(201, self._session())
        if path.startswith(_SESSIONS) and method == b"PUT":
            self.counts.closed = time.monotonic()
            return b"HTTP/1.1 204 No Content\r\n\r\n"
        if path.startswith(_SESSIONS):
            finished = {"failed_files": 0, "finished_files": self.counts.files}
            return _json(200, {**self._session(), "ingestion_status": finished})
        if path == "/api/v1/workspaces":
            return _json(200, [{"name": "default"}])
        if path == "/counts":
            return _json(200, self.counts.told())
        return _json(404, {"detail": "Not Found"})

    def _take(self, body: bytes) -> bytes:
        """The file is the last part of the form."""
        boundary = body[: body.index(b"\r\n")]
        part = body.rindex(boundary, 0, len(body) - len(boundary) - 6)
        start = body.index(b"\r\n\r\n", part) + 4
        content = body[start : len(body) - len(boundary) - 6]
        name = body[part:start].partition(b'filename="')[2].partition(b'"')[0]
        counts = self.counts
        counts.files += 1
        counts.names.add(name)
        counts.bytes += len(content)
        counts.checksum ^= zlib.crc32(content, zlib.crc32(name))
        return b"HTTP/1.1 204 No Content\r\nx-amz-request-id: 0A49CE4060975EAC\r\n\r\n"

    def _session(self) -> dict[str, object]:
        ends = (datetime.now(UTC) + timedelta(days=1)).isoformat(timespec="microseconds")
        policy = {
            "expiration": ends[:19] + "Z",
            "conditions": [
                {"bucket": "uploads"},
                ["starts-with", "$key", _PREFIX],
                ["content-length-range", 0, 209715200],
            ],
        }
        fields = {
            "key": _PREFIX + "${filename}",
            "x-amz-algorithm": "AWS4-HMAC-SHA256",
            "x-amz-credential": "AKIAIOSFODNN7EXAMPLE/20261121/eu-central-1/s3/aws4_request",
            "x-amz-date": datetime.now(UTC).strftime("%Y%m%dT%H%M%SZ"),
            "x-amz-security-token": "token" * 150,
            "policy": base64.b64encode(json.dumps(policy).encode()).decode(),
            "x-amz-signature": "4f" * 32,
        }
        return {
            "session_id": str(uuid.uuid4()),
            "documentation_url": "https://docs.cloud.deepset.ai",
            "expires_at": ends,
            "aws_prefixed_request_config": {"url": f"{self.address}/storage", "fields": fields},
        }


class Connection(asyncio.Protocol):
    """One connection, one request at a time."""

    def __init__(self, vendor: Vendor) -> None:
        self._vendor = vendor
        self._held = b""
        self._head = b""
        self._missing = -1

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport

    def data_received(self, data: bytes) -> None:
        self._held = self._held + data if self._held else data
        if self._missing < 0:
            head, end, rest = self._held.partition(b"\r\n\r\n")
            if not end:
                return
            self._head, self._held = head, rest
            length = head.lower().partition(b"\r\ncontent-length:")[2].partition(b"\r\n")[0]
            self._missing = int(length or 0)
        if len(self._held) < self._missing:
            return
        method, path, _ = self._head.split(b" ", 2)
        reply = self._vendor.answer(method, path.decode().partition("?")[0], self._head, self._held)
        self._held, self._missing = b"", -1
        if self._vendor.latency:
            asyncio.get_running_loop().call_later(self._vendor.latency, self._transport.write, reply)
        else:
            self._transport.write(reply)


def _json(status: int, data: object) -> bytes:
    body = json.dumps(data).encode()
    head = f"HTTP/1.1 {status} OK\r\nContent-Type: application/json\r\nContent-Length: {len(body)}\r\n\r\n"
    return head.encode() + body


async def serve(latency: float) -> None:
    vendor = Vendor(latency)
    server = await asyncio.get_running_loop().create_server(lambda: Connection(vendor), "127.0.0.1", 0, backlog=512)
    vendor.address = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"
    print(json.dumps({"address": vendor.address}), flush=True)
    await server.serve_forever()


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("--latency", type=float, default=0.0)
    asyncio.run(serve(parser.parse_args().latency))
