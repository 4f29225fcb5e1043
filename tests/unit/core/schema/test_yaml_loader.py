"""YAML 1.2 and JSON: what stays text, what becomes a value, and where a mistake is said to be."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.core.errors import ProviderError
from app.core.schema.yaml_builder import scalar
from app.core.schema.yaml_loader import load_file, load_text


@pytest.mark.parametrize(
    ("plain", "value"),
    [
        ("2025-07-23", "2025-07-23"),
        ("2025-07-23T10:00:00Z", "2025-07-23T10:00:00Z"),
        ("on", "on"),
        ("yes", "yes"),
        ("No", "No"),
        ("12:30", "12:30"),
        ("1_000", "1_000"),
        (".inf", ".inf"),
        (".nan", ".nan"),
        ("1e999", "1e999"),
        ("true", True),
        ("FALSE", False),
        ("null", None),
        ("~", None),
        ("", None),
        ("-12", -12),
        ("0o17", 15),
        ("0x1F", 31),
        ("1.5", 1.5),
        ("1.", 1.0),
        (".5e3", 500.0),
        ("1.2.3", "1.2.3"),
        ("9" * 5000, "9" * 5000),
    ],
)
def test_scalars_follow_the_core_schema(plain: str, value: object) -> None:
    found = scalar(plain)
    assert found == value
    assert type(found) is type(value)


def test_mapping_keys_and_quoted_scalars_are_text() -> None:
    found = load_text(
        "responses:\n  200: {description: ok}\non: 'yes'\nnumber: '12'\ntagged: !!str 12\nlong: |\n  a\n  b\n", "f"
    )
    assert found.value == {
        "responses": {"200": {"description": "ok"}},
        "on": "yes",
        "number": "12",
        "tagged": "12",
        "long": "a\nb\n",
    }


def test_aliases_and_merge_keys() -> None:
    source = "base: &b {a: 1, c: 3}\nkey: &k name\nuse: *b\nmerged:\n  <<: *b\n  a: 2\n*k : 4\n"
    assert load_text(source, "f").value == {
        "base": {"a": 1, "c": 3},
        "key": "name",
        "use": {"a": 1, "c": 3},
        "merged": {"a": 2, "c": 3},
        "name": 4,
    }


def test_where_names_file_line_and_column() -> None:
    found = load_text("a:\n  - x: 1\n    y: 2\n", "upload.yaml")
    assert found.where(("a", 0, "y")) == "upload.yaml:3:5"
    assert found.where(("a", 0, "z", "deeper")) == "upload.yaml:2:5"
    assert found.where() == "upload.yaml:1:1"


def test_json_is_read_with_its_own_numbers() -> None:
    found = load_text('{"a": [1, 2.5, 1e999, NaN, true, null, "\\ud83d\\ude00"]}', "f")
    assert found.value == {"a": [1, 2.5, "1e999", "NaN", True, None, "😀"]}
    assert found.where(("a", 0)) == "f:1:1"


@pytest.mark.parametrize(
    ("source", "words"),
    [
        ("a: 1\nb: 2\na: 3\n", "f:3:1: “a” stands here again; it is on line 1 already."),
        ('{"a": 1,\n "a": 2}', "f:2:2: “a” stands here again; it is on line 1 already."),
        ("a: [1, 2\nb: 3\n", "f:2:2: this is not valid YAML or JSON."),
        ("a: b: c\n", "f:1:5: this is not valid YAML or JSON."),
        ("a: \x01\n", "f:1:1: this is not valid YAML or JSON."),
        ("? [a]\n: b\n", "f:1:3: a key has to be text."),
        ("a: *b\n", "f:1:4: “*b” refers to something that is not complete here."),
        ("a: &x [*x]\n", "f:1:8: “*x” refers to something that is not complete here."),
        ("--- 1\n--- 2\n", "f:2:5: there is a second document in this file."),
        ("", "f:1:1: the file is empty."),
        ("# only a comment\n", "f:1:1: the file is empty."),
        ("[" * 150 + "]" * 150, "f:1:101: this is nested too deeply."),
    ],
)
def test_mistakes_are_said_with_their_place(source: str, words: str) -> None:
    with pytest.raises(ProviderError) as caught:
        load_text(source, "f")
    assert str(caught.value) == words


def test_json_that_is_nested_beyond_the_limit_is_refused() -> None:
    with pytest.raises(ProviderError, match="nested too deeply"):
        load_text("[" * 120 + "1" + "]" * 120, "f")
    with pytest.raises(ProviderError, match="f:"):
        load_text("[" * 100_000, "f")


def test_aliases_that_multiply_are_refused_before_they_are_walked() -> None:
    rows = ["a0: &a0 [x, x, x, x, x, x, x, x, x, x]"]
    rows += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]" for n in range(1, 9)]
    with pytest.raises(ProviderError, match="nested too deeply"):
        load_text("\n".join(rows), "f")


def test_aliases_may_not_build_depth_either() -> None:
    rows = ["a0: &a0 [x]"] + [f"a{n}: &a{n} [*a{n - 1}]" for n in range(1, 120)]
    with pytest.raises(ProviderError, match="nested too deeply"):
        load_text("\n".join(rows), "f")


def test_files_of_other_encodings(tmp_path: Path) -> None:
    file = tmp_path / "openapi.yaml"
    file.write_bytes("a: é\n".encode("utf-16"))
    assert load_file(file).value == {"a": "é"}
    file.write_bytes("\ufeffa: é\n".encode())
    assert load_file(file).value == {"a": "é"}
    file.write_bytes(b"a: 1\nb: \xff\n")
    with pytest.raises(ProviderError, match=r"openapi\.yaml:2:1: this is not UTF-8 text\."):
        load_file(file)
    with pytest.raises(ProviderError, match=r"missing\.yaml cannot be read\."):
        load_file(tmp_path / "missing.yaml")
