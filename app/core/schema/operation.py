"""One operation of a document: its parameters and body, with their schemas in normal form, and what it replies."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from app.core.json_types import Json, JsonObject
from app.core.schema import normal_form as nf
from app.core.schema.normalise import Normaliser
from app.core.schema.reading import as_flag, as_list, as_object, as_text
from app.core.schema.references import References

METHODS = ("get", "put", "post", "delete", "options", "head", "patch", "trace")
PLACES = ("path", "query", "header", "cookie")


@dataclass(frozen=True, slots=True)
class Parameter:
    """One parameter. *style* and *explode* are resolved to their defaults (OpenAPI 3.1.1, Parameter Object).

    Attributes:
        schema: in normal form; of a parameter with ``content`` it is JSON inside a text.
    """

    name: str
    place: str
    schema: JsonObject
    required: bool = False
    description: str = ""
    deprecated: bool = False
    style: str = "form"
    explode: bool = True
    allow_reserved: bool = False

    @property
    def key(self) -> str:
        """The key of its field: ``query.limit``."""
        return f"{self.place}.{self.name}"


@dataclass(frozen=True, slots=True)
class Encoding:
    """How one property goes into a form body; *style* is empty and *explode* None where nothing is said."""

    content_type: str = ""
    style: str = ""
    explode: bool | None = None
    allow_reserved: bool = False

    @property
    def is_styled(self) -> bool:
        """Whether the rules of query parameters take the place of the content type."""
        return bool(self.style) or self.explode is not None or self.allow_reserved


@dataclass(frozen=True, slots=True)
class MediaSpec:
    """One media type that a body may have."""

    media_type: str
    schema: JsonObject
    encoding: Mapping[str, Encoding] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class BodySpec:
    """A request's body, by media type in the document's order."""

    content: tuple[MediaSpec, ...]
    required: bool = False
    description: str = ""


@dataclass(frozen=True)
class Operation:
    """One operation of a document.

    Attributes:
        ref: its operationId, or ``"METHOD /path"``.
        path: as it is written, with ``{names}`` and sometimes a query string.
        responses: what each status means, by ``"200"``, ``"4XX"`` or ``"default"``.
        security: the names of the security schemes, of all alternatives.
        servers: addresses of this operation alone, as (url, description); mostly none.
        raw: the operation as the document has it, in the shape of OpenAPI 3.
        untyped_is_file: a part without a type is a file, as in OpenAPI 3.1 (Encoding Object, ``contentType``).
    """

    ref: str
    method: str
    path: str
    summary: str
    responses: Mapping[str, str]
    security: tuple[str, ...]
    servers: tuple[tuple[str, str], ...]
    raw: JsonObject = field(repr=False)
    path_item: JsonObject = field(repr=False)
    references: References = field(repr=False, compare=False)
    requests: Normaliser = field(repr=False, compare=False)
    untyped_is_file: bool = False

    @cached_property
    def parameters(self) -> tuple[Parameter, ...]:
        """All parameters; those of the operation stand before, and replace, those of its path."""
        found: dict[tuple[str, str], Parameter] = {}
        for owner in (self.raw, self.path_item):
            for told in as_list(owner.get("parameters")):
                parameter = self._parameter(self.references.follow(told))
                if parameter:
                    found.setdefault((parameter.place, parameter.name), parameter)
        for name in path_names(self.path):
            known = Parameter(name, "path", {"type": "string"}, required=True, style="simple", explode=False)
            found.setdefault(("path", name), known)
        return tuple(found.values())

    def _parameter(self, raw: JsonObject) -> Parameter | None:
        name, place = as_text(raw.get("name")), as_text(raw.get("in"))
        if not name or place not in PLACES:
            return None
        if place == "path" and name not in path_names(self.path):
            return None
        usual = "simple" if place in ("path", "header") else "form"
        style = as_text(raw.get("style")) or usual
        explode = as_flag(raw.get("explode"))
        return Parameter(
            name=name,
            place=place,
            schema=self.requests.normal(_parameter_schema(raw)),
            required=raw.get("required") is True or place == "path",
            description=as_text(raw.get("description")),
            deprecated=raw.get("deprecated") is True,
            style=style,
            explode=style == "form" if explode is None else explode,
            allow_reserved=raw.get("allowReserved") is True,
        )

    @cached_property
    def body(self) -> BodySpec | None:
        """The request body, or None."""
        raw = self.references.follow(self.raw.get("requestBody"))
        content = as_object(raw.get("content"))
        if not content:
            return None
        media = tuple(self._media(name, as_object(told)) for name, told in content.items())
        return BodySpec(media, raw.get("required") is True, as_text(raw.get("description")))

    def _media(self, media_type: str, raw: JsonObject) -> MediaSpec:
        schema = self.requests.normal(raw.get("schema"))
        encoding = {name: _encoding(as_object(told)) for name, told in as_object(raw.get("encoding")).items()}
        if media_type.strip().lower().startswith("multipart/"):
            parts = {name: self._part(part, encoding.get(name)) for name, part in nf.properties(schema).items()}
            schema = {**schema, "properties": parts} if parts else schema
        return MediaSpec(media_type.strip(), schema, encoding)

    def _part(self, schema: JsonObject, encoding: Encoding | None) -> JsonObject:
        """A part's schema, with what its encoding and its missing type say about it."""
        told = encoding.content_type if encoding else ""
        if is_json_type(told) and nf.type_of(schema) == "string" and not nf.is_bytes(schema):
            return {"contentMediaType": nf.JSON_TYPE, "contentSchema": {}, **schema}
        if self.untyped_is_file and nf.is_shapeless(schema) and not is_json_type(told):
            return {**schema, "type": "string", nf.BINARY: True}
        return schema

    def description_of(self, status: int | str) -> str:
        """What the document says about a reply with *status*, or an empty text."""
        return next((self.responses[n] for n in _status_names(str(status)) if n in self.responses), "")

    @cached_property
    def accept(self) -> str:
        """The ``Accept`` header for the replies that mean success: JSON where there is any."""
        found: list[str] = []
        for status, told in as_object(self.raw.get("responses")).items():
            if status[:1] == "2":
                found.extend(as_object(self.references.follow(told).get("content")))
        if any(is_json_type(name) for name in found):
            return "application/json"
        return ", ".join(dict.fromkeys(found)) or "*/*"


def path_names(path: str) -> tuple[str, ...]:
    """The names in braces of a path template, in order."""
    return tuple(part.partition("}")[0] for part in path.split("{")[1:] if "}" in part)


def is_json_type(media_type: str) -> bool:
    """Whether bodies of this media type are JSON."""
    plain = media_type.partition(";")[0].strip().lower()
    return plain == "application/json" or plain.endswith("+json") or plain == "text/json"


def _parameter_schema(raw: JsonObject) -> JsonObject:
    """The schema of a parameter; its own example, and JSON ``content``, written into it."""
    content = as_object(raw.get("content"))
    found: dict[str, Json]
    if content:
        inner = as_object(next(iter(content.values()))).get("schema")
        found = {"type": "string", "contentMediaType": "application/json", "contentSchema": as_object(inner)}
    else:
        found = {**as_object(raw.get("schema"))}
    examples = [as_object(told).get("value") for told in as_object(raw.get("examples")).values()]
    if "example" in raw or examples:
        found["example"] = raw.get("example", examples[0] if examples else None)
    return found


def _encoding(raw: JsonObject) -> Encoding:
    return Encoding(
        content_type=as_text(raw.get("contentType")),
        style=as_text(raw.get("style")),
        explode=as_flag(raw.get("explode")),
        allow_reserved=raw.get("allowReserved") is True,
    )


def _status_names(status: str) -> tuple[str, ...]:
    return (status, f"{status[:1]}XX", f"{status[:1]}xx", "default")
