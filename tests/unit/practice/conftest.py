"""A running practice with a clock of its own, and a client that speaks to each vendor as its page says."""

from __future__ import annotations

import io
from collections.abc import AsyncIterator, Mapping
from pathlib import Path
from typing import Any

import httpx
import pytest

from app.practice.server import Practice

SAMPLES = Path(__file__).parents[3] / "resources" / "samples"


class Clock:
    """Seconds since the epoch, moved by hand."""

    def __init__(self) -> None:
        self.time = 1_790_000_000.0

    def __call__(self) -> float:
        return self.time


class Caller:
    """One good request per vendor's call; each part can be replaced."""

    def __init__(self, practice: Practice, web: httpx.AsyncClient) -> None:
        self.practice = practice
        self.web = web

    def url(self, provider: str, path: str) -> str:
        return self.practice.servers[provider] + path

    def auth(self, provider: str, scheme: str = "Bearer") -> dict[str, str]:
        return {"Authorization": f"{scheme} {self.practice.keys[provider]}"}

    async def sela(self, source: Any = "crm_export", filename: Any = "may-leads.csv", **more: Any) -> httpx.Response:
        body = {"json": {"source": source, "filename": filename}} | more
        body.setdefault("headers", self.auth("sela", "Token"))
        return await self.web.post(self.url("sela", "/api/ingestion/upload/"), **body)

    async def signed(self) -> str:
        return str((await self.sela()).json()["signed_url"])

    def tela_headers(self) -> dict[str, str]:
        return {**self.auth("tela"), "x-compatibility-date": "2025-07-23"}

    async def tela(self, **more: Any) -> httpx.Response:
        body = {"json": {"fileName": "test.txt"}, "headers": self.tela_headers()} | more
        return await self.web.post(self.url("tela", "/v3/files"), **body)

    async def sendai(self, project: str = "proj_123456", **more: Any) -> httpx.Response:
        body: dict[str, Any] = {
            "data": {"name": "Important Document", "projectId": project},
            "files": [("file", ("document.pdf", b"%PDF-1.4", "application/pdf"))],
            "headers": self.auth("sendai"),
        } | more
        return await self.web.post(self.url("sendai", f"/v2/team_123456/project/{project}/upload"), **body)

    async def open(self, workspace: str = "default", **more: Any) -> httpx.Response:
        body = {"json": {}, "headers": self.auth("deepset")} | more
        return await self.web.post(self.url("deepset", f"/api/v1/workspaces/{workspace}/upload_sessions"), **body)

    async def form(self, config: Mapping[str, Any], name: str, content: bytes = b"text") -> httpx.Response:
        fields = config["aws_prefixed_request_config"]
        files = {"file": (name, content, "text/plain")}
        return await self.web.post(fields["url"], data=fields["fields"], files=files)

    async def close(self, session: str, workspace: str = "default", **more: Any) -> httpx.Response:
        body = {"json": {"status": "CLOSED"}, "headers": self.auth("deepset")} | more
        path = f"/api/v1/workspaces/{workspace}/upload_sessions/{session}"
        return await self.web.put(self.url("deepset", path), **body)

    async def get(self, provider: str, path: str) -> httpx.Response:
        return await self.web.get(self.url(provider, path), headers=self.auth(provider))

    async def dial(self, content: bytes | None = None, **more: Any) -> httpx.Response:
        data = (SAMPLES / "leads.csv").read_bytes() if content is None else content
        body: dict[str, Any] = {
            "data": {"phone_column": "mobile"},
            "files": {"file": ("leads.csv", io.BytesIO(data), "text/csv")},
            "headers": self.auth("optimaldial"),
        } | more
        return await self.web.post(self.url("optimaldial", "/api/v1/uploads"), **body)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
async def practice(clock: Clock) -> AsyncIterator[Practice]:
    running = await Practice.start(clock=clock)
    yield running
    await running.stop()


@pytest.fixture
async def web() -> AsyncIterator[httpx.AsyncClient]:
    async with httpx.AsyncClient(timeout=20, trust_env=False) as client:
        yield client


@pytest.fixture
def caller(practice: Practice, web: httpx.AsyncClient) -> Caller:
    return Caller(practice, web)


@pytest.fixture
def samples() -> Path:
    return SAMPLES
