"""What the filter takes out of log records."""

from __future__ import annotations

import logging
import sys

import pytest

from app.core.net.log_filter import MaskingFilter

URL = "https://s3.test/k?X-Amz-Signature=canary"


def filtered(*args: object, exc_info: object = None, stack: str | None = None) -> str:
    message, *rest = args
    record = logging.LogRecord("n", logging.INFO, "p", 1, message, tuple(rest), exc_info, sinfo=stack)  # type: ignore[arg-type]
    assert MaskingFilter().filter(record)
    return logging.Formatter().format(record)


def failing() -> object:
    try:
        raise ValueError(f"cannot PUT {URL}")
    except ValueError:
        return sys.exc_info()


@pytest.mark.parametrize(
    ("args", "kept"),
    [
        ((f"PUT {URL} 200",), "PUT https://s3.test/k?X-Amz-Signature="),
        (("HTTP Request: %s %s", "PUT", URL), "HTTP Request: PUT"),
        (("sent %s", {"Authorization": "Bearer canary"}), "sent"),
        (("100 % of %s %s", URL), "100 %"),
        (({"Authorization": "Bearer canary"},), "Authorization"),
    ],
)
def test_messages_are_masked(args: tuple[object, ...], kept: str) -> None:
    shown = filtered(*args)
    assert "canary" not in shown
    assert kept in shown


def test_tracebacks_are_masked_and_kept() -> None:
    shown = filtered("it failed", exc_info=failing())
    assert "canary" not in shown
    assert "ValueError: cannot PUT https://s3.test/k" in shown
    assert "Traceback" in shown


def test_stacks_are_masked() -> None:
    assert "canary" not in filtered("here", stack=f"Stack:\n  f('{URL}')")


def test_a_second_pass_changes_nothing() -> None:
    record = logging.LogRecord("n", logging.INFO, "p", 1, "at %s", (URL,), failing())  # type: ignore[arg-type]
    MaskingFilter().filter(record)
    once = logging.Formatter().format(record)
    MaskingFilter().filter(record)
    assert logging.Formatter().format(record) == once
