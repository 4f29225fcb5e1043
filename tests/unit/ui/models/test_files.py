"""The list of picked files."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QAbstractItemModel, Qt
from pytestqt.qtbot import QtBot

from app.core.copies import replace
from app.core.services.model import Grade, Verdict
from app.core.text import text
from app.ui import sample_data
from app.ui.models.files import ROW, Column, FileListModel


def verdict(name: str, grade: Grade = Grade.OK, cleaned: str = "", words: str = "Ready") -> Verdict:
    source = sample_data.source(name, 2048)
    return Verdict(source.path, source, grade, text(words), cleaned_name=cleaned)


@pytest.fixture
def model(watched: Callable[[QAbstractItemModel], None]) -> FileListModel:
    made = FileListModel()
    watched(made)
    return made


def shown(model: FileListModel, column: Column, role: int = Qt.ItemDataRole.DisplayRole) -> list[object]:
    return [model.index(row, column).data(role) for row in range(model.rowCount())]


def test_each_file_is_listed_once_with_its_latest_verdict(model: FileListModel) -> None:
    model.put([verdict("a.csv"), verdict("b.csv")])
    model.put([verdict("b.csv", Grade.ERROR, words="No header row"), verdict("c.csv")])
    assert shown(model, Column.NAME) == ["a.csv", "b.csv", "c.csv"]
    assert shown(model, Column.VERDICT) == ["Ready", "No header row", "Ready"]
    assert shown(model, Column.SIZE)[0] == "2.0 KB"


def test_a_verdict_is_said_with_its_meaning_not_by_colour(model: FileListModel) -> None:
    model.put([verdict("a.csv", Grade.ERROR, words="Too large")])
    assert shown(model, Column.VERDICT, Qt.ItemDataRole.AccessibleTextRole) == ["Left out: Too large"]


def test_a_typed_name_is_told_on_and_shown_when_it_is_taken(model: FileListModel, qtbot: QtBot) -> None:
    model.put([verdict("+a.csv", Grade.WARN, cleaned="a.csv")])
    told: list[tuple[Path, str]] = []
    model.renamed.connect(lambda path, name: told.append((path, name)))
    cell = model.index(0, Column.NAME)
    assert cell.data(Qt.ItemDataRole.EditRole) == "a.csv"
    assert model.setData(cell, " leads.csv ")
    assert told == [(model.paths[0], "leads.csv")]
    model.rename(*told[0])
    assert model.names == {model.paths[0]: "leads.csv"}
    assert cell.data(Qt.ItemDataRole.AccessibleTextRole) == "+a.csv, sent as leads.csv"
    assert not model.setData(cell, "leads.csv")
    model.rename(model.paths[0], "")
    assert cell.data(Qt.ItemDataRole.EditRole) == "a.csv"


def test_the_name_that_a_preset_gives_is_shown_as_it_will_be_sent(model: FileListModel) -> None:
    plain = verdict("may.csv")
    assert plain.source is not None
    model.put([replace(plain, source=replace(plain.source, sent_name="2026-11-21 may.csv"))])
    cell = model.index(0, Column.NAME)
    assert cell.data(Qt.ItemDataRole.AccessibleTextRole) == "may.csv, sent as 2026-11-21 may.csv"
    assert cell.data(ROW).sent_name == cell.data(Qt.ItemDataRole.EditRole) == "2026-11-21 may.csv"
    assert cell.data(ROW).can_be_renamed
    assert model.names == {}
    model.rename(model.paths[0], "june.csv")
    assert cell.data(ROW).sent_name == "june.csv"


def test_only_names_can_be_typed_over(model: FileListModel) -> None:
    model.put([verdict("a.csv")])
    editable = [bool(model.index(0, c).flags() & Qt.ItemFlag.ItemIsEditable) for c in Column]
    assert editable == [True, False, False, False, False]
    assert not model.setData(model.index(0, Column.SIZE), "1")


def test_removing_keeps_the_others_and_their_places(model: FileListModel) -> None:
    model.put([verdict(n) for n in ("a", "b", "c")])
    model.rename(model.paths[2], "z")
    model.remove([model.paths[0]])
    model.put([verdict("c", Grade.WARN)])
    assert shown(model, Column.NAME) == ["b", "c"]
    assert list(model.names.values()) == ["z"]
    model.clear()
    assert model.rowCount() == 0
    assert model.paths_at([0, 5]) == []


def test_a_file_that_cannot_be_read_has_no_size(model: FileListModel) -> None:
    model.put([Verdict(Path("/gone"), None, Grade.ERROR, text("It cannot be read."))])
    assert shown(model, Column.SIZE) == [""]


def told(model: FileListModel, signal: str) -> list[tuple[int, int]]:
    """The first and last row of each time that *signal* comes from now on."""
    rows: list[tuple[int, int]] = []
    if signal == "rowsInserted":
        model.rowsInserted.connect(lambda _, first, last: rows.append((first, last)))
    else:
        model.dataChanged.connect(lambda first, last: rows.append((first.row(), last.row())))
    return rows


def test_a_portion_is_told_in_one_go_and_what_stays_the_same_not_at_all(model: FileListModel) -> None:
    inserted, changed = told(model, "rowsInserted"), told(model, "dataChanged")
    some = [verdict(f"{n}.csv") for n in range(1000)]
    model.put(some)
    model.put(some)
    model.put([verdict("1000.csv"), verdict("7.csv", Grade.ERROR), verdict("5.csv", Grade.WARN)])
    assert inserted == [(0, 999), (1000, 1000)]
    assert changed == [(5, 7)]


def test_the_same_verdicts_are_the_same_tuple_until_one_changes(model: FileListModel) -> None:
    model.put([verdict("a.csv"), verdict("b.csv")])
    verdicts, paths = model.verdicts, model.paths
    model.put([verdict("a.csv")])
    assert (model.verdicts is verdicts, model.paths is paths) == (True, True)
    model.put([verdict("a.csv", Grade.ERROR)])
    assert (model.verdicts is verdicts, model.paths is paths) == (False, True)
    model.remove(paths[:1])
    assert [path.name for path in model.paths] == ["b.csv"]
    assert model.verdicts == verdicts[1:]


def test_what_is_left_out_is_counted_as_it_comes_and_goes(model: FileListModel) -> None:
    model.put([verdict("a", Grade.ERROR), verdict("b"), verdict("c", Grade.WARN)])
    assert model.left_out == 1
    model.put([verdict("a"), verdict("b", Grade.ERROR), verdict("d", Grade.ERROR)])
    assert model.left_out == 2
    model.remove(model.paths[1:2])
    assert model.left_out == 1
    assert [one.path for one in model.clear()] == [verdict(name).path for name in ("a", "c", "d")]
    assert (model.left_out, model.clear()) == (0, [])


def test_a_name_that_is_no_text_is_shown_all_the_same(model: FileListModel) -> None:
    model.put([verdict("caf\udce9.csv", Grade.WARN, cleaned="caf_.csv")])
    cell = model.index(0, Column.NAME)
    assert str(cell.data()).startswith("caf")
    assert cell.data(Qt.ItemDataRole.EditRole) == "caf_.csv"
    assert str(cell.data(Qt.ItemDataRole.ToolTipRole)).endswith(".csv</qt>")
