"""The messages between two copies of Sendoff: what goes in comes out, and nothing else is let in."""

from __future__ import annotations

import asyncio
import json
import socket
import sys
from collections.abc import AsyncIterator, Callable, Coroutine
from pathlib import Path
from typing import Any

import pytest

from app.core.copies import replace
from app.core.paths import DataPaths
from app.core.preset import FileWishes
from app.core.services import handover
from app.core.services.handover import (
    Answer,
    BadMessage,
    GoOn,
    Heard,
    Send,
    Show,
    TooMuch,
    decode,
    encode,
    meeting_place,
)
from app.core.services.messenger import NoAnswer, NobodyListens, deliver
from app.core.services.model import Draft
from app.core.services.recollection import Repeats
from app.core.text import text

FILE = Path("/a/ü.csv").absolute()  # on Windows, with its drive
DRAFT = Draft("vendor", "account-1", (FILE,), {"body.source": "crm", "body.n": None}, "one")
MESSAGES = (
    Show((FILE, FILE.with_name("a b.pdf")), "token-7"),
    Show((FILE, FILE.parent.parent / "c.csv", FILE.parent / "ü.csv" / "..", FILE.parent / "\udcff.csv")),
    Show(),
    Show((FILE,), preset="May leads"),
    Send(replace(DRAFT, ask=("body.a",), wishes=FileWishes(("*.csv",), False, "{date}"))),
    Send(DRAFT, cost_agreed=True),
    Send(DRAFT, repeats=Repeats.SKIP),
    Heard(),
    GoOn(),
    Answer(True, batch_id="b1"),
    Answer(False, undecided=True),
    Answer(False, unagreed=True),
    Answer(False, text("{n:count} files are missing.", n=2)),
)


@pytest.mark.parametrize("message", MESSAGES)
def test_what_goes_in_comes_out(message) -> None:
    line = encode(message)
    assert line.endswith(b"\n")
    assert line.count(b"\n") == 1
    assert decode(line) == message


def test_many_files_name_their_folder_once() -> None:
    folder = FILE.parent.joinpath(*["x" * 80] * 12)
    wish = Show(tuple(folder / f"{n:06}.csv" for n in range(100_000)))
    line = encode(wish)
    assert len(line) < 2_000_000
    assert decode(line) == wish


def test_more_files_than_a_line_takes_are_said_to_be_too_many() -> None:
    with pytest.raises(TooMuch, match="name their folder instead"):
        encode(Show(tuple(FILE.parent / f"{n}{'ü' * 200}" for n in range(8_000))))


def changed(**changes: object) -> bytes:
    return json.dumps({**json.loads(encode(Send(DRAFT))), **changes}).encode()


@pytest.mark.parametrize(
    "line",
    [
        b"",
        b"\xff\xfe",
        b"GET / HTTP/1.1\r\n",
        b"[]",
        b"{}",
        b"[" * 100_000,
        b'{"sendoff": 4}',
        b'{"sendoff": 4, "say": "quit"}',
        changed(sendoff=1),
        changed(repeats="perhaps"),
        changed(files="/a"),
        changed(files=["relative.csv"], folder=""),
        changed(files=[7]),
        changed(folder="a"),
        changed(folder=None),
        changed(files=["/a\x00b", None]),
        changed(values=[1]),
        changed(provider=None),
        changed(patterns="*.csv"),
        changed(ask=[1]),
        changed(say=["send"]),
        b'{"sendoff": 4, "say": "answer", "ok": true, "words": null}',
    ],
)
def test_what_is_no_message_is_not_let_in(line: bytes) -> None:
    with pytest.raises(BadMessage):
        decode(line)


def test_a_line_has_an_end(monkeypatch: pytest.MonkeyPatch) -> None:
    line = encode(Show((Path("/a/long/name"),)))
    monkeypatch.setattr(handover, "MOST", 20)
    with pytest.raises(BadMessage):
        decode(line)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has named pipes instead of sockets")
def test_the_same_folder_is_the_same_place_and_short_enough_for_a_socket(tmp_path: Path) -> None:
    near = DataPaths(Path("/d"))
    assert meeting_place(near) == "/d/sendoff.socket"
    (tmp_path / "link").symlink_to(tmp_path / "data")
    assert meeting_place(DataPaths(tmp_path / "link")) == meeting_place(DataPaths(tmp_path / "data"))
    assert meeting_place(DataPaths(Path("/d/\udcff"))).isascii(), "Qt takes no address that is no Unicode"
    deep = [DataPaths(tmp_path / name / ("x" * 90)) for name in "ab"]
    assert len({meeting_place(paths) for paths in deep}) == 2
    assert all(len(meeting_place(paths)) < 104 for paths in deep)


# ── the way there and back, against a real socket ─────────────────────────────────────────────────────────

Host = Callable[[asyncio.StreamReader, asyncio.StreamWriter], Coroutine[Any, Any, None]]
Serve = Callable[[Host], Coroutine[Any, Any, str]]


@pytest.fixture
async def serve(short_folder: Path) -> AsyncIterator[Serve]:
    servers: list[asyncio.Server] = []

    async def served(host: Host) -> str:
        place = str(short_folder / f"host-{len(list(short_folder.glob('host-*')))}")

        async def guarded(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            try:
                await host(reader, writer)
            finally:
                writer.close()

        servers.append(await asyncio.start_unix_server(guarded, place))
        return place

    yield served
    for server in servers:
        server.close()


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has named pipes instead of sockets")
async def test_the_answer_comes_back(serve: Serve) -> None:
    heard = []

    async def host(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        for reply in (Heard(), Answer(True, batch_id="b")):
            heard.append(decode(await reader.readline()))
            writer.write(encode(reply))

    assert await deliver(await serve(host), Send(DRAFT)) == Answer(True, batch_id="b")
    assert heard == [Send(DRAFT), GoOn()]


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has named pipes instead of sockets")
async def test_nobody_listens(short_folder: Path, serve: Serve) -> None:
    with pytest.raises(NobodyListens):
        await deliver(str(short_folder / "nobody"), Show())
    stale = short_folder / "stale"
    with socket.socket(socket.AF_UNIX) as left:
        left.bind(str(stale))
    with pytest.raises(NobodyListens):
        await deliver(str(stale), Show())


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has named pipes instead of sockets")
async def test_nothing_is_told_where_somebody_else_may_have_put_the_socket(short_folder: Path) -> None:
    folder = short_folder / "shared"
    folder.mkdir()
    heard = []

    async def host(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        heard.append(await reader.readline())
        writer.close()

    server = await asyncio.start_unix_server(host, folder / "host")
    folder.chmod(0o777)
    with pytest.raises(NobodyListens):
        await deliver(str(folder / "host"), Show((FILE,)))
    folder.chmod(0o700)
    with pytest.raises(NoAnswer):
        await deliver(str(folder / "host"), Show((FILE,)))
    assert [decode(line) for line in heard] == [Show((FILE,))], "the second time alone"
    server.close()


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has named pipes instead of sockets")
async def test_who_hangs_before_it_heard_is_never_told_to_go_on(serve: Serve) -> None:
    rest = asyncio.get_running_loop().create_future()

    async def host(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readline()
        rest.set_result(await reader.read())

    with pytest.raises(NoAnswer) as caught:
        await deliver(await serve(host), Send(DRAFT), hear=0.1)
    assert not caught.value.acted
    assert "Nothing was handed over" in str(caught.value)
    assert await rest == b""


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has named pipes instead of sockets")
@pytest.mark.parametrize("hangs", [True, False])
async def test_who_hangs_or_dies_after_it_heard_may_have_acted(serve: Serve, hangs: bool) -> None:
    async def host(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readline()
        writer.write(encode(Heard()))
        await reader.readline()
        if hangs:
            await reader.read()

    with pytest.raises(NoAnswer) as caught:
        await deliver(await serve(host), Send(DRAFT), act=0.1)
    assert caught.value.acted
    assert "Look there" in str(caught.value)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has named pipes instead of sockets")
@pytest.mark.parametrize("reply", [b"nonsense\n", encode(Answer(True))])
async def test_another_version_is_said_to_be_one(serve: Serve, reply: bytes) -> None:
    async def host(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readline()
        writer.write(reply)

    with pytest.raises(BadMessage, match="another version"):
        await deliver(await serve(host), Show())
