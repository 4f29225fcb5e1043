"""The front door as protocols: what a window or a command line may ask of the core.

Every method is called on the loop's thread. What touches a disk, the keyring or the network is a coroutine.
Changes are told through :class:`app.core.events.Events`, never through return values alone.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Protocol

from app.core.events import Events, Totals
from app.core.flow.actions import KeyTestEnd
from app.core.preset import ANY_FILES, FileWishes
from app.core.providers.model import Provider
from app.core.schema.model import Choice, Form, Values
from app.core.services.api_presets import Presets, Sharing, Watches
from app.core.services.api_settings import Bandwidth, Network, Preferences, Updates
from app.core.services.model import (
    AccountView,
    ActionResult,
    Check,
    Details,
    Draft,
    Ids,
    KeyStoreView,
    Offer,
    PlannedRequest,
    Verdict,
)
from app.core.services.provider_snapshot import Snapshot
from app.core.services.recollection import Recollection
from app.core.shelf import Listed
from app.core.text import Text
from app.core.transfer import Batch, Place, Priority, Receipt, State, Transfer


class Providers(Protocol):
    """The vendors: shipped ones and those the person added."""

    def all(self) -> Sequence[Provider]:
        """Every usable provider, shipped ones first."""

    def get(self, provider_id: str) -> Provider:
        """The provider with this id. Raises: InputError: there is none."""

    def problems(self) -> Sequence[Text]:
        """What is wrong with provider folders that could not be loaded."""

    def form(self, provider_id: str, mode: str = "") -> Form:
        """The form for a provider's flow in a mode; the same object while the provider does not change."""

    async def choices(self, provider_id: str, account_id: str, key: str, values: Values) -> Sequence[Choice]:
        """Live choices of the field *key* from the vendor. Raises: SendoffError: none to be had."""

    async def look(self, place: Path) -> Snapshot:
        """Read a provider folder, a vendor's file or an OpenAPI document without keeping it. Raises: ProviderError."""

    def replaced_by(self, provider: Provider) -> Text | None:
        """What becomes of a vendor that the person added, should *provider* be added; None where nothing does."""

    async def add(self, found: Snapshot) -> Provider:
        """Keep what the person looked at, as it was then. Raises: ProviderError: it cannot be kept."""

    async def share(self, provider_id: str, target: Path) -> Text:
        """Write a vendor that the person added as a file for others. Raises: InputError, ProviderError, StoreError."""


class Accounts(Protocol):
    """Accounts and their keys."""

    def all(self) -> Sequence[AccountView]:
        """Every account, by provider and name."""

    def of(self, provider_id: str) -> Sequence[AccountView]:
        """The accounts of one provider."""

    def get(self, account_id: str) -> AccountView | None:
        """One account, or None."""

    async def key_store(self) -> KeyStoreView:
        """Whether this computer's password store can be used."""

    async def test(self, provider_id: str, server: str, key: str, values: Values) -> KeyTestEnd:
        """Try a key without uploading anything."""

    async def add(
        self, provider_id: str, name: str, server: str, key: str, *, this_run_only: bool = False
    ) -> AccountView:
        """Keep an account and its key. Raises: InputError: server or key is not right; KeyStoreError."""

    async def set_key(self, account_id: str, key: str, *, this_run_only: bool = False) -> AccountView:
        """Replace the key; the account's waiting transfers go on. Raises: KeyStoreError."""

    async def retest(self, account_id: str, values: Values) -> AccountView:
        """Test the kept key again."""

    async def rename(self, account_id: str, name: str) -> AccountView:
        """Give the account another name."""

    async def remove(self, account_id: str) -> None:
        """Forget the account and its key. Raises: InputError: transfers of it are under way."""


class Uploads(Protocol):
    """From a draft to finished transfers."""

    def examine(
        self,
        provider_id: str,
        paths: Sequence[Path],
        mode: str = "",
        values: Values | None = None,
        wishes: FileWishes = ANY_FILES,
    ) -> AsyncIterator[Sequence[Verdict]]:
        """Walk folders and check those files that *wishes* take, in portions, off the loop's thread."""

    async def check(self, draft: Draft, *, sure: bool = False) -> Check:
        """All checks of a draft: files, fields, clashes, account, cost; *sure*: known files may have changed."""

    async def sent_before(
        self, draft: Draft, check: Check, progress: Callable[[int, int], None] | None = None
    ) -> Recollection:
        """What of a checked draft was sent before and is undecided; *progress*: bytes read, of how many.

        Raises:
            StoreError: the journal cannot be read.
        """

    async def plan(self, draft: Draft) -> Sequence[PlannedRequest]:
        """A dry run: the requests that would be made."""

    async def submit(self, draft: Draft, *, cost_agreed: bool = False) -> Batch:
        """Journal a batch and queue it.

        Raises:
            InputError: not ready, or its cost was not agreed to.
            Undecided: some of it was sent before.
        """

    def batches(self) -> Sequence[Batch]:
        """Every batch with transfers in the queue, oldest first."""

    @property
    def is_whole(self) -> bool:
        """Whether the queue is all there; after a start it comes in while the window is open already."""

    def listed(self) -> Sequence[Listed]:
        """Every transfer in the queue, as much of each as a list needs, in the order of their turns."""

    def ids_in(self, states: Iterable[State], ids: Ids | None = None) -> Sequence[str]:
        """Those of *ids* (None: all transfers) that are in one of *states*."""

    def states_in(self, batch_id: str) -> Mapping[State, int]:
        """How many transfers of a batch are in each state."""

    def transfers(self) -> Sequence[Transfer]:
        """Every transfer in the queue, in the order of their turns; makes all of them whole, which takes seconds."""

    def transfer(self, transfer_id: str) -> Transfer | None:
        """One transfer, or None."""

    def batch(self, batch_id: str) -> Batch | None:
        """One batch, or None."""

    def totals(self) -> Totals:
        """The queue in numbers."""

    async def pause(self, ids: Ids | None = None, *, current: bool = True) -> None:
        """Pause these, or all; without *current* what is being sent goes to its end first.

        What cannot be paused is left as it is.
        """

    async def resume(self, ids: Ids | None = None) -> None:
        """Let these, or all, go on."""

    async def hurry(self, account_id: str) -> None:
        """Do not wait any longer for a time that the account's vendor asked for."""

    def try_network(self) -> None:
        """Let what waits for the network try at once."""

    async def cancel(self, ids: Ids | None = None) -> None:
        """Cancel these, or all."""

    async def retry(self, ids: Ids | None = None) -> None:
        """Queue failed and cancelled ones again: these, or all failed."""

    async def resolve(self, transfer_id: str, *, arrived: bool) -> None:
        """Settle an unknown outcome: it arrived, or send it again."""

    def can_look_up(self, transfer: Transfer) -> bool:
        """Whether the vendor can be asked about an unknown outcome."""

    async def look_up(self, transfer_id: str) -> None:
        """Ask the vendor about an unknown outcome."""

    async def remove(self, ids: Ids | None = None) -> int:
        """Take these out of the queue where they have ended, or all that are done or cancelled; how many left.

        Their receipts stay. They are gone for good with :meth:`forget_removed`, with the next removal, or at the end.
        """

    async def bring_back(self) -> None:
        """Have what was removed last in the queue again, as it was."""

    async def forget_removed(self) -> None:
        """What was removed last cannot be brought back any more. Raises: StoreError."""

    async def move(self, ids: Ids, place: Place) -> None:
        """Let these have their turn earlier or later: up and down within their batch, else among all."""

    async def move_before(self, ids: Ids, before: str) -> None:
        """Put these right before another transfer of their batch; at its end when there is none."""

    async def prioritise(self, ids: Ids, priority: Priority) -> None:
        """Give these another priority."""

    async def export(
        self, ids: Iterable[str], target: Path, say: Callable[[Text], str] = str, separator: str = ","
    ) -> None:
        """Write a list of these transfers, with what happened to each, as CSV. Raises: StoreError."""

    async def details(self, transfer_id: str) -> Details:
        """The detail panel of one transfer."""

    async def act(self, transfer_id: str, offer_id: str, save_to: Path | None = None) -> ActionResult:
        """Do what an offer says, such as cancelling at the vendor or downloading results."""

    def account_offers(self, account_id: str, values: Values) -> Sequence[Offer]:
        """What the vendor offers for an account by itself; *values*: of a form, where it needs some."""

    async def act_for_account(self, account_id: str, offer_id: str, values: Values) -> ActionResult:
        """Do what such an offer says. Raises: InputError: the account or the offer is gone, or there is no key."""

    async def receipts(self, search: str = "", limit: int = 500) -> Sequence[Receipt]:
        """Receipts, newest first."""


class Core(Protocol):
    """Everything a front end needs."""

    @property
    def events(self) -> Events:
        """What the core tells about."""

    @property
    def providers(self) -> Providers:
        """The vendors."""

    @property
    def accounts(self) -> Accounts:
        """Accounts and their keys."""

    @property
    def uploads(self) -> Uploads:
        """The queue."""

    @property
    def presets(self) -> Presets:
        """Saved presets."""

    @property
    def sharing(self) -> Sharing:
        """Presets for others, and theirs."""

    @property
    def watches(self) -> Watches:
        """Watched folders."""

    @property
    def preferences(self) -> Preferences:
        """Small choices of the person."""

    @property
    def bandwidth(self) -> Bandwidth:
        """The limit on bandwidth."""

    @property
    def network(self) -> Network:
        """How the network is reached."""

    @property
    def updates(self) -> Updates:
        """Whether there is a newer version."""

    @property
    def practice(self) -> bool:
        """Whether the vendors are this program's own."""
