"""The key and the signature are found nowhere but on the wire: no log, no error, no traceback, no repr."""

from __future__ import annotations

import asyncio
import json
import logging
import traceback
from urllib.parse import quote

import pytest

from app.core.flow.outcome import SendError
from app.core.masking import Secret
from app.core.net.log_filter import MaskingFilter
from app.core.schema.request import Credential, Request

KEY, SIGNATURE = "canary-key-123", "canary-signature-456"


class Lines(logging.Handler):
    """Keeps what a log file would hold."""

    def __init__(self) -> None:
        super().__init__(logging.DEBUG)
        self.addFilter(MaskingFilter())
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.lines.append(self.format(record))


@pytest.fixture
def log():
    lines = Lines()
    # httpx's too, which the program itself keeps quiet.
    loggers = [logging.getLogger(name) for name in ("", "httpx")]
    kept = [logger.level for logger in loggers]
    loggers[0].addHandler(lines)
    for logger in loggers:
        logger.setLevel(logging.DEBUG)
    yield lines.lines
    loggers[0].removeHandler(lines)
    for logger, level in zip(loggers, kept, strict=True):
        logger.setLevel(level)


def clean(*texts: str) -> bool:
    return not any(KEY in words or SIGNATURE in words for words in texts)


def requests(base: str) -> list[Request]:
    signed = f"{base}/x?X-Amz-Signature={SIGNATURE}"
    return [
        Request("POST", signed, body=(b"x",), credential=Credential("header", "Authorization", "Weird ")),
        Request("GET", signed, credential=Credential("query", "api_key")),
        Request("GET", signed, credential=Credential("cookie", "session")),
        Request("PUT", signed, body=(b"x",), storage=True),
    ]


async def reset(visit) -> None:
    await visit.head()
    visit.reset()


async def garbage(visit) -> None:
    await visit.head()
    await visit.say(b"garbage\r\n\r\n")


async def hang_up(visit) -> None:
    await visit.request()


@pytest.mark.parametrize("handler", [reset, garbage, hang_up])
async def test_no_failure_shows_them(servers, runner, log, handler) -> None:
    asyncio.get_running_loop().set_debug(True)
    served = await servers.start(handler)
    for request in requests(served.url):
        with pytest.raises(SendError) as caught:
            await runner.send(request, server=served.url, secret=Secret(KEY))
        error = caught.value
        logging.getLogger("test").error("it failed: %s", error, exc_info=error)
        assert clean(str(error), error.detail, repr(error), repr(vars(error)))
        assert clean("".join(traceback.format_exception(error)))
    assert any("it failed" in line for line in log)
    assert clean(*log)


async def test_no_success_shows_them(servers, runner, log, always) -> None:
    served = await servers.start(always(200, b"ok"))
    for request in requests(served.url):
        assert (await runner.send(request, server=served.url, secret=Secret(KEY))).ok
    assert clean(*log)


async def test_no_refused_address_shows_them(runner) -> None:
    for url in (
        f"https://u:{KEY}@host.test/",
        f"http://host.test/?sig={SIGNATURE}",
        f"https://10.0.0.1/?s={SIGNATURE}",
    ):
        with pytest.raises(SendError) as caught:
            await runner.send(Request("PUT", url, body=(b"x",), storage=True), server="https://api.test")
        assert clean(str(caught.value), caught.value.detail, "".join(traceback.format_exception(caught.value)))


@pytest.mark.parametrize("key", [KEY, 'ke"y wörd/42 \\ x'])
async def test_a_key_that_a_vendor_repeats_is_masked_in_its_reply(servers, runner, always, key) -> None:
    said = json.dumps({"error": f"the key {key} is not known", "again": f"/x?key={quote(key, safe='')}"}).encode()
    served = await servers.start(always(400, said, f"X-Asked: /x?key={quote(key, safe='')}"))
    request = Request("GET", served.url, credential=Credential("query", "key", ""))
    reply = await runner.send(request, server=served.url, secret=Secret(key))
    assert reply.json() == {"error": "the key ••• is not known", "again": "/x?key=•••"}
    assert reply.headers["x-asked"] == "/x?key=•••"
    assert reply.status == 400


async def test_a_word_that_happens_to_be_the_key_is_left_in_place(servers, runner, always) -> None:
    served = await servers.start(always(200, b'{"status": "open"}'))
    request = Request("GET", served.url, credential=Credential("header", "X-Key", ""))
    assert (await runner.send(request, server=served.url, secret=Secret("open"))).json() == {"status": "open"}
