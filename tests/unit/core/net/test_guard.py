"""Which addresses may be contacted."""

from __future__ import annotations

import httpx
import pytest

from app.core.flow.outcome import FailureKind, SendError
from app.core.net.guard import check_api, check_redirect, check_url

PUBLIC, LOCAL, LOOPBACK = "https://api.example.com", "https://192.168.1.20", "http://127.0.0.1:8000"


@pytest.mark.parametrize(
    ("url", "server"),
    [
        ("https://bucket.s3.amazonaws.com/k?X-Amz-Signature=1", PUBLIC),
        ("https://bucket.s3.amazonaws.com/k", LOCAL),
        ("https://bucket.s3.amazonaws.com/k", LOOPBACK),
        ("https://192.168.7.7/k", LOCAL),
        ("http://localhost:9000/k", LOOPBACK),
        ("https://[::1]:9000/k", LOOPBACK),
        ("https://h.test/a@b?c=@", PUBLIC),
        ("https://münchen.test/k", PUBLIC),
        ("https://ex_ample.test:8443/k", PUBLIC),
    ],
)
def test_these_may_be(url: str, server: str) -> None:
    assert check_url(url, server=server) == httpx.URL(url)


@pytest.mark.parametrize(
    ("url", "server"),
    [
        ("http://bucket.s3.amazonaws.com/k", PUBLIC),
        ("http://bucket.s3.amazonaws.com/k", LOOPBACK),
        ("http://192.168.7.7/k", LOCAL),
        ("https://localhost/k", PUBLIC),
        ("https://127.0.0.1/k", LOCAL),
        ("https://10.0.0.1/k", PUBLIC),
        ("https://10.0.0.1/k", LOOPBACK),
        ("https://169.254.169.254/k", PUBLIC),
        ("https://0.0.0.0/k", LOOPBACK),
        ("https://2130706433/k", LOOPBACK),
        ("https://user@host.test/k", PUBLIC),
        ("https://user:pw@host.test/k", PUBLIC),
        ("https://@host.test/k", PUBLIC),
        ("https://good.test\\@127.0.0.1/k", PUBLIC),
        ("https://host.test/a b", PUBLIC),
        ("https://host.test/a\r\nX: y", PUBLIC),
        ("https://host.test:port/k", PUBLIC),
        ("https://[::1/k", PUBLIC),
        ("https:///k", PUBLIC),
        ("//host.test/k", PUBLIC),
        ("/k", PUBLIC),
        ("", PUBLIC),
        ("ftp://host.test/k", PUBLIC),
        ("file:///etc/passwd", PUBLIC),
        ("javascript:alert(1)", PUBLIC),
        ("https://xn--.test/", PUBLIC),
        ("https://%31%32.test/", PUBLIC),
        ("https://127.0.0.1%2f.test/", PUBLIC),
        ("https://host.test:99999/", PUBLIC),
        ("https://host.test:0/", PUBLIC),
    ],
)
def test_these_may_not(url: str, server: str) -> None:
    with pytest.raises(SendError) as caught:
        check_url(url, server=server)
    assert caught.value.kind is FailureKind.BAD_ADDRESS
    assert (caught.value.bytes_left, caught.value.complete) == (0, False)
    assert "pw" not in caught.value.detail


def test_the_signature_is_not_in_the_error() -> None:
    with pytest.raises(SendError) as caught:
        check_url("https://10.0.0.1/k?X-Amz-Signature=canary", server=PUBLIC)
    assert "canary" not in f"{caught.value} {caught.value.detail}"
    assert "10.0.0.1" in str(caught.value)


def test_the_api_is_https_or_on_this_computer() -> None:
    assert check_api("http://localhost:1/x").port == 1
    assert check_api("https://10.0.0.1/x").host == "10.0.0.1"
    with pytest.raises(SendError, match="could be read on the way"):
        check_api("http://10.0.0.1/x")


S3 = "https://bucket.s3.amazonaws.com/a/b?sig=1"


@pytest.mark.parametrize(
    ("location", "expected"),
    [
        ("https://bucket.s3.eu-west-1.amazonaws.com/a/b?sig=1", "https://bucket.s3.eu-west-1.amazonaws.com/a/b?sig=1"),
        ("/c?sig=2", "https://bucket.s3.amazonaws.com/c?sig=2"),
        ("//s3.amazonaws.com/c", "https://s3.amazonaws.com/c"),
    ],
)
def test_a_redirect_within_the_domain(location: str, expected: str) -> None:
    assert check_redirect(S3, location, server=PUBLIC) == expected


@pytest.mark.parametrize(
    "location",
    [
        "https://bucket.s3.amazonaws.com.evil.test/a",
        "http://bucket.s3.amazonaws.com/a",
        "https://127.0.0.1/a",
        "https://u:p@s3.amazonaws.com/a",
        "https://[bad/",
        "https://s3.amazonaws.com/a b",
        "https://s3.amazonaws.com:port/a",
    ],
)
def test_a_redirect_elsewhere(location: str) -> None:
    with pytest.raises(SendError) as caught:
        check_redirect(S3, location, server=PUBLIC)
    assert caught.value.kind is FailureKind.BAD_ADDRESS


def test_a_redirect_from_loopback_https_to_http() -> None:
    with pytest.raises(SendError, match="does not belong to it"):
        check_redirect("https://127.0.0.1:1/a", "http://127.0.0.1:2/a", server=LOOPBACK)
