"""The window's words: numbers and days as the reader writes them, and translations by their English."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QLocale
from PySide6.QtWidgets import QApplication

from app.core.text import text
from app.ui.text import Catalogue, count, day, install_language, read_catalogue, say, size, tr, when

TS = """<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="de"><context><name>Sendoff</name>
<message><source>{n:count} file|{n:count} files</source>
<translation>{n:count} Datei|{n:count} Dateien</translation></message>
<message><source>Left alone</source><translation type="unfinished"></translation></message>
<message><source>Half done</source><translation type="unfinished">Halb</translation></message>
<message><source>with {what}</source><translation>mit {what}</translation></message>
<message><source>a file</source><translation>einer Datei</translation></message>
</context></TS>
"""


@pytest.fixture
def german(qapp: QApplication, tmp_path: Path) -> Iterator[Catalogue]:
    (tmp_path / "de.ts").write_text(TS, encoding="utf-8")
    before = QLocale()
    QLocale.setDefault(QLocale("de_DE"))
    catalogue = install_language(tmp_path, "de_DE")
    assert catalogue is not None
    yield catalogue
    QCoreApplication.removeTranslator(catalogue)
    QLocale.setDefault(before)


def test_english_stands_as_it_is(qapp: QApplication) -> None:
    assert tr("{n:count} file|{n:count} files", n=1204) == "1,204 files"
    assert tr("{n:count} file|{n:count} files", n=1) == "1 file"
    assert (count(1204), size(4_100_000), say(None)) == ("1,204", "4.1 MB", "")


def test_german_numbers_and_plurals(german: Catalogue) -> None:
    assert tr("{n:count} file|{n:count} files", n=1204) == "1.204 Dateien"
    assert tr("{n:count} file|{n:count} files", n=1) == "1 Datei"
    assert size(4_100_000) == "4,1 MB"
    assert tr("{s:seconds}", s=59) == "59 s"
    assert tr("{s:seconds}", s=121) == "2 min"
    assert tr("{s:seconds}", s=7400) == "2 h 3 min"


def test_texts_of_the_core_and_those_inside_them_are_translated(german: Catalogue) -> None:
    assert say(text("with {what}", what=text("a file"))) == "mit einer Datei"


def test_what_is_not_translated_stays_english(german: Catalogue) -> None:
    assert tr("Left alone") == "Left alone"
    assert tr("Half done") == "Half done"
    assert german.translate("OtherContext", "a file") is None


def test_there_may_be_no_such_language(qapp: QApplication, tmp_path: Path) -> None:
    assert install_language(tmp_path, "xx") is None


def test_days_have_names_while_they_are_near(qapp: QApplication) -> None:
    now = time.mktime((2026, 5, 14, 12, 0, 0, 0, 0, -1))
    assert day(now, now) == "Today"
    assert day(now - 86_400, now) == "Yesterday"
    assert "2026" in day(now - 5 * 86_400, now)
    assert when(now - 86_400, now).startswith("Yesterday, ")
    assert when(now, now) in when(now, now)


def test_a_catalogue_without_anything_finished_is_empty(tmp_path: Path) -> None:
    file = tmp_path / "x.ts"
    file.write_text("<TS><context><name>Sendoff</name></context></TS>", encoding="utf-8")
    assert read_catalogue(file) == {}
    assert Catalogue(file).isEmpty()
