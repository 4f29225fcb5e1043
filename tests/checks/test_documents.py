"""What the documents name is there: tests that hold promises, modules, linked files, words of the command line."""

from __future__ import annotations

import argparse
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from fixtures.listing import listed
from fixtures.processes import ROOT

from app.cli import _parser
from app.main import _options

DOCUMENTS = sorted(
    path.relative_to(ROOT).as_posix()
    for folder in (ROOT, *(ROOT / name for name in ("app", "tests", "installer", "resources")))
    for path in (folder.glob("*.md") if folder == ROOT else folder.rglob("*.md"))
    if not {"node_modules", ".venv", ".tools"} & set(path.parts)
)
NAMED = re.compile(r"`([^`\n]+)`")
PATH = re.compile(r"[\w.*-]+(/[\w.*-]+)*")
LINK = re.compile(r"\]\((?!https?:|mailto:)([^)#\s]+)")


def promises() -> Iterator[tuple[str, list[str]]]:
    """Each row of the table in ``tests/README.md``: the promise, and what holds it."""
    words = (ROOT / "tests" / "README.md").read_text(encoding="utf-8")
    table = words.partition("| promise | held by |\n")[2].partition("\n\n")[0]
    for row in table.splitlines()[1:]:
        promise, held_by = row.strip("|").rsplit("|", 1)
        yield promise.strip(), [name for name in NAMED.findall(held_by) if PATH.fullmatch(name)]


def test_every_promise_names_tests_that_are_there():
    missing, seen = [], 0
    for promise, names in promises():
        folder = ROOT / "tests"
        for name in names:
            # A bare file name lies where the one before it does.
            found = [path for base in (folder, ROOT / "tests", ROOT) for path in base.glob(name)]
            seen += bool(found)
            if found:
                folder = found[0].parent
            elif not name.startswith("fixtures."):
                missing.append((promise, name))
    assert seen > 100
    assert not missing, listed(missing)


def test_every_module_that_the_architecture_names_is_there():
    there = [path.relative_to(ROOT) for folder in ("app", "resources") for path in (ROOT / folder).rglob("*")]
    words = (ROOT / "app" / "README.md").read_text(encoding="utf-8")
    named = {name for name in NAMED.findall(words) if PATH.fullmatch(name) and ("/" in name or name.endswith(".py"))}
    ends = {end for path in there for one in (path, path.with_suffix("")) for end in _ends(one)}
    missing = [name for name in named if name not in ends]
    assert len(named) > 40
    assert not missing, listed(missing)


def _ends(path: Path) -> Iterator[str]:
    """``app/core/text.py``, ``core/text.py`` and ``text.py``."""
    return ("/".join(path.parts[at:]) for at in range(len(path.parts)))


@pytest.mark.parametrize("document", DOCUMENTS)
def test_every_link_leads_somewhere(document):
    place = ROOT / document
    links = LINK.findall(place.read_text(encoding="utf-8"))
    assert [link for link in links if not (place.parent / link).exists()] == []


def options(parser: argparse.ArgumentParser) -> Iterator[str]:
    for action in parser._actions:
        yield from action.option_strings
        if isinstance(action, argparse._SubParsersAction):
            for inner in action.choices.values():
                yield from options(inner)


def test_every_option_in_the_readme_is_one(capsys):
    with pytest.raises(SystemExit):
        _options(["--help"])
    known = {*options(_parser()), *re.findall(r"--[\w-]+", capsys.readouterr().out)}
    words = (ROOT / "README.md").read_text(encoding="utf-8").partition("## Without a window")[2]
    named = set(re.findall(r"(?<![\w-])--[a-z][\w-]*", words.partition("\n## ")[0]))
    assert len(named) > 15
    assert named - known - {"--selftest"} == set()
