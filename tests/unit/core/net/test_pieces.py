"""Reading pieces: exact bytes in few chunks, digests, and every way in which a file can be wrong."""

from __future__ import annotations

import hashlib
import os
import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.core.net import pieces
from app.core.net.pieces import CHUNK, SMALL, Chunk, FileTrouble, PieceReader
from app.core.schema.request import FileBytes


def file_piece(path: Path, content: bytes, offset: int = 0, size: int | None = None) -> FileBytes:
    path.write_bytes(content)
    found = path.stat()
    return FileBytes(path, len(content) - offset if size is None else size, offset, len(content), found.st_mtime_ns)


def drain(reader: PieceReader) -> list[Chunk]:
    chunks = [reader.read()]
    while not chunks[-1].last:
        chunks.append(reader.read())
    return chunks


def test_nothing_is_one_empty_last_chunk() -> None:
    assert drain(PieceReader(())) == [Chunk(b"", 0, last=True)]


def test_small_pieces_are_joined_into_one_chunk(tmp_path: Path) -> None:
    one, two = file_piece(tmp_path / "a", b"A" * 1000), file_piece(tmp_path / "b", b"B" * 2000)
    chunks = drain(PieceReader((b"h", one, b"m", two, b"t")))
    assert [(len(chunk.data), chunk.of_files) for chunk in chunks] == [(3003, 3000)]


def test_a_large_file_is_read_in_chunks_and_its_neighbours_apart(tmp_path: Path) -> None:
    content = os.urandom(2 * CHUNK + 5)
    chunks = drain(PieceReader((b"head", file_piece(tmp_path / "a", content), b"tail")))
    assert [len(chunk.data) for chunk in chunks] == [4, CHUNK, CHUNK, 5 + 4]
    assert [chunk.of_files for chunk in chunks] == [0, CHUNK, CHUNK, 5]
    assert b"".join(chunk.data for chunk in chunks) == b"head" + content + b"tail"


def test_large_bytes_are_not_copied() -> None:
    large = bytes(3 * CHUNK)
    assert drain(PieceReader((large,)))[0].data is large


@settings(max_examples=40, deadline=None)
@given(
    sizes=st.lists(
        st.tuples(st.booleans(), st.sampled_from([0, 1, 7, 5000, SMALL - 1, SMALL, SMALL + 1, CHUNK, CHUNK + 3])),
        max_size=6,
    )
)
def test_whatever_the_pieces_the_bytes_come_out_in_order(tmp_path_factory: pytest.TempPathFactory, sizes) -> None:
    folder = tmp_path_factory.mktemp("pieces")
    body, expected, of_files = [], b"", 0
    for index, (is_file, size) in enumerate(sizes):
        content = os.urandom(size)
        body.append(file_piece(folder / str(index), content) if is_file else content)
        expected += content
        of_files += size if is_file else 0
    reader = PieceReader(body)
    chunks = drain(reader)
    assert b"".join(chunk.data for chunk in chunks) == expected
    assert sum(chunk.of_files for chunk in chunks) == of_files
    assert all(len(chunk.data) <= CHUNK + 3 for chunk in chunks)
    assert reader.sha256() == {
        piece.path: hashlib.sha256(piece.path.read_bytes()).hexdigest()
        for piece in body
        if isinstance(piece, FileBytes)
    }


def test_two_parts_of_one_file_have_one_digest(tmp_path: Path) -> None:
    whole = file_piece(tmp_path / "a", b"0123456789")
    first = FileBytes(whole.path, 4, 0, 10, whole.mtime_ns)
    second = FileBytes(whole.path, 6, 4, 10, whole.mtime_ns)
    reader = PieceReader((first, second))
    drain(reader)
    assert reader.sha256() == {whole.path: hashlib.sha256(b"0123456789").hexdigest()}


def trouble(*body: bytes | FileBytes) -> FileTrouble:
    reader = PieceReader(body)
    with pytest.raises(FileTrouble) as caught:
        drain(reader)
    reader.close()
    return caught.value


def test_a_missing_file(tmp_path: Path) -> None:
    found = trouble(FileBytes(tmp_path / "gone", 5))
    assert (found.changed, found.path) == (False, tmp_path / "gone")
    assert "No such file" in found.reason


def test_a_file_later_in_the_body_is_looked_at_first(tmp_path: Path) -> None:
    reader = PieceReader((file_piece(tmp_path / "a", b"x" * 3 * CHUNK), FileBytes(tmp_path / "gone", 5)))
    with pytest.raises(FileTrouble):
        reader.read()


def test_a_folder_is_no_file(tmp_path: Path) -> None:
    assert trouble(FileBytes(tmp_path, 5)).changed is False


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no pipes among files")
def test_a_named_pipe_does_not_make_it_wait(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    assert "regular" in trouble(FileBytes(tmp_path / "pipe", 5)).reason


@pytest.mark.skipif(
    sys.platform == "win32" or os.geteuid() == 0, reason="Windows has other rights, and root may read everything"
)
def test_an_unreadable_file(tmp_path: Path) -> None:
    piece = file_piece(tmp_path / "a", b"abc")
    piece.path.chmod(0)
    assert trouble(piece).changed is False


@pytest.mark.parametrize("content", [b"ab", b"abcd", b"xyz"])
def test_a_changed_file(tmp_path: Path, content: bytes) -> None:
    piece = file_piece(tmp_path / "a", b"abc")
    piece.path.write_bytes(content)
    os.utime(piece.path, ns=(1, piece.mtime_ns + (100 if len(content) == 3 else 0)))
    assert trouble(piece).changed


def test_a_change_after_the_last_byte_was_read_is_seen_before_it_is_handed_out(tmp_path: Path, monkeypatch) -> None:
    piece = file_piece(tmp_path / "a", b"x" * (CHUNK + 10))
    reader = PieceReader((piece,))
    assert len(reader.read().data) == CHUNK
    os.utime(piece.path, ns=(1, 1))
    with pytest.raises(FileTrouble, match="written to"):
        reader.read()


@pytest.mark.parametrize("size", [5, SMALL + 5])
def test_without_a_check_a_shorter_file_still_never_counts_as_whole(tmp_path: Path, size: int) -> None:
    (tmp_path / "a").write_bytes(b"abc")
    found = trouble(FileBytes(tmp_path / "a", size))
    assert found.changed
    assert "shorter" in found.reason


def test_without_a_check_a_grown_file_gives_exactly_what_was_asked(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"abcdef")
    assert drain(PieceReader((FileBytes(tmp_path / "a", 3, file_size=99),)))[0].data == b"abc"


def test_only_the_size_is_unknown(tmp_path: Path) -> None:
    piece = file_piece(tmp_path / "a", b"abc")
    assert drain(PieceReader((FileBytes(piece.path, 3, 0, -1, piece.mtime_ns),)))[0].data == b"abc"


def test_a_disk_that_fails_in_the_middle(tmp_path: Path, monkeypatch) -> None:
    piece = file_piece(tmp_path / "a", b"abc")

    def read(_descriptor: int, _size: int) -> bytes:
        raise OSError(5, "Input/output error")

    monkeypatch.setattr(pieces.os, "read", read)
    found = trouble(piece)
    assert (found.changed, found.reason) == (False, "Input/output error")


def test_a_disk_that_fails_at_the_last_look(tmp_path: Path, monkeypatch) -> None:
    piece = file_piece(tmp_path / "a", b"abc")
    real, calls = os.fstat, []

    def fstat(descriptor: int) -> os.stat_result:
        calls.append(descriptor)
        if len(calls) == 2:
            raise OSError(116, "Stale file handle")
        return real(descriptor)

    monkeypatch.setattr(pieces.os, "fstat", fstat)
    assert trouble(piece).reason == "Stale file handle"


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux lists what is open")
def test_close_in_the_middle_closes_the_file(tmp_path: Path) -> None:
    reader = PieceReader((file_piece(tmp_path / "a", b"x" * 3 * CHUNK),))
    reader.read()
    opened = {os.readlink(f"/proc/self/fd/{name}") for name in os.listdir("/proc/self/fd") if _link(name)}
    assert str(tmp_path / "a") in opened
    reader.close()
    reader.close()
    opened = {os.readlink(f"/proc/self/fd/{name}") for name in os.listdir("/proc/self/fd") if _link(name)}
    assert str(tmp_path / "a") not in opened


def _link(name: str) -> bool:
    return os.path.exists(f"/proc/self/fd/{name}")
