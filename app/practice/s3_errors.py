"""The storage's errors: code, HTTP status and the XML they come as.

Codes and statuses: botocore's list of S3 errors; wording of the policy errors as S3 is quoted in public reports.
"""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from types import MappingProxyType
from xml.sax.saxutils import escape

from aiohttp import web

STATUS: Mapping[str, int] = MappingProxyType({
    "AccessDenied": 403, "AuthorizationQueryParametersError": 400, "BadDigest": 400, "EntityTooLarge": 400,
    "EntityTooSmall": 400, "ExpiredToken": 400, "IncompleteBody": 400,
    "IncorrectNumberOfFilesInPostRequest": 400, "InternalError": 500, "InvalidAccessKeyId": 403,
    "InvalidArgument": 400, "InvalidDigest": 400, "InvalidPolicyDocument": 400, "InvalidToken": 400,
    "KeyTooLongError": 400, "MalformedPOSTRequest": 400, "MaxMessageLengthExceeded": 400,
    "MaxPostPreDataLengthExceededError": 400, "MethodNotAllowed": 405, "MissingContentLength": 411,
    "NoSuchBucket": 404, "NoSuchKey": 404, "NotImplemented": 501, "RequestIsNotMultiPartContent": 400,
    "RequestTimeTooSkewed": 403, "RequestTimeout": 400, "ServiceUnavailable": 503,
    "SignatureDoesNotMatch": 403, "SlowDown": 503, "TemporaryRedirect": 307,
    "UserKeyMustBeSpecified": 400,
})  # fmt: skip

_WORDS: Mapping[str, str] = MappingProxyType({
    "AccessDenied": "Access Denied",
    "BadDigest": "The Content-MD5 you specified did not match what we received.",
    "EntityTooLarge": "Your proposed upload exceeds the maximum allowed size",
    "EntityTooSmall": "Your proposed upload is smaller than the minimum allowed size",
    "ExpiredToken": "The provided token has expired.",
    "IncompleteBody": "You did not provide the number of bytes specified by the Content-Length HTTP header",
    "IncorrectNumberOfFilesInPostRequest": "POST requires exactly one file upload per request.",
    "InternalError": "We encountered an internal error. Please try again.",
    "InvalidAccessKeyId": "The AWS Access Key Id you provided does not exist in our records.",
    "InvalidToken": "The provided token is malformed or otherwise invalid.",
    "MaxPostPreDataLengthExceededError": "Your POST request fields preceding the upload file was too large.",
    "MethodNotAllowed": "The specified method is not allowed against this resource.",
    "MissingContentLength": "You must provide the Content-Length HTTP header.",
    "NoSuchBucket": "The specified bucket does not exist",
    "NoSuchKey": "The specified key does not exist.",
    "NotImplemented": "A header you provided implies functionality that is not implemented",
    "RequestTimeout": "Your socket connection to the server was not read from or written to within the timeout period.",
    "ServiceUnavailable": "Service is unable to handle request.",
    "SignatureDoesNotMatch": (
        "The request signature we calculated does not match the signature you provided. "
        "Check your key and signing method."
    ),
    "SlowDown": "Please reduce your request rate.",
    "UserKeyMustBeSpecified": (
        "The bucket POST must contain the specified field name. If it is specified, please check the order "
        "of the fields."
    ),
})  # fmt: skip


class S3Error(Exception):
    """The storage refuses: *code*, its *message*, and further elements of the XML."""

    def __init__(self, code: str, message: str = "", **more: str) -> None:
        super().__init__(code)
        self.code = code
        self.status = STATUS.get(code, 400)
        self.message = message or _WORDS.get(code, code)
        self.more = more


def new_request_id() -> str:
    """Every reply of S3's has one of its own, for questions to its support."""
    return uuid.uuid4().hex[:16].upper()


def error_reply(error: S3Error, resource: str, headers: Mapping[str, str] | None = None) -> web.Response:
    """*error* as the storage sends it."""
    request_id = new_request_id()
    elements = {"Code": error.code, "Message": error.message, **error.more}
    elements |= {"Resource": resource, "RequestId": request_id, "HostId": uuid.uuid4().hex}
    inner = "".join(f"<{name}>{escape(value)}</{name}>" for name, value in elements.items())
    body = f'<?xml version="1.0" encoding="UTF-8"?>\n<Error>{inner}</Error>'
    return web.Response(
        status=error.status,
        text=body,
        content_type="application/xml",
        headers={"x-amz-request-id": request_id, **(headers or {})},
    )
