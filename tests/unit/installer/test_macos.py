"""What a Mac is told: plists that can be read, and commands as Apple's manuals ask for them."""

from __future__ import annotations

import plistlib
import subprocess
import sys
from pathlib import Path

import pytest

from installer.build import main
from installer.environment import SetupError
from installer.macos import build
from installer.macos.bundle import PRESET, PROVIDER, info
from installer.macos.iconset import pictures
from installer.macos.signing import (
    AD_HOC,
    ENTITLEMENTS,
    Notary,
    Signer,
    image_command,
    look_commands,
    notarise_commands,
    sign_command,
    signer,
    signing_order,
)
from installer.product import Product

IDENTITY = "Developer ID Application: Example (AB12CD34EF)"
NAMES = {
    "SENDOFF_APPLE_IDENTITY": IDENTITY,
    "SENDOFF_APPLE_NOTARY_KEY": "/keys/AuthKey.p8",
    "SENDOFF_APPLE_NOTARY_KEY_ID": "KEYID",
    "SENDOFF_APPLE_NOTARY_ISSUER": "issuer",
}
NOTARY = Notary(Path("/keys/AuthKey.p8"), "KEYID", "issuer")
CODE = (
    "Contents/MacOS/sendoff",
    "Contents/Frameworks/libshiboken6.dylib",
    "Contents/Frameworks/PySide6/QtCore.abi3.so",
    "Contents/Frameworks/PySide6/Qt/lib/QtCore.framework/Versions/A/QtCore",
    "Contents/Frameworks/PySide6/Qt/plugins/platforms/libqcocoa.dylib",
)


@pytest.fixture
def app(tmp_path: Path) -> Path:
    """An .app with Mach-O files by their first bytes, data beside them, and a framework's links."""
    app = tmp_path / "Sendoff.app"
    for name in (
        *CODE,
        "Contents/Info.plist",
        "Contents/Frameworks/PySide6/Qt/lib/QtCore.framework/Resources/Info.plist",
    ):
        file = app / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(b"\xcf\xfa\xed\xfe" + b"code" if name in CODE else b"<plist/>")
    framework = app / "Contents/Frameworks/PySide6/Qt/lib/QtCore.framework"
    (framework / "QtCore").symlink_to("Versions/A/QtCore")
    return app


def test_the_info_plist_can_be_read_and_says_what_is_opened() -> None:
    read = plistlib.loads(plistlib.dumps(info("1.2.3")))
    assert (read["CFBundleShortVersionString"], read["CFBundleVersion"]) == ("1.2.3", "1.2.3")
    assert read["NSHighResolutionCapable"] is True
    exported = {kind["UTTypeIdentifier"]: kind["UTTypeTagSpecification"] for kind in read["UTExportedTypeDeclarations"]}
    assert exported == {
        PRESET: {"public.filename-extension": ["sendoff-preset"]},
        PROVIDER: {"public.filename-extension": ["sendoff-provider"]},
    }
    ranks = {tuple(kind["LSItemContentTypes"]): kind["LSHandlerRank"] for kind in read["CFBundleDocumentTypes"]}
    assert ranks == {(PRESET,): "Owner", (PROVIDER,): "Owner", ("public.data", "public.folder"): "Alternate"}


def test_the_entitlements_are_few() -> None:
    assert plistlib.loads(ENTITLEMENTS.read_bytes()) == {"com.apple.security.cs.allow-unsigned-executable-memory": True}


def test_code_is_signed_from_the_inside_out(app: Path) -> None:
    order = [path.relative_to(app).as_posix() for path in signing_order(app)]
    assert order == [
        "Contents/Frameworks/PySide6/Qt/plugins/platforms/libqcocoa.dylib",
        "Contents/Frameworks/PySide6/QtCore.abi3.so",
        "Contents/Frameworks/libshiboken6.dylib",
        "Contents/Frameworks/PySide6/Qt/lib/QtCore.framework/Versions/A",
        "Contents/MacOS/sendoff",
        ".",
    ]


def test_only_what_starts_a_process_gets_entitlements(app: Path) -> None:
    who = Signer(IDENTITY)
    with_them = [path for path in signing_order(app) if "--entitlements" in sign_command(path, who)]
    assert with_them == [app / "Contents/MacOS/sendoff", app]
    assert sign_command(app / "x.dylib", who) == [
        "codesign", "--force", "--sign", IDENTITY, "--timestamp", "--options", "runtime", str(app / "x.dylib"),
    ]  # fmt: skip
    assert "--options" not in sign_command(app / "Sendoff.dmg", who), "an image runs nothing"
    assert not any("--deep" in sign_command(path, who) for path in signing_order(app))


def test_nobody_s_program_may_load_its_own_libraries(app: Path) -> None:
    """Library validation, a part of the hardened runtime, asks for the same team, and nobody has no team."""
    for target in signing_order(app):
        assert sign_command(target, Signer()) == ["codesign", "--force", "--sign", "-", "--timestamp=none", str(target)]


def test_who_signs_is_in_the_environment_whole_or_not_at_all() -> None:
    assert signer({}) == Signer(AD_HOC, None)
    assert signer({"SENDOFF_APPLE_IDENTITY": IDENTITY}) == Signer(IDENTITY, None)
    assert signer(NAMES) == Signer(IDENTITY, NOTARY)
    for missing in NAMES:
        with pytest.raises(ValueError, match="belong together"):
            signer({name: value for name, value in NAMES.items() if name != missing})


def test_the_notary_is_asked_and_its_word_fastened_and_looked_at() -> None:
    image, app = Path("Sendoff.dmg"), Path("Sendoff.app")
    assert notarise_commands(image, Signer(IDENTITY)) == []
    submit, staple = notarise_commands(image, Signer(IDENTITY, NOTARY))
    assert submit[:4] == ["xcrun", "notarytool", "submit", "Sendoff.dmg"]
    assert submit[4:10] == ["--key", "/keys/AuthKey.p8", "--key-id", "KEYID", "--issuer", "issuer"]
    assert "--wait" in submit
    assert staple == ["xcrun", "stapler", "staple", "Sendoff.dmg"]
    looks = [command[:3] for command in look_commands(app, image, Signer(IDENTITY, NOTARY))]
    assert looks == [
        ["codesign", "--verify", "--deep"],
        ["xcrun", "stapler", "validate"],
        ["spctl", "--assess", "--type"],
    ]
    assert len(look_commands(app, image, Signer())) == 1


def test_the_image_is_made_of_the_signed_program_and_signed_itself(app: Path, tmp_path: Path) -> None:
    what = Product("1.2.3", 1_795_176_000, tmp_path / "work", tmp_path / "dist")
    build.app_of(what).parent.mkdir(parents=True)
    app.rename(build.app_of(what))
    what.licences.mkdir()
    (what.licences / "Qt.txt").write_text("LGPL")
    ran: list[list[str]] = []

    def run(command) -> None:  # type: ignore[no-untyped-def]
        if command[0] == "hdiutil":
            staged = Path(command[command.index("-srcfolder") + 1])
            assert sorted(path.name for path in staged.iterdir()) == ["Applications", "Licences", "Sendoff.app"]
            assert (staged / "Applications").readlink() == Path("/Applications")
            assert (staged / "Sendoff.app/Contents/Frameworks/PySide6/Qt/lib/QtCore.framework/QtCore").is_symlink()
        ran.append(list(command))

    image = build.make_image(what, run, Signer(IDENTITY, NOTARY))
    assert image.name.startswith("Sendoff-1.2.3-")
    programs = [command[0] if command[0] != "xcrun" else command[1] for command in ran]
    signs = ["codesign"] * 6
    assert programs == [*signs, "hdiutil", "codesign", "notarytool", "stapler", "codesign", "stapler", "spctl"]
    assert image_command(Path("a"), image, "Sendoff")[-1] == str(image)


def test_the_icon_has_every_size(tmp_path: Path) -> None:
    ran: list[list[str]] = []
    what = Product("1.2.3", 0, tmp_path / "work", tmp_path / "dist")

    def run(command) -> None:  # type: ignore[no-untyped-def]
        ran.append(list(command))
        if command[0] == sys.executable:
            subprocess.run(command, check=True, timeout=60)

    build.make_icon(what, Path(sys.executable), run)
    drawn = {path.name for path in (what.work / "Sendoff.iconset").iterdir()}
    assert drawn == set(pictures())
    assert max(pictures().values()) == 1024
    assert ran[1][:3] == ["iconutil", "--convert", "icns"]


@pytest.mark.skipif(sys.platform == "darwin", reason="a Mac can")
def test_elsewhere_it_says_that_a_mac_is_needed() -> None:
    with pytest.raises(SetupError, match="on a Mac"):
        build.whoever_signs()


@pytest.mark.skipif(sys.platform == "darwin", reason="a Mac can")
def test_the_one_entry_knows_it_and_says_so_too(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["macos"]) == 1
    assert "on a Mac" in capsys.readouterr().err


def test_a_command_that_fails_is_named_without_its_arguments() -> None:
    with pytest.raises(SetupError) as caught:
        build.must_run([sys.executable, "-c", "raise SystemExit(3)", "key-id-of-somebody"])
    assert "key-id" not in str(caught.value)
