"""From a draft to transfers: every check before sending, the words on the button, and the making of a batch."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence
from concurrent.futures import Executor
from dataclasses import dataclass
from datetime import date
from functools import partial
from pathlib import Path
from types import MappingProxyType

from app.core.engine.ports import Clock
from app.core.flow.actions import Part, Scope
from app.core.flow.texts import cost_text
from app.core.identity import place
from app.core.ids import ids
from app.core.json_types import Json
from app.core.long_lived import long_lived
from app.core.providers.model import Mode, Provider
from app.core.providers.rules import most_files
from app.core.schema.model import FieldError, Form
from app.core.schema.placeholders import Facts
from app.core.schema.validate import check_values
from app.core.schema.values import with_defaults
from app.core.services.columns import chosen_column
from app.core.services.examine import Examiner, Wishes
from app.core.services.filling import Filling, fill_in
from app.core.services.model import Check, Draft, Grade, Verdict
from app.core.services.providers import ProviderService
from app.core.services.tally import Tally, tally
from app.core.sources import SourceFile
from app.core.storage.accounts import AccountStore
from app.core.text import Text, text
from app.core.transfer import Batch, Transfer


@dataclass(frozen=True, slots=True)
class Ready:
    """A checked draft with everything that a batch is made of."""

    check: Check
    provider: Provider
    filling: Filling
    mode: str
    sources: tuple[SourceFile, ...]


@dataclass(frozen=True, slots=True)
class Asked:
    """What is compared with what was sent before: the files that would go, and where to.

    Attributes:
        place: as :func:`app.core.identity.place` gives it.
        extras: by path, values of that file alone, for those that have any.
    """

    account_id: str
    place: str
    files: Sequence[SourceFile]
    extras: Mapping[Path, Mapping[str, Json]]


@dataclass(frozen=True, slots=True)
class _Counted:
    """The last count of known files, in which nothing was found changed."""

    provider: Provider
    known: Sequence[Verdict]
    wishes: Wishes
    tally: Tally

    def is_of(self, provider: Provider, draft: Draft, wishes: Wishes) -> bool:
        """Whether it is the count of these files: the very same list, looked at with the same wishes."""
        return draft.known is self.known and provider is self.provider and wishes == self.wishes


class Drafts:
    """Checks drafts; sends nothing. What takes time with 100,000 files is done in a worker thread."""

    def __init__(
        self,
        providers: ProviderService,
        accounts: AccountStore,
        examiner: Examiner,
        clock: Clock,
        workers: Executor,
        user: str = "",
    ) -> None:
        self._providers = providers
        self._accounts = accounts
        self._examiner = examiner
        self._clock = clock
        self._workers = workers
        self._user = user
        self._last: _Counted | None = None

    async def check(self, draft: Draft, *, sure: bool = False) -> Ready:
        """All checks of a draft.

        Args:
            sure: look at known files again that changed since they were looked at.

        Raises:
            InputError: there is no such provider.
        """
        provider = self._providers.get(draft.provider_id)
        mode = mode_of(provider, draft.mode)
        filling = self._filling(provider, draft, mode)
        column = chosen_column(self._form(provider, mode).fields, draft.values)
        counted = await self._count(provider, draft, Wishes(draft.names, column, draft.wishes, self.facts()), sure)
        good = counted.good
        errors = await self._errors(provider, draft, mode, filling, good)
        problems = self._problems(draft, provider, mode, good)
        cost = None
        if good and not errors:
            scope = self._scope(provider, draft, filling.sample(good[0]), mode, good[:1])
            cost = cost_text(scope, counted.rows, counted.valid)
        check = Check(
            verdicts=counted.verdicts,
            errors=errors,
            problems=problems,
            cost=cost,
            sendable=len(good),
            left_out=len(counted.verdicts) - len(good),
            button=_button(len(good), counted.rows, cost is not None),
            changed=counted.changed,
            columns=counted.columns,
            sent_as=filling.shown(good),
        )
        return Ready(check, provider, filling, mode.id if mode else "", good)

    def facts(self) -> Facts:
        """What placeholders stand for now, as long as no file is known."""
        return Facts(date.fromtimestamp(self._clock.now()), self._user)

    async def asked(self, draft: Draft, check: Check) -> Asked:
        """The files that would go, from a draft and what its check came to. Raises: InputError: no such provider."""
        provider = self._providers.get(draft.provider_id)
        mode = mode_of(provider, draft.mode)
        filling = self._filling(provider, draft, mode)
        where = place(draft.account_id, filling.open_values)
        work = partial(_asked, draft, check, filling, where, together=bool(mode and mode.many))
        return await asyncio.get_running_loop().run_in_executor(self._workers, work)

    async def make(self, ready: Ready, draft: Draft, position: float) -> tuple[Batch, list[Transfer]]:
        """A batch and its transfers, not journaled yet; *position* is that of the first one."""
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(self._workers, self._make, ready, draft, position)

    def _form(self, provider: Provider, mode: Mode | None) -> Form:
        return self._providers.form(provider.id, mode.id if mode else "")

    def _filling(self, provider: Provider, draft: Draft, mode: Mode | None) -> Filling:
        form = self._form(provider, mode)
        return fill_in(provider, form, mode, with_defaults(form, draft.values), self.facts())

    async def _errors(
        self, provider: Provider, draft: Draft, mode: Mode | None, filling: Filling, good: Sequence[SourceFile]
    ) -> tuple[FieldError, ...]:
        """What is wrong with the values, as they will be sent."""
        form = self._form(provider, mode)
        later = {field.key for field in filling.by_file}
        found = [e for e in check_values(form, filling.values) if e.key not in later]
        missing = {error.key for error in found}
        found += [
            FieldError(key, ASKED)
            for key in draft.ask
            if key not in missing and draft.values.get(key) in (None, "", [])
        ]
        found += filling.refused
        if later and not filling.refused:
            loop = asyncio.get_running_loop()
            found += await loop.run_in_executor(self._workers, lambda: list(filling.errors(good)))
        return tuple(found)

    async def _count(self, provider: Provider, draft: Draft, wishes: Wishes, sure: bool) -> Tally:
        """The files of a draft, counted; while only the form is filled in, nothing is counted twice."""
        last = self._last
        if last is not None and not sure and last.is_of(provider, draft, wishes):
            return last.tally
        known = draft.known
        if known:
            verdicts = await self._examiner.again(provider, known, wishes, sure=sure)
        else:
            verdicts = await self._examiner.all(provider, draft.paths, wishes)
        count = partial(tally, provider, verdicts, known)
        counted = await asyncio.get_running_loop().run_in_executor(self._workers, count)
        self._last = _Counted(provider, known, wishes, counted) if known and not counted.changed else None
        return counted

    def _make(self, ready: Ready, draft: Draft, position: float) -> tuple[Batch, list[Transfer]]:
        now = self._clock.now()
        new = ids(now)
        batch = Batch(
            id=next(new),
            provider_id=ready.provider.id,
            account_id=draft.account_id,
            values=ready.filling.values,
            mode=ready.mode,
            created_at=now,
            confirmed=ready.check.cost is not None,
            hidden=tuple(sorted(ready.filling.hidden & set(ready.filling.values))),
            unsaid=ready.filling.unsaid,
            preset=draft.origin.preset if draft.origin else "",
        )
        mode = mode_of(ready.provider, ready.mode)
        groups = iter([ready.sources]) if mode and mode.many else ((source,) for source in ready.sources)
        transfers = [
            Transfer(
                id=next(new),
                batch_id=batch.id,
                files=files,
                position=position + n,
                created_at=now,
                total=sum(file.size for file in files),
                extra=_extra(files, draft.companions, ready.filling),
            )
            for n, files in enumerate(long_lived(groups))
        ]
        return batch, transfers

    def _scope(
        self,
        provider: Provider,
        draft: Draft,
        values: Mapping[str, Json],
        mode: Mode | None,
        files: tuple[SourceFile, ...],
    ) -> Scope:
        account = self._accounts.get(draft.account_id)
        server = account.server if account else ""
        return Scope(
            provider=provider,
            server=server,
            part=Part.FILES,
            values=values,
            now=self._clock.now,
            mode=mode.id if mode else "",
            files=files,
        )

    def _problems(
        self, draft: Draft, provider: Provider, mode: Mode | None, good: Sequence[SourceFile]
    ) -> tuple[Text, ...]:
        problems = []
        account = self._accounts.get(draft.account_id)
        if account is None or account.provider_id != provider.id:
            problems.append(text("Choose a {vendor} account, or add one.", vendor=provider.name))
        elif account.rejected:
            problems.append(text("{vendor} did not accept this account's key. Enter a new one.", vendor=provider.name))
        most = mode.max_count if mode and mode.many else None
        if mode and mode.many:
            too_many = most_files(provider.flow.files, most, [file.sent_name for file in good])
            if too_many is not None:
                problems.append(too_many)
        return tuple(problems)


NOTHING: Mapping[str, Json] = MappingProxyType({})
"""No values of a file alone, one object for all."""


def mode_of(provider: Provider, mode_id: str) -> Mode | None:
    """The chosen mode, the first one when none is chosen, None where the provider has no modes."""
    modes = provider.flow.modes
    return next((mode for mode in modes if mode.id == mode_id), modes[0] if modes else None)


def _asked(draft: Draft, check: Check, filling: Filling, where: str, *, together: bool) -> Asked:
    files = [v.source for v in check.verdicts if v.source is not None and v.grade is not Grade.ERROR]
    extras: dict[Path, Mapping[str, Json]] = {}
    own = bool(draft.companions or filling.by_file)
    for group in [files] if together else [(file,) for file in files] if own else []:
        if extra := _extra(group, draft.companions, filling):
            extras.update((file.path, extra) for file in group)
    return Asked(draft.account_id, where, files, extras)


def _extra(files: Sequence[SourceFile], companions: Mapping[Path, Json], filling: Filling) -> Mapping[str, Json]:
    """The values of these files alone."""
    if not companions and not filling.by_file:
        return NOTHING
    found = filling.of_file(files[0]) if files else {}
    written = next((file for file in files if file.path in companions), None)
    if written is not None:
        found["companion"] = filling.written(written, companions[written.path])
    return found or NOTHING


ASKED = text("This is asked for each time. Fill it in.")


def _button(files: int, rows: int, costs: bool) -> Text:
    if not files:
        return text("Send")
    if costs and rows:
        return text("Send {n:count} row…|Send {n:count} rows…", n=rows)
    return text("Send {n:count} file|Send {n:count} files", n=files)
