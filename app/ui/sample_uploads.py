"""A queue in memory with the real checks but no network: the busiest part of the sample core."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import AsyncIterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path

from app.core.copies import replace
from app.core.errors import InputError
from app.core.events import Events, Progressed, Totals
from app.core.preset import ANY_FILES, FileWishes
from app.core.schema.model import Values
from app.core.schema.placeholders import Facts
from app.core.schema.validate import check_values
from app.core.schema.values import with_defaults
from app.core.services.api import Providers
from app.core.services.drafts import mode_of
from app.core.services.examine import Examiner, Wishes
from app.core.services.filling import fill_in
from app.core.services.model import Check, Details, Draft, Grade, PlannedRequest, Verdict
from app.core.services.tally import tally
from app.core.shelf import waits_for_key
from app.core.text import Text, text
from app.core.transfer import Batch, Receipt, State, Transfer
from app.ui import sample_data
from app.ui.sample_hand import SampleHand
from app.ui.sample_memory import SampleMemory
from app.ui.sample_offers import SampleOffers


class SampleUploads(SampleHand, SampleMemory, SampleOffers):
    """A queue in memory that does at once what it is told, and real checks of real files."""

    is_whole = True  # there is no journal to be read

    def __init__(self, events: Events, providers: Providers) -> None:
        SampleHand.__init__(self, events)
        SampleMemory.__init__(self)
        SampleOffers.__init__(self, providers)
        self._workers = ThreadPoolExecutor(1)
        self._examiner = Examiner(self._workers)
        self.past: list[Receipt] = []
        self.cost: Text | None = None
        self.moving: list[Progressed] = []
        self.rate = 0.0
        self.seconds_left: float | None = None

    def examine(
        self,
        provider_id: str,
        paths: Sequence[Path],
        mode: str = "",  # noqa: ARG002
        values: Values | None = None,  # noqa: ARG002
        wishes: FileWishes = ANY_FILES,
    ) -> AsyncIterator[Sequence[Verdict]]:
        """The real examination."""
        return self._examiner.portions(self._providers.get(provider_id), paths, Wishes(files=wishes))

    async def check(self, draft: Draft, *, sure: bool = False) -> Check:  # noqa: ARG002
        """The real checks, and an invented cost."""
        provider = self._providers.get(draft.provider_id)
        found = await self._examiner.all(provider, draft.paths, Wishes(draft.names, "", draft.wishes))
        counted = tally(provider, found, draft.known)
        good = len(counted.good)
        form = self._providers.form(provider.id, draft.mode)
        facts = Facts(date(2026, 11, 21), "ann")
        filled = fill_in(provider, form, mode_of(provider, draft.mode), with_defaults(form, draft.values), facts)
        errors, by_file = check_values(form, filled.values), {field.key for field in filled.by_file}
        missing = () if draft.account_id else (text("Choose a {v} account, or add one.", v=provider.name),)
        return Check(
            verdicts=counted.verdicts,
            errors=tuple(e for e in errors if e.key not in by_file),
            problems=missing,
            cost=self.cost if good else None,
            sendable=good,
            left_out=len(found) - good,
            changed=counted.changed,
            columns=counted.columns,
            sent_as=filled.shown(counted.good),
            button=text("Send {n:count} file|Send {n:count} files", n=good) if good else text("Send"),
        )

    async def plan(self, draft: Draft) -> Sequence[PlannedRequest]:  # noqa: ARG002
        """Nothing."""
        return ()

    async def submit(self, draft: Draft, *, cost_agreed: bool = False) -> Batch:
        """Queue the good files. Raises: InputError: the cost was not agreed to."""
        check = await self.check(draft)
        if check.cost is not None and not cost_agreed:
            raise InputError(text("The cost was not agreed to."))
        provider = self._providers.get(draft.provider_id)
        made = replace(
            sample_data.batch(0, provider, draft.account_id, time.time()),
            id=f"sent-{len(self._batches)}",
            values=dict(draft.values),
        )
        sources = [v.source for v in check.verdicts if v.source and v.grade is not Grade.ERROR]
        self.put(made, [sample_data.transfer(made, n, s.name, s.size) for n, s in enumerate(sources)])
        return made

    def batches(self) -> Sequence[Batch]:
        """Every batch."""
        return sorted(self._batches.values(), key=lambda b: b.created_at)

    def listed(self) -> Sequence[Transfer]:
        """Every transfer."""
        return self.transfers()

    def transfers(self) -> Sequence[Transfer]:
        """Every transfer."""
        return list(self._transfers.values())

    def states_in(self, batch_id: str) -> Counter[State]:
        """How many of a batch are in each state."""
        return Counter(one.state for one in self._transfers.values() if one.batch_id == batch_id)

    def transfer(self, transfer_id: str) -> Transfer | None:
        """One transfer."""
        return self._transfers.get(transfer_id)

    def batch(self, batch_id: str) -> Batch | None:
        """One batch."""
        return self._batches.get(batch_id)

    def totals(self) -> Totals:
        """The queue in numbers."""
        counts: dict[str, int] = {}
        for one in self._transfers.values():
            counts[one.state] = counts.get(one.state, 0) + 1
        needy = sum(map(waits_for_key, self._transfers.values()))
        return Totals(counts, 0, 0, self.rate, self.seconds_left, needy)

    async def details(self, transfer_id: str) -> Details:
        """Invented steps."""
        one = self._transfers[transfer_id]
        vendor = self._providers.get(self._batches[one.batch_id].provider_id).name
        return sample_data.details(one, vendor, time.time())

    async def receipts(self, search: str = "", limit: int = 500) -> Sequence[Receipt]:
        """Receipts with *search* in a name."""
        return [r for r in self.past if search.casefold() in " ".join(r.names).casefold()][:limit]

    def close(self) -> None:
        """End the worker."""
        self._workers.shutdown(wait=True)
