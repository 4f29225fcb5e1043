"""Checks the shape of upload.yaml against its JSON Schema, and says each mistake in plain words."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import lru_cache
from typing import Any, cast

from jsonschema import Draft202012Validator
from jsonschema.exceptions import ValidationError

from app.core.json_types import Json
from app.core.paths import resources
from app.core.providers.expressions import near
from app.core.providers.files import SCHEMA_FILE
from app.core.providers.reader import Problem
from app.core.schema.located import Path_
from app.core.text import Text, text

_TYPE_NAMES = {
    "object": "a group of keys",
    "array": "a list",
    "string": "text",
    "integer": "a whole number",
    "number": "a number",
    "boolean": "true or false",
}


def check_structure(data: Json) -> list[Problem]:
    """Everything in *data* that upload.yaml's schema does not allow, in the file's order."""
    found: dict[tuple[Path_, str], Problem] = {}
    for error in _validator().iter_errors(data):
        for problem in _problems(error):
            found.setdefault((problem.path, str(problem.words)), problem)
    return list(found.values())


@lru_cache(maxsize=1)
def _validator() -> Draft202012Validator:
    schema = json.loads((resources() / SCHEMA_FILE).read_text(encoding="utf-8"))
    return Draft202012Validator(schema)


def _problems(error: ValidationError) -> list[Problem]:
    path: Path_ = tuple(error.absolute_path)
    told: Any = error.validator_value
    given: Any = error.instance
    kind, schema = str(error.validator), _mapping(error.schema)
    if kind == "additionalProperties":
        return _unknown_keys(error, path, schema)
    if "propertyNames" in list(error.schema_path)[-2:]:
        words = text("“{key}” is not known here; expected {form}", key=str(error.instance), form=_key_form(schema))
        return [Problem((*path, str(error.instance)), words)]
    if kind == "required":
        missing = [k for k in told if k not in given]
        return [Problem(path, text("“{key}” is missing here", key=key)) for key in missing]
    return [Problem(path, _about_value(error, kind, schema))]


def _unknown_keys(error: ValidationError, path: Path_, schema: Mapping[str, Any]) -> list[Problem]:
    known = list(_mapping(schema.get("properties")))
    return [
        Problem(
            (*path, key),
            text(
                "“{key}” is not known here{hint}. Expected one of: {known}",
                key=key,
                hint=near(key, known),
                known=", ".join(known),
            ),
        )
        for key in cast("Mapping[str, Any]", error.instance)
        if key not in known
    ]


def _key_form(schema: Mapping[str, Any]) -> str:
    pattern = str(schema.get("pattern", ""))
    if pattern.startswith("^([1-5]"):
        return "a status such as 403, or an S3 code such as ExpiredToken"
    if pattern == "^/":
        return "a JSON Pointer such as /id"
    return "path.x, query.x, header.X or body.x"


def _about_value(error: ValidationError, kind: str, schema: Mapping[str, Any]) -> Text:
    given, told = _short(error.instance), cast("Any", error.validator_value)
    if kind == "type":
        names = [told] if isinstance(told, str) else list(told)
        expected = str(schema.get("description", "")) or " or ".join(_TYPE_NAMES[n] for n in names)
        return text("expected {expected}, not {given}", expected=expected, given=given)
    if kind == "enum":
        known = [str(v) for v in told]
        return text(
            "{given} is not possible here{hint}. Expected one of: {known}",
            given=given,
            hint=near(str(error.instance), known),
            known=", ".join(known),
        )
    if kind == "const":
        return text("expected {expected}, not {given}", expected=_short(error.validator_value), given=given)
    if kind == "pattern" and schema.get("description"):
        return text("expected {expected}, not {given}", expected=str(schema["description"]), given=given)
    return text("{problem}", problem=error.message[:200])


def _mapping(value: object) -> Mapping[str, Any]:
    return value if isinstance(value, Mapping) else {}


def _short(value: object) -> str:
    words = json.dumps(value, ensure_ascii=False, default=str)
    return words if len(words) <= 60 else words[:59] + "…"
