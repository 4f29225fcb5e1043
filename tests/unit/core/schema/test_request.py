"""Requests and replies as data."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.core.schema.request import FileBytes, Reply, Request


def test_the_size_of_a_body() -> None:
    assert Request("POST", "https://x.example", body=(b"abc", FileBytes(Path("f"), 10), b"")).size == 13
    assert Request("POST", "https://x.example", body=(b"abc", FileBytes(Path("f"), 10))).file_size == 10
    assert Request("GET", "https://x.example").size == 0


def test_a_reply() -> None:
    reply = Reply(201, {"x-amz-request-id": "R1"}, b'{"a": 1}')
    assert reply.ok
    assert reply.json() == {"a": 1}
    assert reply.request_id == "R1"
    assert not Reply(404).ok
    assert Reply(404).request_id == ""
    with pytest.raises(ValueError):
        Reply(200, {}, b"<html>").json()
