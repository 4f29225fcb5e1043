"""``kill -9`` at random points of uploads to five vendors at once; ``fixtures.kill_points`` does hundreds."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Mapping

import pytest
from fixtures.kill_story import FIRST, Theatre, theatre

pytestmark = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="process descriptors are Linux's")

ROUNDS = 6


@pytest.fixture(scope="module")
def stage(tmp_path_factory: pytest.TempPathFactory, nobody: Mapping[str, str]) -> Iterator[Theatre]:
    with theatre(tmp_path_factory.mktemp("kills"), nobody) as made:
        yield made


@pytest.mark.parametrize("number", range(ROUNDS))
@pytest.mark.parametrize("kind", FIRST)
def test_nothing_is_lost_and_nothing_sent_twice(stage: Theatre, kind: str, number: int) -> None:
    told = stage.play(f"{os.environ['SENDOFF_SEED']} {kind} {number}", kind)
    assert sum(told.kills.values()) + sum(told.missed.values()) >= 1
