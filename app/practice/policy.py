"""Checks a form against its POST policy, as S3 does before it takes the file.

Source: AWS S3 API reference, "POST Policy" and "HTTP POST form fields".
"""

from __future__ import annotations

import base64
import binascii
import hmac
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from app.practice.s3_errors import S3Error
from app.practice.sigv4 import ALGORITHM, Storage, check_credential, sign_text

MAX_FIELDS_BYTES = 20_480
_BEYOND_POLICY = frozenset({"policy", "x-amz-signature", "file"})


@dataclass(frozen=True, slots=True)
class Permission:
    """What the policy allows: the object's *key*, and from *smallest* to *largest* bytes."""

    key: str
    smallest: int = 0
    largest: int = 5 << 30


def check_form(place: Storage, fields: Mapping[str, str], file_name: str, now: float, token: str = "") -> Permission:
    """Raise :class:`S3Error` unless *fields* (names in lower case) carry a policy that covers all of them.

    *file_name* takes the place of ``${filename}``: only what comes after its last slash or backslash.
    """
    if "key" not in fields:
        raise S3Error("UserKeyMustBeSpecified")
    if "policy" not in fields:
        raise S3Error("AccessDenied")
    _check_signature(place, fields, token)
    tail = file_name.replace("\\", "/").rsplit("/", 1)[-1]
    full = {name: value.replace("${filename}", tail) for name, value in fields.items()}
    permission = _check_document(place, _document(fields["policy"]), full, now)
    if len(permission.key.encode()) > 1024:
        raise S3Error("KeyTooLongError")
    return permission


def _check_signature(place: Storage, fields: Mapping[str, str], token: str) -> None:
    for name in ("x-amz-algorithm", "x-amz-credential", "x-amz-date", "x-amz-signature"):
        if name not in fields:
            raise S3Error("InvalidArgument", f"Bucket POST must contain a field named '{name}'.")
    if fields["x-amz-algorithm"] != ALGORITHM:
        raise S3Error("InvalidArgument", "The algorithm is not supported.")
    check_credential(place, fields["x-amz-credential"], fields["x-amz-date"], "InvalidArgument")
    if fields.get("x-amz-security-token", "") != token:
        raise S3Error("InvalidToken")
    expected = sign_text(place, fields["policy"], fields["x-amz-date"])
    if not hmac.compare_digest(expected, fields["x-amz-signature"]):
        raise S3Error("SignatureDoesNotMatch")


def _document(policy: str) -> Mapping[str, object]:
    try:
        document = json.loads(base64.b64decode(policy, validate=True))
    except (binascii.Error, ValueError):
        raise S3Error("InvalidPolicyDocument", "Invalid Policy: Invalid JSON.") from None
    if not isinstance(document, dict) or "expiration" not in document:
        raise S3Error("InvalidPolicyDocument", "Invalid Policy: Policy missing expiration.")
    return document


def _check_document(
    place: Storage, document: Mapping[str, object], fields: Mapping[str, str], now: float
) -> Permission:
    until = datetime.fromisoformat(str(document["expiration"]).replace("Z", "+00:00")).timestamp()
    if now > until:
        raise _denied("Policy expired.")
    conditions = document.get("conditions")
    covered: set[str] = set()
    smallest, largest = 0, 5 << 30
    for condition in conditions if isinstance(conditions, list) else ():
        if isinstance(condition, list) and str(condition[0]).lower() == "content-length-range":
            smallest, largest = int(condition[1]), int(condition[2])
        else:
            covered.add(_check_condition(place, condition, fields))
    extra = sorted(n for n in fields if n not in covered | _BEYOND_POLICY and not n.startswith("x-ignore-"))
    if extra:
        raise _denied(f"Extra input fields: {', '.join(extra)}")
    return Permission(fields["key"], smallest, largest)


def _check_condition(place: Storage, condition: object, fields: Mapping[str, str]) -> str:
    """The name of the field that *condition* speaks of; raises when the form does not meet it."""
    operator, name, wanted = _parsed(condition)
    actual = place.bucket if name == "bucket" else fields.get(name)
    fits = actual is not None and (actual.startswith(wanted) if operator == "starts-with" else actual == wanted)
    if not fits:
        shown = json.dumps([operator, f"${name}", wanted])
        raise _denied(f"Policy Condition failed: {shown}")
    return name


def _parsed(condition: object) -> tuple[str, str, str]:
    if isinstance(condition, dict) and len(condition) == 1:
        ((name, wanted),) = condition.items()
        return "eq", str(name).lower(), str(wanted)
    if isinstance(condition, Sequence) and len(condition) == 3:
        operator = str(condition[0]).lower()
        if operator in ("eq", "starts-with"):
            return operator, str(condition[1]).lower().removeprefix("$"), str(condition[2])
    raise S3Error("InvalidPolicyDocument", "Invalid Policy: Invalid condition.")


def _denied(words: str) -> S3Error:
    return S3Error("AccessDenied", f"Invalid according to Policy: {words}")
