"""Builds the .app and the .dmg, on a Mac: freeze, sign, pack, have it notarised, and look at the result.

Without a certificate (``signer`` reads the environment) it is signed by nobody, and the README tells what a Mac says
to that. What this does could not be run where it was written; its commands and plists are tested.
"""

from __future__ import annotations

import os
import platform
import shutil
import subprocess
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from installer.environment import ROOT, SetupError
from installer.macos.signing import (
    Signer,
    icon_command,
    image_command,
    look_commands,
    notarise_commands,
    sign_command,
    signer,
    signing_order,
)
from installer.product import NAME, Product

DRAWING = ROOT / "resources" / "icons" / "sendoff.svg"

Run = Callable[[Sequence[str]], None]


def app_of(what: Product) -> Path:
    """Where PyInstaller puts the .app."""
    return what.frozen.parent / f"{NAME}.app"


def icon_of(what: Product) -> Path:
    """The .icns that PyInstaller is given."""
    return what.work / f"{NAME}.icns"


def make_icon(what: Product, python: Path, run: Run) -> Path:
    """Draw the .icns from the drawing of the program's icon. Raises: SetupError."""
    folder = what.work / f"{NAME}.iconset"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    run([str(python), str(Path(__file__).with_name("iconset.py")), str(DRAWING), str(folder)])
    run(icon_command(folder, icon_of(what)))
    return icon_of(what)


def make_image(what: Product, run: Run, who: Signer) -> Path:
    """Sign the frozen .app, put it into a .dmg, have that notarised, and look at both. Raises: SetupError."""
    app = app_of(what)
    for target in signing_order(app):
        run(sign_command(target, who))
    image = what.out / f"{NAME}-{what.version}-{platform.machine()}.dmg"
    image.parent.mkdir(parents=True, exist_ok=True)
    run(image_command(_staged(what, app), image, NAME))
    run(sign_command(image, who))
    for command in (*notarise_commands(image, who), *look_commands(app, image, who)):
        run(command)
    return image


def must_run(command: Sequence[str]) -> None:
    """Run *command*. Raises: SetupError: it failed."""
    if subprocess.call(list(command)) != 0:
        # Without the arguments: a key's id is nobody's business.
        raise SetupError(f"{' '.join(command[:3])} failed; its own words are above.")


def whoever_signs() -> Signer:
    """Who the environment names, said aloud. Raises: SetupError: the names are not complete, or this is no Mac."""
    if sys.platform != "darwin":
        raise SetupError("The .app and the .dmg are built on a Mac: codesign, hdiutil and iconutil are Apple's alone.")
    try:
        who = signer(os.environ)
    except ValueError as error:
        raise SetupError(str(error)) from None
    print(f"signed by: {'nobody (no certificate is configured)' if who == Signer() else who.identity}", flush=True)
    return who


def _staged(what: Product, app: Path) -> Path:
    """What the image shows: the program, a way to the folder it belongs into, and the licences."""
    folder = what.work / "image"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    shutil.copytree(app, folder / app.name, symlinks=True)
    (folder / "Applications").symlink_to("/Applications")
    if what.licences.is_dir():
        shutil.copytree(what.licences, folder / "Licences")
    return folder
