"""Which secrets of a transfer are of no use any more."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace

import pytest

from app.core.engine.roster import Roster
from app.core.engine.spent import spent
from app.core.errors import InputError
from app.core.providers.load import load_provider
from app.core.storage.wipe import Spent
from app.core.text import text
from app.core.transfer import Batch, State, Transfer


def world(provider: object) -> SimpleNamespace:
    roster = Roster()
    roster.add_batch(Batch("b", "sela", "acc", {}, "", 0.0))
    return SimpleNamespace(provider=provider, roster=roster)


@pytest.mark.parametrize("state", [one for one in State if one not in (State.FAILED, State.CANCELLED)])
def test_what_may_go_on_keeps_its_addresses(state: State) -> None:
    def unasked(_: str) -> object:
        raise AssertionError

    assert spent(world(unasked), Transfer("t", "b", (), 0.0, 0.0, 1, state)) is None


@pytest.mark.parametrize("state", [State.FAILED, State.CANCELLED])
def test_a_provider_that_is_gone_may_come_back(state: State) -> None:
    def gone(_: str) -> object:
        raise InputError(text("It is gone."))

    assert spent(world(gone), Transfer("t", "b", (), 0.0, 0.0, 1, state)) is None


def test_an_address_is_spent_where_it_is_asked_for_anew() -> None:
    shipped = Path(__file__).parents[4] / "resources" / "providers"
    providers = {name: load_provider(shipped / name) for name in ("sela", "sendai")}
    failed = Transfer("t", "b", (), 0.0, 0.0, 1, State.FAILED)
    assert spent(world(lambda _: providers["sela"]), failed) == Spent("t", frozenset({"ask"}))
    assert spent(world(lambda _: providers["sendai"]), failed) is None
