"""Says what a failed try means: its class, how much had left, and plain words about both."""

from __future__ import annotations

import errno
import ssl

import aiohttp
import aiohttp_socks
import httpx

from app.core.flow.outcome import FailureKind, SendError
from app.core.masking import mask_text
from app.core.net.attempt import Attempt
from app.core.net.certificates import certificate_words, fault_of
from app.core.net.options import NetworkOptions
from app.core.net.pac import PacTrouble
from app.core.net.pieces import FileTrouble
from app.core.net.proxies import UnsendableLogin, UnusableProxy
from app.core.net.proxy_failures import proxy_words
from app.core.text import Text, text

_OFFLINE = frozenset({errno.ENETUNREACH, errno.EHOSTUNREACH, errno.ENETDOWN, errno.EADDRNOTAVAIL})


def failure(error: BaseException, attempt: Attempt, options: NetworkOptions) -> SendError:
    """The error for a try that *error* ended.

    What decides about "was anything sent" is the count in *attempt*, never the class of *error*.
    """
    body = attempt.body
    if body is not None and body.trouble is not None:
        return _of_file(body.trouble, attempt)
    root = error.__cause__ or error
    if not attempt.bytes_left:
        return _unsent(root, attempt, options)
    if isinstance(root, TimeoutError):
        return _made(FailureKind.TIMEOUT, _silence(attempt, options), attempt, root)
    if isinstance(root, aiohttp.ClientResponseError) or isinstance(error, httpx.DecodingError):
        words = text("What {host} answered cannot be read. {left}", host=attempt.host, left=left_words(attempt))
        return _made(FailureKind.BAD_REPLY, words, attempt, root)
    if isinstance(root, aiohttp.ClientPayloadError):
        words = text("The answer of {host} was cut off. {left}", host=attempt.host, left=left_words(attempt))
        return _made(FailureKind.BAD_REPLY, words, attempt, root)
    words = text("The connection to {host} broke. {left}", host=attempt.host, left=left_words(attempt))
    return _made(FailureKind.BROKEN, words, attempt, root)


def stalled(attempt: Attempt, options: NetworkOptions) -> SendError:
    """The error for a try in which nothing moved for as long as *options* allow."""
    body = attempt.body
    if body is not None and body.reading:
        words = text(
            "The disk with the file did not answer for {seconds:seconds}. {left}",
            seconds=options.idle_timeout,
            left=left_words(attempt),
        )
        return _made(FailureKind.FILE_GONE, words, attempt)
    return _made(FailureKind.TIMEOUT, _silence(attempt, options), attempt)


def too_large(attempt: Attempt, cap: int) -> SendError:
    """The error for a reply of more than *cap* bytes."""
    words = text(
        "{host} answered with more than {cap:bytes}, which cannot be right. {left}",
        host=attempt.host,
        cap=cap,
        left=left_words(attempt),
    )
    return _made(FailureKind.BAD_REPLY, words, attempt)


def too_early(attempt: Attempt) -> SendError:
    """The error for a reply that claims success before the whole body was sent."""
    words = text("{host} said “done” before it had everything. {left}", host=attempt.host, left=left_words(attempt))
    return _made(FailureKind.BAD_REPLY, words, attempt)


def closing() -> SendError:
    """The error for a request after the runner was closed."""
    return SendError(FailureKind.CANCELLED, text("Sendoff is closing. Nothing was sent."))


def closed_meanwhile(attempt: Attempt) -> SendError:
    """The error for a request that was under way when the runner was closed."""
    words = text("Sendoff was closed while this was under way. {left}", left=left_words(attempt))
    return _made(FailureKind.CANCELLED, words, attempt)


def unreadable_roots(error: Exception) -> SendError:
    """The error for a file of extra certificates that cannot be used."""
    words = text("The file with extra certificates cannot be read. Nothing was sent. Choose it again in the settings.")
    return SendError(FailureKind.TLS, words, detail=mask_text(str(error)))


def left_words(attempt: Attempt) -> Text:
    """A sentence about how much had left."""
    body = attempt.body
    if not attempt.bytes_left:
        return text("Nothing was sent.")
    if attempt.asks:
        return text("It was only asked for something, which changes nothing there.")
    if body is None or not body.size:
        return text("The request had been sent, so it may have had its effect.")
    if attempt.complete:
        return text("Everything had been sent, so it may have arrived.")
    return text("{sent:bytes} of {total:bytes} had been sent.", sent=body.handed, total=body.size)


def _made(kind: FailureKind, words: Text, attempt: Attempt, root: BaseException | None = None) -> SendError:
    detail = f"{type(root).__name__}: {mask_text(str(root))}" if root else ""
    return SendError(kind, words, bytes_left=attempt.bytes_left, complete=attempt.complete, detail=detail)


def _silence(attempt: Attempt, options: NetworkOptions) -> Text:
    return text(
        "Nothing was heard from {host} for {seconds:seconds}. {left}",
        host=attempt.host,
        seconds=options.idle_timeout,
        left=left_words(attempt),
    )


def _of_file(trouble: FileTrouble, attempt: Attempt) -> SendError:
    name, left = trouble.path.name, left_words(attempt)
    if trouble.changed:
        words = text(
            "“{name}” changed after it was added. {left} Add it again to send it as it is now.", name=name, left=left
        )
        return _made(FailureKind.FILE_CHANGED, words, attempt, trouble)
    words = text("“{name}” cannot be read: {reason}. {left}", name=name, reason=trouble.reason, left=left)
    return _made(FailureKind.FILE_GONE, words, attempt, trouble)


def _unsent(root: BaseException, attempt: Attempt, options: NetworkOptions) -> SendError:
    """No connection came about."""
    host = attempt.host
    if isinstance(root, UnusableProxy | PacTrouble | UnsendableLogin):
        return _made(*proxy_words(root, attempt.proxy, host), attempt, root)
    if isinstance(root, ssl.SSLError) or isinstance(root.__cause__, ssl.SSLError):
        return _made(FailureKind.TLS, _tls(root, host), attempt, root)
    if isinstance(root, TimeoutError | aiohttp_socks.ProxyTimeoutError):
        words = text(
            "{host} did not answer within {seconds:seconds}. Nothing was sent.",
            host=host,
            seconds=options.connect_timeout,
        )
        return _made(FailureKind.TIMEOUT, words, attempt, root)
    if attempt.proxy:
        return _made(*proxy_words(root, attempt.proxy, host), attempt, root)
    if isinstance(root, aiohttp.ClientConnectorError):
        return _made(*_unreachable(root, host), attempt, root)
    if isinstance(root, aiohttp.ClientConnectionError):
        words = text("The connection to {host} ended before anything was sent.", host=host)
        return _made(FailureKind.BROKEN, words, attempt, root)
    words = text("The request to {host} could not be made. Nothing was sent.", host=host)
    return _made(FailureKind.BAD_ADDRESS, words, attempt, root)


def _tls(root: BaseException, host: str) -> Text:
    # aiohttp's own class is one of ssl's too, but only its cause knows what was wrong.
    error = root.__cause__ if isinstance(root.__cause__, ssl.SSLError) else root
    fault = fault_of(error) if isinstance(error, ssl.SSLError) else None
    if fault is not None:
        return certificate_words(fault, host)
    return text("No secure connection to {host} could be agreed on. Nothing was sent.", host=host)


def _unreachable(root: aiohttp.ClientConnectorError, host: str) -> tuple[FailureKind, Text]:
    cause = root.os_error
    if isinstance(root, aiohttp.ClientConnectorDNSError):
        return FailureKind.NO_NETWORK, text(
            "The name {host} was not found: this computer may be offline, or the address may be wrong. "
            "Nothing was sent.",
            host=host,
        )
    if cause.errno in _OFFLINE:
        return FailureKind.NO_NETWORK, text(
            "There is no way to {host}: this computer seems to be offline. Nothing was sent.", host=host
        )
    if isinstance(cause, ConnectionRefusedError) or cause.errno == errno.ECONNREFUSED:
        return FailureKind.NO_NETWORK, text("{host} does not take connections just now. Nothing was sent.", host=host)
    return FailureKind.BROKEN, text("The connection to {host} ended before anything was sent.", host=host)
