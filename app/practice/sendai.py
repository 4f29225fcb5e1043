"""Send.ai in small: one multipart POST with one or many files, then its status. Its page is the specification."""

from __future__ import annotations

import json
import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath
from types import MappingProxyType
from typing import ClassVar

from aiohttp import web

from app.practice.parts import FilePart, Form, FormError, FormLimits, is_multipart, read_form
from app.practice.records import Received
from app.practice.vendor import Behind, Refusal, Route, Vendor, fault_of
from app.practice.world import World, iso

FORBIDDEN_PROJECT = "proj_forbidden"
"""The one project that no key has access to."""

MAX_FILE = 40 * 1024 * 1024
MAX_FILES = 100
_STEP_SECONDS = 2.0
_ERRORS: Mapping[int, str] = MappingProxyType(
    {
        400: "Bad request, check your request parameters",
        401: "Unauthorized, check your API key",
        403: "Forbidden, you don't have access to this project",
        404: "Upload not found",
        413: "Payload too large, file exceeds size limit",
        429: "Too many requests",
    }
)


@dataclass(frozen=True, slots=True)
class _Upload:
    """What came in, and how its work will end."""

    id: str
    team: str
    project: str
    name: str
    meta: tuple[tuple[str, str], ...]
    fields: tuple[tuple[str, str], ...]
    files: tuple[FilePart, ...]
    created: float
    ends_as: str

    def status(self, now: float, scale: float) -> str:
        """Two steps of work, then the end."""
        age = now - self.created
        if age < _STEP_SECONDS * scale:
            return "PROCESSING"
        return "REVIEWING" if age < 2 * _STEP_SECONDS * scale else self.ends_as


class SendAi(Vendor):
    """``POST`` and ``GET`` below ``/v2/{team_id}/project/{project_id}/upload``."""

    id: ClassVar[str] = "sendai"

    def __init__(self, world: World, behind: Behind) -> None:
        super().__init__(world, behind)
        self._uploads: dict[str, _Upload] = {}

    def routes(self) -> Sequence[Route]:
        """The calls of the create page and of the get page."""
        base = "/v2/{team}/project/{project}/upload"
        return (
            Route("upload", "POST", base, self._create),
            Route("look", "GET", f"{base}/{{id}}", self._look),
        )

    def problem(self, status: int, words: str = "", headers: Mapping[str, str] | None = None) -> web.Response:
        """``{"message": …}``: the pages give statuses and words, but no shape."""
        body = {"message": words or _ERRORS.get(status, "Server error, please try again later")}
        return web.json_response(body, status=status, headers=headers)

    def check_key(self, request: web.Request) -> None:
        """The bearer key, then whether it may see the project."""
        if not self.has_key(request):
            raise self.refusal(401)
        if request.match_info.get("project") == FORBIDDEN_PROJECT:
            raise self.refusal(403)

    def received(self) -> list[Received]:
        """Every file of every upload."""
        return [
            Received(
                name=file.name,
                size=file.blob.size,
                sha256=file.blob.sha256,
                id=upload.id,
                fields=upload.fields,
                content_type=file.content_type,
                meta=dict(upload.meta),
                when=upload.created,
            )
            for upload in self._uploads.values()
            for file in upload.files
        ]

    def reset(self) -> None:
        """Forget every upload."""
        self._uploads.clear()

    def make_key(self) -> str:
        """A random key; the pages do not show a real one's look."""
        return secrets.token_urlsafe(32)

    async def _create(self, request: web.Request) -> web.StreamResponse:
        if not is_multipart(request):
            raise self.refusal(400, "The body must be multipart/form-data")
        folder = self.world.keep / self.id if self.world.keep else None
        try:
            form = await read_form(request, FormLimits(MAX_FILE, MAX_FILES), folder)
        except FormError as error:
            raise self.refusal(413 if error.too_large else 400, "" if error.too_large else error.words) from None
        ending = fault_of(request, "outcome")
        try:
            upload = self._checked(request, form, ending.word("becomes", "FAILED") if ending else "COMPLETED")
        except Refusal:
            form.discard()
            raise
        self._uploads[upload.id] = upload
        return web.json_response(_created(upload))

    def _checked(self, request: web.Request, form: Form, ends_as: str) -> _Upload:
        stray = [part.field for part in form.files if part.field != "file"]
        if stray or form.all("file"):
            raise self.refusal(400, "Every file must be in a field called file, with a file name")
        if not form.files:
            raise self.refusal(400, "file is required")
        for name in ("name", "projectId", "meta"):
            if len(form.all(name)) > 1:
                raise self.refusal(400, f"{name} may be given once")
        project = request.match_info["project"]
        if form.all("projectId") != [project]:
            raise self.refusal(400, "projectId is required, and must be the project of the address")
        try:
            meta = _meta(form.all("meta"))
        except ValueError as error:
            raise self.refusal(400, str(error)) from None
        return _Upload(
            id=f"upl_{secrets.token_hex(6)}",
            team=request.match_info["team"],
            project=project,
            name=(form.all("name") or [form.files[0].name])[0],
            meta=meta,
            fields=tuple(form.fields),
            files=tuple(form.files),
            created=self.world.now(),
            ends_as=ends_as,
        )

    async def _look(self, request: web.Request) -> web.StreamResponse:
        upload = self._uploads.get(request.match_info["id"])
        place = (request.match_info["team"], request.match_info["project"])
        if upload is None or (upload.team, upload.project) != place:
            raise self.refusal(404)
        return web.json_response(
            {
                "payload": {
                    "id": upload.id,
                    "name": upload.name,
                    "status": upload.status(self.world.now(), self.world.scale),
                    "files": {f"file_{n}": file.name for n, file in enumerate(upload.files)},
                    "meta": [{"name": name, "value": value} for name, value in upload.meta],
                    "folder_id": None,
                    "created_at": iso(upload.created),
                }
            }
        )


def _created(upload: _Upload) -> dict[str, object]:
    """The create call's flat reply."""
    stamp = iso(upload.created)
    return {
        "id": upload.id,
        "name": upload.name,
        "projectId": upload.project,
        "status": "processing",
        "fileType": PurePosixPath(upload.files[0].name).suffix.lstrip(".").lower(),
        "fileSize": sum(file.blob.size for file in upload.files),
        "createdAt": stamp,
        "updatedAt": stamp,
    }


def _meta(given: Sequence[str]) -> tuple[tuple[str, str], ...]:
    """The pairs of the one ``meta`` field. Raises ValueError with words."""
    if not given:
        return ()
    try:
        pairs = json.loads(given[0])
    except json.JSONDecodeError:
        raise ValueError("meta must be JSON") from None
    if not isinstance(pairs, list):
        raise ValueError("meta must be an array of name, value objects")
    for pair in pairs:
        if not isinstance(pair, dict) or set(pair) != {"name", "value"}:
            raise ValueError("meta must be an array of name, value objects")
        if not all(isinstance(text, str) for text in pair.values()):
            raise ValueError("name and value of meta must be strings")
    return tuple((pair["name"], pair["value"]) for pair in pairs)
