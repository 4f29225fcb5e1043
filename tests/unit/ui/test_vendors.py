"""A vendor's file through the window: opened, looked at, trusted, and written for others; with the real core."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from fixtures.signals import listen
from fixtures.widgets import words_of
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from app.core.errors import ProviderError
from app.core.providers.model import Provider
from app.core.services.provider_bundle import SUFFIX
from app.core.services.provider_snapshot import Snapshot
from app.core.text import text
from app.ui.controllers.preset_traffic import PresetTraffic
from app.ui.dialogs.add_provider import AddProviderDialog
from app.ui.sample_core import SampleCore
from app.ui.shell import Shell
from app.ui.views.nav import OwnVendorButton

Work = Callable[..., None]


def dialogs(shell: Shell) -> list[AddProviderDialog]:
    return [one for one in shell.window.findChildren(AddProviderDialog) if one.isVisible()]


def test_vendors_are_told_from_files_and_presets(core: SampleCore, work: Work, tmp_path: Path) -> None:
    traffic = PresetTraffic(core, work)
    told = listen(traffic, "vendors", "files")
    vendor, file = tmp_path / f"Acme{SUFFIX.upper()}", tmp_path / "a.csv"
    traffic.sort([file, vendor])
    traffic.sort([vendor])
    assert told == [("vendors", [vendor]), ("files", [file]), ("vendors", [vendor])]


def test_files_that_are_opened_are_asked_about_one_after_the_other(shell: Shell, qtbot: QtBot, tmp_path: Path) -> None:
    first, second = tmp_path / f"a{SUFFIX}", tmp_path / f"b{SUFFIX}"
    shell.open_with([first, second])
    [dialog] = dialogs(shell)
    assert dialog.place.text() == str(first)
    qtbot.waitUntil(lambda: dialog.trust.isVisible())
    assert "Files and the key would go to:" in dialog.hosts.text()
    assert not dialog.yes.isEnabled()
    shown = [words for words in (dialog.found, dialog.hosts, dialog.notes) if not words.isHidden()]
    assert dialog.hosts in shown
    # Whom one trusts has to be legible.
    qtbot.waitUntil(lambda: all(words.height() >= words.heightForWidth(words.width()) for words in shown))
    dialog.reject()
    qtbot.waitUntil(lambda: [one.place.text() for one in dialogs(shell)] == [str(second)])
    dialogs(shell)[0].trust.setChecked(True)
    qtbot.waitUntil(lambda: dialogs(shell)[0].yes.isEnabled())
    dialogs(shell)[0].yes.click()
    qtbot.waitUntil(lambda: dialogs(shell) == [])


def test_what_is_told_late_of_another_place_is_not_shown(shell: Shell, qtbot: QtBot, tmp_path: Path) -> None:
    first, second = tmp_path / f"a{SUFFIX}", tmp_path / f"b{SUFFIX}"
    shell.open_with([first])
    [dialog] = dialogs(shell)
    qtbot.waitUntil(lambda: dialog.trust.isVisible())
    dialog.look_at(second)
    qtbot.waitUntil(lambda: dialog.trust.isVisible())
    shown = dialog.found.text()
    other = Snapshot(next(one for one in shell.core.providers.all() if one.name not in shown), {})
    vendors = shell.vendors._vendors
    vendors.found.emit(first, other, [])
    vendors.failed.emit(first, text("It is gone."))
    assert dialog.found.text() == shown
    assert dialog.message.isHidden()
    vendors.found.emit(second, other, [])
    assert other.provider.name in dialog.found.text()
    dialog.reject()


def test_what_is_shown_is_what_is_added(
    shell: Shell, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    added = list[Snapshot]()

    async def add(found: Snapshot) -> Provider:
        added.append(found)
        return found.provider

    monkeypatch.setattr(shell.core.providers, "add", add)
    place = tmp_path / f"a{SUFFIX}"
    shell.open_with([place])
    [dialog] = dialogs(shell)
    qtbot.waitUntil(lambda: dialog.trust.isVisible())
    shown = Snapshot(shell.core.providers.all()[1], {"upload.yaml": b"as it was seen"})
    vendors = shell.vendors._vendors
    vendors.found.emit(place, shown, [])
    vendors.found.emit(tmp_path / "another", Snapshot(shell.core.providers.all()[2], {}), [])
    dialog.trust.setChecked(True)
    dialog.yes.click()
    qtbot.waitUntil(lambda: dialogs(shell) == [])
    assert [one is shown for one in added] == [True]


def test_what_cannot_be_kept_is_said_in_the_dialog(
    shell: Shell, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def refuse(_found: Snapshot) -> Provider:
        raise ProviderError(text("The vendor could not be kept: the disk is full."))

    monkeypatch.setattr(shell.core.providers, "add", refuse)
    shell.open_with([tmp_path / f"a{SUFFIX}"])
    [dialog] = dialogs(shell)
    qtbot.waitUntil(lambda: dialog.trust.isVisible())
    dialog.trust.setChecked(True)
    dialog.yes.click()
    qtbot.waitUntil(lambda: "could not be kept" in words_of(dialog))
    assert dialog.yes.isEnabled()  # to try once more
    dialog.reject()


@pytest.mark.parametrize("kept", [True, False])
def test_what_came_of_a_closed_dialogs_vendor_leaves_the_next_one_alone(
    shell: Shell, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kept: bool
) -> None:
    async def add(found: Snapshot) -> Provider:
        first.reject()
        if not kept:
            raise ProviderError(text("The vendor could not be kept: the disk is full."))
        return found.provider

    monkeypatch.setattr(shell.core.providers, "add", add)
    places = [tmp_path / f"a{SUFFIX}", tmp_path / f"b{SUFFIX}"]
    shell.open_with(places)
    [first] = dialogs(shell)
    qtbot.waitUntil(lambda: first.trust.isVisible())
    first.trust.setChecked(True)
    told = listen(shell.vendors, "added", "told")
    first.yes.click()
    [second] = dialogs(shell)
    assert second.place.text() == str(places[1])
    assert "could not be kept" not in words_of(second)
    assert [name for name, *_ in told] == ["added" if kept else "told"]
    second.reject()


def test_an_own_vendor_is_written_where_the_person_says(shell: Shell, qtbot: QtBot, tmp_path: Path) -> None:
    shell.views.sidebar.show_providers([("sela", "Sela"), ("acme", "Acme")], own=["acme"])
    [own] = shell.views.sidebar.findChildren(OwnVendorButton)
    menu = own.menu()
    menu.actions()[0].trigger()
    menu.close()
    [chooser] = shell.window.findChildren(QFileDialog)
    assert chooser.selectedFiles()[0].endswith(f"acme{SUFFIX}")
    told = listen(shell.vendors, "told")
    chooser.filesSelected.emit([str(tmp_path / "acme.sendoff-provider")])
    qtbot.waitUntil(lambda: bool(told))
    assert "No account and no key is in it." in str(told[0][1])
    chooser.close()


@pytest.mark.parametrize("own", [(), ("acme",)])
def test_only_own_vendors_have_a_menu(shell: Shell, own: tuple[str, ...]) -> None:
    shell.views.sidebar.show_providers([("sela", "Sela"), ("acme", "Acme")], own=own)
    shown = [one.key for one in shell.views.sidebar.findChildren(OwnVendorButton)]
    assert shown == list(own)
