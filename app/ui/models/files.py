"""The files picked for the next batch: name, size, verdict, and the name that the vendor will get."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import IntEnum
from itertools import chain
from pathlib import Path

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from app.core.services.model import Grade, Verdict
from app.core.services.recollection import Recollection
from app.core.text import Text, joined
from app.ui.as_written import on_one_line, tip
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
    """One picked file; *typed* is the name that the person gave it, *earlier* says that it was sent before."""

    verdict: Verdict
    typed: str = ""
    earlier: Text | None = None

    @property
    def path(self) -> Path:
        """Where it lies."""
        return self.verdict.path

    @property
    def sent_name(self) -> str:
        """The other name that it goes under, by the person or the preset; empty where the verdict says what name."""
        source, cleaned = self.verdict.source, self.verdict.cleaned_name
        by_preset = source.sent_name if source is not None and not cleaned else self.path.name
        return self.typed or (by_preset if by_preset != self.path.name else "")

    @property
    def name(self) -> str:
        """The name that the vendor will get."""
        return self.sent_name or self.verdict.cleaned_name or self.path.name

    @property
    def mark(self) -> Mark:
        """The verdict's icon and role."""
        return _MARKS[self.grade]

    @property
    def grade(self) -> Grade:
        """The verdict's grade; what was sent before is at least to be noted."""
        return Grade.WARN if self.earlier and self.verdict.grade is Grade.OK else self.verdict.grade

    @property
    def words(self) -> Text:
        """What is said of it: that it was sent before goes first, then what there is to note besides."""
        if self.earlier is None:
            return self.verdict.words
        if self.verdict.grade is Grade.OK:
            return self.earlier
        return joined(self.earlier, self.verdict.words)

    @property
    def can_be_renamed(self) -> bool:
        """Whether another name was offered or given, or another file's name stands in the way."""
        return bool(self.sent_name or self.verdict.cleaned_name or self.verdict.alone)


class FileListModel(QAbstractTableModel):
    """Files in the order in which they were added, each once.

    Signals:
        renamed: a path and the name that the person typed for it (an empty one: its own again).
    """

    renamed = Signal(object, str)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows: list[Verdict] = []
        self._at: dict[str, int] = {}  # by the path as a string: a Path takes ten times as long to find
        self._sent: dict[Path, str] = {}
        self._all: tuple[Verdict, ...] | None = None
        self._paths: tuple[Path, ...] | None = None
        self._left_out = 0
        self._earlier: Mapping[str, Text] = {}

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
        row, column = self._row(index.row()), Column(index.column())
        if role == ROW:
            return row
        if role == Qt.ItemDataRole.DisplayRole:
            return _words(row, column)
        if role == Qt.ItemDataRole.EditRole and column is Column.NAME:
            return row.name
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return _spoken(row, column)
        if role == Qt.ItemDataRole.ToolTipRole:
            return tip(str(row.path) if column is Column.NAME else _spoken(row, column))
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
        row, typed = self._row(index.row()), str(value).strip()
        if typed == row.name:
            return False
        self.renamed.emit(row.path, typed)
        return True

    # ── what the controller does ──────────────────────────────────────────────────────────────────────

    @property
    def paths(self) -> tuple[Path, ...]:
        """Every file, in order: the same tuple until one of them changes."""
        if self._paths is None:
            self._paths = tuple(verdict.path for verdict in self._rows)
        return self._paths

    @property
    def names(self) -> dict[Path, str]:
        """Other names, by path."""
        return dict(self._sent)

    @property
    def verdicts(self) -> tuple[Verdict, ...]:
        """Every verdict, in order: the same tuple until one of them changes."""
        if self._all is None:
            self._all = tuple(self._rows)
        return self._all

    @property
    def left_out(self) -> int:
        """How many of them would not be sent."""
        return self._left_out

    def next_left_out(self, after: int) -> int | None:
        """The next row behind *after*, from the top again at the end, of a file that would not be sent."""
        places = chain(range(after + 1, len(self._rows)), range(after + 1))
        return next((row for row in places if row < len(self._rows) and _left_out(self._rows[row])), None)

    def next_sent_before(self, after: int) -> int | None:
        """The same of a file that was sent before."""
        rows = [row for path in self._earlier if (row := self._at.get(path)) is not None]
        return min((row for row in rows if row > after), default=min(rows, default=None))

    def paths_at(self, rows: Iterable[int]) -> list[Path]:
        """The files in these rows."""
        return [self._rows[row].path for row in rows if 0 <= row < len(self._rows)]

    def put(self, verdicts: Sequence[Verdict]) -> None:
        """Add files, or show the new verdict of those that are there; the cost is that of *verdicts* alone."""
        new: list[Verdict] = []
        changed: list[int] = []
        for verdict in verdicts:
            row = self._at.setdefault(str(verdict.path), len(self._rows) + len(new))
            if row >= len(self._rows):
                new.append(verdict)
            elif self._rows[row] != verdict:
                self._left_out += _left_out(verdict) - _left_out(self._rows[row])
                self._rows[row] = verdict
                changed.append(row)
        if new or changed:
            self._all = None
        if new:
            self._paths = None
            first = len(self._rows)
            self.beginInsertRows(_NO_PARENT, first, first + len(new) - 1)
            self._rows.extend(new)
            self._left_out += sum(map(_left_out, new))
            self.endInsertRows()
        if changed:
            self.dataChanged.emit(self.index(min(changed), 0), self.index(max(changed), len(Column) - 1))

    def mark(self, known: Recollection) -> None:
        """Say of these files, and of no others, that they were sent before."""
        earlier = {str(one.path): one.words for one in known.found}
        before, self._earlier = self._earlier, earlier
        if self._rows and (before or earlier):
            # Which rows is of no use to know: only those that are in sight are painted.
            self.dataChanged.emit(self.index(0, 0), self.index(len(self._rows) - 1, len(Column) - 1))

    def rename(self, path: Path, name: str) -> None:
        """Send *path* under *name*; under its own for an empty one."""
        row = self._at.get(str(path))
        if row is None:
            return
        if name:
            self._sent[path] = name
        else:
            self._sent.pop(path, None)
        self.dataChanged.emit(self.index(row, 0), self.index(row, len(Column) - 1))

    def remove(self, paths: Iterable[Path]) -> None:
        """Let these files go."""
        gone = {row for path in paths if (row := self._at.get(str(path))) is not None}
        if not gone:
            return
        for row in gone:
            self._sent.pop(self._rows[row].path, None)
        self._keep([verdict for row, verdict in enumerate(self._rows) if row not in gone])

    def clear(self) -> list[Verdict]:
        """Let all files go. Returns their verdicts: freeing many takes a while, and is the caller's to do."""
        gone = self._rows
        if gone:
            self._sent.clear()
            self._keep([])
        return gone

    def _keep(self, rows: list[Verdict]) -> None:
        self.beginResetModel()
        self._rows, self._all, self._paths = rows, None, None
        self._at = {str(verdict.path): row for row, verdict in enumerate(rows)}
        self._left_out = sum(map(_left_out, rows))
        self.endResetModel()

    def _row(self, number: int) -> FileRow:
        verdict = self._rows[number]
        earlier = self._earlier.get(str(verdict.path)) if self._earlier else None
        return FileRow(verdict, self._sent.get(verdict.path, "") if self._sent else "", earlier)


def _left_out(verdict: Verdict) -> bool:
    return verdict.grade is Grade.ERROR


def _words(row: FileRow, column: Column) -> str:
    if column is Column.NAME:
        return on_one_line(row.path.name)
    if column is Column.SIZE:
        return size(row.verdict.source.size) if row.verdict.source else ""
    return say(row.words) if column is Column.VERDICT else ""


def _spoken(row: FileRow, column: Column) -> str:
    grades = {Grade.OK: tr("Fine"), Grade.WARN: tr("Take note"), Grade.ERROR: tr("Left out")}
    if column is Column.NAME and row.sent_name:
        return tr("{name}, sent as {sent}", name=row.path.name, sent=row.sent_name)
    if column is Column.VERDICT:
        return tr("{grade}: {words}", grade=grades[row.grade], words=say(row.words))
    if column is Column.RENAME:
        return tr("Change the name that {name} is sent under", name=row.path.name)
    if column is Column.REMOVE:
        return tr("Remove {name} from the list", name=row.path.name)
    return _words(row, column)
