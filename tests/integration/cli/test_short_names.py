"""Short names of form fields on the command line."""

from __future__ import annotations

import pytest

from app.cli import WrongUse
from app.cli_send import set_values
from app.core.schema.model import Field, Form, Kind

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
