"""What is remembered of provider folders: the same as what reading says, and never more than the folder says."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from app.core.errors import ProviderError
from app.core.paths import resources
from app.core.providers.files import FLOW_FILE, read_files
from app.core.providers.load import load_provider
from app.core.storage import read_providers
from app.core.storage.read_providers import ReadProviders

SHIPPED = sorted(path for path in (resources() / "providers").iterdir() if path.is_dir())


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A provider of the person's own."""
    return Path(shutil.copytree(resources() / "providers" / "tela", tmp_path / "tela"))


@pytest.fixture
def place(tmp_path: Path) -> Path:
    return tmp_path / "memory"


@pytest.mark.parametrize("shipped", SHIPPED, ids=lambda path: path.name)
def test_what_is_remembered_is_what_was_read(shipped: Path, place: Path) -> None:
    first, again = ReadProviders(place).read(shipped), ReadProviders(place).read(shipped)
    assert first == again == read_files(shipped)
    assert load_provider(shipped, read=ReadProviders(place).read).forms == load_provider(shipped).forms


def test_a_start_that_remembers_loads_neither_yaml_nor_jsonschema(place: Path) -> None:
    for shipped in SHIPPED:
        ReadProviders(place).read(shipped)
    program = (
        "import sys; from pathlib import Path; from app.core.providers.load import load_all;"
        "from app.core.storage.read_providers import ReadProviders; import app.assembly, app.ui.shell;"
        "found, problems = load_all([Path(sys.argv[1])], ReadProviders(Path(sys.argv[2])).read);"
        "late = {'ruamel.yaml', 'jsonschema', 'charset_normalizer', 'httpx', 'aiohttp', 'keyring', 'nacl', 'wakepy',"
        " 'quickjs', 'phonenumbers', 'jeepney'};"
        "print(len(found), len(problems), *sorted(late & set(sys.modules)))"
    )
    command = [sys.executable, "-c", program, str(resources() / "providers"), str(place)]
    said = subprocess.run(command, capture_output=True, text=True, check=True, cwd=resources().parent).stdout
    assert said.split() == [str(len(SHIPPED)), "0"]


def test_a_change_of_any_file_is_seen(folder: Path, place: Path) -> None:
    memory = ReadProviders(place)
    before = memory.read(folder)
    flow = folder / FLOW_FILE
    flow.write_text(flow.read_text("utf-8").replace("name: Tela", "name: Other"), "utf-8")
    changed = memory.read(folder)
    assert changed == read_files(folder) != before
    overlay = folder / "overlay.yaml"
    overlay.unlink()
    assert memory.read(folder) == read_files(folder) != changed


def test_a_newer_program_reads_anew(folder: Path, place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    ReadProviders(place).read(folder)
    monkeypatch.setattr(read_providers, "__version__", "99.0.0")
    ReadProviders(place).read(folder)
    assert len(list(place.iterdir())) == 2


@pytest.mark.parametrize(
    "damage",
    [b"", b"{", b"\xff\xfe\x00", b"[]", b'{"flow": 1, "api": 2}', b'{"flow": {"name": "x"}}', b"[" * 100_000],
)
def test_what_is_damaged_is_read_anew(damage: bytes, folder: Path, place: Path) -> None:
    ReadProviders(place).read(folder)
    (kept,) = place.iterdir()
    whole = kept.read_bytes()
    kept.write_bytes(damage)
    assert ReadProviders(place).read(folder) == read_files(folder)
    assert kept.read_bytes() == whole


def test_marks_that_are_none_are_damage(folder: Path, place: Path) -> None:
    ReadProviders(place).read(folder)
    (kept,) = place.iterdir()
    data = json.loads(kept.read_bytes())
    data["flow"]["marks"] = [[["steps"], "x", 1]]
    kept.write_text(json.dumps(data), "utf-8")
    assert ReadProviders(place).read(folder) == read_files(folder)


def test_mistakes_are_not_remembered(folder: Path, place: Path) -> None:
    (folder / FLOW_FILE).write_text("uploadflow: 2\n", "utf-8")
    for _ in range(2):
        with pytest.raises(ProviderError, match=r"upload\.yaml:1:"):
            ReadProviders(place).read(folder)
    assert not place.exists()


def test_warnings_are_said_every_time(folder: Path, place: Path) -> None:
    overlay = folder / "overlay.yaml"
    overlay.write_text(
        "overlay: 1.0.0\ninfo: {title: x, version: '1'}\nactions: [{target: $.nowhere, update: {}}]\n", "utf-8"
    )
    assert ReadProviders(place).read(folder).warnings
    assert ReadProviders(place).read(folder).warnings


def test_what_came_with_the_program_is_used_first(folder: Path, place: Path, tmp_path: Path) -> None:
    ReadProviders(tmp_path / "shipped").read(folder)
    assert ReadProviders(place, tmp_path / "shipped").read(folder) == read_files(folder)
    assert not place.exists()


def test_what_is_not_used_any_more_is_forgotten(folder: Path, place: Path) -> None:
    ReadProviders(place).read(folder)
    memory = ReadProviders(place)
    memory.read(SHIPPED[0])
    memory.forget_the_rest()
    assert len(list(place.iterdir())) == 1
    again = ReadProviders(place)
    again.read(SHIPPED[0])
    again.forget_the_rest()
    assert len(list(place.iterdir())) == 1
    ReadProviders(place / "nowhere").forget_the_rest()


def test_a_disk_that_takes_nothing_only_costs_time(folder: Path, tmp_path: Path) -> None:
    in_the_way = tmp_path / "file"
    in_the_way.write_bytes(b"")
    assert ReadProviders(in_the_way).read(folder) == read_files(folder)


def test_what_is_very_large_is_not_remembered(folder: Path, place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    size = sum(path.stat().st_size for path in folder.iterdir())
    monkeypatch.setattr(read_providers, "MOST_BYTES", size)  # as JSON with all places it is larger
    ReadProviders(place).read(folder)
    monkeypatch.setattr(read_providers, "MOST_BYTES", size - 1)
    ReadProviders(place).read(folder)
    assert not place.exists()


def test_a_folder_that_is_gone_is_said_in_words(tmp_path: Path, place: Path) -> None:
    with pytest.raises(ProviderError, match="cannot be read"):
        ReadProviders(place).read(tmp_path / "gone")
