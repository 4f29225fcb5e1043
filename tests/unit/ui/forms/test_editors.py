"""Every kind of field: what goes in comes out, in all three states, and what was typed wrongly is kept."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import QLocale, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QCheckBox, QLineEdit

from app.core.schema.model import Choice, Field, FieldError, Kind
from app.core.text import text
from app.ui.forms.presence import NOT_SET, same
from app.ui.forms.registry import editor_class

NAMES = (
    *("text", "remembered", "long_text", "password", "integer", "number", "boolean", "tick", "choice", "search"),
    *("open", "live", "date", "date_time", "time", "uri", "uuid", "email", "file", "bytes", "list", "checklist"),
    *("table", "groups", "group", "map", "variants", "json"),
)


@pytest.mark.parametrize("name", NAMES)
class TestStates:
    def test_untouched_is_not_set(self, make, kinds, name):
        assert make(kinds[name][0]).value() is NOT_SET

    def test_a_value_comes_back_as_it_was(self, make, kinds, name):
        field, values = kinds[name]
        editor = make(field)
        for value in values:
            editor.set_value(value)
            assert same(editor.value(), value)
            assert editor.problems() == () or list(editor.problems()) == []

    def test_not_set_again(self, make, kinds, name):
        field, values = kinds[name]
        editor = make(field)
        editor.set_value(values[0])
        editor.set_value(NOT_SET)
        assert editor.value() is NOT_SET

    def test_null_is_a_state_of_its_own(self, make, kinds, name):
        field, values = kinds[name]
        editor = make(replace(field, nullable=True))
        editor.set_value(None)
        assert editor.value() is None
        editor.set_value(values[0])
        assert same(editor.value(), values[0])
        editor.set_value(None)
        editor.set_value(NOT_SET)
        assert editor.value() is NOT_SET

    def test_setting_tells_nothing_and_clearing_does(self, make, kinds, name, qtbot):
        field, values = kinds[name]
        editor = make(field)
        with qtbot.assertNotEmitted(editor.changed):
            editor.set_value(values[0])
        with qtbot.waitSignal(editor.changed):
            editor.clear()
        assert editor.value() is NOT_SET

    def test_required_has_no_clear(self, make, kinds, name):
        editor = make(replace(kinds[name][0], required=True))
        assert not [b for b in editor.findChildren(QLineEdit) if b.isClearButtonEnabled() and b.parent() is editor]


@pytest.mark.parametrize(
    ("kind", "typed", "value"),
    [
        (Kind.TEXT, "crm export", "crm export"),
        (Kind.INTEGER, "9223372036854775807", 9223372036854775807),
        (Kind.INTEGER, " 12 ", 12),
        (Kind.NUMBER, "1.5", 1.5),
        (Kind.NUMBER, "5", 5),
        (Kind.DATE, "2025-07-23", "2025-07-23"),
        (Kind.URI, "  https://a.b ", "https://a.b"),
        (Kind.EMAIL, " joe@a.b", "joe@a.b"),
        (Kind.FILE, '"C:\\a b.png"', "C:\\a b.png"),
        (Kind.OPEN_CHOICE, "phone", "phone"),
        (Kind.PASSWORD, "s3", "s3"),
        (Kind.LONG_TEXT, "hello", "hello"),
        (Kind.JSON, '{"a": 1}', {"a": 1}),
    ],
)
def test_typing_sets_a_value(make, qtbot, kind, typed, value):
    editor = make(Field("f", kind, "F"))
    with qtbot.waitSignal(editor.changed):
        QTest.keyClicks(editor.focus_target(), typed)
    assert same(editor.value(), value)
    assert not editor.problems()


@pytest.mark.parametrize(
    ("kind", "typed"),
    [
        (Kind.INTEGER, "twelve"),
        (Kind.INTEGER, "1.5"),
        (Kind.NUMBER, "1e999"),
        (Kind.NUMBER, "nan"),
        (Kind.DATE, "tomorrow"),
        (Kind.DATE, "2025-02-30"),
        (Kind.DATE_TIME, "2025-07-23 25:00"),
        (Kind.TIME, "half past"),
    ],
)
def test_what_cannot_be_read_is_kept_and_reported(make, kind, typed):
    editor = make(Field("f", kind, "F"))
    QTest.keyClicks(editor.focus_target(), typed)
    assert editor.value() == typed
    (problem,) = editor.problems()
    assert problem.key == "f"
    assert typed in str(problem.words)
    again = make(Field("f", kind, "F"))
    again.set_value(editor.value())
    assert again.problems() == (problem,)


def test_numbers_in_the_readers_own_writing(make):
    QLocale.setDefault(QLocale(QLocale.Language.German, QLocale.Country.Germany))
    editor = make(Field("f", Kind.NUMBER, "F"))
    QTest.keyClicks(editor.focus_target(), "1.204,5")
    assert editor.value() == 1204.5
    whole = make(Field("f", Kind.INTEGER, "F"))
    QTest.keyClicks(whole.focus_target(), "1.204")
    assert whole.value() == 1204


def test_json_that_is_not_complete_is_reported_with_its_place_and_never_sent(make):
    editor = make(Field("f", Kind.JSON, "F"))
    QTest.keyClicks(editor.focus_target(), '{"a": ')
    (problem,) = editor.problems()
    assert "line 1, column 7" in str(problem.words)
    assert editor.value() is NOT_SET
    editor.box.setPlainText("NaN")
    assert editor.problems()
    editor.box.setPlainText("[" * 100_000)
    assert editor.problems()


class TestTick:
    def test_required_without_default_says_no(self, make):
        editor = make(Field("f", Kind.BOOLEAN, "F", required=True))
        assert editor.value() is False

    def test_a_default_is_shown_and_sent_only_when_touched(self, make):
        editor = make(Field("f", Kind.BOOLEAN, "F", default=True, has_default=True))
        assert editor.tick.isChecked()
        assert editor.value() is NOT_SET
        QTest.keyClick(editor.focus_target(), Qt.Key.Key_Space)
        assert editor.value() is False
        QTest.keyClick(editor.focus_target(), Qt.Key.Key_Space)
        assert editor.value() is True
        editor.clear()
        assert editor.value() is NOT_SET
        assert editor.tick.isChecked()


class TestChoices:
    def test_keyboard_chooses(self, make):
        editor = make(Field("f", Kind.CHOICE, "F", choices=(Choice("a", "A"), Choice("b", "B"))))
        QTest.keyClick(editor.focus_target(), Qt.Key.Key_Down)
        QTest.keyClick(editor.focus_target(), Qt.Key.Key_Down)
        assert editor.value() == "b"
        QTest.keyClick(editor.focus_target(), Qt.Key.Key_Home)
        assert editor.value() is NOT_SET

    def test_one_and_true_are_two_answers(self, make):
        choices = (Choice(1, "one"), Choice(True, "yes"), Choice("1", "text"))
        editor = make(Field("f", Kind.CHOICE, "F", choices=choices))
        for value in (True, 1, "1"):
            editor.set_value(value)
            assert same(editor.value(), value)

    def test_the_default_is_named(self, make):
        field = Field("f", Kind.CHOICE, "F", choices=(Choice("a", "All"),), default="a", has_default=True)
        assert make(field).combo.itemText(0) == "Default (All)"

    def test_many_entries_are_searched_and_others_refused(self, make, kinds):
        editor = make(kinds["search"][0])
        QTest.keyClicks(editor.focus_target(), "country 7")
        assert editor.value() == "c7"
        QTest.keyClicks(editor.focus_target(), "x")
        assert editor.value() == "country 7x"
        assert "not in the list" in str(editor.problems()[0].words)

    def test_new_choices_leave_the_value(self, make):
        editor = make(Field("f", Kind.CHOICE, "F", choices=(Choice("a", "A"),)))
        editor.set_value("a")
        editor.set_choices((Choice("z", "Z"),))
        assert editor.value() == "a"


class TestLiveChoices:
    FIELD = Field("f", Kind.OPEN_CHOICE, "Workspace", source={"call": "list"})

    def test_asks_once_and_says_that_it_is_loading(self, make, qtbot):
        editor = make(self.FIELD)
        with qtbot.waitSignal(editor.choices_wanted):
            editor.ask()
        assert editor.is_busy
        with qtbot.assertNotEmitted(editor.choices_wanted):
            editor.ask()
        editor.set_choices((Choice("w1", "First"),))
        assert not editor.is_busy

    def test_a_value_keeps_its_meaning_when_labels_arrive(self, make):
        editor = make(self.FIELD)
        editor.set_value("w1")
        editor.set_choices((Choice("w1", "First"), Choice("w2", "Second")))
        assert editor.line.text() == "First"
        assert editor.value() == "w1"
        editor.line.setText("Second")
        assert editor.value() == "w2"
        editor.line.setText("typed")
        assert editor.value() == "typed"

    def test_what_was_used_last_is_offered_first(self, make):
        editor = make(self.FIELD)
        editor.set_recent(["old", "w1"])
        editor.set_choices((Choice("w1", "First"),))
        assert [editor.combo.itemText(n) for n in range(editor.combo.count())] == ["old", "First"]


def test_the_wheel_leaves_a_list_alone(make, host):
    from PySide6.QtCore import QPoint, QPointF
    from PySide6.QtGui import QWheelEvent
    from PySide6.QtWidgets import QApplication

    editor = make(Field("f", Kind.CHOICE, "F", choices=(Choice("a", "A"), Choice("b", "B"))))
    host.setFocus()
    event = QWheelEvent(
        *(QPointF(5, 5), QPointF(5, 5), QPoint(0, -120), QPoint(0, -120)),
        *(Qt.MouseButton.NoButton, Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase, False),
    )
    QApplication.sendEvent(editor.combo, event)
    assert editor.value() is NOT_SET
    assert not event.isAccepted()


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


class TestVariants:
    def test_each_branch_keeps_its_data(self, make, kinds):
        editor = make(kinds["variants"][0])
        editor.set_value({"type": "static", "size": 5})
        editor.selector._buttons[1].click()
        assert editor.value() == {"type": "auto"}
        editor.selector._buttons[0].click()
        assert editor.value() == {"type": "static", "size": 5}

    def test_more_than_three_are_a_list(self, make, kinds):
        variants = kinds["variants"][0].variants
        editor = make(replace(kinds["variants"][0], variants=(*variants, variants[0])))
        QTest.keyClick(editor.focus_target(), Qt.Key.Key_Down)
        QTest.keyClick(editor.focus_target(), Qt.Key.Key_Down)
        assert editor.value() == {"type": "auto"}
        editor.clear()
        assert editor.value() is NOT_SET

    def test_errors_go_to_the_chosen_branch(self, make, kinds):
        editor = make(kinds["variants"][0])
        editor.set_value({"type": "static", "size": "x"})
        assert editor.problems()[0].path == ("size",)
        said = editor.show_errors([FieldError("f", text("Too big."), ("size",)), FieldError("f", text("Odd."))])
        assert [str(words) for words in said] == ["Odd."]
        editor.set_value("words")
        assert editor.show_errors([FieldError("f", text("Too short."))]) == []
        editor.clear()
        assert [str(words) for words in editor.show_errors([FieldError("f", text("Needed."))])] == ["Needed."]


class TestTimes:
    def test_a_day_is_picked_from_the_calendar(self, make, qtbot):
        from PySide6.QtCore import QDate

        editor = make(Field("f", Kind.DATE, "Day"))
        editor._open.click()
        calendar = editor._calendar
        assert calendar.accessibleName() == "Calendar for Day"
        with qtbot.waitSignal(editor.changed):
            calendar.activated.emit(QDate(2025, 7, 3))
        assert editor.value() == "2025-07-03"

    def test_a_picked_day_keeps_the_time(self, make):
        from datetime import date, datetime

        editor = make(Field("f", Kind.DATE_TIME, "At"))
        QTest.keyClicks(editor.line, "2025-07-23 14:30")
        editor.take_day(date(2025, 8, 1))
        assert datetime.fromisoformat(editor.value()) == datetime(2025, 8, 1, 14, 30).astimezone()

    def test_an_offset_is_sent(self, make):
        from datetime import datetime

        editor = make(Field("f", Kind.DATE_TIME, "At"))
        QTest.keyClicks(editor.line, "2025-07-23 14:30")
        assert datetime.fromisoformat(editor.value()).utcoffset() is not None
        hour = make(Field("f", Kind.TIME, "At"))
        QTest.keyClicks(hour.line, "14:30")
        assert hour.value().startswith("14:30:00")
        assert hour.value()[8] in "+-"


class TestFile:
    def test_a_file_is_dropped_on_it(self, make, tmp_path):
        from PySide6.QtCore import QMimeData, QPoint, QUrl
        from PySide6.QtGui import QDragEnterEvent, QDropEvent
        from PySide6.QtWidgets import QApplication

        editor = make(Field("f", Kind.FILE, "Logo"))
        data = QMimeData()
        data.setUrls([QUrl.fromLocalFile(str(tmp_path / "a.png"))])
        common = (Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier)
        enter = QDragEnterEvent(QPoint(5, 5), *common)
        QApplication.sendEvent(editor, enter)
        assert enter.isAccepted()
        QApplication.sendEvent(editor, QDropEvent(QPoint(5, 5), *common))
        assert editor.value() == str(tmp_path / "a.png")

    def test_a_file_is_chosen_without_blocking(self, make, tmp_path, qtbot):
        from PySide6.QtWidgets import QFileDialog

        editor = make(Field("f", Kind.FILE, "Logo", media_types=("image/png", "not a type")))
        editor._choose.click()
        chooser = editor.findChild(QFileDialog)
        assert any("*.png" in each for each in chooser.nameFilters())
        chooser.fileSelected.emit(str(tmp_path / "a.png"))
        chooser.close()
        assert editor.value() == str(tmp_path / "a.png")


def test_a_password_is_dots_until_it_is_shown(make):
    editor = make(Field("f", Kind.PASSWORD, "Secret"))
    assert editor.line.echoMode() is QLineEdit.EchoMode.Password
    editor._reveal.click()
    assert editor.line.echoMode() is QLineEdit.EchoMode.Normal
    editor._reveal.click()
    assert editor.line.echoMode() is QLineEdit.EchoMode.Password


def test_null_is_chosen_from_the_menu_and_typing_ends_it(make):
    editor = make(Field("f", Kind.INTEGER, "Seconds", nullable=True))
    leave_out, nothing = editor._menu.actions()
    nothing.trigger()
    assert editor.value() is None
    assert editor._null_words.isVisible()
    leave_out.trigger()
    assert editor.value() is NOT_SET
    assert editor.line.isVisible()


@pytest.mark.parametrize(
    ("field", "name"),
    [
        (Field("f", Kind.TEXT, "F", widget="long_text"), "LongTextEditor"),
        (Field("f", Kind.MAP, "F", children=(NAME := Field("", Kind.TEXT, "V"),), widget="json"), "JsonEditor"),
        (Field("f", Kind.LIST, "F"), "JsonEditor"),
        (Field("f", Kind.VARIANTS, "F"), "JsonEditor"),
        (Field("f", Kind.BOOLEAN, "F", nullable=True, has_default=True), "ChoiceEditor"),
        (Field("f", Kind.FIXED, "F"), "FixedEditor"),
        (Field("f", Kind.TABLE, "F", children=(NAME,) * 6), "GroupsEditor"),
        (Field("f", Kind.TABLE, "F", children=(NAME,) * 6, widget="table"), "TableEditor"),
        (Field("f", Kind.TEXT, "F", source={"columns": "$file"}), "OpenChoiceEditor"),
    ],
)
def test_the_best_fit_wins(field, name):
    assert editor_class(field).__name__ == name


class TestChecklist:
    def test_many_are_searched(self, make, kinds):
        editor = make(Field("f", Kind.CHECKLIST, "Countries", choices=kinds["search"][0].choices))
        QTest.keyClicks(editor.focus_target(), "country 7")
        assert [choice.value for tick, choice in editor.ticks if tick.isVisible()] == ["c7"]
        QTest.keyClick(editor.ticks[7][0], Qt.Key.Key_Space)
        assert editor.value() == ["c7"]

    def test_what_is_no_choice_stays(self, make, kinds):
        editor = make(kinds["checklist"][0])
        editor.set_value(["red", "odd"])
        assert editor.value() == ["red", "odd"]
        editor.set_choices((Choice("odd", "Odd"),))
        assert editor.value() == ["odd", "red"]


def test_a_vendors_words_are_never_markup_nor_shortcuts(make):
    column = Field("n", Kind.CHOICE, "N & <b>n</b>", help="<b>bold</b> a < b", choices=(Choice("a", "A", "1 < 2"),))
    table = make(Field("f", Kind.TABLE, "T", children=(column,)))
    assert table.grid.horizontalHeaderItem(0).toolTip() == "<qt>bold a &lt; b</qt>"
    combo = make(column).combo
    assert combo.itemData(1, Qt.ItemDataRole.ToolTipRole) == "<qt>1 &lt; 2</qt>"
    tick = make(Field("f", Kind.BOOLEAN, "Search & replace", required=True)).tick
    assert tick.text() == "Search && replace"
    assert tick.accessibleName() == "Search & replace"
