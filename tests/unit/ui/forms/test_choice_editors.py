"""Choosing: from short lists, long ones, ones that a vendor gives, ticks, and shapes of a value."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from app.core.copies import replace
from app.core.schema.model import Choice, Field, FieldError, Kind
from app.core.text import text
from app.ui.forms.presence import NOT_SET, same


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
