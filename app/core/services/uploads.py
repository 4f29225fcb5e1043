"""The queue's front door: from a draft to finished transfers, and everything a person does with them."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator, Callable, Sequence
from operator import attrgetter
from pathlib import Path

from app.core.engine.control import Control
from app.core.engine.gate import Gate
from app.core.engine.restart import follows, take_up
from app.core.engine.scheduler import Scheduler
from app.core.errors import SendoffError
from app.core.events import Totals, TransfersChanged
from app.core.preset import ANY_FILES, FileWishes
from app.core.schema.model import Form, Values
from app.core.services.actions import Actions
from app.core.services.already import AlreadySent
from app.core.services.columns import chosen_column, guess_column
from app.core.services.details import DetailsReader
from app.core.services.drafts import Drafts
from app.core.services.examine import Examiner, Wishes
from app.core.services.export import Exporter
from app.core.services.model import ActionResult, Check, Details, Draft, PlannedRequest, Verdict
from app.core.services.plan import planned
from app.core.services.providers import ProviderService
from app.core.services.readiness import must_be_ready
from app.core.services.recollection import Recollection, Undecided
from app.core.services.timeline import Timeline
from app.core.services.watch_book import WatchBook
from app.core.shelf import Listed
from app.core.text import Text, verbatim
from app.core.transfer import ENDED, Batch, Receipt, State, Transfer

log = logging.getLogger(__name__)


class UploadService:
    """Drafts in, transfers out."""

    def __init__(
        self,
        scheduler: Scheduler,
        control: Control,
        drafts: Drafts,
        examiner: Examiner,
        providers: ProviderService,
        actions: Actions,
        already: AlreadySent,
        book: WatchBook,
    ) -> None:
        self._scheduler = scheduler
        self._world = scheduler.world
        self._control = control
        self._drafts = drafts
        self._examiner = examiner
        self._providers = providers
        self._actions = actions
        self._already = already
        self._book = book
        self._submitting = asyncio.Lock()
        self._details = DetailsReader(self._world, Timeline(self._world, scheduler.driver.exchanges), scheduler.trips)
        self.export = Exporter(self._world).export
        self._look_ups: set[asyncio.Task[None]] = set()
        self._asked: set[str] = set()
        self.ids_in = self._world.roster.ids_in
        self.states_in = self._world.roster.states_in
        self._unsubscribe = self._world.events.subscribe(TransfersChanged, self._on_changed)
        gate = self._gate = Gate()
        self.pause = gate.for_some_or_all(control.pause)
        self.resume = gate.for_some_or_all(control.resume)
        self.cancel = gate.for_some_or_all(control.cancel)
        self.retry = gate.for_some_or_all(control.retry)
        self.key_changed = gate.for_all(control.key_changed)
        self.resolve = control.resolve
        self.look_up = control.look_up
        self.hurry = control.hurry
        self.try_network = scheduler.network_back
        self.remove = control.removed.remove
        self.bring_back = control.removed.bring_back
        self.forget_removed = control.removed.forget
        self.move = control.move
        self.move_before = control.move_before
        self.prioritise = control.prioritise
        self.account_offers = actions.account_offers
        self.act_for_account = actions.act_for_account

    async def start(self) -> None:
        """Take up the journal, and go on with what it holds once all of it is there. Raises: StoreError."""
        self._gate.close()
        try:
            unknown = await take_up(self._scheduler)
        finally:
            await self._gate.open()
        self._scheduler.start()
        for transfer_id in unknown:
            self._look_up_soon(transfer_id)

    async def start_afresh(self) -> None:
        """Work on what is submitted from now on only; the journal's other transfers stay as they are.

        Raises:
            StoreError: the journal cannot be read.
        """
        await self._scheduler.holds.heed()
        self._scheduler.start()

    async def stop(self) -> None:
        """End in good order; what is left goes on at the next start."""
        self._unsubscribe()
        for task in self._look_ups:
            task.cancel()
        await asyncio.gather(*self._look_ups, return_exceptions=True)
        await self._control.removed.forget_at_the_end()
        await self._scheduler.stop()

    async def examine(
        self,
        provider_id: str,
        paths: Sequence[Path],
        mode: str = "",
        values: Values | None = None,
        wishes: FileWishes = ANY_FILES,
    ) -> AsyncIterator[Sequence[Verdict]]:
        """Walk folders and check files, in portions, off the loop's thread."""
        provider = self._providers.get(provider_id)
        column = chosen_column(self._providers.form(provider_id, mode).fields, values or {})
        async for portion in self._examiner.portions(provider, paths, Wishes({}, column, wishes, self._drafts.facts())):
            yield portion

    async def check(self, draft: Draft, *, sure: bool = False) -> Check:
        """All checks of a draft: files, fields, clashes, account, cost; *sure*: known files may have changed.

        Raises:
            InputError: there is no such provider.
        """
        return (await self._drafts.check(draft, sure=sure)).check

    async def plan(self, draft: Draft) -> Sequence[PlannedRequest]:
        """A dry run: the requests that would be made, secrets masked. Raises: InputError: it is not ready."""
        ready = await self._drafts.check(draft)
        must_be_ready(ready.check, cost_agreed=True)
        batch, transfers = await self._drafts.make(ready, draft, 0.0)
        return planned(self._world, batch, transfers, follows(self._scheduler, batch))

    async def sent_before(
        self, draft: Draft, check: Check, progress: Callable[[int, int], None] | None = None
    ) -> Recollection:
        """What of a checked draft was sent before and is undecided; while it is not ready, its files are only read.

        Args:
            progress: told how many bytes of how many have been read, where any must be.

        Raises:
            StoreError: the journal cannot be read.
        """
        if not check.sendable or self._world.account(draft.account_id) is None:
            return Recollection()
        asked = await self._drafts.asked(draft, check)
        if not check.ready:
            await self._already.prepare(asked)
            return Recollection()
        return await self._already.look(asked, draft.again, self._place(draft), progress)

    def _place(self, draft: Draft) -> Text:
        vendor, account = self._world.provider(draft.provider_id).name, self._world.account(draft.account_id)
        return verbatim(vendor if account is None or account.name == vendor else f"{vendor} · {account.name}")

    async def submit(self, draft: Draft, *, cost_agreed: bool = False) -> Batch:
        """Journal a batch and queue it.

        Raises:
            InputError: it is not ready, or it costs something that was not agreed to.
            Undecided: some of it was sent before, and the person has not decided about that.
            StoreError: the journal cannot be written; nothing was queued.
        """
        async with self._submitting:
            return await self._submit(draft, cost_agreed)

    async def _submit(self, draft: Draft, cost_agreed: bool) -> Batch:
        ready = await self._drafts.check(draft)
        must_be_ready(ready.check, cost_agreed)
        known = await self._already.look(await self._drafts.asked(draft, ready.check), draft.again, self._place(draft))
        if known.found:
            raise Undecided(known)
        place = self._world.roster.next_position(self._world.clock.now())
        batch, transfers = await self._drafts.make(ready, draft, place)
        await self._already.forget()
        rounds, ledger = self._scheduler.rounds, self._scheduler.ledger
        watched = await self._book.rows_for(draft.origin, transfers) if draft.origin is not None else ()
        await ledger.keep(batch, transfers, watched)
        self._book.kept(watched)
        if follows(self._scheduler, batch):
            rounds.follow(batch.id)
        with rounds.gathering(batch.id):
            await ledger.add(batch, transfers)
        return batch

    def batches(self) -> Sequence[Batch]:
        """Every batch with transfers in the queue, oldest first."""
        roster = self._world.roster
        known = (batch for batch in roster.batches.values() if roster.has_any(batch.id))
        return sorted(known, key=lambda batch: batch.created_at)

    @property
    def is_whole(self) -> bool:
        """Whether all of the journal is taken up."""
        return self._gate.is_open

    def listed(self) -> Sequence[Listed]:
        """Every transfer in the queue, as much of each as a list needs, in the order of their turns."""
        return sorted(self._world.roster.transfers.all(), key=attrgetter("turn"))

    def transfers(self) -> Sequence[Transfer]:
        """Every transfer in the queue, in the order of their turns; makes all of them whole, which takes seconds."""
        return [one.whole() for one in self.listed()]

    def transfer(self, transfer_id: str) -> Transfer | None:
        """One transfer, or None."""
        return self._world.roster.transfers.get(transfer_id)

    def batch(self, batch_id: str) -> Batch | None:
        """One batch, or None."""
        return self._world.roster.batches.get(batch_id)

    def totals(self) -> Totals:
        """The queue in numbers."""
        return self._scheduler.ledger.totals()

    async def details(self, transfer_id: str) -> Details:
        """The detail panel of one transfer. Raises: InputError: it is gone; StoreError."""
        return await self._details.read(transfer_id)

    async def act(self, transfer_id: str, offer_id: str, save_to: Path | None = None) -> ActionResult:
        """Do what an offer says. Raises: InputError: the transfer or offer is gone."""
        return await self._actions.act(transfer_id, offer_id, save_to)

    async def receipts(self, search: str = "", limit: int = 500) -> Sequence[Receipt]:
        """Receipts, newest first. Raises: StoreError."""
        return await self._world.journal.receipts(search, limit)

    async def looked_up(self) -> None:
        """Return when every look-up that is under way has ended."""
        while self._look_ups:
            await asyncio.wait(self._look_ups)

    async def guessed(self, draft: Draft, form: Form) -> Values:
        """The draft's values, with a CSV column filled in by the provider's guess where none was chosen."""
        wanted = [f for f in form.fields if f.source and "columns" in f.source and f.key not in draft.values]
        if not wanted:
            return draft.values
        provider = self._providers.get(draft.provider_id)
        verdicts = await self._examiner.all(
            provider, draft.paths, Wishes(draft.names, "", draft.wishes, self._drafts.facts())
        )
        columns = next((verdict.columns for verdict in verdicts if verdict.columns), ())
        guesses = {field.key: guess_column(field, columns) for field in wanted}
        return {**draft.values, **{key: guess for key, guess in guesses.items() if guess}}

    def can_look_up(self, transfer: Transfer) -> bool:
        """Whether its vendor can be asked if an upload arrived."""
        batch = self._world.roster.batches.get(transfer.batch_id)
        step = self._world.step_of(batch, transfer.step) if batch is not None else None
        return step is not None and step.recover is not None

    def in_use(self, account_id: str) -> bool:
        """Whether an account has transfers that have not ended, or may have: not all of them are read yet."""
        roster = self._world.roster
        if not self._gate.is_open:
            return any(batch.account_id == account_id for batch in roster.batches.values())
        theirs = (batch.id for batch in roster.batches.values() if batch.account_id == account_id)
        return any(state not in ENDED for batch_id in theirs for state in roster.states_in(batch_id))

    # An outcome that became unknown is looked up once by itself where the vendor can be asked.

    def _on_changed(self, event: TransfersChanged) -> None:
        for transfer in event.transfers:
            if transfer.state is not State.UNKNOWN:
                self._asked.discard(transfer.id)
            elif transfer.id not in self._asked:
                self._look_up_soon(transfer.id)

    def _look_up_soon(self, transfer_id: str) -> None:
        transfer = self._world.roster.transfers.get(transfer_id)
        if transfer is None or not self.can_look_up(transfer):
            return
        self._asked.add(transfer_id)
        task = asyncio.get_running_loop().create_task(self._look_up(transfer_id), name=transfer_id)
        self._look_ups.add(task)
        task.add_done_callback(self._look_ups.discard)

    async def _look_up(self, transfer_id: str) -> None:
        try:
            await self.look_up(transfer_id)
        except SendoffError as error:
            log.warning("a look-up did not work: %s", error)
