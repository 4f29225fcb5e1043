"""Signatures against boto3's: what it signs we take, and what we sign is what it would have signed."""

from __future__ import annotations

import time
from urllib.parse import parse_qs, urlsplit

import boto3
import pytest
from botocore.config import Config

from app.practice.server import Practice
from app.practice.sigv4 import amz_date, presign_post, presign_url

KEYS = ["sela/plain.csv", "sela/a b+c&d=e/ü “x”.csv", "sela/a%20b.csv", "sela/~tilde(1)!*'.csv"]


@pytest.fixture
def boto(live):
    place = live.storage
    return boto3.client(
        "s3", endpoint_url=place.endpoint, region_name=place.region, aws_access_key_id=place.access_key,
        aws_secret_access_key=place.secret, aws_session_token=place.token or None,
        config=Config(signature_version="s3v4", s3={"addressing_style": "path"}),
    )  # fmt: skip


@pytest.fixture
async def live():
    """A practice whose clock is the real one, as boto3 always signs for now."""
    running = await Practice.start()
    yield running
    await running.stop()


@pytest.mark.parametrize("key", KEYS)
async def test_urls_of_boto3_are_taken(live, boto, web, key):
    params = {"Bucket": live.storage.bucket, "Key": key}
    url = boto.generate_presigned_url("put_object", Params=params, ExpiresIn=60)
    assert (await web.put(url, content=b"abc")).status_code == 200
    assert key in live._objects.snapshot()
    typed = boto.generate_presigned_url("put_object", Params=params | {"ContentType": "text/x"}, ExpiresIn=60)
    assert "content-type%3Bhost" in typed
    assert (await web.put(typed, content=b"abcd", headers={"Content-Type": "text/y"})).status_code == 403
    assert (await web.put(typed, content=b"abcd", headers={"Content-Type": "text/x"})).status_code == 200
    got = await web.get(boto.generate_presigned_url("get_object", Params=params, ExpiresIn=60))
    assert got.content == b"abcd"


async def test_forms_of_boto3_are_taken(live, boto, web):
    made = boto.generate_presigned_post(
        live.storage.bucket, "sela/${filename}", Conditions=[["content-length-range", 1, 10]], ExpiresIn=60
    )
    files = {"file": ("ü 1.csv", b"abc")}
    assert (await web.post(made["url"], data=made["fields"], files=files)).status_code == 204
    assert "sela/ü 1.csv" in live._objects.snapshot()
    big = await web.post(made["url"], data=made["fields"], files={"file": ("a", b"x" * 11)})
    assert "EntityTooLarge" in big.text


@pytest.mark.parametrize("key", KEYS)
async def test_our_urls_are_those_of_boto3(live, boto, key):
    theirs = boto.generate_presigned_url("get_object", Params={"Bucket": live.storage.bucket, "Key": key}, ExpiresIn=60)
    query = {name: values[0] for name, values in parse_qs(urlsplit(theirs).query).items()}
    when = time.mktime(time.strptime(query["X-Amz-Date"], "%Y%m%dT%H%M%SZ")) - time.timezone
    assert amz_date(when) == query["X-Amz-Date"]
    token = {"X-Amz-Security-Token": live.storage.token}
    ours = presign_url(live.storage, "GET", key, now=when, expires=60, query=token)
    assert parse_qs(urlsplit(ours).query) == parse_qs(urlsplit(theirs).query)
    assert urlsplit(ours).path == urlsplit(theirs).path


async def test_our_forms_have_the_fields_of_boto3(live, boto):
    theirs = boto.generate_presigned_post(live.storage.bucket, "k/${filename}")
    rules = [["starts-with", "$key", "k/"]]
    _, ours = presign_post(live.storage, "k/${filename}", rules, now=time.time(), expires=9, token=live.storage.token)
    assert set(ours) == set(theirs["fields"])
