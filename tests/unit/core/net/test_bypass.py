"""Which hosts go past the proxy, in the notations of no_proxy, GNOME, KDE, macOS and Windows."""

from __future__ import annotations

import pytest

from app.core.net.bypass import goes_direct, split_list


@pytest.mark.parametrize(
    ("entry", "direct", "through"),
    [
        ("*", "api.test", None),
        ("inside.test", "inside.test", "notinside.test"),
        ("inside.test", "a.b.INSIDE.test.", "inside.test.com"),
        (".inside.test", "a.inside.test", "b.test"),
        ("*.inside.test", "a.inside.test", "insidetest"),
        ("inside.test:8080", "inside.test", None),
        ("https://inside.test", "inside.test", None),
        ("10.0.0.0/8", "10.200.1.1", "11.0.0.1"),
        ("10.0.0.0/8", "::ffff:10.1.1.1", "ten.test"),
        ("192.168.1.7", "192.168.1.7", "192.168.1.70"),
        ("192.168.1.7:80", "192.168.1.7", "1.192.168.1.7"),
        ("fd00::/8", "[fd12::1]", "2001:db8::1"),
        ("[fd12::1]:443", "fd12::1", "fd12::2"),
        ("<local>", "intranet", "intra.net"),
        ("<local>", "db", "fd12::1"),
        ("192.168.*", "192.168.3.4", "193.168.3.4"),
        ("dev-*.test", "dev-1.test", "prod-1.test"),
        ("", None, "api.test"),
        (".", None, "api.test"),
    ],
)
def test_an_entry(entry: str, direct: str | None, through: str | None) -> None:
    assert direct is None or goes_direct(direct, [entry])
    assert through is None or not goes_direct(through, [entry])


def test_lists() -> None:
    assert split_list(" a.test, .b.test;<local>|10.0.0.0/8  c ") == ("a.test", ".b.test", "<local>", "10.0.0.0/8", "c")
    assert split_list("") == ()
    assert not goes_direct("api.test", [])
