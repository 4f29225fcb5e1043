"""Where a host leads, and which hosts belong together."""

from __future__ import annotations

import pytest

from app.core.net.hosts import Reach, bare, domain, reach, same_domain


@pytest.mark.parametrize(
    ("host", "expected"),
    [
        ("localhost", Reach.LOOPBACK),
        ("LOCALHOST.", Reach.LOOPBACK),
        ("s3.localhost", Reach.LOOPBACK),
        ("127.0.0.1", Reach.LOOPBACK),
        ("127.9.9.9", Reach.LOOPBACK),
        ("::1", Reach.LOOPBACK),
        ("[::1]", Reach.LOOPBACK),
        ("::ffff:127.0.0.1", Reach.LOOPBACK),
        ("10.1.2.3", Reach.LOCAL),
        ("172.16.0.1", Reach.LOCAL),
        ("192.168.0.1", Reach.LOCAL),
        ("169.254.169.254", Reach.LOCAL),
        ("100.64.0.1", Reach.LOCAL),
        ("fe80::1%eth0", Reach.LOCAL),
        ("fd00::1", Reach.LOCAL),
        ("::ffff:10.0.0.1", Reach.LOCAL),
        ("64:ff9b::a00:1", Reach.LOCAL),
        ("64:ff9b::808:808", Reach.PUBLIC),
        ("64:ff9b:1::a00:1", Reach.LOCAL),
        ("64:ff9b::127.0.0.1", Reach.LOOPBACK),
        ("2002:a00:1::1", Reach.LOCAL),
        ("2002:7f00:1::1", Reach.LOOPBACK),
        ("2002:808:808::1", Reach.PUBLIC),
        ("::10.0.0.1", Reach.LOCAL),
        ("::127.0.0.1", Reach.LOOPBACK),
        ("::ffff:0:10.0.0.1", Reach.LOCAL),
        ("fec0::1", Reach.LOCAL),
        ("2001:db8::1", Reach.LOCAL),
        ("ff02::1", Reach.NOWHERE),
        ("0.0.0.0", Reach.NOWHERE),
        ("::", Reach.NOWHERE),
        ("224.0.0.1", Reach.NOWHERE),
        ("2130706433", Reach.NOWHERE),
        ("127.1", Reach.NOWHERE),
        ("0x7f.0.0.1", Reach.NOWHERE),
        ("0x7f000001", Reach.NOWHERE),
        ("0177.0.0.1", Reach.NOWHERE),
        ("", Reach.NOWHERE),
        ("8.8.8.8", Reach.PUBLIC),
        ("2606:4700::1111", Reach.PUBLIC),
        ("::ffff:8.8.8.8", Reach.PUBLIC),
        ("bucket.s3.amazonaws.com", Reach.PUBLIC),
        ("localhost.example.com", Reach.PUBLIC),
        ("notlocalhost", Reach.PUBLIC),
    ],
)
def test_reach(host: str, expected: Reach) -> None:
    assert reach(host) is expected


def test_bare() -> None:
    assert bare("[FE80::1%25eth0]") == "fe80::1"


@pytest.mark.parametrize(
    ("host", "expected"),
    [
        ("bucket.s3.eu-central-1.amazonaws.com", "amazonaws.com"),
        ("example.com", "example.com"),
        ("a.b.example.co.uk", "example.co.uk"),
        ("example.co.uk", "example.co.uk"),
        ("a.example.com.au", "example.com.au"),
        ("a.b.de", "b.de"),
        ("com.example.io", "example.io"),
        ("8.8.8.8", "8.8.8.8"),
        ("2606:4700::1111", "2606:4700::1111"),
        ("127.0.0.1", "127.0.0.1"),
    ],
)
def test_domain(host: str, expected: str) -> None:
    assert domain(host) == expected


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("bucket.s3.amazonaws.com", "bucket.s3.eu-west-1.amazonaws.com", True),
        ("S3.example.com", "s3.example.com.", True),
        ("s3.example.com", "s3.example.net", False),
        ("amazonaws.com", "evilamazonaws.com", False),
        ("a.co.uk", "b.co.uk", False),
        ("8.8.8.8", "8.8.4.4", False),
        ("127.0.0.1", "localhost", False),
    ],
)
def test_same_domain(one: str, other: str, same: bool) -> None:
    assert same_domain(one, other) is same
