"""What is in the way is told once, and so is its end."""

from __future__ import annotations

from app.core.engine.away import Away
from app.core.events import Events, Notice
from app.core.text import text


def test_each_trouble_is_told_once_until_it_is_over() -> None:
    events, seen, woken = Events(), [], []
    events.subscribe(Notice, lambda notice: seen.append((notice.kind, notice.over)))
    away = Away(events)
    away.back()
    away.when_over = lambda: woken.append(1)
    away.back()
    for _ in range(3):
        away.tell("network", text("No network."))
    away.tell("proxy", text("The proxy."))
    assert seen == [("network", False), ("network", True), ("proxy", False)]
    assert woken == []
    away.back()
    away.back()
    assert seen[3:] == [("proxy", True)]
    assert woken == [1]


def test_over_without_anybody_who_waits() -> None:
    events, seen = Events(), []
    events.subscribe(Notice, seen.append)
    away = Away(events)
    away.tell("portal", text("Sign in."))
    away.back()
    assert [notice.over for notice in seen] == [False, True]
