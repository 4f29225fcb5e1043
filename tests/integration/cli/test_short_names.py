"""Short names of form fields on the command line."""

from __future__ import annotations

import pytest

from app.cli import WrongUse
from app.cli_fields import set_values, what_to_set
from app.core.schema.messages import needed
from app.core.schema.model import Field, FieldError, Form, Kind
from app.core.text import text

FORM = Form(
    (
        Field("path.id", Kind.TEXT, "Id"),
        Field("body.id", Kind.TEXT, "Id"),
        Field("body.id.more", Kind.TEXT, "More"),
        Field("body.source", Kind.TEXT, "Source"),
        Field("body.count", Kind.INTEGER, "Count"),
    )
)


def test_the_last_part_of_a_name_is_enough_where_one_field_alone_ends_so() -> None:
    assert set_values(FORM, ["source=crm", "count=3", "body.id=7", "more=a=b"]) == {
        "body.source": "crm",
        "body.count": 3,
        "body.id": "7",
        "body.id.more": "a=b",
    }


def test_a_short_name_of_several_fields_names_them() -> None:
    with pytest.raises(WrongUse, match=r"“id” may be any of these fields: path\.id, body\.id\. Write it in full\."):
        set_values(FORM, ["id=7"])


@pytest.mark.parametrize("name", ["ource", "", ".source", "body"])
def test_a_part_of_a_word_is_no_name(name: str) -> None:
    with pytest.raises(WrongUse, match="There is no field"):
        set_values(FORM, [f"{name}=x"])


@pytest.mark.parametrize(
    ("key", "words"),
    [
        ("body.source", "“Source” is not filled in. Add --set source=… with what it is."),
        ("path.id", "“Id” is not filled in. Add --set path.id=… with what it is."),
        ("body.id.more", "“More” is not filled in. Add --set more=… with what it is."),
    ],
)
def test_what_is_missing_is_said_with_the_option_that_sets_it(key: str, words: str) -> None:
    field = FORM.field(key)
    assert str(what_to_set(FORM, FieldError(key, needed(field)))) == words
    set_values(FORM, [f"{words.split('--set ')[1].split('=')[0]}=7"])


def test_what_is_wrong_is_said_with_the_option_that_sets_it() -> None:
    wrong = text("Enter a whole number.")
    assert str(what_to_set(FORM, FieldError("body.count", wrong))) == (
        "“Count”: Enter a whole number. Use --set count=… for it."
    )
    assert what_to_set(FORM, FieldError("body.gone", wrong)) == wrong
