"""Collects what is bundled, for the bill of materials: every package, Python, and libraries of the system."""

from __future__ import annotations

import json
import platform
import subprocess
from collections.abc import Iterable
from importlib.metadata import Distribution
from pathlib import Path

from installer.environment import Environment, SetupError
from installer.licences import SystemPackage
from installer.product import NAME, Product


def facts(product: Product, packages: Iterable[Distribution], system: Iterable[SystemPackage]) -> dict[str, object]:
    """What ``write_bill.py`` reads; each part with its package URL (github.com/package-url)."""
    parts = [
        _part("python", platform.python_version(), f"pkg:generic/python@{platform.python_version()}", "PSF-2.0"),
        *(_of_index(one) for one in packages),
        *(_part(one.name, one.version, f"pkg:deb/debian/{one.name}@{_quoted(one.version)}", "") for one in system),
    ]
    main = {"name": NAME, "version": product.version, "epoch": product.epoch}
    return {"product": main, "parts": parts}


def write_bill(product: Product, environment: Environment, collected: dict[str, object]) -> Path:
    """Write the bill of materials.

    Raises:
        SetupError: it could not be written.
    """
    noted = product.work / "bill-facts.json"
    noted.write_text(json.dumps(collected, indent=1), encoding="utf-8")
    writer = Path(__file__).with_name("write_bill.py")
    if subprocess.call([environment.python, writer, noted, product.bill]) != 0:
        raise SetupError("The bill of materials could not be written; what is wrong is above.")
    return product.bill


def _of_index(one: Distribution) -> dict[str, str]:
    name, metadata = one.metadata["Name"], one.metadata
    # Older packages write a whole text where a name belongs: the text is among the licences then.
    licence = metadata.get("License-Expression") or metadata.get("License") or ""
    short = licence if len(licence) < 80 and "\n" not in licence else ""
    return _part(name, one.version, f"pkg:pypi/{name.lower().replace('_', '-')}@{one.version}", short)


def _part(name: str, version: str, purl: str, licence: str) -> dict[str, str]:
    return {"name": name, "version": version, "purl": purl, "licence": licence}


def _quoted(version: str) -> str:
    return version.replace("+", "%2B").replace(":", "%3A").replace("~", "%7E")
