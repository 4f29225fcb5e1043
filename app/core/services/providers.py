"""The vendors: loading them, their forms, and live choices for their fields."""

from __future__ import annotations

import asyncio
import tempfile
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import Executor
from pathlib import Path

from app.core.engine.errand import Errand
from app.core.engine.ports import Clock, Keys, Runner
from app.core.errors import InputError, ProviderError
from app.core.events import Events, ProvidersChanged
from app.core.flow.actions import Part, Scope
from app.core.flow.choices import live_choices
from app.core.providers.files import ProviderFiles, read_files
from app.core.providers.forms import provider_form
from app.core.providers.load import load_all, load_provider
from app.core.providers.model import Provider
from app.core.schema.model import Choice, Form, Values
from app.core.schema.request import Request
from app.core.services.provider_bundle import pack
from app.core.services.provider_snapshot import Snapshot, snapshot
from app.core.storage.accounts import AccountStore
from app.core.storage.atomic import write_atomic
from app.core.storage.read_providers import ReadProviders
from app.core.text import Text, text


class ProviderService:
    """Every usable provider by id, with its forms.

    Args:
        shipped, added: folders that hold provider folders; the second is the person's own.
        memory: what is remembered of them; without one, every folder is read anew.
    """

    def __init__(
        self,
        shipped: Path,
        added: Path,
        events: Events,
        workers: Executor | None,
        memory: ReadProviders | None = None,
    ) -> None:
        self._shipped = shipped
        self._added = added
        self._events = events
        self._workers = workers
        self._memory = memory
        self._providers: dict[str, Provider] = {}
        self._problems: tuple[Text, ...] = ()
        self._forms: dict[tuple[str, str], Form] = {}
        self._errands: tuple[AccountStore, Keys, Runner, Clock, Callable[[Request], None]] | None = None

    def load(self) -> None:
        """Read every folder; call it off the loop's thread. What cannot be used is kept in words."""
        providers, self._problems = load_all((self._shipped, self._added), self._read)
        if self._memory is not None:
            self._memory.forget_the_rest()
        self._providers = {provider.id: provider for provider in providers}

    def _read(self, folder: Path) -> ProviderFiles:
        return read_files(folder) if self._memory is None else self._memory.read(folder)

    def connect(
        self, accounts: AccountStore, keys: Keys, runner: Runner, clock: Clock, heard: Callable[[Request], None]
    ) -> None:
        """Know what live choices need; *heard* is told of each request that a vendor answered."""
        self._errands = (accounts, keys, runner, clock, heard)

    def all(self) -> Sequence[Provider]:
        """Every usable provider, shipped ones first."""
        return tuple(self._providers.values())

    def get(self, provider_id: str) -> Provider:
        """The provider with this id.

        Raises:
            InputError: there is none.
        """
        try:
            return self._providers[provider_id]
        except KeyError:
            known = ", ".join(self._providers)
            words = text("There is no vendor “{id}”. Known are: {known}.", id=provider_id, known=known)
            raise InputError(words) from None

    def problems(self) -> Sequence[Text]:
        """What is wrong with provider folders that could not be loaded."""
        return self._problems

    def form(self, provider_id: str, mode: str = "") -> Form:
        """The form for a provider's flow in a mode."""
        key = (provider_id, mode)
        if key not in self._forms:
            self._forms[key] = provider_form(self.get(provider_id), mode)
        return self._forms[key]

    async def choices(self, provider_id: str, account_id: str, key: str, values: Values) -> Sequence[Choice]:
        """Live choices of a field.

        Raises:
            SendoffError: they cannot be had; the person types instead.
        """
        provider = self.get(provider_id)
        field = self.form(provider_id).field(key)
        if field is None or field.source is None or "call" not in field.source or self._errands is None:
            return ()
        accounts, keys, runner, clock, heard = self._errands
        account = accounts.get(account_id)
        if account is None:
            raise InputError(text("Choose an account first."))
        secret = await keys.get(account_id)
        scope = Scope(provider=provider, server=account.server, part=Part.FILES, values=values, now=clock.now)
        return await Errand(runner, account.server, secret, heard).run(live_choices(scope, field))

    async def look(self, place: Path) -> Snapshot:
        """Read a provider folder, a vendor's file, or an OpenAPI document, without keeping it.

        Raises:
            ProviderError: it is not right; the words say where and what was expected.
        """
        return await asyncio.get_running_loop().run_in_executor(self._workers, snapshot, place)

    def replaced_by(self, provider: Provider) -> Text | None:
        """What becomes of a vendor that the person added, should *provider* be added; None where nothing does."""
        known = self._providers.get(provider.id)
        if known is None or known.shipped:  # those that came with Sendoff cannot be replaced
            return None
        return text("It takes the place of {name}, which you added before. Accounts of {name} will be used with it.",
                    name=known.name)  # fmt: skip

    async def add(self, found: Snapshot) -> Provider:
        """Keep what was looked at, byte by byte as it was then.

        Raises:
            ProviderError: one that came with Sendoff would be replaced, or it cannot be kept.
        """
        provider = await asyncio.get_running_loop().run_in_executor(self._workers, self._keep, found)
        self._providers[provider.id] = provider
        self._forms = {key: form for key, form in self._forms.items() if key[0] != provider.id}
        self._events.publish(ProvidersChanged(provider.id))
        return provider

    async def share(self, provider_id: str, target: Path) -> Text:
        """Write a vendor that the person added as one file for others; words on how that went.

        Raises:
            InputError: there is none of that id, or it came with Sendoff, which everybody else has too.
            ProviderError, StoreError: its folder cannot be read, or the file not be written.
        """
        provider = self.get(provider_id)
        if provider.shipped:
            raise InputError(text("{name} comes with Sendoff: others have it already.", name=provider.name))
        folder = self._added / provider.folder
        await asyncio.get_running_loop().run_in_executor(self._workers, _write_bundle, folder, target)
        return text("{name} is saved as “{file}”. No account and no key is in it.", name=provider.name,
                    file=target.name)  # fmt: skip

    def _keep(self, found: Snapshot) -> Provider:
        provider_id = found.provider.id
        known = self._providers.get(provider_id)
        if known is not None and known.shipped:
            words = text("There is a vendor “{id}” already, and it came with Sendoff.", id=provider_id)
            raise ProviderError(words)
        target = self._added / provider_id
        try:
            _replace(target, found.files)
        except OSError as error:
            words = text("The vendor could not be kept: {reason}.", reason=error.strerror or str(error))
            raise ProviderError(words) from error
        return load_provider(target, shipped=False, read=self._read)


def _write_bundle(folder: Path, target: Path) -> None:
    try:
        content = pack(folder)
    except OSError as error:
        words = text("“{name}” cannot be read: {reason}.", name=folder.name, reason=error.strerror or str(error))
        raise ProviderError(words) from error
    write_atomic(target, content)


def _replace(target: Path, files: Mapping[str, bytes]) -> None:
    """Have a folder of *files* at *target*; what was there goes only once the new one is whole. Raises: OSError."""
    target.parent.mkdir(parents=True, exist_ok=True)
    # One level deeper than where providers are looked for, so that a half copy is never taken for one.
    with tempfile.TemporaryDirectory(dir=target.parent) as aside:
        new, old = Path(aside) / "new", Path(aside) / "old"
        new.mkdir()
        for name, content in files.items():
            (new / name).write_bytes(content)
        if target.exists():
            target.rename(old)
        try:
            new.rename(target)
        except OSError:
            if old.exists():
                old.rename(target)
            raise
