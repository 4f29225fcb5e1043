"""What is kept of a finished transfer: its receipt, and what its files are known by if they come again."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from operator import attrgetter
from os.path import basename

from app.core.engine.driver import REQUEST_ID, SHA256
from app.core.flow.actions import Recorded
from app.core.identity import SentFile, contents, place
from app.core.json_types import Json
from app.core.sources import SourceFile
from app.core.transfer import Batch, Receipt, Transfer


class Receipts:
    """What the journal keeps of the transfers of *batch* that are done by *ended_at*."""

    def __init__(self, batch: Batch, ended_at: float) -> None:
        self._batch = batch
        self._ended_at = ended_at
        self._place = place(batch.account_id, batch.lasting)

    def of(
        self, transfer: Transfer, recorded: Mapping[str, Recorded], destination: str
    ) -> tuple[Receipt | SentFile, ...]:
        """What is kept of *transfer*, from what its steps left there."""
        steps = [step.outputs for step in sorted(recorded.values(), key=attrgetter("at"))]
        hashes = hashes_of(steps)
        receipt = Receipt(
            transfer_id=transfer.id,
            provider_id=self._batch.provider_id,
            account_id=self._batch.account_id,
            ended_at=self._ended_at,
            names=tuple([file.sent_name for file in transfer.files]),
            size=sum([file.size for file in transfer.files]),
            sha256=by_name(hashes),
            vendor_id=transfer.result.id if transfer.result else "",
            request_id=next((str(one[REQUEST_ID]) for one in reversed(steps) if one.get(REQUEST_ID)), ""),
            destination=destination,
        )
        return receipt, *(self._sent(transfer, no, file, hashes) for no, file in enumerate(transfer.files))

    def _sent(self, transfer: Transfer, no: int, file: SourceFile, hashes: Mapping[str, str]) -> SentFile:
        companion = hashes.get(str(file.companion), "") if file.companion else ""
        return SentFile(
            transfer.id,
            no,
            self._batch.account_id,
            self._place,
            file.size,
            file.sent_name,
            contents(hashes.get(str(file.path), ""), transfer.extra, companion),
            self._ended_at,
        )


def hashes_of(steps: Iterable[Mapping[str, Json]]) -> Mapping[str, str]:
    """The SHA-256 by path that the outputs of *steps* hold, the latest of each file."""
    hashes: dict[str, str] = {}
    for outputs in steps:
        found = outputs.get(SHA256)
        if isinstance(found, Mapping):
            hashes.update({str(path): str(digest) for path, digest in found.items()})
    return hashes


def by_name(hashes: Mapping[str, str]) -> Mapping[str, str]:
    """*hashes* by file name; by the whole path where two files have one name."""
    names = {path: basename(path) for path in hashes}
    times = Counter(names.values())
    return {path if times[names[path]] > 1 else names[path]: digest for path, digest in hashes.items()}
