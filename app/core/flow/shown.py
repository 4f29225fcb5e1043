"""Requests and replies in words for a person: whole heads, the beginning of bodies, and every secret masked."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from urllib.parse import parse_qsl

from app.core.masking import MASK, is_secret_name, mask_headers, mask_json, mask_text, mask_url
from app.core.schema.request import FileBytes, Reply, Request
from app.core.text import format_bytes

SHOWN = 20_000
"""How many characters of a body are shown."""
_READ = 256 * 1024
"""Bytes: a longer body is not shown at all."""
_PART = re.compile(
    r"(?P<head>\bname=\"(?P<name>[^\"]*)\"[^\r\n]*\r\n(?:[^\r\n]+\r\n)*\r\n)(?P<value>.*?)(?=\r\n--|\Z)", re.DOTALL
)
"""A part of a form with several parts (RFC 7578)."""


def request_headers(request: Request, secrets: Sequence[str] = ()) -> tuple[tuple[str, str], ...]:
    """The headers, and a masked one where the key goes. *secrets*: what was typed into fields that hide it."""
    headers = [(name, mask_text(value, *secrets)) for name, value in mask_headers(request.headers)]
    if request.credential is not None and request.credential.place == "header":
        headers.insert(0, (request.credential.name, f"{request.credential.prefix}{MASK}"))
    return tuple(headers)


def request_url(request: Request) -> str:
    """The address. Of a storage host's only the host: its path may be the permission as well as its query."""
    return shown_url(request.url, storage=request.storage)


def shown_url(url: str, *, storage: bool) -> str:
    """*url*, of which a *storage* host's path is masked, too."""
    if not storage:
        return mask_url(url)
    scheme, _, rest = url.partition("://")
    host = rest.partition("/")[0].partition("?")[0].rpartition("@")[2]
    return f"{scheme}://{host}/{MASK}" if rest else url


def request_head(request: Request, secrets: Sequence[str] = ()) -> str:
    """Method, address and headers, a line each."""
    lines = [f"{request.method} {mask_text(request_url(request), *secrets)}"]
    lines += [f"{name}: {value}" for name, value in request_headers(request, secrets)]
    return "\n".join(lines)


def request_body(request: Request, secrets: Sequence[str] = ()) -> str:
    """The body; files in it are named, not shown."""
    shown = []
    for piece in request.body or ():
        if isinstance(piece, FileBytes):
            shown.append(f"⟨{piece.path.name}, {format_bytes(piece.size)}⟩")
        else:
            shown.append(_masked(piece.decode("utf-8", "replace"), secrets))
    return "".join(shown)[:SHOWN]


def reply_body(reply: Reply, secrets: Sequence[str] = (), most: int = SHOWN) -> str:
    """The beginning of the body; it is masked as a whole first, since half of a document cannot be read."""
    if len(reply.body) > _READ:
        return f"⟨{format_bytes(len(reply.body))}⟩"
    return _masked(reply.body.decode("utf-8", "replace"), secrets)[:most]


def reply_words(reply: Reply, secrets: Sequence[str] = (), most: int = SHOWN) -> str:
    """Status, headers and the beginning of the body."""
    headers = mask_headers(tuple(reply.headers.items()))
    lines = [str(reply.status), *(f"{name}: {mask_text(value, *secrets)}" for name, value in headers)]
    body = reply_body(reply, secrets, most)
    return "\n".join([*lines, "", body] if body else lines)


def _masked(words: str, secrets: Sequence[str]) -> str:
    try:
        data = json.loads(words)
        if isinstance(data, Mapping | list):
            words = json.dumps(mask_json(data), ensure_ascii=False, indent=2)
    except ValueError:
        words = _without_form_secrets(words)
    except RecursionError:  # what lies so deep cannot be told from a secret
        return f"⟨{format_bytes(len(words))}⟩"
    return mask_text(words, *secrets)


def _without_form_secrets(words: str) -> str:
    if "\r\n" in words:
        return _PART.sub(_mask_part, words)
    pairs = parse_qsl(words, keep_blank_values=True, strict_parsing=False)
    hidden = [value for name, value in pairs if is_secret_name(name) and value]
    # A body of pairs is shown as it is, but for the values that may be secrets; other text has no such pairs.
    return "&".join(f"{n}={MASK if v in hidden else v}" for n, v in pairs) if hidden else words


def _mask_part(part: re.Match[str]) -> str:
    return f"{part['head']}{MASK}" if is_secret_name(part["name"]) else part[0]
