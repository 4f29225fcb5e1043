"""Colours: every word can be read on every ground it stands on, in every look."""

from __future__ import annotations

import itertools

import pytest

from app.ui.roles import Look, contrast, roles_of
from app.ui.stylesheet import stylesheet

WORDS = ("text", "muted", "accent", "ok", "warn", "error", "info")
GROUNDS = ("surface", "raised", "soft")
MEANINGS = ("ok", "warn", "error", "info")


@pytest.mark.parametrize("look", Look)
def test_words_stand_out_from_their_ground(look: Look) -> None:
    roles = roles_of(look)
    pairs = list(itertools.product(WORDS, GROUNDS))
    pairs += [(word, f"{word}_soft") for word in MEANINGS]
    pairs += [("text", f"{word}_soft") for word in MEANINGS]
    pairs += [("text", "hover"), ("muted", "hover"), ("text", "accent_soft"), ("muted", "accent_soft")]
    pairs += [(word, "accent_soft") for word in MEANINGS]
    pairs += [("on_accent", "accent"), ("on_accent", "accent_hover")]
    weak = {
        pair: round(contrast(roles.colour(pair[0]), roles.colour(pair[1])), 2)
        for pair in pairs
        if contrast(roles.colour(pair[0]), roles.colour(pair[1])) < 4.5
    }
    assert not weak


@pytest.mark.parametrize("look", Look)
def test_edges_of_controls_are_seen(look: Look) -> None:
    """3:1, as WCAG 1.4.11 asks of what shows where a control is."""
    roles = roles_of(look)
    assert all(contrast(roles.edge, roles.colour(ground)) >= 3 for ground in ("raised", "surface", "soft"))


def test_contrast_is_measured_as_wcag_says() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)
    assert contrast("#123456", "#123456") == 1


@pytest.mark.parametrize("look", Look)
def test_the_stylesheet_leaves_no_hole(look: Look) -> None:
    made = stylesheet(roles_of(look))
    assert "$" not in made
    assert roles_of(look).accent in made
