"""The storage host: it believes signatures only, and answers as S3 does."""

from __future__ import annotations

import asyncio
import base64
import hashlib
import xml.etree.ElementTree as ElementTree
from urllib.parse import urlsplit

import httpx
import pytest

from app.core.copies import replace
from app.practice.sigv4 import StoragePlace, presign_post, presign_url, sign_text


def code(answer):
    assert answer.headers["Content-Type"].startswith("application/xml")
    root = ElementTree.fromstring(answer.content)
    assert root.tag == "Error"
    assert root.findtext("RequestId") == answer.headers["x-amz-request-id"]
    return answer.status_code, root.findtext("Code"), root.findtext("Message")


@pytest.fixture
def place(practice):
    return practice.storage


@pytest.fixture
def url(place, clock):
    return presign_url(place, "PUT", "sela/x/a b+é.csv", now=clock.time, expires=100)


async def test_put_and_get(place, clock, web, url):
    assert (await web.put(url, content=b"abc", headers={"Content-Type": "text/x"})).status_code == 200
    got = await web.get(presign_url(place, "GET", "sela/x/a b+é.csv", now=clock.time, expires=9))
    assert (got.content, got.headers["Content-Type"]) == (b"abc", "text/x")
    named = presign_url(
        place, "GET", "sela/x/a b+é.csv", now=clock.time, expires=9,
        query={"response-content-disposition": 'attachment; filename="r.csv"'},
    )  # fmt: skip
    assert (await web.get(named)).headers["Content-Disposition"] == 'attachment; filename="r.csv"'
    missing = await web.get(presign_url(place, "GET", "sela/none", now=clock.time, expires=9))
    assert code(missing)[:2] == (404, "NoSuchKey")


async def test_an_empty_file_is_a_file(practice, caller, web):
    assert (await web.put(await caller.signed(), content=b"")).status_code == 200
    assert practice.received("sela")[0].sha256 == hashlib.sha256(b"").hexdigest()


@pytest.mark.parametrize(
    ("old", "new", "answer"),
    [
        ("X-Amz-Signature=", "X-Amz-Signature=0", (403, "SignatureDoesNotMatch")),
        ("/sela/x/", "/sela/y/", (403, "SignatureDoesNotMatch")),
        ("X-Amz-Expires=100", "X-Amz-Expires=99999", (403, "SignatureDoesNotMatch")),
        ("X-Amz-Expires=100", "X-Amz-Expires=0", (400, "AuthorizationQueryParametersError")),
        ("X-Amz-Expires=100", "X-Amz-Expires=604801", (400, "AuthorizationQueryParametersError")),
        ("X-Amz-Expires=100", "X-Amz-Expires=x", (400, "AuthorizationQueryParametersError")),
        ("AWS4-HMAC-SHA256", "AWS4-HMAC-SHA1", (400, "AuthorizationQueryParametersError")),
        ("eu-central-1", "us-east-1", (400, "AuthorizationQueryParametersError")),
        ("AKIA", "AKIB", (403, "InvalidAccessKeyId")),
        ("X-Amz-SignedHeaders=host", "X-Amz-SignedHeaders=x-amz-acl", (403, "SignatureDoesNotMatch")),
        ("X-Amz-SignedHeaders=host", "more=1", (400, "AuthorizationQueryParametersError")),
        ("X-Amz-Signature=", "Signature=", (403, "AccessDenied")),
        ("X-Amz-Signature=", "more=1&X-Amz-Signature=", (403, "SignatureDoesNotMatch")),
        ("X-Amz-Signature=", "X-Amz-Security-Token=x&X-Amz-Signature=", (400, "InvalidToken")),
        ("/practice/", "/other/", (404, "NoSuchBucket")),
    ],
)
async def test_a_changed_url_is_refused(url, web, old, new, answer):
    assert old in url
    assert code(await web.put(url.replace(old, new), content=b"x"))[:2] == answer


async def test_times(place, clock, web):
    early = presign_url(place, "PUT", "sela/a", now=clock.time + 1000, expires=100)
    assert code(await web.put(early, content=b"x")) == (403, "AccessDenied", "Request is not valid yet")
    late = presign_url(place, "PUT", "sela/a", now=clock.time - 101, expires=100)
    assert code(await web.put(late, content=b"x")) == (403, "AccessDenied", "Request has expired")


async def test_one_method_one_secret(place, clock, web, url):
    assert code(await web.get(url))[1] == "SignatureDoesNotMatch"
    wrong = presign_url(replace(place, secret="x"), "PUT", "sela/a", now=clock.time, expires=100)
    assert code(await web.put(wrong, content=b"x"))[1] == "SignatureDoesNotMatch"
    delete = presign_url(place, "DELETE", "sela/a", now=clock.time, expires=100)
    assert code(await web.delete(delete))[:2] == (405, "MethodNotAllowed")
    assert code(await web.get(place.endpoint))[1] == "NoSuchBucket"


async def test_a_signed_content_type_must_come_as_signed(place, clock, web):
    url = presign_url(place, "PUT", "sela/a", now=clock.time, expires=100, content_type="text/csv")
    assert code(await web.put(url, content=b"x"))[1] == "SignatureDoesNotMatch"
    assert code(await web.put(url, content=b"x", headers={"Content-Type": "text/plain"}))[0] == 403
    assert (await web.put(url, content=b"x", headers={"Content-Type": "text/csv"})).status_code == 200


async def test_unsigned_amz_headers_are_refused(web, url):
    answer = await web.put(url, content=b"x", headers={"x-amz-acl": "public-read"})
    assert code(answer)[:2] == (403, "AccessDenied")
    assert "x-amz-acl" in answer.text


@pytest.mark.parametrize("value", ["Bearer key", "Token key", "AWS4-HMAC-SHA256 x"])
async def test_the_vendors_key_has_no_place_here(web, url, practice, value):
    answer = await web.put(url, content=b"x", headers={"Authorization": value})
    status, name, words = code(answer)
    assert (status, name) == (400, "InvalidArgument")
    assert words.startswith("Only one auth mechanism allowed")
    assert practice.requests("sela")[-1].header("authorization") == "bad"


async def test_chunked_bodies_are_refused(web, url):
    async def body():
        yield b"abc"

    answer = await web.put(url, content=body())
    assert code(answer)[:2] == (501, "NotImplemented")
    assert "<Header>Transfer-Encoding</Header>" in answer.text


async def test_without_a_length_there_is_no_upload(url, practice):
    parts = urlsplit(url)
    reader, writer = await asyncio.open_connection(parts.hostname, parts.port)
    writer.write(
        f"PUT {parts.path}?{parts.query} HTTP/1.1\r\nHost: {parts.netloc}\r\nConnection: close\r\n\r\n".encode()
    )
    assert b" 411 " in await reader.readline()
    assert b"MissingContentLength" in await reader.read()
    writer.close()


async def test_content_md5_is_compared(web, url):
    good = base64.b64encode(hashlib.md5(b"abc").digest()).decode()
    assert (await web.put(url, content=b"abc", headers={"Content-MD5": good})).status_code == 200
    assert code(await web.put(url, content=b"abd", headers={"Content-MD5": good}))[:2] == (400, "BadDigest")


def post(place, clock, *conditions, key="deepset/${filename}", expires=100):
    rules = conditions or (["starts-with", "$key", "deepset/"], ["content-length-range", 2, 20])
    url, fields = presign_post(place, key, rules, now=clock.time, expires=expires, token=place.token)
    return url, dict(fields)


async def sent(web, url, fields, content=b"abc", name="a.txt", after=None, field="file"):
    parts = [(n, (None, v)) for n, v in fields.items()]
    return await web.post(url, files=[*parts, (field, (name, content)), *((after and after.items()) or ())])


async def test_a_form_is_stored(web, place, clock, practice):
    url, fields = post(place, clock)
    answer = await sent(web, url, fields)
    assert (answer.status_code, answer.content) == (204, b"")
    assert "deepset/a.txt" in practice._objects.snapshot()
    again = await sent(web, url, {n.upper(): v for n, v in fields.items()}, name="b.txt")
    assert again.status_code == 204


async def test_what_follows_the_file_is_ignored(web, place, clock):
    url, fields = post(place, clock)
    assert (await sent(web, url, fields, after={"extra": (None, "x")})).status_code == 204
    key = fields.pop("key")
    assert code(await sent(web, url, fields, after={"key": (None, key)}))[1] == "UserKeyMustBeSpecified"


@pytest.mark.parametrize(
    ("field", "value", "answer"),
    [
        ("key", "elsewhere/${filename}", (403, "AccessDenied", "Policy Condition failed")),
        ("key", None, (400, "UserKeyMustBeSpecified", "")),
        ("policy", None, (403, "AccessDenied", "")),
        ("policy", "bm8ganNvbg==", (403, "SignatureDoesNotMatch", "")),
        ("x-amz-signature", "0" * 64, (403, "SignatureDoesNotMatch", "")),
        ("x-amz-signature", None, (400, "InvalidArgument", "")),
        ("x-amz-algorithm", "AWS4-HMAC-SHA1", (400, "InvalidArgument", "")),
        ("x-amz-credential", "AKIANOBODY/x", (403, "InvalidAccessKeyId", "")),
        ("x-amz-date", "20200101T000000Z", (400, "InvalidArgument", "")),
        ("x-amz-security-token", "other", (400, "InvalidToken", "")),
        ("x-amz-security-token", None, (400, "InvalidToken", "")),
        ("Content-Type", "text/plain", (403, "AccessDenied", "Extra input fields: content-type")),
    ],
)
async def test_a_changed_form_is_refused(web, place, clock, field, value, answer):
    url, fields = post(place, clock)
    fields.pop(field, None)
    if value is not None:
        fields[field] = value
    status, name, words = code(await sent(web, url, fields))
    assert (status, name) == answer[:2]
    assert answer[2] in words


async def test_fields_to_be_ignored_are(web, place, clock):
    url, fields = post(place, clock)
    assert (await sent(web, url, fields | {"x-ignore-me": "1"})).status_code == 204


@pytest.mark.parametrize(("size", "name"), [(1, "EntityTooSmall"), (21, "EntityTooLarge")])
async def test_sizes_outside_the_range(web, place, clock, practice, size, name):
    url, fields = post(place, clock)
    assert code(await sent(web, url, fields, b"x" * size))[:2] == (400, name)
    assert not practice._objects.snapshot()


async def test_an_expired_policy(web, place, clock):
    url, fields = post(place, clock)
    clock.time += 101
    answer = code(await sent(web, url, fields))
    assert answer == (403, "AccessDenied", "Invalid according to Policy: Policy expired.")


async def test_a_key_that_must_be_exact(web, place, clock):
    url, fields = post(place, clock, ["eq", "$key", "deepset/"], key="deepset/")
    assert (await sent(web, url, fields)).status_code == 204
    assert code(await sent(web, url, fields | {"key": "deepset/a"}))[1] == "AccessDenied"


@pytest.mark.parametrize("rule", [["matches", "$key", "x"], {"a": "b", "c": "d"}, ["eq", "$key"]])
async def test_policies_nobody_understands(web, place, clock, rule):
    url, fields = post(place, clock, rule)
    assert code(await sent(web, url, fields))[1] == "InvalidPolicyDocument"


async def test_other_replies_of_a_form(web, place, clock):
    rules = (["starts-with", "$key", ""], {"success_action_status": "201"})
    url, fields = post(place, clock, *rules)
    assert (await sent(web, url, fields | {"success_action_status": "201"})).status_code == 201


async def test_forms_that_are_none(web, place, clock):
    url, fields = post(place, clock)
    assert code(await web.post(url, data=fields))[:2] == (400, "RequestIsNotMultiPartContent")
    parts = {n: (None, v) for n, v in fields.items()}
    assert code(await web.post(url, files=parts))[1] == "IncorrectNumberOfFilesInPostRequest"
    assert code(await web.post(url, files={"a": (None, "b")}))[1] == "UserKeyMustBeSpecified"
    headers = {"Content-Type": "multipart/form-data; boundary=b"}
    assert code(await web.post(url, content=b"x", headers=headers))[1] in (
        "MalformedPOSTRequest",
        "UserKeyMustBeSpecified",
    )
    long = code(await sent(web, url, {"x-ignore-it": "x" * 21_000} | fields))
    assert long[1] == "MaxPostPreDataLengthExceededError"
    assert code(await sent(web, url, fields, name="x" * 1030))[1] == "KeyTooLongError"


async def test_a_form_needs_a_length(web, place, clock):
    url, fields = post(place, clock)
    whole = httpx.Request("POST", url, files=[(n, (None, v)) for n, v in fields.items()])

    async def body():
        yield whole.read()

    headers = {"Content-Type": whole.headers["Content-Type"]}
    assert code(await web.post(url, content=body(), headers=headers))[:2] == (411, "MissingContentLength")
    keyed = await web.post(url, files={"a": (None, "b")}, headers={"Authorization": "Bearer x"})
    assert code(keyed)[1] == "InvalidArgument"


async def test_more_than_five_gigabytes_are_refused_at_once(url):
    parts = urlsplit(url)
    reader, writer = await asyncio.open_connection(parts.hostname, parts.port)
    size = (5 << 30) + 1
    head = f"PUT {parts.path}?{parts.query} HTTP/1.1\r\nHost: {parts.netloc}\r\nContent-Length: {size}\r\n\r\n"
    writer.write(head.encode())
    assert b" 400 " in await reader.readline()
    writer.close()


@pytest.mark.parametrize("document", [b"[]", b"{}", b"{", b"\xff"])
async def test_policies_that_are_none(web, place, clock, document):
    url, fields = post(place, clock)
    fields["policy"] = base64.b64encode(document).decode()
    fields["x-amz-signature"] = sign_text(place, fields["policy"], fields["x-amz-date"])
    assert code(await sent(web, url, fields))[1] == "InvalidPolicyDocument"


async def test_a_policy_that_is_no_base64(web, place, clock):
    url, fields = post(place, clock)
    fields["policy"] = "***"
    fields["x-amz-signature"] = sign_text(place, "***", fields["x-amz-date"])
    assert code(await sent(web, url, fields))[1] == "InvalidPolicyDocument"


def test_a_place_is_a_value():
    assert StoragePlace("http://h", "a", "s") == StoragePlace("http://h", "a", "s", "practice", "eu-central-1", "")
