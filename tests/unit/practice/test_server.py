"""The practice as a whole: its log, its files, its clock, its end; and alone in a process of its own."""

from __future__ import annotations

import asyncio
import hashlib
import json
import signal
import subprocess
import sys
import time
from pathlib import Path

import httpx
import pytest

from app.practice.control import Control
from app.practice.server import PROVIDERS, Practice

ROOT = Path(__file__).parents[3]


async def test_five_servers_on_loopback_each_with_a_key(practice):
    assert tuple(practice.servers) == tuple(practice.keys) == PROVIDERS
    assert len(set(practice.servers.values())) == 5
    assert all(url.startswith("http://127.0.0.1:") for url in practice.servers.values())


async def test_requests_are_remembered_without_their_keys(practice, caller):
    await caller.tela()
    await caller.tela(headers={"Authorization": "Bearer wrong-key"})
    await caller.get("optimaldial", "/api/v1/uploads?limit=1")
    good, bad = practice.requests("tela")
    assert (good.step, good.method, good.path, good.status) == ("ask", "POST", "/v3/files", 200)
    assert (good.header("Authorization"), bad.header("authorization")) == ("ok", "bad")
    assert good.header("X-Compatibility-Date") == "2025-07-23"
    assert good.bytes == len(b'{"fileName":"test.txt"}')
    assert practice.requests("optimaldial")[0].query == "limit=1"
    everything = json.dumps([s.as_json() for p in PROVIDERS for s in practice.requests(p)])
    assert "wrong-key" not in everything
    assert not any(key in everything for key in practice.keys.values())


async def test_unknown_addresses_are_remembered_too(practice, caller):
    await caller.get("tela", "/v9/files")
    assert [(s.step, s.status) for s in practice.requests("tela")] == [("", 404)]


async def test_kept_files_have_harmless_names(tmp_path, clock, web):
    practice = await Practice.start(clock=clock, keep_files=tmp_path)
    headers = {"Authorization": f"Bearer {practice.keys['sendai']}"}
    url = f"{practice.servers['sendai']}/v2/t/project/p/upload"
    names = ["../../é:1.txt", ".hidden", "a.txt"]
    await web.post(url, headers=headers, data={"projectId": "p"}, files=[("file", (n, n.encode())) for n in names])
    got = sorted(
        (p.name.partition("-")[2], hashlib.sha256(p.read_bytes()).hexdigest()) for p in (tmp_path / "sendai").iterdir()
    )
    assert [name for name, _ in got] == ["a.txt", "hidden", "é_1.txt"]
    assert {digest for _, digest in got} == {r.sha256 for r in practice.received("sendai")}
    token = {"Authorization": f"Token {practice.keys['sela']}"}
    ask = f"{practice.servers['sela']}/api/ingestion/upload/"
    signed = (await web.post(ask, headers=token, json={"source": "a", "filename": "b.csv"})).json()["signed_url"]
    await web.put(signed, content=b"x" * 2_000_000)
    assert [p.stat().st_size for p in (tmp_path / "sela").iterdir()] == [2_000_000]
    await practice.stop()


async def test_refused_forms_leave_no_files(practice, caller, tmp_path):
    practice.world.keep = tmp_path
    assert (await caller.sendai(data={})).status_code == 400
    assert (await caller.dial(data={})).status_code == 400
    assert not [p for p in tmp_path.rglob("*") if p.is_file()]


async def test_large_files_are_only_hashed_and_cannot_be_fetched(practice, caller, web):
    await web.put(await caller.signed(), content=b"x" * 1_500_000)
    (got,) = practice.received("sela")
    assert got.sha256 == hashlib.sha256(b"x" * 1_500_000).hexdigest()
    with pytest.raises(LookupError):
        await practice._objects.read(next(iter(practice._objects.snapshot())))


async def test_own_keys_and_ports(clock):
    first = await Practice.start(clock=clock, keys={"tela": "my-key"})
    port = int(first.servers["tela"].rsplit(":", 1)[1])
    assert first.keys["tela"] == "my-key"
    await first.stop()
    second = await Practice.start(clock=clock, ports={"tela": port})
    assert second.servers["tela"] == f"http://127.0.0.1:{port}"
    await second.stop()


async def test_latency_and_an_end_that_waits_for_nobody(clock, web):
    practice = await Practice.start(clock=clock, latency=0.05)
    started = time.monotonic()
    await web.get(f"{practice.servers['deepset']}/health")
    assert time.monotonic() - started >= 0.04
    await practice.stop()


async def test_a_reset_forgets_everything_but_keys(practice, caller, clock):
    await caller.dial()
    await caller.sendai()
    await caller.tela()
    await caller.web.put(await caller.signed(), content=b"x")
    await caller.form((await caller.open()).json(), "a.txt")
    practice.shift_clock(1000)
    practice.misbehave("tela", "ask", "status:500")
    practice.reset()
    assert [practice.received(p) for p in PROVIDERS] == [[]] * 5
    assert [practice.requests(p) for p in PROVIDERS] == [[]] * 5
    assert (practice.charges(), practice.refunds(), practice.world.now()) == (0, 0, clock.time)
    assert (await caller.tela()).status_code == 200


@pytest.fixture
async def control(practice):
    running = Control(practice)
    await running.start()
    yield running
    await running.stop()


async def test_another_process_can_drive_it(practice, caller, control, web):
    async def order(name, **body):
        answer = await web.post(f"{control.address}/{name}", json=body)
        return answer.status_code, answer.json()

    assert (await web.get(f"{control.address}/state")).json()["servers"] == practice.servers
    assert await order("misbehave", provider="tela", step="ask", fault="status:500", times=1, words="x") == (
        200,
        {"done": True},
    )
    assert (await caller.tela()).json()["message"] == "x"
    await order("misbehave", provider="tela", step="ask", fault="status:500", times=-1)
    await order("behave", provider="tela")
    assert (await caller.tela()).status_code == 200
    await order("balance", credits=1)
    assert (await caller.dial()).status_code == 402
    await order("balance", credits=147)
    await caller.dial()
    charges = (await web.get(f"{control.address}/charges")).json()
    assert charges == {"charged": 147, "refunded": 0, "balance": 0}
    (received,) = (await web.get(f"{control.address}/received/optimaldial")).json()
    assert (received["name"], received["fields"]) == ("leads.csv", [["phone_column", "mobile"]])
    seen = (await web.get(f"{control.address}/requests/tela")).json()
    assert [s["status"] for s in seen] == [500, 200]
    await order("revoke", provider="tela", key=practice.keys["tela"])
    assert (await caller.tela()).status_code == 401
    await order("keys", provider="tela", key=practice.keys["tela"])
    assert (await caller.tela()).status_code == 200
    await order("clock", shift=90_000)
    assert practice.world.now() == practice.world.clock() + 90_000
    assert (await web.post(f"{control.address}/reset")).status_code == 200
    assert practice.charges() == 0
    assert (await order("explode"))[0] == 404
    for wrong in ({"provider": "x"}, {"provider": "tela", "step": "ask", "fault": "slow", "times": "x"}):
        assert (await order("misbehave", **wrong))[0] == 400
    assert (await order("clock", shift="soon"))[0] == 400
    assert (await web.get(f"{control.address}/received/nobody")).status_code == 400


async def _broken_off(practice, provider, request):
    """Send all but the end of *request*, hang up, and wait until the server has noticed."""
    before = len(practice.requests(provider))
    body = b"".join([chunk async for chunk in request.stream])
    _, writer = await asyncio.open_connection(request.url.host, request.url.port)
    lines = "".join(f"{name}: {value}\r\n" for name, value in request.headers.items())
    writer.write(f"{request.method} {request.url.raw_path.decode()} HTTP/1.1\r\n{lines}\r\n".encode() + body[:-9])
    await writer.drain()
    writer.close()
    async with asyncio.timeout(10):
        while len(practice.requests(provider)) == before:
            await asyncio.sleep(0.01)


async def test_a_body_that_breaks_off_is_never_kept(practice, caller, web, tmp_path, caplog):
    practice.world.keep = tmp_path
    file = {"file": ("a.txt", b"x" * 50_000)}
    config = (await caller.open()).json()["aws_prefixed_request_config"]
    url = caller.url("sendai", "/v2/t/project/p/upload")
    uploads = caller.url("optimaldial", "/api/v1/uploads")
    requests = {
        "sela": web.build_request("PUT", await caller.signed(), content=b"x" * 50_000),
        "deepset": web.build_request("POST", config["url"], data=config["fields"], files=file),
        "sendai": web.build_request("POST", url, headers=caller.auth("sendai"), data={"projectId": "p"}, files=file),
        "optimaldial": web.build_request("POST", uploads, headers=caller.auth("optimaldial"), files=file),
    }
    for provider, request in requests.items():
        await _broken_off(practice, provider, request)
        assert practice.received(provider) == []
        assert practice.requests(provider)[-1].status in (0, 400)
    assert not [p for p in tmp_path.rglob("*") if p.is_file()]
    assert not caplog.records


def test_alone_in_a_process(tmp_path):
    ready = tmp_path / "ready.json"
    command = [sys.executable, "-m", "app.practice", "--ready-file", str(ready), "--scale", "0", "--key", "tela=abc"]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        line = json.loads(process.stdout.readline())
        assert json.loads(ready.read_text()) == line
        assert line["keys"]["tela"] == "abc"
        headers = {"Authorization": "Bearer abc", "x-compatibility-date": "2025-07-23"}
        with httpx.Client(trust_env=False) as web:
            asked = web.post(f"{line['servers']['tela']}/v3/files", json={"fileName": "a"}, headers=headers).json()
            assert web.put(asked["uploadUrl"], content=b"x").status_code == 200
            got = web.get(f"{line['control']}/received/tela").json()
        assert [g["name"] for g in got] == ["a"]
        process.send_signal(signal.SIGTERM)
        assert process.wait(10) == (1 if sys.platform == "win32" else 0)  # Windows ends a program without asking it


@pytest.mark.parametrize("arguments", [["--key", "nobody=x"], ["--port", "nobody=1"]])
def test_wrong_arguments(arguments):
    command = [sys.executable, "-m", "app.practice", *arguments]
    ended = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=20)
    assert (ended.returncode, "no such provider: nobody" in ended.stderr) == (1, True)
