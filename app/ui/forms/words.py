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
_LEANING = re.compile(r"(?<![\w*])([*_])(?=[^\s*_])([^*_\n]+?)(?<=\S)\1(?![\w*])")
_HEADING = re.compile(r"^#{1,6}\s+", re.MULTILINE)
_LINES = re.compile(r"[ \t]*\n[ \t]*")
_FULL_STOPS = (".", ":", ";", "!", "?")
_OPENERS = ("-", "*", "•", "#", "|", ">", "<", "`")
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
    words = _BREAK.sub("\n", _FENCE.sub("", _unwrapped(words)))
    words = html.unescape(_TAG.sub("", words))
    words = _EMPHASIS.sub(r"\2", _LINK.sub(r"\1", words))
    words = _HEADING.sub("", _LEANING.sub(r"\2", words))
    words = "\n".join(line.strip() for line in _LINES.split(words))
    return re.sub(r"\n{3,}", "\n\n", words).strip()


def _unwrapped(words: str) -> str:
    """*words* with lines joined that were broken only to be short: no list, no heading, no end of a sentence."""
    lines: list[str] = []
    for line in words.split("\n"):
        line = line.strip()
        before = lines[-1] if lines else ""
        goes_on = before and not before.startswith("#") and not before.endswith(_FULL_STOPS)
        if goes_on and line and not line.startswith(_OPENERS) and not line[0].isdigit():
            lines[-1] = f"{before} {line}"
        else:
            lines.append(line)
    return "\n".join(lines)


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
