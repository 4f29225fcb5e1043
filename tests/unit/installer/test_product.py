"""A version is written in one place, and the moment of the sources is the same at every building."""

from __future__ import annotations

from pathlib import Path

import pytest

import app
from installer.environment import ROOT, SetupError
from installer.product import product, read_version, source_epoch


def test_the_version_is_the_program_s_own() -> None:
    assert product().version == app.__version__


def test_another_version_can_be_asked_for() -> None:
    assert product(version="0.0.1").version == "0.0.1"


@pytest.mark.parametrize("source", ["", '__version__ = "1.2"', '__version__ = "1.2.3rc1"', "__version__ = 1"])
def test_a_version_that_packages_cannot_have_is_refused(source: str) -> None:
    with pytest.raises(SetupError, match="__version__"):
        read_version(source)


def test_the_moment_comes_from_the_environment_then_from_the_history_then_is_fixed(tmp_path: Path) -> None:
    assert source_epoch(ROOT, {"SOURCE_DATE_EPOCH": "1700000000"}) == 1_700_000_000
    assert source_epoch(tmp_path, {}) == 1_767_225_600
    what = product(environment={"SOURCE_DATE_EPOCH": "1700000000"})
    assert what.day == "2023-11-14"


def test_whoever_publishes_says_so_as_debian_s_tools_want_it() -> None:
    assert product(environment={}).maintainer == "The Sendoff team <nobody@sendoff.invalid>"
    named = product(environment={"DEBFULLNAME": "Ann Example", "DEBEMAIL": "ann@example.org"})
    assert named.maintainer == "Ann Example <ann@example.org>"
