"""The words for files that were sent before, in every case."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.core.services.already_words import question, row_words
from app.core.services.recollection import Before, Earlier
from app.core.text import format_day, text

DAY, LATER = 1_700_000_000.0, 1_700_200_000.0
PLACE = text("Tela · Work")


def earlier(kind: Before, at: float = DAY, *, certain: bool = True) -> Earlier:
    return Earlier(Path("/a.pdf"), "key", kind, text("said"), at, certain)


@pytest.mark.parametrize(
    ("found", "files", "words"),
    [
        ([earlier(Before.SENT)], 1, f"This file was sent to Tela · Work on {format_day(DAY)}."),
        ([earlier(Before.SENT, certain=False)], 1, "This file may have been sent to Tela · Work before."),
        ([earlier(Before.UNDER_WAY)], 1, "This file is on its way to Tela · Work already."),
        ([earlier(Before.SENT)], 3, f"1 of these 3 files was sent to Tela · Work on {format_day(DAY)}."),
        ([earlier(Before.SENT)] * 2, 3, f"2 of these 3 files were sent to Tela · Work on {format_day(DAY)}."),
        ([earlier(Before.SENT), earlier(Before.SENT, LATER)], 3, "2 of these 3 files were sent to Tela · Work before."),
        ([earlier(Before.UNDER_WAY)], 2, "1 of these 2 files is on its way to Tela · Work already."),
        ([earlier(Before.SENT)] * 2, 2, f"All 2 files were sent to Tela · Work on {format_day(DAY)}."),
        ([earlier(Before.SENT), earlier(Before.SENT, LATER)], 2, "All 2 files were sent to Tela · Work before."),
        ([earlier(Before.UNDER_WAY)] * 2, 3, "2 of these 3 files are on their way to Tela · Work already."),
        ([earlier(Before.UNDER_WAY)] * 2, 2, "All 2 files are on their way to Tela · Work already."),
        ([earlier(Before.TWICE)], 2, "1 of these 2 files holds the same as another one."),
        ([earlier(Before.TWICE)] * 2, 3, "2 of these 3 files hold the same as others."),
        (
            [earlier(Before.SENT), earlier(Before.UNDER_WAY, certain=False)],
            3,
            "2 of these 3 files may have been sent to Tela · Work before.",
        ),
        (
            [earlier(Before.SENT), earlier(Before.TWICE)],
            3,
            "2 of these 3 files were sent to Tela · Work before, are on their way, or are here twice.",
        ),
    ],
)
def test_the_question_says_what_is_known_of_how_many(found: list[Earlier], files: int, words: str) -> None:
    assert str(question(found, files, PLACE)) == words


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (row_words(Before.TWICE, "b.pdf"), "Holds the same as “b.pdf” in this list."),
        (row_words(Before.UNDER_WAY), "Among the transfers already."),
        (
            row_words(Before.UNDER_WAY, unknown=True),
            "Sent already; whether it arrived is not known yet. See Transfers.",
        ),
        (
            row_words(Before.UNDER_WAY, certain=False),
            "A file of this name and size is among the transfers already.",
        ),
        (row_words(Before.SENT, at=DAY), f"Sent already on {format_day(DAY)}."),
        (row_words(Before.SENT, "b.pdf", DAY), f"Sent already on {format_day(DAY)}, as “b.pdf”."),
        (
            row_words(Before.SENT, at=DAY, certain=False),
            f"A file of this name and size was sent on {format_day(DAY)}. What it held is not known.",
        ),
    ],
)
def test_a_row_says_what_is_known_of_its_file(words: object, said: str) -> None:
    assert str(words) == said
