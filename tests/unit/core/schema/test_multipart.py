"""Multipart bodies: the bytes, the order, the names; read back with the standard library's parser."""

from __future__ import annotations

from email.message import Message
from email.parser import BytesParser
from pathlib import Path

from app.core.schema.multipart import FileValue, build_multipart, encoded
from app.core.schema.request import FileBytes


def parse(content_type: str, body: bytes) -> list[Message]:
    message = BytesParser().parsebytes(b"Content-Type: " + content_type.encode() + b"\r\n\r\n" + body)
    parts = message.get_payload()
    assert isinstance(parts, list)
    assert not message.defects
    return [part for part in parts if isinstance(part, Message)]


def test_the_bytes() -> None:
    file = FileValue("leads.csv", "text/csv", (b"a,b\r\n",))
    content_type, pieces = build_multipart(
        [("name", "é", ""), ("meta", "{}", "application/json"), ("file", file, "")], boundary="XX"
    )
    assert content_type == "multipart/form-data; boundary=XX"
    assert pieces == (
        b'--XX\r\nContent-Disposition: form-data; name="name"\r\n\r\n\xc3\xa9\r\n'
        b'--XX\r\nContent-Disposition: form-data; name="meta"\r\nContent-Type: application/json\r\n\r\n{}\r\n'
        b'--XX\r\nContent-Disposition: form-data; name="file"; filename="leads.csv"\r\n'
        b"Content-Type: text/csv\r\n\r\na,b\r\n\r\n--XX--\r\n",
    )


def test_files_are_pieces_that_nobody_has_read() -> None:
    piece = FileBytes(Path("never-opened"), size=10)
    _, pieces = build_multipart(
        [("a", FileValue("a", "", (piece, b"tail")), ""), ("b", FileValue("b", "x/y", (piece, piece)), "z/z")],
        boundary="X",
    )
    assert [type(p) for p in pieces] == [bytes, FileBytes, bytes, FileBytes, FileBytes, bytes]
    assert pieces[1] is piece
    assert isinstance(pieces[0], bytes)
    assert b"Content-Type: application/octet-stream" in pieces[0]
    assert isinstance(pieces[2], bytes)
    assert pieces[2].startswith(b"tail\r\n--X\r\n")
    assert b"Content-Type: z/z" in pieces[2]


def test_names_are_escaped_as_browsers_do() -> None:
    nasty = 'a"b\r\nX: y\0é'
    content_type, pieces = build_multipart([(nasty, FileValue(nasty, "text/plain\r\nX: y", (b"",)), "")], boundary="X")
    body = b"".join(p for p in pieces if isinstance(p, bytes))
    assert 'name="a%22b%0D%0AX: yé"; filename="a%22b%0D%0AX: yé"'.encode() in body
    parts = parse(content_type, body)
    assert len(parts) == 1
    assert parts[0]["X"] is None


def test_boundaries_are_random_and_nothing_is_fine_too() -> None:
    first, second = build_multipart([])[0], build_multipart([])[0]
    assert first != second
    content_type, pieces = build_multipart([], boundary="X")
    assert (content_type, pieces) == ("multipart/form-data; boundary=X", (b"--X--\r\n",))


def test_half_surrogates_do_not_break_a_body() -> None:
    assert encoded("a\ud800") == b"a?"
