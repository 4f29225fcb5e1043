"""Watched folders through the window: begun and ended in the dialog, paused by menu, looked at from the notice."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from app.core.preset import After, FolderWatch, Preset
from app.core.services.watch_model import WatchStand
from app.core.text import text
from app.ui.dialogs.watch_folder import Terms, WatchDialog
from app.ui.sample_core import SampleCore
from app.ui.shell import Shell
from app.ui.views.preset_button import PresetButton, Wish


def button(shell: Shell, preset_id: str) -> PresetButton:
    return next(one for one in shell.views.sidebar.presets.buttons if one.key == preset_id)


def wishes(one: PresetButton) -> list[str]:
    return [str(action.data()) for action in one.menu().actions() if action.data()]


def opened(shell: Shell, preset_id: str) -> WatchDialog:
    shell.views.sidebar.presets.wished.emit(preset_id, Wish.WATCH)
    return next(one for one in shell.window.findChildren(WatchDialog) if one.isVisible())


def test_a_folder_is_chosen_watched_paused_and_watched_no_more(
    shell: Shell, full_core: SampleCore, qtbot: QtBot, tmp_path: Path
) -> None:
    preset = full_core.presets.all()[0]
    assert Wish.WATCH in wishes(button(shell, preset.id))
    assert Wish.PAUSE not in wishes(button(shell, preset.id))
    dialog = opened(shell, preset.id)
    assert not dialog.yes.isEnabled()
    shell.watches._on_folder(tmp_path)  # what the system's own dialog answers
    assert dialog.path.text() == str(tmp_path)
    qtbot.waitUntil(dialog.present.isVisible)
    assert dialog.present.text() == "Also send the 12 files that are there now"
    dialog.present.setChecked(True)
    dialog.move_away.setChecked(True)
    dialog.yes.click()
    qtbot.waitUntil(lambda: full_core.presets.get(preset.id).watch is not None)
    watch = full_core.presets.get(preset.id).watch
    assert (watch.folder, watch.after, watch.on, full_core.watches.sent_present) == (tmp_path, After.MOVE, True, [True])
    row = button(shell, preset.id)
    assert row.accessibleName() == f"Preset {preset.name}, watches a folder"
    assert f"New files in {tmp_path} are sent." in row.toolTip()
    shell.views.sidebar.presets.wished.emit(preset.id, Wish.PAUSE)
    qtbot.waitUntil(lambda: full_core.watches.of(preset.id).stand is WatchStand.PAUSED)
    assert Wish.RESUME in wishes(button(shell, preset.id))
    shell.views.sidebar.presets.wished.emit(preset.id, Wish.RESUME)
    qtbot.waitUntil(lambda: full_core.watches.of(preset.id).stand is WatchStand.WATCHING)
    dialog = opened(shell, preset.id)
    assert (dialog.move_away.isChecked(), dialog.path.text()) == (True, str(tmp_path))
    dialog.stop.click()
    qtbot.waitUntil(lambda: full_core.presets.get(preset.id).watch is None)
    assert "is not watched any more" in shell.views.notice_bar.words.text()


def test_a_folder_that_another_preset_watches_is_refused_where_it_was_chosen(
    shell: Shell, full_core: SampleCore, qtbot: QtBot, tmp_path: Path
) -> None:
    first, second = full_core.presets.all()[:2]
    dialog = opened(shell, first.id)
    shell.watches._on_folder(tmp_path)
    dialog.yes.click()
    qtbot.waitUntil(lambda: full_core.presets.get(first.id).watch is not None)
    dialog = opened(shell, second.id)
    shell.watches._on_folder(tmp_path)
    qtbot.waitUntil(dialog.problem.isVisible)
    assert f"The preset “{first.name}” watches this folder already." in dialog.problem.text()
    assert not dialog.yes.isEnabled()
    (tmp_path.with_name("other")).mkdir()
    shell.watches._on_folder(tmp_path.with_name("other"))
    assert (dialog.problem.isVisible(), dialog.yes.isEnabled()) == (False, True)
    dialog.show_problem(tmp_path, text("An answer that came late."))
    assert (dialog.problem.isVisible(), dialog.yes.isEnabled()) == (False, True)
    dialog.reject()
    shell.controllers.watching.refused.emit(tmp_path, text("Nobody is there any more."))


def test_files_that_wait_are_looked_at_on_the_send_page(
    shell: Shell, full_core: SampleCore, qtbot: QtBot, csv_file: Path
) -> None:
    preset = full_core.presets.all()[0]
    other = csv_file.with_name("not of it.csv")
    other.write_text("name\nBo\n")
    shell.controllers.compose.choose_provider(preset.provider_id)
    shell.add_paths([other])
    full_core.watches.ask(preset.id, text("One new file waits for your go-ahead."), csv_file)
    bar = shell.views.notice_bar
    qtbot.waitUntil(bar.isVisible)
    assert (bar.words.text(), bar.button.text()) == ("One new file waits for your go-ahead.", "Look at them")
    bar.button.click()
    compose = shell.controllers.compose
    qtbot.waitUntil(lambda: list(compose.files.paths) == [csv_file])
    assert compose.preset == preset
    shell.views.sidebar.presets.wished.emit(preset.id, Wish.LEAVE_OUT)
    qtbot.waitUntil(lambda: full_core.watches.of(preset.id).waiting == ())
    assert bar.words.text() == "1 file is left out."


def test_the_draft_of_a_watched_preset_says_where_its_files_come_from(
    shell: Shell, full_core: SampleCore, work: object, tmp_path: Path, qtbot: QtBot
) -> None:
    preset = full_core.presets.all()[0]
    shell.controllers.watching.watch(preset.id, FolderWatch(tmp_path, id="w"), False)
    qtbot.waitUntil(lambda: full_core.presets.get(preset.id).watch is not None)
    shell.controllers.presets.use(preset.id)
    origin = shell.controllers.compose.draft().origin
    assert origin is not None
    assert (origin.watch, origin.folder, origin.preset) == ("w", tmp_path, preset.name)


def test_what_costs_may_have_a_limit_and_what_is_asked_for_is_said(qtbot: QtBot, tmp_path: Path) -> None:
    known = FolderWatch(tmp_path, unasked=5_000)
    dialog = WatchDialog(Preset("Numbers", "x", watch=known, ask=("a",)), Terms(costs=True, rows=True))
    qtbot.addWidget(dialog)
    assert dialog.limit.value() == 5_000
    assert dialog.limit.accessibleName() == "Sending costs something. Rows sent in 24 hours without asking:"
    dialog.limit.setValue(0)
    assert dialog.limit.text() == "None: always ask"
    dialog.show_present(tmp_path, 12)
    assert dialog.present.isHidden()  # the same folder: nothing is asked about its files again
    dialog.limit.setValue(7)
    with qtbot.waitSignal(dialog.chosen) as chosen:
        dialog.yes.click()
    assert chosen.args[1].unasked == 7


def test_the_preset_in_use_is_marked(shell: Shell, full_core: SampleCore, qtbot: QtBot) -> None:
    first, second = (one.id for one in full_core.presets.all())
    assert not button(shell, first).isChecked()
    QTest.mouseClick(button(shell, first), Qt.MouseButton.LeftButton)
    assert [one.isChecked() for one in shell.views.sidebar.presets.buttons] == [True, False]
    shell.controllers.presets.read()
    assert button(shell, first).isChecked()
    QTest.mouseClick(button(shell, second), Qt.MouseButton.LeftButton)
    assert [one.isChecked() for one in shell.views.sidebar.presets.buttons] == [False, True]
    shell.send.choose_provider(shell.views.sidebar.provider_ids()[-1])
    assert not any(one.isChecked() for one in shell.views.sidebar.presets.buttons)
