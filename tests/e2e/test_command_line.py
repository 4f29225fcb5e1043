"""Every vendor through the command line: the program as people start it, the practice vendors in another process."""

from __future__ import annotations

from collections.abc import Mapping

import pytest
from fixtures.canary import Canaries
from fixtures.program import CommandLine
from fixtures.vendors import Vendors

PROVIDERS = ("sela", "tela", "sendai", "deepset", "optimaldial")


@pytest.mark.parametrize("provider", PROVIDERS)
def test_a_file_goes_out_byte_for_byte(provider, errands, practice_process: Vendors, sendoff_cli, canaries) -> None:
    errand, key = errands[provider], canaries.watch(practice_process.new_key(provider))
    settings = [word for pair in errand.fields.items() for word in ("--set", "=".join(pair))]
    ran = sendoff_cli(
        *("send", "--provider", provider, "--server", practice_process.servers[provider]),
        *("--key-env", "VENDOR_KEY", "--json", "--yes", *settings, errand.file),
        VENDOR_KEY=key,
    )
    assert ran.code == 0, ran.everything
    [row] = ran.rows
    assert row["state"] == "done", ran.everything
    [received] = practice_process.received(provider)
    assert received["sha256"] == errand.sha256
    assert (received["name"], received["times"]) == (errand.file.name, 1)


def test_what_charges_is_not_sent_without_a_yes(errands, practice_process: Vendors, sendoff_cli, canaries) -> None:
    errand, key = errands["optimaldial"], canaries.watch(practice_process.new_key("optimaldial"))
    ran = sendoff_cli(
        *("send", "--provider", "optimaldial", "--server", practice_process.servers["optimaldial"]),
        *("--key-env", "VENDOR_KEY", errand.file),
        VENDOR_KEY=key,
    )
    assert ran.code == 2, ran.everything
    assert "credits" in ran.errors
    assert practice_process.received("optimaldial") == []
    assert practice_process.charges()["charged"] == 0


def test_a_lost_reply_on_a_charging_step_is_never_repeated(
    errands, practice_process: Vendors, sendoff_cli, canaries
) -> None:
    errand, key = errands["optimaldial"], canaries.watch(practice_process.new_key("optimaldial"))
    practice_process.misbehave("optimaldial", "upload", "drop_after")
    ran = sendoff_cli(
        *("send", "--provider", "optimaldial", "--server", practice_process.servers["optimaldial"]),
        *("--key-env", "VENDOR_KEY", "--yes", "--json", errand.file),
        VENDOR_KEY=key,
    )
    assert ran.code == 0, ran.everything  # it was looked up, and found
    assert len(practice_process.received("optimaldial")) == 1
    assert practice_process.charges()["charged"] == 150


def test_a_refused_key_is_said_in_words_and_nothing_is_sent(
    errands: Mapping, practice_process: Vendors, sendoff_cli: CommandLine, canaries: Canaries
) -> None:
    key = canaries.new()
    ran = sendoff_cli(
        *("send", "--provider", "tela", "--server", practice_process.servers["tela"]),
        *("--key-env", "VENDOR_KEY", "--json", errands["tela"].file),
        VENDOR_KEY=key,
    )
    assert ran.code == 1, ran.everything
    assert "did not accept the key" in ran.out
    assert practice_process.received("tela") == []
    assert key not in ran.everything


def test_practice_mode_needs_no_key_at_all(errands, sendoff_cli: CommandLine) -> None:
    ran = sendoff_cli(
        *("send", "--practice", "--provider", "sela", "--set", "body.source=crm_export", "--json"),
        errands["sela"].file,
    )
    assert ran.code == 0, ran.everything
    assert [row["state"] for row in ran.rows] == ["done"]
