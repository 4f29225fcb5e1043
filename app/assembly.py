"""Puts the core together: the one place where network, storage, engine and services meet."""

from __future__ import annotations

import asyncio
import getpass
import logging
from collections.abc import Callable, Sequence
from concurrent.futures import Executor
from contextlib import AsyncExitStack
from dataclasses import dataclass, field

from app import __version__
from app.core.disk_threads import DiskThreads
from app.core.engine.control import Control
from app.core.engine.ports import Clock, SystemClock
from app.core.engine.roster import Roster
from app.core.engine.scheduler import Scheduler
from app.core.engine.world import Limits, World
from app.core.errors import StoreError
from app.core.events import Events, Notice
from app.core.net.late import LateRunner
from app.core.net.options import NetworkOptions, ProxySetting
from app.core.paths import DataPaths, resources, shipped_memory, unusable
from app.core.services.accounts import AccountService
from app.core.services.actions import Actions
from app.core.services.already import AlreadySent
from app.core.services.awake import KeepAwake
from app.core.services.bandwidth import BandwidthService
from app.core.services.digests import Digests
from app.core.services.drafts import Drafts
from app.core.services.examine import Examiner
from app.core.services.network import NetworkService, Reach
from app.core.services.preset_sharing import PresetSharing
from app.core.services.presets import PresetService
from app.core.services.providers import ProviderService
from app.core.services.updates import UpdateService, shipped_source
from app.core.services.uploads import UploadService
from app.core.services.watch_book import WatchBook
from app.core.services.watch_taking import Taking
from app.core.services.watches import WatchService
from app.core.storage.accounts import AccountStore
from app.core.storage.journal import Journal
from app.core.storage.lock import InstanceLock
from app.core.storage.presets import PresetStore
from app.core.storage.read_providers import ReadProviders
from app.core.storage.secrets import KeyStore
from app.core.storage.settings import SettingsStore
from app.core.text import Text, text
from app.core.watch.settling import QUIET

log = logging.getLogger(__name__)
_SMALL_AT_ONCE = 48
"""Small files at once when nobody chose a number. Measured: with replies after 20 ms, more bring no more."""


@dataclass(frozen=True)
class Setup:
    """How to put the core together.

    Attributes:
        proxy: used in place of the person's kept choice.
        working: take the journal's lock and work on it; False only reads it.
        patient: wait for the network for as long as it takes, as a window does.
        clock: the time of day, and how much time passes.
        keys: the keys, also those of a core before this one: a key “for this run only” is the whole program's.
        quiet: seconds in which a file in a watched folder must not change before it is sent.
    """

    paths: DataPaths
    proxy: ProxySetting | None = None
    practice: bool = False
    working: bool = True
    patient: bool = True
    clock: Clock = field(default_factory=SystemClock)
    keys: KeyStore = field(default_factory=KeyStore)
    quiet: float = QUIET


@dataclass
class SendoffCore:
    """The core as a front end sees it, see :class:`app.core.services.api.Core`."""

    events: Events
    providers: ProviderService
    accounts: AccountService
    uploads: UploadService
    presets: PresetService
    sharing: PresetSharing
    watches: WatchService
    preferences: SettingsStore
    bandwidth: BandwidthService
    network: NetworkService
    updates: UpdateService
    practice: bool
    reports: Sequence[Text]
    journal: Journal
    runner: LateRunner
    workers: Executor
    lock: InstanceLock
    scheduler: Scheduler
    awake: KeepAwake

    async def close(self) -> None:
        """End in good order: transfers first, then the network, then what is on disk; each even if one before fails."""
        async with AsyncExitStack() as last:  # what is put on it last comes first
            last.callback(self.lock.release)
            last.callback(self.workers.shutdown, wait=False, cancel_futures=True)
            last.push_async_callback(self.preferences.flush)
            last.push_async_callback(self.journal.close)
            last.push_async_callback(self.runner.aclose)
            last.push_async_callback(self.awake.close)
            last.push_async_callback(self.uploads.stop)
            last.push_async_callback(self.watches.close)
            last.push_async_callback(self.network.close)
            last.push_async_callback(self.updates.close)
            self.bandwidth.close()


class InUse(StoreError):
    """Another Sendoff works on this journal."""

    def __init__(self) -> None:
        super().__init__(
            text("Sendoff is open already with this data. Use that window, or choose another folder with --data.")
        )


@dataclass(frozen=True)
class Stores:
    """What is kept on disk, opened."""

    journal: Journal
    accounts: AccountStore
    settings: SettingsStore
    presets: PresetStore

    @property
    def reports(self) -> list[Text]:
        """What was found damaged."""
        kept = (self.journal, self.accounts, self.settings, self.presets)
        return [store.report for store in kept if store.report is not None]


async def open_core(setup: Setup) -> SendoffCore:
    """A core that is ready to work; :meth:`UploadService.start` takes up the journal.

    Raises:
        InUse: another Sendoff works on the same data.
        StoreError: the journal cannot be opened, or the folder for the data not be used.
    """
    paths = setup.paths.make()
    lock = InstanceLock(paths.root / "sendoff.lock")
    if setup.working and not _acquired(lock, paths):
        raise InUse
    try:
        return await _open(setup, lock)
    except BaseException:
        lock.release()
        raise


def _acquired(lock: InstanceLock, paths: DataPaths) -> bool:
    """Raises: StoreError: the folder takes no lock, as some network drives do not."""
    try:
        return lock.acquire()
    except OSError as error:
        raise unusable(paths.root, error) from error


async def _open(setup: Setup, lock: InstanceLock) -> SendoffCore:
    workers = DiskThreads("sendoff")
    events = Events()
    paths = setup.paths
    memory = ReadProviders(paths.read_providers, shipped_memory())
    providers = ProviderService(resources() / "providers", paths.providers, events, workers, memory)
    loading = asyncio.get_running_loop().run_in_executor(workers, providers.load)
    tell = _teller(events)
    stores = Stores(
        await Journal.open(paths.journal, read_only=not setup.working, on_error=tell),
        AccountStore(paths.accounts),
        SettingsStore(paths.settings, on_error=tell),
        PresetStore(paths.presets),
    )
    await loading
    core = _wire(setup, lock, workers, events, providers, stores)
    core.bandwidth.start()
    await core.network.start()
    return core


def _wire(
    setup: Setup,
    lock: InstanceLock,
    workers: Executor,
    events: Events,
    providers: ProviderService,
    stores: Stores,
) -> SendoffCore:
    keys, clock = setup.keys, setup.clock
    bandwidth = BandwidthService(stores.settings, events, clock)
    runner = LateRunner(NetworkOptions(bandwidth=bandwidth.throttle), workers)
    accounts = AccountService(stores.accounts, keys, providers, runner, clock, events)
    world = World(
        journal=stores.journal,
        runner=runner,
        keys=keys,
        clock=clock,
        events=events,
        workers=workers,
        provider=providers.get,
        account=stores.accounts.get,
        key_rejected=accounts.rejected,
        roster=Roster(account.id for account in stores.accounts.all() if account.rejected),
        limits=_limits(stores.settings, setup.patient),
    )
    scheduler = Scheduler(world)
    control = Control(scheduler)
    examiner = Examiner(workers)
    drafts = Drafts(providers, stores.accounts, examiner, clock, workers, _user())
    actions = Actions(world, scheduler.ledger, runner)
    digests = Digests(workers)
    already, book = AlreadySent(stores.journal, digests, workers), WatchBook(stores.journal, digests, clock)
    uploads = UploadService(scheduler, control, drafts, examiner, providers, actions, already, book)
    stores.settings.watch("at_once", lambda: scheduler.set_limits(_limits(stores.settings, setup.patient)))
    reach = Reach(setup.paths.certificates, lambda: _servers(stores.accounts, providers), scheduler.network_back)
    presets = PresetService(stores.presets, providers, workers)
    network = NetworkService(stores.settings, keys, runner, events, reach, setup.proxy)
    providers.connect(stores.accounts, keys, runner, clock, world.away.heard)
    accounts.connect(uploads.key_changed, uploads.in_use, world.away.heard)
    return SendoffCore(
        events=events,
        providers=providers,
        accounts=accounts,
        uploads=uploads,
        presets=presets,
        sharing=PresetSharing(presets, providers),
        watches=_watches(setup, stores, scheduler, Taking(providers, presets, accounts, uploads, book)),
        preferences=stores.settings,
        bandwidth=bandwidth,
        network=network,
        updates=_updates(setup, stores.settings, runner, events),
        practice=setup.practice,
        reports=[*stores.reports, *([bandwidth.report] if bandwidth.report else ()), *providers.problems()],
        journal=stores.journal,
        runner=runner,
        workers=workers,
        lock=lock,
        scheduler=scheduler,
        awake=KeepAwake(events, stores.settings),
    )


def _watches(setup: Setup, stores: Stores, scheduler: Scheduler, taking: Taking) -> WatchService:
    watches = WatchService(taking, scheduler, quiet=setup.quiet)
    stores.presets.listen(watches.follow_presets)
    return watches


def _user() -> str:
    """Who is signed in to this computer; empty where nobody knows (a container without accounts)."""
    try:
        return getpass.getuser()
    except (OSError, KeyError):  # Python 3.13, and those before
        return ""


def _updates(setup: Setup, settings: SettingsStore, runner: LateRunner, events: Events) -> UpdateService:
    return UpdateService(
        settings,
        runner,
        events,
        setup.clock,
        shipped=shipped_source(resources() / "updates.json"),
        version=__version__,
        possible=not setup.practice,
    )


def _teller(events: Events) -> Callable[[StoreError], None]:
    def tell(error: StoreError) -> None:
        """Log what the disk did not take, and say it in the window."""
        log.error("%s", error)
        events.publish(Notice("journal", error.words))

    return tell


def _servers(accounts: AccountStore, providers: ProviderService) -> list[str]:
    """The base addresses that the person uses; those of all vendors when there is no account yet."""
    used = [account.server for account in accounts.all()]
    return used or [provider.flow.server.choices[0][0] for provider in providers.all()]


def _limits(settings: SettingsStore, patient: bool) -> Limits:
    tries = {} if patient else {"most_network_tries": 5}
    wished = settings.get("at_once", 0)
    if isinstance(wished, int) and 1 <= wished <= 64:
        return Limits(at_once=wished, **tries)
    return Limits(small_at_once=_SMALL_AT_ONCE, **tries)
