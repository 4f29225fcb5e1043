"""Formats."""

from __future__ import annotations

import pytest

from app.core.schema.formats import CHECKS


@pytest.mark.parametrize(
    ("name", "good", "bad"),
    [
        ("date", ["2025-07-23", "2024-02-29"], ["2025-02-29", "2025-7-23", "23.07.2025", "2025-07-23\n", "٢٠٢٥-07-23"]),
        ("time", ["10:30:00", "10:30:00.5Z", "10:30:00+02:00"], ["25:00:00", "10:30", "noon"]),
        (
            "date-time",
            ["2025-07-23T10:30:00Z", "2025-07-23t10:30:00.123z", "2025-07-23 10:30:00-05:30"],
            ["2025-07-23T10:30:00", "2025-07-23", "2025-13-23T10:30:00Z", ""],
        ),
        (
            "uri",
            ["https://example.com/a?b=c#d", "mailto:a@example.com", "s3://bucket/key", "http://[::1]:80/"],
            ["example.com", "https://", "https://a b.example.com", "http://[::1", "", "://x"],
        ),
        ("url", ["https://example.com"], ["nothing"]),
        (
            "uuid",
            ["3fa85f64-5717-4562-b3fc-2c963f66afa6"],
            [
                "3fa85f6457174562b3fc2c963f66afa6",
                "3fa85f64-5717-4562-b3fc-2c963f66afaX",
                "{3fa85f64-5717-4562-b3fc-2c963}",
            ],
        ),
        (
            "email",
            ["a@example.com", "a.b+c@localhost"],
            ["a", "a@", "@b", "a@b@c", "a b@c.de", "a@b..c", "a@" + "x" * 300],
        ),
    ],
)
def test_formats(name: str, good: list[str], bad: list[str]) -> None:
    assert [w for w in good if not CHECKS[name](w)] == []
    assert [w for w in bad if CHECKS[name](w)] == []
