"""Sela's flow: ask for an address, put the CSV there."""

from __future__ import annotations

import json

import pytest

from app.core.flow.actions import Finished, Forget, KeyVerdict, Part, Recorded, Refused
from app.core.flow.keytest import key_test
from app.core.flow.lane import has_part, lane
from app.core.flow.texts import cost_text, destination
from app.core.providers.model import Repeat

VALUES = {"body.source": "crm_export"}
URL = "https://storage.example.com/up/leads.csv?X-Amz-Signature=s3cret"


def test_a_csv_goes_to_the_signed_address(scope, stage, make_file, reply, body_of) -> None:
    file = make_file("may-leads.csv", b"phone\n1\n")
    where = scope("sela", values=VALUES, files=[file])
    played = stage.play(lane(where), {"ask": reply(200, {"signed_url": URL}), "send": reply(200)})

    assert played.steps == ["ask", "send"]
    ask, send = played.calls
    assert (ask.request.method, ask.request.url) == ("POST", "https://api.trysela.com/api/ingestion/upload/")
    assert json.loads(body_of(ask.request)) == {"source": "crm_export", "filename": "may-leads.csv"}
    assert dict(ask.request.headers)["Content-Type"] == "application/json"
    assert ask.request.credential is not None
    assert (ask.request.credential.name, ask.request.credential.prefix) == ("Authorization", "Token ")
    assert (send.request.method, send.request.url) == ("PUT", URL)
    assert dict(send.request.headers) == {"Content-Type": "text/csv"}
    assert body_of(send.request) == b"phone\n1\n"
    assert send.request.credential is None
    assert send.request.storage
    assert send.carries_file
    assert not ask.carries_file
    assert ask.repeat is send.repeat is Repeat.SAFE
    assert isinstance(played.end, Finished)
    assert str(played.end.result.text) == "may-leads.csv was handed to Sela for the source “crm_export”."
    assert destination(where) == "source “crm_export”"
    assert cost_text(where, 5, {}) is None
    assert not has_part(where.provider, Part.BEFORE, "")
    assert not has_part(where.provider, Part.AFTER, "")


def test_the_cleaned_name_is_what_sela_gets(scope, stage, make_file, reply, body_of) -> None:
    from app.core.copies import replace

    file = replace(make_file("leads (2).csv"), sent_name="leads 2.csv")
    played = stage.play(
        lane(scope("sela", values=VALUES, files=[file])),
        {"ask": reply(200, {"signed_url": URL}), "send": reply(200)},
    )
    assert json.loads(body_of(played.call("ask").request))["filename"] == "leads 2.csv"


@pytest.mark.parametrize(
    ("status", "body", "said"),
    [
        (400, {"detail": "Invalid source"}, "does not know the source “crm_export”"),
        (401, {"detail": "Invalid token."}, "did not accept the key"),
        (403, None, "may not upload files"),
        (404, None, "no upload service"),
        (429, None, "slow down"),
        (500, None, "error while making the upload address"),
        (503, None, "not available just now"),
    ],
)
def test_each_refusal_of_the_address_is_in_plain_words(scope, stage, make_file, reply, status, body, said) -> None:
    played = stage.play(lane(scope("sela", values=VALUES, files=[make_file("a.csv")])), {"ask": reply(status, body)})
    assert isinstance(played.end, Refused)
    assert played.end.status == status
    assert said in str(played.end.words)
    assert "Nothing was sent" in str(played.end.words)
    assert played.recorded == {}
    if body:
        assert f"Sela says: “{body['detail']}”" in str(played.end.words)


def test_an_unknown_status_falls_back_to_the_replys_words_and_then_to_the_number(
    scope, stage, make_file, reply
) -> None:
    where = scope("sela", values=VALUES, files=[make_file("a.csv")])
    told = stage.play(lane(where), {"ask": reply(418, {"message": "short and\nstout"})})
    assert str(told.end.words) == "Sela says: “short and stout”"
    bare = stage.play(lane(where), {"ask": reply(418)})
    assert str(bare.end.words) == "Sela answered “HTTP 418” and nothing more."


@pytest.mark.parametrize(("status", "code"), [(403, "AccessDenied"), (400, "ExpiredToken")])
def test_an_expired_address_is_asked_for_again_once(scope, stage, make_file, reply, s3_error, status, code) -> None:
    where = scope("sela", values=VALUES, files=[make_file("a.csv")])
    second = URL + "2"
    played = stage.play(
        lane(where),
        {
            "ask": [reply(200, {"signed_url": URL}), reply(200, {"signed_url": second})],
            "send": [s3_error(status, code), reply(200)],
        },
    )
    assert played.steps == ["ask", "send", "ask", "send"]
    assert Forget(("ask",)) in played.actions
    assert played.call("send").request.url == second
    assert isinstance(played.end, Finished)

    refused = stage.play(lane(where), {"ask": reply(200, {"signed_url": URL}), "send": s3_error(status, code)})
    assert refused.steps == ["ask", "send", "ask", "send"]
    assert isinstance(refused.end, Refused)
    assert "fresh one" in str(refused.end.words)
    assert "Sela says" not in str(refused.end.words)


@pytest.mark.parametrize("code", ["EntityTooLarge", "SignatureDoesNotMatch", "RequestTimeTooSkewed", "InvalidArgument"])
def test_what_the_storage_says_is_in_plain_words(scope, stage, make_file, reply, s3_error, code) -> None:
    where = scope("sela", values=VALUES, files=[make_file("a.csv")])
    played = stage.play(lane(where), {"ask": reply(200, {"signed_url": URL}), "send": s3_error(400, code)})
    assert isinstance(played.end, Refused)
    assert "not kept" in str(played.end.words)


def test_an_error_behind_a_success_is_no_success(scope, stage, make_file, reply, s3_error) -> None:
    where = scope("sela", values=VALUES, files=[make_file("a.csv")])
    played = stage.play(lane(where), {"ask": reply(200, {"signed_url": URL}), "send": s3_error(200, "InvalidArgument")})
    assert isinstance(played.end, Refused)
    assert "send" not in played.recorded


def test_an_address_older_than_an_hour_is_not_used(scope, stage, make_file, reply, clock) -> None:
    recorded = {"ask": Recorded({"url": URL}, clock.at)}
    where = scope("sela", values=VALUES, files=[make_file("a.csv")], recorded=recorded)
    clock.at += 3500
    young = stage.play(lane(where), {"send": reply(200)}, recorded)
    assert young.steps == ["send"]
    clock.at += 100
    old = stage.play(lane(where), {"ask": reply(200, {"signed_url": URL + "n"}), "send": reply(200)}, recorded)
    assert old.steps == ["ask", "send"]
    assert old.call("send").request.url == URL + "n"


@pytest.mark.parametrize(
    "body",
    [b"", b"not json", b"[]", b"{}", b'{"signed_url": null}', b'{"signed_url": 7}', b'{"signed_url": "file:///etc"}'],
)
def test_a_reply_without_a_usable_address_is_refused_in_words(scope, stage, make_file, reply, body) -> None:
    played = stage.play(lane(scope("sela", values=VALUES, files=[make_file("a.csv")])), {"ask": reply(200, body)})
    assert isinstance(played.end, Refused)
    assert not played.end.unclear
    assert "Nothing was sent." in str(played.end.words)
    assert played.recorded == {}


def test_a_sign_in_page_is_recognised(scope, stage, make_file, reply) -> None:
    page = reply(200, b"<!DOCTYPE html><html>Welcome to the hotel</html>", content_type="text/html")
    played = stage.play(lane(scope("sela", values=VALUES, files=[make_file("a.csv")])), {"ask": page})
    assert "a web page, such as a network's sign-in page. Nothing was sent." in str(played.end.words)
    at_storage = stage.play(
        lane(scope("sela", values=VALUES, files=[make_file("a.csv")])),
        {"ask": reply(200, {"signed_url": URL}), "send": page},
    )
    assert isinstance(at_storage.end, Refused)
    assert "Nothing was sent" not in str(at_storage.end.words)


def test_an_empty_file_is_sent_as_nothing(scope, stage, make_file, reply) -> None:
    played = stage.play(
        lane(scope("sela", values=VALUES, files=[make_file("a.csv", b"")])),
        {"ask": reply(200, {"signed_url": URL}), "send": reply(200)},
    )
    assert played.call("send").request.body is not None
    assert played.call("send").request.size == 0


@pytest.mark.parametrize(
    ("status", "verdict", "said"),
    [
        (200, KeyVerdict.WORKS, "Sela accepted the key."),
        (400, KeyVerdict.WORKS, "The key works."),
        (401, KeyVerdict.REJECTED, "did not accept this key"),
        (403, KeyVerdict.REJECTED, "does not let it"),
        (500, KeyVerdict.UNCLEAR, "not clear"),
    ],
)
def test_a_key_is_tried_without_an_upload(scope, stage, reply, body_of, status, verdict, said) -> None:
    played = stage.play(key_test(scope("sela")), {"test": reply(status, {"signed_url": URL})})
    assert played.end.verdict is verdict
    assert said in str(played.end.words)
    sent = json.loads(body_of(played.call("test").request))
    assert sent == {"source": "connection-test", "filename": "connection-test.csv"}
    chosen = stage.play(key_test(scope("sela", values=VALUES)), {"test": reply(status)})
    assert json.loads(body_of(chosen.call("test").request))["source"] == "crm_export"
