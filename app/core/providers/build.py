"""From the checked data of upload.yaml to the model of a flow."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from pathlib import PurePath
from typing import Any

from app.core.json_types import JsonObject
from app.core.providers.build_steps import build_actions, build_steps
from app.core.providers.model import (
    Auth,
    Companion,
    FileRules,
    Flow,
    KeyTest,
    Mode,
    RateLimits,
    ResultSpec,
    Server,
)
from app.core.providers.reader import Reader
from app.core.schema.document import Document
from app.core.schema.located import Path_
from app.core.schema.model import FieldHints
from app.core.text import text


def build_flow(data: Mapping[str, Any], document: Document, reader: Reader) -> Flow:
    """The flow that *data* describes; mistakes that the schema cannot see go to *reader*."""
    provider = data["provider"]
    form = dict(data.get("form", {}))
    return Flow(
        id=provider["id"],
        name=provider["name"],
        docs=provider.get("docs", ""),
        api=data["api"],
        server=_server(data.get("server", {}), document),
        auth=_auth(data.get("auth"), document, reader),
        files=_files(data.get("files", {}), reader),
        only=tuple(form.pop("only", ())),
        hints={key: _hints(hint) for key, hint in form.items()},
        modes=tuple(Mode(**mode) for mode in data.get("modes", ())),
        limits=RateLimits(**data.get("limits", {})),
        steps=build_steps(data["steps"], reader),
        actions=build_actions(data.get("actions", ())),
        result=_result(data.get("result", {})),
        messages=dict(data.get("messages", {})),
        destination=data.get("destination", ""),
    )


def _server(data: Mapping[str, Any], document: Document) -> Server:
    override = bool(data.get("override", True))
    if "choices" in data:
        return Server(tuple((c["url"].rstrip("/"), c.get("label", "")) for c in data["choices"]), override)
    return Server(tuple((url.rstrip("/"), label) for url, label in document.servers), override)


def _auth(data: Mapping[str, Any] | None, document: Document, reader: Reader) -> Auth | None:
    if data is None:
        return None
    scheme = document.security_scheme(data.get("use", ""))
    if scheme is None:
        reader.problem(
            ("auth", "use"),
            text("“{name}” is no security scheme of the API's document", name=data.get("use", "")),
        )
        return None
    _check_pattern(data, ("auth",), "looks_like", reader)
    place, name, prefix = _place_of_key(scheme)
    return Auth(
        place=place,
        name=name,
        prefix=data.get("prefix", prefix),
        looks_like=data.get("looks_like", ""),
        help=data.get("help", ""),
        help_url=data.get("help_url", ""),
        test=_key_test(data["test"]) if "test" in data else None,
        headers=dict(data.get("headers", {})),
    )


def _place_of_key(scheme: JsonObject) -> tuple[str, str, str]:
    """Where the key goes, under which name, and what stands before it (OpenAPI 3.1.1, Security Scheme Object)."""
    if scheme.get("type") == "apiKey":
        return str(scheme.get("in", "header")), str(scheme.get("name", "Authorization")), ""
    basic = str(scheme.get("scheme", "")).lower() == "basic"
    return "header", "Authorization", "Basic " if basic else "Bearer "


def _key_test(data: Mapping[str, Any]) -> KeyTest:
    return KeyTest(
        call=data["call"],
        with_=dict(data.get("with", {})),
        ok=tuple(data.get("ok", (200, 201, 204))),
        bad=tuple(data.get("bad", (401, 403))),
    )


def _files(data: Mapping[str, Any], reader: Reader) -> FileRules:
    path: Path_ = ("files",)
    _check_pattern(data, path, "name_pattern", reader)
    _check_pattern(data, path, "clean", reader)
    plain = ("name_pattern", "name_help", "clean", "header_row", "columns", "text_encoding")
    smallest = reader.size(data, path, "min_size")
    return FileRules(
        accept=tuple(data.get("accept", ())),
        types=tuple(data.get("types", ())),
        min_size=1 if smallest is None else smallest,
        max_size=reader.size(data, path, "max_size"),
        max_count=data.get("max_count"),
        warn_accept=tuple(data.get("warn_accept", ())),
        count_valid=dict(data.get("count_valid", {})),
        unique=data.get("unique", False),
        companion=_companion(data["companion"], reader) if "companion" in data else None,
        **{key: data.get(key, "") for key in plain},
    )


def _companion(data: Mapping[str, Any], reader: Reader) -> Companion:
    return Companion(
        name=data["name"],
        label=data.get("label", ""),
        help=data.get("help", ""),
        form=data.get("form", False),
        max_size=reader.size(data, ("files", "companion"), "max_size"),
        same_types=data.get("same_types", False),
        reserved=tuple(data.get("reserved", ())),
    )


def _check_pattern(data: Mapping[str, Any], path: Path_, key: str, reader: Reader) -> None:
    try:
        re.compile(data.get(key, ""))
    except re.error as error:
        reader.problem((*path, key), text("this regular expression cannot be read: {why}", why=str(error)))


def _hints(data: Mapping[str, Any]) -> FieldHints:
    return FieldHints(**data)


def _result(data: Mapping[str, Any]) -> ResultSpec:
    copies: str | Sequence[str] = data.get("copy", ())
    return ResultSpec(
        id=data.get("id", ""),
        link=data.get("link", ""),
        copy=(copies,) if isinstance(copies, str) else tuple(copies),
        text=data.get("text", ""),
    )


def safe_file_name(name: str) -> bool:
    """Whether *name* is a plain file name, so that a provider's folder cannot reach outside itself."""
    return bool(name) and PurePath(name).name == name and "\\" not in name and name not in (".", "..")
