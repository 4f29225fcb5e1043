"""From the first file to the press of Send, without a widget."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from app.core.errors import InputError
from app.core.preset import FileWishes, Preset
from app.core.schema.model import FieldError
from app.core.services import examine
from app.core.services.model import AccountView, KeyState
from app.core.text import text
from app.ui.controllers.compose import Compose
from app.ui.models.files import FileListModel
from app.ui.sample_core import SampleCore


class Draft:
    """A compose page and everything it told."""

    def __init__(self, core: SampleCore, work: Callable[..., None]) -> None:
        self.core = core
        self.page = Compose(core, work, FileListModel())
        self.told: list[tuple[str, Any]] = []
        for name in ("form_changed", "errors_changed", "focus_wanted", "checked", "submitted", "failed"):
            getattr(self.page, name).connect(lambda value, name=name: self.told.append((name, value)))
        self.page.cost_asked.connect(lambda words, _: self.told.append(("cost_asked", words)))
        self.vendor = "sela"
        field = next(f for f in core.providers.form(self.vendor).fields if f.required)
        self.key = field.key

    def last(self, name: str) -> Any:
        return next((value for told, value in reversed(self.told) if told == name), None)

    def names(self) -> list[str]:
        return [path.name for path in self.page.files.paths]

    def ready(self, *paths: Path, value: str = "crm") -> None:
        """All that sending takes is there."""
        self.page.choose_provider(self.vendor)
        self.account()
        self.page.add_paths(paths)
        self.page.set_values({self.key: value})

    def account(self) -> None:
        view = AccountView("a", self.vendor, "Main", "https://x", KeyState.WORKS, text("key works"))
        self.core.accounts.put(view)
        self.page.choose_account("a")


@pytest.fixture
def draft(core: SampleCore, work: Callable[..., None], qtbot: QtBot) -> Draft:
    return Draft(core, work)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "deep").mkdir()
    (tmp_path / "deep" / "a.csv").write_text("name,mobile\nAnn,1\n")
    (tmp_path / "b.csv").write_text("name,mobile\nBo,2\n")
    (tmp_path / "notes.docx").write_text("no table")
    return tmp_path


def checked(draft: Draft, qtbot: QtBot) -> Any:
    """The check that follows a change by itself."""
    with qtbot.waitSignal(draft.page.checked):
        pass
    return draft.last("checked")


def test_files_wait_until_there_is_somewhere_to_send_them(draft: Draft, folder: Path) -> None:
    draft.page.add_paths([folder])
    assert draft.names() == []
    assert draft.page.waiting == [folder]
    draft.page.choose_provider(draft.vendor)
    assert sorted(draft.names()) == ["a.csv", "b.csv", "notes.docx"]
    assert draft.page.waiting == []


def test_files_are_sent_as_people_count_whichever_the_desktop_names_first(draft: Draft, tmp_path: Path) -> None:
    paths = [tmp_path / f"lead-{n}.csv" for n in (10, 1, 2)]
    for path in paths:
        path.write_text("name,mobile\nAnn,1\n")
    draft.page.add_paths(paths)  # there is nowhere to send them yet
    draft.ready()
    assert draft.names() == ["lead-1.csv", "lead-2.csv", "lead-10.csv"]
    draft.page.clear_files()
    draft.page.add_paths(paths)
    draft.page.send()
    assert [one.name for one in draft.core.uploads.transfers()[-3:]] == ["lead-1.csv", "lead-2.csv", "lead-10.csv"]


def test_a_change_is_checked_by_itself_once_things_settle(draft: Draft, folder: Path, qtbot: QtBot) -> None:
    draft.page.choose_provider(draft.vendor)
    draft.account()
    draft.page.add_paths([folder])
    check = checked(draft, qtbot)
    assert (check.sendable, check.left_out) == (2, 1)
    assert str(check.button) == "Send 2 files"
    assert [told for told, _ in draft.told].count("checked") == 1


def test_an_untouched_field_is_not_called_wrong_before_send(draft: Draft, folder: Path, qtbot: QtBot) -> None:
    draft.page.choose_provider(draft.vendor)
    draft.account()
    draft.page.add_paths([folder])
    checked(draft, qtbot)
    assert draft.last("errors_changed") == []
    draft.page.send()
    assert [error.key for error in draft.last("errors_changed")] == [draft.key]
    assert draft.last("focus_wanted") == draft.key
    assert draft.last("submitted") is None


def test_a_touched_field_is_checked_at_once(draft: Draft, qtbot: QtBot) -> None:
    draft.page.choose_provider(draft.vendor)
    draft.page.set_values({draft.key: ""})
    checked(draft, qtbot)
    assert {error.key for error in draft.last("errors_changed")} == {draft.key}


def test_what_is_no_value_is_said_and_never_sent(draft: Draft, folder: Path, qtbot: QtBot) -> None:
    draft.page.choose_provider(draft.vendor)
    draft.account()
    draft.page.add_paths([folder])
    wrong = FieldError(draft.key, text("This is no number."))
    draft.page.set_values({draft.key: "crm"}, [wrong])
    draft.page.send()
    assert draft.last("errors_changed") == [wrong]
    assert draft.last("submitted") is None


def test_send_submits_the_good_files_and_empties_the_list(draft: Draft, folder: Path) -> None:
    draft.ready(folder, value="crm_export")
    draft.page.send()
    batch = draft.last("submitted")
    assert batch.values == {draft.key: "crm_export"}
    assert [t.name for t in draft.core.uploads.transfers()] == ["b.csv", "a.csv"]
    assert draft.names() == []
    assert draft.page.values == {draft.key: "crm_export"}


def test_send_that_is_pressed_twice_before_anything_happens_sends_once(
    draft: Draft, folder: Path, work: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    draft.ready(folder, value="crm_export")
    begun: list[Any] = []
    with monkeypatch.context() as busy:
        busy.setattr(draft.page, "_spawn", begun.append)
        draft.page.send()
        draft.page.send()
    for one in begun:
        work.wait(one)
    assert (len(begun), [told for told, _ in draft.told].count("submitted")) == (1, 1)
    assert draft.last("failed") is None


def test_a_cost_is_asked_and_nothing_is_sent_before_the_answer(draft: Draft, folder: Path) -> None:
    draft.core.uploads.cost = text("About 3 credits")
    draft.ready(folder)
    draft.page.send()
    assert str(draft.last("cost_asked")) == "About 3 credits"
    assert draft.core.uploads.transfers() == []
    draft.page.agree()
    assert len(draft.core.uploads.transfers()) == 2


def test_what_costs_something_else_by_now_is_asked_again(draft: Draft, folder: Path) -> None:
    draft.core.uploads.cost = text("About 3 credits")
    draft.ready(folder)
    draft.page.send()
    draft.core.uploads.cost = text("About 3,000 credits")  # a file grew while the question was open
    draft.page.agree()
    assert str(draft.last("cost_asked")) == "About 3,000 credits"
    assert draft.core.uploads.transfers() == []
    draft.page.agree()
    assert len(draft.core.uploads.transfers()) == 2


def test_without_an_account_nothing_goes(draft: Draft, folder: Path) -> None:
    draft.page.choose_provider(draft.vendor)
    draft.page.add_paths([folder])
    draft.page.set_values({draft.key: "crm"})
    draft.page.send()
    assert not draft.last("checked").ready
    assert draft.core.uploads.transfers() == []


def test_another_vendor_looks_at_the_same_files_again(draft: Draft, folder: Path) -> None:
    draft.page.choose_provider(draft.vendor)
    draft.page.add_paths([folder])
    grades = {v.path.name: v.grade for v in draft.page.files.verdicts}
    other = next(p.id for p in draft.core.providers.all() if p.flow.files.accept == ())
    draft.page.choose_provider(other)
    assert sorted(draft.names()) == ["a.csv", "b.csv", "notes.docx"]
    assert {v.path.name: v.grade for v in draft.page.files.verdicts} != grades
    assert draft.page.values == {}


def test_a_preset_fills_everything_but_the_files(draft: Draft, folder: Path) -> None:
    draft.page.add_paths([folder])
    draft.account()
    preset = Preset("May", draft.vendor, "a", {draft.key: "crm", "body.gone": 1})
    draft.page.load(preset, preset.account_id)
    assert draft.page.values == {draft.key: "crm"}
    assert len(draft.names()) == 3
    assert draft.page.draft().account_id == "a"


def test_what_is_asked_for_each_time_is_empty_again_after_sending(draft: Draft, folder: Path) -> None:
    draft.account()
    draft.page.load(Preset("May", draft.vendor, "a", ask=(draft.key,), files=FileWishes(("*.csv",))), "a")
    assert draft.page.draft().ask == (draft.key,)
    draft.page.add_paths([folder])
    assert draft.names() == ["b.csv", "a.csv"]
    draft.page.set_values({draft.key: "crm"})
    draft.page.send()
    assert draft.last("submitted").values[draft.key] == "crm"
    assert draft.page.values == {}


def test_pressing_the_vendor_leaves_the_preset(draft: Draft, folder: Path) -> None:
    draft.page.load(Preset("May", draft.vendor, "a", {draft.key: "crm"}, files=FileWishes(("*.txt",))), "a")
    draft.page.choose_provider(draft.vendor)
    draft.page.add_paths([folder / "b.csv"])
    assert (draft.page.preset, draft.page.values, draft.page.files.left_out) == (None, {}, 0)


def test_a_new_name_goes_into_the_draft(draft: Draft, folder: Path) -> None:
    draft.page.choose_provider(draft.vendor)
    draft.page.add_paths([folder / "b.csv"])
    draft.page.rename(folder / "b.csv", "leads.csv")
    assert draft.page.draft().names == {folder / "b.csv": "leads.csv"}
    draft.page.remove_rows([0])
    assert draft.page.draft().paths == ()


def test_what_the_core_refuses_is_told(draft: Draft, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    async def refuse(*_: object, **__: object) -> None:
        raise InputError(text("The disk is full. Nothing was sent."))

    draft.ready(folder)
    monkeypatch.setattr(draft.core.uploads, "submit", refuse)
    draft.page.send()
    assert str(draft.last("failed")) == "The disk is full. Nothing was sent."
    assert len(draft.names()) == 3


def test_modes_keep_what_is_filled_in(draft: Draft) -> None:
    vendor = next(p for p in draft.core.providers.all() if len(p.flow.modes) > 1)
    draft.page.choose_provider(vendor.id)
    first = draft.page.form.fields[0]
    draft.page.set_values({first.key: "team_1"})
    draft.page.choose_mode(vendor.flow.modes[1].id)
    assert draft.page.values == {first.key: "team_1"}
    assert draft.page.draft().mode == vendor.flow.modes[1].id


def test_a_file_that_went_away_stops_the_sending_until_it_was_seen(draft: Draft, folder: Path, qtbot: QtBot) -> None:
    draft.ready(folder / "b.csv", folder / "deep")
    assert checked(draft, qtbot).sendable == 2
    (folder / "b.csv").unlink()
    draft.page.send()
    assert draft.last("submitted") is None
    assert (draft.page.files.left_out, draft.last("checked").left_out) == (1, 1)
    draft.page.send()
    assert [t.name for t in draft.core.uploads.transfers()] == ["a.csv"]


def test_clearing_the_list_ends_a_search_that_is_under_way(
    draft: Draft, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(examine, "PORTION_MOST", 1)
    draft.page.choose_provider(draft.vendor)
    searching: list[bool] = []
    draft.page.searching_changed.connect(searching.append)
    draft.page.files.rowsInserted.connect(draft.page.clear_files)
    draft.page.add_paths([folder])
    assert draft.names() == []
    assert searching == [True, False]


def test_files_that_were_let_go_are_freed(draft: Draft, folder: Path, qtbot: QtBot) -> None:
    draft.page.choose_provider(draft.vendor)
    draft.page.add_paths([folder])
    checked(draft, qtbot)
    first = draft.page.files.verdicts[0]
    draft.page.clear_files()
    checked(draft, qtbot)
    draft.told.clear()
    assert sys.getrefcount(first) == 2, "nobody holds it but this test"
