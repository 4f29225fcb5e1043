"""Says what macOS wants to know of the .app: its Info.plist, with the files that it opens."""

from __future__ import annotations

from collections.abc import Mapping

from installer.product import APP_ID, COMMAND, NAME

OLDEST = "12.0"
"""What Qt 6.11 supports: “Supported Platforms” in Qt's documentation."""
PRESET, PROVIDER = f"{APP_ID}.preset", f"{APP_ID}.provider"

Plist = Mapping[str, object]


def info(version: str) -> dict[str, object]:
    """The Info.plist of *version*; keys as in Apple's “Bundle Resources: Information Property List”."""
    return {
        "CFBundleIdentifier": APP_ID,
        "CFBundleName": NAME,
        "CFBundleDisplayName": NAME,
        "CFBundleExecutable": COMMAND,
        "CFBundlePackageType": "APPL",
        "CFBundleShortVersionString": version,
        "CFBundleVersion": version,
        "CFBundleDevelopmentRegion": "en",
        "CFBundleLocalizations": ["en", "de"],
        "LSApplicationCategoryType": "public.app-category.productivity",
        "LSMinimumSystemVersion": OLDEST,
        "LSMultipleInstancesProhibited": True,
        "NSHighResolutionCapable": True,
        "NSPrincipalClass": "NSApplication",
        "NSRequiresAquaSystemAppearance": False,  # dark as well
        "NSSupportsAutomaticGraphicsSwitching": True,
        "CFBundleDocumentTypes": _opened(),
        "UTExportedTypeDeclarations": [
            _kind(PRESET, "Sendoff preset", "sendoff-preset", "public.json"),
            _kind(PROVIDER, "Sendoff vendor", "sendoff-provider", "public.zip-archive"),
        ],
    }


def _opened() -> list[Plist]:
    """Presets and vendors belong to Sendoff; any other file can be opened with it, and be dropped on its icon."""
    return [
        {
            "CFBundleTypeName": words,
            "CFBundleTypeRole": "Viewer",
            "LSHandlerRank": rank,
            "LSItemContentTypes": kinds,
        }
        for words, rank, kinds in (
            ("Sendoff preset", "Owner", [PRESET]),
            ("Sendoff vendor", "Owner", [PROVIDER]),
            ("File to send", "Alternate", ["public.data", "public.folder"]),
        )
    ]


def _kind(identifier: str, words: str, suffix: str, like: str) -> Plist:
    return {
        "UTTypeIdentifier": identifier,
        "UTTypeDescription": words,
        "UTTypeConformsTo": [like],
        "UTTypeTagSpecification": {"public.filename-extension": [suffix]},
    }
