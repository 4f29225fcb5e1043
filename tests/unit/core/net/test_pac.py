"""Rules that pick proxies: what they may call, what they answer, and that bad ones cannot hang or hurt."""

from __future__ import annotations

import json
import time

import pytest
import quickjs

from app.core.net import pac
from app.core.net.pac import PacTrouble, addresses_of, find_proxies, own_addresses, read_answer
from app.core.paths import resources

NAMES = {"ten.test": ["10.1.2.3"], "six.test": ["fd00::1"], "both.test": ["fd00:1:2::3", "192.168.7.7"]}


def look(name: str) -> list[str]:
    return NAMES.get(name, [])


def shown(rules: str, host: str = "api.test") -> list[str]:
    body = f"function FindProxyForURL(url, host) {{ {rules} }}"
    return [proxy.url if proxy else "direct" for proxy in find_proxies(body, "https", host, look)]


def test_answers() -> None:
    assert shown("return 'PROXY a.test:8080; SOCKS5 b.test:9 ;HTTPS c.test:1; SOCKS d.test; DIRECT'") == [
        "http://a.test:8080",
        "socks5://b.test:9",
        "https://c.test:1",
        "socks5://d.test:1080",
        "direct",
    ]
    assert shown("return 'direct'") == shown("return null") == shown("return ''") == shown("") == ["direct"]
    assert shown("return 'SOCKS4 a:1; PROXY a.test:port; HTTP b.test:2; HTTP b.test:2'") == ["http://b.test:2"]
    with pytest.raises(PacTrouble, match="no proxy that can be used"):
        read_answer("SOCKS4 a:1")


def test_rules_are_told_the_address_and_the_host() -> None:
    assert shown("return url === 'https://api.test/' && host === 'api.test' ? 'PROXY yes:1' : 'PROXY no:1'") == [
        "http://yes:1"
    ]


@pytest.mark.parametrize(
    ("call", "value"),
    [
        ("isPlainHostName('www')", True),
        ("isPlainHostName('www.test')", False),
        ("isPlainHostName('fd00::1')", False),
        ("dnsDomainIs('www.Inside.test', '.inside.TEST')", True),
        ("dnsDomainIs('www.outside.test', '.inside.test')", False),
        ("localHostOrDomainIs('www', 'www.test')", True),
        ("localHostOrDomainIs('www.test', 'www.test')", True),
        ("localHostOrDomainIs('home.test', 'www.test')", False),
        ("dnsDomainLevels('a.b.c')", 2),
        ("shExpMatch('a.inside.test', '*.inside.test')", True),
        ("shExpMatch('axinside.test', '*.inside.test')", False),
        ("shExpMatch('http://a/b', 'http://?/*')", True),
        ("convert_addr('1.2.3.4')", 0x01020304),
        ("isInNet('10.9.9.9', '10.0.0.0', '255.0.0.0')", True),
        ("isInNet('ten.test', '10.0.0.0', '255.0.0.0')", True),
        ("isInNet('six.test', '10.0.0.0', '255.0.0.0')", False),
        ("isInNetEx('ten.test', '10.0.0.0/8')", True),
        ("isInNetEx('ten.test', '0.0.0.0/0')", True),
        ("isInNetEx('six.test', 'fd00::/8')", True),
        ("isInNetEx('both.test', 'fd00:1:2::/47')", True),
        ("isInNetEx('both.test', 'fd00:1:4::/47')", False),
        ("isInNetEx('both.test', '192.168.7.0/24')", True),
        ("isInNetEx('gone.test', 'fd00::/8')", False),
        ("dnsResolve('both.test')", "192.168.7.7"),
        ("dnsResolve('gone.test')", None),
        ("dnsResolveEx('both.test')", "fd00:1:2::3;192.168.7.7"),
        ("dnsResolveEx('fd00::9')", "fd00::9"),
        ("isResolvable('ten.test')", True),
        ("isResolvable('gone.test')", False),
        ("isResolvableEx('six.test')", True),
        ("isResolvableEx('gone.test')", False),
        ("typeof myIpAddress()", "string"),
        ("typeof myIpAddressEx()", "string"),
        ("alert('x')", None),
    ],
)
def test_what_rules_may_call(call: str, value: object) -> None:
    rules = (
        f"var it = {call}; if (it === undefined) it = null; return 'PROXY ' + (it === {json.dumps(value)} ? 'y' : 'n')"
    )
    assert shown(rules) == ["http://y:3128"]


@pytest.mark.parametrize(
    ("call", "value"),
    [
        # A Wednesday: 2026-03-18 10:30:20 GMT.
        ("weekdayRange('MON', 'FRI', 'GMT')", True),
        ("weekdayRange('SAT', 'SUN', 'GMT')", False),
        ("weekdayRange('FRI', 'WED', 'GMT')", True),
        ("weekdayRange('WED', 'GMT')", True),
        ("timeRange(10, 'GMT')", True),
        ("timeRange(9, 10, 'GMT')", False),
        ("timeRange(9, 17, 'GMT')", True),
        ("timeRange(22, 6, 'GMT')", False),
        ("timeRange(10, 0, 10, 30, 'GMT')", True),
        ("timeRange(10, 30, 21, 10, 31, 0, 'GMT')", False),
        ("dateRange(18, 'GMT')", True),
        ("dateRange(1, 15, 'GMT')", False),
        ("dateRange('JAN', 'MAR', 'GMT')", True),
        ("dateRange('APR', 'GMT')", False),
        ("dateRange('MAR', 'GMT')", True),
        ("dateRange(2026, 'GMT')", True),
        ("dateRange(2024, 2025, 'GMT')", False),
        ("dateRange(1, 'MAR', 18, 'MAR', 'GMT')", True),
        ("dateRange('FEB', 2026, 'APR', 2026, 'GMT')", True),
        ("dateRange(19, 'MAR', 2026, 1, 'APR', 2026, 'GMT')", False),
    ],
)
def test_ranges_of_time(call: str, value: bool) -> None:
    context = quickjs.Context()
    context.eval((resources() / "network" / "pac.js").read_text())
    context.eval("nowIs = Date.UTC(2026, 2, 18, 10, 30, 20)")
    assert context.eval(call) is value


def test_without_gmt_the_time_here_counts() -> None:
    assert shown("return timeRange(0, 0, 0, 23, 59, 59) && weekdayRange('SUN', 'SAT') ? 'PROXY y:1' : 'PROXY n:1'") == [
        "http://y:1"
    ]


def test_rules_that_catch_everything_still_get_their_names() -> None:
    rules = (
        "try { if (isInNet('ten.test', '10.0.0.0', '255.0.0.0')) return 'PROXY y:1' } catch (e) {} return 'PROXY n:1'"
    )
    assert shown(rules) == ["http://y:1"]


@pytest.mark.parametrize(
    "rules",
    [
        "while (true) {}",
        "return /(a+)+$/.test('aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaab') + ''",
        "var all = []; while (true) all.push(new Array(1000).fill(host))",
        "return FindProxyForURL(url, host)",
        "return nothing.there",
        "}",
        "return dnsResolve(Math.random() + '.test')",
    ],
)
def test_bad_rules_are_broken_off(rules: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pac, "_SECONDS", 0.2)
    with pytest.raises(PacTrouble):
        shown(rules)


def test_rules_that_ask_for_slow_names_are_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    now = iter(range(0, 1000, 6))
    monkeypatch.setattr(pac.time, "monotonic", lambda: float(next(now)))
    with pytest.raises(PacTrouble, match="too long"):
        shown("return dnsResolve('a.test') + dnsResolve('b.test') + dnsResolve('c.test')")


def test_rules_reach_nothing_outside() -> None:
    for name in ("require", "process", "std", "os", "fetch", "XMLHttpRequest", "print"):
        assert shown(f"return typeof {name} === 'undefined' ? 'PROXY y:1' : 'PROXY n:1'") == ["http://y:1"], name


def test_without_an_engine(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pac.importlib.util, "find_spec", lambda _: None)
    with pytest.raises(PacTrouble, match="no engine"):
        shown("return 'DIRECT'")


def test_addresses() -> None:
    assert "127.0.0.1" in addresses_of("localhost")
    assert addresses_of("nowhere.invalid") == addresses_of("a" * 70) == []
    assert all(isinstance(one, str) for one in own_addresses())


def test_own_addresses_without_a_network(monkeypatch: pytest.MonkeyPatch) -> None:
    def no_socket(*_: object) -> None:
        raise OSError

    monkeypatch.setattr(pac.socket, "socket", no_socket)
    assert own_addresses() == []
    assert time.monotonic() > 0
