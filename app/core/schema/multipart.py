"""Writes multipart/form-data bodies as pieces, so that files are read only while they are sent.

Names and file names are written as browsers do (WHATWG HTML, "multipart/form-data encoding algorithm"): UTF-8,
with ``"``, CR and LF as ``%22``, ``%0D`` and ``%0A``.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from app.core.schema.request import Piece

Part = tuple[str, "str | FileValue", str]
_HEADER_BREAK = re.compile(r"[\r\n\0]")


@dataclass(frozen=True, slots=True)
class FileValue:
    """A file as a value of a request: the name and media type it goes by, and its bytes in pieces."""

    file_name: str
    content_type: str
    pieces: tuple[Piece, ...]


def build_multipart(parts: Iterable[Part], boundary: str | None = None) -> tuple[str, tuple[Piece, ...]]:
    """The ``Content-Type`` header and the pieces of a body with *parts* in the order given.

    Args:
        parts: name, value and content type; an empty content type sends none for text, and the file's own, or
            ``application/octet-stream``, for a file.
        boundary: only for tests; otherwise a random one.
    """
    # It only must not occur in the contents. The system's own randomness takes longer than all the rest here.
    boundary = boundary or f"sendoff-{random.getrandbits(128):032x}"
    line = f"--{boundary}\r\n".encode()
    pieces: list[Piece] = []
    text = b""
    for name, value, content_type in parts:
        if isinstance(value, str):
            text += line + _text_head(name, content_type) + encoded(value) + b"\r\n"
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


def encoded(words: str) -> bytes:
    """*words* in UTF-8; half a surrogate pair, which JSON allows and UTF-8 does not, becomes ``?``."""
    return words.encode("utf-8", "replace")


@lru_cache(maxsize=256)  # the fields of a session go with thousands of files
def _text_head(name: str, content_type: str) -> bytes:
    return _head(name, "", content_type)


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
