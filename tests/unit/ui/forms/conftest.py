"""An offscreen Qt, and one field of every kind with values it can hold."""

from __future__ import annotations

import os
from collections.abc import Callable

import pytest

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QLocale
from PySide6.QtWidgets import QWidget

from app.core.json_types import Json, JsonObject
from app.core.schema.model import Choice, Field, Form, Kind, Variant
from app.ui.forms.editor import Editor
from app.ui.forms.registry import make_editor
from app.ui.forms.view import FormView

COLOURS = (Choice("red", "Red"), Choice("blue", "Blue & green"))
COUNTRIES = tuple(Choice(f"c{n}", f"Country {n}") for n in range(20))
FIXED = Field("kind", Kind.FIXED, "Kind", required=True, choices=(Choice("person", "Person"),))
NAME = Field("name", Kind.TEXT, "Name", required=True)
AGE = Field("age", Kind.INTEGER, "Age")


def branch(mark: str, **properties: Json) -> JsonObject:
    """The schema of an object that is known by its type."""
    return {"type": "object", "properties": {"type": {"enum": [mark]}, **properties}, "required": ["type"]}


SIZE = Field("size", Kind.INTEGER, "Size", required=True)
STATIC = Variant("Fixed size", (SIZE,), ("type", "static"), branch("static", size={"type": "integer"}))
AUTO = Variant("Automatic", (), ("type", "auto"), branch("auto"))
WORDS = Variant("Words", (Field("", Kind.TEXT, "Words", required=True),), None, {"type": "string"})

KINDS: dict[str, tuple[Field, tuple[Json, ...]]] = {
    "text": (Field("f", Kind.TEXT, "Source"), ("crm", " a ", "ü" * 300)),
    "remembered": (Field("f", Kind.TEXT, "Source", remember=True), ("crm", "other")),
    "long_text": (Field("f", Kind.LONG_TEXT, "Note"), ("a\nb", "x")),
    "password": (Field("f", Kind.PASSWORD, "Secret"), ("s3cret",)),
    "integer": (Field("f", Kind.INTEGER, "Seconds"), (0, -1, 2**63 - 1, 2**70)),
    "number": (Field("f", Kind.NUMBER, "Share"), (0.5, 1, -2e-7, 1e22)),
    "boolean": (Field("f", Kind.BOOLEAN, "Open"), (True, False)),
    "tick": (Field("f", Kind.BOOLEAN, "Open", default=True, has_default=True), (True, False)),
    "choice": (Field("f", Kind.CHOICE, "Colour", choices=COLOURS), ("red", "blue", "not listed", 5)),
    "search": (Field("f", Kind.CHOICE, "Country", choices=COUNTRIES), ("c3", "c19")),
    "open": (Field("f", Kind.OPEN_CHOICE, "Column", choices=COLOURS), ("red", "free", 7)),
    "live": (Field("f", Kind.OPEN_CHOICE, "Workspace", source={"call": "list"}), ("default",)),
    "date": (Field("f", Kind.DATE, "Day"), ("2025-07-23", "0999-01-02")),
    "date_time": (
        Field("f", Kind.DATE_TIME, "Moment"),
        ("2025-07-23T14:30:00Z", "2025-07-23T14:30:05+02:00", "2025-07-23T14:30:05.123456+02:00"),
    ),
    "time": (Field("f", Kind.TIME, "Hour"), ("14:30:00+00:00", "14:30:00+05:30", "14:30")),
    "uri": (Field("f", Kind.URI, "Address"), ("https://example.org/a",)),
    "uuid": (Field("f", Kind.UUID, "Id"), ("a3c1b6de-0000-4000-8000-000000000000",)),
    "email": (Field("f", Kind.EMAIL, "Mail"), ("joe@example.org",)),
    "file": (Field("f", Kind.FILE, "Logo", media_types=("image/png",)), ("/tmp/logo.png",)),
    "bytes": (Field("f", Kind.BYTES, "Logo"), ("C:\\logo.png",)),
    "list": (
        Field("f", Kind.LIST, "Tags", children=(Field("", Kind.TEXT, "Tag"),)),
        (["a"], ["a", "b", "a"], []),
    ),
    "checklist": (Field("f", Kind.CHECKLIST, "Colours", choices=COLOURS), (["blue"], ["red", "blue"], [])),
    "table": (
        Field("f", Kind.TABLE, "Meta", children=(NAME, AGE, FIXED)),
        (
            [{"kind": "person", "name": "a", "age": 1}],
            [{"kind": "person", "name": "a"}, {"kind": "person", "age": None}],
            [],
        ),
    ),
    "groups": (
        Field("f", Kind.GROUPS, "People", children=(NAME, AGE, FIXED)),
        ([{"name": "a", "kind": "person"}], [{"name": "a", "age": 1, "kind": "person"}, {"kind": "person"}]),
    ),
    "group": (
        Field("f", Kind.GROUP, "Person", children=(NAME, AGE, FIXED)),
        ({"name": "a", "age": 1, "kind": "person"}, {"kind": "person"}),
    ),
    "map": (
        Field("f", Kind.MAP, "Labels", children=(Field("", Kind.TEXT, "Value"),)),
        ({"a": "1"}, {"a": "1", "b": "2"}, {}),
    ),
    "variants": (
        Field("f", Kind.VARIANTS, "Chunks", variants=(STATIC, AUTO, WORDS)),
        ({"type": "static", "size": 5}, {"type": "auto"}, "none"),
    ),
    "json": (Field("f", Kind.JSON, "Anything"), ({"a": [1, None, 2**70]}, "text", 0, False, [], {})),
}


@pytest.fixture(autouse=True)
def plain_locale() -> None:
    """Days and numbers are written the same on every machine."""
    QLocale.setDefault(QLocale.c())


@pytest.fixture
def kinds() -> dict[str, tuple[Field, tuple[Json, ...]]]:
    """A field of every kind, and values it must hold without a change."""
    return KINDS


@pytest.fixture
def host(qtbot) -> QWidget:
    """A shown window for editors."""
    widget = QWidget()
    qtbot.addWidget(widget)
    widget.resize(640, 480)
    widget.show()
    return widget


@pytest.fixture
def make(host) -> Callable[[Field], Editor]:
    """Makes a shown editor."""

    def made(field: Field) -> Editor:
        editor = make_editor(field, host)
        editor.resize(600, 300)
        editor.show()
        return editor

    return made


@pytest.fixture
def view(qtbot) -> FormView:
    """A shown, empty form."""
    form = FormView()
    qtbot.addWidget(form)
    form.resize(720, 480)
    form.show()
    form.activateWindow()
    qtbot.waitExposed(form)
    return form


@pytest.fixture
def all_kinds() -> Form:
    """One form with a field of every kind."""
    from app.core.copies import replace

    return Form(tuple(replace(field, key=f"body.{name}") for name, (field, _) in KINDS.items()))
