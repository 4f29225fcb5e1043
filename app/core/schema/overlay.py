"""Applies an OpenAPI Overlay 1.0 to a document: updates are merged in, removals cut out, in the order given."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from app.core.errors import ProviderError
from app.core.json_types import Json
from app.core.schema.jsonpath import Location, PathError, find, parse
from app.core.schema.located import Located
from app.core.schema.reading import as_list, as_object
from app.core.text import Text, text


def apply(document: Json, overlay: Located) -> tuple[Json, tuple[Text, ...]]:
    """*document* with the actions of *overlay* done, and warnings about those that met nothing.

    The document itself is left as it is.

    Raises:
        ProviderError: the overlay is not one; the words name file, line and column.
    """
    told = as_object(overlay.value)
    if "overlay" not in told or not isinstance(told.get("actions"), Sequence):
        raise ProviderError(
            text("{where}: an overlay needs “overlay: 1.0.0” and a list of “actions”.", where=overlay.where())
        )
    warnings: list[Text] = []
    for number, action in enumerate(as_list(told["actions"])):
        place: Location = ("actions", number)
        changed = _act(document, action, overlay, place)
        if changed is None:
            warnings.append(
                text("{where}: nothing in the document matches this target.", where=overlay.where((*place, "target")))
            )
        else:
            document = changed[0]
    return document, tuple(warnings)


def _act(document: Json, action: Json, overlay: Located, place: Location) -> tuple[Json] | None:
    """The changed document, in a tuple so that it may be null; None where the target matches nothing."""
    target = action.get("target") if isinstance(action, Mapping) else None
    if not isinstance(action, Mapping) or not isinstance(target, str):
        raise ProviderError(text("{where}: an action needs a “target”.", where=overlay.where(place)))
    try:
        locations = find(document, parse(target))
    except PathError as error:
        raise ProviderError(
            text(
                "{where}: “{rest}” is not understood as part of a JSONPath. Write it with names, indexes, “*”, “..” "
                "and filters such as [?@.name == 'x'].",
                where=overlay.where((*place, "target")),
                rest=str(error),
            )
        ) from error
    if not locations:
        return None
    if action.get("remove") is True:
        for location in sorted(locations, key=_rank, reverse=True):  # from the end: indexes before it stay right
            document = _removed(document, location)
    elif "update" in action:
        for location in locations:
            document = _updated(document, location, action["update"])
    return (document,)


def _rank(location: Location) -> list[tuple[int, str]]:
    return [(step, "") if isinstance(step, int) else (-1, step) for step in location]


def _removed(value: Json, location: Location) -> Json:
    if not location:
        return {}
    key, rest = location[0], location[1:]
    if isinstance(value, Mapping):
        return {k: _removed(v, rest) if k == key else v for k, v in value.items() if rest or k != key}
    entries = enumerate(as_list(value))
    return [_removed(v, rest) if i == key else v for i, v in entries if rest or i != key]


def _updated(value: Json, location: Location, update: Json) -> Json:
    if not location:
        return _merged(value, update)
    key, rest = location[0], location[1:]
    if isinstance(value, Mapping):
        return {k: _updated(v, rest, update) if k == key else v for k, v in value.items()}
    return [_updated(v, rest, update) if i == key else v for i, v in enumerate(as_list(value))]


def _merged(value: Json, update: Json) -> Json:
    """Objects are merged, a list gets the update's entries (or the update as one) behind its own."""
    if isinstance(value, Mapping) and isinstance(update, Mapping):
        merged = {k: _merged(v, update[k]) if k in update else v for k, v in value.items()}
        return {**merged, **{k: v for k, v in update.items() if k not in value}}
    if isinstance(value, Sequence) and not isinstance(value, str):
        return [*value, *(as_list(update) if isinstance(update, list | tuple) else [update])]
    return update
