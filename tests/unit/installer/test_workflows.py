"""The workflows: whose code they run, what they may do, and that no secret is named which nobody is told of."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from fixtures.processes import ROOT
from ruamel.yaml import YAML

FILES = sorted((ROOT / ".github" / "workflows").glob("*.yml"))
PINNED = re.compile(r"uses: actions/[\w-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$")

every_file = pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)


def read(file: Path) -> dict[str, Any]:
    return dict(YAML(typ="safe").load(file))


def steps(file: Path) -> Iterator[dict[str, Any]]:
    for job in read(file)["jobs"].values():
        yield from job["steps"]


def test_there_are_two() -> None:
    assert [file.name for file in FILES] == ["release.yml", "tests.yml"]


@every_file
def test_only_githubs_own_actions_run_each_pinned_by_its_commit(file: Path) -> None:
    lines = [line.strip().removeprefix("- ") for line in file.read_text().splitlines() if "uses:" in line]
    assert len(lines) >= 4
    assert [line for line in lines if not PINNED.search(line)] == []


@every_file
def test_a_job_may_read_and_only_the_draft_may_write(file: Path) -> None:
    workflow = read(file)
    assert workflow["permissions"] == {"contents": "read"}
    more = {name: job["permissions"] for name, job in workflow["jobs"].items() if "permissions" in job}
    assert more == ({"draft": {"contents": "write"}} if file.stem == "release" else {})
    checkouts = [step for step in steps(file) if "checkout" in step.get("uses", "")]
    assert checkouts
    assert all(step["with"]["persist-credentials"] is False for step in checkouts)


@every_file
def test_no_word_of_a_strangers_gets_into_a_script(file: Path) -> None:
    inside = [found for step in steps(file) for found in re.findall(r"\$\{\{(.*?)\}\}", step.get("run", ""))]
    assert set(inside) <= {" matrix.system "}


@every_file
def test_every_job_ends_by_itself(file: Path) -> None:
    assert all(job["timeout-minutes"] <= 90 for job in read(file)["jobs"].values())


def test_tests_on_a_stranger_s_change_see_no_secret() -> None:
    assert "secrets." not in (ROOT / ".github" / "workflows" / "tests.yml").read_text()


def test_every_secret_and_variable_is_described() -> None:
    used = set(re.findall(r"\b(?:secrets|vars)\.(\w+)", (ROOT / ".github" / "workflows" / "release.yml").read_text()))
    told = (ROOT / "installer" / "README.md").read_text()
    assert len(used) == 9
    assert [name for name in sorted(used) if f"`{name}`" not in told] == []


def test_caches_are_keyed_by_the_lock_files() -> None:
    for file in FILES:
        for step in steps(file):
            if "setup-python" in step.get("uses", ""):
                assert step["with"]["cache-dependency-path"] == "installer/locks/*.txt"
