"""What a person looked at and agreed to is what is kept, whatever becomes of its file or folder meanwhile."""

from __future__ import annotations

import json
import os
import shutil
from pathlib import Path

import pytest

from app.core.errors import ProviderError
from app.core.events import Events
from app.core.paths import resources
from app.core.services import provider_snapshot
from app.core.services.provider_bundle import MOST_FILES, SUFFIX, pack
from app.core.services.providers import ProviderService

TELA = resources() / "providers" / "tela"
GOOD, BAD = "https://good.example", "https://evil.example"


@pytest.fixture
def service(tmp_path: Path) -> ProviderService:
    made = ProviderService(resources() / "providers", tmp_path / "added", Events(), None)
    made.load()
    return made


def document(server: str) -> str:
    body = {"content": {"application/octet-stream": {"schema": {"type": "string", "format": "binary"}}}}
    return json.dumps(
        {
            "openapi": "3.1.0",
            "info": {"title": "Acme", "version": "1"},
            "servers": [{"url": server}],
            "paths": {"/files": {"post": {"requestBody": body, "responses": {"200": {"description": "kept"}}}}},
        }
    )


def written(tmp_path: Path, kind: str, server: str) -> Path:
    """A vendor of that kind whose API is at *server*; one that is there is replaced."""
    if kind == "document":
        place = tmp_path / "acme.json"
        place.write_text(document(server))
        return place
    folder = tmp_path / "acme"
    folder.mkdir(exist_ok=True)
    (folder / "openapi.json").write_text(document(server))
    steps = [{"id": "upload", "label": "Send", "call": "POST /files", "with": {"body": "$file"}, "repeat": "safe"}]
    flow = {"uploadflow": 1, "provider": {"id": "acme", "name": "Acme"}, "api": "openapi.json", "steps": steps}
    (folder / "upload.yaml").write_text(json.dumps({**flow, "result": {"text": "Done."}}))
    if kind == "folder":
        return folder
    bundle = tmp_path / f"acme{SUFFIX}"
    bundle.write_bytes(pack(folder))
    shutil.rmtree(folder)
    return bundle


def hosts(service: ProviderService) -> list[str]:
    return [url for url, _ in service.get("acme").flow.server.choices]


@pytest.mark.parametrize("kind", ["document", "folder", "bundle"])
async def test_what_was_changed_after_it_was_looked_at_is_not_kept(
    service: ProviderService, tmp_path: Path, kind: str
) -> None:
    found = await service.look(written(tmp_path, kind, GOOD))
    assert [url for url, _ in found.provider.flow.server.choices] == [GOOD]
    written(tmp_path, kind, BAD)
    await service.add(found)
    kept = tmp_path / "added" / "acme"
    assert {path.name: path.read_bytes() for path in kept.iterdir()} == found.files
    assert hosts(service) == [GOOD]
    again = ProviderService(resources() / "providers", tmp_path / "added", Events(), None)
    again.load()
    assert hosts(again) == [GOOD]


async def test_what_was_taken_away_after_it_was_looked_at_is_kept(service: ProviderService, tmp_path: Path) -> None:
    place = written(tmp_path, "folder", GOOD)
    found = await service.look(place)
    shutil.rmtree(place)
    assert (await service.add(found)).name == "Acme"
    assert hosts(service) == [GOOD]


async def test_of_a_folder_only_plain_files_are_a_part_of_a_vendor(service: ProviderService, tmp_path: Path) -> None:
    place = written(tmp_path, "folder", GOOD)
    (place / ".git").mkdir()
    (place / ".hidden").write_text("x")
    (place / "drafts").mkdir()
    (place / "README.md").write_text("How Acme works")
    found = await service.look(place)
    assert set(found.files) == {"README.md", "openapi.json", "upload.yaml"}


async def test_a_folder_of_anything_is_not_taken_in_as_a_vendor(service: ProviderService, tmp_path: Path) -> None:
    place = written(tmp_path, "folder", GOOD)
    for n in range(MOST_FILES):
        (place / f"{n}.txt").write_text("")
    with pytest.raises(ProviderError, match="“acme” holds too many files for one vendor"):
        await service.look(place)
    (place / "upload.yaml").unlink()
    with pytest.raises(ProviderError, match=r"acme/upload\.yaml cannot be read"):
        await service.look(place)


@pytest.mark.parametrize("kind", ["document", "folder"])
async def test_what_is_far_too_large_is_not_read_to_its_end(
    service: ProviderService, tmp_path: Path, kind: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = written(tmp_path, kind, GOOD)
    monkeypatch.setattr(provider_snapshot, "MOST_BYTES", 100)
    with pytest.raises(ProviderError, match="is far too large for a vendor"):
        await service.look(place)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no pipes with names here")
async def test_a_pipe_is_no_document(service: ProviderService, tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "api.json")
    with pytest.raises(ProviderError, match=r"“api\.json” is no vendor's file"):
        await service.look(tmp_path / "api.json")
