"""A core in memory with the real vendors and the real checks but no network: for pictures of the window and tests."""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
from pathlib import Path

from app.core.copies import replace
from app.core.events import AccountsChanged, Events, Progressed
from app.core.flow.actions import KeyTestEnd, KeyVerdict
from app.core.paths import resources
from app.core.preset import Preset
from app.core.providers.model import Provider
from app.core.schema.model import Choice, Form, Values
from app.core.services.bandwidth_plan import Plan
from app.core.services.model import AccountView, KeyState, KeyStoreView
from app.core.services.preset_sharing import PresetSharing
from app.core.services.presets import PresetService
from app.core.services.provider_snapshot import Snapshot
from app.core.services.providers import ProviderService
from app.core.services.updates import Source
from app.core.text import Text, text
from app.ui import sample_data
from app.ui.sample_bandwidth import SAMPLE, SampleBandwidth
from app.ui.sample_network import SampleNetwork
from app.ui.sample_updates import SAMPLE as SAMPLE_SOURCE
from app.ui.sample_updates import SampleUpdates
from app.ui.sample_uploads import SampleUploads
from app.ui.sample_watches import SampleWatches

GOOD_KEY = "a-good-key"


class SampleProviders:
    """The vendors as they ship; live choices are invented."""

    def __init__(self, events: Events) -> None:
        self.real = ProviderService(resources() / "providers", Path("/nowhere"), events, None)
        self.real.load()

    def all(self) -> Sequence[Provider]:
        """Every shipped vendor."""
        return self.real.all()

    def get(self, provider_id: str) -> Provider:
        """One vendor. Raises: InputError: there is none."""
        return self.real.get(provider_id)

    def problems(self) -> Sequence[Text]:
        """None."""
        return self.real.problems()

    def form(self, provider_id: str, mode: str = "") -> Form:
        """The real form."""
        return self.real.form(provider_id, mode)

    async def choices(self, provider_id: str, account_id: str, key: str, values: Values) -> Sequence[Choice]:  # noqa: ARG002
        """Two invented entries."""
        return (Choice("default", "default"), Choice("legal-archive", "legal-archive"))

    async def look(self, place: Path) -> Snapshot:  # noqa: ARG002
        """The first vendor, whatever is asked."""
        return Snapshot(self.all()[0], {})

    def replaced_by(self, provider: Provider) -> Text | None:  # noqa: ARG002
        """Nothing is."""
        return None

    async def add(self, found: Snapshot) -> Provider:
        """It was there all the time."""
        return found.provider

    async def share(self, provider_id: str, target: Path) -> Text:
        """Nothing is written."""
        return text("{name} is saved as “{file}”. No account and no key is in it.", name=provider_id, file=target.name)


class SampleAccounts:
    """Accounts in memory; only :data:`GOOD_KEY` works."""

    def __init__(self, events: Events) -> None:
        self._events = events
        self.views: dict[str, AccountView] = {}

    def all(self) -> Sequence[AccountView]:
        """Every account."""
        return list(self.views.values())

    def of(self, provider_id: str) -> Sequence[AccountView]:
        """The accounts of a vendor."""
        return [view for view in self.views.values() if view.provider_id == provider_id]

    def get(self, account_id: str) -> AccountView | None:
        """One account."""
        return self.views.get(account_id)

    async def key_store(self) -> KeyStoreView:
        """It can be used."""
        return KeyStoreView(True, text("The key is kept in your computer's password store."))

    async def test(self, provider_id: str, server: str, key: str, values: Values) -> KeyTestEnd:  # noqa: ARG002
        """Whether it is the good key."""
        if key == GOOD_KEY:
            return KeyTestEnd(KeyVerdict.WORKS, text("The key works."))
        return KeyTestEnd(KeyVerdict.REJECTED, text("This key was not accepted. Nothing was sent."))

    async def add(
        self,
        provider_id: str,
        name: str,
        server: str,
        key: str,  # noqa: ARG002
        *,
        this_run_only: bool = False,
    ) -> AccountView:
        """Keep an account."""
        view = AccountView(
            f"account-{len(self.views)}", provider_id, name or "Main", server, KeyState.WORKS, text("key works")
        )
        self.put(replace(view, this_run_only=this_run_only))
        return view

    async def set_key(self, account_id: str, key: str, *, this_run_only: bool = False) -> AccountView:  # noqa: ARG002
        """Another key."""
        return await self.retest(account_id, {})

    async def retest(self, account_id: str, values: Values) -> AccountView:  # noqa: ARG002
        """It works."""
        view = replace(self.views[account_id], key=KeyState.WORKS, words=text("key works"))
        self.put(view)
        return view

    async def rename(self, account_id: str, name: str) -> AccountView:
        """Another name."""
        view = replace(self.views[account_id], name=name)
        self.put(view)
        return view

    async def remove(self, account_id: str) -> None:
        """Forget it."""
        del self.views[account_id]
        self._events.publish(AccountsChanged(account_id))

    def put(self, view: AccountView) -> None:
        """Have this account, and tell so."""
        self.views[view.id] = view
        self._events.publish(AccountsChanged(view.id))


class KeptInMemory:
    """Presets in memory; what is done with them is real."""

    def __init__(self) -> None:
        self.presets: dict[str, Preset] = {}

    def all(self) -> Sequence[Preset]:
        """Every preset, in order."""
        return sorted(self.presets.values(), key=lambda one: one.turn)

    def get(self, preset_id: str) -> Preset | None:
        """One preset."""
        return self.presets.get(preset_id)

    def named(self, name: str) -> Preset | None:
        """The preset of that name."""
        return next((one for one in self.presets.values() if one.name == name), None)

    async def put(self, preset: Preset) -> Preset:
        """Keep it."""
        self.presets[preset.id] = preset
        return preset

    async def remove(self, preset_id: str) -> None:
        """Forget it."""
        self.presets.pop(preset_id, None)


class SamplePreferences:
    """Choices in memory."""

    def __init__(self, values: Mapping[str, object] | None = None) -> None:
        self.values: dict[str, object] = dict(values or {})

    def get(self, name: str, default: object = None) -> object:
        """The value of *name*."""
        return self.values.get(name, default)

    def set(self, name: str, value: object) -> None:
        """Keep it."""
        self.values[name] = value


class SampleCore:
    """All of it. *filled*: with accounts, presets, a queue in every state and a history."""

    def __init__(
        self, *, filled: bool = False, practice: bool = False, providers: SampleProviders | None = None
    ) -> None:
        self.events = Events()
        self.providers = providers or SampleProviders(self.events)
        self.accounts = SampleAccounts(self.events)
        self.uploads = SampleUploads(self.events, self.providers)
        self.kept_presets = KeptInMemory()
        self.presets = PresetService(self.kept_presets, self.providers.real)
        self.sharing = PresetSharing(self.presets, self.providers.real)
        self.watches = SampleWatches(self.events, self.presets, self.providers.real)
        self.preferences = SamplePreferences()
        self.bandwidth = SampleBandwidth(self.events, SAMPLE if filled else Plan())
        self.network = SampleNetwork()
        self.updates = SampleUpdates(self.events, SAMPLE_SOURCE if filled else Source())
        self.practice = practice
        if filled:
            self._fill()

    def _fill(self) -> None:
        now, vendors = time.time(), self.providers.all()
        for n, provider in enumerate(vendors):
            name = ("Marketing", "Operations")[n % 2]
            server = provider.flow.server.choices[0][0]
            self.accounts.put(
                AccountView(f"acc-{provider.id}", provider.id, name, server, KeyState.WORKS, text("key works"))
            )
        ids = [f"acc-{p.id}" for p in vendors]
        for n, name in enumerate(("May leads", "Invoices")):
            self.kept_presets.presets[f"{n:032x}"] = Preset(
                name, vendors[n].id, ids[n], pinned=n == 0, position=float(n), id=f"{n:032x}"
            )
        self.watches.begin(f"{1:032x}", Path("/home/sam/Invoices"))
        last = len(vendors) - 1
        self.uploads.put(old := sample_data.batch(9, vendors[last], ids[last], now), sample_data.finished(old, now))
        first = sample_data.batch(1, vendors[0], ids[0], now)
        self.uploads.put(first, sample_data.mixed(first, vendors[0].name, now))
        self.uploads.moving = [Progressed(first.id + "-1", 29_400_000, 48_000_000, 3_200_000.0)]
        self.uploads.moving.append(Progressed(first.id + "-2", 2_100_000, 12_000_000, 900_000.0))
        self.uploads.past = sample_data.receipts(vendors, ids, now)
        self.uploads.rate, self.uploads.seconds_left = 4_100_000.0, 124.0
