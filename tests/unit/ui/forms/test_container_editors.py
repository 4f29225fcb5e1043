"""Values made of values: lists, maps, tables and groups, by keyboard and by paste."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QCheckBox, QLineEdit

from app.core.copies import replace
from app.core.schema.model import Choice, Field, FieldError, Kind
from app.core.text import text
from app.ui.forms.presence import NOT_SET


class TestList:
    FIELD = Field("f", Kind.LIST, "Numbers", children=(Field("", Kind.INTEGER, "Number"),))

    def test_rows_by_keyboard(self, make):
        editor = make(self.FIELD)
        for words in ("1", "", "3"):
            QTest.keyClick(editor.add, Qt.Key.Key_Space)
            QTest.keyClicks(editor.rows[-1].first(), words)
        assert editor.value() == [1, 3]
        editor.rows[0]._remove.click()
        assert editor.value() == [3]

    def test_a_problem_names_the_entry(self, make):
        editor = make(self.FIELD)
        editor.set_value([1, "x"])
        (problem,) = editor.problems()
        assert problem.path == (1,)
        (words,) = editor.show_errors([problem])
        assert str(words).startswith("Entry 2:")

    def test_an_error_of_the_core_finds_its_row_past_blank_ones(self, make):
        editor = make(self.FIELD)
        editor._on_add()
        QTest.keyClick(editor.add, Qt.Key.Key_Space)
        QTest.keyClicks(editor.rows[1].first(), "5")
        (words,) = editor.show_errors([FieldError("f", text("Too big."), (0,))])
        assert str(words) == "Entry 2: Too big."

    def test_the_list_as_a_whole(self, make):
        (words,) = make(self.FIELD).show_errors([FieldError("f", text("At least two."))])
        assert str(words) == "At least two."

    def test_a_lone_value_becomes_a_list(self, make):
        editor = make(self.FIELD)
        editor.set_value(7)
        assert editor.value() == [7]


class TestMap:
    FIELD = Field("f", Kind.MAP, "Labels", children=(Field("", Kind.INTEGER, "Value"),))

    def test_names_twice_or_missing_are_reported(self, make):
        editor = make(self.FIELD)
        editor.set_value({"a": 1, "b": 2})
        editor.rows[1].name.setText("a")
        assert "there twice" in str(editor.problems()[0].words)
        editor.rows[1].name.setText("")
        assert "no name" in str(editor.problems()[0].words)
        assert editor.value() == {"a": 1}

    def test_an_error_finds_its_row_by_name(self, make):
        editor = make(self.FIELD)
        editor.set_value({"a": 1, "b": 2})
        (words,) = editor.show_errors([FieldError("f", text("Too big."), ("b",))])
        assert str(words) == "Entry 2: Too big."

    def test_a_name_without_a_value(self, make):
        editor = make(self.FIELD)
        editor._on_add()
        editor.rows[0].name.setText("a")
        assert editor.value() == {"a": None}


class TestTable:
    def test_rows_by_keyboard_alone(self, make, kinds, qtbot):
        editor = make(kinds["table"][0])
        grid = editor.grid
        grid.setFocus()
        QTest.keyClicks(grid, "J")
        cell = grid.findChild(QLineEdit)
        QTest.keyClicks(cell, "oe")
        assert editor.value() == [{"kind": "person", "name": "Joe"}]  # while the cell is still being edited
        QTest.keyClick(cell, Qt.Key.Key_Tab)
        second = next(line for line in grid.findChildren(QLineEdit) if line.hasFocus())
        QTest.keyClicks(second, "41")
        QTest.keyClick(second, Qt.Key.Key_Return)
        assert editor.value() == [{"kind": "person", "name": "Joe", "age": 41}]
        assert grid.rowCount() == 2

    def test_pasted_from_a_spreadsheet(self, make, kinds):
        editor = make(kinds["table"][0])
        QGuiApplication.clipboard().setText("a\t1\r\nb\t2\r\n")
        QTest.keySequence(editor.grid, "Ctrl+V")
        assert [row["name"] for row in editor.value()] == ["a", "b"]
        editor.grid.selectAll()
        QTest.keySequence(editor.grid, "Ctrl+C")
        assert QGuiApplication.clipboard().text().startswith("a\t1\nb\t2")

    def test_rows_are_removed_and_cells_emptied(self, make, kinds, qtbot):
        editor = make(kinds["table"][0])
        editor.set_value([{"name": "a"}, {"name": "b"}])
        editor.grid.setCurrentCell(0, 0)
        with qtbot.waitSignal(editor.changed):
            editor.remove.click()
        assert [row["name"] for row in editor.value()] == ["b"]
        editor.grid.setCurrentCell(0, 0)
        QTest.keyClick(editor.grid, Qt.Key.Key_Delete)
        assert editor.value() is NOT_SET

    def test_wrong_cells_are_kept_reported_and_marked(self, make, kinds):
        editor = make(kinds["table"][0])
        editor.set_value([{"name": "a"}, {"name": "b", "age": "old"}])
        (problem,) = editor.problems()
        assert problem.path == (1, "age")
        assert editor.value()[1]["age"] == "old"
        (words,) = editor.show_errors([problem])
        assert str(words).startswith("Row 2, Age:")
        assert not editor.grid.item(1, 1).icon().isNull()
        assert editor.grid.item(1, 1).data(Qt.ItemDataRole.AccessibleDescriptionRole)
        assert editor.show_errors([]) == []
        assert editor.grid.item(1, 1).icon().isNull()

    def test_errors_of_a_row_and_of_the_whole(self, make, kinds):
        editor = make(kinds["table"][0])
        editor.set_value([{"name": "a"}])
        said = editor.show_errors(
            [FieldError("f", text("Odd."), (0,)), FieldError("f", text("Too few.")), FieldError("f", text("?"), (9,))]
        )
        assert [str(words) for words in said] == ["Row 1: Odd.", "Too few.", "?"]

    def test_columns_of_every_simple_kind(self, make):
        columns = (
            Field("yes", Kind.BOOLEAN, "Yes"),
            Field("pick", Kind.CHOICE, "Pick", choices=(Choice("k", "Keep"),)),
            Field("day", Kind.DATE, "Day"),
            Field("at", Kind.DATE_TIME, "At"),
            Field("share", Kind.NUMBER, "Share"),
            Field("mail", Kind.EMAIL, "Mail"),
        )
        editor = make(Field("f", Kind.TABLE, "Meta", children=columns, widget="table"))
        row = {
            "yes": True,
            "pick": "k",
            "day": "2025-07-23",
            "at": "2025-07-23T10:00:00Z",
            "share": 0.5,
            "mail": "a@b.c",
        }
        editor.set_value([row])
        assert editor.value() == [row]
        for column, words in enumerate(("no", "keep", "2025-01-02", "2025-01-02 10:00", "2", " x@y.z ")):
            editor.grid.item(0, column).setText(words)
        (typed,) = editor.value()
        assert typed["yes"] is False
        assert (typed["pick"], typed["day"], typed["share"], typed["mail"]) == ("k", "2025-01-02", 2, "x@y.z")
        assert typed["at"].startswith("2025-01-02T10:00:00")
        for column in range(5):
            editor.grid.item(0, column).setText("?!")
        assert [p.path[1] for p in editor.problems()] == ["yes", "pick", "day", "at", "share"]

    def test_answers_are_picked_from_a_list_in_the_cell(self, make, host):
        column = Field("pick", Kind.CHOICE, "Pick", choices=(Choice("k", "Keep"), Choice("o", "Over")))
        editor = make(Field("f", Kind.TABLE, "Meta", children=(column,)))
        editor._on_add()
        from app.ui.forms.editors.combo import CalmCombo

        combo = editor.grid.findChild(CalmCombo)
        assert combo.accessibleName() == "Pick, row 1"
        QTest.keyClick(combo, Qt.Key.Key_Down)
        QTest.keyClick(combo, Qt.Key.Key_Down)
        assert editor.value() == [{"pick": "o"}]


class TestGroup:
    def test_optional_is_not_built_until_it_is_ticked(self, make, kinds):
        editor = make(kinds["group"][0])
        assert editor.pane is None
        QTest.keyClick(editor.focus_target(), Qt.Key.Key_Space)
        assert editor.value() == {"kind": "person"}
        QTest.keyClicks(editor.pane.row("name").editor.focus_target(), "Joe")
        assert editor.value() == {"name": "Joe", "kind": "person"}
        QTest.keyClick(editor.focus_target(), Qt.Key.Key_Space)
        assert editor.value() is NOT_SET
        QTest.keyClick(editor.focus_target(), Qt.Key.Key_Space)
        assert editor.value() == {"name": "Joe", "kind": "person"}

    def test_required_is_there_at_once(self, make, kinds):
        editor = make(replace(kinds["group"][0], required=True))
        assert editor.value() == {"kind": "person"}
        assert not editor.findChildren(QCheckBox)

    def test_errors_and_problems_lead_inside(self, make, kinds):
        editor = make(kinds["group"][0])
        editor.set_value({"name": "a", "age": "old"})
        (problem,) = editor.problems()
        assert problem.path == ("age",)
        said = editor.show_errors([FieldError("f", text("Too long."), ("name",)), FieldError("f", text("Odd."))])
        assert [str(words) for words in said] == ["Odd."]
        assert editor.pane.row("name").error_words() == "Too long."

    def test_an_error_inside_a_closed_group_is_said_outside(self, make, kinds):
        editor = make(kinds["group"][0])
        (words,) = editor.show_errors([FieldError("f", text("Needed."), ("name",))])
        assert str(words) == "name: Needed."
