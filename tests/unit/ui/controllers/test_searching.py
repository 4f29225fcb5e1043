"""What becomes of a folder that is still being looked through when the person does something else."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from app.core.services import examine
from app.core.services.model import AccountView, KeyState
from app.core.text import text
from app.ui.controllers.compose import Compose
from app.ui.models.files import FileListModel
from app.ui.sample_core import SampleCore

NAMES = [f"{letter}.csv" for letter in "abcdef"]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Six tables, of which one comes with each portion."""
    for name in NAMES:
        (tmp_path / name).write_text(f"id,name\n1,{name}\n")
    return tmp_path


@pytest.fixture
def page(core: SampleCore, work: Callable[..., None], monkeypatch: pytest.MonkeyPatch) -> Compose:
    """A Send page, ready but for its files."""
    monkeypatch.setattr(examine, "PORTION_MOST", 1)
    page = Compose(core, work, FileListModel())
    page.choose_provider("sela")
    core.accounts.put(AccountView("a", "sela", "Main", "https://x", KeyState.WORKS, text("key works")))
    page.choose_account("a")
    page.set_values({"body.source": "crm"})
    return page


def meanwhile(page: Compose, files: int, do: Callable[[], Any]) -> None:
    """Have *do* done once, when that many files were found."""
    done: list[bool] = []

    def found() -> None:
        if not done and page.files.rowCount() == files:
            done.append(True)
            do()

    page.searching.found.connect(found)


def names(page: Compose) -> list[str]:
    return [path.name for path in page.files.paths]


def test_another_vendor_loses_nothing_of_a_folder_that_is_still_being_looked_through(
    page: Compose, folder: Path
) -> None:
    meanwhile(page, 2, lambda: page.choose_provider("deepset"))
    page.add_paths([folder])
    assert names(page) == NAMES
    assert {verdict.lens.provider_id for verdict in page.files.verdicts} == {"deepset"}
    assert not page.searching.is_going


def test_what_was_taken_off_the_list_does_not_come_back_with_another_vendor(page: Compose, folder: Path) -> None:
    def change() -> None:
        page.remove_rows([1])
        page.choose_provider("deepset")

    meanwhile(page, 3, change)
    page.add_paths([folder])
    assert names(page) == ["a.csv", *NAMES[2:]]


def test_what_was_taken_off_the_list_and_is_dropped_once_more_does(page: Compose, folder: Path) -> None:
    def change() -> None:
        page.remove_rows([0, 1])
        page.add_paths([folder / "a.csv"])
        page.choose_provider("deepset")

    meanwhile(page, 3, change)
    page.add_paths([folder])
    assert sorted(names(page)) == ["a.csv", *NAMES[2:]]


def test_nothing_is_sent_before_the_whole_folder_is_known(page: Compose, folder: Path, core: SampleCore) -> None:
    meanwhile(page, 2, page.send)
    page.add_paths([folder])
    assert core.uploads.transfers() == []
    page.send()
    assert [one.name for one in core.uploads.transfers()] == NAMES


def test_what_is_dropped_while_files_are_sent_off_stays_on_the_list(
    page: Compose, folder: Path, core: SampleCore, monkeypatch: pytest.MonkeyPatch
) -> None:
    submit = core.uploads.submit

    async def slowly(*given: Any, **more: Any) -> Any:
        batch = await submit(*given, **more)
        for portion in [one async for one in core.uploads.examine("sela", [folder / "late.csv"])]:
            page.searching.found.emit(portion)
        return batch

    page.add_paths([folder])
    (folder / "late.csv").write_text("id,name\n1,late\n")
    monkeypatch.setattr(core.uploads, "submit", slowly)
    page.send()
    assert [one.name for one in core.uploads.transfers()] == NAMES
    assert names(page) == ["late.csv"]
