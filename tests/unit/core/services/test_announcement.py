"""News of a version is believed only when it is signed, in date, whole, and of the form that is known."""

from __future__ import annotations

import base64

import pytest
from fixtures.news import DAY, Publisher, moment, news

from app.core.services.announcement import (
    Announcement,
    NotBelieved,
    Package,
    beside,
    number,
    read,
    read_key,
    secure,
)

NOW = 1_795_176_000.0
DEB = {"system": "linux", "name": "sendoff_99.1_amd64.deb", "sha256": "ab" * 32}


@pytest.fixture
def publisher() -> Publisher:
    return Publisher()


def test_signed_news_is_believed(publisher: Publisher) -> None:
    raw = news(NOW)
    found = read(raw, publisher.sign(raw), read_key(publisher.key), NOW)
    packages = (Package("linux", "sendoff_99.1_amd64.deb", "ab" * 32),)
    assert found == Announcement("99.1", NOW - DAY, NOW + 10 * DAY, "https://example.com/new.html", packages)


def test_one_changed_byte_is_enough(publisher: Publisher) -> None:
    raw, signature = news(NOW), publisher.sign(news(NOW))
    for changed in (raw.replace(b"99.1", b"99.2"), raw + b" ", raw[:-1], b""):
        with pytest.raises(NotBelieved, match="signature"):
            read(changed, signature, read_key(publisher.key), NOW)


def test_a_signature_of_somebody_else_or_none_is_nothing(publisher: Publisher) -> None:
    raw = news(NOW)
    good = base64.b64decode(publisher.sign(raw))
    for signature in (Publisher().sign(raw), b"", b"!", base64.b64encode(good[:-1]), base64.b64encode(good + b"x")):
        with pytest.raises(NotBelieved, match="signature"):
            read(raw, signature, read_key(publisher.key), NOW)


@pytest.mark.parametrize(
    ("other", "why"),
    [
        ({"expires": moment(NOW)}, "expired"),
        ({"issued": moment(NOW + 2 * DAY)}, "future"),
        ({"issued": "2026-11-21T09:00:00"}, "no time zone"),
        ({"format": 2}, "another format"),
        ({"version": "1.0-beta"}, "no version"),
        ({"version": "1." + "9" * 400}, "no version"),
        ({"notes": "http://example.com"}, "https"),
        ({"notes": "https://jo@example.com"}, "https"),
        ({"files": {}}, "no list"),
        ({"files": [DEB] * 51}, "no list"),
        ({"files": [DEB | {"system": "amiga"}]}, "no system"),
        ({"files": [DEB | {"name": "../x"}]}, "no file"),
        ({"files": [DEB | {"sha256": "AB" * 32}]}, "no file"),
        ({"files": [{}]}, "KeyError"),
    ],
)
def test_signed_news_that_is_wrong(publisher: Publisher, other: dict[str, object], why: str) -> None:
    raw = news(NOW, **other)  # type: ignore[arg-type]
    with pytest.raises(NotBelieved, match=why):
        read(raw, publisher.sign(raw), read_key(publisher.key), NOW)


@pytest.mark.parametrize("raw", [b"", b"{", b"[]", b"\xff", b"[" * 60_000])
def test_signed_bytes_that_are_no_news(publisher: Publisher, raw: bytes) -> None:
    with pytest.raises(NotBelieved, match="form"):
        read(raw, publisher.sign(raw), read_key(publisher.key), NOW)


def test_versions_are_compared_by_their_numbers() -> None:
    assert number("1.4") == number("1.4.0") == (1, 4)
    assert number("1.10") > number("1.9.9") > number("1.9")
    assert number("0") == ()
    with pytest.raises(ValueError, match="no version"):
        number("1.")


@pytest.mark.parametrize("words", ["", "x", base64.b64encode(b"x" * 31).decode(), "ä" * 44])
def test_what_is_no_key(words: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        read_key(words)


def test_only_https_without_a_name_is_secure() -> None:
    assert secure("https://example.com:8443/v.json?x=1")
    for address in ("http://example.com", "https://", "https://a@b", "https://a:b", "https://[", "file:///x", ""):
        assert not secure(address), address


def test_the_signature_lies_beside_the_news() -> None:
    assert beside("https://example.com/a/v.json?x=1") == "https://example.com/a/v.json.sig?x=1"
