"""Requests and replies as a person may read them: nothing secret is left in them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from app.core.flow.shown import SHOWN, reply_body, reply_words, request_body, request_head, request_url
from app.core.masking import MASK
from app.core.schema.request import Credential, FileBytes, Reply, Request

SECRET = "c4nary-0123456789abcdef"


def a_request(body: bytes, **changes: object) -> Request:
    plain = {"method": "POST", "url": "https://api.example/v1/files", "body": (body,)}
    return Request(**(plain | changes))  # type: ignore[arg-type]


def test_of_a_storage_host_only_the_host_is_shown() -> None:
    url = f"https://user:{SECRET}@bucket.example/{SECRET}?X-Amz-Signature={SECRET}"
    assert request_url(a_request(b"", url=url, storage=True)) == f"https://bucket.example/{MASK}"
    assert request_url(a_request(b"", url="⟨url from “ask”⟩", storage=True)) == "⟨url from “ask”⟩"
    assert request_url(a_request(b"", url=f"https://api.example/a?key={SECRET}")) == f"https://api.example/a?key={MASK}"


def test_a_head_says_where_the_key_goes_and_not_what_it_is() -> None:
    request = a_request(
        b"", headers=(("X-Api-Key", SECRET), ("Accept", "text/csv")), credential=Credential("header", "X", "Bearer ")
    )
    assert request_head(request).splitlines() == [
        "POST https://api.example/v1/files",
        f"X: Bearer {MASK}",
        f"X-Api-Key: {MASK}",
        "Accept: text/csv",
    ]
    assert request_head(a_request(b"", credential=Credential("query", "key"))).count("\n") == 0


@pytest.mark.parametrize(
    "body",
    [
        json.dumps({"token": SECRET, "deep": [{"upload_url": f"https://x.example/?s={SECRET}"}]}),
        f"grant=1&access_key={SECRET}&name=x",
        f"see https://x.example/a?sig={SECRET}",
        f'--b\r\nContent-Disposition: form-data; name="policy"\r\n\r\n{SECRET}\r\n'
        f'--b\r\nContent-Disposition: form-data; name="AWSAccessKeyId"\r\nContent-Type: text/plain\r\n\r\n{SECRET}\r\n'
        '--b\r\nContent-Disposition: form-data; name="key"\r\n\r\nfolder/name.txt\r\n--b--\r\n',
    ],
    ids=["json", "urlencoded", "text", "multipart"],
)
def test_secrets_in_a_body_are_masked_and_the_rest_is_shown(body: str) -> None:
    shown = request_body(a_request(body.encode()))
    assert SECRET not in shown
    assert MASK in shown
    assert SECRET not in reply_body(Reply(200, {}, body.encode()))


@pytest.mark.parametrize("depth", [600, 900, 5_000, 100_000])
def test_a_body_without_bottom_is_not_shown_and_breaks_nothing(depth: int) -> None:
    body = b'{"a":' * depth + f'{{"token": "{SECRET}"}}'.encode() + b"}" * depth
    shown = reply_body(Reply(400, {}, body))
    assert shown.startswith(("⟨", "{"))
    assert SECRET not in shown


def test_what_is_no_secret_stays_as_it_was() -> None:
    assert request_body(a_request(b"source=crm&name=a+b")) == "source=crm&name=a+b"
    assert request_body(a_request(b'"just a word"')) == '"just a word"'
    multipart = b'--b\r\nContent-Disposition: form-data; name="key"\r\n\r\nfolder/a.txt\r\n--b--\r\n'
    assert "folder/a.txt" in request_body(a_request(multipart))


def test_a_file_in_a_body_is_named_and_not_shown() -> None:
    request = Request("PUT", "https://x.example/", body=(b"a", FileBytes(Path("may.csv"), 2048), b"z"))
    assert request_body(request) == "a⟨may.csv, 2.0 KB⟩z"
    assert request_body(Request("GET", "https://x.example/")) == ""


def test_what_was_typed_into_hidden_fields_is_masked() -> None:
    request = a_request(b'{"note": "hunter2"}', url="https://api.example/?q=1", headers=(("Note", "hunter2"),))
    assert "hunter2" not in request_head(request, ["hunter2"]) + request_body(request, ["hunter2"])


def test_a_reply_is_its_status_its_headers_and_the_beginning_of_its_body() -> None:
    reply = Reply(201, {"content-type": "application/json", "set-cookie": SECRET}, b'{"id": 7}')
    assert reply_words(reply) == f'201\ncontent-type: application/json\nset-cookie: {MASK}\n\n{{\n  "id": 7\n}}'
    assert reply_words(Reply(204)) == "204"
    assert len(reply_body(Reply(200, {}, b"x" * 100_000))) == SHOWN


def test_a_long_reply_is_masked_as_a_whole_or_not_shown() -> None:
    long = json.dumps({"fill": "x" * 3000, "token": SECRET}).encode()
    assert SECRET not in reply_body(Reply(500, {}, long), most=3050)
    assert reply_body(Reply(200, {}, b"x" * 300_000)) == "⟨300 KB⟩"
