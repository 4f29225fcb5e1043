"""What is kept of a finished transfer: its receipt, and what its files are known by if they come again."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from pathlib import Path

from app.core.engine.driver import REQUEST_ID, SHA256
from app.core.flow.actions import Recorded
from app.core.identity import SentFile, contents, place
from app.core.json_types import Json
from app.core.transfer import Batch, Receipt, Transfer


def receipts(
    batch: Batch, transfer: Transfer, recorded: Mapping[str, Recorded], destination: str, ended_at: float
) -> tuple[Receipt | SentFile, ...]:
    """What the journal keeps of *transfer*, from what its steps left there."""
    steps = [step.outputs for step in sorted(recorded.values(), key=lambda one: one.at)]
    hashes = hashes_of(steps)
    receipt = Receipt(
        transfer_id=transfer.id,
        provider_id=batch.provider_id,
        account_id=batch.account_id,
        ended_at=ended_at,
        names=tuple(file.sent_name for file in transfer.files),
        size=sum(file.size for file in transfer.files),
        sha256=by_name(hashes),
        vendor_id=transfer.result.id if transfer.result else "",
        request_id=next((str(one[REQUEST_ID]) for one in reversed(steps) if one.get(REQUEST_ID)), ""),
        destination=destination,
    )
    return receipt, *_sent_files(batch, transfer, hashes, ended_at)


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
    names = Counter(Path(path).name for path in hashes)
    return {path if names[Path(path).name] > 1 else Path(path).name: digest for path, digest in hashes.items()}


def _sent_files(batch: Batch, transfer: Transfer, hashes: Mapping[str, str], ended_at: float) -> tuple[SentFile, ...]:
    where = place(batch.account_id, batch.lasting)
    return tuple(
        SentFile(
            transfer.id,
            no,
            batch.account_id,
            where,
            file.size,
            file.sent_name,
            contents(
                hashes.get(str(file.path), ""),
                transfer.extra,
                hashes.get(str(file.companion), "") if file.companion else "",
            ),
            ended_at,
        )
        for no, file in enumerate(transfer.files)
    )
