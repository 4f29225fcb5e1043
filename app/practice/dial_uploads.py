"""An upload at the dialler: its way through the statuses, and the JSON it is shown as."""

from __future__ import annotations

import base64
import binascii
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from app.practice.world import iso

ERRORS: Mapping[int, str] = MappingProxyType(
    {
        400: "Bad request.",
        401: "Invalid or missing API key.",
        402: "Not enough credits.",
        403: "No active subscription.",
        404: "Upload not found.",
        405: "Method not allowed.",
        409: "This upload can no longer be cancelled.",
        413: "The file is larger than 100 MB.",
        415: "The body must be multipart/form-data.",
        422: "At least 100 valid US/Canadian phone numbers are required.",
    }
)

READY_SECONDS = 3.0
WORK_SECONDS = 3.0

_ORGANISATION = str(uuid.UUID(int=0x0D0D0D0D_0D0D_4D0D_8D0D_0D0D0D0D0D0D))
_USER = str(uuid.UUID(int=0x0E0E0E0E_0E0E_4E0E_8E0E_0E0E0E0E0E0E))
_API_KEY = str(uuid.UUID(int=0x0F0F0F0F_0F0F_4F0F_8F0F_0F0F0F0F0F0F))


@dataclass(slots=True)
class DialUpload:
    """One upload. *created* and *cancelled_at* are seconds since the epoch; *size* is bytes."""

    id: str
    name: str
    size: int
    valid: int
    invalid: int
    skip_mobile_lookup: bool
    fields: tuple[tuple[str, str], ...]
    created: float
    ends_as: str
    error_message: str
    cancelled_at: float | None = None

    def key(self, kind: str) -> str:
        """Where the storage has the list of this *kind*."""
        return f"optimaldial/{self.id}/{kind}.csv"

    def status(self, now: float, scale: float) -> str:
        """Waiting, at work, and then the end; unless it was cancelled."""
        if self.cancelled_at is not None:
            return "cancelled"
        age = now - self.created
        if age < READY_SECONDS * scale:
            return "ready_for_processing"
        return "processing" if age < (READY_SECONDS + WORK_SECONDS) * scale else self.ends_as

    def as_json(self, now: float, scale: float) -> dict[str, object]:
        """The Upload object, with every property that the page lists."""
        status = self.status(now, scale)
        done = status == "completed"
        return {
            "id": self.id,
            "user_id": _USER,
            "original_filename": self.name,
            "storage_path": self.key("original"),
            "status": status,
            "created_at": iso(self.created),
            "updated_at": iso(self.cancelled_at or max(self.created, min(now, self.created + 6 * scale))),
            "organization_id": _ORGANISATION,
            "file_size_bytes": self.size,
            "valid_row_count": self.valid,
            "invalid_row_count": self.invalid,
            "credits_required": self.valid,
            "credits_charged": self.valid,
            "credits_refunded": self.valid if status == "cancelled" else 0,
            "source": "api",
            "api_key_id": _API_KEY,
            "skip_mobile_lookup": self.skip_mobile_lookup,
            "processed_storage_path": self.key("processed") if done else None,
            "processed_filtered_storage_path": self.key("processed-filtered") if done else None,
            "error_message": self.error_message if status == "failed" else None,
            "exceeded_daily_limit": False,
        }


def page_of(uploads: Sequence[DialUpload], limit: str, cursor: str | None) -> tuple[Sequence[DialUpload], str | None]:
    """A page of at most *limit* (1 to 100) after *cursor*, and the next cursor. Raises ValueError with words."""
    if not limit.isdecimal() or not 1 <= int(limit) <= 100:
        raise ValueError("limit must be between 1 and 100.")
    start = 0
    if cursor is not None:
        after = _opened(cursor)
        start = next((n + 1 for n, upload in enumerate(uploads) if upload.id == after), -1)
        if start < 0:
            raise ValueError("cursor is not valid.")
    page = uploads[start : start + int(limit)]
    more = start + len(page) < len(uploads)
    return page, base64.urlsafe_b64encode(page[-1].id.encode()).decode() if more else None


def _opened(cursor: str) -> str:
    try:
        return base64.urlsafe_b64decode(cursor.encode()).decode()
    except (binascii.Error, ValueError):
        raise ValueError("cursor is not valid.") from None
