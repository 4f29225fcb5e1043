"""The whole form: values, errors beside their fields, folds, focus, names for a screen reader, and its speed."""

from __future__ import annotations

import time

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractScrollArea, QApplication, QLabel, QScrollArea, QWidget

from app.core.schema.model import Choice, Field, FieldError, Form, Kind
from app.core.text import text
from app.ui.forms.fold import Fold
from app.ui.forms.picture import draw_form
from app.ui.forms.row import FieldRow

SOURCE = Field("body.source", Kind.TEXT, "Source", help="The short name.", required=True)
COUNT = Field("body.count", Kind.INTEGER, "Count")
CALLBACK = Field("body.callback", Kind.URI, "Callback", advanced=True)
FORM = Form((SOURCE, COUNT, CALLBACK))


def rows(view) -> dict[str, FieldRow]:
    return {row.field.key: row for row in view.findChildren(FieldRow)}


def test_untouched_is_empty_but_for_required_fixed_values(view, all_kinds):
    fixed = Field("body.k", Kind.FIXED, "K", required=True, choices=(Choice(1, "1"),))
    other = Field("body.o", Kind.FIXED, "O", choices=(Choice(1, "1"),))
    view.set_form(Form((*all_kinds.fields, fixed, other)))
    assert view.values() == {"body.k": 1}
    assert view.input_errors() == []


def test_values_round_trip_through_every_kind(view, all_kinds, kinds, qtbot):
    view.set_form(all_kinds)
    values = {f"body.{name}": values[0] for name, (_, values) in kinds.items()}
    with qtbot.assertNotEmitted(view.changed):
        view.set_values(values)
    assert view.values() == values
    assert list(view.values()) == list(values)
    view.set_values({})
    assert view.values() == {}


def test_typing_is_told(view, qtbot):
    view.set_form(FORM)
    with qtbot.waitSignal(view.changed):
        QTest.keyClicks(rows(view)["body.source"].editor.focus_target(), "x")
    assert view.values() == {"body.source": "x"}


def test_letters_in_a_number_stay_and_are_an_error(view):
    view.set_form(FORM)
    QTest.keyClicks(rows(view)["body.count"].editor.focus_target(), "many")
    assert view.values() == {"body.count": "many"}
    (error,) = view.input_errors()
    assert error.key == "body.count"
    view.set_errors([FieldError("body.count", text("It has to be a number."))])
    assert rows(view)["body.count"].error_words() == "“many” is not a whole number."


def test_a_wrong_number_is_said_when_the_field_is_left(view):
    view.set_form(FORM)
    row = rows(view)["body.count"]
    QTest.keyClicks(row.editor.focus_target(), "many")
    assert row.error_words() == ""
    QTest.keyClick(row.editor.focus_target(), Qt.Key.Key_Return)
    assert "many" in row.error_words()
    row.editor.focus_target().clear()
    assert row.error_words() == ""


def test_an_error_is_shown_described_and_taken_back_by_typing(view):
    view.set_form(FORM)
    row = rows(view)["body.source"]
    view.set_errors([FieldError("body.source", text("Sela does not know <b>{x}</b>.", x="crm"))])
    target = row.editor.focus_target()
    (label,) = [w for w in row.findChildren(QLabel) if w.text() == "Sela does not know <b>crm</b>."]
    assert label.isVisible()
    assert label.textFormat() is Qt.TextFormat.PlainText
    assert label.property("role") == "error"
    assert target.property("state") == "error"
    assert "Sela does not know" in target.accessibleDescription()
    assert "Needed." in target.accessibleDescription()
    QTest.keyClicks(target, "c")
    assert not label.isVisible()
    assert target.accessibleDescription() == "Needed. The short name."


def test_errors_are_announced(view):
    heard = []
    QAccessible.setActive(True)
    view.set_form(FORM)
    original = QAccessible.updateAccessibility
    QAccessible.updateAccessibility = staticmethod(lambda event: heard.append(event.message()))
    try:
        view.set_errors([FieldError("body.source", text("Needed.")), FieldError("body.count", text("Too big."))])
        view.set_errors([FieldError("body.source", text("Needed."))])
    finally:
        QAccessible.updateAccessibility = original
        QAccessible.setActive(False)
    assert heard == ["2 fields need a change. Source: Needed.", "Source: Needed."]


def test_errors_of_no_visible_field_stand_on_top(view):
    view.set_form(FORM)
    view.set_errors([FieldError("body.gone", text("Something else is wrong."))])
    assert view._general.words() == "Something else is wrong."
    view.set_errors([])
    assert not view._general.isVisible()


class TestAdvanced:
    def test_is_built_when_it_is_opened(self, view):
        view.set_form(FORM)
        assert "body.callback" not in rows(view)
        fold = view.findChild(Fold)
        QTest.keyClick(fold._button, Qt.Key.Key_Space)
        assert rows(view)["body.callback"].isVisible()

    @pytest.mark.parametrize("how", ["value", "error", "focus"])
    def test_opens_for_what_is_in_it(self, view, how):
        view.set_form(FORM)
        if how == "value":
            view.set_values({"body.callback": "https://a.b"})
        elif how == "error":
            view.set_errors([FieldError("body.callback", text("Odd."))])
        else:
            view.focus_field("body.callback")
        assert rows(view)["body.callback"].isVisible()

    def test_choices_alone_do_not_open_it(self, view):
        view.set_form(FORM)
        view.set_recent("body.callback", ["https://a.b"])
        assert not view.findChild(Fold).is_open

    def test_a_required_field_never_hides(self, view):
        view.set_form(Form((Field("a", Kind.TEXT, "A", advanced=True, required=True),)))
        assert rows(view)["a"].isVisible()


def test_groups_are_headings_in_order(view):
    fields = (
        Field("a", Kind.TEXT, "A", group="Times"),
        Field("b", Kind.TEXT, "B"),
        Field("c", Kind.TEXT, "C", group="Times"),
    )
    view.set_form(Form(fields))
    labels = [w.text() for w in sorted(view.findChildren(QLabel), key=lambda w: w.mapTo(view, w.pos()).y()) if w.text()]
    assert labels.count("Times") == 1
    QApplication.processEvents()
    tops = {key: row.mapTo(view, row.rect().topLeft()).y() for key, row in rows(view).items()}
    assert tops["b"] < tops["a"] < tops["c"]


def test_choices_wanted_names_the_field(view, qtbot):
    view.set_form(Form((Field("path.ws", Kind.OPEN_CHOICE, "Workspace", source={"call": "x"}),)))
    row = rows(view)["path.ws"]
    with qtbot.waitSignal(view.choices_wanted) as asked:
        row.editor.ask()
    assert asked.args == ["path.ws"]
    view.set_choices_problem("path.ws", text("The list is not to be had just now. Type the name instead."))
    assert not row.editor.is_busy
    assert any("Type the name" in w.text() for w in row.findChildren(QLabel))
    row.editor.ask()
    assert row.editor.is_busy
    view.set_choices("path.ws", (Choice("w", "W"),))
    assert not row.editor.is_busy
    assert not any("Type the name" in w.text() for w in row.findChildren(QLabel))
    row.editor.line.setText("W")
    assert view.values() == {"path.ws": "w"}


def test_focus_field_scrolls_to_it(qtbot):
    from app.ui.forms.view import FormView

    area = QScrollArea()
    qtbot.addWidget(area)
    view = FormView()
    area.setWidget(view)
    area.setWidgetResizable(True)
    area.resize(600, 200)
    view.set_form(Form(tuple(Field(f"k{n}", Kind.TEXT, f"K{n}") for n in range(40))))
    area.show()
    area.activateWindow()
    qtbot.waitExposed(area)
    QApplication.processEvents()
    view.focus_field("k39")
    assert area.verticalScrollBar().value() > 0
    assert rows(view)["k39"].editor.focus_target().hasFocus()


def test_another_form_leaves_nothing_of_the_first(view):
    view.set_form(FORM)
    view.set_values({"body.source": "x"})
    view.set_form(Form((COUNT,)))
    assert view.values() == {}
    QApplication.sendPostedEvents(None, 52)  # DeferredDelete
    assert set(rows(view)) == {"body.count"}


def test_a_form_without_fields_says_so(view):
    view.set_form(Form(()))
    assert any(w.text() == "Nothing to fill in here." for w in view.findChildren(QLabel))


def test_everything_that_takes_the_keyboard_has_a_name(view, all_kinds, kinds):
    from app.core.copies import replace

    view.set_form(Form(tuple(replace(field, nullable=True) for field in all_kinds.fields)))
    view.set_values({f"body.{name}": values[-1] or values[0] for name, (_, values) in kinds.items()})
    nameless = [
        type(child).__name__
        for child in view.findChildren(QWidget)
        if child.isVisible()
        and child.focusPolicy() != Qt.FocusPolicy.NoFocus
        and not isinstance(child, QScrollArea)
        and not _inner(child)
        and not _spoken(child)
    ]
    assert nameless == []


def _inner(child: QWidget) -> bool:
    """The viewport or header of a scroll area that itself has a name, or a popup's parts."""
    return isinstance(child.parent(), QAbstractScrollArea) or (
        child.window() is not child.window().nativeParentWidget() and child.objectName().startswith("qt_")
    )


def _spoken(child: QWidget) -> str:
    interface = QAccessible.queryAccessibleInterface(child)
    return interface.text(QAccessible.Text.Name)


def test_one_can_walk_through_with_the_tab_key(view):
    view.set_form(FORM)
    view.focus_field("body.source")
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
    assert rows(view)["body.count"].isAncestorOf(QApplication.focusWidget())


@pytest.mark.slow
def test_a_hundred_fields_are_quick(view, all_kinds):
    from app.core.copies import replace

    fields = tuple(
        replace(all_kinds.fields[n % len(all_kinds.fields)], key=f"body.f{n}", help="What it is for.")
        for n in range(100)
    )
    taken = []
    for _ in range(5):
        begin = time.perf_counter()
        view.set_form(Form(fields))
        taken.append(time.perf_counter() - begin)
    print(f"100 fields: {min(taken) * 1000:.0f} ms at best, {max(taken) * 1000:.0f} ms at worst")
    assert len(rows(view)) >= 100


def test_a_picture_of_a_form(qapp, tmp_path, all_kinds):
    from PySide6.QtGui import QImage

    light, dark = tmp_path / "light.png", tmp_path / "dark.png"
    palette, sheet = qapp.palette(), qapp.styleSheet()
    try:
        draw_form(all_kinds, light)
        draw_form(all_kinds, dark, dark=True, width=500)
    finally:
        qapp.setStyleSheet(sheet)
        qapp.setPalette(palette)
    one, two = QImage(str(light)), QImage(str(dark))
    assert one.width() == 720
    assert two.width() == 500
    assert one.height() > 800
    assert one.pixelColor(2, 2).lightness() > 200 > 80 > two.pixelColor(2, 2).lightness()


def test_a_picture_that_cannot_be_written(qapp, tmp_path):
    from app.core.errors import InputError

    with pytest.raises(InputError, match="cannot be written"):
        draw_form(FORM, tmp_path / "no such folder" / "a.png")
