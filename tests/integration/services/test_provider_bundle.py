"""Vendors as one file: written, taken in, and what somebody with bad intentions could put into one."""

from __future__ import annotations

import io
import os
import shutil
import stat
import warnings
import zipfile
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from app.core.errors import InputError, ProviderError, StoreError
from app.core.events import Events
from app.core.paths import resources
from app.core.providers.files import FLOW_FILE
from app.core.services import provider_bundle
from app.core.services.provider_bundle import MOST_FILES, SUFFIX, is_provider_bundle, pack, unpack
from app.core.services.providers import ProviderService
from app.core.storage.read_providers import ReadProviders

TELA = resources() / "providers" / "tela"
FILES = {path.name: path.read_bytes() for path in sorted(TELA.iterdir())}


@pytest.fixture
def own(tmp_path: Path) -> Path:
    """A vendor of the person's own, called Acme."""
    folder = tmp_path / "made" / "acme"
    shutil.copytree(TELA, folder)
    flow = folder / FLOW_FILE
    flow.write_text(flow.read_text("utf-8").replace("id: tela, name: Tela", "id: acme, name: Acme"), "utf-8")
    assert "acme" in flow.read_text("utf-8")
    return folder


@pytest.fixture
def service(tmp_path: Path) -> Iterator[ProviderService]:
    with ThreadPoolExecutor() as workers:
        memory = ReadProviders(tmp_path / "memory")
        made = ProviderService(resources() / "providers", tmp_path / "added", Events(), workers, memory)
        made.load()
        yield made


def zipped(path: Path, members: dict[str, bytes]) -> Path:
    with warnings.catch_warnings(), zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as bundle:
        warnings.simplefilter("ignore")  # a name that stands twice
        for name, content in members.items():
            bundle.writestr(name, content)
    return path


async def test_one_person_shares_a_vendor_and_another_takes_it_in(
    service: ProviderService, own: Path, tmp_path: Path
) -> None:
    await service.add(await service.look(own))
    target = tmp_path / f"Acme{SUFFIX}"
    words = str(await service.share("acme", target))
    assert words == f"Acme is saved as “Acme{SUFFIX}”. No account and no key is in it."
    other = ProviderService(resources() / "providers", tmp_path / "theirs", Events(), None)
    other.load()
    looked = await other.look(target)
    assert (looked.provider.name, looked.provider.shipped) == ("Acme", False)
    assert not (tmp_path / "theirs").exists(), "looking keeps nothing"
    await other.add(looked)
    kept = tmp_path / "theirs" / "acme"
    assert {path.name: path.read_bytes() for path in kept.iterdir()} == {
        path.name: path.read_bytes() for path in own.iterdir()
    }
    assert other.get("acme").forms == service.get("acme").forms


async def test_it_says_which_vendor_it_replaces(service: ProviderService, own: Path) -> None:
    found = await service.look(own)
    assert service.replaced_by(found.provider) is None
    assert service.replaced_by(service.get("tela")) is None, "adding one that came with Sendoff is refused"
    await service.add(await service.look(own))
    assert str(service.replaced_by(found.provider)).startswith("It takes the place of Acme, which you added before.")


async def test_what_came_with_sendoff_is_not_shared_and_not_replaced(service: ProviderService, tmp_path: Path) -> None:
    with pytest.raises(InputError, match="comes with Sendoff"):
        await service.share("tela", tmp_path / "x")
    file = tmp_path / f"tela{SUFFIX}"
    file.write_bytes(pack(TELA))
    with pytest.raises(ProviderError, match="came with Sendoff"):
        await service.add(await service.look(file))


async def test_a_disk_that_does_not_take_it_is_said(service: ProviderService, own: Path, tmp_path: Path) -> None:
    await service.add(await service.look(own))
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(StoreError):
        await service.share("acme", tmp_path / "file" / "x")
    shutil.rmtree(tmp_path / "added" / "acme")
    with pytest.raises(ProviderError, match="“acme” cannot be read"):
        await service.share("acme", tmp_path / "x")


async def test_a_vendor_that_cannot_be_put_in_place_leaves_what_was_there(
    service: ProviderService, own: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    rename = Path.rename

    def held(path: Path, target: Path) -> Path:
        if path.name == "new":
            raise PermissionError(13, "Permission denied")
        return rename(path, target)

    with monkeypatch.context() as patch:
        patch.setattr(Path, "rename", held)
        with pytest.raises(ProviderError, match="could not be kept"):
            await service.add(await service.look(own))
    assert list((tmp_path / "added").iterdir()) == []
    await service.add(await service.look(own))
    with monkeypatch.context() as patch:
        patch.setattr(Path, "rename", held)
        with pytest.raises(ProviderError, match="could not be kept"):
            await service.add(await service.look(own))
    assert [one.parent for one in (tmp_path / "added").rglob("upload.yaml")] == [tmp_path / "added" / "acme"]


async def test_a_file_that_is_gone_is_said(service: ProviderService, tmp_path: Path) -> None:
    with pytest.raises(ProviderError, match="cannot be read"):
        await service.look(tmp_path / f"gone{SUFFIX}")


def test_the_same_folder_gives_the_same_bytes(own: Path, tmp_path: Path) -> None:
    first = pack(own)
    copy = tmp_path / "other"
    shutil.copytree(own, copy)
    for path in copy.iterdir():
        os.utime(path, (1, 1))
    (copy / ".DS_Store").write_bytes(b"x")
    assert pack(copy) == first
    assert is_provider_bundle(Path("A.SENDOFF-PROVIDER"))
    assert not is_provider_bundle(Path("a.zip"))


@pytest.mark.parametrize("top", ["", "Acme/", "My vendor é/"])
def test_files_lie_at_the_top_or_in_one_folder(top: str, tmp_path: Path) -> None:
    members = {f"{top}{name}": content for name, content in FILES.items()}
    members |= {f"{top}.DS_Store": b"x", "__MACOSX/._upload.yaml": b"x", f"{top}Thumbs.db": b"x"}
    if top:
        members[top] = b""
    folder = unpack(zipped(tmp_path / "a", members), tmp_path / "out")
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == FILES


STRANGE = [
    "../escaped.yaml",
    "../../escaped.yaml",
    "/tmp/escaped.yaml",
    "C:\\escaped.yaml",
    "..\\escaped.yaml",
    "inner/more.yaml",
    ".hidden.yaml",
    "con.yaml",
    "Com1.x.yaml",
    "name:stream.yaml",
    "tab\there.yaml",
    "ends in a space .yaml ",
    "no-suffix",
    "run.py",
    "run.exe",
    "page.html",
    "OPENAPI.yaml",
    "é.yaml",
    "x" * 200 + ".yaml",
]


@pytest.mark.parametrize("name", STRANGE)
def test_a_name_that_leads_elsewhere_or_is_of_another_kind_is_refused(name: str, tmp_path: Path) -> None:
    file = zipped(tmp_path / "a", {**FILES, name: b"x"})
    with pytest.raises(ProviderError, match="no part of a vendor"):
        unpack(file, tmp_path / "out")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a"]


def test_no_name_at_all_is_refused(tmp_path: Path) -> None:
    file = zipped(tmp_path / "a", FILES)
    nameless = zipfile.ZipInfo("x")
    nameless.filename = ""
    with zipfile.ZipFile(file, "a") as bundle, bundle.open(nameless, "w") as member:
        member.write(b"x")
    with pytest.raises(ProviderError, match="no part of a vendor"):
        unpack(file, tmp_path / "out")


def test_the_same_name_twice_is_refused(tmp_path: Path) -> None:
    file = zipped(tmp_path / "a", FILES)
    with warnings.catch_warnings(), zipfile.ZipFile(file, "a") as bundle:
        warnings.simplefilter("ignore")
        bundle.writestr("openapi.yaml", b"another")
    with pytest.raises(ProviderError, match="“openapi"):
        unpack(file, tmp_path / "out")


def test_links_are_refused(tmp_path: Path) -> None:
    file = zipped(tmp_path / "a", FILES)
    link = zipfile.ZipInfo("more.yaml")
    link.create_system, link.external_attr = 3, (stat.S_IFLNK | 0o777) << 16
    with zipfile.ZipFile(file, "a") as bundle:
        bundle.writestr(link, "/etc/passwd")
    with pytest.raises(ProviderError, match="“more"):
        unpack(file, tmp_path / "out")


@pytest.mark.parametrize("members", [{}, {"openapi.yaml": b"x"}, {"a/upload.yaml": b"x", "b/upload.yaml": b"x"}])
def test_there_has_to_be_one_vendor(members: dict[str, bytes], tmp_path: Path) -> None:
    with pytest.raises(ProviderError, match="needs one “upload"):
        unpack(zipped(tmp_path / "a", members), tmp_path / "out")


def test_what_grows_is_stopped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = zipped(tmp_path / "a", {**FILES, "more.yaml": bytes(30_000_000)})
    assert file.stat().st_size < 100_000
    with pytest.raises(ProviderError, match="far too large"):
        unpack(file, tmp_path / "out")
    monkeypatch.setattr(provider_bundle, "MOST_BYTES", 10_000)
    with pytest.raises(ProviderError, match="far too large"):
        unpack(file, tmp_path / "out")
    assert not (tmp_path / "out").exists()


def test_a_size_that_lies_gains_nothing(tmp_path: Path) -> None:
    file = zipped(tmp_path / "a", {**FILES, "more.yaml": bytes(30_000_000)})
    data = file.read_bytes()
    lying = data.replace((30_000_000).to_bytes(4, "little"), (100).to_bytes(4, "little"))
    assert lying != data
    file.write_bytes(lying)
    with pytest.raises(ProviderError):
        unpack(file, tmp_path / "out")
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize("count", [MOST_FILES + 1, 300])
def test_too_many_files_are_refused(count: int, tmp_path: Path) -> None:
    file = zipped(tmp_path / "a", {**FILES, **{f"{number}.md": b"x" for number in range(count)}})
    with pytest.raises(ProviderError, match="too many files"):
        unpack(file, tmp_path / "out")


@pytest.mark.parametrize("content", [b"", b"PK", b"no zip at all" * 100])
def test_what_is_no_zip_is_said(content: bytes, tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(content)
    with pytest.raises(ProviderError, match="no vendor's file, or a damaged one"):
        unpack(tmp_path / "a", tmp_path / "out")


def test_damage_inside_and_passwords_are_said(tmp_path: Path) -> None:
    file = zipped(tmp_path / "a", FILES)
    data = bytearray(file.read_bytes())
    data[60:64] = b"\xff\xff\xff\xff"
    file.write_bytes(data)
    with pytest.raises(ProviderError, match="cannot be read"):
        unpack(file, tmp_path / "out")
    locked = io.BytesIO()
    with zipfile.ZipFile(locked, "w") as bundle:
        bundle.writestr(FLOW_FILE, b"x")
    data = bytearray(locked.getvalue())
    data[6] |= 1  # the flag for “encrypted”, in the file's own head and in the list (APPNOTE 4.4.4)
    data[data.index(b"PK\x01\x02") + 8] |= 1
    file.write_bytes(data)
    with pytest.raises(ProviderError, match="in “a” cannot be read"):
        unpack(file, tmp_path / "out")


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no such pipes here")
def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "a")
    with pytest.raises(ProviderError, match="is no vendor's file"):
        unpack(tmp_path / "a", tmp_path / "out")


def test_only_what_can_be_taken_in_is_written(own: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (own / "link.yaml").symlink_to("/etc/passwd")
    with pytest.raises(ProviderError, match="“link"):
        pack(own)
    (own / "link.yaml").unlink()
    (own / "notes.docx").write_bytes(b"x")
    with pytest.raises(ProviderError, match="“notes"):
        pack(own)
    (own / "notes.docx").unlink()
    (own / "more").mkdir()
    with pytest.raises(ProviderError, match="more"):
        pack(own)
    (own / "more").rmdir()
    monkeypatch.setattr(provider_bundle, "MOST_BYTES", 100)
    with pytest.raises(ProviderError, match="far too large"):
        pack(own)
    monkeypatch.setattr(provider_bundle, "MOST_FILES", 1)
    with pytest.raises(ProviderError, match="too many files"):
        pack(own)
