"""Presets through the window: by number, by menu, deleted and brought back, and taken in from a file."""

from __future__ import annotations

import json
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QLabel
from pytestqt.qtbot import QtBot

from app.core.preset import FieldNote, MadeFor, Preset
from app.core.schema.model import Kind
from app.ui.dialogs.import_presets import ImportPresetsDialog
from app.ui.dialogs.rename_preset import RenamePresetDialog
from app.ui.dialogs.save_preset import SavePresetDialog
from app.ui.sample_core import SampleCore
from app.ui.shell import Shell
from app.ui.views.preset_button import Wish


def names(shell: Shell) -> list[str]:
    return [one.key for one in shell.views.sidebar.presets.buttons]


def test_the_second_one_by_number(shell: Shell, full_core: SampleCore, qtbot: QtBot) -> None:
    second = full_core.presets.all()[1]
    shell.window.activateWindow()
    QTest.keyClick(shell.window, Qt.Key.Key_2, Qt.KeyboardModifier.AltModifier)
    assert shell.controllers.compose.preset == second


def test_every_wish_reaches_the_presets(shell: Shell, full_core: SampleCore, qtbot: QtBot) -> None:
    presets, sidebar = full_core.presets, shell.views.sidebar.presets
    first, second = (one.id for one in presets.all())
    sidebar.wished.emit(second, Wish.DUPLICATE)
    qtbot.waitUntil(lambda: len(names(shell)) == 3)
    copy = presets.all()[2].id
    sidebar.wished.emit(copy, Wish.UP)
    qtbot.waitUntil(lambda: names(shell) == [first, copy, second])
    sidebar.wished.emit(copy, Wish.PIN)
    qtbot.waitUntil(lambda: presets.get(copy).pinned)
    sidebar.wished.emit(copy, Wish.RENAME)
    dialog = shell.window.findChild(RenamePresetDialog)
    dialog.name.setText("Another")
    dialog.yes.click()
    qtbot.waitUntil(lambda: presets.get(copy).name == "Another")
    sidebar.wished.emit(copy, Wish.DELETE)
    qtbot.waitUntil(lambda: names(shell) == [first, second])
    bar = shell.views.notice_bar
    assert (bar.button.text(), bar.isVisibleTo(shell.window)) == ("Undo", True)
    bar.button.click()
    qtbot.waitUntil(lambda: len(names(shell)) == 3)
    assert presets.get(copy).name == "Another"


def test_the_one_in_use_is_edited_and_its_rules_hold_at_once(shell: Shell, full_core: SampleCore, qtbot: QtBot) -> None:
    presets, page, wished = full_core.presets, shell.controllers.compose, shell.views.sidebar.presets.wished
    first, second = presets.all()
    wished.emit(first.id, Wish.USE)
    key = next(field.key for field in page.form.fields if field.kind in (Kind.TEXT, Kind.OPEN_CHOICE))
    page.set_values({**page.values, key: "typed since"})
    wished.emit(first.id, Wish.EDIT)
    dialog = shell.window.findChild(SavePresetDialog)
    dialog.name.setText(second.name)
    assert (dialog.yes.isEnabled(), dialog.warning.isVisibleTo(dialog)) == (False, True), "another's name"
    dialog.name.setText("Another")
    dialog.patterns.setText("*.csv")
    dialog.yes.click()
    qtbot.waitUntil(lambda: presets.get(first.id).name == "Another")
    edited = presets.get(first.id)
    assert (edited.values, edited.files.patterns) == (first.values, ("*.csv",))
    assert [one.id for one in presets.all()] == [first.id, second.id]
    assert page.preset is not None
    assert (page.preset.name, page.draft().wishes) == ("Another", edited.files)
    assert page.values[key] == "typed since"


def test_one_that_does_not_fit_is_mended_rather_than_edited(shell: Shell, full_core: SampleCore) -> None:
    old = MadeFor("other", (FieldNote("body.colour", "text", "Colour"),))
    full_core.kept_presets.presets["9"] = Preset("Old", "sela", values={"body.colour": "red"}, made_for=old, id="9")
    shell.views.sidebar.presets.wished.emit("9", Wish.EDIT)
    assert shell.window.findChild(SavePresetDialog) is None
    assert "“Colour” is gone." in shell.views.notice_bar.words.text()


def test_one_that_does_not_fit_is_mended_from_the_bar(shell: Shell, full_core: SampleCore, qtbot: QtBot) -> None:
    old = MadeFor("other", (FieldNote("body.colour", "text", "Colour"),))
    full_core.kept_presets.presets["9"] = Preset("Old", "sela", values={"body.colour": "red"}, made_for=old, id="9")
    shell.controllers.presets.read()
    before = shell.controllers.compose.draft()
    shell.views.sidebar.presets.wished.emit("9", Wish.USE)
    bar = shell.views.notice_bar
    assert "“Colour” is gone. “Source” is new and needed." in bar.words.text()
    assert shell.controllers.compose.draft() == before
    bar.button.click()
    qtbot.waitUntil(lambda: shell.controllers.compose.preset is not None)
    assert shell.controllers.compose.draft().ask == ("body.source",)


def test_a_preset_dropped_on_the_window_is_shown_and_added(
    shell: Shell, full_core: SampleCore, qtbot: QtBot, tmp_path: Path
) -> None:
    good, lost = tmp_path / "a.sendoff-preset", tmp_path / "b.sendoff-preset"
    good.write_text(json.dumps({"version": 2, "name": "June", "provider": "sela", "values": {"body.source": "crm"}}))
    lost.write_text(json.dumps({"version": 2, "name": "X", "provider": "x", "provider_name": "Acme", "values": {}}))
    shell.views.window.dropped.emit([good, lost])
    qtbot.waitUntil(lambda: shell.window.findChild(ImportPresetsDialog) is not None)
    dialog = shell.window.findChild(ImportPresetsDialog)
    words = " ".join(one.text() for one in dialog.findChildren(QLabel))
    assert "It fills in “Source”: crm" in words
    assert "“Acme”, which this Sendoff does not know" in words
    assert dialog.yes.text() == "Add 1 preset"
    accounts = dialog.cards[0].findChild(QComboBox)
    assert accounts.itemText(accounts.count() - 1) == "Choose later"
    dialog.yes.click()
    qtbot.waitUntil(lambda: full_core.presets.named("June") is not None)
    assert full_core.presets.named("June").account_id == "acc-sela"
    assert shell.controllers.compose.files.rowCount() == 0
