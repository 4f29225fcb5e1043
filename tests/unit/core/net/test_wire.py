"""Address and headers of requests, with and without a key."""

from __future__ import annotations

import pytest

from app.core.flow.outcome import FailureKind, SendError
from app.core.masking import Secret
from app.core.net.wire import wire
from app.core.schema.request import Credential, FileBytes, Request

SERVER = "https://api.test"


def made(request: Request, secret: Secret | None = None):
    return wire(request, server=SERVER, secret=secret, user_agent="Sendoff/1")


def test_a_key_in_the_query_is_quoted() -> None:
    place = Credential("query", "api key")
    line = made(Request("GET", f"{SERVER}/x", credential=place), Secret("a&b=c"))
    assert str(line.url) == f"{SERVER}/x?api%20key=a%26b%3Dc"
    line = made(Request("GET", f"{SERVER}/x?y=%2F", credential=place), Secret("k"))
    assert str(line.url) == f"{SERVER}/x?y=%2F&api%20key=k"


def test_a_cookie_key_without_other_cookies() -> None:
    line = made(Request("GET", SERVER, credential=Credential("cookie", "sid")), Secret("k"))
    assert line.headers[-1] == ("Cookie", "sid=k")


@pytest.mark.parametrize("secret", [None, Secret("k")])
@pytest.mark.parametrize("place", [None, Credential("header", "X-Key")])
def test_a_key_is_there_only_with_both_a_place_and_a_secret(place, secret) -> None:
    headers = dict(made(Request("GET", SERVER, credential=place), secret).headers)
    assert ("X-Key" in headers) is (place is not None and secret is not None)


def test_own_defaults_give_way() -> None:
    line = made(Request("GET", SERVER, (("user-agent", "mine"), ("ACCEPT", "text/csv"))))
    names = [name.lower() for name, _ in line.headers]
    assert sorted(names) == ["accept", "accept-encoding", "user-agent"]


def test_the_head_is_counted_as_it_goes_out() -> None:
    line = made(Request("PUT", f"{SERVER}:8443/a%20b?c=d", (("X-É".replace("É", "E"), "naïve"),), (b"x",)))
    head = "PUT /a%20b?c=d HTTP/1.1\r\nHost: api.test:8443\r\n"
    head += "".join(f"{name}: {value}\r\n" for name, value in line.headers) + "\r\n"
    assert line.head_size == len(head.encode())


def test_it_shows_nothing_of_itself() -> None:
    line = made(Request("GET", SERVER, credential=Credential("header", "X-Key")), Secret("canary"))
    assert "canary" not in repr(line)


def test_the_length_adds_up(tmp_path) -> None:
    body = (b"12", FileBytes(tmp_path / "x", 40), b"3")
    assert dict(made(Request("PUT", SERVER, body=body)).headers)["Content-Length"] == "43"


@pytest.mark.parametrize(("name", "value"), [("", "x"), ("a b", "x"), ("a:", "x"), ("ä", "x"), ("a", "x\x7f")])
def test_headers_that_cannot_be_sent(name: str, value: str) -> None:
    with pytest.raises(SendError) as caught:
        made(Request("GET", SERVER, ((name, value),)))
    assert caught.value.kind is FailureKind.BAD_ADDRESS


def test_a_tab_may_be_in_a_value() -> None:
    assert ("a", "x\ty") in made(Request("GET", SERVER, (("a", "x\ty"),))).headers


def test_a_line_break_in_the_place_of_a_key_is_refused() -> None:
    with pytest.raises(SendError):
        made(Request("GET", SERVER, credential=Credential("header", "X-Key", "a\r\nb: ")), Secret("k"))
