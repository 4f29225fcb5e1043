"""Windows files are signed where a certificate is configured; with a real one of nobody's, by osslsigncode."""

from __future__ import annotations

import shutil
import struct
import subprocess
import sys
from pathlib import Path

import pytest

from installer.authenticode import FILE, PASSWORD, TIME_STAMPS, Certificate, certificate, sign, signtool_command
from installer.environment import ROOT, SetupError
from installer.windows.icon import write_icon
from installer.windows.nsis import make_installer
from installer.windows.parts import Parts

needs_tools = pytest.mark.skipif(
    sys.platform == "win32" or not (shutil.which("osslsigncode") and shutil.which("openssl")),
    reason="osslsigncode or openssl is not installed",
)


def program() -> bytes:
    """The smallest thing that is a Windows program by its heads: PE format, “DOS header”, “COFF”, “Optional header”."""
    dos = b"MZ" + bytes(58) + struct.pack("<I", 64)
    coff = struct.pack("<HHIIIHH", 0x8664, 0, 0, 0, 0, 240, 0x22)
    optional = struct.pack("<H", 0x20B) + bytes(54) + struct.pack("<II", 512, 512) + bytes(44) + struct.pack("<I", 16)
    heads = dos + b"PE\0\0" + coff + optional + bytes(128)
    return heads + bytes(512 - len(heads)) + bytes(512)


@pytest.fixture
def configured(tmp_path: Path) -> dict[str, str]:
    """An environment that names a certificate of nobody's, without a time stamp: that would leave the computer."""
    key, crt, pfx = (tmp_path / name for name in ("key.pem", "crt.pem", "sign.pfx"))
    new = "req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=Nobody -addext extendedKeyUsage=codeSigning"
    subprocess.run(["openssl", *new.split(), "-keyout", key, "-out", crt], check=True, capture_output=True)
    pack = ["openssl", "pkcs12", "-export", "-inkey", key, "-in", crt, "-out", pfx, "-passout", "pass:s3cr3t w0rd"]
    subprocess.run(pack, check=True, capture_output=True)
    return {FILE: str(pfx), PASSWORD: "s3cr3t w0rd", "SENDOFF_AUTHENTICODE_CLOCK": ""}


def test_without_a_certificate_nothing_is_done_and_said_so(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    target = tmp_path / "sendoff.exe"
    target.write_bytes(program())
    assert sign([target], {}) is False
    assert target.read_bytes() == program()
    assert "not signed: no certificate" in capsys.readouterr().out


@needs_tools
def test_a_program_is_signed_in_place(tmp_path: Path, configured: dict[str, str]) -> None:
    target = tmp_path / "sendoff.exe"
    target.write_bytes(program())
    assert sign([target], configured) is True
    assert len(target.read_bytes()) > len(program())
    looked = ["osslsigncode", "verify", "-CAfile", str(tmp_path / "crt.pem"), "-in", str(target)]
    done = subprocess.run(looked, capture_output=True, text=True)
    assert "Signature verification: ok" in done.stdout, done.stdout


@needs_tools
@pytest.mark.skipif(shutil.which("makensis") is None, reason="NSIS is not installed")
def test_the_uninstaller_is_signed_before_it_is_packed(
    tmp_path: Path, configured: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in configured.items():
        monkeypatch.setenv(name, value)
    parts = Parts(tmp_path / "frozen", tmp_path / "licences", tmp_path / "sendoff.ico")
    for file in (parts.frozen / "sendoff.exe", parts.frozen / "_internal" / "a.dll", parts.licences / "a.txt"):
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(b"x")
    write_icon(ROOT / "resources" / "icons" / "sendoff.svg", parts.icon)
    packed = {}
    for name in ("signed", "plain"):
        make_installer("1.2.3", parts, tmp_path / f"{name}.exe", quick=True)
        packed[name] = (tmp_path / f"{name}.exe").stat().st_size
        monkeypatch.delenv(FILE, raising=False)
    assert packed["signed"] - packed["plain"] > 1000, "there is a certificate more in it"
    monkeypatch.setenv(FILE, str(tmp_path / "gone.pfx"))
    with pytest.raises(SetupError, match="could not sign"):
        make_installer("1.2.3", parts, tmp_path / "never.exe", quick=True)


@needs_tools
def test_a_wrong_password_fails_without_telling_it(tmp_path: Path, configured: dict[str, str]) -> None:
    target = tmp_path / "sendoff.exe"
    target.write_bytes(program())
    with pytest.raises(SetupError) as caught:
        sign([target], configured | {PASSWORD: "an0ther w0rd"})
    assert "an0ther" not in str(caught.value)
    assert target.read_bytes() == program()


def test_signtool_is_told_digest_time_stamp_and_certificate() -> None:
    who = certificate({FILE: "C:/sign.pfx", PASSWORD: "p"})
    assert who == Certificate(Path("C:/sign.pfx"), "p", TIME_STAMPS)
    assert signtool_command("signtool", Path("a.exe"), who) == [
        "signtool", "sign", "/fd", "SHA256", "/tr", TIME_STAMPS, "/td", "SHA256", "/d", "Sendoff",
        "/f", str(Path("C:/sign.pfx")), "/p", "p", "a.exe",
    ]  # fmt: skip
