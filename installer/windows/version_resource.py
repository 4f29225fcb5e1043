"""Says what Windows shows of a program in its properties: the version, and what it is."""

from __future__ import annotations


def version_resource(version: str, *, name: str, summary: str, file_name: str) -> str:
    """The version resource as PyInstaller reads it (its manual, “Capturing Windows Version Data”)."""
    numbers = version_numbers(version)
    shown = {
        "FileDescription": summary,
        "FileVersion": version,
        "InternalName": name,
        "OriginalFilename": file_name,
        "ProductName": name,
        "ProductVersion": version,
    }
    strings = ", ".join(f"StringStruct({key!r}, {value!r})" for key, value in shown.items())
    return (
        "VSVersionInfo(\n"
        f"  ffi=FixedFileInfo(filevers={numbers}, prodvers={numbers}, mask=0x3F, flags=0, OS=0x40004, fileType=1),\n"
        f"  kids=[StringFileInfo([StringTable('040904B0', [{strings}])]),\n"
        "        VarFileInfo([VarStruct('Translation', [0x0409, 1200])])],\n"
        ")\n"
    )


def shown_version(program: bytes) -> str:
    """The product's version in the resource of a Windows program; empty when there is none.

    In it, each name and its value stand in UTF-16, with zeros between them (Microsoft, “String structure”).
    """
    _, found, behind = program.partition("ProductVersion\0".encode("utf-16-le"))
    value = behind[:64].decode("utf-16-le", errors="replace").lstrip("\0") if found else ""
    return value.partition("\0")[0]


def version_numbers(version: str) -> tuple[int, int, int, int]:
    """The four numbers that Windows wants of a version of three."""
    first, second, third = (int(part) for part in version.split("."))
    return first, second, third, 0
