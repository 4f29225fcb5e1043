"""Every kind of field: what goes in comes out, in all three states, and what was typed wrongly is kept."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QLocale, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit

from app.core.copies import replace
from app.core.schema.model import Choice, Field, Kind
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


def test_a_vendors_words_are_never_markup_nor_shortcuts(make):
    column = Field("n", Kind.CHOICE, "N & <b>n</b>", help="<b>bold</b> a < b", choices=(Choice("a", "A", "1 < 2"),))
    table = make(Field("f", Kind.TABLE, "T", children=(column,)))
    assert table.grid.horizontalHeaderItem(0).toolTip() == "<qt>bold a &lt; b</qt>"
    combo = make(column).combo
    assert combo.itemData(1, Qt.ItemDataRole.ToolTipRole) == "<qt>1 &lt; 2</qt>"
    tick = make(Field("f", Kind.BOOLEAN, "Search & replace", required=True)).tick
    assert tick.text() == "Search && replace"
    assert tick.accessibleName() == "Search & replace"
