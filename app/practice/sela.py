"""Sela in small: ask for a signed URL, then PUT the CSV there. Its page is the specification."""

from __future__ import annotations

import re
import secrets
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import ClassVar

from aiohttp import web

from app.practice.records import Received
from app.practice.sigv4 import presign_url
from app.practice.vendor import Behind, Refusal, Route, Vendor, fault_of, is_json, json_object, life_of_url
from app.practice.world import World

UNKNOWN_SOURCE = "unknown_source"
"""The one well-formed source that Sela "has not set up"."""

_EXPIRES = 3600
_SOURCE = re.compile(r"[a-zA-Z0-9_\-]+")
_FILENAME = re.compile(r"[a-zA-Z0-9][a-zA-Z0-9_\-. ]*")
_FORMS = ("application/x-www-form-urlencoded", "multipart/form-data")
_WORDS: Mapping[int, str] = MappingProxyType(
    {
        400: "Invalid source or filename.",
        401: "Invalid token.",
        403: "You do not have permission to perform this action.",
        404: "Not found.",
        429: "Request was throttled.",
        500: "Internal server error while creating upload URL.",
        503: "Upload service is temporarily unavailable.",
    }
)


@dataclass(frozen=True, slots=True)
class _Ask:
    """What an address was given out for."""

    key: str
    source: str
    filename: str


class Sela(Vendor):
    """``POST /api/ingestion/upload/``, in the manners of Django REST Framework."""

    id: ClassVar[str] = "sela"
    scheme: ClassVar[str] = "Token"
    storage_steps: ClassVar[frozenset[str]] = frozenset({"send"})

    def __init__(self, world: World, behind: Behind) -> None:
        super().__init__(world, behind)
        self._asks: dict[str, _Ask] = {}

    def routes(self) -> Sequence[Route]:
        """The upload call and the list of leads; trailing slashes are part of the paths."""
        return (
            Route("ask", "POST", "/api/ingestion/upload/", self._ask),
            Route("leads", "GET", "/api/leads/", self._leads),
        )

    def problem(self, status: int, words: str = "", headers: Mapping[str, str] | None = None) -> web.Response:
        """``{"detail": …}``."""
        more = {"WWW-Authenticate": "Token"} if status == 401 else {}
        detail = words or _WORDS.get(status, "A server error occurred.")
        return web.json_response({"detail": detail}, status=status, headers={**more, **(headers or {})})

    def check_key(self, request: web.Request) -> None:
        """``Authorization: Token <key>``; any other scheme counts as none given."""
        given = request.headers.get("Authorization", "")
        if not given.startswith("Token "):
            raise self.refusal(401, "Authentication credentials were not provided.")
        if not self.has_key(request):
            raise self.refusal(401)

    def received(self) -> list[Received]:
        """What was PUT to the URLs that were handed out."""
        objects = self.behind.objects.snapshot()
        return [
            Received(
                name=ask.filename,
                size=stored.size,
                sha256=stored.sha256,
                fields=(("source", ask.source), ("filename", ask.filename)),
                content_type=stored.content_type,
                meta={"source": ask.source},
                when=stored.when,
                times=stored.times,
            )
            for ask in self._asks.values()
            if (stored := objects.get(ask.key)) is not None
        ]

    def reset(self) -> None:
        """Forget what was asked for."""
        self._asks.clear()

    def make_key(self) -> str:
        """Forty hex digits, as the framework makes its tokens."""
        return secrets.token_hex(20)

    async def _ask(self, request: web.Request) -> web.StreamResponse:
        values = await self._values(request)
        problems = _problems(values)
        if problems:
            raise Refusal(web.json_response(problems, status=400))
        ask = _Ask(f"sela/{uuid.uuid4()}/{values['filename']}", str(values["source"]), str(values["filename"]))
        self._asks[ask.key] = ask
        late = _EXPIRES + 60 if fault_of(request, "expired_url") else 0
        typed = fault_of(request, "sign_content_type")
        url = presign_url(
            self.behind.place,
            "PUT",
            ask.key,
            now=self.world.now() - late,
            expires=life_of_url(request, _EXPIRES),
            content_type=typed.word("content_type", "text/csv") if typed else None,
        )
        return web.json_response({"signed_url": url})

    async def _values(self, request: web.Request) -> Mapping[str, object]:
        if is_json(request):
            try:
                return await json_object(request)
            except ValueError as error:
                raise self.refusal(400, str(error)) from None
        if request.content_type in _FORMS:
            return dict(await request.post())
        raise self.refusal(415, f'Unsupported media type "{request.content_type}" in request.')

    async def _leads(self, _request: web.Request) -> web.StreamResponse:
        return web.json_response({"count": 0, "next": None, "previous": None, "results": []})


def _problems(values: Mapping[str, object]) -> dict[str, list[str]]:
    found = {
        "source": _problem(values, "source", 50, _SOURCE),
        "filename": _problem(values, "filename", 255, _FILENAME),
    }
    if not found["source"] and values["source"] == UNKNOWN_SOURCE:
        found["source"] = "No file ingestion source is set up under this name."
    return {name: [words] for name, words in found.items() if words}


def _problem(values: Mapping[str, object], name: str, longest: int, pattern: re.Pattern[str]) -> str:
    if name not in values:
        return "This field is required."
    value = values[name]
    if value is None:
        return "This field may not be null."
    if not isinstance(value, str):
        return "Not a valid string."
    if not value:
        return "This field may not be blank."
    if len(value) > longest:
        return f"Ensure this field has no more than {longest} characters."
    return "" if pattern.fullmatch(value) else "This value does not match the required pattern."
