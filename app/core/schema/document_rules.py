"""Looks for places where a document breaks OpenAPI's rules; each is a warning, never a refusal."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from app.core.json_types import Json, JsonObject
from app.core.schema.located import Located
from app.core.schema.operation import METHODS, PLACES, path_names
from app.core.schema.reading import as_list, as_object, as_text
from app.core.schema.references import References
from app.core.text import Text, text

_PLACES_OF_2 = (*PLACES, "body", "formData")


def broken_rules(root: JsonObject, located: Located) -> tuple[Text, ...]:
    """Warnings about *root*, with the places that *located* knows."""
    references = References(root)
    found: list[Text] = []
    version = as_text(root.get("openapi")) or as_text(root.get("swagger"))
    if not version.startswith(("2.", "3.")):
        found.append(text("{where}: the document does not say which version of OpenAPI it is.", where=located.where()))
    if not as_object(root.get("paths")):
        found.append(text("{where}: the document describes no operations.", where=located.where()))
    names: dict[str, str] = {}
    for path, item in as_object(root.get("paths")).items():
        for method, operation in as_object(item).items():
            if method not in METHODS or not isinstance(operation, Mapping):
                continue
            where = located.where(("paths", path, method))
            found.extend(_double_name(operation, f"{method.upper()} {path}", names, where))
            found.extend(_parameters(operation, as_object(item), path, references, where))
    return tuple(found)


def _double_name(operation: JsonObject, ref: str, names: dict[str, str], where: str) -> Iterator[Text]:
    name = as_text(operation.get("operationId"))
    if name and name in names:
        yield text(
            "{where}: “{name}” is the name of “{other}” too; refer to it as “{ref}”.",
            where=where,
            name=name,
            other=names[name],
            ref=ref,
        )
    if name:
        names.setdefault(name, ref)


def _parameters(
    operation: JsonObject, item: JsonObject, path: str, references: References, where: str
) -> Iterator[Text]:
    declared: set[str] = set()
    for told in (*as_list(operation.get("parameters")), *as_list(item.get("parameters"))):
        parameter = references.follow(told)
        name, place = as_text(parameter.get("name")), as_text(parameter.get("in"))
        if place == "path":
            declared.add(name)
        if not name or place not in _PLACES_OF_2:
            yield text("{where}: a parameter has no name or no place; it is left out.", where=where)
        elif not _has_schema(parameter):
            yield text("{where}: the parameter “{name}” has no schema.", where=where, name=name)
    for name in path_names(path):
        if name not in declared:
            yield text("{where}: “{name}” of the path is not described; it is taken as text.", where=where, name=name)
    for name in declared.difference(path_names(path)):
        yield text("{where}: the path has no “{name}”; that parameter is left out.", where=where, name=name)


def _has_schema(parameter: Mapping[str, Json]) -> bool:
    return any(key in parameter for key in ("schema", "content", "type"))
