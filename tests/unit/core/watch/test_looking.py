"""What is seen in a watched folder, and when a file in it is whole."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from app.core.preset import ANY_FILES, FileWishes
from app.core.watch import listing
from app.core.watch.left_alone import is_left_alone
from app.core.watch.listing import look_into
from app.core.watch.settling import Settling
from app.core.watched import Seen


@pytest.mark.parametrize(
    "name",
    [".hidden", "~$Report.docx", "a.tmp", "A.TMP", "b.part", "c.crdownload", "d.download", ".~lock.e.odt#", ".f.swp",
     "g.txt~", "#h#", "Thumbs.db", "desktop.ini", "i.filepart", "j.partial"],
)  # fmt: skip
def test_what_is_hidden_or_there_for_a_while_is_left_alone(name: str, tmp_path: Path) -> None:
    (tmp_path / name).write_text("x")
    (tmp_path / "a.csv").write_text("x")
    assert [one.path.name for one in look_into(tmp_path, ANY_FILES).files] == ["a.csv"]


@pytest.mark.parametrize("name", ["a.csv", "part.csv", "tmp", "download", "a~b.txt", "report.final.docx"])
def test_what_only_sounds_like_that_is_not(name: str) -> None:
    assert not is_left_alone(name)


def names(folder: Path, wishes: FileWishes = ANY_FILES) -> list[str]:
    return [str(one.path.relative_to(folder)) for one in look_into(folder, wishes).files]


def test_files_are_seen_as_the_file_rules_say(tmp_path: Path) -> None:
    for name in ("b.csv", "a.txt", "sub/c.csv", "sub/sent/d.csv", "sent/e.csv", "FAILED/f.csv", ".git/g.csv"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(name)
    os.mkfifo(tmp_path / "pipe.csv")
    (tmp_path / "nowhere.csv").symlink_to(tmp_path / "gone")
    (tmp_path / "circle").symlink_to(tmp_path / "circle")
    (tmp_path / "around").symlink_to(tmp_path)
    (tmp_path / "link.csv").symlink_to(tmp_path / "b.csv")
    assert names(tmp_path) == ["a.txt", "b.csv", "link.csv", "sub/c.csv", "sub/sent/d.csv"]
    assert names(tmp_path, FileWishes(("*.CSV",), folders=False)) == ["b.csv", "link.csv"]


def test_files_are_seen_as_people_count(tmp_path: Path) -> None:
    wanted = ["lead-1.csv", "lead-2.csv", "lead-10.csv", "part 2/b.csv", "part 10/a.csv"]
    for name in reversed(wanted):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(name)
    assert names(tmp_path) == wanted


def test_a_file_called_like_our_own_folders_is_a_file(tmp_path: Path) -> None:
    (tmp_path / "sent").write_text("a file")
    assert names(tmp_path) == ["sent"]


def test_a_folder_that_is_not_there_is_told_and_one_within_is_passed_over(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(FileNotFoundError):
        look_into(tmp_path / "none", ANY_FILES)
    (tmp_path / "closed").mkdir()
    (tmp_path / "a.csv").write_text("x")
    scandir = os.scandir

    def closed(path: Path):
        if Path(path).name == "closed":
            raise PermissionError(13, "Permission denied")
        return scandir(path)

    monkeypatch.setattr(listing.os, "scandir", closed)
    assert names(tmp_path) == ["a.csv"]
    with pytest.raises(PermissionError):
        look_into(tmp_path / "closed", ANY_FILES)


def test_a_file_is_whole_when_it_was_quiet_for_long_enough() -> None:
    settling = Settling(2.0)
    small, grown, empty = Seen(Path("a"), 1, 1), Seen(Path("a"), 2, 2), Seen(Path("e"), 0, 1)
    assert settling.due_in(0.0) is None
    assert settling.see([small, empty], 10.0) == []
    assert settling.due_in(10.5) == 1.5
    assert settling.see([grown, empty], 11.9) == []
    assert settling.see([grown, empty], 13.8) == []
    assert settling.see([grown, empty], 13.9) == [grown]
    assert settling.due_in(13.9) is None
    assert settling.see([grown, empty], 99.0) == [grown]
    assert settling.see([], 99.0) == []
    assert settling.see([grown], 100.0) == []


def test_a_drive_that_numbers_its_files_anew_at_every_look_has_whole_files_too() -> None:
    settling = Settling(2.0)
    settling.see([Seen(Path("a"), 1, 1, "7")], 10.0)
    assert settling.see([Seen(Path("a"), 1, 1, "8")], 12.0) == [Seen(Path("a"), 1, 1, "8")]
