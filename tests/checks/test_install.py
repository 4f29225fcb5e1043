"""What is installed is pinned, by hash, and fits what the project says it needs; the two commands are as promised."""

from __future__ import annotations

import json
import re
import tomllib

import pytest
from fixtures.processes import ROOT
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from installer.environment import LOCKS

PINNED = re.compile(r"^([\w.-]+)==(\S+)( ; [^\\]+)? \\\n((?:    --hash=sha256:[0-9a-f]{64}(?: \\)?\n)+)", re.MULTILINE)


def locked(name: str) -> dict[str, str]:
    return {canonicalize_name(match[1]): match[2] for match in PINNED.finditer((LOCKS / name).read_text())}


def wanted(extra: str = "") -> list[Requirement]:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    lines = project["dependencies"] + (project["optional-dependencies"][extra] if extra else [])
    return [Requirement(line) for line in lines]


@pytest.mark.parametrize("name", ["run.txt", "test.txt"])
def test_a_lock_is_nothing_but_versions_and_hashes(name):
    assert PINNED.sub("", (LOCKS / name).read_text()).strip() == ""


@pytest.mark.parametrize(("name", "extra"), [("run.txt", ""), ("test.txt", "test")])
def test_a_lock_fits_the_project(name, extra):
    versions = locked(name)
    wrong = [str(need) for need in wanted(extra) if versions.get(canonicalize_name(need.name)) not in need.specifier]
    assert wrong == []


def test_tests_run_with_the_versions_that_people_get():
    assert locked("run.txt").items() <= locked("test.txt").items()


def test_node_packages_are_pinned_by_hash_and_name_no_address():
    lock = json.loads((ROOT / "tests" / "package-lock.json").read_text())
    packages = {name: package for name, package in lock["packages"].items() if name}
    assert len(packages) > 100
    assert [name for name, package in packages.items() if not package["integrity"].startswith("sha512-")] == []
    assert [name for name, package in packages.items() if "resolved" in package] == []


def test_ci_runs_the_command_of_the_readme_and_nothing_else():
    lines = [line for line in (ROOT / ".ci" / "run").read_text().splitlines() if line and not line.startswith("#")]
    assert lines == ["set -euo pipefail", 'cd "$(dirname "$0")/.."', "exec python3 tests/run.py"]
    readme = (ROOT / "README.md").read_text()
    assert "python3 tests/run.py" in readme
    assert "python3 installer/from_source.py --practice" in readme
