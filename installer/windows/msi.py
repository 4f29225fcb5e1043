"""Makes the .msi for managed computers: the program for everybody on a computer, installed by an administrator.

The description is WiX's (version 3). On Debian ``wixl`` compiles it, on Windows ``candle`` and ``light`` do.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import uuid
import xml.etree.ElementTree as ElementTree
from collections.abc import Iterable, Mapping
from pathlib import Path, PurePosixPath
from xml.etree.ElementTree import Element, SubElement

from installer.environment import SetupError
from installer.windows.parts import Parts

NAMESPACE = "http://schemas.microsoft.com/wix/2006/wi"
UPGRADE_CODE = uuid.UUID("6c1f2fb2-6b52-4a0e-93d6-0c7f8f0d5a41")
"""What all versions have in common, so that one replaces the other. Never to be changed."""
_PROGRAM = PurePosixPath("sendoff.exe")
_FILE_TYPES = (
    (".sendoff-preset", "Sendoff.Preset", "Sendoff preset"),
    (".sendoff-provider", "Sendoff.Provider", "Sendoff vendor"),
)


def make_msi(version: str, parts: Parts, work: Path, target: Path) -> None:
    """Write *target*, which installs *parts*; *work* is a folder for what is thrown away.

    Raises:
        SetupError: there is nothing that makes an .msi, or it refused.
    """
    files = {
        PurePosixPath(place) / file.relative_to(folder).as_posix(): file
        for place, folder in (("", parts.frozen), ("licences", parts.licences))
        for file in sorted(folder.rglob("*"))
        if file.is_file()
    }
    source = work / "sendoff.wxs"
    source.parent.mkdir(parents=True, exist_ok=True)
    # wixl takes no absolute paths.
    near = {place: Path(os.path.relpath(file, work)) for place, file in files.items()}
    source.write_text(description(version, near, Path(os.path.relpath(parts.icon, work))), encoding="utf-8")
    target.parent.mkdir(parents=True, exist_ok=True)
    for command in _commands(source, target):
        done = subprocess.run(command, cwd=work, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
        if done.returncode != 0:
            raise SetupError(f"{done.stdout}\n{command[0]} could not make the .msi; its own words are above.")


def description(version: str, files: Mapping[PurePosixPath, Path], icon: Path) -> str:
    """What the .msi holds and does; *files* are by their place below the program's folder."""
    wix = Element("Wix", xmlns=NAMESPACE)
    product = SubElement(
        wix, "Product", Id=_guid(f"product {version}"), Name="Sendoff", Language="1033", Version=version,
        Manufacturer="Sendoff", UpgradeCode=_written(UPGRADE_CODE),
    )  # fmt: skip
    SubElement(product, "Package", InstallerVersion="200", Compressed="yes", InstallScope="perMachine")
    SubElement(product, "MajorUpgrade", DowngradeErrorMessage="A newer Sendoff is installed already.")
    SubElement(product, "Media", Id="1", Cabinet="sendoff.cab", EmbedCab="yes")
    SubElement(product, "Icon", Id="sendoff.ico", SourceFile=str(icon))
    SubElement(product, "Property", Id="ARPPRODUCTICON", Value="sendoff.ico")
    SubElement(product, "Property", Id="ARPNOMODIFY", Value="1")
    top = SubElement(product, "Directory", Id="TARGETDIR", Name="SourceDir")
    programs = SubElement(top, "Directory", Id="ProgramFiles64Folder")
    SubElement(top, "Directory", Id="ProgramMenuFolder")
    home = SubElement(programs, "Directory", Id="INSTALLDIR", Name="Sendoff")
    components = [*_file_components(home, files), _entries(home)]
    feature = SubElement(product, "Feature", Id="Program", Level="1")
    for component in components:
        SubElement(feature, "ComponentRef", Id=component)
    ElementTree.indent(wix)
    return ElementTree.tostring(wix, encoding="unicode", xml_declaration=True) + "\n"


def _file_components(home: Element, files: Mapping[PurePosixPath, Path]) -> Iterable[str]:
    """A component for each file, as Windows Installer wants it; their ids."""
    folders = {PurePosixPath("."): home}
    for place, source in files.items():
        component = _component(_folder(folders, place.parent), str(place))
        name = _id("f", str(place))
        entry = SubElement(component, "File", Id=name, Name=place.name, Source=str(source), KeyPath="yes")
        if place == _PROGRAM:
            SubElement(
                entry, "Shortcut", Id="StartMenu", Directory="ProgramMenuFolder", Name="Sendoff",
                WorkingDirectory="INSTALLDIR", Advertise="no",
            )  # fmt: skip
        yield component.attrib["Id"]


def _folder(folders: dict[PurePosixPath, Element], place: PurePosixPath) -> Element:
    if place not in folders:
        above = _folder(folders, place.parent)
        folders[place] = SubElement(above, "Directory", Id=_id("d", str(place)), Name=place.name)
    return folders[place]


def _entries(home: Element) -> str:
    """File types, and “Send with Sendoff” at every file: everybody's “Send to” folder is not the installer's."""
    component = _component(home, "registry entries")
    program = '"[INSTALLDIR]sendoff.exe"'
    for extension, kind, words in _FILE_TYPES:
        _value(component, extension, kind, key_path=extension == _FILE_TYPES[0][0])
        _value(component, kind, words)
        _value(component, rf"{kind}\DefaultIcon", f"{program},0")
        _value(component, rf"{kind}\shell\open\command", f'{program} "%1"')
    _value(component, r"*\shell\Sendoff", "Send with Sendoff")
    _value(component, r"*\shell\Sendoff", f"{program},0", name="Icon")
    _value(component, r"*\shell\Sendoff\command", f'{program} "%1"')
    return component.attrib["Id"]


def _value(component: Element, key: str, value: str, *, name: str = "", key_path: bool = False) -> None:
    entry = SubElement(component, "RegistryValue", Root="HKLM", Key=rf"Software\Classes\{key}", Type="string")
    entry.set("Value", value)
    if name:
        entry.set("Name", name)
    if key_path:
        entry.set("KeyPath", "yes")


def _component(folder: Element, what: str) -> Element:
    return SubElement(folder, "Component", Id=_id("c", what), Guid=_guid(what), Win64="yes")


def _id(kind: str, what: str) -> str:
    return kind + hashlib.sha256(what.encode()).hexdigest()[:24]


def _guid(what: str) -> str:
    """The same for the same thing in every version, so that an upgrade knows what it replaces."""
    return _written(uuid.uuid5(UPGRADE_CODE, what))


def _written(guid: uuid.UUID) -> str:
    return str(guid).upper()


def _commands(source: Path, target: Path) -> list[list[str]]:
    if (wixl := shutil.which("wixl")) is not None:
        return [[wixl, "--arch", "x64", "--output", str(target), str(source)]]
    candle, light = _of_wix("candle"), _of_wix("light")
    middle = source.with_suffix(".wixobj")
    # Files of the program carry no version of their own for light to compare.
    return [
        [candle, "-nologo", "-arch", "x64", "-out", str(middle), str(source)],
        [light, "-nologo", "-sval", "-spdb", "-out", str(target), str(middle)],
    ]


def _of_wix(name: str) -> str:
    """One of the toolset's programs: its installer sets ``WIX`` to its folder, and puts nothing on the PATH."""
    folder = os.environ.get("WIX")
    found = shutil.which(name) or (shutil.which(name, path=os.path.join(folder, "bin")) if folder else None)
    if found is None:
        raise SetupError("Nothing here makes an .msi: wixl on Debian, the WiX Toolset 3 on Windows.")
    return found
