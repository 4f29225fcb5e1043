"""Takes secrets out of what is logged or shown: signed URLs, policies, tokens, keys."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from urllib.parse import urlsplit, urlunsplit

from app.core.json_types import Json

MASK = "•••"


class Secret:
    """A key in memory that does not show itself in a repr, a log line or a traceback."""

    __slots__ = ("_value",)

    def __init__(self, value: str) -> None:
        self._value = value

    def reveal(self) -> str:
        """The key itself, for the one header it belongs in."""
        return self._value

    def __repr__(self) -> str:
        return f"Secret({MASK})"

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Secret) and other._value == self._value

    def __hash__(self) -> int:
        return hash(self._value)


_SECRET_NAME = re.compile(
    r"(authorization|cookie|token|access[-_]?key|secret|passw|api[-_]?key|signature|policy|credential|signed_?url|upload_?url"
    r"|download_?url|x-amz-)",
    re.IGNORECASE,
)
_URL = re.compile(r"https?://[^\s\"'<>\\]+")
# "Bearer x" as headers have it, whatever x is; but not any word behind a "token" in a sentence: vendors say
# things like "missing bearer token" to people.
_BEARER = re.compile(
    r"(?P<scheme>\b(?:Bearer|Basic)|(?i:\bauthorization[\"':= ]+(?:token|bearer|basic))"
    r"|(?i:\b(?:bearer|token|basic))(?=\s+(?:[^\s\"',;]*[\d_.=+/-][^\s\"',;]*|[^\s\"',;]{20,})))"
    r"\s+[^\s\"',;]+"
)

# Keys as vendors hand them out ("sk-…", "ghp_…"), signed tokens (JWT: RFC 7519, whose header begins with "{" in
# base64url), and long runs of letters and digits without any sense.
_KEY = re.compile(
    r"\b(?:sk|pk|rk|key|api|tok|token|secret|pat|ghp|gho|glpat|xox[abp]|AKIA|ASIA)[-_]?(?=[A-Za-z_-]*\d)[A-Za-z0-9_-]{16,}"
    r"|\beyJ[\w-]{8,}\.[\w-]{8,}\.[\w-]*"
    r"|(?=[A-Za-z0-9+/_]*\d)(?=[A-Za-z0-9+/_]*[a-z])(?=[A-Za-z0-9+/_]*[A-Z])[A-Za-z0-9+/_]{28,}"
    r"|\b(?=[a-fA-F]*\d)[0-9a-fA-F]{40,}\b"
)


def mask_url(url: str) -> str:
    """*url* without user info, and with its query's values taken out: a signature may be any of them."""
    try:
        parts = urlsplit(url)
    except ValueError:  # such as an unclosed bracket: nothing in it can be told apart
        return f"{url.partition('://')[0]}://{MASK}"
    host = parts.netloc.rsplit("@", 1)[-1]
    query = "&".join(f"{pair.partition('=')[0]}={MASK}" for pair in parts.query.split("&") if pair)
    return urlunsplit((parts.scheme, host, parts.path, query, ""))


def is_secret_name(name: str) -> bool:
    """Whether a header, field or property called *name* may hold a secret."""
    return bool(_SECRET_NAME.search(name))


def mask_headers(headers: Sequence[tuple[str, str]]) -> tuple[tuple[str, str], ...]:
    """*headers* with the values of those that may hold a secret taken out."""
    return tuple((n, MASK if is_secret_name(n) else mask_text(v)) for n, v in headers)


def mask_json(data: Json, name: str = "") -> Json:
    """*data* with secret properties taken out and every URL in it masked."""
    if isinstance(data, Mapping):
        return {key: mask_json(value, key) for key, value in data.items()}
    if isinstance(data, str):
        if name and is_secret_name(name):
            return mask_url(data) if data.startswith(("http://", "https://")) else MASK
        return mask_text(data)
    if isinstance(data, Sequence):
        return [mask_json(item, name) for item in data]
    return data


def mask_text(words: str, *secrets: str) -> str:
    """*words* with URLs' queries, ``Bearer …`` values and each of *secrets* taken out."""
    for secret in secrets:
        if secret:
            words = words.replace(secret, MASK)
    words = _BEARER.sub(lambda m: f"{m['scheme']} {MASK}", words)
    return _URL.sub(lambda m: mask_url(m.group(0)), words)


def is_masked(data: Json) -> bool:
    """Whether something was taken out of *data*."""
    if isinstance(data, Mapping):
        return any(is_masked(value) for value in data.values())
    if isinstance(data, str):
        return MASK in data
    return isinstance(data, Sequence) and any(is_masked(item) for item in data)


def looks_secret(words: str) -> bool:
    """Whether *words* look like a key, a signed address or another secret, whatever they are called.

    Errs on the side of caution: it is asked before something leaves for other people.
    """
    return mask_text(words) != words or _KEY.search(words) is not None
