"""AWS Signature Version 4 in a query or a POST policy: making it and checking it.

Source: AWS S3 API reference, "Authenticating Requests: Using Query Parameters" and "Browser-Based Uploads
Using POST". The payload is never signed (``UNSIGNED-PAYLOAD``), as presigned URLs have it.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Protocol
from urllib.parse import parse_qsl, quote, unquote, urlsplit

from app.practice.s3_errors import S3Error

ALGORITHM = "AWS4-HMAC-SHA256"
MAX_EXPIRES = 604_800
_SKEW = 900
_NEEDED = ("X-Amz-Algorithm", "X-Amz-Credential", "X-Amz-Date", "X-Amz-Expires", "X-Amz-SignedHeaders")
_BAD_QUERY = "AuthorizationQueryParametersError"


class Storage(Protocol):
    """An S3-compatible storage: where it is, and the one pair of keys that signs for it."""

    @property
    def endpoint(self) -> str:
        """``http://host:port``, without a path."""

    @property
    def access_key(self) -> str:
        """The key's id."""

    @property
    def secret(self) -> str:
        """The secret half."""

    @property
    def bucket(self) -> str:
        """The bucket that everything goes into, addressed by path."""

    @property
    def region(self) -> str:
        """The region that is signed for."""


@dataclass(frozen=True, slots=True)
class StoragePlace:
    """A :class:`Storage` as a value. *token*: the session token of temporary keys, or empty."""

    endpoint: str
    access_key: str
    secret: str
    bucket: str = "practice"
    region: str = "eu-central-1"
    token: str = ""


def presign_url(
    place: Storage,
    method: str,
    key: str,
    *,
    now: float,
    expires: int,
    query: Mapping[str, str] | None = None,
    content_type: str | None = None,
) -> str:
    """A URL that allows *method* on *key* (empty: the bucket) for *expires* seconds from *now*.

    *content_type* is then signed too: the request must carry exactly that one.
    """
    stamp = amz_date(now)
    headers = {"host": urlsplit(place.endpoint).netloc}
    if content_type is not None:
        headers["content-type"] = content_type
    signed = ";".join(sorted(headers))
    params = {
        **(query or {}),
        "X-Amz-Algorithm": ALGORITHM,
        "X-Amz-Credential": f"{place.access_key}/{scope(place, stamp)}",
        "X-Amz-Date": stamp,
        "X-Amz-Expires": str(expires),
        "X-Amz-SignedHeaders": signed,
    }
    path = "/" + _quoted(f"{place.bucket}/{key}" if key else place.bucket, safe="/")
    signature = _sign_request(place, method, path, list(params.items()), headers, signed, stamp)
    return f"{place.endpoint}{path}?{_canonical_query(params.items())}&X-Amz-Signature={signature}"


def presign_post(
    place: Storage, key: str, conditions: Sequence[object], *, now: float, expires: int, token: str = ""
) -> tuple[str, dict[str, str]]:
    """The URL and the fields of a form that may store what *conditions* allow, until *now* + *expires*."""
    stamp = amz_date(now)
    fields = {
        "key": key,
        "x-amz-algorithm": ALGORITHM,
        "x-amz-credential": f"{place.access_key}/{scope(place, stamp)}",
        "x-amz-date": stamp,
    }
    if token:
        fields["x-amz-security-token"] = token
    fixed = [{name: value} for name, value in fields.items() if name != "key"]
    until = datetime.fromtimestamp(now + expires, UTC).strftime("%Y-%m-%dT%H:%M:%S.000Z")
    document = {"expiration": until, "conditions": [{"bucket": place.bucket}, *conditions, *fixed]}
    policy = base64.b64encode(json.dumps(document).encode()).decode()
    fields |= {"policy": policy, "x-amz-signature": sign_text(place, policy, stamp)}
    return f"{place.endpoint}/{place.bucket}", dict(sorted(fields.items()))


def check_url(place: StoragePlace, method: str, target: str, headers: Mapping[str, str], now: float) -> None:
    """Raise :class:`S3Error` unless *target* (raw path and query) is signed for *method*, and still valid."""
    path, _, raw = target.partition("?")
    params = parse_qsl(raw, keep_blank_values=True)
    given = dict(params)
    if "X-Amz-Signature" not in given:
        raise S3Error("AccessDenied")
    if any(name not in given for name in _NEEDED) or given["X-Amz-Algorithm"] != ALGORITHM:
        raise S3Error(_BAD_QUERY, "Query-string authentication version 4 requires all of its parameters.")
    if given.get("X-Amz-Security-Token", place.token) != place.token:
        raise S3Error("InvalidToken")
    stamp = given["X-Amz-Date"]
    check_credential(place, given["X-Amz-Credential"], stamp)
    _check_time(stamp, given["X-Amz-Expires"], now)
    signed = given["X-Amz-SignedHeaders"]
    _check_signed_headers(signed, headers)
    rest = [(name, value) for name, value in params if name != "X-Amz-Signature"]
    canonical = _quoted(unquote(path, errors="surrogateescape"), safe="/")
    expected = _sign_request(place, method, canonical, rest, headers, signed, stamp)
    if not hmac.compare_digest(expected, given["X-Amz-Signature"]):
        raise S3Error("SignatureDoesNotMatch")


def check_credential(place: Storage, credential: str, stamp: str, code: str = _BAD_QUERY) -> None:
    """Raise :class:`S3Error` unless *credential* is this storage's key with the scope of *stamp*'s day."""
    access_key, _, claimed = credential.partition("/")
    if access_key != place.access_key:
        raise S3Error("InvalidAccessKeyId", AWSAccessKeyId=access_key)
    if claimed != scope(place, stamp):
        raise S3Error(code, f"Error parsing the X-Amz-Credential parameter; expecting {scope(place, stamp)!r}.")


def scope(place: Storage, stamp: str) -> str:
    """The credential's scope for the day of *stamp*."""
    return f"{stamp[:8]}/{place.region}/s3/aws4_request"


def amz_date(seconds: float) -> str:
    """*seconds* since the epoch as ``20260131T101500Z``."""
    return datetime.fromtimestamp(seconds, UTC).strftime("%Y%m%dT%H%M%SZ")


def sign_text(place: Storage, text: str, stamp: str) -> str:
    """The hex signature of *text* with the key of *stamp*'s day: of a policy, or of a string to sign."""
    key = b"AWS4" + place.secret.encode()
    for part in scope(place, stamp).split("/"):
        key = hmac.new(key, part.encode(), hashlib.sha256).digest()
    return hmac.new(key, text.encode(), hashlib.sha256).hexdigest()


def _sign_request(
    place: Storage,
    method: str,
    path: str,
    params: Sequence[tuple[str, str]],
    headers: Mapping[str, str],
    signed: str,
    stamp: str,
) -> str:
    lines = "".join(f"{name}:{' '.join(headers.get(name, '').split())}\n" for name in signed.split(";"))
    canonical = "\n".join((method, path, _canonical_query(params), lines, signed, "UNSIGNED-PAYLOAD"))
    digest = hashlib.sha256(canonical.encode()).hexdigest()
    return sign_text(place, f"{ALGORITHM}\n{stamp}\n{scope(place, stamp)}\n{digest}", stamp)


def _canonical_query(params: Iterable[tuple[str, str]]) -> str:
    pairs = sorted((_quoted(name), _quoted(value)) for name, value in params)
    return "&".join(f"{name}={value}" for name, value in pairs)


def _quoted(text: str, safe: str = "") -> str:
    return quote(text, safe=f"{safe}-_.~", errors="surrogateescape")


def _check_time(stamp: str, expires: str, now: float) -> None:
    try:
        signed_at = datetime.strptime(stamp, "%Y%m%dT%H%M%SZ").replace(tzinfo=UTC).timestamp()
        seconds = int(expires)
    except ValueError:
        raise S3Error(_BAD_QUERY, "X-Amz-Date or X-Amz-Expires is not well formed.") from None
    if not 1 <= seconds <= MAX_EXPIRES:
        raise S3Error(_BAD_QUERY, f"X-Amz-Expires must be between 1 and {MAX_EXPIRES} seconds.")
    if signed_at > now + _SKEW:
        raise S3Error("AccessDenied", "Request is not valid yet")
    if now > signed_at + seconds:
        raise S3Error("AccessDenied", "Request has expired", Expires=amz_date(signed_at + seconds))


def _check_signed_headers(signed: str, headers: Mapping[str, str]) -> None:
    names = signed.split(";")
    if "host" not in names:
        raise S3Error("SignatureDoesNotMatch")
    loose = sorted(n.lower() for n in headers if n.lower().startswith("x-amz-") and n.lower() not in names)
    if loose:
        message = "There were headers present in the request which were not signed"
        raise S3Error("AccessDenied", message, HeadersNotSigned=", ".join(loose))
