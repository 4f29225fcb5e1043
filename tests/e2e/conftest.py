"""What a person sends in the end-to-end tests, one thing a vendor."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from fixtures.processes import ROOT

SAMPLES = ROOT / "resources" / "samples"


@dataclass(frozen=True)
class Errand:
    """One upload by a person.

    Attributes:
        fields: form values by field key; *labels*: the same by the words beside the field.
        cost: the vendor charges, so the person is asked first.
    """

    provider: str
    file: Path
    fields: Mapping[str, str]
    labels: Mapping[str, str] = field(default_factory=dict)
    cost: bool = False

    @property
    def sha256(self) -> str:
        """Of the file's bytes."""
        return hashlib.sha256(self.file.read_bytes()).hexdigest()


def _phone_list(folder: Path) -> Path:
    """150 valid numbers: the vendor refuses fewer than 100."""
    rows = [f"{n},Person {n},212-555-{n:04d}" for n in range(1000, 1150)]
    path = folder / "call list.csv"
    path.write_text("id,name,mobile\n" + "\n".join(rows) + "\n")
    return path


@pytest.fixture
def errands(tmp_path: Path) -> Mapping[str, Errand]:
    """By provider."""
    folder = tmp_path / "files"
    folder.mkdir()
    contract = folder / "contract.pdf"
    contract.write_bytes((SAMPLES / "contract.pdf").read_bytes())
    leads = folder / "leads.csv"
    leads.write_bytes((SAMPLES / "leads.csv").read_bytes())
    notes = folder / "notes.txt"
    notes.write_bytes((SAMPLES / "notes.txt").read_bytes())
    invoice = folder / "invoice.pdf"
    invoice.write_bytes(contract.read_bytes() + b"%second\n")
    return {
        "sela": Errand("sela", leads, {"body.source": "crm_export"}, {"Source": "crm_export"}),
        "tela": Errand("tela", contract, {}),
        "sendai": Errand(
            "sendai",
            invoice,
            {"path.team_id": "team_123456", "path.project_id": "proj_123456"},
            {"Team": "team_123456", "Project": "proj_123456"},
        ),
        "deepset": Errand("deepset", notes, {"path.workspace_name": "default"}, {"Workspace": "default"}),
        "optimaldial": Errand("optimaldial", _phone_list(folder), {"body.phone_column": "mobile"}, cost=True),
    }
