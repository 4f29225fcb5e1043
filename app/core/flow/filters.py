"""The fixed list of filters that an expression's value can be passed through."""

from __future__ import annotations

import base64
import json
import posixpath
import re
from collections.abc import Callable, Mapping, Sequence
from urllib.parse import quote

from app.core.errors import FlowError
from app.core.json_types import Json
from app.core.text import text

Names = Mapping[str, Json]
_Ask = Callable[[], Names]


def apply(name: str, value: Json, names: _Ask) -> Json:
    """*value* after the filter *name*; *names* tells what a URI template may use.

    Raises:
        FlowError: the value is of a kind that the filter cannot work on.
    """
    try:
        return _FILTERS[name](value, names)
    except (ValueError, TypeError, AttributeError) as error:
        raise FlowError(
            text("“{name}” cannot be applied to what the vendor replied.", name=name), str(error)
        ) from error


def to_text(value: Json) -> str:
    """A value as it stands in the middle of a text."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str | int | float):
        return str(value)
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _base64(value: Json, _names: _Ask) -> Json:
    return base64.b64encode(to_text(value).encode()).decode("ascii")


def _hex2b64(value: Json, _names: _Ask) -> Json:
    return base64.b64encode(bytes.fromhex(to_text(value))).decode("ascii")


def _json(value: Json, _names: _Ask) -> Json:
    return json.dumps(value, ensure_ascii=False)


def _dirname(value: Json, _names: _Ask) -> Json:
    return posixpath.dirname(to_text(value))


def _basename(value: Json, _names: _Ask) -> Json:
    return posixpath.basename(to_text(value))


def _quote(value: Json, _names: _Ask) -> Json:
    return quote(to_text(value), safe="")


def _pairs(value: Json, _names: _Ask) -> Json:
    """``[{name|header|key, value}, …]`` as a map; a map stays as it is."""
    if isinstance(value, Mapping):
        return value
    if isinstance(value, str) or not isinstance(value, Sequence):
        raise TypeError("not a list of pairs")
    return dict(_pair(item) for item in value)


def _pair(item: Json) -> tuple[str, Json]:
    if not isinstance(item, Mapping) or "value" not in item:
        raise TypeError("not a pair")
    name = next((item[k] for k in ("name", "header", "key") if isinstance(item.get(k), str)), None)
    if name is None:
        raise TypeError("a pair without a name")
    return str(name), item["value"]


_TEMPLATE_HOLE = re.compile(r"\{([+#./;?&]?)([^{}]*)\}")
# RFC 6570: what comes first, what stands between, whether names are written.
_OPERATORS: Mapping[str, tuple[str, str, bool]] = {
    "": ("", ",", False),
    "+": ("", ",", False),
    "#": ("#", ",", False),
    ".": (".", ".", False),
    "/": ("/", "/", False),
    ";": (";", ";", True),
    "?": ("?", "&", True),
    "&": ("&", "&", True),
}


def _uri_template(value: Json, ask: _Ask) -> Json:
    """An RFC 6570 template (levels 1 to 3), such as ``…/assets{?name,label}``."""
    names = ask()

    def expand(match: re.Match[str]) -> str:
        """One hole of the template; names without a value leave nothing (RFC 6570, 3.2.1)."""
        first, between, named = _OPERATORS[match.group(1)]
        safe = ":/?#[]@!$&'()*+,;=" if match.group(1) in ("+", "#") else ""
        parts = []
        for variable in match.group(2).split(","):
            if names.get(variable) is not None:
                word = quote(to_text(names[variable]), safe=safe)
                parts.append(f"{variable}={word}" if named else word)
        return first + between.join(parts) if parts else ""

    return _TEMPLATE_HOLE.sub(expand, to_text(value))


_FILTERS: Mapping[str, Callable[[Json, _Ask], Json]] = {
    "base64": _base64,
    "hex2b64": _hex2b64,
    "json": _json,
    "dirname": _dirname,
    "basename": _basename,
    "quote": _quote,
    "pairs": _pairs,
    "uri_template": _uri_template,
}
