"""Presets with real vendors: kept, ordered, held against a changed form, and filled in when files are sent."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from fixtures.desk import FORMS, Desk

from app.core.copies import replace
from app.core.errors import InputError
from app.core.json_types import Json
from app.core.paths import resources
from app.core.preset import FileWishes, FolderWatch, Preset
from app.core.services.model import Check, Draft, Grade
from app.core.storage.presets import PresetStore
from app.core.transfer import State


def names(desk: Desk) -> list[str]:
    return [one.name for one in desk.core.presets.all()]


async def saved(desk: Desk, name: str, provider: str = "sela", **more: object) -> Preset:
    return await desk.core.presets.save(replace(Preset(name, provider, "", FORMS[provider]), **more))  # type: ignore[arg-type]


async def test_order_copies_and_names(desk: Desk) -> None:
    presets = desk.core.presets
    first, second, third = [await saved(desk, name) for name in ("a", "b", "c")]
    await presets.move(third.id, first.id)
    assert names(desk) == ["c", "a", "b"]
    await presets.move(third.id, "")
    await presets.pin(second.id, True)
    assert names(desk) == ["b", "a", "c"]
    copy = await presets.duplicate(first.id)
    await presets.duplicate(first.id)
    assert names(desk) == ["b", "a", "a 3", "a 2", "c"]
    await presets.rename(copy.id, " new   name ")
    with pytest.raises(InputError, match="called “c” already"):
        await presets.rename(copy.id, "c")
    with pytest.raises(InputError, match="Give the preset a name"):
        await presets.rename(copy.id, " ")
    await presets.rename(third.id, "c")
    assert presets.named("new name") == presets.get(copy.id)
    folder = desk.folder.parent / "data" / "presets"
    assert [one.name for one in PresetStore(folder).all()] == names(desk)


async def test_what_takes_another_vendors_place_does_not_get_its_watched_folder(desk: Desk, tmp_path: Path) -> None:
    presets = desk.core.presets
    first = await saved(desk, "a")
    await presets.set_watch(first.id, FolderWatch(tmp_path))
    again = await saved(desk, "a", files=FileWishes(("*.csv",)))
    assert again.watch is not None
    other = await saved(desk, "a", "tela")
    assert (other.id, other.provider_id, other.watch) == (first.id, "tela", None)


async def test_what_was_removed_is_put_back_unless_its_name_is_taken(desk: Desk) -> None:
    presets = desk.core.presets
    first = await saved(desk, "a", pinned=True)
    await presets.remove(first.id)
    with pytest.raises(InputError, match="not there any more"):
        presets.get(first.id)
    assert await presets.put_back(first) == first
    await presets.remove(first.id)
    await saved(desk, "a")
    with pytest.raises(InputError, match="already"):
        await presets.put_back(first)


async def test_saving_under_a_name_that_is_there_replaces_that_one(desk: Desk) -> None:
    first, _ = await saved(desk, "a"), await saved(desk, "b")
    again = await saved(desk, "a", values={"body.source": "x", "body.gone": 1}, ask=("body.source", "body.gone"))
    assert (again.id, again.position, again.values, again.ask) == (first.id, first.position, {}, ("body.source",))
    with pytest.raises(InputError, match="no pattern"):
        await saved(desk, "c", files=FileWishes(("a/b",)))


# ── against a changed form ─────────────────────────────────────────────────────────────────────────


async def changed_vendor(desk: Desk, folder: Path) -> Preset:
    """A preset of a vendor whose field “source” became “region” afterwards."""
    shutil.copytree(resources() / "providers" / "sela", folder)
    for name in ("upload.yaml", "openapi.yaml"):
        (folder / name).write_text((folder / name).read_text().replace("id: sela", "id: mine"))
    await desk.core.providers.add(await desk.core.providers.look(folder))
    kept = await desk.core.presets.save(Preset("May", "mine", "", {"body.source": "crm"}))
    for name in ("upload.yaml", "openapi.yaml"):
        words = (folder / name).read_text()
        for old, new in (("body.source", "body.region"), ("source:", "region:"), ("- source", "- region")):
            words = words.replace(old, new)
        (folder / name).write_text(words)
    await desk.core.providers.add(await desk.core.providers.look(folder))
    return kept


async def test_a_changed_form_is_told_and_the_preset_brought_up_to_date(desk: Desk, tmp_path: Path) -> None:
    presets = desk.core.presets
    kept = await changed_vendor(desk, tmp_path / "mine")
    standing = presets.standing(kept.id)
    assert standing.mendable
    assert "“Source” is gone. “Source” is new and needed." in str(standing.problem)
    mended = await presets.bring_up_to_date(kept.id)
    assert (mended.values, mended.ask) == ({}, ("body.region",))
    assert presets.standing(kept.id).problem is None


async def test_a_vendor_or_a_mode_that_is_gone(desk: Desk) -> None:
    presets = desk.core.presets
    kept = await saved(desk, "a", "sendai", mode="together")
    store: PresetStore = presets._store  # type: ignore[assignment]
    await store.put(replace(kept, mode="never"))
    standing = presets.standing(kept.id)
    assert "way to send several files is gone" in str(standing.problem)
    assert (await presets.bring_up_to_date(kept.id)).mode == ""
    assert presets.standing(kept.id).problem is None
    await store.put(replace(kept, provider_id="nowhere"))
    standing = presets.standing(kept.id)
    assert ("no vendor" in str(standing.problem), standing.mendable) == (True, False)
    with pytest.raises(InputError, match="no vendor"):
        await presets.bring_up_to_date(kept.id)


# ── asked for each time, and filled in ─────────────────────────────────────────────────────────────


def problems(check: Check) -> dict[str, str]:
    return {error.key: str(error.words) for error in check.errors}


async def test_what_is_asked_for_each_time_has_to_be_filled_in(desk: Desk) -> None:
    draft = desk.draft("sendai", desk.file("a.txt"))
    ask = replace(draft, ask=("body.name",))
    assert problems(await desk.core.uploads.check(draft)) == {}
    assert problems(await desk.core.uploads.check(ask)) == {"body.name": "This is asked for each time. Fill it in."}
    filled = replace(ask, values={**ask.values, "body.name": "x"})
    assert (await desk.core.uploads.check(filled)).ready


async def test_placeholders_are_filled_in_once_and_a_retry_sends_the_same(desk: Desk) -> None:
    desk.practice.misbehave("sela", "ask", "hang", times=-1)
    batch = await desk.send("sela", desk.leads("May.csv"), body__source="{file.stem}-{file.ext}")
    [transfer] = desk.of(batch)
    assert transfer.extra == {"body.source": "May-csv"}
    assert batch.values["body.source"] == "{file.stem}-{file.ext}"
    await desk.core.uploads.cancel([transfer.id])
    desk.practice.behave()
    await desk.core.uploads.retry([transfer.id])
    [done] = await desk.until(batch, State.DONE)
    assert done.extra == {"body.source": "May-csv"}
    plan = await desk.core.uploads.plan(desk.draft("sela", desk.leads("June.csv"), body__source="{file.stem}"))
    assert any('"June"' in request.body for request in plan)


async def test_what_is_filled_in_for_the_batch_is_in_its_values(desk: Desk) -> None:
    draft = desk.draft("sendai", desk.file("a.txt"), desk.file("b.txt"), body__name="{date}/{{user}}")
    check = await desk.core.uploads.check(draft)
    [shown] = check.sent_as
    batch = await desk.submit(draft)
    assert (shown.key, str(shown.words)) == ("body.name", f"Will be sent as: {batch.values['body.name']}")
    assert str(batch.values["body.name"]).endswith("/{user}")


async def test_how_a_field_will_be_sent_is_said_with_a_file_as_the_example(desk: Desk) -> None:
    async def said(*paths: Path) -> str:
        check = await desk.core.uploads.check(desk.draft("sela", *paths, body__source="{file.stem}"))
        return str(check.sent_as[0].words)

    assert await said() == "Will be filled in for each file."
    assert await said(desk.leads("a.csv")) == "Will be sent as: a"
    assert await said(desk.leads("a.csv"), desk.leads("b.csv")) == "Will be sent with “a.csv” as: a"


@pytest.mark.parametrize(
    ("provider", "key", "mode"), [("deepset", "path.workspace_name", ""), ("sendai", "body.name", "together")]
)
async def test_a_value_of_the_whole_batch_cannot_depend_on_the_file(
    desk: Desk, provider: str, key: str, mode: str
) -> None:
    values: dict[str, Json] = {**FORMS[provider], key: "{file.stem}"}
    draft = Draft(provider, f"practice-{provider}", (desk.file("a.txt"),), values, mode)
    found = problems(await desk.core.uploads.check(draft))
    assert "once for all files together" in found[key]
    assert "{date} and {user} can." in found[key]
    with pytest.raises(InputError):
        await desk.core.uploads.submit(draft)


async def test_metadata_that_travels_with_each_file_may_depend_on_it(desk: Desk) -> None:
    draft = desk.draft("deepset", desk.file("a.txt", b"x"), desk.file("b.txt", b"y"), companion={"from": "{file.stem}"})
    alone = replace(draft, companions={draft.paths[1]: {"own": "{file.ext}"}})
    batch = await desk.submit(alone)
    written = {one.name: one.extra["companion"] for one in desk.of(batch)}
    assert written == {"a.txt": {"from": "a"}, "b.txt": {"own": "txt"}}
    await desk.until(batch, State.DONE)


async def test_what_comes_out_is_checked_for_every_file(desk: Desk) -> None:
    draft = desk.draft("sela", desk.leads("ok.csv"), desk.leads("not ok.csv"), body__source="{file.stem}")
    found = problems(await desk.core.uploads.check(draft))
    assert found["body.source"].startswith("For “not ok.csv”: ")


# ── which files ────────────────────────────────────────────────────────────────────────────────────


async def test_a_preset_takes_the_files_it_is_for(desk: Desk) -> None:
    folder = desk.folder / "in"
    for name in ("in/a.csv", "in/b.txt", "in/sub/c.CSV", "d.txt"):
        desk.leads(name)
    draft = replace(desk.draft("sela", folder, desk.folder / "d.txt"), wishes=FileWishes(("*.csv",)))
    check = await desk.core.uploads.check(draft)
    assert {v.path.name: v.grade for v in check.verdicts} == {
        "a.csv": Grade.OK,
        "c.CSV": Grade.OK,
        "d.txt": Grade.ERROR,
    }
    assert "takes *.csv only" in str(check.verdicts[-1].words)
    files_only = replace(draft, wishes=FileWishes(folders=False))
    flat = await desk.core.uploads.check(files_only)
    assert "files only, no folders" in str(flat.verdicts[0].words)
    again = await desk.core.uploads.check(
        replace(draft, known=flat.verdicts, wishes=FileWishes(folders=False)), sure=True
    )
    assert "files only, no folders" in str(again.verdicts[0].words)


async def test_files_are_sent_under_the_preset_s_name(desk: Desk) -> None:
    draft = replace(desk.draft("sela", desk.leads("May.csv")), wishes=FileWishes(name="{file.stem} of {user}"))
    check = await desk.core.uploads.check(draft)
    sent = check.verdicts[0].source
    assert sent is not None
    assert sent.sent_name.startswith("May of ")
    assert sent.sent_name.endswith(".csv")
    typed = await desk.core.uploads.check(replace(draft, names={draft.paths[0]: "mine.csv"}))
    assert typed.verdicts[0].source is not None
    assert typed.verdicts[0].source.sent_name == "mine.csv"


async def test_what_is_new_and_need_not_be_filled_in_does_not_stand_in_the_way(desk: Desk) -> None:
    presets = desk.core.presets
    kept = await saved(desk, "a", "sendai")
    store: PresetStore = presets._store  # type: ignore[assignment]
    fewer = replace(kept.made_for, fingerprint="other", fields=kept.made_for.fields[:-1])
    await store.put(replace(kept, made_for=fewer))
    standing = presets.standing(kept.id)
    assert (standing.problem, standing.mendable) == (None, True)
    assert str(standing.news) == "“Further details” is new."


async def test_once_what_is_wrong_is_known_no_further_file_is_looked_at(desk: Desk) -> None:
    paths = [desk.leads(name) for name in ("not ok.csv", "also not.csv", "fine.csv")]
    found = (await desk.core.uploads.check(desk.draft("sela", *paths, body__source="{file.stem}"))).errors
    assert [str(one.words).partition(":")[0] for one in found] == ["For “not ok.csv”"]
