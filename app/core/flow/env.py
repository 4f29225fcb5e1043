"""What an expression may look at while one step runs: the scope, the step's own file and chunk, the reply."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from pathlib import Path, PurePosixPath
from typing import Final, TypeAlias

import msgspec

from app.core.copies import replace
from app.core.flow.actions import Recorded, Scope
from app.core.json_types import Json
from app.core.providers.expressions import Source
from app.core.providers.rules import sent_name
from app.core.schema.request import FileBytes, Reply
from app.core.schema.serialise import FileValue
from app.core.sources import SourceFile


class Missing(Enum):
    """The value of an expression that leads to nothing, which is not the same as null."""

    MISSING = "missing"


MISSING: Final = Missing.MISSING

Value: TypeAlias = "Json | FileValue | tuple[FileValue, ...] | Missing"
DigestKey = tuple[Path, str, int, int | None]  # path, algorithm, offset, size


class Chunk(msgspec.Struct, frozen=True):
    """A piece of a file that is sent by itself: bytes from *offset*, *size* of them."""

    index: int
    offset: int
    size: int


@dataclass(frozen=True, slots=True)
class CompanionContent:
    """What travels with a file: its name at the vendor's, and its bytes."""

    name: str
    content: bytes


class Env(msgspec.Struct, frozen=True):
    """Everything that the expressions of one step may read.

    Attributes:
        recorded: the steps that are through by now, the lane's own included.
        index: the n of ``"id#n"`` for a companion's or chunk's step.
        body: the reply's body as JSON; MISSING when it is none.
        fallback: gives a value where there is none yet (the placeholders of a dry run).
    """

    scope: Scope
    recorded: Mapping[str, Recorded] = msgspec.field(default_factory=dict)
    file: SourceFile | None = None
    index: int | None = None
    chunk: Chunk | None = None
    companion: CompanionContent | None = None
    reply: Reply | None = None
    body: Json | Missing = MISSING
    item: Json | Missing = MISSING
    done: int = 0
    rows: int | None = None
    valid: Mapping[str, int] = msgspec.field(default_factory=dict)
    digests: Mapping[DigestKey, str] = msgspec.field(default_factory=dict)
    fallback: Callable[[Source], Value] | None = None

    @classmethod
    def of(cls, scope: Scope) -> Env:
        """What can be read before anything is sent."""
        return cls(scope, recorded=scope.recorded, file=scope.files[0] if scope.files else None)

    def with_reply(self, reply: Reply) -> Env:
        """The same, with a reply to read."""
        return replace(self, reply=reply, body=json_body(reply))

    def sent_name(self, file: SourceFile) -> str:
        """The name that the vendor gets for *file*."""
        return sent_name(self.scope.provider.flow.files, file.sent_name)

    def file_value(self, file: SourceFile) -> FileValue:
        """All bytes of *file*, to be read while they are sent."""
        piece = FileBytes(file.path, file.size, 0, file.size, file.mtime_ns)
        return FileValue(self.sent_name(file), file.media_type, (piece,))

    def chunk_value(self, file: SourceFile, chunk: Chunk) -> FileValue:
        """The bytes of one chunk of *file*."""
        piece = FileBytes(file.path, chunk.size, chunk.offset, file.size, file.mtime_ns)
        return FileValue(self.sent_name(file), file.media_type, (piece,))


def json_body(reply: Reply) -> Json | Missing:
    """The reply's body as JSON, or MISSING when it is no JSON at all."""
    if not reply.body:
        return MISSING
    try:
        return reply.json()
    except (ValueError, RecursionError):
        return MISSING


def file_fact(env: Env, file: SourceFile, name: str) -> Value:
    """``$file.name`` and its like, apart from digests."""
    match name:
        case "name":
            return env.sent_name(file)
        case "stem":
            return PurePosixPath(env.sent_name(file)).stem
        case "ext":
            return PurePosixPath(env.sent_name(file)).suffix
        case "type":
            return file.media_type
        case "size":
            return file.size
        case "rows" if env.rows is not None:
            return env.rows
        case _:
            return MISSING


def pointed(value: Json | Missing, pointer: str) -> Json | Missing:
    """What the JSON Pointer (RFC 6901) leads to in *value*, or MISSING."""
    if pointer == "" or value is MISSING:
        return value
    for raw in pointer[1:].split("/"):
        token = raw.replace("~1", "/").replace("~0", "~")
        if isinstance(value, Mapping):
            value = value.get(token, MISSING)
        elif isinstance(value, Sequence) and not isinstance(value, str) and token.isdecimal():
            value = value[int(token)] if int(token) < len(value) else MISSING
        else:
            return MISSING
    return value
