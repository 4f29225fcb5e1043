"""Every way to misbehave, as a client sees it, and what was kept all the same."""

from __future__ import annotations

import asyncio
from email.utils import parsedate_to_datetime
from urllib.parse import urlsplit

import httpx
import pytest

from app.practice.faults import FOREVER, Fault
from app.practice.server import Practice

UPLOADS = "/api/v1/uploads"


@pytest.fixture
def send(caller, web):
    """One call of each step that takes a file, by provider and step."""

    async def put():
        return await web.put(await caller.signed(), content=b"x" * 5000)

    async def form(name):
        return await caller.form((await caller.open()).json(), name, b'{"a": 1}')

    return {
        ("sela", "send"): put,
        ("deepset", "send"): lambda: form("a.txt"),
        ("deepset", "send_meta"): lambda: form("a.txt.meta.json"),
        ("sendai", "upload"): caller.sendai,
        ("optimaldial", "upload"): caller.dial,
    }


TAKES_A_FILE = pytest.mark.parametrize(
    ("provider", "step"),
    [("sela", "send"), ("deepset", "send"), ("deepset", "send_meta"), ("sendai", "upload"), ("optimaldial", "upload")],
)


@TAKES_A_FILE
async def test_a_lost_reply_keeps_the_upload(practice, send, provider, step):
    practice.misbehave(provider, step, "drop_after")
    with pytest.raises(httpx.RemoteProtocolError):
        await send[provider, step]()
    assert len(practice.received(provider)) == 1
    last = practice.requests(provider)[-1]
    assert (last.step, last.status, last.fault) == (step, 0, "drop_after")
    assert (await send[provider, step]()).status_code < 300


@TAKES_A_FILE
@pytest.mark.parametrize("fault", ["drop_before", "reset_mid"])
async def test_a_connection_that_ends_before_the_work_keeps_nothing(practice, send, provider, step, fault):
    practice.misbehave(provider, step, fault)
    with pytest.raises(httpx.TransportError):
        await send[provider, step]()
    assert practice.received(provider) == []
    assert practice.charges() == 0
    assert practice.requests(provider)[-1].status == 0
    assert (await send[provider, step]()).status_code < 300
    assert len(practice.received(provider)) == 1


async def test_a_reset_comes_after_so_many_bytes(practice, caller):
    url = urlsplit(await caller.signed())
    practice.misbehave("sela", "send", "reset_mid", after_bytes=100_000)
    reader, writer = await asyncio.open_connection(url.hostname, url.port)
    head = f"PUT {url.path}?{url.query} HTTP/1.1\r\nHost: {url.netloc}\r\nContent-Length: 200000\r\n\r\n"
    writer.write(head.encode() + b"x" * 99_999)
    await writer.drain()
    writer.write(b"x")
    with pytest.raises(ConnectionResetError):
        await reader.read()
    assert practice.requests("sela")[-1].bytes == 100_000


STATUSES = [400, 401, 402, 403, 404, 406, 409, 413, 422, 429, 500, 502, 503, 504]


@pytest.mark.parametrize("status", STATUSES)
async def test_every_status_in_every_vendors_own_form(practice, caller, status):
    calls = {
        "sela": ("ask", caller.sela),
        "tela": ("ask", caller.tela),
        "sendai": ("upload", caller.sendai),
        "deepset": ("open", caller.open),
        "optimaldial": ("upload", caller.dial),
    }
    shapes = {"sela": {"detail"}, "tela": {"code", "message", "status", "name"}, "sendai": {"message"},
              "deepset": {"detail"}, "optimaldial": {"detail"}}  # fmt: skip
    for provider, (step, call) in calls.items():
        practice.misbehave(provider, step, f"status:{status}")
        answer = await call()
        assert (answer.status_code, set(answer.json())) == (status, shapes[provider])
        assert practice.received(provider) == []
        assert (await call()).status_code < 300


async def test_the_forms_of_special_errors(practice, caller):
    practice.misbehave("deepset", "open", "status:422", words="wrong")
    assert (await caller.open()).json()["detail"][0]["msg"] == "wrong"
    practice.misbehave("optimaldial", "upload", "status:429", retry_after=7)
    answer = await caller.dial()
    assert (answer.headers["Retry-After"], answer.json()["detail"]["retry_after_seconds"]) == ("7", 7)
    practice.misbehave("optimaldial", "list", "status:401", words="Gone away.")
    refused = await caller.get("optimaldial", UPLOADS)
    assert (refused.headers["WWW-Authenticate"], refused.json()) == ("Bearer", {"detail": "Gone away."})


async def test_retry_after_as_a_date(practice, caller, clock):
    practice.misbehave("tela", "ask", "status:503", retry_after_date=90)
    when = parsedate_to_datetime((await caller.tela()).headers["Retry-After"])
    assert when.timestamp() == clock.time + 90
    practice.misbehave("optimaldial", "upload", "status:429", retry_after_date=90)
    assert (await caller.dial()).headers["Retry-After"].endswith("GMT")


async def test_a_gateway_may_fail_after_the_work_was_done(practice, caller):
    practice.misbehave("optimaldial", "upload", "status:504", commit=True)
    assert (await caller.dial()).status_code == 504
    assert practice.charges() == 147
    practice.misbehave("sela", "send", "s3:InternalError", commit=True)
    assert (await caller.web.put(await caller.signed(), content=b"x")).status_code == 500
    assert len(practice.received("sela")) == 1


async def test_an_early_refusal_does_not_read_the_body(practice, caller):
    url = urlsplit(await caller.signed())
    practice.misbehave("sela", "send", "status:403", early=True)
    reader, writer = await asyncio.open_connection(url.hostname, url.port)
    writer.write(f"PUT {url.path}?{url.query} HTTP/1.1\r\nHost: x\r\nContent-Length: 200000\r\n\r\n".encode())
    assert b" 403 " in await reader.readline()
    writer.close()


@pytest.mark.parametrize(
    ("name", "status"),
    [("SlowDown", 503), ("InternalError", 500), ("RequestTimeout", 400), ("IncompleteBody", 400),
     ("ExpiredToken", 400), ("AccessDenied", 403), ("SomethingNew", 400)],
)  # fmt: skip
async def test_storage_errors_by_code(practice, caller, send, name, status):
    for step in ("send", "send_meta"):
        practice.misbehave("deepset", step, f"s3:{name}", retry_after=2)
        answer = await send["deepset", step]()
        assert answer.status_code == status
        assert f"<Code>{name}</Code>" in answer.text
        assert answer.headers["Retry-After"] == "2"
    assert practice.received("deepset") == []


async def test_a_status_at_the_storage_is_xml(practice, send):
    practice.misbehave("sela", "send", "status:403")
    assert "<Code>AccessDenied</Code>" in (await send["sela", "send"]()).text
    practice.misbehave("sela", "send", "status:418", words="teapot")
    answer = await send["sela", "send"]()
    assert (answer.status_code, "<Message>teapot</Message>" in answer.text) == (418, True)


async def test_the_storage_may_say_so_too(practice, caller, send):
    practice.misbehave("sela", "send", "expired_url")
    assert "Request has expired" in (await send["sela", "send"]()).text
    practice.misbehave("deepset", "send", "expired_url")
    assert "Policy expired." in (await send["deepset", "send"]()).text


@pytest.mark.parametrize("kind", ["truncated", "html", "empty"])
async def test_replies_that_cannot_be_read(practice, caller, kind):
    practice.misbehave("optimaldial", "upload", "malformed", kind=kind)
    answer = await caller.dial()
    assert answer.status_code == 200
    with pytest.raises(ValueError):
        answer.json()
    assert practice.charges() == 147


async def test_replies_with_something_missing_or_wrong(practice, caller):
    practice.misbehave("tela", "ask", "malformed", kind="missing", property="id")
    assert set((await caller.tela()).json()) == {"uploadUrl"}
    practice.misbehave("tela", "ask", "malformed", kind="wrong_type", property="uploadUrl")
    assert (await caller.tela()).json()["uploadUrl"] == 0
    practice.misbehave("sendai", "upload", "malformed", kind="wrong_type", property="fileSize")
    assert (await caller.sendai()).json()["fileSize"] == "0"
    practice.misbehave("tela", "ask", "malformed", kind="odd")
    assert (await caller.tela()).status_code == 500


async def test_a_body_where_there_is_none(practice, caller):
    session = (await caller.open()).json()["session_id"]
    practice.misbehave("deepset", "close", "malformed")
    answer = await caller.close(session)
    assert (answer.status_code, answer.content) == (200, b"{")


async def test_a_captive_portal(practice, caller):
    practice.misbehave("optimaldial", "upload", "html")
    answer = await caller.dial()
    assert (answer.status_code, answer.headers["Content-Type"]) == (200, "text/html; charset=utf-8")
    practice.misbehave("optimaldial", "upload", "html", location="http://127.0.0.1:9/login")
    assert (await caller.dial()).headers["Location"] == "http://127.0.0.1:9/login"
    assert practice.charges() == 0


async def test_a_slow_reply_comes_after_the_work(practice, caller):
    practice.misbehave("optimaldial", "upload", "slow", seconds=5)
    with pytest.raises(httpx.ReadTimeout):
        await caller.dial(timeout=0.5)
    assert practice.charges() == 147


async def test_a_trickle_comes_in_pieces_and_whole(practice, caller):
    practice.misbehave("tela", "ask", "slow", seconds=0.4, trickle=True)
    request = caller.web.build_request(
        "POST", caller.url("tela", "/v3/files"), json={"fileName": "a"}, headers=caller.tela_headers()
    )
    answer = await caller.web.send(request, stream=True)
    pieces = [piece async for piece in answer.aiter_raw()]
    assert len(pieces) > 1
    assert len(b"".join(pieces)) == int(answer.headers["Content-Length"])


async def test_a_server_that_hangs_is_let_go_at_the_end(clock, web):
    practice = await Practice.start(clock=clock)
    practice.misbehave("tela", "prompt", "hang")
    headers = {"Authorization": f"Bearer {practice.keys['tela']}", "x-compatibility-date": "2025-07-23"}
    waiting = asyncio.create_task(web.get(f"{practice.servers['tela']}/prompt", headers=headers))
    with pytest.raises(TimeoutError):
        await asyncio.wait_for(asyncio.shield(waiting), 0.2)
    await practice.stop()
    with pytest.raises(httpx.TransportError):
        await waiting


async def test_how_often_and_after_how_many(practice, caller):
    practice.misbehave("tela", "ask", "status:500", times=2, skip=1)
    practice.misbehave("tela", "ask", "status:503", times=FOREVER)
    seen = [(await caller.tela()).status_code for _ in range(6)]
    assert seen == [200, 500, 500, 503, 503, 503]
    practice.misbehave("sela", "ask", "status:500", times=FOREVER)
    practice.behave("tela")
    assert ((await caller.tela()).status_code, (await caller.sela()).status_code) == (200, 500)
    practice.behave()
    assert (await caller.sela()).status_code == 200


@pytest.mark.parametrize(
    ("provider", "step", "fault", "more"),
    [
        ("nobody", "ask", "slow", {}),
        ("tela", "close", "slow", {}),
        ("tela", "ask", "status:200", {}),
        ("tela", "ask", "explode", {}),
        ("tela", "ask", "slow", {"times": 0}),
        ("tela", "ask", "slow", {"times": -2}),
    ],
)
def test_faults_that_do_not_exist(practice, provider, step, fault, more):
    with pytest.raises(ValueError):
        practice.misbehave(provider, step, fault, **more)


def test_options_have_types():
    fault = Fault.parse("slow", None, {"seconds": "2", "trickle": True, "odd": [1]})
    assert (fault.number("seconds", 1), fault.number("other", 1), fault.flag("trickle")) == (2.0, 1.0, True)
    with pytest.raises(ValueError):
        fault.number("odd", 1)
    with pytest.raises(ValueError):
        fault.number("trickle", 1)
