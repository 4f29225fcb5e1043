"""Tela in small: ask for an upload URL with a pinned date, then PUT the file. Its page is the specification."""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from typing import ClassVar

from aiohttp import web

from app.practice.records import Received
from app.practice.sigv4 import presign_url
from app.practice.vendor import Behind, Route, Vendor, fault_of, is_json, json_object, life_of_url
from app.practice.world import World, iso

_EXPIRES = 900
_DATE_HEADER = "x-compatibility-date"
_ERRORS: Mapping[int, tuple[str, str]] = MappingProxyType(
    {
        400: ("BAD_REQUEST", "Bad request - Invalid parameters"),
        401: ("UNAUTHORIZED", "Unauthorized - Invalid or missing bearer token"),
        402: ("PAYMENT_REQUIRED", "The monthly limit of this workspace is reached"),
        403: ("FORBIDDEN", "You do not have access to this resource"),
        404: ("NOT_FOUND", "Resource not found"),
        405: ("METHOD_NOT_ALLOWED", "Method not allowed"),
        415: ("UNSUPPORTED_MEDIA_TYPE", "Content-Type must be application/json"),
        429: ("TOO_MANY_REQUESTS", "Too many requests"),
    }
)


@dataclass(frozen=True, slots=True)
class _File:
    """A file that was announced; *created*: seconds since the epoch."""

    id: str
    key: str
    name: str
    created: float


class Tela(Vendor):
    """``POST /v3/files``, ``GET /v3/files/{id}`` and, to test a key, ``GET /prompt``."""

    id: ClassVar[str] = "tela"
    storage_steps: ClassVar[frozenset[str]] = frozenset({"send"})

    def __init__(self, world: World, behind: Behind) -> None:
        super().__init__(world, behind)
        self._files: dict[str, _File] = {}

    def routes(self) -> Sequence[Route]:
        """The calls of the page, and the list of canvases."""
        return (
            Route("ask", "POST", "/v3/files", self._ask),
            Route("look", "GET", "/v3/files/{id}", self._look),
            Route("prompt", "GET", "/prompt", self._prompt),
        )

    def problem(self, status: int, words: str = "", headers: Mapping[str, str] | None = None) -> web.Response:
        """``{code, message, status, name}``."""
        code, usual = _ERRORS.get(status, ("INTERNAL_SERVER_ERROR", "Something went wrong"))
        body = {"code": code, "message": words or usual, "status": status, "name": "Error"}
        return web.json_response(body, status=status, headers=headers)

    def check_key(self, request: web.Request) -> None:
        """The bearer key first, then the date that pins the API's behaviour."""
        if not self.has_key(request):
            raise self.refusal(401)
        given = request.headers.get(_DATE_HEADER, "")
        try:
            well_formed = date.fromisoformat(given).isoformat() == given
        except ValueError:
            well_formed = False
        if not well_formed:
            raise self.refusal(400, f"The header {_DATE_HEADER} is required, as YYYY-MM-DD")

    def received(self) -> list[Received]:
        """What was PUT to the URLs that were handed out."""
        objects = self.behind.objects.snapshot()
        return [
            Received(
                name=file.name,
                size=stored.size,
                sha256=stored.sha256,
                id=file.id,
                fields=(("fileName", file.name),),
                content_type=stored.content_type,
                when=stored.when,
                times=stored.times,
            )
            for file in self._files.values()
            if (stored := objects.get(file.key)) is not None
        ]

    def reset(self) -> None:
        """Forget every file."""
        self._files.clear()

    def make_key(self) -> str:
        """A UUID, one of the two looks the page names."""
        return str(uuid.uuid4())

    async def _ask(self, request: web.Request) -> web.StreamResponse:
        if not is_json(request):
            raise self.refusal(415)
        try:
            name = (await json_object(request)).get("fileName")
        except ValueError as error:
            raise self.refusal(400, str(error)) from None
        if not isinstance(name, str):
            raise self.refusal(400, "fileName is required, as a string")
        file_id = str(uuid.uuid4())
        file = _File(file_id, f"tela/{file_id}", name, self.world.now())
        self._files[file_id] = file
        late = _EXPIRES + 60 if fault_of(request, "expired_url") else 0
        typed = fault_of(request, "sign_content_type")
        url = presign_url(
            self.behind.place,
            "PUT",
            file.key,
            now=self.world.now() - late,
            expires=life_of_url(request, _EXPIRES),
            content_type=typed.word("content_type", "text/csv") if typed else None,
        )
        return web.json_response({"id": file_id, "uploadUrl": url})

    async def _look(self, request: web.Request) -> web.StreamResponse:
        file = self._files.get(request.match_info["id"])
        if file is None:
            raise self.refusal(404)
        await self.behind.objects.refresh()
        stored = self.behind.objects.snapshot().get(file.key)
        # The page shows this call without its reply's shape: these names are this practice vendor's own.
        return web.json_response(
            {
                "id": file.id,
                "fileName": file.name,
                "status": "uploaded" if stored else "pending",
                "size": stored.size if stored else None,
                "contentType": stored.content_type if stored else None,
                "createdAt": iso(file.created),
            }
        )

    async def _prompt(self, _request: web.Request) -> web.StreamResponse:
        return web.json_response([])
