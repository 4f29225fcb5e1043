"""Makes names from documents readable, and tells which of them sound like secrets."""

from __future__ import annotations

import re

_CAMEL = re.compile(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")
_SPLIT = re.compile(r"[\s_\-.\[\]{}:/$@]+")
_IDENTIFIER = re.compile(r"[A-Za-z0-9]+(?:[_.\-][A-Za-z0-9]+)*\Z")

_SPELLINGS = """
    ID IDs URL URLs URI URIs API CSV TSV PDF HTML JSON JSONL XML YAML SQL ZIP MD5 SHA1 SHA256 IP UUID HTTP HTTPS OCR
    ISO UTC SKU VAT SSL TLS FTP AWS S3 SMS SEO CDN MIME OS UI DNS GPS GPX TCX ISRC LLM DPI RGB CSS TTL ASCII CRM ISBN
    IBAN DOI EU UK USA
"""
_SPELLED = {word.lower(): word for word in _SPELLINGS.split()}
_TITLE_CASED = {word.capitalize(): word for word in _SPELLED.values() if word not in ("AWS", "OS")}
_SECRET_WORDS = frozenset({"password", "passwd", "passphrase", "secret", "token"})
_SECRET_KEYS = frozenset({"api", "access", "secret", "private", "auth", "signing", "encryption", "license"})
_HARMLESS_TOKENS = frozenset({"page", "next", "continuation", "sync", "previous"})


def words_of(name: str) -> list[str]:
    """The words that *name* is made of: ``projectId`` and ``project_id`` are both project, id."""
    spaced = _CAMEL.sub(" ", name)
    return [word for part in _SPLIT.split(spaced) for word in part.split() if word]


def humanise(name: str) -> str:
    """*name* as a label: ``filename_override`` is "Filename override", ``projectId`` is "Project ID"."""
    words = words_of(name)
    if not words:
        return name
    whole = _SPELLED.get(name.lower())
    if whole:
        return whole
    spelled = [_SPELLED.get(word.lower(), word.lower()) for word in words]
    spelled[0] = spelled[0][:1].upper() + spelled[0][1:]
    return " ".join(spelled)


def label_for(title: str, name: str) -> str:
    """The label of a field: its title, unless that is a bare identifier; else its name made readable."""
    title = " ".join(title.split())
    is_bare = _IDENTIFIER.match(title) and title != title.upper() and (title.islower() or len(words_of(title)) > 1)
    if is_bare or not title:
        return humanise(title or name)
    return " ".join(_TITLE_CASED.get(word, word) for word in title.split(" "))


def header_label(name: str) -> str:
    """The label of a header: without the ``X-`` that old conventions put before it."""
    return humanise(name[2:] if name[:2].lower() == "x-" and len(name) > 2 else name)


def is_secret(name: str, *, alone: bool = True) -> bool:
    """Whether a text field of this name likely holds a secret.

    Args:
        alone: it is not one half of a name-and-value pair, in which ``key`` means the name.
    """
    words = [word.lower() for word in words_of(name)]
    if not words:
        return False
    before = words[-2] if len(words) > 1 else ""
    if words[-1] == "key":
        return before in _SECRET_KEYS or (alone and len(words) == 1)
    return words[-1] in _SECRET_WORDS and before not in _HARMLESS_TOKENS
