"""Sending from a terminal: exit codes, lines of JSON, dry runs, presets, accounts, and keys that leave no trace."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest
from fixtures.vendors import Vendors

from app.cli import DONE, FAILED, SENT_BEFORE, UNKNOWN, WRONG_USE

SELA = ("--provider", "sela", "--set", "source=crm_export")


SENDAI = ("--provider", "sendai", "--set", "path.team_id=team_1", "--set", "path.project_id=proj_1")


def test_done_is_0_and_one_line_of_json_a_file(run, vendors: Vendors, leads: Path) -> None:
    second = leads.with_name("second.csv")
    second.write_bytes(b"id,name\n2,Bob\n")
    said = run("send", *SELA, *vendors.at("sela"), "--json", leads, second)
    assert (said.code, said.errors) == (DONE, "")
    assert sorted(row["names"] for row in said.rows) == [["leads.csv"], ["second.csv"]]
    for row in said.rows:
        assert (row["state"], row["problem"], row["files"][0] in (str(leads), str(second))) == ("done", "", True)
    hashes = {one["sha256"] for one in vendors.received("sela")}
    assert hashes == {hashlib.sha256(path.read_bytes()).hexdigest() for path in (leads, second)}
    assert run("queue").out == ""


def test_what_can_be_copied_stands_below_its_line(run, vendors: Vendors, contract: Path) -> None:
    said = run("send", "--provider", "tela", *vendors.at("tela"), contract)
    first, *copies = said.out.splitlines()
    assert said.code == DONE
    assert first.startswith("done       contract.pdf")
    assert f"vault://{vendors.received('tela')[0]['id']}" in [copy.strip() for copy in copies]


def test_failed_is_1_with_the_reason(run, vendors: Vendors, contract: Path) -> None:
    vendors.misbehave("tela", "ask", "status:413", times=-1)
    said = run("send", "--provider", "tela", *vendors.at("tela"), "--json", contract)
    [row] = said.rows
    assert (said.code, row["state"]) == (FAILED, "failed")
    assert row["problem"]


def test_a_file_left_out_is_said_and_counts_as_failed(run, vendors: Vendors, leads: Path) -> None:
    said = run("send", *SELA, *vendors.at("sela"), "--json", leads, leads.with_name("gone.csv"))
    assert said.code == FAILED
    assert [row["state"] for row in said.rows] == ["done"]
    assert "error: gone.csv: This file cannot be read" in said.errors
    nothing = run("send", *SELA, *vendors.at("sela"), leads.with_name("gone.csv"))
    assert (nothing.code, nothing.out, len(vendors.received("sela"))) == (FAILED, "", 1)


def test_wrong_values_are_2_and_nothing_is_sent(run, vendors: Vendors, leads: Path) -> None:
    for value in ("with blanks", "x" * 51):
        said = run("send", "--provider", "sela", "--set", f"body.source={value}", *vendors.at("sela"), leads)
        assert (said.code, said.out) == (WRONG_USE, "")
        first, last = said.errors.splitlines()
        assert first.startswith("sendoff: “Source”: ")
        assert first.endswith(" Use --set source=… for it.")
        assert last == "sendoff: Nothing was sent. “sendoff fields --provider sela” shows all fields."
    for missing in ((), ("--set", "source=")):
        said = run("send", "--provider", "sela", *missing, *vendors.at("sela"), leads)
        assert (said.code, said.out) == (WRONG_USE, "")
        assert "sendoff: “Source” is not filled in. Add --set source=… with what it is.\n" in said.errors
    assert vendors.requests("sela") == []


def test_unknown_is_3(run, vendors: Vendors, contract: Path) -> None:
    vendors.misbehave("sendai", "upload", "drop_after")
    said = run("send", *SENDAI, *vendors.at("sendai"), "--json", contract)
    assert (said.code, [row["state"] for row in said.rows]) == (UNKNOWN, ["unknown"])
    assert said.rows[0]["problem"]
    waiting = run("queue", "--json")
    assert [row["state"] for row in waiting.rows] == ["unknown"]
    assert "unknown" in run("queue").out
    assert run("resume").code == UNKNOWN, "it is not sent again by itself"
    assert len(vendors.received("sendai")) == 1


def test_the_guessed_column_and_the_cost(run, vendors: Vendors, calls: Path) -> None:
    said = run("send", "--provider", "optimaldial", *vendors.at("optimaldial"), calls)
    assert (said.code, said.out) == (WRONG_USE, "")
    assert "120 credits for 120 rows" in said.errors
    assert "Add --yes" in said.errors
    said = run("send", "--provider", "optimaldial", *vendors.at("optimaldial"), "--yes", "--json", calls)
    assert (said.code, [row["state"] for row in said.rows]) == (DONE, ["done"])
    assert vendors.charges()["charged"] == 120


def test_without_following_it_ends_when_the_files_are_handed_over(run, vendors: Vendors, contract: Path) -> None:
    said = run("send", *SENDAI, *vendors.at("sendai"), "--no-follow", "--json", contract)
    assert said.code == DONE
    assert said.rows[-1]["state"] in ("processing", "done")
    assert len(vendors.received("sendai")) == 1


@pytest.mark.parametrize("provider", ["sela", "tela", "sendai", "deepset", "optimaldial"])
def test_a_dry_run_prints_the_requests_and_sends_nothing(
    run, vendors: Vendors, leads: Path, contract: Path, calls: Path, provider: str
) -> None:
    words = {
        "sela": (*SELA, leads),
        "sendai": (*SENDAI, contract),
        "deepset": ("--provider", "deepset", "--set", "path.workspace_name=default", contract),
        "optimaldial": ("--provider", "optimaldial", calls),
        "tela": ("--provider", "tela", contract),
    }[provider]
    said = run("send", *vendors.at(provider), "--dry-run", *words)
    assert said.code == DONE, said.errors
    [address] = {line.split()[1][: len(vendors.servers[provider])] for line in said.out.splitlines()[1:2]}
    assert address == vendors.servers[provider]
    assert "Authorization: " in said.out
    assert "•••" in said.out
    assert any(f"⟨{words[-1].name}, " in line for line in said.out.splitlines())
    assert vendors.requests(provider) == []
    assert run("queue").out == "", "nor is anything queued"


@pytest.mark.parametrize("server", ["http://api.example.com", "api.example.com", "https://[::1"])
def test_addresses_that_are_not_safe_are_2(run, vendors: Vendors, leads: Path, server: str) -> None:
    said = run("send", *SELA, "--server", server, "--key-env", "SELA_KEY", leads)
    assert (said.code, said.out) == (WRONG_USE, "")
    assert server in said.errors


def test_what_was_sent_before_is_4_until_it_is_decided(run, vendors: Vendors, leads: Path) -> None:
    fresh = leads.with_name("fresh.csv")
    fresh.write_bytes(b"id,name\n2,Bob\n")
    send = ("send", *SELA, *vendors.at("sela"))
    assert run(*send, leads).code == DONE
    asked = run(*send, leads, fresh)
    assert (asked.code, asked.out) == (SENT_BEFORE, "")
    assert "1 of these 2 files was sent to Sela · Command line on" in asked.errors
    assert "sent before: leads.csv: Sent already on" in asked.errors
    assert "--again" in asked.errors
    assert len(vendors.received("sela")) == 1
    skipped = run(*send, "--skip-sent", "--json", leads, fresh)
    assert (skipped.code, [row["names"] for row in skipped.rows]) == (DONE, [["fresh.csv"]])
    assert (run(*send, "--skip-sent", leads).code, len(vendors.received("sela"))) == (DONE, 2)
    assert (run(*send, "--again", leads).code, len(vendors.received("sela"))) == (DONE, 3)
    assert run(*send, "--again", "--skip-sent", leads).code == WRONG_USE


def test_a_dry_run_says_what_was_sent_before_and_plans_the_rest(run, vendors: Vendors, leads: Path) -> None:
    send = ("send", *SELA, *vendors.at("sela"))
    assert run(*send, leads).code == DONE
    planned = run(*send, "--dry-run", leads)
    assert (planned.code, "# ask" in planned.out) == (DONE, True)
    assert "was sent to" in planned.errors
