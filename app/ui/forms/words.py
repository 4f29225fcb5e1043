"""Words that forms say about fields: grey hints, and a vendor's description made readable."""

from __future__ import annotations

import html
import re

from app.core.schema.model import Field
from app.core.text import Text, text, verbatim
from app.ui.forms.presence import same, shown

_FENCE = re.compile(r"```\w*")
_LINK = re.compile(r"!?\[([^\]]*)\]\(([^)\s]*)[^)]*\)")
_TAG = re.compile(r"</?[a-zA-Z][^<>]*>")
_BREAK = re.compile(r"<br\s*/?>|</p>|</li>", re.IGNORECASE)
_EMPHASIS = re.compile(r"(\*\*|__|`)(?=\S)(.+?)(?<=\S)\1", re.DOTALL)
_HEADING = re.compile(r"^#{1,6}\s+", re.MULTILINE)
_LINES = re.compile(r"[ \t]*\n[ \t]*")
_SHORT = 220  # characters of help that are read at a glance


def default_words(field: Field) -> Text:
    """What stands in an empty widget: the server's default, else an example, else nothing."""
    if field.has_default and field.default is not None:
        return text("{value} if left empty", value=value_label(field))
    return text("For example {value}", value=field.placeholder) if field.placeholder else verbatim("")


def value_label(field: Field) -> str | Text:
    """The label of the field's default."""
    for choice in field.choices:
        if same(choice.value, field.default):
            return choice.label
    if isinstance(field.default, bool):
        return text("Yes") if field.default else text("No")
    return shown(field.default)


def plain(words: str) -> str:
    """A description without its Markdown and HTML marks: they are read as plain text, never drawn."""
    words = _BREAK.sub("\n", _FENCE.sub("", words))
    words = html.unescape(_TAG.sub("", words))
    words = _HEADING.sub("", _EMPHASIS.sub(r"\2", _LINK.sub(r"\1", words)))
    lines = (line.strip() for line in _LINES.split(words))
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()


def tip(words: str) -> str:
    """*words* for a tool tip: wrapped, and never read as markup, which Qt would guess from a ``<`` in them."""
    return f"<qt>{html.escape(words)}</qt>" if words else ""


def unmarked(words: str) -> str:
    """*words* for a button, a tick or a label with a buddy, where Qt takes ``&`` for a shortcut."""
    return words.replace("&", "&&")


def shortened(words: str) -> str:
    """The beginning of a long help text, up to a sentence or a word; *words* themselves if short enough."""
    if len(words) <= _SHORT + 40:
        return words
    head = words[:_SHORT]
    end = max(head.rfind(". "), head.rfind(".\n"), head.rfind("\n\n"))
    if end > _SHORT // 3:
        return head[: end + 1].rstrip()
    return head[: max(head.rfind(" "), 1)].rstrip(" ,;:") + " …"
