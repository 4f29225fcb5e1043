"""Writes a list of transfers, with what happened to each, as a CSV file that spreadsheets open."""

from __future__ import annotations

import asyncio
import csv
import io
from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, datetime
from pathlib import Path

from app.core.engine.world import World
from app.core.errors import InputError
from app.core.storage.atomic import write_atomic
from app.core.text import Text, text
from app.core.transfer import State, Transfer

_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
"""A cell that begins so may be worked out as a formula by a spreadsheet (OWASP, "CSV Injection")."""
_PORTION = 200
"""Transfers that are put into words before everything else has its turn: a few milliseconds."""

Say = Callable[[Text], str]


class Exporter:
    """Makes lists of what is in the queue."""

    def __init__(self, world: World) -> None:
        self._world = world

    async def export(self, ids: Iterable[str], target: Path, say: Say = str, separator: str = ",") -> None:
        """Write the list to *target*, whole or not at all, in portions: there may be 100,000.

        Args:
            say: puts texts into the person's language.
            separator: between cells; spreadsheets expect a semicolon where the comma is the decimal point.

        Raises:
            StoreError: the disk does not take it.
        """
        out = io.StringIO()
        lines = csv.writer(out, delimiter=separator)
        lines.writerow(say(words) for words in _headings())
        transfers, wanted = self._world.roster.transfers, list(ids)
        for at in range(0, len(wanted), _PORTION):
            there = [one for id_ in wanted[at : at + _PORTION] if (one := transfers.get(id_)) is not None]
            lines.writerows([_safe(cell) for cell in line] for one in there for line in self._lines(one, say))
            await asyncio.sleep(0)
        loop, workers = asyncio.get_running_loop(), self._world.workers
        await loop.run_in_executor(workers, lambda: write_atomic(target, _spreadsheet(out)))

    def _lines(self, one: Transfer, say: Say) -> Iterable[Sequence[str]]:
        batch = self._world.roster.batches[one.batch_id]
        account = self._world.account(batch.account_id)
        state = say(state_words(one.state))
        words = one.problem or one.say or (one.result.text if one.result else None)
        happened = say(words) if words is not None else ""
        when = _moment(one.ended_at)
        for file in one.files:
            yield (
                file.name,
                str(file.path),
                str(file.size),
                self._vendor(batch.provider_id),
                account.name if account is not None else "",
                state,
                happened,
                str(one.attempts),
                when,
            )

    def _vendor(self, provider_id: str) -> str:
        try:
            return self._world.provider(provider_id).name
        except InputError:
            return provider_id


def state_words(state: State) -> Text:
    """How a transfer stands, in a word or two."""
    words = {
        State.QUEUED: text("Waiting for its turn"),
        State.RUNNING: text("Being sent"),
        State.PROCESSING: text("At the vendor"),
        State.WAITING: text("Waiting"),
        State.PAUSED: text("Paused"),
        State.DONE: text("Sent"),
        State.FAILED: text("Failed"),
        State.CANCELLED: text("Cancelled"),
        State.UNKNOWN: text("Outcome unknown"),
    }
    return words[state]


def _headings() -> tuple[Text, ...]:
    return (
        text("File"),
        text("Path"),
        text("Bytes"),
        text("Vendor"),
        text("Account"),
        text("State"),
        text("What happened"),
        text("Tries"),
        text("Ended"),
    )


def _spreadsheet(lines: io.StringIO) -> bytes:
    """UTF-8, with the byte order mark by which Excel knows it."""
    return lines.getvalue().encode("utf-8-sig", "replace")


def _safe(cell: str) -> str:
    return f"'{cell}" if cell.startswith(_FORMULA) else cell


def _moment(seconds: float | None) -> str:
    if seconds is None:
        return ""
    return datetime.fromtimestamp(seconds, UTC).astimezone().isoformat(sep=" ", timespec="seconds")
