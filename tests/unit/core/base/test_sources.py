"""Files as a person picks them: folders, links, hidden ones, and those that are not there."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from app.core.sources import Listing, SourceFile, guess_type, walk


def walked(*paths: Path) -> list[Path]:
    return [path for listing in walk(paths) for path in listing.paths()]


def test_a_folder_is_walked_in_order_and_each_file_comes_once(tmp_path: Path) -> None:
    for name in ("b.txt", "a/2.txt", "a/1.txt", ".hidden", ".git/config"):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text("x")
    found = [p.relative_to(tmp_path).as_posix() for p in walked(tmp_path, tmp_path / "b.txt")]
    assert found == ["b.txt", "a/1.txt", "a/2.txt"]


def test_files_and_folders_are_walked_as_people_count(tmp_path: Path) -> None:
    names = ["lead-1.csv", "Lead-2.csv", "lead-10.csv", "part 2/a.csv", "part 10/a.csv"]
    for name in reversed(names):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("x")
    assert [p.relative_to(tmp_path).as_posix() for p in walked(tmp_path)] == names


def test_what_was_dropped_twice_comes_once(tmp_path: Path) -> None:
    for name in ("a/1.txt", "a/2.txt", "b/1.txt"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("x")
    found = walked(tmp_path / "a" / "2.txt", tmp_path / "a", tmp_path, tmp_path / "b" / "1.txt")
    assert [p.relative_to(tmp_path).as_posix() for p in found] == ["a/2.txt", "a/1.txt", "b/1.txt"]


def test_a_listing_knows_what_its_folder_holds(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("x")
    (tmp_path / "A.TXT.META.JSON").write_text("{}")
    listing = next(walk([tmp_path]))
    assert (listing.may_hold(".meta.json"), listing.may_hold(".xmp"), listing.may_hold("")) == (True, False, True)
    assert listing.may_hold(".é"), "the same letter can be written in two ways"
    assert Listing.of(tmp_path / "a.txt").may_hold(".xmp"), "nobody looked into its folder"


def test_a_link_to_a_folder_is_no_trap(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("x")
    (tmp_path / "loop").symlink_to(tmp_path)
    assert [p.name for p in walked(tmp_path)] == ["a.txt"]


def test_what_is_not_there_is_named(tmp_path: Path) -> None:
    assert walked(tmp_path / "gone.csv") == [tmp_path / "gone.csv"]


def test_look_at(tmp_path: Path) -> None:
    path = tmp_path / "päper.csv"
    path.write_bytes(b"abc")
    source = SourceFile.look_at(path, sent_name="paper.csv")
    assert (source.size, source.name, source.sent_name, source.media_type) == (3, "päper.csv", "paper.csv", "text/csv")
    assert source.mtime_ns == path.stat().st_mtime_ns
    with pytest.raises(FileNotFoundError):
        SourceFile.look_at(tmp_path / "gone")


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("a.CSV", "text/csv"),
        ("a.docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
        ("a.png", "image/png"),
        ("a", "application/octet-stream"),
        ("a.unheard", "application/octet-stream"),
    ],
)
def test_types(name: str, kind: str) -> None:
    assert guess_type(name) == kind


@pytest.mark.skipif(sys.platform != "win32", reason="Windows hides by an attribute")
def test_what_windows_hides_is_left_out(tmp_path: Path) -> None:
    import ctypes

    for name in ("desktop.ini", "a.txt", "$RECYCLE.BIN/gone.txt"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("x")
    for name, attribute in (("desktop.ini", 2), ("$RECYCLE.BIN", 4)):  # hidden, system
        assert ctypes.windll.kernel32.SetFileAttributesW(str(tmp_path / name), attribute)
    assert [path.name for path in walked(tmp_path)] == ["a.txt"]
