"""What the person does with transfers: with one, with many, with all."""

from __future__ import annotations

from collections.abc import Coroutine, Iterable, Sequence
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Signal

from app.core.errors import SendoffError
from app.core.services.api import Core
from app.core.shelf import Listed
from app.core.text import Text, text
from app.core.transfer import CLOSED, Place, Priority, State
from app.ui.controllers.removing import Removing
from app.ui.models.acts import BY_WORD, NOT_SENT, Act, copy_of, fits
from app.ui.models.groups import Keep
from app.ui.models.queue import QueueModel
from app.ui.spawn import Spawn
from app.ui.text import list_separator, say


class QueueHand(QObject):
    """Does with transfers what is asked.

    Attributes:
        removing: takes them off the list, and brings them back.
        can_look_up: whether a transfer's vendor can be asked about an unknown outcome.
        choice: what the chosen vendor and the words looked for let through; None: everything. Whoever sees only that
            means only that, when doing something with all.

    Signals:
        key_wanted: an account's id whose key is needed.
        copied: text for the clipboard. failed: a Text.
        list_saved: where the list of what did not arrive lies now.
        word_wanted: an act that settles several unclear transfers, and their ids; answer with :meth:`settle`.
    """

    key_wanted = Signal(str)
    copied = Signal(str)
    failed = Signal(object)
    list_saved = Signal(object)
    word_wanted = Signal(object, list)

    def __init__(self, core: Core, spawn: Spawn, model: QueueModel, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._core, self._spawn, self._model = core, spawn, model
        self.removing = Removing(core, spawn, self)
        self.can_look_up = core.uploads.can_look_up
        self.choice: Keep | None = None

    def do(self, act: Act, transfers: Sequence[Listed]) -> None:
        """Do *act* with those of *transfers* that it fits."""
        fitting = [t for t in transfers if fits(act, t)]
        if act is Act.LOOK_UP:
            fitting = [t for t in fitting if self.can_look_up(t.whole())]
        if not fitting:
            return
        if act is Act.COPY:
            self.copied.emit("\n".join(copy_of(t.whole()) for t in fitting))
        elif act is Act.NEW_KEY:
            batch = self._core.uploads.batch(fitting[0].batch_id)
            self.key_wanted.emit(batch.account_id if batch else "")
        else:
            self.do_many(act, [t.id for t in fitting])

    def do_many(self, act: Act, ids: Sequence[str]) -> None:
        """Do *act* with whichever of these it fits; settling several needs the person's word first."""
        if act is Act.REMOVE:
            self.removing.remove(ids)
        elif act in BY_WORD and len(unclear := self._core.uploads.ids_in((State.UNKNOWN,), ids)) > 1:
            self.word_wanted.emit(act, list(unclear))
        else:
            self.settle(act, ids)

    def settle(self, act: Act, ids: Sequence[str]) -> None:
        """Do *act* with whichever of these it fits; the person has given their word."""
        self._spawn(self._guarded(self._act(act, ids)))

    def move(self, ids: Sequence[str], place: Place) -> None:
        """Let whichever of these are still to come have their turn earlier or later."""
        self._spawn(self._guarded(self._core.uploads.move(ids, place)))

    def move_before(self, ids: Sequence[str], before: str) -> None:
        """Put whichever of these are still to come right before another transfer, or at the end of their batch."""
        self._spawn(self._guarded(self._core.uploads.move_before(ids, before)))

    def prioritise(self, ids: Sequence[str], priority: Priority) -> None:
        """Give another priority to whichever of these are still to come."""
        self._spawn(self._guarded(self._core.uploads.prioritise(ids, priority)))

    def stop_after_current(self) -> None:
        """Send what is being sent to its end, and begin nothing new."""
        self._spawn(self._guarded(self._core.uploads.pause(current=False)))

    def save_list(self, target: Path) -> None:
        """Write a list of what did not arrive to *target*: what failed, was cancelled or is unclear."""
        self._spawn(self._guarded(self._save_list(target)))

    def pause_all(self, pause: bool) -> None:
        """Pause everything, or let everything go on."""
        uploads = self._core.uploads
        self._spawn(self._guarded(uploads.pause() if pause else uploads.resume()))

    def retry_all(self) -> None:
        """Send all that failed again."""
        self._spawn(self._guarded(self._retry_all()))

    def clear_ended(self) -> None:
        """Take what ended off the list; the history keeps its receipts."""
        if self.choice is None:
            self.removing.remove()
        else:
            self._spawn(self._guarded(self._clear_of(self.choice)))

    def try_network(self) -> None:
        """Let everything that waits for the network try at once."""
        self._core.uploads.try_network()

    def hurry(self, account_id: str) -> None:
        """Let what goes to an account go on whose vendor asked to wait."""
        self._spawn(self._guarded(self._core.uploads.hurry(account_id)))

    async def _act(self, act: Act, ids: Sequence[str]) -> None:
        uploads = self._core.uploads
        if act is Act.PAUSE:
            await uploads.pause(ids)
        elif act in (Act.RESUME, Act.TRY_NOW):
            await uploads.resume(ids)
        elif act is Act.CANCEL:
            await uploads.cancel(ids)
        elif act is Act.RETRY:
            await uploads.retry(ids)
        else:
            await self._settle(act, ids)

    async def _settle(self, act: Act, ids: Sequence[str]) -> None:
        for transfer_id in ids:
            one = self._model.transfer(transfer_id)
            if one is None or not fits(act, one):
                continue  # of many, some are settled or gone when their turn comes
            if act is Act.LOOK_UP:
                await self._core.uploads.look_up(transfer_id)
            else:
                await self._core.uploads.resolve(transfer_id, arrived=act is Act.ARRIVED)

    async def _retry_all(self) -> None:
        if self.choice is None:
            await self._core.uploads.retry()
        elif ids := await self._fitting((State.FAILED,), self.choice, text("No failed transfer fits this choice.")):
            await self._core.uploads.retry(ids)

    async def _clear_of(self, choice: Keep) -> None:
        if ids := await self._fitting(CLOSED, choice, text("No finished transfer fits this choice.")):
            self.removing.remove(ids)

    async def _fitting(self, states: Iterable[State], choice: Keep, none: Text) -> list[str]:
        found = await self._model.fitting(self._core.uploads.ids_in(states), choice)
        if not found:
            self.failed.emit(none)
        return found

    async def _save_list(self, target: Path) -> None:
        ids = self._core.uploads.ids_in(NOT_SENT)
        if self.choice is not None:
            ids = await self._fitting(
                NOT_SENT, self.choice, text("All that fits this choice was sent, or still will be.")
            )
            if not ids:
                return
        await self._core.uploads.export(ids, target, say, list_separator())
        self.list_saved.emit(target)

    async def _guarded(self, work: Coroutine[Any, Any, None]) -> None:
        try:
            await work
        except SendoffError as error:
            self.failed.emit(error.words)
