"""One upload that shows that everything works: small, free, and to a practice vendor."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from app.core.json_types import Json


@dataclass(frozen=True)
class Trial:
    """What to send where.

    Attributes:
        sample: a file of ``resources/samples``.
        values: what the form needs.
    """

    provider_id: str
    sample: str
    values: Mapping[str, Json] = field(default_factory=dict)


TRIAL = Trial("sela", "leads.csv", {"body.source": "crm_export"})
