"""The commands that sign, notarise and look at what goes to Macs, as plain lists; nothing is run here.

Sources: Apple's “Creating distribution-signed code for the Mac” (each piece on its own, from the inside out, never
``--deep``), “Hardened Runtime”, “Customizing the notarization workflow”, and the manual pages of the programs.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

ENTITLEMENTS = Path(__file__).with_name("entitlements.plist")
AD_HOC = "-"
"""The identity of nobody: enough for the Mac that built it, and what Apple's processors ask for at least."""

_MACH_O = frozenset({
    b"\xcf\xfa\xed\xfe",  # 64 bit
    b"\xca\xfe\xba\xbe",  # for several processors
})  # fmt: skip

Command = list[str]


@dataclass(frozen=True)
class Notary:
    """A key of App Store Connect's, by which Apple's notary takes what is sent: the *key* file, its id, its issuer."""

    key: Path
    key_id: str
    issuer: str


@dataclass(frozen=True)
class Signer:
    """Who signs. *notary*: None where nothing is to be notarised."""

    identity: str = AD_HOC
    notary: Notary | None = None


def signer(variables: Mapping[str, str]) -> Signer:
    """Whoever the environment names; nobody when no certificate is configured.

    Raises:
        ValueError: some of what belongs together is missing.
    """
    identity = variables.get("SENDOFF_APPLE_IDENTITY", "")
    names = ("SENDOFF_APPLE_NOTARY_KEY", "SENDOFF_APPLE_NOTARY_KEY_ID", "SENDOFF_APPLE_NOTARY_ISSUER")
    values = [variables.get(name, "") for name in names]
    if any(values) and not (identity and all(values)):
        raise ValueError(f"SENDOFF_APPLE_IDENTITY, {', '.join(names)} belong together.")
    notary = Notary(Path(values[0]), values[1], values[2]) if all(values) else None
    return Signer(identity or AD_HOC, notary)


def signing_order(app: Path) -> list[Path]:
    """Everything in *app* that is signed, inside out: libraries, frameworks, the program, the bundle."""
    program = app / "Contents" / "MacOS"
    code = [path for path in app.rglob("*") if path.is_file() and not path.is_symlink() and _is_mach_o(path)]
    # The main library of a framework is signed with the framework's folder.
    frameworks = {version for path in code if (version := _framework_version(path)) is not None}
    loose = [path for path in code if _framework_version(path) is None]
    libraries = [path for path in loose if program not in path.parents]
    programs = [path for path in loose if program in path.parents]
    return [*_deepest_first(libraries), *_deepest_first(frameworks), *_deepest_first(programs), app]


def sign_command(target: Path, who: Signer) -> Command:
    """Sign one piece of code, or an image; those that start a process get the entitlements."""
    command = ["codesign", "--force", "--sign", who.identity]
    if who.identity == AD_HOC:
        # No hardened runtime: it lets a program load only libraries of its own team, and nobody has none.
        return [*command, "--timestamp=none", str(target)]
    command.append("--timestamp")
    if target.suffix != ".dmg":
        command += ["--options", "runtime"]
    if target.suffix == ".app" or target.parent.name == "MacOS":
        command += ["--entitlements", str(ENTITLEMENTS)]
    return [*command, str(target)]


def look_commands(app: Path, image: Path, who: Signer) -> list[Command]:
    """What proves that it is signed; and, where it was notarised, that Gatekeeper would let it in."""
    looks = [["codesign", "--verify", "--deep", "--strict", "--verbose=2", str(app)]]
    if who.notary is not None:
        looks.append(["xcrun", "stapler", "validate", str(image)])
        looks.append(["spctl", "--assess", "--type", "open", "--context", "context:primary-signature", str(image)])
    return looks


def notarise_commands(image: Path, who: Signer) -> list[Command]:
    """Have Apple look at the image, and fasten what it says to it; none without a notary's key."""
    if who.notary is None:
        return []
    notary = who.notary
    login = ["--key", str(notary.key), "--key-id", notary.key_id, "--issuer", notary.issuer]
    return [
        ["xcrun", "notarytool", "submit", str(image), *login, "--wait", "--timeout", "30m"],
        ["xcrun", "stapler", "staple", str(image)],
    ]


def image_command(folder: Path, image: Path, name: str) -> Command:
    """A compressed, read-only disk image of *folder*."""
    how = ["-fs", "HFS+", "-format", "UDZO", "-imagekey", "zlib-level=9", "-ov", "-quiet"]
    return ["hdiutil", "create", "-volname", name, "-srcfolder", str(folder), *how, str(image)]


def icon_command(folder: Path, icon: Path) -> Command:
    """The .icns of an ``.iconset`` folder."""
    return ["iconutil", "--convert", "icns", "--output", str(icon), str(folder)]


def _is_mach_o(path: Path) -> bool:
    with path.open("rb") as file:
        return file.read(4) in _MACH_O


def _framework_version(path: Path) -> Path | None:
    """The folder ``X.framework/Versions/A`` whose main library *path* is."""
    version = path.parent
    framework = version.parent.parent
    main = version.parent.name == "Versions" and framework.suffix == ".framework" and path.name == framework.stem
    return version if main else None


def _deepest_first(paths: Sequence[Path] | set[Path]) -> list[Path]:
    return sorted(paths, key=lambda path: (-len(path.parts), str(path)))
