"""Follows ``$ref`` inside one document (RFC 6901 pointers in a URI fragment)."""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import unquote

from app.core.json_types import Json, JsonObject
from app.core.schema.reading import EMPTY, as_list

MAX_HOPS = 50


class References:
    """Looks up what a ``$ref`` of one document means."""

    def __init__(self, root: JsonObject) -> None:
        self._root = root

    def look_up(self, ref: str) -> Json:
        """What *ref* points at.

        Raises:
            LookupError: it leads into another file, or to nothing.
        """
        if not ref.startswith("#"):
            raise LookupError(ref)
        return point(self._root, unquote(ref[1:]))

    def follow(self, value: Json) -> JsonObject:
        """*value*, or what its ``$ref`` leads to in the end; an empty object where that is no object.

        For parameters, bodies, responses and path items: keys beside the ``$ref`` of a path item are kept.
        """
        siblings: dict[str, Json] = {}
        for _ in range(MAX_HOPS):
            if not isinstance(value, Mapping):
                return siblings
            ref = value.get("$ref")
            if not isinstance(ref, str):
                return {**value, **siblings} if siblings else value
            siblings = {**{k: v for k, v in value.items() if k != "$ref"}, **siblings}
            try:
                value = self.look_up(ref)
            except LookupError:
                return siblings
        return EMPTY


def point(value: Json, pointer: str) -> Json:
    """What the JSON Pointer *pointer* means in *value*.

    Raises:
        LookupError: nothing is there.
    """
    if pointer and not pointer.startswith("/"):
        raise LookupError(pointer)
    for step in pointer.split("/")[1:]:
        name = step.replace("~1", "/").replace("~0", "~")
        if isinstance(value, Mapping):
            value = value[name]
        elif name.isascii() and name.isdigit() and len(name) < 10:
            value = as_list(value)[int(name)]
        else:
            raise LookupError(pointer)
    return value


def last_name(ref: str) -> str:
    """The last segment of a ``$ref``: the name of the component it means."""
    return unquote(ref.rsplit("/", 1)[-1]).replace("~1", "/").replace("~0", "~")
