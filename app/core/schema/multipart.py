"""Writes multipart/form-data bodies as pieces, so that files are read only while they are sent.

Names and file names are written as browsers do (WHATWG HTML, "multipart/form-data encoding algorithm"): UTF-8,
with ``"``, CR and LF as ``%22``, ``%0D`` and ``%0A``.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterable

import msgspec

from app.core.schema.request import Piece

Part = tuple[str, "str | FileValue", str] | bytes
"""Name, value and content type; or all of a part with text, as :func:`text_part` writes it."""

_HEADER_BREAK = re.compile(r"[\r\n\0]")


class FileValue(msgspec.Struct, frozen=True):
    """A file as a value of a request: the name and media type it goes by, and its bytes in pieces."""

    file_name: str
    content_type: str
    pieces: tuple[Piece, ...]


def new_boundary() -> str:
    """What may stand between the parts of a body."""
    # It only must not occur in the contents. The system's own randomness takes longer than all the rest here.
    return f"sendoff-{random.getrandbits(128):032x}"


def build_multipart(
    parts: Iterable[Part], boundary: str | None = None, lead: bytes = b""
) -> tuple[str, tuple[Piece, ...]]:
    """The ``Content-Type`` header and the pieces of a body with *parts* in the order given.

    Args:
        parts: an empty content type sends none for text, and the file's own, or ``application/octet-stream``, for a
            file.
        boundary: a random one unless given.
        lead: what :func:`written` gave for the parts before them, with the same boundary.
    """
    boundary = boundary or new_boundary()
    line = f"--{boundary}\r\n".encode()
    pieces: list[Piece] = []
    text = lead
    for part in parts:
        if isinstance(part, bytes):
            text += line + part
            continue
        name, value, content_type = part
        if isinstance(value, str):
            text += line + text_part(name, value, content_type)
            continue
        text += line + _file_head(name, value, content_type)
        for piece in value.pieces:
            if isinstance(piece, bytes):
                text += piece
            else:
                pieces += [text, piece] if text else [piece]
                text = b""
        text += b"\r\n"
    pieces.append(text + f"--{boundary}--\r\n".encode())
    return f"multipart/form-data; boundary={boundary}", tuple(pieces)


def written(parts: Iterable[bytes], boundary: str) -> bytes:
    """*parts* from :func:`text_part` as they stand in a body."""
    return b"".join(f"--{boundary}\r\n".encode() + part for part in parts)


def encoded(words: str) -> bytes:
    """*words* in UTF-8; half a surrogate pair, which JSON allows and UTF-8 does not, becomes ``?``."""
    return words.encode("utf-8", "replace")


def text_part(name: str, value: str, content_type: str = "") -> bytes:
    """A part with text, from its head to the line break after it."""
    return _head(name, "", content_type) + encoded(value) + b"\r\n"


def _file_head(name: str, value: FileValue, content_type: str) -> bytes:
    file_name = f'; filename="{_escaped(value.file_name)}"'
    return _head(name, file_name, content_type or value.content_type or "application/octet-stream")


def _head(name: str, file_name: str, content_type: str) -> bytes:
    head = f'Content-Disposition: form-data; name="{_escaped(name)}"{file_name}'
    if content_type:
        head += f"\r\nContent-Type: {_HEADER_BREAK.sub('', content_type)}"
    return encoded(f"{head}\r\n\r\n")


def _escaped(name: str) -> str:
    return name.replace("\r", "%0D").replace("\n", "%0A").replace('"', "%22").replace("\0", "")
