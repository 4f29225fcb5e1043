"""OptimalDial in small: a CSV with phone numbers that costs credits at once. Its page is the specification."""

from __future__ import annotations

import asyncio
import secrets
import uuid
from collections.abc import Mapping, Sequence
from typing import ClassVar

from aiohttp import web

from app.practice.credits import Account, WriteLimit
from app.practice.dial_uploads import ERRORS, DialUpload, page_of
from app.practice.parts import FilePart, Form, FormError, FormLimits, is_multipart, read_form
from app.practice.phones import CallList, ListError, read_list
from app.practice.records import Received
from app.practice.sigv4 import presign_url
from app.practice.vendor import Behind, Refusal, Route, Vendor, fault_of
from app.practice.world import World

MAX_FILE = 100 * 1024 * 1024
FEWEST = 100
_LINK_SECONDS = 3600
_YES_NO = {"true": True, "1": True, "false": False, "0": False}


class OptimalDial(Vendor):
    """The uploads API: create, list, look, cancel, download."""

    id: ClassVar[str] = "optimaldial"
    storage_steps: ClassVar[frozenset[str]] = frozenset({"fetch"})

    def __init__(self, world: World, behind: Behind) -> None:
        super().__init__(world, behind)
        self.account = Account()
        self._writes = WriteLimit(world.now)
        self._uploads: dict[str, DialUpload] = {}
        self._files: dict[str, FilePart] = {}

    def routes(self) -> Sequence[Route]:
        """The calls of the uploads pages."""
        base = "/api/v1/uploads"
        return (
            Route("upload", "POST", base, self._create),
            Route("list", "GET", base, self._list),
            Route("look", "GET", f"{base}/{{id}}", self._look),
            Route("cancel", "DELETE", f"{base}/{{id}}", self._cancel),
            Route("download", "GET", f"{base}/{{id}}/download/{{kind}}", self._download),
        )

    def problem(self, status: int, words: str = "", headers: Mapping[str, str] | None = None) -> web.Response:
        """``{"detail": "text"}``, for 429 ``{"detail": {…}}``."""
        all_headers = dict(headers or {})
        detail: object = words or ERRORS.get(status, "Internal server error.")
        if status == 401:
            all_headers.setdefault("WWW-Authenticate", "Bearer")
        if status == 429:
            all_headers.setdefault("Retry-After", "1")
            detail = self._writes.detail(all_headers["Retry-After"])
        return web.json_response({"detail": detail}, status=status, headers=all_headers)

    def check_key(self, request: web.Request) -> None:
        """The bearer key; writing calls also count against its limit per minute."""
        if not self.has_key(request):
            raise self.refusal(401)
        if request.method in ("POST", "DELETE"):
            wait = self._writes.take(request.headers["Authorization"])
            if wait:
                raise self.refusal(429, headers={"Retry-After": str(wait)})

    def received(self) -> list[Received]:
        """Every list that was taken, cancelled ones included."""
        return [
            Received(
                name=upload.name,
                size=upload.size,
                sha256=self._files[upload.id].blob.sha256,
                id=upload.id,
                fields=upload.fields,
                content_type=self._files[upload.id].content_type,
                when=upload.created,
            )
            for upload in self._uploads.values()
        ]

    def reset(self) -> None:
        """Forget every upload and every charge."""
        self._uploads.clear()
        self._files.clear()
        self._writes.clear()
        self.account.reset()

    def make_key(self) -> str:
        """``od_live_`` and 32 URL-safe characters."""
        return f"od_live_{secrets.token_urlsafe(24)}"

    async def _create(self, request: web.Request) -> web.StreamResponse:
        if not is_multipart(request):
            raise self.refusal(415)
        folder = self.world.keep / self.id if self.world.keep else None
        try:
            form = await read_form(request, FormLimits(MAX_FILE, 1, in_memory=MAX_FILE), folder)
        except FormError as error:
            raise self.refusal(413 if error.too_large else 400, "" if error.too_large else error.words) from None
        try:
            return await self._take(request, form)
        except Refusal:
            form.discard()
            raise

    async def _take(self, request: web.Request, form: Form) -> web.Response:
        part, column, skip = self._checked(form)
        try:
            # Up to 100 MB of CSV: not on the loop, which may be the window's.
            numbers = await asyncio.to_thread(read_list, part.blob.read(), column)
        except ListError as error:
            raise self.refusal(400, error.words) from None
        self._charge(numbers)
        upload = self._new(request, form, part, numbers, skip)
        await self._store(upload, part, numbers)
        # The page: "Upload created, credits charged, ready for processing", however fast the work is.
        return web.json_response(upload.as_json(upload.created, scale=1.0))

    def _checked(self, form: Form) -> tuple[FilePart, str, bool]:
        if [part.field for part in form.files] != ["file"]:
            raise self.refusal(400, "Field 'file' is required, once, with a file name.")
        for name in ("phone_column", "skip_mobile_lookup", "filename_override"):
            if len(form.all(name)) > 1:
                raise self.refusal(400, f"Field '{name}' may be given once.")
        column = "".join(form.all("phone_column"))
        if not column:
            raise self.refusal(400, "Field 'phone_column' is required.")
        skip = _YES_NO.get((form.all("skip_mobile_lookup") or ["false"])[0].lower())
        if skip is None:
            raise self.refusal(422, "Field 'skip_mobile_lookup' must be true or false.")
        return form.files[0], column, skip

    def _charge(self, numbers: CallList) -> None:
        if numbers.valid < FEWEST:
            words = f"At least {FEWEST} valid US/Canadian phone numbers are required; found {numbers.valid}."
            raise self.refusal(422, words)
        if not self.account.charge(numbers.valid):
            words = f"Not enough credits: {numbers.valid} required, {self.account.balance} available."
            raise self.refusal(402, words)

    def _new(self, request: web.Request, form: Form, part: FilePart, numbers: CallList, skip: bool) -> DialUpload:
        ending = fault_of(request, "outcome")
        upload = DialUpload(
            id=str(uuid.uuid4()),
            name=(form.all("filename_override") or [part.name])[0] or part.name,
            size=part.blob.size,
            valid=numbers.valid,
            invalid=numbers.invalid,
            skip_mobile_lookup=skip,
            fields=tuple(form.fields),
            created=self.world.now(),
            ends_as=ending.word("becomes", "failed") if ending else "completed",
            error_message=ending.word("error_message", "The list could not be processed.") if ending else "",
        )
        self._uploads[upload.id] = upload
        self._files[upload.id] = part
        return upload

    async def _store(self, upload: DialUpload, part: FilePart, numbers: CallList) -> None:
        put = self.behind.objects.put
        await put(upload.key("original"), part.blob.read(), "text/csv")
        await put(upload.key("processed"), numbers.processed, "text/csv")
        await put(upload.key("processed-filtered"), numbers.filtered, "text/csv")

    async def _list(self, request: web.Request) -> web.StreamResponse:
        newest_first = list(reversed(self._uploads.values()))
        try:
            page, cursor = page_of(newest_first, request.query.get("limit", "50"), request.query.get("cursor"))
        except ValueError as error:
            raise self.refusal(422, str(error)) from None
        now, scale = self.world.now(), self.world.scale
        data = [upload.as_json(now, scale) for upload in page]
        return web.json_response({"data": data, "next_cursor": cursor})

    async def _look(self, request: web.Request) -> web.StreamResponse:
        return web.json_response(self._found(request).as_json(self.world.now(), self.world.scale))

    async def _cancel(self, request: web.Request) -> web.StreamResponse:
        upload = self._found(request)
        status = upload.status(self.world.now(), self.world.scale)
        if status != "ready_for_processing":
            raise self.refusal(409, f"This upload can no longer be cancelled: it is {status}.")
        upload.cancelled_at = self.world.now()
        self.account.refund(upload.valid)
        return web.json_response({"status": "cancelled", "credits_refunded": upload.valid})

    async def _download(self, request: web.Request) -> web.StreamResponse:
        upload, kind = self._found(request), request.match_info["kind"]
        if kind not in ("original", "processed", "processed-filtered"):
            raise self.refusal(404)
        status = upload.status(self.world.now(), self.world.scale)
        if kind != "original" and status != "completed":
            raise self.refusal(409, f"There is nothing to download yet: this upload is {status}.")
        now = self.world.now() - (_LINK_SECONDS + 60 if fault_of(request, "expired_url") else 0)
        url = presign_url(self.behind.place, "GET", upload.key(kind), now=now, expires=_LINK_SECONDS)
        return web.json_response({"download_url": url, "expires_at": now + _LINK_SECONDS})

    def _found(self, request: web.Request) -> DialUpload:
        upload = self._uploads.get(request.match_info["id"])
        if upload is None:
            raise self.refusal(404)
        return upload
