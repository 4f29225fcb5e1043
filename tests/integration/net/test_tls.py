"""TLS against real certificates: good ones, and each way in which one can be wrong, told apart in words."""

from __future__ import annotations

import datetime
import ssl

import pytest
import trustme

from app.core.flow.outcome import FailureKind, SendError
from app.core.net import transport
from app.core.schema.request import Request

NOW = datetime.datetime.now(datetime.UTC)
DAY = datetime.timedelta(days=1)


async def test_a_trusted_certificate_is_taken_and_a_large_body_arrives(
    servers, make_runner, authority, always, piece
) -> None:
    served = await servers.start(always(), tls=authority.tls("localhost"), name="localhost")
    file = piece(5_000_000)
    runner = make_runner(extra_roots=authority.root)
    reply = await runner.send(Request("PUT", served.url, body=(b"h", file), storage=True), server=served.url)
    assert reply.ok
    assert served.seen[0].body == b"h" + file.path.read_bytes()


async def failed(runner, url) -> SendError:
    with pytest.raises(SendError) as caught:
        await runner.send(Request("POST", url, body=(b"secret data",)), server=url)
    assert caught.value.kind is FailureKind.TLS
    assert caught.value.bytes_left == 0
    assert "Nothing was sent" in str(caught.value)
    return caught.value


@pytest.mark.parametrize(
    ("names", "how", "words"),
    [
        (["localhost"], {"not_before": NOW - 9 * DAY, "not_after": NOW - DAY}, "has expired"),
        (["localhost"], {"not_before": NOW + DAY, "not_after": NOW + 9 * DAY}, "is not valid yet"),
        (["other.test"], {}, "the certificate of another server"),
    ],
)
async def test_a_wrong_certificate_says_what_is_wrong(
    servers, make_runner, authority, always, names, how, words
) -> None:
    served = await servers.start(always(), tls=authority.tls(*names, **how), name="localhost")
    error = await failed(make_runner(extra_roots=authority.root), served.url)
    assert words in str(error)
    assert served.seen == []


async def test_an_authority_that_nobody_trusts(servers, runner, always) -> None:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    trustme.CA().issue_cert("localhost").configure_cert(context)
    served = await servers.start(always(), tls=context, name="localhost")
    error = await failed(runner, served.url)
    assert "somebody this computer does not trust" in str(error)
    assert served.seen == []


async def test_an_address_without_tls_behind_it(servers, runner) -> None:
    async def handle(visit) -> None:
        await visit.reader.read(100)
        await visit.say(b"HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n")

    served = await servers.start(handle)
    error = await failed(runner, f"https://localhost:{served.port}/")
    assert "No secure connection" in str(error)


@pytest.mark.parametrize("content", [None, "no certificate in here"])
async def test_extra_certificates_that_cannot_be_read(make_runner, tmp_path, content) -> None:
    roots = tmp_path / "company.pem"
    if content:
        roots.write_text(content)
    error = await failed(make_runner(extra_roots=roots), "https://localhost:1/")
    assert "extra certificates" in str(error)


async def test_one_context_is_made_for_all_connections(servers, make_runner, authority, always, monkeypatch) -> None:
    from app.core.net import clients

    made: list[ssl.SSLContext] = []
    real = clients.tls_context

    def counting(roots):
        made.append(real(roots))
        return made[-1]

    monkeypatch.setattr(clients, "tls_context", counting)
    served = await servers.start(
        always(200, b"", "Connection: close"), tls=authority.tls("localhost"), name="localhost"
    )
    runner = make_runner(extra_roots=authority.root)
    for storage in (True, False, True, False):
        await runner.send(Request("PUT", served.url, body=(b"x",), storage=storage), server=served.url)
    assert (len(made), served.visits) == (1, 4)
    assert made[0].verify_mode is ssl.CERT_REQUIRED
    assert made[0].check_hostname
    assert transport._KEEP_ALIVE < 5
