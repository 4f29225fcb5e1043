"""Signed uploads to a real S3-compatible server that checks signatures, expiry and policies."""

from __future__ import annotations

import asyncio
import hashlib

import pytest

from app.core.flow.outcome import SendError
from app.core.masking import Secret
from app.core.schema.request import Credential, Request


def put(url: str, *body, headers=()) -> Request:
    return Request("PUT", url, headers, body, storage=True)


@pytest.fixture
def trusting(seaweedfs, tmp_path, make_runner):
    """A runner that trusts the storage's certificate."""
    root = tmp_path / "storage-root.pem"
    seaweedfs.authority.cert_pem.write_to_path(str(root))
    return make_runner(extra_roots=root)


@pytest.mark.parametrize("tls", [False, True])
async def test_64_mib_stream_into_the_bucket(seaweedfs, trusting, piece, tls) -> None:
    file = piece(64 * 1024 * 1024)
    key = f"big/{tls} ünï (1).bin"
    url = seaweedfs.put_url(key, tls=tls)
    reply = await trusting.send(put(url, file), server=seaweedfs.endpoint)
    assert reply.status == 200
    stored = hashlib.sha256(seaweedfs.get(key)).hexdigest()
    assert stored == reply.sha256[file.path] == hashlib.sha256(file.path.read_bytes()).hexdigest()


async def test_a_signed_content_type_must_be_sent_and_is(seaweedfs, runner) -> None:
    url = seaweedfs.put_url("typed.csv", ContentType="text/csv")
    right = await runner.send(put(url, b"a,b\n", headers=(("Content-Type", "text/csv"),)), server=seaweedfs.endpoint)
    wrong = await runner.send(put(url, b"a,b\n", headers=(("Content-Type", "text/plain"),)), server=seaweedfs.endpoint)
    none = await runner.send(put(url, b"a,b\n"), server=seaweedfs.endpoint)
    assert (right.status, wrong.status, none.status) == (200, 403, 403)
    assert b"SignatureDoesNotMatch" in wrong.body


async def test_a_tampered_signature_is_a_403_with_its_code(seaweedfs, runner, piece) -> None:
    url = seaweedfs.put_url("tampered.bin")
    changed = url[:-4] + ("0000" if url[-4:] != "0000" else "1111")
    reply = await runner.send(put(changed, piece(100_000)), server=seaweedfs.endpoint)
    assert reply.status == 403
    assert b"<Code>SignatureDoesNotMatch</Code>" in reply.body
    stored = seaweedfs.keys()
    assert "tampered.bin" not in stored


async def test_an_expired_address_is_a_403(seaweedfs, runner) -> None:
    url = seaweedfs.put_url("late.bin", expires=1)
    await asyncio.sleep(2.1)  # signatures count whole seconds
    reply = await runner.send(put(url, b"late"), server=seaweedfs.endpoint)
    assert reply.status == 403
    stored = seaweedfs.keys()
    assert "late.bin" not in stored


async def test_the_vendors_key_does_not_disturb_a_signed_address(seaweedfs, runner) -> None:
    request = Request(
        "PUT",
        seaweedfs.put_url("keyed.bin"),
        body=(b"data",),
        credential=Credential("header", "Authorization", "Bearer "),
        storage=True,
    )
    reply = await runner.send(request, server=seaweedfs.endpoint, secret=Secret("canary"))
    assert reply.status == 200


async def test_a_signed_form_takes_its_fields_in_order_and_the_file_last(seaweedfs, runner, piece) -> None:
    form = seaweedfs.post_form("session/")
    file = piece(3_000_000, "report.pdf")
    boundary = "3f9c1a7e"
    lines = [
        f'--{boundary}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'
        for name, value in form["fields"].items()
    ]
    lines.append(
        f'--{boundary}\r\nContent-Disposition: form-data; name="file"; filename="report.pdf"\r\n'
        "Content-Type: application/pdf\r\n\r\n"
    )
    request = Request(
        "POST",
        form["url"],
        (("Content-Type", f"multipart/form-data; boundary={boundary}"),),
        ("".join(lines).encode(), file, f"\r\n--{boundary}--\r\n".encode()),
        storage=True,
    )
    reply = await runner.send(request, server=seaweedfs.endpoint)
    assert reply.status == 204
    assert seaweedfs.get("session/report.pdf") == file.path.read_bytes()


async def test_a_signed_download_lands_whole(seaweedfs, runner, tmp_path) -> None:
    data = bytes(range(256)) * 20_000
    seaweedfs.client().put_object(Bucket=seaweedfs.bucket, Key="results.csv", Body=data)
    parameters = {"Bucket": seaweedfs.bucket, "Key": "results.csv"}
    url = seaweedfs.client().generate_presigned_url("get_object", Params=parameters, ExpiresIn=60)
    target = tmp_path / "mine.csv"
    reply = await runner.download(Request("GET", url, storage=True), server=seaweedfs.endpoint, target=target)
    assert reply.status == 200
    assert target.read_bytes() == data


async def test_a_public_account_is_not_led_into_this_computer(seaweedfs, runner) -> None:
    with pytest.raises(SendError):
        await runner.send(put(seaweedfs.put_url("inside.bin"), b"x"), server="https://api.example.com")
    stored = seaweedfs.keys()
    assert "inside.bin" not in stored
