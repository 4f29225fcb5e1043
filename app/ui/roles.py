"""Colours by role, never by taste: what each role looks like in light, dark and high contrast."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Look(StrEnum):
    """The four sets of colours."""

    LIGHT = "light"
    DARK = "dark"
    CONTRAST_LIGHT = "contrast_light"
    CONTRAST_DARK = "contrast_dark"


@dataclass(frozen=True, slots=True)
class Roles:
    """One set of colours, each as ``#rrggbb``.

    Attributes:
        surface: behind everything; *raised*: where content lies; *hover*, *soft*: a step away from raised.
        line: hairlines; *edge*: the border of what can be typed into or pressed.
        on_accent: words on the accent colour; *accent_soft*: behind what is chosen.
        ok_soft, warn_soft, error_soft, info_soft: behind words in that role.
    """

    dark: bool
    surface: str
    raised: str
    hover: str
    soft: str
    line: str
    edge: str
    text: str
    muted: str
    accent: str
    accent_hover: str
    on_accent: str
    accent_soft: str
    ok: str
    ok_soft: str
    warn: str
    warn_soft: str
    error: str
    error_soft: str
    info: str
    info_soft: str

    def colour(self, role: str) -> str:
        """The colour of the role called *role*."""
        value = getattr(self, role)
        return str(value)


_COLOURS = {
    # in the order of Look: light, dark, and both with more contrast
    "surface": ("#f5f6f8", "#15171b", "#ffffff", "#000000"),
    "raised": ("#ffffff", "#1c1f24", "#ffffff", "#000000"),
    "hover": ("#eceef2", "#2a2e36", "#e6e6e6", "#333333"),
    "soft": ("#f5f6f8", "#24282f", "#ffffff", "#000000"),
    "line": ("#e2e5ea", "#31363f", "#000000", "#ffffff"),
    "edge": ("#868e9a", "#6f7886", "#000000", "#ffffff"),
    "text": ("#1a1e24", "#eceef2", "#000000", "#ffffff"),
    "muted": ("#586170", "#a3abb8", "#2b2b2b", "#dddddd"),
    "accent": ("#3350d4", "#93a8ff", "#0026a8", "#ffe34d"),
    "accent_hover": ("#2a43b8", "#adbdff", "#001a75", "#fff0a0"),
    "on_accent": ("#ffffff", "#10173d", "#ffffff", "#000000"),
    "accent_soft": ("#e8ecfc", "#2a3156", "#dbe3ff", "#3d3600"),
    "ok": ("#176b38", "#63cd8a", "#00451c", "#7dffae"),
    "ok_soft": ("#e5f4ea", "#1b3326", "#ffffff", "#000000"),
    "warn": ("#855000", "#e9b859", "#573300", "#ffd27a"),
    "warn_soft": ("#fdf1d9", "#3a2f17", "#ffffff", "#000000"),
    "error": ("#b3261e", "#ff9389", "#850000", "#ffb3ab"),
    "error_soft": ("#fcebea", "#412422", "#ffffff", "#000000"),
    "info": ("#0a5ea8", "#79bbff", "#003b70", "#a6d4ff"),
    "info_soft": ("#e6f1fb", "#1a3047", "#ffffff", "#000000"),
}


def _in(look: Look) -> Roles:
    place = list(Look).index(look)
    dark = look in (Look.DARK, Look.CONTRAST_DARK)
    return Roles(dark=dark, **{role: colours[place] for role, colours in _COLOURS.items()})


_SETS = {look: _in(look) for look in Look}


def roles_of(look: Look) -> Roles:
    """The colours of a look."""
    return _SETS[look]


def contrast(one: str, other: str) -> float:
    """The contrast ratio of two colours, 1 to 21, as WCAG 2.2 defines it (1.4.3)."""
    brighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (brighter + 0.05) / (darker + 0.05)


def _luminance(colour: str) -> float:
    red, green, blue = (_linear(int(colour[i : i + 2], 16) / 255) for i in (1, 3, 5))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(channel: float) -> float:
    return channel / 12.92 if channel <= 0.04045 else float(((channel + 0.055) / 1.055) ** 2.4)
