"""Does what another copy of Sendoff asks the open window for: show files, or send them."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from app.core.copies import replace
from app.core.errors import SendoffError
from app.core.services.api import Core
from app.core.services.handover import Answer, Send, Show
from app.core.services.model import Draft
from app.core.services.recollection import Repeats, Undecided
from app.core.text import text
from app.ui.desktop.reception import Reception, Visitor
from app.ui.spawn import Spawn


class Guests(QObject):
    """Connects the reception with the window.

    Signals:
        came: a :class:`Show`: files for the Send page, a preset, the token with which the window may come forward.
    """

    came = Signal(object)

    def __init__(self, core: Core, spawn: Spawn, address: str, parent: QObject) -> None:
        super().__init__(parent)
        self._core, self._spawn = core, spawn
        self._reception = Reception(address, self)
        self._reception.asked.connect(self._on_asked)
        self._reception.listen()

    def close(self) -> None:
        """Let no one in any more."""
        self._reception.close()

    def _on_asked(self, wish: Show | Send, visitor: Visitor) -> None:
        if isinstance(wish, Show):
            self.came.emit(wish)
            visitor.answer(Answer(True))
        else:
            self._spawn(self._send(wish, visitor))

    async def _send(self, wish: Send, visitor: Visitor) -> None:
        visitor.answer(await self.sent(wish))

    async def sent(self, wish: Send) -> Answer:
        """Send it after all checks; what came of it."""
        try:
            check = await self._core.uploads.check(wish.draft)
            known = await self._core.uploads.sent_before(wish.draft, check)
            if known.found and wish.repeats is Repeats.SKIP:
                paths = tuple(one.path for one in check.verdicts if one.path not in known.paths)
                return await self._sent(replace(wish.draft, paths=paths), wish.cost_agreed)
            again = known.keys if wish.repeats is Repeats.AGAIN else frozenset[str]()
            return await self._sent(replace(wish.draft, again=again), wish.cost_agreed)
        except Undecided as error:
            return Answer(False, error.known.words, undecided=True)
        except SendoffError as error:
            return Answer(False, error.words)

    async def _sent(self, draft: Draft, cost_agreed: bool) -> Answer:
        check = await self._core.uploads.check(draft)
        if not check.verdicts:
            return Answer(True, text("All of it was sent before. Nothing was sent."))
        if check.ready and check.cost is not None and not cost_agreed:
            return Answer(False, text("{cost} Add --yes to agree to it.", cost=check.cost), unagreed=True)
        batch = await self._core.uploads.submit(draft, cost_agreed=cost_agreed)
        left = text("{n:count} file left out|{n:count} files left out", n=check.left_out) if check.left_out else None
        return Answer(True, left, batch.id)
