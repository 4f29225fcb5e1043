"""An OpenAPI document: loading it, applying its overlay, and finding operations in it."""

from __future__ import annotations

import difflib
from collections.abc import Iterator, Mapping
from functools import cached_property
from pathlib import Path

from app.core.errors import ProviderError
from app.core.json_types import Json, JsonObject
from app.core.schema import swagger2
from app.core.schema.document_rules import broken_rules
from app.core.schema.located import Located
from app.core.schema.normalise import Normaliser
from app.core.schema.operation import METHODS, Operation
from app.core.schema.reading import as_list, as_object, as_objects, as_text
from app.core.schema.references import References
from app.core.schema.yaml_loader import load_file
from app.core.text import Text, text


class Document:
    """An OpenAPI 3.0 or 3.1 or Swagger 2.0 document.

    Attributes:
        raw: the document as it was read, with its overlay applied.
        version: of the API, as the document states it.
        title: what the document calls the API.
    """

    def __init__(self, located: Located, warnings: tuple[Text, ...] = ()) -> None:
        raw = located.value
        if not isinstance(raw, Mapping) or not any(key in raw for key in ("openapi", "swagger", "paths")):
            raise ProviderError(text("{where}: this is not an OpenAPI document.", where=located.where()))
        self.raw: JsonObject = raw
        info = as_object(raw.get("info"))
        self.version = as_text(info.get("version"))
        self.title = as_text(info.get("title"))
        self._references = References(raw)
        self._requests = Normaliser(self._references)
        self._is_swagger = swagger2.is_swagger(raw)
        self._operations: dict[tuple[str, str], Operation] = {}
        self._told = (*warnings, *broken_rules(raw, located))

    @classmethod
    def load(cls, path: Path, overlay: Path | None = None) -> Document:
        """Read a document from YAML or JSON, and apply an OpenAPI Overlay 1.0 to it.

        Raises:
            ProviderError: a file cannot be read or is not what it should be; the words name file:line:column.
        """
        return cls(*read_document(path, overlay))

    @property
    def warnings(self) -> tuple[Text, ...]:
        """Where the document breaks OpenAPI's rules, as far as it has been looked at."""
        return (*self._told, *self._requests.warnings)

    @cached_property
    def servers(self) -> tuple[tuple[str, str], ...]:
        """Base addresses as (url, description), variables filled with their defaults; relative ones are kept."""
        if self._is_swagger:
            return swagger2.servers(self.raw)
        return _servers(self.raw.get("servers")) or (("/", ""),)

    def operation(self, ref: str) -> Operation:
        """The operation with this operationId, or at this ``"METHOD /path"``.

        Raises:
            ProviderError: there is none; the words name the nearest.
        """
        found = self._by_name.get(ref)
        if found is None:
            method, _, path = ref.partition(" ")
            found = self._by_name.get(f"{method.upper()} {path.strip()}")
        if found is None:
            raise ProviderError(_unknown(ref, [*self._by_name]))
        return self._operation(*found)

    def operations(self) -> tuple[Operation, ...]:
        """Every operation, in the document's order."""
        return tuple(self._operation(path, method) for path, method in self._places())

    def security_scheme(self, name: str) -> JsonObject | None:
        """The security scheme of this name in the shape of OpenAPI 3, or None."""
        schemes = as_object(as_object(self.raw.get("components")).get("securitySchemes"))
        if self._is_swagger:
            schemes = as_object(self.raw.get("securityDefinitions"))
        if name not in schemes:
            return None
        told = self._references.follow(schemes[name])
        return swagger2.security_scheme(told) if self._is_swagger else told

    def _places(self) -> Iterator[tuple[str, str]]:
        for path, item in as_object(self.raw.get("paths")).items():
            item_ = self._references.follow(item)
            yield from ((path, m) for m, told in item_.items() if m in METHODS and isinstance(told, Mapping))

    @cached_property
    def _by_name(self) -> Mapping[str, tuple[str, str]]:
        found: dict[str, tuple[str, str]] = {}
        for path, method in self._places():
            found.setdefault(self._ref(path, method), (path, method))
            found.setdefault(f"{method.upper()} {path}", (path, method))
        for path, method in self._places():
            found.setdefault(f"{method.upper()} {path.partition('?')[0]}", (path, method))
        return found

    def _ref(self, path: str, method: str) -> str:
        item = self._references.follow(as_object(self.raw.get("paths")).get(path))
        return as_text(as_object(item.get(method)).get("operationId")) or f"{method.upper()} {path}"

    def _operation(self, path: str, method: str) -> Operation:
        """The one operation there; kept, since every request of an upload asks for it."""
        found = self._operations.get((path, method))
        if found is None:
            found = self._operations[path, method] = self._read(path, method)
        return found

    def _read(self, path: str, method: str) -> Operation:
        item = self._references.follow(as_object(self.raw.get("paths"))[path])
        raw = as_object(item.get(method))
        if self._is_swagger:
            raw, item = swagger2.upgrade(raw, item, self.raw, self._references), {}
        responses = {
            status: as_text(self._references.follow(told).get("description"))
            for status, told in as_object(raw.get("responses")).items()
        }
        return Operation(
            ref=self._ref(path, method),
            method=method.upper(),
            path=path,
            summary=as_text(raw.get("summary")),
            responses=responses,
            security=self._security(raw),
            servers=_servers(raw.get("servers")) or _servers(item.get("servers")),
            raw=raw,
            path_item=item,
            references=self._references,
            requests=self._requests,
            untyped_is_file=as_text(self.raw.get("openapi")).startswith("3.1"),
        )

    def _security(self, operation: JsonObject) -> tuple[str, ...]:
        told = operation["security"] if "security" in operation else self.raw.get("security")
        return tuple(dict.fromkeys(name for alternative in as_objects(told) for name in alternative))


def read_document(path: Path, overlay: Path | None = None) -> tuple[Located, tuple[Text, ...]]:
    """What :meth:`Document.load` reads: the values with the overlay applied, and warnings about the overlay.

    Raises:
        ProviderError: as there.
    """
    located = load_file(path)
    if overlay is None:
        return located, ()
    # Its patterns take 13 ms to compile, and documents that were read before have their overlay applied.
    from app.core.schema.overlay import apply

    value, warnings = apply(located.value, load_file(overlay))
    return Located(value, located.name, located.marks), warnings


def _servers(told: Json) -> tuple[tuple[str, str], ...]:
    return tuple((_address(s), as_text(s.get("description"))) for s in as_objects(told) if s.get("url"))


def _address(server: JsonObject) -> str:
    url = as_text(server.get("url"))
    for name, variable in as_object(server.get("variables")).items():
        known = as_object(variable)
        default = as_text(known.get("default")) or next(iter(map(as_text, as_list(known.get("enum")))), "")
        url = url.replace(f"{{{name}}}", default or f"{{{name}}}")
    return url


def _unknown(ref: str, names: list[str]) -> Text:
    lower = {name.lower(): name for name in names}
    near = [lower[name] for name in difflib.get_close_matches(ref.lower(), lower, n=3, cutoff=0.4)]
    if not near:
        return text("The document has no operation “{ref}”.", ref=ref)
    return text("The document has no operation “{ref}”. Near it: {names}.", ref=ref, names=", ".join(near))
