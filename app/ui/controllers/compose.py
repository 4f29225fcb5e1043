"""What is on the Send page as data, from the first file to the press of Send; knows no widget."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from pathlib import Path

from PySide6.QtCore import QObject, QTimer, Signal

from app.core.errors import SendoffError
from app.core.json_types import Json
from app.core.natural import in_order
from app.core.preset import NO_PRESET, Preset
from app.core.schema.model import FieldError, Form
from app.core.services.api import Core
from app.core.services.model import Check, Draft, Verdict
from app.core.services.recollection import Undecided
from app.ui.controllers.letting_go import free
from app.ui.controllers.recall import Recall
from app.ui.controllers.searching import Searching
from app.ui.models.files import FileListModel
from app.ui.spawn import Spawn

SETTLE = 150
"""Milliseconds without a change after which a draft is checked."""


class Compose(QObject):
    """Keeps a draft, has it checked whenever it changed, and submits it.

    Signals:
        form_changed: another :class:`Form`, empty of values. values_set: values to show in it.
        errors_changed: field errors to show. focus_wanted: the key of the first wrong field.
        checked: the latest :class:`Check`, None while there is nothing to check.
        busy_changed: the draft is being submitted. searching_changed: folders are being walked.
        cost_asked: words and the button's; answer with :meth:`agree`. submitted: the :class:`Batch`. failed: a Text.
    """

    form_changed = Signal(object)
    values_set = Signal(dict)
    errors_changed = Signal(list)
    focus_wanted = Signal(str)
    checked = Signal(object)
    busy_changed = Signal(bool)
    searching_changed = Signal(bool)
    cost_asked = Signal(object, object)
    submitted = Signal(object)
    failed = Signal(object)

    def __init__(self, core: Core, spawn: Spawn, files: FileListModel, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._core, self._spawn, self.files = core, spawn, files
        self.provider_id, self.account_id, self.mode = "", "", ""
        self.preset: Preset | None = None
        self.form = Form(())
        self.values: dict[str, Json] = {}
        self.waiting: list[Path] = []
        self._gone: list[Verdict] = []
        self._typed_wrong: list[FieldError] = []
        self._tried, self._busy, self._checking = False, False, False
        self._round = 0  # counts checks: only the latest is shown
        self._asked: tuple[object, ...] = ()  # about which cost: it may be another one by the time of the answer
        self._timer = QTimer(self, singleShot=True, interval=SETTLE)
        self._timer.timeout.connect(self._check_now)
        self.searching = Searching(core, spawn, self)
        self.searching.found.connect(files.put)
        self.searching.ended.connect(self.check_soon)
        self.searching.failed.connect(self.failed)
        self.searching.changed.connect(self.searching_changed)
        self.recall = Recall(core, spawn, self)
        self.recall.known.connect(files.mark)
        self.recall.failed.connect(self.failed)
        files.renamed.connect(self.rename)

    # ── where to ──────────────────────────────────────────────────────────────────────────────────────

    def choose_provider(self, provider_id: str) -> None:
        """Send to another vendor; the files stay and are looked at with its eyes."""
        if provider_id == self.provider_id and self.preset is None:
            return
        self.provider_id, self.preset = provider_id, None
        modes = self._core.providers.get(provider_id).flow.modes
        self._use_form(modes[0].id if modes else "", {})
        self._look_again()

    def choose_account(self, account_id: str) -> None:
        """Send with this account; empty: there is none."""
        self.account_id = account_id
        self.check_soon()

    def choose_mode(self, mode: str) -> None:
        """Send several files in this way; what is filled in stays where the form still asks for it."""
        if mode != self.mode:
            self._use_form(mode, self.values)
            self.check_soon()

    def load(self, preset: Preset, account_id: str) -> None:
        """Fill everything but the files in, from a preset."""
        other = preset.provider_id != self.provider_id or preset.files != self._used.files
        self.provider_id, self.account_id = preset.provider_id, account_id
        self.preset = preset
        modes = [m.id for m in self._core.providers.get(preset.provider_id).flow.modes]
        self._use_form(preset.mode if preset.mode in modes else next(iter(modes), ""), preset.values)
        if other:
            self._look_again()
        self.check_soon()

    # ── which files ───────────────────────────────────────────────────────────────────────────────────

    def add_paths(self, paths: Sequence[Path]) -> None:
        """Look at files and folders and put them on the list, sorted: desktops name the one that was held first."""
        if paths and self.provider_id:
            self.searching.look(in_order(paths), self._eyes())
        elif paths:
            self.waiting.extend(in_order(paths))
            self.checked.emit(None)

    def remove_rows(self, rows: Sequence[int]) -> None:
        """Take files off the list."""
        self._remove(self.files.paths_at(rows))

    def clear_files(self) -> None:
        """Take all files off the list."""
        self.searching.forget()
        self._let_go()
        self.recall.forget()
        self.check_soon()

    def leave_out_sent(self) -> None:
        """Take off the list what was sent before."""
        self._remove(self.recall.paths)

    def send_again(self) -> None:
        """Keep what was sent before on the list, and send it with the rest."""
        self.recall.send_again()
        self.check_soon()

    def rename(self, path: Path, name: str) -> None:
        """Send a file under another name."""
        self.files.rename(path, name)
        self.check_soon()

    # ── what the vendor needs to know ─────────────────────────────────────────────────────────────────

    def set_values(self, values: Mapping[str, Json], wrong: Sequence[FieldError] = ()) -> None:
        """The form was filled in so far; *wrong*: what was typed but is no value."""
        self.values, self._typed_wrong = dict(values), list(wrong)
        self.check_soon()

    # ── sending ───────────────────────────────────────────────────────────────────────────────────────

    def send(self) -> None:
        """Check once more and submit; ask first where it costs. Not before every file of what was dropped is known."""
        if self.provider_id and not self.searching.is_going:
            self._tried = True
            self._send_once(agreed=())

    def agree(self) -> None:
        """The cost was agreed to, as it was asked."""
        self._send_once(agreed=self._asked)

    def draft(self) -> Draft:
        """Everything as it is now."""
        return Draft(
            self.provider_id,
            self.account_id,
            self.files.paths,
            dict(self.values),
            self.mode,
            self.files.names,
            known=self.files.verdicts,
            again=self.recall.again,
            ask=self._used.ask,
            wishes=self._used.files,
            origin=self._used.origin,
        )

    @property
    def _used(self) -> Preset:
        return self.preset or NO_PRESET

    def check_soon(self) -> None:
        """Something changed: of the draft, or outside it such as a key."""
        self._round += 1
        self._timer.start()

    # ── inside ────────────────────────────────────────────────────────────────────────────────────────

    def _use_form(self, mode: str, values: Mapping[str, Json]) -> None:
        self.mode, self._tried, self._typed_wrong = mode, False, []
        self.form = self._core.providers.form(self.provider_id, mode).asking(self._used.ask)
        known = {field.key for field in self.form.fields}
        self.values = {key: value for key, value in values.items() if key in known}
        self.form_changed.emit(self.form)
        self.values_set.emit(dict(self.values))

    def _look_again(self) -> None:
        paths = [*self.files.paths, *self.waiting]
        self.waiting.clear()
        self._let_go()
        self.searching.look_again(paths, self._eyes())
        self.check_soon()

    def _eyes(self) -> Draft:
        return Draft(self.provider_id, self.account_id, (), self.values, self.mode, wishes=self._used.files)

    def _remove(self, paths: Collection[Path]) -> None:
        self.searching.leave_out(paths)
        self.files.remove(paths)
        self.check_soon()

    def _let_go(self) -> None:
        # Until the next check is through, others hold the verdicts too; then they are freed, see there.
        self._gone.extend(self.files.clear())

    def _check_now(self) -> None:
        if self._checking:
            self._timer.start()  # one after another: of many files, a check takes a while
        elif self.provider_id and not self._busy:
            self._spawn(self._check_only(self._round))

    async def _check_only(self, number: int) -> None:
        self._checking = True
        try:
            check = await self._check(number)
            if check is not None:
                self.recall.look_soon(self.draft(), check)
        finally:
            self._checking = False

    async def _check(self, number: int, *, sure: bool = False) -> Check | None:
        try:
            check = await self._core.uploads.check(self.draft(), sure=sure)
        except SendoffError as error:
            self.failed.emit(error.words)
            return None
        if number != self._round:
            return None  # it changed meanwhile; the next check is under way
        self.files.put(check.changed)
        self.errors_changed.emit(self._shown_errors(check))
        self.checked.emit(check)
        if self._gone:
            gone, self._gone = self._gone, []
            self._spawn(free(gone))
        return check

    def _shown_errors(self, check: Check) -> list[FieldError]:
        # Before the first press of Send, a field that nobody has touched is not called wrong.
        wrong = {error.key for error in self._typed_wrong}
        said = [e for e in check.errors if (self._tried or e.key in self.values) and e.key not in wrong]
        return [*self._typed_wrong, *said]

    def _send_once(self, *, agreed: tuple[object, ...]) -> None:
        if not self._busy:
            self._set_busy(True)  # now, and not when the task begins: a button may be pressed twice before that
            self._timer.stop()
            self._spawn(self._send(agreed=agreed))

    async def _send(self, *, agreed: tuple[object, ...]) -> None:
        try:
            left_out = self.files.left_out
            check = await self._check(self._round, sure=True)
            if check is None or self.files.left_out > left_out:
                self.check_soon()  # a file went away or changed: the person sees that first, and presses again
            elif self._typed_wrong or not check.ready:
                first = next(iter(self._shown_errors(check)), None)
                if first is not None:
                    self.focus_wanted.emit(first.key)
            elif await self.recall.asks(self.draft(), check):
                pass  # the page asks
            elif check.cost is not None and agreed != (check.cost, check.button):
                self._asked = check.cost, check.button
                self.cost_asked.emit(*self._asked)
            else:
                await self._submit(cost_agreed=check.cost is not None)
        except Undecided as error:
            self.recall.ask(error.known)
        except SendoffError as error:
            self.failed.emit(error.words)
        finally:
            self._set_busy(False)

    async def _submit(self, *, cost_agreed: bool) -> None:
        draft = self.draft()
        batch = await self._core.uploads.submit(draft, cost_agreed=cost_agreed)
        self._tried = False
        if self.files.paths is draft.paths:
            self._let_go()
        else:
            self.files.remove(draft.paths)  # what came while it was sent off stays, for the next time
        self.recall.forget()
        if self._used.ask:  # each time means the next time too
            self.values = {key: value for key, value in self.values.items() if key not in self._used.ask}
            self.values_set.emit(dict(self.values))
        self.submitted.emit(batch)
        self.check_soon()

    def _set_busy(self, busy: bool) -> None:
        self._busy = busy
        self.busy_changed.emit(busy)
