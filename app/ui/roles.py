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


LIGHT = Roles(
    dark=False,
    surface="#f5f6f8",
    raised="#ffffff",
    hover="#eceef2",
    soft="#f5f6f8",
    line="#e2e5ea",
    edge="#868e9a",
    text="#1a1e24",
    muted="#586170",
    accent="#3350d4",
    accent_hover="#2a43b8",
    on_accent="#ffffff",
    accent_soft="#e8ecfc",
    ok="#176b38",
    ok_soft="#e5f4ea",
    warn="#855000",
    warn_soft="#fdf1d9",
    error="#b3261e",
    error_soft="#fcebea",
    info="#0a5ea8",
    info_soft="#e6f1fb",
)

DARK = Roles(
    dark=True,
    surface="#15171b",
    raised="#1c1f24",
    hover="#2a2e36",
    soft="#24282f",
    line="#31363f",
    edge="#6f7886",
    text="#eceef2",
    muted="#a3abb8",
    accent="#93a8ff",
    accent_hover="#adbdff",
    on_accent="#10173d",
    accent_soft="#2a3156",
    ok="#63cd8a",
    ok_soft="#1b3326",
    warn="#e9b859",
    warn_soft="#3a2f17",
    error="#ff9389",
    error_soft="#412422",
    info="#79bbff",
    info_soft="#1a3047",
)

CONTRAST_LIGHT = Roles(
    dark=False,
    surface="#ffffff",
    raised="#ffffff",
    hover="#e6e6e6",
    soft="#ffffff",
    line="#000000",
    edge="#000000",
    text="#000000",
    muted="#2b2b2b",
    accent="#0026a8",
    accent_hover="#001a75",
    on_accent="#ffffff",
    accent_soft="#dbe3ff",
    ok="#00451c",
    ok_soft="#ffffff",
    warn="#573300",
    warn_soft="#ffffff",
    error="#850000",
    error_soft="#ffffff",
    info="#003b70",
    info_soft="#ffffff",
)

CONTRAST_DARK = Roles(
    dark=True,
    surface="#000000",
    raised="#000000",
    hover="#333333",
    soft="#000000",
    line="#ffffff",
    edge="#ffffff",
    text="#ffffff",
    muted="#dddddd",
    accent="#ffe34d",
    accent_hover="#fff0a0",
    on_accent="#000000",
    accent_soft="#3d3600",
    ok="#7dffae",
    ok_soft="#000000",
    warn="#ffd27a",
    warn_soft="#000000",
    error="#ffb3ab",
    error_soft="#000000",
    info="#a6d4ff",
    info_soft="#000000",
)

_SETS = {
    Look.LIGHT: LIGHT,
    Look.DARK: DARK,
    Look.CONTRAST_LIGHT: CONTRAST_LIGHT,
    Look.CONTRAST_DARK: CONTRAST_DARK,
}


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
