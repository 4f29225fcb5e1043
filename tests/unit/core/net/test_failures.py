"""The class and the words of failures that no server of ours can bring about."""

from __future__ import annotations

import errno
import ssl
from types import SimpleNamespace

import aiohttp
import httpx
import pytest
from aiohttp.client_reqrep import ConnectionKey

from app.core.flow.outcome import FailureKind
from app.core.net.attempt import Attempt
from app.core.net.failures import failure, left_words, stalled
from app.core.net.options import NetworkOptions
from app.core.net.transport import translate

KEY = ConnectionKey("api.test", 443, True, True, None, None, None)


def attempt(**more: object) -> Attempt:
    return Attempt("api.test", 200, None, **more)  # type: ignore[arg-type]


def classified(cause: Exception, tried: Attempt):
    error = translate(cause)
    error.__cause__ = cause
    return failure(error, tried, NetworkOptions())


@pytest.mark.parametrize("number", [errno.ENETUNREACH, errno.EHOSTUNREACH, errno.ENETDOWN])
def test_no_route_is_no_network(number: int) -> None:
    made = classified(aiohttp.ClientConnectorError(KEY, OSError(number, "no")), attempt())
    assert (made.kind, made.bytes_left) == (FailureKind.NO_NETWORK, 0)
    assert "offline" in str(made)


def test_what_the_count_says_goes_before_what_the_class_says() -> None:
    refused = aiohttp.ClientConnectorError(KEY, ConnectionRefusedError(errno.ECONNREFUSED, "no"))
    made = classified(refused, attempt(connected=True))
    assert (made.kind, made.bytes_left, made.complete) == (FailureKind.BROKEN, 200, True)
    assert "may have had its effect" in str(made)


def test_a_connection_that_was_closed_before_the_first_byte() -> None:
    made = classified(aiohttp.ServerDisconnectedError(), attempt())
    assert (made.kind, made.may_have_arrived, made.complete) == (FailureKind.BROKEN, False, False)
    assert "before anything was sent" in str(made)


def test_a_request_that_could_not_even_be_tried() -> None:
    made = classified(ValueError("odd"), attempt())
    assert (made.kind, made.bytes_left) == (FailureKind.BAD_ADDRESS, 0)


@pytest.mark.parametrize("own", [True, False])
def test_a_tls_error_without_a_certificate(own: bool) -> None:
    inner = ssl.SSLError(1, "wrong version number")
    error = aiohttp.ClientConnectorSSLError(KEY, inner) if own else inner
    assert classified(error, attempt()).kind is FailureKind.TLS


@pytest.mark.parametrize(
    ("cause", "expected"),
    [
        (aiohttp.ClientOSError(104, "reset"), httpx.WriteError),
        (ConnectionResetError(104, "reset"), httpx.WriteError),
        (aiohttp.ServerDisconnectedError(), httpx.RemoteProtocolError),
        (aiohttp.ClientPayloadError("short"), httpx.RemoteProtocolError),
        (aiohttp.SocketTimeoutError(), httpx.ReadTimeout),
        (aiohttp.ConnectionTimeoutError(), httpx.ConnectTimeout),
        (aiohttp.ClientConnectorError(KEY, OSError(111, "no")), httpx.ConnectError),
        (aiohttp.ClientConnectorDNSError(KEY, OSError(-2, "no")), httpx.ConnectError),
        (aiohttp.ClientProxyConnectionError(KEY, OSError(111, "no")), httpx.ProxyError),
        (aiohttp.InvalidURL("x"), httpx.UnsupportedProtocol),
        (aiohttp.ClientConnectionError("odd"), httpx.WriteError),
        (ValueError("odd"), httpx.LocalProtocolError),
    ],
)
def test_a_reset_is_never_a_failed_connect(cause: Exception, expected: type[httpx.TransportError]) -> None:
    assert type(translate(cause)) is expected


def test_nothing_of_the_original_text_is_kept_in_the_translation() -> None:
    assert str(translate(aiohttp.InvalidURL("https://s3.test/?sig=canary"))) == "InvalidURL"


def test_a_disk_that_does_not_answer_is_not_the_networks_fault() -> None:
    body = SimpleNamespace(reading=True, handed=50, size=100, complete=False, trouble=None)
    made = stalled(Attempt("api.test", 10, body, connected=True), NetworkOptions(idle_timeout=90))  # type: ignore[arg-type]
    assert (made.kind, made.bytes_left) == (FailureKind.FILE_GONE, 60)
    assert "The disk with the file did not answer for 2 min" in str(made)


def test_words_about_what_left() -> None:
    half = SimpleNamespace(handed=50_000, size=100_000, complete=False)
    assert str(left_words(attempt())) == "Nothing was sent."
    assert "so it may have had its effect" in str(left_words(attempt(connected=True)))
    assert "changes nothing" in str(left_words(attempt(connected=True, asks=True)))
    assert str(left_words(Attempt("h", 1, half, connected=True))) == "50.0 KB of 100 KB had been sent."  # type: ignore[arg-type]
