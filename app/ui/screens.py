"""Draws every screen of the window into pictures: ``python -m app.ui.screens FOLDER``.

Light and dark, at 100 and 200 %, small and usual size; nothing is shown on a real screen and nothing is sent.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Coroutine, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from app.core.events import Progressed
    from app.ui.shell import Shell

SIZES = ((900, 600), (1280, 800))


def main(arguments: Sequence[str]) -> int:
    """Draw all of it; a second process draws at 200 %, since Qt reads the scale when it starts."""
    parser = argparse.ArgumentParser(prog="app.ui.screens", description="Draw every screen into pictures.")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--scale", type=int, choices=(1, 2), default=0, help="one scale only")
    parser.add_argument("--look", choices=("light", "dark"), default="", help="one look only")
    options = parser.parse_args(arguments)
    if options.scale:
        return _draw(options.folder, options.scale, options.look)
    for scale in (1, 2):
        command = [sys.executable, "-m", "app.ui.screens", str(options.folder), "--scale", str(scale)]
        environment = os.environ | {"QT_QPA_PLATFORM": "offscreen", "QT_SCALE_FACTOR": str(scale)}
        ended = subprocess.run(command, env=environment, check=False)
        if ended.returncode:
            return ended.returncode
    return 0


def _draw(folder: Path, scale: int, look: str) -> int:
    from PySide6.QtWidgets import QApplication

    from app.ui.loop import WindowLoop

    application = QApplication(sys.argv[:1])
    loop = WindowLoop(application)
    asyncio.set_event_loop(loop)
    with loop:
        loop.run_until_complete(_draw_all(folder / f"{scale * 100}", scale, look))
    return 0


async def _draw_all(folder: Path, scale: int, look: str) -> None:
    from app.ui.sample_core import SampleCore
    from app.ui.shell import Shell
    from app.ui.theme import Choice

    tasks: set[asyncio.Task[None]] = set()

    def spawn(work: Coroutine[Any, Any, None]) -> None:
        """As :data:`app.ui.spawn.Spawn`."""
        task = asyncio.get_running_loop().create_task(work)
        tasks.add(task)
        task.add_done_callback(tasks.discard)

    looks = [choice for choice in (Choice.LIGHT, Choice.DARK) if choice.value.startswith(look)]
    for choice in looks:
        for width, height in SIZES[: 2 if scale == 1 else 1]:
            for filled in (False, True):
                core = SampleCore(filled=filled)
                core.preferences.set("theme", choice.value)
                shell = Shell(core, spawn, (("Journal", Path("/home/sam/.local/share/Sendoff/journal.sqlite3")),))
                shell.show()
                shell.window.resize(width, height)
                place = folder / f"{choice.value}-{width}x{height}"
                await (grab_screens(shell, place, core.uploads.moving) if filled else grab_first_run(shell, place))
                shell.close()
                core.uploads.close()


async def grab_first_run(shell: Shell, folder: Path) -> None:
    """The window as a new user meets it: vendors, the key, empty pages."""
    from app.ui.views.header import Page

    await _grab(shell, folder / "01-first-run.png")
    shell.send.choose_provider(shell.controllers.compose.provider_id or _first(shell))
    await _grab(shell, folder / "02-key-needed.png")
    for page, name in ((Page.TRANSFERS, "03-no-transfers"), (Page.HISTORY, "04-no-history")):
        shell.show_page(page)
        await _grab(shell, folder / f"{name}.png")


async def grab_screens(shell: Shell, folder: Path, moving: Sequence[Progressed] = ()) -> None:
    """Every page of a window that is in use; the shell's core must hold something to show."""
    from app.core.events import Notice
    from app.core.text import text
    from app.ui.views.header import Page

    with tempfile.TemporaryDirectory() as made:
        await _grab_send(shell, folder, _files(Path(made)))
    shell.show_page(Page.TRANSFERS)
    shell.controllers.queue_model.progress({one.transfer_id: one for one in moving})
    await _grab(shell, folder / "20-transfers.png")
    rows = shell.views.transfers_page.rows
    for row, name in ((3, "details-processing"), (8, "details-failed"), (9, "details-unknown"), (11, "details-done")):
        rows.choose(row)
        await _grab(shell, folder / f"21-{name}.png")
    rows.selectAll()
    await _grab(shell, folder / "22-many-chosen.png")
    rows.clearSelection()
    shell.controllers.queue.clear_ended()
    await _grab(shell, folder / "23-cleared.png")
    shell.controllers.queue.removing.bring_back()
    await _settle()
    shell.controllers.notices.dismiss()
    for page, name in ((Page.HISTORY, "30-history"), (Page.SETTINGS, "40-settings"), (Page.HELP, "41-help")):
        shell.show_page(page)
        if page is Page.HISTORY:
            await asyncio.sleep(0.05)
            shell.views.history_page.rows.choose(2)
        await _grab(shell, folder / f"{name}.png")
    await _grab_network(shell, folder)
    shell.show_page(Page.TRANSFERS)
    words = text("The key of this account was not accepted. Nothing was sent.")
    shell.controllers.notices.on_notice(Notice("key", words, "acc"))
    await _grab(shell, folder / "50-key-rejected.png")
    shell.controllers.notices.dismiss()
    words = text("{n:count} new files in “{folder}” wait for your go-ahead.", n=3, folder="Leads")
    shell.controllers.notices.on_notice(Notice("go-ahead", words, shell.core.presets.all()[0].id))
    await _grab(shell, folder / "51-go-ahead.png")
    shell.controllers.notices.dismiss()


async def _grab_network(shell: Shell, folder: Path) -> None:
    """The network's settings with a proxy of one's own, and how a test of them went."""
    network = shell.views.settings.network
    network.mode.setCurrentIndex(2)
    network.use.click()
    network.test.click()
    shell.frame.to_network()
    await asyncio.sleep(0.1)
    await _grab(shell, folder / "42-network.png")


async def _grab_send(shell: Shell, folder: Path, files: Sequence[Path]) -> None:
    from app.ui import sample_data

    compose = shell.controllers.compose
    for number, entry in enumerate(shell.views.sidebar.provider_ids()):
        shell.send.choose_provider(entry)
        await _grab(shell, folder / f"10-form-{number}-{entry}.png")
        compose.add_paths(list(files))
        await asyncio.sleep(0.4)
        await _grab(shell, folder / f"11-files-{number}-{entry}.png")
        if shell.send.has_errors:
            compose.send()
            await asyncio.sleep(0.1)
            await _grab(shell, folder / f"12-errors-{number}-{entry}.png")
        if number == 0:
            compose.recall.ask(sample_data.sent_before(compose.files.paths, time.time()))
            await _grab(shell, folder / "12-sent-before.png")
        compose.clear_files()
    shell.views.send_page.drop_zone.light_up(True)
    await _grab(shell, folder / "13-held-over.png")
    shell.views.send_page.drop_zone.light_up(False)
    await _grab_dialogs(shell, folder)


async def _grab_dialogs(shell: Shell, folder: Path) -> None:
    from app.core.text import text

    words = text(
        "About {n:count} credits are charged for {rows:count} rows, as soon as the file is there.", n=1180, rows=1204
    )
    dialogs: tuple[tuple[str, Callable[[], object]], ...] = (
        ("14-accounts", shell.accounts.manage),
        ("14-accounts-asked", partial(_take_an_offer, shell)),
        ("15-save-preset", shell.presets.ask_name),
        ("16-add-vendor", shell.vendors.ask),
        ("17-cost", _Ask(shell, words)),
        ("18-watch-folder", partial(shell.watches.ask, shell.core.presets.all()[0].id)),
    )
    for name, opening in dialogs:
        opening()
        await _settle()
        for dialog in shell.window.findChildren(_dialog_type()):
            if dialog.isVisible():
                _save(dialog, folder / f"{name}.png")
                dialog.reject()
        await _settle()


def _take_an_offer(shell: Shell) -> None:
    """The accounts, with what a vendor offers for one of them about to be done."""
    from app.ui.dialogs.accounts import AccountsDialog

    shell.accounts.manage()
    (dialog,) = (one for one in shell.window.findChildren(AccountsDialog) if one.isVisible())
    dialog.choose(next(one.id for one in shell.core.accounts.all() if shell.core.uploads.account_offers(one.id, {})))
    dialog.card.offers.buttons()[0].click()


class _Ask:
    """Opens the sheet with the cost."""

    def __init__(self, shell: Shell, words: object) -> None:
        self._shell, self._words = shell, words

    def __call__(self) -> None:
        from app.core.text import text

        self._shell.controllers.compose.cost_asked.emit(self._words, text("Send 1,204 rows…"))


def _dialog_type() -> type[Any]:
    from PySide6.QtWidgets import QDialog

    return QDialog


def _files(folder: Path) -> list[Path]:
    rows = "".join(f"Ann {n},+1202555{n:04},ann{n}@example.com\n" for n in range(1204))
    contents = {
        "may-leads.csv": "name,mobile,email\n" + rows,
        "+leads (2).csv": "name,mobile\n" + "".join(f"Bo {n},2025550{n % 1000:03}\n" for n in range(431)),
        "notes.docx": "no table",
        "report.pdf": "%PDF-1.4 a report",
        "picture.png": "no picture",
    }
    for name, words in contents.items():
        (folder / name).write_text(words, encoding="utf-8")
    return [folder / name for name in contents]


def _first(shell: Shell) -> str:
    return str(shell.views.sidebar.provider_ids()[0])


async def _grab(shell: Shell, target: Path) -> None:
    await _settle()
    _save(shell.window, target)


def _save(widget: Any, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    widget.grab().save(str(target))


async def _settle() -> None:
    for _ in range(6):
        await asyncio.sleep(0.03)


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
