"""What was sent before is asked about in its place, and Send waits for the answer."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine
from pathlib import Path
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from app.core.errors import StoreError
from app.core.services.model import AccountView, Check, Draft, KeyState
from app.core.services.recollection import Before, Earlier, Recollection, Undecided
from app.core.text import text
from app.ui.controllers.compose import Compose
from app.ui.controllers.recall import Recall
from app.ui.models.files import ROW, Column, FileListModel
from app.ui.sample_core import SampleCore


def recollection(*paths: Path) -> Recollection:
    found = tuple(Earlier(path, f"key of {path.name}", Before.SENT, text("Sent already.")) for path in paths)
    return Recollection(found, text("It was sent."))


@pytest.fixture
def page(core: SampleCore, work: Callable[..., None], tmp_path: Path, qtbot: QtBot) -> Compose:
    """Two files for a vendor, ready to go; the first one was sent before."""
    made = Compose(core, work, FileListModel())
    core.accounts.put(AccountView("a", "sela", "Main", "https://x", KeyState.WORKS, text("key works")))
    made.choose_provider("sela")
    made.choose_account("a")
    made.set_values({"body.source": "crm_export"})
    for name in ("a.csv", "b.csv"):
        (tmp_path / name).write_text("name,mobile\nAnn,1\n")
    core.uploads.known = recollection(tmp_path / "a.csv")
    made.add_paths([tmp_path])
    return made


def verdicts(page: Compose) -> list[str]:
    return [str(page.files.index(row, Column.VERDICT).data()) for row in range(page.files.rowCount())]


def test_it_is_asked_while_the_draft_is_filled_in(page: Compose, qtbot: QtBot) -> None:
    with qtbot.waitSignal(page.recall.known) as told:
        pass
    assert told.args is not None
    assert str(told.args[0].words) == "It was sent."
    assert verdicts(page)[0].startswith("Sent already.")
    assert not verdicts(page)[1].startswith("Sent")
    assert [page.files.index(row, 0).data(ROW).mark.role for row in (0, 1)] == ["warn", "ok"]
    assert page.recall.paths == {page.files.paths[0]}


def test_send_waits_for_the_decision(page: Compose, core: SampleCore, qtbot: QtBot) -> None:
    with qtbot.waitSignal(page.recall.asked), qtbot.assertNotEmitted(page.submitted):
        page.send()
    assert core.uploads.transfers() == []


def test_left_out_files_leave_the_list(page: Compose, core: SampleCore, qtbot: QtBot) -> None:
    page.send()
    page.leave_out_sent()
    core.uploads.known = Recollection()
    assert [path.name for path in page.files.paths] == ["b.csv"]
    page.send()
    assert [one.name for one in core.uploads.transfers()] == ["b.csv"]


def test_a_decision_to_send_again_goes_with_the_draft_until_it_is_sent(
    page: Compose, core: SampleCore, qtbot: QtBot
) -> None:
    page.send()
    page.send_again()
    assert page.draft().again == {"key of a.csv"}
    assert page.recall.paths == frozenset()
    core.uploads.known = Recollection()
    page.send()
    assert len(core.uploads.transfers()) == 2
    assert page.draft().again == frozenset()


def test_what_the_core_finds_at_the_last_moment_is_asked_too(
    page: Compose, core: SampleCore, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    late = core.uploads.known
    core.uploads.known = Recollection()

    async def submit(_draft: Draft, *, cost_agreed: bool) -> None:
        raise Undecided(late)

    monkeypatch.setattr(core.uploads, "submit", submit)
    with qtbot.waitSignal(page.recall.asked):
        page.send()
    assert page.recall.paths == late.paths


def test_an_emptied_list_asks_nothing(page: Compose, qtbot: QtBot) -> None:
    page.send()
    with qtbot.waitSignal(page.recall.known) as told:
        page.clear_files()
    assert told.args == [Recollection()]


class Core:
    """A core that says what was sent before when it is let."""

    def __init__(self) -> None:
        self.uploads = self
        self.waiting: list[asyncio.Future[Recollection]] = []

    async def sent_before(self, draft: Draft, check: Check, progress: object = None) -> Recollection:
        self.waiting.append(asyncio.get_running_loop().create_future())
        return await self.waiting[-1]


async def _turn() -> None:
    for _ in range(3):
        await asyncio.sleep(0)


def test_only_the_latest_look_counts_and_one_at_files_that_were_removed_ends(qtbot: QtBot) -> None:
    async def scenario() -> None:
        core, tasks = Core(), list[asyncio.Task[Any]]()

        def spawn(work: Coroutine[Any, Any, None]) -> None:
            tasks.append(asyncio.get_running_loop().create_task(work))

        recall: Recall = Recall(core, spawn)  # type: ignore[arg-type]
        told: list[Recollection] = []
        failed: list[object] = []
        recall.known.connect(told.append)
        recall.failed.connect(failed.append)
        check = Check((), (), (), None, 1, 0, text("Send"))
        one, two = (Draft("p", "a", paths, {}) for paths in ((Path("/a"),), (Path("/a"), Path("/b"))))
        recall.look_soon(one, check)
        await _turn()
        recall.look_soon(two, check)
        await _turn()
        assert len(core.waiting) == 1, "one after another"
        core.waiting[0].set_result(recollection(Path("/a")))
        await _turn()
        core.waiting[1].set_result(recollection(Path("/b")))
        await _turn()
        assert [one.paths for one in told] == [{Path("/b")}]
        recall.look_soon(two, check)
        await _turn()
        recall.look_soon(one, check)
        await _turn()
        await _turn()
        assert tasks[2].cancelled()
        core.waiting[3].set_exception(StoreError(text("The disk is full.")))
        await _turn()
        assert [str(words) for words in failed] == ["The disk is full."]
        recall.look_soon(two, check)
        await _turn()
        recall.look_soon(two, check)
        recall.forget()
        await _turn()
        assert (tasks[4].cancelled(), len(tasks)) == (True, 5), "an emptied list is not looked at"

    asyncio.run(scenario())


def test_a_send_that_must_wait_for_a_look_under_way_says_so(qtbot: QtBot) -> None:
    async def scenario() -> None:
        core, tasks = Core(), list[asyncio.Task[Any]]()
        recall: Recall = Recall(core, lambda work: tasks.append(asyncio.ensure_future(work)))  # type: ignore[arg-type]
        told: list[tuple[int, int]] = []
        recall.reading.connect(lambda *how_far: told.append(how_far))
        draft, check = Draft("p", "a", (Path("/a"),), {}), Check((), (), (), None, 1, 0, text("Send"))
        recall.look_soon(draft, check)
        await _turn()
        asked = asyncio.ensure_future(recall.asks(draft, check))
        await _turn()
        assert told == [(0, 0)]
        for waiting in core.waiting:
            waiting.set_result(Recollection())
        assert not await asked

    asyncio.run(scenario())
