"""Sentences for translators: all are found, none is lost, and the files that ship are up to date."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from app.core.paths import resources
from app.ui import catalogue
from app.ui.text import read_catalogue

HOLES = re.compile(r"\{\w+(?::\w+)?\}")


def test_every_literal_sentence_is_found_once(tmp_path: Path) -> None:
    (tmp_path / "a.py").write_text(
        'tr("One & two")\ntext("Three {n}", n=1)\nother("Four")\nx.tr("Five")\ntr("Three {n}")\n'
    )
    assert catalogue.sentences(tmp_path) == ["One & two", "Three {n}"]


def test_a_sentence_that_is_put_together_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.py").write_text('\ntr("One" + name)\n')
    with pytest.raises(ValueError, match=r"a\.py:2"):
        catalogue.sentences(tmp_path)


def test_translations_survive_an_update(tmp_path: Path) -> None:
    file = tmp_path / "de.ts"
    file.write_text(catalogue.updated(file, ["A < b", "Gone"]), encoding="utf-8")
    filled = file.read_text(encoding="utf-8").replace(
        '<translation type="unfinished"></translation>', "<translation>Ä &lt; b</translation>", 1
    )
    file.write_text(filled, encoding="utf-8")
    file.write_text(catalogue.updated(file, ["A < b", "New"]), encoding="utf-8")
    assert read_catalogue(file) == {"A < b": "Ä < b"}
    assert "Gone" not in file.read_text(encoding="utf-8")


def test_the_languages_that_ship_are_up_to_date() -> None:
    """When this fails: ``python -m app.ui.catalogue``, then translate what stands open."""
    assert catalogue.main(["--check"]) == 0


@pytest.mark.parametrize("file", sorted((resources() / "i18n").glob("*.ts")), ids=lambda f: f.stem)
def test_translations_keep_every_hole(file: Path) -> None:
    wrong = {
        source: translation
        for source, translation in read_catalogue(file).items()
        if set(HOLES.findall(source)) != set(HOLES.findall(translation)) or ("|" in source) != ("|" in translation)
    }
    assert not wrong


def test_in_german_everybody_is_spoken_to_alike() -> None:
    """With “Sie”: one sentence with “du” among them sounds like somebody else's."""
    familiar = re.compile(r"\b(du|dich|dir|dein\w*|versuche es|beende es|sieh|nimm|gib|öffne|wähle)\b", re.IGNORECASE)
    said = read_catalogue(resources() / "i18n" / "de.ts").values()
    assert [words for words in said if familiar.search(words)] == []


def test_in_german_three_dots_stand_where_they_stand_in_english() -> None:
    words = read_catalogue(resources() / "i18n" / "de.ts")
    assert [said for english, said in words.items() if said.endswith(" …") and not english.endswith(" …")] == []
