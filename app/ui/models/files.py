"""The files picked for the next batch: name, size, verdict, and the name that the vendor will get."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import IntEnum
from pathlib import Path

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from app.core.services.model import Grade, Verdict
from app.ui.models.row_words import Mark
from app.ui.text import say, size, tr

Index = QModelIndex | QPersistentModelIndex
_NO_PARENT = QModelIndex()
ROW = Qt.ItemDataRole.UserRole + 1
"""The :class:`FileRow` of a row."""


class Column(IntEnum):
    """The columns of the list."""

    NAME = 0
    SIZE = 1
    VERDICT = 2
    RENAME = 3
    REMOVE = 4


_MARKS: Mapping[Grade, Mark] = {
    Grade.OK: Mark("done", "ok"),
    Grade.WARN: Mark("warn", "warn"),
    Grade.ERROR: Mark("error", "error"),
}


@dataclass(frozen=True, slots=True)
class FileRow:
    """One picked file; *sent_name* is empty while it keeps its own."""

    verdict: Verdict
    sent_name: str = ""

    @property
    def path(self) -> Path:
        """Where it lies."""
        return self.verdict.path

    @property
    def name(self) -> str:
        """The name that the vendor will get."""
        return self.sent_name or self.verdict.cleaned_name or self.path.name

    @property
    def mark(self) -> Mark:
        """The verdict's icon and role."""
        return _MARKS[self.verdict.grade]

    @property
    def can_be_renamed(self) -> bool:
        """Whether another name was offered or given."""
        return bool(self.sent_name or self.verdict.cleaned_name)


class FileListModel(QAbstractTableModel):
    """Files in the order in which they were added, each once.

    Signals:
        renamed: a path and the name that the person typed for it (an empty one: its own again).
    """

    renamed = Signal(object, str)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows: list[FileRow] = []
        self._at: dict[Path, int] = {}

    # ── Qt's questions ────────────────────────────────────────────────────────────────────────────────

    def rowCount(self, parent: Index = _NO_PARENT) -> int:
        """How many files there are."""
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = _NO_PARENT) -> int:
        """Name, size, verdict and two buttons."""
        return 0 if parent.isValid() else len(Column)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """What is drawn or said of a cell."""
        if not index.isValid():
            return None
        row, column = self._rows[index.row()], Column(index.column())
        if role == ROW:
            return row
        if role == Qt.ItemDataRole.DisplayRole:
            return _words(row, column)
        if role == Qt.ItemDataRole.EditRole and column is Column.NAME:
            return row.name
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return _spoken(row, column)
        if role == Qt.ItemDataRole.ToolTipRole:
            return str(row.path) if column is Column.NAME else _spoken(row, column)
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = 0) -> object:
        """The columns' names, for screen readers: the list draws no header."""
        if orientation is not Qt.Orientation.Horizontal or role != Qt.ItemDataRole.DisplayRole:
            return None
        return (tr("Name"), tr("Size"), tr("Verdict"), tr("Rename"), tr("Remove"))[section]

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Names can be typed over."""
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemNeverHasChildren
        return flags | Qt.ItemFlag.ItemIsEditable if index.column() == Column.NAME else flags

    def setData(self, index: Index, value: object, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """A name was typed: told on, and shown when it comes back."""
        if role != Qt.ItemDataRole.EditRole or index.column() != Column.NAME:
            return False
        row, typed = self._rows[index.row()], str(value).strip()
        if typed == row.name:
            return False
        self.renamed.emit(row.path, typed)
        return True

    # ── what the controller does ──────────────────────────────────────────────────────────────────────

    @property
    def paths(self) -> tuple[Path, ...]:
        """Every file, in order."""
        return tuple(row.path for row in self._rows)

    @property
    def names(self) -> dict[Path, str]:
        """Other names, by path."""
        return {row.path: row.sent_name for row in self._rows if row.sent_name}

    @property
    def verdicts(self) -> list[Verdict]:
        """Every verdict, in order."""
        return [row.verdict for row in self._rows]

    def paths_at(self, rows: Iterable[int]) -> list[Path]:
        """The files in these rows."""
        return [self._rows[row].path for row in rows if 0 <= row < len(self._rows)]

    def put(self, verdicts: Sequence[Verdict]) -> None:
        """Add files, or show the new verdict of those that are there."""
        new = [v for v in verdicts if v.path not in self._at]
        changed = [(self._at[v.path], v) for v in verdicts if v.path in self._at]
        if new:
            first = len(self._rows)
            self.beginInsertRows(_NO_PARENT, first, first + len(new) - 1)
            self._rows.extend(FileRow(v) for v in new)
            self._at.update((v.path, first + n) for n, v in enumerate(new))
            self.endInsertRows()
        changed = [(row, v) for row, v in changed if self._rows[row].verdict != v]
        for row, verdict in changed:
            self._rows[row] = FileRow(verdict, self._rows[row].sent_name)
        if changed:
            numbers = [row for row, _ in changed]
            self.dataChanged.emit(self.index(min(numbers), 0), self.index(max(numbers), len(Column) - 1))

    def rename(self, path: Path, name: str) -> None:
        """Send *path* under *name*; under its own for an empty one."""
        row = self._at.get(path)
        if row is not None:
            self._rows[row] = FileRow(self._rows[row].verdict, name)
            self.dataChanged.emit(self.index(row, 0), self.index(row, len(Column) - 1))

    def remove(self, paths: Iterable[Path]) -> None:
        """Let these files go."""
        gone = set(paths)
        left = [row for row in self._rows if row.path not in gone]
        if len(left) == len(self._rows):
            return
        self.beginResetModel()
        self._rows = left
        self._at = {row.path: n for n, row in enumerate(left)}
        self.endResetModel()

    def clear(self) -> None:
        """Let all files go."""
        self.remove(self.paths)


def _words(row: FileRow, column: Column) -> str:
    if column is Column.NAME:
        return row.path.name
    if column is Column.SIZE:
        return size(row.verdict.source.size) if row.verdict.source else ""
    return say(row.verdict.words) if column is Column.VERDICT else ""


def _spoken(row: FileRow, column: Column) -> str:
    grades = {Grade.OK: tr("Fine"), Grade.WARN: tr("Take note"), Grade.ERROR: tr("Left out")}
    if column is Column.NAME and row.sent_name:
        return tr("{name}, sent as {sent}", name=row.path.name, sent=row.sent_name)
    if column is Column.VERDICT:
        return tr("{grade}: {words}", grade=grades[row.verdict.grade], words=say(row.verdict.words))
    if column is Column.RENAME:
        return tr("Change the name that {name} is sent under", name=row.path.name)
    if column is Column.REMOVE:
        return tr("Remove {name} from the list", name=row.path.name)
    return _words(row, column)
