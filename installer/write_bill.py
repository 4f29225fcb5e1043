"""Writes the bill of materials (CycloneDX 1.6); runs in the build environment, where its library is.

``python installer/write_bill.py FACTS.json TARGET.json``: *FACTS* is what :mod:`installer.bill` collected.
"""

from __future__ import annotations

import json
import sys
from datetime import UTC, datetime
from pathlib import Path
from uuid import NAMESPACE_URL, uuid5

from cyclonedx.contrib.license.factories import LicenseFactory
from cyclonedx.model.bom import Bom
from cyclonedx.model.component import Component, ComponentType
from cyclonedx.output.json import JsonV1Dot6
from cyclonedx.schema import SchemaVersion
from cyclonedx.validation.json import JsonStrictValidator
from packageurl import PackageURL


def bill(facts: dict) -> Bom:
    """The bill that *facts* tell."""
    licences, main = LicenseFactory(), facts["product"]
    product = Component(type=ComponentType.APPLICATION, name=main["name"], version=main["version"], bom_ref="product")
    parts = [
        Component(
            type=ComponentType.LIBRARY,
            name=part["name"],
            version=part["version"],
            bom_ref=part["purl"],
            purl=PackageURL.from_string(part["purl"]),
            licenses=[licences.make_from_string(part["licence"])] if part["licence"] else [],
        )
        for part in facts["parts"]
    ]
    made = Bom(components=parts, serial_number=uuid5(NAMESPACE_URL, f"sendoff {main['version']} {main['epoch']}"))
    made.metadata.component = product
    made.metadata.timestamp = datetime.fromtimestamp(main["epoch"], UTC)
    made.register_dependency(product, parts)
    return made


def main(facts: Path, target: Path) -> None:
    """Write the bill, unless it breaks CycloneDX's own schema."""
    words = JsonV1Dot6(bill(json.loads(facts.read_text("utf-8")))).output_as_string(indent=1)
    broken = JsonStrictValidator(SchemaVersion.V1_6).validate_str(words)
    if broken is not None:
        sys.exit(f"the bill of materials is not CycloneDX 1.6: {broken}")
    target.write_text(words + "\n", encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
