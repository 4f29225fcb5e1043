"""What the person does with presets, without a widget."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from fixtures.signals import listen

from app.core.errors import InputError
from app.core.preset import FieldNote, MadeFor, Preset
from app.core.services.model import Draft
from app.core.text import text
from app.ui.controllers.presets import PresetKeeper
from app.ui.sample_core import SampleCore

Work = Callable[..., None]


@pytest.fixture
def vendor(core: SampleCore) -> str:
    return core.providers.all()[0].id


@pytest.fixture
def keeper(core: SampleCore, work: Work) -> PresetKeeper:
    return PresetKeeper(core, work)


def key_of(core: SampleCore, vendor: str) -> str:
    return core.providers.form(vendor).fields[0].key


def test_presets_are_saved_used_and_updated(core: SampleCore, keeper: PresetKeeper, vendor: str) -> None:
    told = listen(keeper, "used", "told")
    key = key_of(core, vendor)
    keeper.save(Preset("May", vendor, "a", {key: "crm", "body.unknown": 1}))
    [kept] = core.presets.all()
    keeper.use(kept.id, [Path("/a.csv")])
    keeper.update(kept.id, Draft(vendor, "b", (), {key: "web"}))
    keeper.use_number(1)
    keeper.use_named("May")
    keeper.use_number(2)
    used = [t for t in told if t[0] == "used"]
    assert [dict(t[1].values) for t in used] == [{key: "crm"}, {key: "web"}, {key: "web"}]
    assert [t[2] for t in used] == [[Path("/a.csv")], [], []]
    assert all(t[2] for t in told if t[0] == "told")


def test_a_form_of_another_vendor_is_not_kept_for_it(core: SampleCore, keeper: PresetKeeper, vendor: str) -> None:
    keeper.save(Preset("May", vendor, "a", {key_of(core, vendor): "crm"}))
    before, told = core.presets.all(), listen(keeper, "told")
    keeper.update(before[0].id, Draft(core.providers.all()[1].id, "", (), {}))
    assert (core.presets.all(), [t[2] for t in told]) == (before, [False])


def test_what_is_not_there_is_said(keeper: PresetKeeper) -> None:
    told = listen(keeper, "used", "told")
    keeper.use("never there")
    keeper.use_named("Nobody")
    keeper.update("never there", Draft("x", "", (), {}))
    keeper.remove("never there")
    keeper.step("never there", 1)
    keeper.undo()
    assert [t[0::2] for t in told] == [("told", False), ("told", False)]


def test_a_removed_preset_comes_back_as_it_was(core: SampleCore, keeper: PresetKeeper, vendor: str) -> None:
    told = listen(keeper, "undo_offered")
    keeper.save(Preset("May", vendor))
    before = core.presets.all()
    keeper.remove(before[0].id)
    assert (core.presets.all(), len(told)) == ([], 1)
    keeper.undo()
    keeper.undo()
    assert core.presets.all() == before


def test_presets_are_put_in_order_and_pinned(core: SampleCore, keeper: PresetKeeper, vendor: str) -> None:
    for name in ("a", "b", "c"):
        keeper.save(Preset(name, vendor))
    first, second, third = (one.id for one in core.presets.all())
    keeper.step(first, -1)
    assert keeper.names == ["a", "b", "c"]
    keeper.step(first, 1)
    assert keeper.names == ["b", "a", "c"]
    keeper.step(first, 1)
    keeper.step(first, 1)
    assert keeper.names == ["b", "c", "a"]
    keeper.move(third, second)
    assert keeper.names == ["c", "b", "a"]
    keeper.pin(first, True)
    assert keeper.names == ["a", "c", "b"]
    keeper.step(first, 1)
    assert keeper.names == ["a", "c", "b"]
    keeper.duplicate(third)
    keeper.rename(first, "z")
    assert keeper.names == ["z", "c", "c 2", "b"]


def test_one_that_no_longer_fits_is_not_applied_but_mended(core: SampleCore, keeper: PresetKeeper, vendor: str) -> None:
    told = listen(keeper, "used", "told", "mending_offered")
    old = MadeFor("other", (FieldNote("body.colour", "text", "Colour"),))
    core.kept_presets.presets["1"] = Preset("Old", vendor, values={"body.colour": "red"}, made_for=old, id="1")
    keeper.use("1", [Path("/a.csv")])
    [(what, words, applied)] = told
    assert (what, applied) == ("mending_offered", False)
    assert "“Colour” is gone." in str(words)
    keeper.mend()
    assert told[1][0] == "used"
    assert (dict(told[1][1].values), told[1][2]) == ({}, [Path("/a.csv")])


def test_what_was_offered_is_mended_whatever_was_used_since(
    core: SampleCore, keeper: PresetKeeper, vendor: str
) -> None:
    old = MadeFor("other", (FieldNote("body.colour", "text", "Colour"),))
    core.kept_presets.presets["1"] = Preset("Old", vendor, values={"body.colour": "red"}, made_for=old, id="1")
    keeper.save(Preset("Fits", vendor, id="2"))
    told = listen(keeper, "used")
    keeper.use("1")
    keeper.use("2")
    keeper.mend()
    assert [preset.name for _, preset, _ in told] == ["Fits", "Old"]


def test_one_of_a_vendor_that_is_gone_is_said_to_be(core: SampleCore, keeper: PresetKeeper) -> None:
    told = listen(keeper, "used", "told", "mending_offered", "changed")
    core.kept_presets.presets["1"] = Preset("Lost", "gone", id="1")
    keeper.use("1")
    keeper.mend()
    assert [t[0::2] for t in told] == [("told", False), ("told", False)]
    keeper.read()
    assert told[-1][1][0].problem is not None


def test_a_disk_that_refuses_is_said(
    core: SampleCore, keeper: PresetKeeper, vendor: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def refuse(*_: object) -> None:
        raise InputError(text("The disk is full."))

    keeper.save(Preset("May", vendor))
    told = listen(keeper, "told", "undo_offered")
    for name in ("save", "remove"):
        monkeypatch.setattr(core.presets, name, refuse)
    keeper.save(Preset("June", vendor))
    keeper.remove(core.presets.all()[0].id)
    assert [t[2] for t in told] == [False, False]
