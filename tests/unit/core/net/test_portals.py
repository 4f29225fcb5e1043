"""Which replies are a network's sign-in page, and what is said of it."""

from __future__ import annotations

import pytest

from app.core.flow.outcome import FailureKind
from app.core.net.attempt import Attempt
from app.core.net.portals import Portal, portal_behind, portal_error, portal_in
from app.core.schema.request import Reply, Request

PAGE = b"<!DOCTYPE html><html><head><meta http-equiv=refresh content='0; url=https://wifi.test/in?x=1'></head></html>"
PLAIN = b"<html><body>Sign in</body></html>"


def answered(reply: Reply, method: str = "POST", storage: bool = False) -> Portal | None:
    return portal_in(Request(method, "https://api.vendor.test/v1/files", storage=storage), reply)


@pytest.mark.parametrize(
    ("reply", "portal"),
    [
        (Reply(511, {}, PAGE), Portal("wifi.test", True)),
        (Reply(511, {"location": "http://hotel.test/"}), Portal("hotel.test", True)),
        (Reply(302, {"location": "http://wifi.test/in"}), Portal("wifi.test", True)),
        (Reply(307, {"location": "http://wifi.test/in"}), Portal("wifi.test", True)),
        (Reply(302, {"location": "http://www.vendor.test/"}), None),
        (Reply(302, {"location": "https://login.test/"}), None),
        (Reply(302, {"location": "/elsewhere"}), None),
        (Reply(302, {"location": "http://[broken"}), None),
        (Reply(302, {"location": "http://wifi.test:port"}), None),
        (Reply(200, {"content-type": "text/html"}, PAGE), Portal("wifi.test", False)),
        (Reply(200, {}, PLAIN), Portal("", False)),
        (Reply(200, {"content-type": "text/html"}, b"<a href='https://www.vendor.test/help'>"), Portal("", False)),
        (Reply(200, {"content-type": "text/html"}), None),
        (Reply(200, {"content-type": "application/json"}, b"{}"), None),
        (Reply(502, {"content-type": "text/html"}, PLAIN), None),
        (Reply(404, {"content-type": "text/html"}, PLAIN), None),
    ],
)
def test_replies_of_an_api(reply: Reply, portal: Portal | None) -> None:
    assert answered(reply) == portal


def test_replies_of_a_storage_host() -> None:
    page = Reply(200, {"content-type": "text/html"}, PAGE)
    assert answered(page, "PUT", storage=True) == Portal("wifi.test", False)
    assert answered(page, "GET", storage=True) is None, "a web page may be what is downloaded"
    assert answered(Reply(302, {"location": "http://wifi.test/"}), "PUT", storage=True) is None


@pytest.mark.parametrize(
    ("reply", "portal"),
    [
        (Reply(302, {"location": "https://wifi.test/in"}), Portal("wifi.test", True)),
        (Reply(302, {"location": "http://wifi.test/in"}), Portal("wifi.test", True)),
        (Reply(301, {"location": "https://api.vendor.test/"}), None),
        (Reply(301, {"location": "https://www.vendor.test/"}), None),
        (Reply(511), Portal("", True)),
        (Reply(200, {}, PAGE), Portal("wifi.test", False)),
        (Reply(200, {}, PLAIN), None),
        (Reply(404, {}, PLAIN), None),
    ],
)
def test_the_start_page_of_a_host_whose_tls_does_not_hold(reply: Reply, portal: Portal | None) -> None:
    assert portal_behind("api.vendor.test", reply) == portal


def test_words_say_where_to_sign_in_and_what_was_sent() -> None:
    tried = Attempt("api.vendor.test", 200, None, connected=True)
    certain = portal_error(Portal("wifi.test", True), tried)
    assert str(certain) == (
        "This network wants you to sign in first, at wifi.test. Nothing was sent to api.vendor.test."
    )
    assert (certain.kind, certain.may_have_arrived) == (FailureKind.PORTAL, False)
    assert "sign in first. Nothing was sent to" in str(portal_error(Portal("", True), tried))
    for portal in (Portal("wifi.test", False), Portal("", False)):
        perhaps = portal_error(portal, tried)
        assert (perhaps.bytes_left, perhaps.complete) == (200, True)
        assert "may have had its effect" in str(perhaps)
        assert "Nothing was sent" not in str(perhaps)
    assert "links to wifi.test" in str(portal_error(Portal("wifi.test", False), tried))
