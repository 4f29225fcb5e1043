"""What people call the places that files go to."""

from __future__ import annotations

from app.core.errors import SendoffError
from app.core.services.api import Core
from app.core.transfer import Batch, Receipt, Transfer
from app.ui.text import tr


class Names:
    """Finds names by id; what is not there any more keeps its id."""

    def __init__(self, core: Core) -> None:
        self._core = core

    def provider(self, provider_id: str) -> str:
        """A vendor's name."""
        try:
            return self._core.providers.get(provider_id).name
        except SendoffError:
            return provider_id

    def place(self, provider_id: str, account_id: str) -> str:
        """Vendor and account, with a dot between them; the vendor alone where both are called the same."""
        account = self._core.accounts.get(account_id)
        vendor = self.provider(provider_id)
        if account is None or account.name == vendor:
            return vendor
        return tr("{vendor} · {account}", vendor=vendor, account=account.name)

    def batch(self, batch: Batch) -> str:
        """Where a batch goes, and which preset sent it by itself."""
        place = self.place(batch.provider_id, batch.account_id)
        return tr("{place} · {preset}", place=place, preset=batch.preset) if batch.preset else place

    def vendor(self, batch: Batch) -> str:
        """Whose a batch is."""
        return self.provider(batch.provider_id)

    def transfer(self, transfer: Transfer) -> str:
        """Where a transfer goes."""
        batch = self._core.uploads.batch(transfer.batch_id)
        return self.batch(batch) if batch else ""

    def receipt(self, receipt: Receipt) -> str:
        """Where something went."""
        place = self.place(receipt.provider_id, receipt.account_id)
        return tr("{place} · {target}", place=place, target=receipt.destination) if receipt.destination else place
