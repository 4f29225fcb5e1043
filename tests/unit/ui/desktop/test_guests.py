"""What another copy asks for is done by the open window, and what it cannot do is said."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from app.core.copies import replace
from app.core.services.handover import Answer, Send
from app.core.services.model import Draft
from app.core.services.recollection import Before, Earlier, Recollection, Repeats, Undecided
from app.core.text import text
from app.core.transfer import Batch
from app.ui.desktop.guests import Guests
from app.ui.sample_core import SampleCore


@pytest.fixture
def guests(core: SampleCore, work, short_folder: Path, qapp: QObject) -> Guests:
    return Guests(core, work, str(short_folder / "guests.socket"), qapp)


@pytest.fixture
def wish(tmp_path: Path, csv_file: Path) -> Send:
    (tmp_path / "b.docx").write_text("no table")
    return Send(Draft("sela", "account", (csv_file, tmp_path / "b.docx"), {"body.source": "crm"}))


def test_the_good_files_are_sent_and_the_others_are_named(guests: Guests, wish: Send, core: SampleCore, work) -> None:
    answer = work.wait(guests.sent(wish))
    [batch] = core.uploads.batches()
    assert answer == Answer(True, text("{n:count} file left out|{n:count} files left out", n=1), batch.id)
    alone = replace(wish, draft=replace(wish.draft, paths=wish.draft.paths[:1]))
    assert work.wait(guests.sent(alone)).words is None


def test_a_cost_is_agreed_to_first(guests: Guests, wish: Send, core: SampleCore, work) -> None:
    core.uploads.cost = text("It costs about {n} credits.", n=3)
    answer = work.wait(guests.sent(wish))
    assert (answer.ok, str(answer.words)) == (False, "It costs about 3 credits. Add --yes to agree to it.")
    assert answer.unagreed
    assert core.uploads.batches() == []
    assert work.wait(guests.sent(replace(wish, cost_agreed=True))).ok


def test_a_vendor_that_this_window_does_not_know_is_said(guests: Guests, wish: Send, work, qtbot: QtBot) -> None:
    answer = work.wait(guests.sent(replace(wish, draft=replace(wish.draft, provider_id="nobody"))))
    assert not answer.ok
    assert "nobody" in str(answer.words)


def test_what_was_sent_before_waits_for_a_word_about_it(
    guests: Guests, wish: Send, core: SampleCore, work, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = Earlier(wish.draft.paths[0], "key", Before.SENT, text("Sent already."))
    known = Recollection((found,), text("It was sent."))
    submitted: list[Draft] = []
    submit = core.uploads.submit

    async def asked_first(draft: Draft, *, cost_agreed: bool) -> Batch:
        submitted.append(draft)
        if not known.keys <= draft.again:
            raise Undecided(known)
        return await submit(draft, cost_agreed=cost_agreed)

    monkeypatch.setattr(core.uploads, "submit", asked_first)
    core.uploads.known = known
    assert work.wait(guests.sent(wish)) == Answer(False, text("It was sent."), undecided=True)
    assert work.wait(guests.sent(replace(wish, repeats=Repeats.AGAIN))).ok
    assert submitted[-1].again == {"key"}
    alone = replace(wish, draft=replace(wish.draft, paths=wish.draft.paths[:1]), repeats=Repeats.SKIP)
    nothing = work.wait(guests.sent(alone))
    assert (nothing.ok, nothing.batch_id, str(nothing.words)) == (
        True,
        "",
        "All of it was sent before. Nothing was sent.",
    )
    assert len(core.uploads.batches()) == 1
