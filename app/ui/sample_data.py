"""Invented transfers, receipts and details in every state, for pictures of the window and for its tests."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from app.core.copies import replace
from app.core.providers.model import Provider
from app.core.services.already_words import question, row_words
from app.core.services.model import Details, ExchangeView, Offer, StepView
from app.core.services.recollection import Before, Earlier, Recollection
from app.core.sources import SourceFile, guess_type
from app.core.text import Text, text, verbatim
from app.core.transfer import Batch, Receipt, Result, State, Transfer, Wait

HOUR = 3600.0
_DIGEST = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"


def source(name: str, size: int) -> SourceFile:
    """A file that is only talked about."""
    return SourceFile(Path("/home/sam/Uploads") / name, size, 0, guess_type(name), name)


def batch(number: int, provider: Provider, account_id: str, now: float) -> Batch:
    """A batch that was submitted *number* quarters of an hour ago."""
    return Batch(f"batch-{number}", provider.id, account_id, {}, "", now - number * HOUR / 4, confirmed=True)


def transfer(of: Batch, number: int, name: str, size: int, state: State = State.QUEUED, **more: object) -> Transfer:
    """A transfer of a batch."""
    made = Transfer(
        id=f"{of.id}-{number}",
        batch_id=of.id,
        files=(source(name, size),),
        position=float(number),
        created_at=of.created_at,
        total=size,
        state=state,
    )
    return replace(made, **more)  # type: ignore[arg-type]


def mixed(of: Batch, vendor: str, now: float) -> list[Transfer]:
    """One transfer in each state."""
    mb = 1_000_000
    return [
        transfer(of, 1, "may-leads.csv", 48 * mb, State.RUNNING, sent=29 * mb),
        transfer(of, 2, "april-leads.csv", 12 * mb, State.RUNNING, sent=2 * mb),
        transfer(of, 3, "handbook 2026.pdf", 3 * mb, State.PROCESSING, say=text("{v} is reading it", v=vendor)),
        transfer(of, 4, "north region.csv", 880_000, State.WAITING, wait=Wait.NETWORK, sent=310_000),
        transfer(of, 5, "south region.csv", 910_000, State.WAITING, wait=Wait.RETRY, wake_at=now + 90),
        transfer(of, 6, "returns.csv", 40_000, State.PAUSED, sent=12_000),
        transfer(of, 7, "call list with a rather long name, spring campaign, second try.csv", 212_000, State.QUEUED),
        transfer(of, 8, "partners.csv", 88_000, State.FAILED, problem=_refused(vendor), ended_at=now - 60),
        transfer(of, 9, "winback.csv", 140_000, State.UNKNOWN, problem=_lost(vendor)),
        transfer(of, 10, "old list.csv", 70_000, State.CANCELLED, ended_at=now - 30),
        transfer(of, 11, "march-leads.csv", 212_000, State.DONE, ended_at=now - 40, result=_result("march-leads.csv")),
    ]


def many(of: Batch, count: int) -> list[Transfer]:
    """*count* transfers that wait for their turn."""
    return [transfer(of, n, f"part-{n:06}.csv", 4096) for n in range(count)]


def finished(of: Batch, now: float) -> list[Transfer]:
    """A batch that is through."""
    names = ("invoice 0412.pdf", "invoice 0413.pdf", "invoice 0414.pdf")
    return [
        transfer(of, n, name, 180_000 + n * 7_000, State.DONE, ended_at=now - HOUR, result=_result(name))
        for n, name in enumerate(names)
    ]


def receipts(providers: Sequence[Provider], account_ids: Sequence[str], now: float) -> list[Receipt]:
    """What was sent in the last days."""
    names = ("march-leads.csv", "invoice 0412.pdf", "handbook 2025.pdf", "contract.pdf", "new numbers.csv")
    made = []
    for n in range(14):
        provider, account_id = providers[n % len(providers)], account_ids[n % len(account_ids)]
        name = names[n % len(names)]
        made.append(
            Receipt(
                transfer_id=f"old-{n}",
                provider_id=provider.id,
                account_id=account_id,
                ended_at=now - n * 5.3 * HOUR,
                names=(name,),
                size=48_000 + n * 61_000,
                sha256={name: _DIGEST},
                vendor_id=f"f_{7_304_118 + n * 977:x}",
                request_id=f"req-{n * 7919 + 1000:x}",
            )
        )
    return made


def details(of: Transfer, vendor: str, now: float) -> Details:
    """The steps of a transfer, as far as its state says."""
    sent = of.state in (State.DONE, State.PROCESSING)
    failed = of.state is State.FAILED
    steps = (
        StepView("ask", "Ask for a place to send to", "done", now - 95, now - 94, 200, 1, '{"signed_url": "•••"}'),
        StepView(
            "send",
            "Send the file",
            "done" if sent else "failed" if failed else "started",
            now - 94,
            now - 60 if sent or failed else None,
            400 if failed else 200 if sent else 0,
            2 if failed else 1,
            "Invalid source or filename." if failed else "",
        ),
        StepView("watch", f"Follow it at {vendor}", "done" if of.state is State.DONE else "waiting"),
    )
    offers: tuple[Offer, ...] = ()
    if of.state is State.PROCESSING:
        offers = (Offer("cancel_there", text("Cancel at {v}", v=vendor), text("The credits come back.")),)
    if of.state is State.DONE:
        offers = (Offer("results", text("Download results…"), download=True, suggested_name="results.csv"),)
    facts = ((text("SHA-256"), _DIGEST), (verbatim("Request id"), "req-4b1f09c2"))
    return Details(of.id, steps, offers, facts, _timeline(now, failed=failed))


def _timeline(now: float, *, failed: bool) -> tuple[ExchangeView, ...]:
    ask = 'POST https://api.example/uploads\nAuthorization: Token •••\n\n{\n  "filename": "may-leads.csv"\n}'
    send = "PUT https://storage.example/•••\nContent-Type: text/csv\n\n⟨may-leads.csv, 48.0 MB⟩"
    url = '200\ncontent-type: application/json\n\n{\n  "signed_url": "•••"\n}'
    lost = "The connection broke before a reply came."
    asked = ExchangeView("ask", "Ask for a place to send to", now - 95, now - 94.8, 1, 0, 200, "", ask, url)
    broke = ExchangeView("send", "Send the file", now - 94.8, now - 82, 1, 12_000_000, 0, lost, send, "")
    refused = "400\n\nInvalid source or filename."
    end = (400, refused) if failed else (200, "200\netag: 9b2cf535f27731c974343645a3985328")
    last = ExchangeView("send", "Send the file", now - 78, now - 60, 2, 48_000_000, end[0], "", send, end[1])
    return (asked, broke, last)


def sent_before(paths: Sequence[Path], now: float) -> Recollection:
    """The first two of *paths* were sent before."""
    found = [
        Earlier(path, path.name, Before.SENT, row_words(Before.SENT, name, now - 26 * HOUR), now - 26 * HOUR)
        for path, name in zip(paths, ("", "leads.csv"), strict=False)
    ]
    return Recollection(tuple(found), question(found, len(paths), verbatim("Marketing")))


def _refused(vendor: str) -> Text:
    return text("{v} does not know the source “crm_exprot”. Nothing was sent. Correct it and retry.", v=vendor)


def _lost(vendor: str) -> Text:
    return text("The connection broke after the file had left. {v} may or may not have it.", v=vendor)


def _result(name: str) -> Result:
    return Result(text=text("{name} arrived", name=name), id="f_6f9619ff8b86", copies=("vault://f_6f9619ff8b86",))
