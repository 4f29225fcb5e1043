"""Receipts of finished transfers, and the fingerprint by which the same upload is known again."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping

from app.core.engine.driver import REQUEST_ID, SHA256
from app.core.flow.actions import Recorded
from app.core.json_types import Json
from app.core.transfer import Batch, Receipt, Transfer


def receipt(
    batch: Batch, transfer: Transfer, recorded: Mapping[str, Recorded], destination: str, ended_at: float
) -> Receipt:
    """The receipt of *transfer*, from what its steps left in the journal."""
    hashes: dict[str, str] = {}
    request_id = ""
    for step in sorted(recorded.values(), key=lambda one: one.at):
        found = step.outputs.get(SHA256)
        if isinstance(found, Mapping):
            hashes.update({str(name): str(digest) for name, digest in found.items()})
        request_id = str(step.outputs.get(REQUEST_ID) or request_id)
    return Receipt(
        transfer_id=transfer.id,
        provider_id=batch.provider_id,
        account_id=batch.account_id,
        ended_at=ended_at,
        names=tuple(file.sent_name for file in transfer.files),
        size=sum(file.size for file in transfer.files),
        sha256=hashes,
        vendor_id=transfer.result.id if transfer.result else "",
        request_id=request_id,
        destination=destination,
        fingerprint=fingerprint(batch.account_id, batch.values, hashes),
    )


def fingerprint(account_id: str, values: Mapping[str, Json], hashes: Mapping[str, str]) -> str:
    """A SHA-256 over contents, account and form values; equal for the same upload whatever its file is called.

    Empty where no hash is known, so that nothing is ever "already sent" by mistake.
    """
    if not hashes:
        return ""
    known = {"account": account_id, "values": values, "contents": sorted(hashes.values())}
    return hashlib.sha256(json.dumps(known, sort_keys=True, default=str).encode()).hexdigest()
