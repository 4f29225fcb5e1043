"""Batches, transfers, steps and receipts as rows of the journal, and back."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from app.core.json_types import Json
from app.core.masking import mask_json
from app.core.sources import SourceFile
from app.core.text import Text
from app.core.transfer import (
    ENDED,
    Batch,
    Receipt,
    Result,
    State,
    StepRecord,
    StepState,
    Transfer,
    Wait,
)

Row = Batch | Transfer | StepRecord | Receipt

INSERT = {
    Batch: "INSERT OR REPLACE INTO batch VALUES (?,?,?,?)",
    Transfer: "INSERT OR REPLACE INTO transfer VALUES (?,?,?,?,?,?,?)",
    StepRecord: "INSERT OR REPLACE INTO step VALUES (?,?,?,?)",
    Receipt: "INSERT OR REPLACE INTO receipt VALUES (?,?,?,?,?)",
}


def cells(row: Row) -> tuple[Any, ...]:
    """The columns of a row, in the order of its table."""
    match row:
        case Batch():
            data = [row.provider_id, row.account_id, row.values, row.mode, row.confirmed]
            return row.id, row.account_id, row.created_at, _json(data)
        case Transfer():
            return row.id, row.batch_id, str(row.state), row.position, row.created_at, row.ended_at, _transfer(row)
        case StepRecord():
            return row.owner, row.step, str(row.state), _step(row)
        case Receipt():
            words = " ".join([*row.names, row.destination, row.vendor_id, row.provider_id]).casefold()
            return row.transfer_id, row.ended_at, row.fingerprint, words, _receipt(row)


def batch(columns: tuple[Any, ...]) -> Batch:
    """The batch in ``id, created_at, data``."""
    batch_id, created_at, data = columns
    provider_id, account_id, values, mode, confirmed = json.loads(data)
    return Batch(batch_id, provider_id, account_id, values, mode, created_at, confirmed)


def transfer(columns: tuple[Any, ...]) -> Transfer:
    """The transfer in ``id, batch_id, state, position, created_at, ended_at, data``."""
    transfer_id, batch_id, state, position, created_at, ended_at, data = columns
    files, total, wait, step, problem, say, sent, attempts, wake_at, no, result, offer, arrived, extra = json.loads(
        data
    )
    return Transfer(
        id=transfer_id,
        batch_id=batch_id,
        files=tuple(_source(file) for file in files),
        position=position,
        created_at=created_at,
        total=total,
        state=State(state),
        wait=Wait(wait) if wait else None,
        step=step,
        problem=Text.from_json(problem) if problem else None,
        say=Text.from_json(say) if say else None,
        sent=sent,
        attempts=attempts,
        wake_at=wake_at,
        round=no,
        ended_at=ended_at,
        result=Result.from_json(result) if result else None,
        offer=offer,
        arrived=arrived,
        extra=extra,
    )


def step(columns: tuple[Any, ...]) -> StepRecord:
    """The step in ``owner, step, state, data``."""
    owner, name, state, data = columns
    started_at, ended_at, outputs, status, attempt, detail = json.loads(data)
    return StepRecord(owner, name, StepState(state), started_at, ended_at, outputs, status, attempt, detail)


def receipt(columns: tuple[Any, ...]) -> Receipt:
    """The receipt in ``transfer_id, ended_at, fingerprint, data``."""
    transfer_id, ended_at, fingerprint, data = columns
    provider_id, account_id, names, size, sha256, vendor_id, request_id, destination = json.loads(data)
    return Receipt(
        transfer_id,
        provider_id,
        account_id,
        ended_at,
        tuple(names),
        size,
        sha256,
        vendor_id,
        request_id,
        destination,
        fingerprint,
    )


def wiped(data: str) -> str:
    """A step's data with signed addresses, policies and tokens taken out: its transfer needs them no more."""
    started_at, ended_at, outputs, status, attempt, detail = json.loads(data)
    return _json([started_at, ended_at, mask_json(outputs), status, attempt, detail])


def needs_no_steps(row: Row) -> bool:
    """Whether what the row's steps left may be wiped: it has ended, and will not go on from them."""
    return isinstance(row, Transfer) and row.state in ENDED and row.state is not State.FAILED


def _json(data: object) -> str:
    return json.dumps(data, ensure_ascii=False, separators=(",", ":"), default=_plain)


def _plain(value: object) -> object:
    return dict(value) if isinstance(value, Mapping) else str(value)


def _transfer(row: Transfer) -> str:
    return _json(
        [
            [_file(file) for file in row.files],
            row.total,
            row.wait,
            row.step,
            row.problem.to_json() if row.problem else None,
            row.say.to_json() if row.say else None,
            row.sent,
            row.attempts,
            row.wake_at,
            row.round,
            row.result.to_json() if row.result else None,
            row.offer,
            row.arrived,
            row.extra,
        ]
    )


def _file(file: SourceFile) -> list[Json]:
    companion = str(file.companion) if file.companion else None
    return [str(file.path), file.size, file.mtime_ns, file.media_type, file.sent_name, companion]


def _source(data: list[Any]) -> SourceFile:
    path, size, mtime_ns, media_type, sent_name, companion = data
    return SourceFile(Path(path), size, mtime_ns, media_type, sent_name, Path(companion) if companion else None)


def _step(row: StepRecord) -> str:
    return _json([row.started_at, row.ended_at, row.outputs, row.status, row.attempt, row.detail])


def _receipt(row: Receipt) -> str:
    return _json(
        [
            row.provider_id,
            row.account_id,
            row.names,
            row.size,
            row.sha256,
            row.vendor_id,
            row.request_id,
            row.destination,
        ]
    )
