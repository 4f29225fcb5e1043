"""Decides which media type a body goes out in, and which of its fields the flow fills in itself."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from app.core.json_types import Json, JsonObject
from app.core.schema import normal_form as nf
from app.core.schema.operation import BodySpec, MediaSpec, Operation, is_json_type

_FORM_TYPES = ("multipart/x-www-form-urlencoded", "application/x-www-form-urlencoded")  # the first is a known slip


def is_multipart(media_type: str) -> bool:
    """Whether a body of this type is made of parts."""
    return media_type.lower().startswith("multipart/") and not is_urlencoded(media_type)


def is_urlencoded(media_type: str) -> bool:
    """Whether a body of this type is written like a query string."""
    return media_type.partition(";")[0].strip().lower() in _FORM_TYPES


def is_raw(media: MediaSpec) -> bool:
    """Whether a body of this kind is a file's bytes as they are."""
    if is_multipart(media.media_type) or is_urlencoded(media.media_type) or is_json_type(media.media_type):
        return False
    return nf.is_bytes(media.schema) or (nf.is_shapeless(media.schema) and not _is_text(media.media_type))


def _is_text(media_type: str) -> bool:
    plain = media_type.partition(";")[0].strip().lower()
    return plain.startswith("text/") or plain.endswith(("/xml", "+xml", "/yaml"))


def _rank(media: MediaSpec) -> int:
    if is_json_type(media.media_type) and not nf.is_bytes(media.schema):
        return 0
    if is_multipart(media.media_type):
        return 1
    return 2 if is_urlencoded(media.media_type) else 3


def preferred(body: BodySpec) -> MediaSpec:
    """JSON before multipart before urlencoded before anything else."""
    return min(body.content, key=_rank)


def for_files(body: BodySpec, names: Iterable[str]) -> MediaSpec | None:
    """The multipart body with a place for the file bytes of one of the parts *names*, or None."""
    wanted = set(names)
    for media in body.content:
        if is_multipart(media.media_type) and wanted.intersection(file_parts(media)):
            return media
    return None


def for_form(body: BodySpec, filled: Collection[str]) -> MediaSpec:
    """The media type whose fields a form shows, where the flow fills in the keys *filled*."""
    names = [key.removeprefix("body.") for key in filled if key.startswith("body.")]
    return for_files(body, names) or preferred(body)


def file_parts(media: MediaSpec) -> tuple[str, ...]:
    """The names of the parts that carry files' bytes; in multipart ``format: byte`` means that too."""
    shapes = [media.schema, *nf.branches(media.schema)]
    found = [name for shape in shapes for name, inner in nf.properties(shape).items() if _carries_bytes(inner)]
    return tuple(dict.fromkeys(found))


def _carries_bytes(schema: JsonObject) -> bool:
    if nf.is_bytes(schema):
        return True
    if nf.type_of(schema) == "array":
        items = schema.get("items")
        return isinstance(items, dict) and nf.is_bytes(items)
    return any(_carries_bytes(branch) for branch in nf.branches(schema))


def file_slot(operation: Operation) -> str | None:
    """The key of the place for the uploaded file, ``body`` or ``body.<part>``, or None where there is none.

    Of several parts it is a required one before the others, and raw bytes before base64.
    """
    if operation.body is None:
        return None
    for media in operation.body.content:
        if is_multipart(media.media_type) and (names := file_parts(media)):
            known, needed = nf.properties(media.schema), nf.required(media.schema)
            return f"body.{min(names, key=lambda n: (n not in needed, nf.BASE64 in known.get(n, {})))}"
    return "body" if any(is_raw(media) for media in operation.body.content) else None


def split_key(schema: JsonObject, rest: str) -> tuple[str, ...]:
    """*rest* of a key, ``a.b``, as a path of property names; a name may itself have a dot in it."""
    known = nf.properties(schema)
    for branch in nf.branches(schema):
        known = {**known, **nf.properties(branch)}
    fitting = [name for name in known if rest == name or rest.startswith(f"{name}.")]
    if not fitting:
        return tuple(rest.split(".")) if not known else (rest,)
    name = max(fitting, key=len)
    below = rest[len(name) + 1 :]
    return (name, *split_key(nf.value_schema(known[name]), below)) if below else (name,)


def without(schema: JsonObject, path: tuple[str, ...]) -> JsonObject:
    """*schema* without the property at *path*; an object that this empties goes too."""
    if nf.holds_json(schema):
        return {**schema, "contentSchema": without(nf.value_schema(schema), path)}
    found: dict[str, Json] = dict(schema)
    if branches := nf.branches(schema):
        found["anyOf"] = [without(branch, path) for branch in branches]
    known = dict(nf.properties(schema))
    if path[0] not in known:
        return found
    rest = without(known[path[0]], path[1:]) if path[1:] else {}
    if path[1:] and (nf.properties(rest) or nf.branches(rest) or not nf.properties(known[path[0]])):
        known[path[0]] = rest
    else:
        del known[path[0]]
        found["required"] = [name for name in nf.required(schema) if name != path[0]]
    found["properties"] = known
    return found
