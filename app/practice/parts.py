"""Reads multipart forms part by part: fields as text, files hashed while they stream in."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from aiohttp import BodyPartReader, web

from app.practice.objects import IN_MEMORY, Blob, Sink

_CHUNK = 1 << 18


class FormError(Exception):
    """The form cannot be read. *too_large*: the name of a file that is over the limit, else empty."""

    def __init__(self, words: str, too_large: str = "") -> None:
        super().__init__(words)
        self.words = words
        self.too_large = too_large


@dataclass(frozen=True, slots=True)
class FilePart:
    """A part with a file name."""

    field: str
    name: str
    content_type: str
    blob: Blob


@dataclass(slots=True)
class Form:
    """Text fields and files, each in the order sent."""

    fields: list[tuple[str, str]] = field(default_factory=list)
    files: list[FilePart] = field(default_factory=list)

    def all(self, name: str) -> list[str]:
        """Every value of the field *name*."""
        return [value for key, value in self.fields if key == name]

    def discard(self) -> None:
        """The form does not count: keep none of its files."""
        for part in self.files:
            part.blob.discard()


@dataclass(frozen=True, slots=True)
class FormLimits:
    """Bytes of one file, how many files, bytes of one text field; *in_memory* as in :class:`Sink`."""

    file: int
    files: int
    field: int = 1 << 20
    in_memory: int = IN_MEMORY


def is_multipart(request: web.Request) -> bool:
    """Whether the body says that it is a form with a boundary."""
    kind = request.headers.get("Content-Type", "")
    return kind.lower().startswith("multipart/form-data") and "boundary=" in kind.lower()


async def read_form(request: web.Request, limits: FormLimits, folder: Path | None) -> Form:
    """The whole form. Raises :class:`FormError`."""
    form = Form()
    try:
        await _take_all(request, form, limits, folder)
    except BaseException:
        form.discard()
        raise
    return form


async def _take_all(request: web.Request, form: Form, limits: FormLimits, folder: Path | None) -> None:
    try:
        reader = await request.multipart()
        while (part := await reader.next()) is not None:
            if not isinstance(part, BodyPartReader) or not part.name:
                raise FormError("A part of the form has no name.")
            await _take(part, form, limits, folder)
    except (ValueError, AssertionError) as error:
        raise FormError(f"The form could not be read: {error}") from error


async def _take(part: BodyPartReader, form: Form, limits: FormLimits, folder: Path | None) -> None:
    name = part.name or ""
    if part.filename is None:
        text = await _text(part, limits.field)
        form.fields.append((name, text))
        return
    if len(form.files) >= limits.files:
        raise FormError(f"More than {limits.files} files in one request.")
    sink = Sink(folder, part.filename, limit=limits.in_memory)
    try:
        while chunk := await part.read_chunk(_CHUNK):
            sink.write(chunk)
            if sink.size > limits.file:
                raise FormError(f"{part.filename} is too large.", too_large=part.filename)
    except BaseException:
        sink.discard()
        raise
    content_type = part.headers.get("Content-Type", "")
    form.files.append(FilePart(name, part.filename, content_type, sink.close()))


async def _text(part: BodyPartReader, limit: int) -> str:
    data = bytearray()
    while chunk := await part.read_chunk(_CHUNK):
        data += chunk
        if len(data) > limit:
            raise FormError(f"The field {part.name} is too long.")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        raise FormError(f"The field {part.name} is not UTF-8.") from None
