"""Masking: nothing that could be a secret stays in what is logged or shown."""

from __future__ import annotations

import pytest

from app.core.masking import MASK, Secret, is_masked, is_secret_name, mask_headers, mask_json, mask_text, mask_url

SIGNED = "https://b.s3.amazonaws.com/k/a.csv?X-Amz-Signature=deadbeef&X-Amz-Date=2026&empty"


def test_a_url_keeps_its_place_and_loses_its_values() -> None:
    assert mask_url(SIGNED) == (
        f"https://b.s3.amazonaws.com/k/a.csv?X-Amz-Signature={MASK}&X-Amz-Date={MASK}&empty={MASK}"
    )
    assert mask_url("https://user:word@host/x#part") == "https://host/x"


def test_urls_and_tokens_in_a_sentence() -> None:
    masked = mask_text(f"GET {SIGNED} with Authorization: Bearer abc.def and Token xyz-123, od_live_1", "od_live_1")
    for secret in ("deadbeef", "abc.def", "xyz-123", "od_live_1"):
        assert secret not in masked
    for header in ("Bearer canary", "Basic canary", "Authorization: Token canary", "'Authorization': 'Token canary'"):
        assert "canary" not in mask_text(header), header
    for harmless in ("nothing here", "missing bearer token", "the token expired", "a basic plan"):
        assert mask_text(harmless, "") == harmless


@pytest.mark.parametrize("name", ["Authorization", "set-cookie", "api_key", "x-amz-signature", "policy", "signed_url"])
def test_secret_names(name: str) -> None:
    assert is_secret_name(name)


def test_headers() -> None:
    headers = (("Authorization", "Token k"), ("Content-Type", "text/csv"), ("Location", SIGNED))
    masked = dict(mask_headers(headers))
    assert masked["Authorization"] == MASK
    assert masked["Content-Type"] == "text/csv"
    assert "deadbeef" not in masked["Location"]


def test_json_at_any_depth() -> None:
    data = {
        "id": "7",
        "signed_url": SIGNED,
        "fields": {"policy": "eyJ", "key": "a/b/${filename}"},
        "list": [{"token": "t"}, SIGNED, 3, None, True],
        "tokens": ["a", "b"],
    }
    masked = mask_json(data)
    words = str(masked)
    assert "deadbeef" not in words
    assert "eyJ" not in words
    assert "a/b/${filename}" in words
    assert masked["id"] == "7"  # type: ignore[index, call-overload]
    assert masked["tokens"] == [MASK, MASK]  # type: ignore[index, call-overload]


def test_a_secret_does_not_show_itself() -> None:
    secret = Secret("od_live_1")
    assert "od_live_1" not in f"{secret} {secret!r} {[secret]}"
    assert secret.reveal() == "od_live_1"
    assert secret == Secret("od_live_1")
    assert secret != "od_live_1"
    assert len({secret, Secret("od_live_1")}) == 1


def test_what_was_taken_out_can_be_told() -> None:
    assert is_masked({"a": [1, {"b": f"https://x/?s={MASK}"}]})
    assert not is_masked({"a": ["b", 1, None, True]})
