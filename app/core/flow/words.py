"""The vendor's own words in a reply, found in the shapes that web APIs use, made safe to show.

Shapes: a text; ``{"detail": …}`` (FastAPI, Django REST framework), ``{"error": …}``, ``{"message": …}``,
``{"title": …, "detail": …}`` (RFC 9457), ``{"errors": […]}``, ``{"field": ["…"]}``, S3's ``<Message>``.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from html import unescape

from app.core.flow.env import MISSING, json_body
from app.core.json_types import Json
from app.core.masking import mask_text
from app.core.schema.request import Reply

MOST_CHARACTERS = 300
_DEEPEST = 4

_CODE = re.compile(rb"<Code>\s*([A-Za-z0-9.]+)\s*</Code>")
_ERROR = re.compile(rb"^\s*(<\?xml[^>]*\?>)?\s*<Error>")
_MESSAGE = re.compile(rb"<Message>(.*?)</Message>", re.DOTALL)
_HTML = re.compile(rb"^\s*(<!doctype html|<html|<head|<body)", re.IGNORECASE)


def own_words(reply: Reply) -> str:
    """What the reply itself says, on one line, capped and masked; an empty string when it says nothing."""
    if not reply.body or is_web_page(reply):
        return ""
    body = json_body(reply)
    if body is not MISSING:
        return shown(_from_json(body, 0))
    found = _MESSAGE.search(reply.body[:20_000])
    if found:
        return shown(unescape(found.group(1).decode("utf-8", "replace")))
    if reply.headers.get("content-type", "").startswith("text/plain"):
        return shown(reply.body[:2000].decode("utf-8", "replace"))
    return ""


def s3_code(reply: Reply) -> str:
    """The ``<Code>`` of an S3 error document, or an empty string.

    With a status of success, too: S3 begins some replies before it knows how they end (API reference of
    CompleteMultipartUpload and CopyObject: "a 200 OK response can contain either a success or an error").
    """
    if not reply.body or (reply.ok and not _ERROR.match(reply.body[:200])):
        return ""
    found = _CODE.search(reply.body[:20_000])
    return found.group(1).decode("ascii") if found else ""


def is_web_page(reply: Reply) -> bool:
    """Whether the reply is a page for people, as a captive portal or a sign-in page sends it."""
    return bool(_HTML.match(reply.body[:200])) or reply.headers.get("content-type", "").startswith("text/html")


def shown(words: str, most: int = MOST_CHARACTERS) -> str:
    """*words* on one line, without control and direction characters or secrets, cut to *most* characters."""
    if not words:
        return ""
    head = words[: most * 4]
    if not head.isprintable():  # few are not, and going over each character takes a hundred times as long
        head = "".join(" " if c.isspace() else c for c in head if c.isspace() or not _hidden(c))
    line = mask_text(" ".join(head.split()))
    return line if len(line) <= most else line[: most - 1] + "…"


def _hidden(character: str) -> bool:
    return unicodedata.category(character) in ("Cc", "Cf", "Cs", "Co", "Cn")


def _from_json(body: Json, depth: int) -> str:
    if isinstance(body, str):
        return body
    if depth >= _DEEPEST:
        return ""
    if isinstance(body, Mapping):
        return _from_mapping(body, depth)
    if isinstance(body, Sequence):
        found = (_from_json(item, depth + 1) for item in body[:5])
        return "; ".join(words for words in found if words)
    return ""


def _from_mapping(body: Mapping[str, Json], depth: int) -> str:
    if isinstance(body.get("loc"), Sequence) and isinstance(body.get("msg"), str):
        place = [str(p) for p in body["loc"] if p not in ("body", "query", "path")]  # type: ignore[union-attr]
        return f"{'.'.join(place)}: {body['msg']}" if place else str(body["msg"])
    for key in ("detail", "message", "error_description", "error", "errors", "title", "msg", "reason"):
        words = _from_json(body.get(key), depth + 1)
        if words:
            return words
    fields = [
        f"{key}: {words}"
        for key, value in body.items()
        if isinstance(value, list) and (words := _from_json(value, depth + 1))
    ]
    return "; ".join(fields)
