"""Names: looked up by the system, and a name service that stays silent holds up no end of the program."""

from __future__ import annotations

import socket
import subprocess
import sys
import textwrap

import pytest

from app.core.net.names import Names

SILENT = textwrap.dedent("""
    import asyncio, socket, threading
    from app.core.net.runner import HttpRunner
    from app.core.schema.request import Request

    asked = threading.Event()

    def silent(*about, **more):
        asked.set()
        threading.Event().wait()

    async def main():
        runner = HttpRunner()
        sending = asyncio.create_task(runner.send(Request("GET", "https://api.example/"), server="https://api.example"))
        await asyncio.to_thread(asked.wait)
        sending.cancel()
        await asyncio.gather(sending, return_exceptions=True)
        await runner.aclose()
        print("closed")

    socket.getaddrinfo = silent
    asyncio.run(main())
""")


def test_a_name_service_that_is_silent_does_not_keep_the_program_from_ending() -> None:
    ran = subprocess.run([sys.executable, "-c", SILENT], capture_output=True, encoding="utf-8", timeout=60)
    assert (ran.returncode, ran.stdout) == (0, "closed\n"), ran.stderr


async def test_the_systems_names_are_known() -> None:
    names = Names(patience=30)
    found = await names.resolve("localhost", 443)
    assert {one["host"] for one in found} & {"127.0.0.1", "::1"}
    assert {one["port"] for one in found} == {443}
    await names.close()


async def test_a_silent_one_is_not_waited_for(monkeypatch: pytest.MonkeyPatch) -> None:
    names = Names(patience=0)
    with pytest.raises(TimeoutError):
        await names.resolve("localhost")
    await names.close()


@pytest.mark.parametrize(("host", "answers"), [("localhost", True), ("elsewhere.example", False)])
async def test_this_computer_is_known_without_a_network_also_where_its_addresses_do_not_count(
    monkeypatch: pytest.MonkeyPatch, host: str, answers: bool
) -> None:
    ask = socket.getaddrinfo

    def windows(*about: object, flags: int = 0) -> list:
        if flags & socket.AI_ADDRCONFIG or not answers:
            raise socket.gaierror(11001, "getaddrinfo failed")
        return ask(*about)  # type: ignore[arg-type]

    monkeypatch.setattr(socket, "getaddrinfo", windows)
    names = Names(patience=30)
    if answers:
        assert await names.resolve(host)
    else:
        with pytest.raises(socket.gaierror):
            await names.resolve(host)
    await names.close()


async def test_an_address_of_the_own_network_keeps_its_way(monkeypatch: pytest.MonkeyPatch) -> None:
    way = socket.if_nameindex()[0]
    found = (socket.AF_INET6, socket.SOCK_STREAM, 6, "", ("fe80::1", 443, 0, way[0]))
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_about, **_more: [found])
    names = Names(patience=30)
    [one] = await names.resolve("printer.local", 443)
    assert one["host"] == f"fe80::1%{way[1]}"
    await names.close()
