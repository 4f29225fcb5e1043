"""The storage host: takes presigned PUT, GET and POST requests, and believes only their signatures."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import NoReturn
from urllib.parse import unquote

from aiohttp import BodyPartReader, MultipartReader, web

from app.practice import acts
from app.practice.acts import Gone
from app.practice.objects import LocalObjects, Sink
from app.practice.parts import is_multipart
from app.practice.policy import MAX_FIELDS_BYTES, Permission, check_form
from app.practice.s3_errors import S3Error, error_reply, new_request_id
from app.practice.sigv4 import StoragePlace, check_url
from app.practice.visits import VISIT, Visit, attend, plan
from app.practice.world import World

_CHUNK = 1 << 20
_MAX_PUT = 5 << 30
_BOTH = "Only one auth mechanism allowed; only the X-Amz-Algorithm query parameter, Signature query string "
_BOTH += "parameter or the Authorization header should be specified"

Owner = tuple[str, str]
"""Whose object it is, and which call stores or fetches it: a provider's id and a step."""


class StorageHost:
    """An S3-compatible server for one bucket.

    Args:
        owner: names provider and step from the method and the object's key.
    """

    def __init__(
        self, world: World, place: StoragePlace, objects: LocalObjects, owner: Callable[[str, str], Owner]
    ) -> None:
        self._world = world
        self.place = place
        self._objects = objects
        self._owner = owner

    def app(self) -> web.Application:
        """The server's routes."""
        app = web.Application()
        app.router.add_route("*", "/{path:.*}", self._serve)
        return app

    async def _serve(self, request: web.Request) -> web.StreamResponse:
        request[VISIT] = Visit("storage")
        return await attend(self._world, request, self._problem, self._checked)

    async def _checked(self, request: web.Request) -> web.StreamResponse:
        try:
            return await self._answer(request)
        except S3Error as error:
            return error_reply(error, request.path)

    def _problem(self, status: int, words: str, headers: Mapping[str, str]) -> web.Response:
        codes = {403: "AccessDenied", 404: "NoSuchKey", 500: "InternalError", 503: "SlowDown"}
        error = S3Error(codes.get(status, "InvalidRequest"), words)
        error.status = status
        return error_reply(error, "/", headers)

    async def _answer(self, request: web.Request) -> web.StreamResponse:
        bucket, _, raw_key = request.raw_path.partition("?")[0].lstrip("/").partition("/")
        key = unquote(raw_key)
        if request.method == "POST" and not key:
            return await self._post(request, bucket)
        fault = plan(self._world, request, *self._owner(request.method, key))
        if fault and fault.name == "expired_url":
            raise S3Error("AccessDenied", "Request has expired")
        replaced = await acts.before(self._world, request, fault, self._problem)
        if replaced is not None:
            return replaced
        self._check_bucket(request, bucket)
        check_url(self.place, request.method, request.raw_path, request.headers, self._world.now())
        if request.method == "PUT":
            return await self._put(request, key)
        if request.method in ("GET", "HEAD"):
            return self._get(request, key)
        raise S3Error("MethodNotAllowed")

    def _check_bucket(self, request: web.Request, bucket: str) -> None:
        if "Authorization" in request.headers:
            raise S3Error("InvalidArgument", _BOTH, ArgumentName="Authorization", ArgumentValue="(hidden)")
        if bucket != self.place.bucket:
            raise S3Error("NoSuchBucket", BucketName=bucket)

    async def _put(self, request: web.Request, key: str) -> web.Response:
        if "chunked" in request.headers.get("Transfer-Encoding", "").lower():
            raise S3Error("NotImplemented", Header="Transfer-Encoding")
        if request.content_length is None:
            raise S3Error("MissingContentLength")
        if request.content_length > _MAX_PUT:
            raise S3Error("EntityTooLarge")
        claimed = request.headers.get("Content-MD5", "")
        sink = Sink(self._folder(key), key, md5=bool(claimed))
        try:
            while chunk := await request.content.read(_CHUNK):
                sink.write(chunk)
        except BaseException:
            sink.discard()
            raise
        if claimed and claimed != sink.content_md5:
            sink.discard()
            raise S3Error("BadDigest")
        return self._store(key, sink, request.headers.get("Content-Type", ""))

    def _get(self, request: web.Request, key: str) -> web.Response:
        blob = self._objects.blob(key)
        known = self._objects.snapshot().get(key)
        if blob is None or known is None:
            raise S3Error("NoSuchKey", Key=key)
        kind = known.content_type or "binary/octet-stream"
        headers = {"ETag": f'"{known.sha256[:32]}"', "Content-Type": kind}
        disposition = request.query.get("response-content-disposition")
        if disposition:
            headers["Content-Disposition"] = disposition
        return web.Response(body=blob.read(), headers=headers)

    async def _post(self, request: web.Request, bucket: str) -> web.StreamResponse:
        self._check_bucket(request, bucket)
        if request.content_length is None:
            raise S3Error("MissingContentLength")
        if not is_multipart(request):
            raise S3Error("RequestIsNotMultiPartContent")
        try:
            fields, file = await _fields_before_file(await request.multipart())
        except (ValueError, AssertionError):
            raise S3Error("MalformedPOSTRequest", "The body is not well-formed multipart/form-data.") from None
        tail = (file.filename or "").replace("\\", "/").rsplit("/", 1)[-1]
        guessed = fields.get("key", "").replace("${filename}", tail)
        fault = plan(self._world, request, *self._owner("POST", guessed))
        if fault and fault.name == "expired_url":
            raise S3Error("AccessDenied", "Invalid according to Policy: Policy expired.")
        if fault and fault.name == "reset_mid":
            await _reset_within(request, file, fault.after_bytes or 1)
        replaced = await acts.before(self._world, request, fault, self._problem)
        if replaced is not None:
            return replaced
        token, now = self.place.token, self._world.now()
        permission = check_form(self.place, fields, file.filename or "", now, token)
        return await self._take_file(file, fields, permission)

    async def _take_file(self, file: BodyPartReader, fields: Mapping[str, str], permission: Permission) -> web.Response:
        sink = Sink(self._folder(permission.key), permission.key)
        try:
            while chunk := await file.read_chunk(_CHUNK):
                sink.write(chunk)
                if sink.size > permission.largest:
                    raise S3Error("EntityTooLarge", MaxSizeAllowed=str(permission.largest))
            if sink.size < permission.smallest:
                raise S3Error("EntityTooSmall", MinSizeAllowed=str(permission.smallest))
        except ValueError:
            sink.discard()
            raise S3Error("IncompleteBody") from None
        except BaseException:
            sink.discard()
            raise
        stored = self._store(permission.key, sink, file.headers.get("Content-Type", ""))
        wanted = fields.get("success_action_status", "204")
        stored.set_status(int(wanted) if wanted in ("200", "201") else 204)
        return stored

    def _folder(self, key: str) -> Path | None:
        keep = self._world.keep
        return keep / self._owner("PUT", key)[0] if keep else None

    def _store(self, key: str, sink: Sink, content_type: str) -> web.Response:
        blob = sink.close()
        self._objects.keep(key, blob, content_type, self._world.now())
        headers = {"ETag": f'"{blob.sha256[:32]}"', "x-amz-request-id": new_request_id()}
        return web.Response(status=200, headers=headers)


async def _fields_before_file(reader: MultipartReader) -> tuple[dict[str, str], BodyPartReader]:
    """The fields up to the file (names in lower case), and the file's part. What follows it is never read."""
    fields: dict[str, str] = {}
    size = 0
    while (part := await reader.next()) is not None:
        if not isinstance(part, BodyPartReader) or not part.name:
            raise S3Error("MalformedPOSTRequest", "The body is not well-formed multipart/form-data.")
        if part.name.lower() == "file":
            return fields, part
        value = await part.read()
        size += len(value) + len(part.name)
        if size > MAX_FIELDS_BYTES:
            raise S3Error("MaxPostPreDataLengthExceededError")
        fields[part.name.lower()] = value.decode("utf-8", "replace")
    if "key" not in fields:
        raise S3Error("UserKeyMustBeSpecified")
    raise S3Error("IncorrectNumberOfFilesInPostRequest")


async def _reset_within(request: web.Request, file: BodyPartReader, count: int) -> NoReturn:
    taken = 0
    while taken < count and (chunk := await file.read_chunk(min(_CHUNK, count - taken + 1024))):
        taken += len(chunk)
    acts.reset(request)
    raise Gone
