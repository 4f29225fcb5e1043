"""Turns batches, transfers, steps and receipts into rows of the journal and back."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TypeAlias, assert_never

from app.core.copies import replace
from app.core.exchange import Exchange
from app.core.identity import SentFile
from app.core.json_types import Json
from app.core.sources import SourceFile
from app.core.storage.cells import (
    array,
    dumps,
    json_object,
    mapping,
    moment,
    number,
    searchable,
    sentence,
    storable,
    string,
    words,
)
from app.core.storage.damaged import Row
from app.core.storage.exchange_rows import PUT_EXCHANGE, exchange_row
from app.core.storage.holds import PUT_HOLD, Hold, hold_row
from app.core.storage.sent_rows import PUT_SENT_FILE, sent_file_row
from app.core.storage.watched_rows import PUT_WATCHED_FILE, watched_file_row
from app.core.transfer import Batch, Priority, Receipt, Result, State, StepRecord, StepState, Transfer, Wait
from app.core.watched import WatchedFile

Entry: TypeAlias = Batch | Transfer | StepRecord | Receipt | SentFile | Exchange | WatchedFile | Hold
"""What the journal keeps."""

PUT: Mapping[type, str] = {
    Batch: """INSERT INTO batches VALUES (?, ?, ?)
        ON CONFLICT (id) DO UPDATE SET created_at = excluded.created_at, rest = excluded.rest""",
    Transfer: """INSERT INTO transfers VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        ON CONFLICT (id) DO UPDATE SET batch_id = excluded.batch_id, state = excluded.state,
        position = excluded.position, created_at = excluded.created_at, ended_at = excluded.ended_at,
        total = excluded.total, sent = excluded.sent, step = excluded.step, round = excluded.round,
        attempts = excluded.attempts, path = excluded.path, size = excluded.size, mtime_ns = excluded.mtime_ns,
        media_type = excluded.media_type, sent_name = excluded.sent_name, rest = excluded.rest""",
    StepRecord: """INSERT INTO steps VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
        ON CONFLICT (owner, step) DO UPDATE SET state = excluded.state, started_at = excluded.started_at,
        ended_at = excluded.ended_at, status = excluded.status, attempt = excluded.attempt,
        detail = excluded.detail, outputs = excluded.outputs""",
    Receipt: """INSERT INTO receipts VALUES (?, ?, ?, ?)
        ON CONFLICT (transfer_id) DO UPDATE SET ended_at = excluded.ended_at,
        search = excluded.search, rest = excluded.rest""",
    SentFile: PUT_SENT_FILE,
    Exchange: PUT_EXCHANGE,
    WatchedFile: PUT_WATCHED_FILE,
    Hold: PUT_HOLD,
}

BATCHES = "SELECT id, created_at, rest FROM batches"
TRANSFERS = """SELECT id, batch_id, state, position, created_at, ended_at, total, sent, step, round, attempts,
    path, size, mtime_ns, media_type, sent_name, rest FROM transfers"""
STEPS = "SELECT owner, step, state, started_at, ended_at, status, attempt, detail, outputs FROM steps"
RECEIPTS = "SELECT transfer_id, ended_at, search, rest FROM receipts"

STATES = {str(state): state for state in State}
"""States by their word in the journal."""


def row_of(entry: Entry) -> Row:
    """The row of *entry*, in its table's order. Raises: TypeError: it holds no JSON value but, say, a key."""
    match entry:
        case Transfer():
            return _transfer_row(entry)
        case StepRecord():
            return _step_row(entry)
        case Batch():
            return _batch_row(entry)
        case Receipt():
            return _receipt_row(entry)
        case SentFile():
            return sent_file_row(entry)
        case Exchange():
            return exchange_row(entry)
        case WatchedFile():
            return watched_file_row(entry)
        case Hold():
            return hold_row(entry)
        case _:
            assert_never(entry)


def batch_from(row: Row) -> Batch:
    """The batch of a row. Raises: one of :data:`UNREADABLE`."""
    batch_id, created_at, rest = row
    more = json_object(rest)
    return Batch(
        id=string(batch_id),
        provider_id=str(more["provider_id"]),
        account_id=str(more["account_id"]),
        values=mapping(more["values"]),
        mode=str(more["mode"]),
        created_at=float(created_at),
        confirmed=more["confirmed"] is True,
        hidden=tuple(string(key) for key in array(more.get("hidden", []))),
        preset=str(more.get("preset", "")),
    )


def transfer_from(row: Row) -> Transfer:
    """The transfer of a row. Raises: one of :data:`UNREADABLE`."""
    path = row[11]
    more = json_object(row[16]) if row[16] is not None else _NOTHING
    files = () if path is None else (SourceFile(Path(words(path)), row[12], row[13], row[14], words(row[15])),)
    plain = Transfer(
        row[0], row[1], files, row[3], row[4], row[6], STATES[row[2]],
        step=row[8], sent=row[7], attempts=row[10], round=row[9], ended_at=row[5],
    )  # fmt: skip
    return _with_rest(plain, more) if more else plain


def step_from(row: Row) -> StepRecord:
    """The step of a row. Raises: one of :data:`UNREADABLE`."""
    owner, step, state, started_at, ended_at, status, attempt, detail, outputs = row
    return StepRecord(
        owner=string(owner),
        step=string(step),
        state=StepState(state),
        started_at=float(started_at),
        ended_at=moment(ended_at),
        outputs=json_object(outputs) if outputs is not None else {},
        status=int(status),
        attempt=int(attempt),
        detail=words(detail),
    )


def receipt_from(row: Row) -> Receipt:
    """The receipt of a row. Raises: one of :data:`UNREADABLE`."""
    transfer_id, ended_at, _, rest = row
    more = json_object(rest)
    return Receipt(
        transfer_id=string(transfer_id),
        provider_id=str(more["provider_id"]),
        account_id=str(more["account_id"]),
        ended_at=float(ended_at),
        names=tuple(string(name) for name in array(more["names"])),
        size=int(str(more["size"])),
        sha256={name: str(digest) for name, digest in mapping(more["sha256"]).items()},
        vendor_id=str(more["vendor_id"]),
        request_id=str(more["request_id"]),
        destination=str(more["destination"]),
    )


def _batch_row(batch: Batch) -> Row:
    rest: dict[str, Json] = {
        "provider_id": batch.provider_id,
        "account_id": batch.account_id,
        "values": batch.lasting,
        "hidden": batch.hidden,
        "mode": batch.mode,
        "confirmed": batch.confirmed,
        "preset": batch.preset,
    }
    return batch.id, batch.created_at, dumps(rest)


def _transfer_row(one: Transfer) -> Row:
    first = one.files[0] if one.files else None
    rest = _rest(one)
    return (
        one.id, one.batch_id, one.state.value, one.position, one.created_at, one.ended_at, one.total, one.sent,
        one.step, one.round, one.attempts,
        storable(str(first.path)) if first else None,
        first.size if first else None,
        first.mtime_ns if first else None,
        first.media_type if first else None,
        storable(first.sent_name) if first else None,
        dumps(rest) if rest else None,
    )  # fmt: skip


def _rest(one: Transfer) -> dict[str, Json]:
    """What few transfers have: absent where it has its default, so that most rows have no JSON at all."""
    first = one.files[0] if one.files else None
    rest: dict[str, Json] = {
        "files": [_file_json(file) for file in one.files[1:]],
        "companion": str(first.companion) if first and first.companion else None,
        "wait": one.wait.value if one.wait else None,
        "wake_at": one.wake_at,
        "problem": one.problem.to_json() if one.problem else None,
        "say": one.say.to_json() if one.say else None,
        "result": one.result.to_json() if one.result else None,
        "offer": one.offer,
        "arrived": one.arrived or None,
        "priority": None if one.priority is Priority.NORMAL else one.priority.value,
        "extra": one.extra,
    }
    return {name: value for name, value in rest.items() if value not in (None, "", [], {})}


def _file_json(file: SourceFile) -> Json:
    companion = str(file.companion) if file.companion is not None else None
    return [str(file.path), file.size, file.mtime_ns, file.media_type, file.sent_name, companion]


def _file_from(data: Json) -> SourceFile:
    path, size, mtime_ns, media_type, sent_name, companion = array(data)
    return SourceFile(
        Path(string(path)),
        int(number(size)),
        int(number(mtime_ns)),
        string(media_type),
        string(sent_name),
        Path(string(companion)) if companion is not None else None,
    )


def _with_rest(plain: Transfer, more: Mapping[str, Json]) -> Transfer:
    files = plain.files
    if "companion" in more:
        files = (replace(files[0], companion=Path(string(more["companion"]))),)
    if "files" in more:
        files += tuple(_file_from(item) for item in array(more["files"]))
    return replace(
        plain,
        files=files,
        wait=Wait(string(more["wait"])) if "wait" in more else None,
        wake_at=moment(more.get("wake_at")),
        problem=sentence(more.get("problem")),
        say=sentence(more.get("say")),
        result=Result.from_json(mapping(more["result"])) if "result" in more else None,
        offer=string(more.get("offer", "")),
        arrived=more.get("arrived") is True,
        priority=Priority(int(number(more["priority"]))) if "priority" in more else Priority.NORMAL,
        extra=mapping(more.get("extra", _NOTHING)),
    )


_NOTHING: Mapping[str, Json] = {}


def _step_row(record: StepRecord) -> Row:
    return (
        record.owner, record.step, record.state.value, record.started_at, record.ended_at, record.status,
        record.attempt, storable(record.detail), dumps(record.outputs) if record.outputs else None,
    )  # fmt: skip


def _receipt_row(one: Receipt) -> Row:
    rest: dict[str, Json] = {
        "provider_id": one.provider_id,
        "account_id": one.account_id,
        "names": one.names,
        "size": one.size,
        "sha256": one.sha256,
        "vendor_id": one.vendor_id,
        "request_id": one.request_id,
        "destination": one.destination,
    }
    found_by = (*one.names, one.vendor_id, one.request_id, one.destination, one.provider_id, *one.sha256.values())
    search = searchable("\n".join(found_by))
    return one.transfer_id, one.ended_at, search, dumps(rest)
