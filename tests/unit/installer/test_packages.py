"""What the packages say of themselves is right, and the system's own validators agree."""

from __future__ import annotations

import json
import shutil
import struct
import subprocess
from email import message_from_string
from pathlib import Path
from xml.etree import ElementTree

import pytest

from app.__main__ import COMMANDS
from installer import bill, linux_files, system
from installer.appimage import runtime_size
from installer.checksums import checksums, write_checksums
from installer.deb import changelog, control, depends, oldest_libc, set_modes
from installer.environment import SetupError
from installer.licences import SystemPackage, locked_names
from installer.product import Product

PRODUCT = Product(version="1.2.3", epoch=1_795_000_000, work=Path("work"), out=Path("out"))
TEXTS = linux_files.desktop_texts(PRODUCT) | linux_files.file_manager_texts(PRODUCT)


def test_the_control_file_has_what_debian_asks_for() -> None:
    fields = message_from_string(control(PRODUCT, 1234, depends("2.36")))
    assert fields["Package"] == "sendoff"
    assert fields["Version"] == "1.2.3"
    assert fields["Installed-Size"] == "1234"
    assert "gnome-keyring | " in fields["Recommends"]
    lines = control(PRODUCT, 1, "libc6").splitlines()
    start = next(n for n, line in enumerate(lines) if line.startswith("Description:"))
    assert all(line.startswith(" ") and len(line) < 81 for line in lines[start + 1 :])


def test_the_history_is_one_that_debian_reads(tmp_path: Path) -> None:
    assert changelog(PRODUCT).splitlines()[0] == "sendoff (1.2.3) stable; urgency=medium"
    assert changelog(PRODUCT).splitlines()[-1] == f" -- {PRODUCT.maintainer}  Wed, 18 Nov 2026 11:06:40 +0000"
    assert PRODUCT.maintainer.endswith("@sendoff.invalid>"), "no address of anybody's"


def test_the_manual_page_names_every_command() -> None:
    page = linux_files.manual(PRODUCT)
    assert '.TH SENDOFF 1 "2026-11-18" "Sendoff 1.2.3"' in page
    assert [name for name in COMMANDS if name not in page] == []
    assert "@" not in page


def test_it_depends_on_every_library_that_the_window_loads() -> None:
    wanted = depends("2.36").split(", ")
    assert wanted[0] == "libc6 (>= 2.36)"
    assert {need.package for need in system.WINDOW} - {"fonts-dejavu-core"} <= set(wanted)
    assert {"fontconfig", "ca-certificates", "libegl1", "libxcb-cursor0", "libxkbcommon0"} <= set(wanted)
    assert any(one.startswith("fonts-") and " | " in one for one in wanted)
    assert len(wanted) == len(set(wanted))


def test_the_c_library_is_as_new_as_the_newest_symbol_needs() -> None:
    assert oldest_libc([b"\0GLIBC_2.4\0GLIBC_2.34\0", b"\0GLIBC_2.17\0GLIBC_PRIVATE\0"]) == "2.34"
    assert oldest_libc([b"\0GLIBC_2.2.5\0"]) == "2.2"
    assert oldest_libc([]) == "2.28"


def test_modes_do_not_follow_the_builder_s(tmp_path: Path) -> None:
    for name, mode in (("tool", 0o700), ("text", 0o600), ("lib.so.1", 0o775)):
        (tmp_path / name).touch()
        (tmp_path / name).chmod(mode)
    set_modes(tmp_path)
    modes = {path.name: path.stat().st_mode & 0o777 for path in tmp_path.iterdir()}
    assert modes == {"tool": 0o755, "text": 0o644, "lib.so.1": 0o644}


@pytest.mark.skipif(shutil.which("desktop-file-validate") is None, reason="Debian: desktop-file-utils")
def test_the_desktop_entry_is_valid(tmp_path: Path) -> None:
    linux_files.write_texts(tmp_path, TEXTS)
    entry = tmp_path / "applications" / "sendoff.desktop"
    done = subprocess.run(["desktop-file-validate", entry], capture_output=True, encoding="utf-8")
    assert (done.returncode, done.stdout) == (0, "")


@pytest.mark.skipif(shutil.which("appstreamcli") is None, reason="Debian: appstream")
def test_the_metainfo_is_valid(tmp_path: Path) -> None:
    linux_files.write_texts(tmp_path, TEXTS)
    (file,) = (tmp_path / "metainfo").iterdir()
    done = subprocess.run(["appstreamcli", "validate", "--no-net", file], capture_output=True, encoding="utf-8")
    assert done.returncode == 0, done.stdout


def test_entry_metainfo_and_types_speak_of_the_same() -> None:
    entry, types = TEXTS["applications/sendoff.desktop"], ElementTree.fromstring(TEXTS["mime/packages/sendoff.xml"])
    (metainfo,) = (ElementTree.fromstring(words) for name, words in TEXTS.items() if name.startswith("metainfo"))
    declared = {one.get("type", "") for one in types}
    assert declared == {one.text for one in metainfo.iter("mediatype")}
    assert all(f"{one};" in entry for one in declared)
    release = metainfo.find("releases/release")
    assert release is not None
    assert (release.get("version"), release.get("date")) == ("1.2.3", PRODUCT.day)
    assert "@" not in "".join(TEXTS.values())


def test_extensions_of_file_managers_are_programs() -> None:
    for place in ("nautilus-python/extensions/sendoff.py", "caja-python/extensions/sendoff.py"):
        names = compile(TEXTS[place], place, "exec").co_names
        assert "SendWithSendoff" in names


def test_checksums_are_read_by_sha256sum(tmp_path: Path) -> None:
    (tmp_path / "b.deb").write_bytes(b"two")
    (tmp_path / "a.AppImage").write_bytes(b"one")
    written = write_checksums(tmp_path)
    assert [line.split("  ")[1] for line in written.read_text().splitlines()] == ["a.AppImage", "b.deb"]
    assert write_checksums(tmp_path).read_text() == checksums([tmp_path / "a.AppImage", tmp_path / "b.deb"])
    done = subprocess.run(["sha256sum", "--check", "--strict", written.name], cwd=tmp_path, capture_output=True)
    assert done.returncode == 0


def test_the_runtime_of_an_appimage_ends_behind_its_section_headers() -> None:
    head = bytearray(64)
    head[:6] = b"\x7fELF\x02\x01"
    struct.pack_into("<Q", head, 0x28, 1000)
    struct.pack_into("<HH", head, 0x3A, 64, 30)
    assert runtime_size(bytes(head)) == 1000 + 64 * 30
    with pytest.raises(SetupError, match="runtime"):
        runtime_size(b"#!/bin/sh" + bytes(64))


def test_the_bill_names_python_and_the_system_s_libraries() -> None:
    facts = bill.facts(PRODUCT, [], [SystemPackage("libssl3", "3.0.1-1+deb12u1")])
    assert [part["name"] for part in facts["parts"]] == ["python", "libssl3"]
    assert facts["parts"][1]["purl"] == "pkg:deb/debian/libssl3@3.0.1-1%2Bdeb12u1"
    assert json.loads(json.dumps(facts))["product"]["version"] == "1.2.3"


def test_names_are_read_from_a_lock_file() -> None:
    lock = "aiohttp==3.1 \\\n    --hash=sha256:ab\nruamel-yaml==0.19.1 ; python_version < '3.12' \\\n"
    assert locked_names(lock) == ["aiohttp", "ruamel-yaml"]
