"""deepset in small: sessions, POST policies, ingestion. Its page is the specification."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import secrets
import uuid
from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import ClassVar

from aiohttp import web

from app.practice.deepset_bodies import Problem, listing, problems_of_query, problems_of_session, refused
from app.practice.ingestion import Session
from app.practice.records import Received
from app.practice.sigv4 import StoragePlace, presign_post
from app.practice.vendor import Behind, Refusal, Route, Vendor, fault_of, is_json, json_object
from app.practice.world import World, iso

WORKSPACES = ("default", "contracts", "Legal & Compliance")
ORGANISATION = "7a3749f5-448a-475f-8d94-b87872a0342d"
MAX_OPEN = 10
MAX_FILE = 200 * 1024 * 1024
_DAY = 86_400
_DOCS = "https://docs.cloud.deepset.ai/docs/upload-files"
_WORDS: Mapping[int, str] = MappingProxyType(
    {
        401: "Invalid token.",
        402: (
            "You can't upload to this workspace through upload sessions on a free plan. "
            "To use this feature, upgrade to a paid plan."
        ),
        403: "Not authenticated",
        404: "Not Found",
        405: "Method Not Allowed",
        406: "You have reached the maximum number of upload sessions allowed per user.",
        409: "The session is already closed.",
        413: "The file is too large.",
        429: "Too many requests.",
    }
)


class Deepset(Vendor):
    """Workspaces and upload sessions below ``/api/v1``."""

    id: ClassVar[str] = "deepset"
    storage_steps: ClassVar[frozenset[str]] = frozenset({"send", "send_meta"})

    def __init__(self, world: World, behind: Behind) -> None:
        super().__init__(world, behind)
        self._sessions: dict[str, Session] = {}
        self._names: dict[str, set[str]] = {}
        self._workspaces = {name: str(uuid.uuid5(uuid.NAMESPACE_URL, name)) for name in WORKSPACES}

    def routes(self) -> Sequence[Route]:
        """The session calls, the list of workspaces, and the health check that needs no key."""
        base = "/api/v1/workspaces"
        sessions = f"{base}/{{workspace}}/upload_sessions"
        return (
            Route("workspaces", "GET", base, self._list_workspaces),
            Route("open", "POST", sessions, self._open_session),
            Route("sessions", "GET", sessions, self._list_sessions),
            Route("close", "PUT", f"{sessions}/{{id}}", self._close),
            Route("watch", "GET", f"{sessions}/{{id}}", self._watch),
            Route("health", "GET", "/health", self._health, open=True),
        )

    def problem(self, status: int, words: str = "", headers: Mapping[str, str] | None = None) -> web.Response:
        """FastAPI's ``{"detail": …}``; a list of single problems for 422."""
        detail: object = words or _WORDS.get(status, "Internal Server Error")
        if status == 422:
            detail = [{"loc": ["body"], "msg": words or "Invalid input", "type": "value_error"}]
        return web.json_response({"detail": detail}, status=status, headers=headers)

    def check_key(self, request: web.Request) -> None:
        """No bearer key is a 403, a bad one a 401."""
        if not request.headers.get("Authorization", "").startswith("Bearer "):
            raise self.refusal(403)
        if not self.has_key(request):
            raise self.refusal(401)

    def received(self) -> list[Received]:
        """Every object of every session, meta files included."""
        sessions = {session.prefix: session for session in self._sessions.values()}
        found = []
        for key, stored in self.behind.objects.snapshot().items():
            prefix = key[: key.rfind("/") + 1]
            session = sessions.get(prefix)
            if session is None:
                continue
            found.append(
                Received(
                    name=key.removeprefix(prefix),
                    size=stored.size,
                    sha256=stored.sha256,
                    content_type=stored.content_type,
                    meta={"workspace": session.workspace, "write_mode": session.write_mode},
                    when=stored.when,
                    session=session.id,
                    times=stored.times,
                    late=session.closed_at is not None and key not in session.taken,
                )
            )
        return found

    def reset(self) -> None:
        """Forget every session."""
        self._sessions.clear()
        self._names.clear()

    def make_key(self) -> str:
        """A JWT, as the platform hands out."""
        parts = ({"alg": "HS256", "typ": "JWT"}, {"sub": str(uuid.uuid4()), "aud": "CLOUD"})
        head = ".".join(_b64(json.dumps(part).encode()) for part in parts)
        return f"{head}.{_b64(hmac.digest(secrets.token_bytes(32), head.encode(), hashlib.sha256))}"

    async def _health(self, _request: web.Request) -> web.StreamResponse:
        return web.json_response({"status": "ok"})

    async def _list_workspaces(self, _request: web.Request) -> web.StreamResponse:
        return web.json_response(
            [
                {"name": name, "workspace_id": ident, "languages": {}, "default_idle_timeout_in_seconds": 43_200}
                for name, ident in self._workspaces.items()
            ]
        )

    async def _open_session(self, request: web.Request) -> web.StreamResponse:
        workspace = self._workspace(request)
        body = await self._body(request)
        _refuse(problems_of_session(body))
        await self._expire()
        if sum(session.closed_at is None for session in self._sessions.values()) >= MAX_OPEN:
            raise self.refusal(406)
        seconds = body.get("expires_in_seconds")
        lifetime = seconds if isinstance(seconds, int) else _DAY
        now, ident = self.world.now(), str(uuid.uuid4())
        prefix = f"{ORGANISATION}/{self._workspaces[workspace]}/upload_sessions/{ident}/"
        mode = str(body.get("write_mode", "KEEP"))
        session = Session(ident, workspace, prefix, mode, now, now + lifetime)
        self._sessions[ident] = session
        reply = {
            "session_id": ident,
            "documentation_url": _DOCS,
            "expires_at": iso(session.expires),
            "aws_prefixed_request_config": self._form(request, session, lifetime),
        }
        return web.json_response(reply, status=201)

    def _form(self, request: web.Request, session: Session, lifetime: int) -> Mapping[str, object]:
        late = lifetime + 60 if fault_of(request, "expired_url") else 0
        key = session.prefix if fault_of(request, "slash_key") else f"{session.prefix}${{filename}}"
        place = self.behind.place
        url, fields = presign_post(
            place,
            key,
            [["starts-with", "$key", session.prefix], ["content-length-range", 0, MAX_FILE]],
            now=self.world.now() - late,
            expires=lifetime,
            token=place.token if isinstance(place, StoragePlace) else "",
        )
        return {"url": url, "fields": fields}

    async def _close(self, request: web.Request) -> web.StreamResponse:
        session = await self._found(request)
        body = await self._body(request)
        if body.get("status") != "CLOSED":
            _refuse([Problem(("body", "status"), "Input should be 'CLOSED'", "enum", body.get("status"))])
        if session.closed_at is not None:
            raise self.refusal(409)
        ending = fault_of(request, "outcome")
        session.force_failed = int(ending.number("failed", 1)) if ending else 0
        await session.close(self.behind.objects, self._taken_names(session), self.world.now())
        return web.Response(status=204)

    async def _watch(self, request: web.Request) -> web.StreamResponse:
        session = await self._found(request)
        failed, finished = session.counts(self.world.now(), self.world.scale)
        return web.json_response(
            {
                "session_id": session.id,
                "expires_at": iso(session.expires),
                "documentation_url": _DOCS,
                "ingestion_status": {"failed_files": failed, "finished_files": finished},
            }
        )

    async def _list_sessions(self, request: web.Request) -> web.StreamResponse:
        workspace = self._workspace(request)
        _refuse(problems_of_query(request.query))
        await self._expire()
        mine = [s for s in self._sessions.values() if s.workspace == workspace]
        return web.json_response(listing(list(reversed(mine)), request.query))

    async def _body(self, request: web.Request) -> Mapping[str, object]:
        words = "Input should be a valid dictionary or object to extract fields from"
        if is_json(request):
            try:
                return await json_object(request)
            except ValueError as error:
                words = str(error)
        raise Refusal(refused([Problem(("body",), words, "model_attributes_type")]))

    def _workspace(self, request: web.Request) -> str:
        name = request.match_info["workspace"]
        if name not in self._workspaces:
            raise self.refusal(404, f"Workspace '{name}' not found.")
        return name

    async def _found(self, request: web.Request) -> Session:
        workspace = self._workspace(request)
        await self._expire()
        session = self._sessions.get(request.match_info["id"])
        if session is None or session.workspace != workspace:
            raise self.refusal(404, "Session not found.")
        return session

    async def _expire(self) -> None:
        """Sessions close by themselves when their time is over."""
        for session in self._sessions.values():
            if session.closed_at is None and self.world.now() >= session.expires:
                session.expired = True
                await session.close(self.behind.objects, self._taken_names(session), session.expires)

    def _taken_names(self, session: Session) -> set[str]:
        return self._names.setdefault(session.workspace, set())


def _refuse(problems: Sequence[Problem]) -> None:
    if problems:
        raise Refusal(refused(problems))


def _b64(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).decode().rstrip("=")
