"""Names that would break a row in two, pass for another kind of file, or be read as markup."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QImage, QPainter
from PySide6.QtWidgets import QApplication, QStyleOptionViewItem
from pytestqt.qtbot import QtBot

from app.core.services.model import Grade, Verdict
from app.core.sources import SourceFile
from app.core.text import text
from app.core.transfer import Receipt, State, Transfer
from app.ui.as_written import on_one_line, tip
from app.ui.icons import Icons
from app.ui.models.details_view import receipt_view
from app.ui.models.files import Column, FileListModel
from app.ui.models.row_words import title_of
from app.ui.theme import Theme
from app.ui.views.brush import Brush
from app.ui.views.parts import Elided

ROLES = Qt.ItemDataRole


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("may leads.csv", "may leads.csv"),
        ("line\nbreak\r\n.csv", "line break .csv"),
        ("a\u2028b\tc\x1bd.csv", "a b c d.csv"),
        ("\u202egnp.csv", "gnp.csv"),
        ("\u2066\u2067x\u2069.csv", "x.csv"),
        ("שלום.csv", "שלום.csv"),
    ],
)
def test_a_name_is_on_one_line_and_in_its_own_order(name: str, shown: str) -> None:
    assert on_one_line(name) == shown


def test_a_tip_is_never_markup() -> None:
    assert tip("<b>bold</b>\nmore \u202ex") == "<qt>&lt;b&gt;bold&lt;/b&gt;<br>more x</qt>"
    assert tip("") == ""


def test_the_list_of_files_shows_them_so() -> None:
    model = FileListModel()
    path = Path("/in/\u202e<b>gnp\n.csv")
    model.put([Verdict(path, None, Grade.OK, text("Ready"))])
    assert model.index(0, Column.NAME).data() == "<b>gnp .csv"
    assert model.index(0, Column.NAME).data(ROLES.ToolTipRole) == "<qt>/in/&lt;b&gt;gnp<br>.csv</qt>"


def test_transfers_and_receipts_are_called_so(tmp_path: Path) -> None:
    (tmp_path / "line\nbreak.csv").write_text("x")
    file = SourceFile.look_at(tmp_path / "line\nbreak.csv")
    one = Transfer("t", "b", (file,), 1.0, 1.0, 1, state=State.DONE)
    assert title_of(one) == "line break.csv"
    receipt = Receipt("t", "sela", "a", 1.0, ("line\nbreak.csv",), 1, {})
    assert receipt_view(receipt, "Sela", 1.0).title == "line break.csv"


def test_a_row_and_a_label_take_one_line(qapp: QApplication, qtbot: QtBot, tmp_path: Path) -> None:
    theme = Theme(qapp)
    icons, drawn = Icons(theme, tmp_path), []
    for words in ("one two", "one\ntwo"):
        image = QImage(200, 60, QImage.Format.Format_ARGB32)
        image.fill(0)
        painter, option = QPainter(image), QStyleOptionViewItem()
        option.rect = QRect(0, 0, 200, 60)
        assert not Brush(painter, option, theme, icons).text(QRect(0, 0, 200, 60), words), "nothing was shortened"
        painter.end()
        drawn.append(image)
    assert drawn[0] == drawn[1]
    label = Elided("a\n<b>" + "very " * 40)
    qtbot.addWidget(label)
    label.resize(50, 20)
    label.show()
    assert "\n" not in label.words
    assert label.toolTip().startswith("<qt>a &lt;b&gt;")
