"""What counts as files in something that is dropped or pasted; the disk is not asked."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QUrl

from app.ui.views.drop_zone import paths_in

GONE = Path("/nowhere/leads.csv").absolute()


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (f'{GONE}\n\n  "{GONE.with_name("a b.csv")}"  \n', [GONE, GONE.with_name("a b.csv")]),
        ("leads.csv", []),
        (f"{GONE}\nis the file to send", []),
        ("", []),
    ],
)
def test_lines_of_text_are_files_when_all_are(words: str, expected: list[Path]) -> None:
    data = QMimeData()
    data.setText(words)
    assert list(paths_in(data)) == expected


def test_addresses_of_local_files_are(tmp_path: Path) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(GONE)), QUrl("https://example.com/leads.csv")])
    assert list(paths_in(data)) == [GONE]
    assert list(paths_in(None)) == list(paths_in(QMimeData())) == []
