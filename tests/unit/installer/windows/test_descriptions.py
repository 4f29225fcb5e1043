"""What the Windows packages are told: the .msi's description, the version resource, the icon, the words."""

from __future__ import annotations

import re
import struct
import xml.etree.ElementTree as ElementTree
from pathlib import Path, PurePosixPath

from installer.windows.icon import SIZES, icon_file, write_icon
from installer.windows.msi import NAMESPACE, UPGRADE_CODE, description
from installer.windows.nsis import SCRIPT, kibibytes
from installer.windows.version_resource import shown_version, version_resource
from installer.windows.wine_python import exported

ROOT = Path(__file__).resolve().parents[4]
FILES = {
    PurePosixPath("sendoff.exe"): Path("frozen/sendoff.exe"),
    PurePosixPath("_internal/Qt/Qt6Core.dll"): Path("frozen/_internal/Qt/Qt6Core.dll"),
    PurePosixPath("_internal/Qt/plugins/q.dll"): Path("frozen/_internal/Qt/plugins/q.dll"),
}


def wix(version: str = "1.2.3") -> ElementTree.Element:
    return ElementTree.fromstring(description(version, FILES, Path("sendoff.ico")))


def every(tree: ElementTree.Element, name: str) -> list[ElementTree.Element]:
    return tree.findall(f".//{{{NAMESPACE}}}{name}")


def test_every_file_is_a_component_of_the_one_feature_in_its_own_folder() -> None:
    tree = wix()
    assert [entry.get("Source") for entry in every(tree, "File")] == [str(path) for path in FILES.values()]
    components = {one.get("Id") for one in every(tree, "Component")}
    assert {one.get("Id") for one in every(tree, "ComponentRef")} == components
    assert len(components) == len(FILES) + 1
    names = [one.get("Name") for one in every(tree, "Directory") if one.get("Name")]
    assert names == ["SourceDir", "Sendoff", "_internal", "Qt", "plugins"]
    assert all(one.get("Win64") == "yes" for one in every(tree, "Component"))


def test_versions_share_what_an_upgrade_looks_for_and_nothing_else() -> None:
    old, new = wix("1.2.3"), wix("1.2.4")
    products = [every(tree, "Product")[0] for tree in (old, new)]
    assert [one.get("Version") for one in products] == ["1.2.3", "1.2.4"]
    assert {one.get("UpgradeCode") for one in products} == {str(UPGRADE_CODE).upper()}
    assert products[0].get("Id") != products[1].get("Id")
    assert len(every(new, "MajorUpgrade")) == 1
    guids = [[one.get("Guid") for one in every(tree, "Component")] for tree in (old, new)]
    assert guids[0] == guids[1]
    assert len(set(guids[0])) == len(guids[0])
    assert description("1.2.3", FILES, Path("i")) == description("1.2.3", FILES, Path("i"))


def test_both_packages_know_the_same_file_types_and_commands() -> None:
    values = {(one.get("Key"), one.get("Name")): one.get("Value") for one in every(wix(), "RegistryValue")}
    script = SCRIPT.read_text("utf-8")
    types = re.findall(r'insertmacro FileType "(\S+)" "(\S+)"', script)
    assert [one[0] for one in types] == [".sendoff-preset", ".sendoff-provider"]
    for extension, kind in types:
        assert values[(rf"Software\Classes\{extension}", None)] == kind
        assert values[(rf"Software\Classes\{kind}\shell\open\command", None)] == '"[INSTALLDIR]sendoff.exe" "%1"'
        assert f'NoFileType "{extension}" "{kind}"' in script
    assert values[(r"Software\Classes\*\shell\Sendoff\command", None)] == '"[INSTALLDIR]sendoff.exe" "%1"'


def test_the_installer_asks_for_no_administrator_and_says_everything_in_both_languages() -> None:
    script, words = SCRIPT.read_text("utf-8"), SCRIPT.with_name("words.nsh").read_text("utf-8")
    assert "RequestExecutionLevel user" in script
    assert "HKLM" not in script
    said = {
        language: set(re.findall(rf"LangString (\w+) \${{LANG_{language}}}", words))
        for language in ("ENGLISH", "GERMAN")
    }
    assert said["ENGLISH"] == said["GERMAN"] == set(re.findall(r"\$\((\w+)\)", script))


def test_the_version_resource_can_be_read_and_names_no_company() -> None:
    names = (
        "VSVersionInfo",
        "FixedFileInfo",
        "StringFileInfo",
        "StringTable",
        "StringStruct",
        "VarFileInfo",
        "VarStruct",
    )
    read = {name: (lambda *words, _name=name, **more: (_name, words, more)) for name in names}
    text = version_resource("1.20.3", name="Sendoff", summary="Drop “files”", file_name="sendoff.exe")
    _, _, parts = eval(text, read)
    assert parts["ffi"][2]["filevers"] == (1, 20, 3, 0)
    shown = {words[0]: words[1] for _, words, _ in parts["kids"][0][1][0][0][1][1]}
    assert shown["ProductVersion"] == shown["FileVersion"] == "1.20.3"
    assert shown["FileDescription"] == "Drop “files”"
    assert "CompanyName" not in shown


def test_the_version_is_found_in_a_program() -> None:
    resource = "ProductName\0Sendoff\0\0ProductVersion\0\0" + "1.20.3\0\0D"
    assert shown_version(b"MZ" + resource.encode("utf-16-le")) == "1.20.3"
    assert shown_version(b"MZ") == ""


def test_the_icon_holds_a_picture_of_each_size(tmp_path: Path) -> None:
    write_icon(ROOT / "resources" / "icons" / "sendoff.svg", tmp_path / "new" / "sendoff.ico")
    data = (tmp_path / "new" / "sendoff.ico").read_bytes()
    assert struct.unpack_from("<HHH", data) == (0, 1, len(SIZES))
    for number, size in enumerate(SIZES):
        edge, _, _, _, _, bits, length, at = struct.unpack_from("<BBBBHHII", data, 6 + 16 * number)
        picture = data[at : at + length]
        assert (edge, bits) == (size % 256, 32)
        assert picture.startswith(b"\x89PNG")
        assert struct.unpack_from(">II", picture, 16) == (size, size)
    assert len(data) == at + length
    assert icon_file({}) == b"\0\0\1\0\0\0"


def test_the_size_that_windows_shows_is_rounded_up(tmp_path: Path) -> None:
    (tmp_path / "below").mkdir()
    (tmp_path / "a").write_bytes(b"x" * 1024)
    (tmp_path / "below" / "b").write_bytes(b"x")
    assert kibibytes(tmp_path) == 2


def test_only_the_names_of_pythons_interface_are_forwarded() -> None:
    dump = (
        "[   0] Py_Early\n[Ordinal/Name Pointer] Table\n\t[   0] PyArg_Parse\n\t[   1] _Py_Dealloc\n\t[   2] DllMain\n"
    )
    assert exported(dump) == ["PyArg_Parse", "_Py_Dealloc"]
