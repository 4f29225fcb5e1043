"""Where folders really are, on a real disk."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest

from app.core.watch import places
from app.core.watch.places import Place, place_of


@pytest.fixture
def inbox(tmp_path: Path) -> Path:
    folder = tmp_path / "work" / "inbox"
    folder.mkdir(parents=True)
    return folder


def linked(tmp_path: Path, to: Path) -> Path:
    link = tmp_path / "link"
    try:
        link.symlink_to(to, target_is_directory=True)
    except OSError:
        pytest.skip("this account may not make links")
    return link


def test_a_link_and_its_target_are_one_folder(inbox: Path, tmp_path: Path) -> None:
    link = linked(tmp_path, inbox)
    assert place_of(link).is_same(place_of(inbox))
    assert place_of(link).overlaps(place_of(inbox.parent))
    assert place_of(inbox.parent).overlaps(place_of(link))


def test_a_path_that_is_written_differently_leads_to_the_same_folder(inbox: Path) -> None:
    around = inbox.parent / ".." / inbox.parent.name / "inbox"
    assert around != inbox
    assert place_of(around).is_same(place_of(inbox))


def test_neighbours_have_nothing_in_common(inbox: Path) -> None:
    beside = inbox.with_name("inbox 2")
    beside.mkdir()
    assert not place_of(inbox).overlaps(place_of(beside))


def test_what_is_not_there_is_where_it_would_be(inbox: Path, tmp_path: Path) -> None:
    link = linked(tmp_path, inbox)
    gone = place_of(inbox / "stick")
    assert gone.number is None
    assert gone.is_same(place_of(link / "stick"))
    assert gone.overlaps(place_of(inbox))
    assert not gone.is_same(place_of(inbox / "other"))


def test_a_folder_that_is_shown_in_a_second_place_is_one_folder(tmp_path: Path, inbox: Path) -> None:
    """As two mounts of one disk, or two ways to write a name where capitals do not count: the numbers tell."""
    other = Place(tmp_path / "Elsewhere" / "INBOX", place_of(inbox).number)
    assert other.path != inbox
    assert place_of(inbox).is_same(other)
    below = inbox / "sub"
    below.mkdir()
    assert place_of(below).overlaps(other)


def test_where_a_disk_numbers_nothing_the_path_alone_counts(inbox: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def unnumbered(path: Path) -> os.stat_result:
        found = [*os.lstat(path)]
        found[1] = 0
        return os.stat_result(found)

    with monkeypatch.context() as patch:
        patch.setattr(places.os, "stat", unnumbered)
        first, second = place_of(inbox), place_of(inbox.parent / "other")
    assert (first.number, first.around) == (None, frozenset())
    assert not first.overlaps(second)


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() != 0, reason="only root may mount")
def test_a_real_second_mount_of_a_folder_is_the_same(inbox: Path, tmp_path: Path) -> None:
    second = tmp_path / "second"
    second.mkdir()
    if subprocess.run(["mount", "--bind", inbox, second], capture_output=True, check=False).returncode:
        pytest.skip("nothing may be mounted here")
    try:
        assert place_of(second).path != place_of(inbox).path
        assert place_of(second).is_same(place_of(inbox))
    finally:
        subprocess.run(["umount", second], check=True)
