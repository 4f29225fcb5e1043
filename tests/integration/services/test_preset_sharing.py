"""Presets for others: nothing private leaves, nothing dangerous comes in, and it is said what they would do."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from fixtures.desk import FORMS, Desk

from app.core.copies import replace
from app.core.errors import InputError
from app.core.json_types import Json
from app.core.masking import looks_secret
from app.core.paths import resources
from app.core.preset import FileWishes, FolderWatch, Preset
from app.core.schema.model import Choice, Field, Form, Kind, Variant
from app.core.services.preset_share import MOST_BYTES, SUFFIX, share, shared_name

KEY = "sk-canary0123456789abcdef"


async def kept(desk: Desk, name: str = "May leads", provider: str = "sela", **more: object) -> Preset:
    return await desk.core.presets.save(replace(Preset(name, provider, "", FORMS[provider]), **more))  # type: ignore[arg-type]


def form(*fields: Field) -> Form:
    return Form(fields)


# ── what leaves ────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    "canary",
    [KEY, "Bearer canary1234", "https://x.example/u?X-Amz-Signature=canary", "/home/ann/canary.csv", "~/canary",
     "C:\\Users\\ann\\canary", "\\\\server\\canary", "see /Users/ann/canary", "file:///canary", "account-canary",
     "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJjYW5hcnkifQ.canary", "aB3dE5gH7jK9mN1pQ3sT5vW7yZ9canary"],
)  # fmt: skip
@pytest.mark.parametrize("kind", ["text", "list", "map", "json"])
def test_nothing_private_leaves(canary: str, kind: str) -> None:
    text = Field("v", Kind.TEXT, "Value")
    fields = {
        "text": (text, canary),
        "list": (Field("v", Kind.LIST, "Value", children=(text,)), [canary]),
        "map": (Field("v", Kind.MAP, "Value", children=(text,)), {"a": canary, "token": "canary"}),
        "json": (Field("v", Kind.JSON, "Value"), {"a": [{"b": canary}]}),
    }
    field, value = fields[kind]
    shared = share(
        Preset("May", "p", "account-canary", {"v": value, "ok": "crm"}), form(field, replace(text, key="ok")), "P"
    )
    assert b"canary" not in shared.content
    assert json.loads(shared.content)["values"]["ok"] == "crm"
    assert (shared.left_out, json.loads(shared.content)["ask"]) == (
        ("Value",),
        ["v"],
    )


@pytest.mark.parametrize("kind", [Kind.PASSWORD, Kind.FILE, Kind.BYTES])
def test_hidden_fields_and_files_never_leave(kind: Kind) -> None:
    inner = Field("v", kind, "Hidden")
    group = Field("g", Kind.GROUP, "Group", children=(inner,))
    either = Field("e", Kind.VARIANTS, "Either", variants=(Variant("a", (inner,)),))
    values: dict[str, Json] = {"v": "canary", "g": {"v": "canary"}, "e": {"v": "canary"}}
    shared = share(Preset("May", "p", "", values), form(inner, group, either), "P")
    assert b"canary" not in shared.content


def test_names_that_are_private_do_not_leave_either() -> None:
    files = FileWishes(("*.csv", "/home/ann/canary"), name="~/canary/{date}")
    shared = share(Preset("/home/ann/canary", "p", "acc", {}, ask=("gone",), files=files, pinned=True), form(), "P")
    assert b"canary" not in shared.content
    data = json.loads(shared.content)
    assert not {"id", "account", "pinned", "position"} & set(data)
    assert (data["name"], data["files"]["patterns"], data["ask"]) == ("Preset", ["*.csv"], [])


def test_the_watched_folder_stays_here() -> None:
    watch = FolderWatch(Path("/home/ann/canary"), id="ca" * 16)
    content = share(Preset("May", "p", watch=watch), form(), "P").content
    assert b"watch" not in content
    assert b"canary" not in content


async def test_a_file_watches_no_folder(desk: Desk, tmp_path: Path) -> None:
    source = tmp_path / f"x{SUFFIX}"
    watch: Json = {"id": "a" * 32, "folder": str(tmp_path)}
    source.write_text(
        json.dumps({"version": 2, "name": "X", "provider": "sela", "values": FORMS["sela"], "watch": watch})
    )
    [incoming] = await desk.core.sharing.look(source)
    assert incoming.preset.watch is None
    kept_one = await desk.core.sharing.adopt(incoming, "practice-sela")
    assert kept_one.watch is None


def test_what_is_harmless_stays_as_it_is() -> None:
    whole: dict[str, Json] = {"t": "crm_export 2026/05 {date}", "n": 3, "l": ["a", "b"], "o": None, "c": "eu"}
    text, number = Field("t", Kind.TEXT, "T"), Field("n", Kind.INTEGER, "N")
    entries = Field("l", Kind.LIST, "L", children=(text,))
    choice = Field("c", Kind.CHOICE, "C", choices=(Choice("eu", "EU"),))
    shared = share(Preset("May", "p", "acc", whole), form(text, number, entries, replace(text, key="o"), choice), "P")
    assert (json.loads(shared.content)["values"], shared.left_out) == (whole, ())


@pytest.mark.parametrize(
    ("words", "secret"),
    [("crm_export", False), ("3f2b8c1e-5d7a-4b6f-9a0c-1e2d3c4b5a69", False), ("a" * 60, False), (KEY, True),
     ("0123456789abcdef" * 3, True), ("AKIAIOSFODNN7EXAMPLE00", True), ("monkey business", False),
     ("key_accounts_north_america", False), ("2026-11-21", False)],
)  # fmt: skip
def test_what_looks_like_a_secret(words: str, secret: bool) -> None:
    assert looks_secret(words) is secret


@pytest.mark.parametrize("name", ["../../etc/passwd", "a/b\\c:d", "...", "", "Mai & Juni (2)", "x" * 300, "ä" * 90])
def test_file_names_are_safe(name: str) -> None:
    made = shared_name(name)
    assert made.endswith(SUFFIX)
    assert len(made) < 110
    assert not set(made) & set('/\\:*?"<>|')
    assert not made.startswith(".")


async def test_the_account_its_name_and_its_id_stay_here(desk: Desk, tmp_path: Path) -> None:
    account = await desk.core.accounts.add("sela", "canary-account", "", "k" * 20, this_run_only=True)
    preset = await kept(desk, account_id=account.id)
    words = await desk.core.sharing.export([preset.id], tmp_path / "out.sendoff-preset")
    content = (tmp_path / "out.sendoff-preset").read_text()
    assert "canary" not in content
    assert account.id not in content
    assert str(tmp_path) not in content
    assert "holds no key, no account and no path" in str(words)
    assert desk.core.sharing.suggested_name([preset.id]) == "May leads.sendoff-preset"


# ── what comes in ──────────────────────────────────────────────────────────────────────────────────


async def test_there_and_back(desk: Desk, tmp_path: Path) -> None:
    files = FileWishes(("*.csv",), False, "{date} {file.stem}")
    preset = await kept(desk, values={"body.source": "/home/ann/x"}, files=files)
    words = await desk.core.sharing.export([preset.id], tmp_path / f"a{SUFFIX}")
    assert "Left out, and asked for each time: Source." in str(words)
    [incoming] = await desk.core.sharing.look(tmp_path / f"a{SUFFIX}")
    said = " ".join(map(str, incoming.words))
    for part in (
        "It sends files to Sela (",
        "*.csv only",
        "not look into folders",
        "“{date} {file.stem}”",
        "each time for: Source",
        "which stays: this one gets a number",
    ):
        assert part in said
    assert incoming.hosts[0] in said
    taken = await desk.core.sharing.adopt(incoming, "practice-sela")
    assert (taken.name, taken.account_id, taken.files, taken.ask) == (
        "May leads 2",
        "practice-sela",
        files,
        ("body.source",),
    )
    assert taken.id != preset.id
    assert desk.core.presets.standing(taken.id).problem is None


async def test_values_and_modes_are_said(desk: Desk, tmp_path: Path) -> None:
    preset = await kept(desk, "Together", "sendai", mode="together", values={**FORMS["sendai"], "body.name": "x" * 200})
    await desk.core.sharing.export([preset.id], tmp_path / f"a{SUFFIX}")
    [incoming] = await desk.core.sharing.look(tmp_path / f"a{SUFFIX}")
    said = list(map(str, incoming.words))
    assert any(words.startswith("How several files are sent: ") for words in said)
    assert "It fills in “Team”: team_1" in said
    assert any(words.endswith("…") and len(words) < 130 for words in said)


def hostile(**changes: Json) -> bytes:
    whole: dict[str, Json] = {"version": 2, "name": "x", "provider": "sela", "values": {}, **changes}
    return json.dumps(whole).encode()


async def test_a_file_decides_neither_the_account_nor_the_place_in_the_list(desk: Desk, tmp_path: Path) -> None:
    mine = await kept(desk)
    path = tmp_path / f"a{SUFFIX}"
    path.write_bytes(
        hostile(id=mine.id, account="practice-sela", pinned=True, position=-9, server="https://evil.example")
    )
    [incoming] = await desk.core.sharing.look(path)
    assert (incoming.preset.account_id, incoming.preset.pinned) == ("", False)
    assert "evil" not in " ".join(map(str, incoming.words))
    taken = await desk.core.sharing.adopt(incoming, "")
    assert taken.id != mine.id
    assert [one.name for one in desk.core.presets.all()] == ["May leads", "x"]


async def test_a_file_names_no_local_file_that_would_be_sent_along(desk: Desk, tmp_path: Path) -> None:
    folder = tmp_path / "mine"
    shutil.copytree(resources() / "providers" / "sela", folder)
    (folder / "upload.yaml").write_text((folder / "upload.yaml").read_text().replace("id: sela", "id: mine"))
    api = (folder / "openapi.yaml").read_text()
    at = api.index("        source:\n")
    logo = "        logo:\n          type: string\n          format: binary\n"
    (folder / "openapi.yaml").write_text(api[:at] + logo + api[at:])
    await desk.core.providers.add(await desk.core.providers.look(folder))
    assert desk.core.providers.form("mine").field("body.logo") is not None
    path = tmp_path / f"a{SUFFIX}"
    path.write_bytes(hostile(provider="mine", values={"body.logo": "/home/me/.ssh/id_rsa", "body.source": "crm"}))
    [incoming] = await desk.core.sharing.look(path)
    assert (incoming.preset.values, incoming.preset.ask) == ({"body.source": "crm"}, ("body.logo",))


@pytest.mark.parametrize(
    ("content", "words"),
    [(b"", "no preset"), (b"\xff\xfe", "no preset"), (b"[]", "no preset"), (b"[" * 200_000, "no preset"),
     (hostile(version=9), "newer Sendoff"), (hostile(name=""), "no preset"), (b"x" * (MOST_BYTES + 9), "far too large"),
     (hostile(files={"patterns": ["../*"]}), "no preset")],
)  # fmt: skip
async def test_what_is_no_preset_is_said(desk: Desk, tmp_path: Path, content: bytes, words: str) -> None:
    path = tmp_path / f"a{SUFFIX}"
    path.write_bytes(content)
    with pytest.raises(InputError, match=words):
        await desk.core.sharing.look(path)


async def test_a_vendor_that_is_not_known_is_named(desk: Desk, tmp_path: Path) -> None:
    path = tmp_path / f"a{SUFFIX}"
    path.write_bytes(hostile(provider="acme", provider_name="Acme Corp"))
    [incoming] = await desk.core.sharing.look(path)
    assert "“Acme Corp”" in str(incoming.problem)
    with pytest.raises(InputError, match="Add that vendor first"):
        await desk.core.sharing.adopt(incoming, "")


async def test_one_for_another_form_says_so(desk: Desk, tmp_path: Path) -> None:
    path = tmp_path / f"a{SUFFIX}"
    path.write_bytes(hostile(mode="never", values={"body.colour": "red"}))
    [incoming] = await desk.core.sharing.look(path)
    assert "another version of Sela's form: “colour” is gone." in str(incoming.words[-1])
