"""Connects the Send page with what it is about: the draft, the vendors, the presets."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QObject, Signal

from app.core.json_types import Json
from app.core.preset import Preset
from app.core.schema.model import Form
from app.core.services.api import Core
from app.core.services.model import AccountView, Check
from app.core.services.recollection import Recollection
from app.core.text import Text, text
from app.core.transfer import Batch
from app.ui.controllers.keys import key_sign
from app.ui.dialogs.cost import CostDialog
from app.ui.stage import Controllers, Views
from app.ui.text import say, tr
from app.ui.views.destination import AccountChoice


class SendWiring(QObject):
    """The Send page at work.

    Signals:
        submitted: a batch was sent off. failed: a Text.
    """

    submitted = Signal(object)
    failed = Signal(object)

    def __init__(self, core: Core, controllers: Controllers, views: Views) -> None:
        super().__init__(views.window)
        self._core, self._compose = core, controllers.compose
        self._choices, self._keys = controllers.choices, controllers.keys
        self._page, self._form = views.send_page, views.form
        self._sidebar, self._window = views.sidebar, views.window
        self._check: Check | None = None
        self._busy, self._searching = False, False
        self._connect_page()
        self._connect_draft()
        self._page.files.show_files(self._compose.files)
        self._page.show_welcome(True)
        self._page.show_button(tr("Send"), enabled=False)
        self._sidebar.can_save(False)
        self._keys.look_in(self.filled_in)

    @property
    def has_errors(self) -> bool:
        """Whether the form as it is would be refused."""
        return bool(self._check and self._check.errors)

    def filled_in(self, provider_id: str) -> Mapping[str, Json]:
        """What is filled in for a vendor just now; nothing unless it is the one that is chosen."""
        return dict(self._compose.values) if provider_id == self._compose.provider_id else {}

    # ── from outside ──────────────────────────────────────────────────────────────────────────────────

    def show_providers(self) -> None:
        """List the vendors everywhere."""
        known = self._core.providers.all()
        entries = [(p.id, p.name) for p in known]
        self._sidebar.show_providers(entries, own=[p.id for p in known if not p.shipped])
        self._page.welcome.show_providers(entries)

    def choose_provider(self, provider_id: str) -> None:
        """Send to this vendor with its usual account."""
        self._sidebar.choose_provider(provider_id)
        self._page.show_welcome(False)
        account = self._keys.usual(provider_id)
        self._compose.account_id = account.id if account else ""
        self._compose.choose_provider(provider_id)
        self._show_destination()
        self._core.preferences.set("last_provider", provider_id)

    def refresh_accounts(self, account_id: str = "") -> None:
        """Accounts or their keys changed; a new one is used at once."""
        provider_id = self._compose.provider_id
        if not provider_id:
            return
        changed = self._core.accounts.get(account_id)
        known = self._core.accounts.get(self._compose.account_id)
        if known is None:
            usual = changed if changed and changed.provider_id == provider_id else self._keys.usual(provider_id)
            self._send_with(usual.id if usual else "")
        else:
            self._compose.check_soon()
        self._show_destination()

    def use_account(self, account_id: str) -> None:
        """Send with this account from now on."""
        account = self._core.accounts.get(account_id)
        if account is None or account.provider_id != self._compose.provider_id:
            return
        self._keys.remember(account)
        self._send_with(account_id)
        self._show_destination()

    def use_preset(self, preset: Preset) -> None:
        """Fill the page from a preset."""
        account = self._core.accounts.get(preset.account_id) or self._keys.usual(preset.provider_id)
        self._page.show_welcome(False)
        self._sidebar.choose_provider(preset.provider_id)
        self._compose.load(preset, account.id if account else "")
        self._show_destination()

    # ── connections ───────────────────────────────────────────────────────────────────────────────────

    def _connect_page(self) -> None:
        page, compose = self._page, self._compose
        page.welcome.provider_chosen.connect(self.choose_provider)
        self._sidebar.provider_chosen.connect(self.choose_provider)
        page.destination.account_chosen.connect(self.use_account)
        page.files.remove_wanted.connect(compose.remove_rows)
        page.clear_wanted.connect(compose.clear_files)
        page.left_out_wanted.connect(self._show_left_out)
        page.repeats.show_wanted.connect(self._show_sent_before)
        page.repeats.leave_out_wanted.connect(compose.leave_out_sent)
        page.repeats.again_wanted.connect(compose.send_again)
        page.mode_chosen.connect(compose.choose_mode)
        page.send_wanted.connect(compose.send)
        self._form.changed.connect(self._on_typed)
        self._form.choices_wanted.connect(self._on_choices_wanted)

    def _connect_draft(self) -> None:
        compose, form, choices = self._compose, self._form, self._choices
        compose.form_changed.connect(self._on_form)
        compose.values_set.connect(form.set_values)
        compose.errors_changed.connect(form.set_errors)
        compose.focus_wanted.connect(form.focus_field)
        compose.checked.connect(self._on_checked)
        compose.busy_changed.connect(self._on_busy)
        compose.searching_changed.connect(self._on_searching)
        compose.cost_asked.connect(self._on_cost)
        compose.submitted.connect(self._on_submitted)
        compose.failed.connect(self.failed)
        compose.recall.known.connect(self._on_known)
        compose.recall.asked.connect(self._page.call_for_decision)
        compose.recall.reading.connect(self._on_reading)
        compose.files.rowsInserted.connect(self._on_files)
        compose.files.modelReset.connect(self._on_files)
        choices.found.connect(form.set_choices)
        choices.missing.connect(form.set_choices_problem)
        choices.recent.connect(form.set_recent)
        choices.guessed.connect(self._on_guess)

    # ── what happens ──────────────────────────────────────────────────────────────────────────────────

    def _send_with(self, account_id: str) -> None:
        """Send with this account, and ask for the lists that are its own; empty: there is none."""
        compose = self._compose
        compose.choose_account(account_id)
        self._choices.use(compose.provider_id, account_id, compose.form)
        self._choices.ask_all(compose.values)

    def _on_form(self, form: Form) -> None:
        self._form.set_form(form)
        self._check = None
        provider = self._core.providers.get(self._compose.provider_id)
        heading = tr("What {vendor} needs to know", vendor=provider.name)
        self._page.show_form(bool(form.fields), heading)
        modes = [(m.id, m.label) for m in provider.flow.modes]
        self._page.show_modes(modes, self._compose.mode)
        self._choices.use(provider.id, self._compose.account_id, form)
        self._choices.ask_all(self._compose.values)
        self._sidebar.can_save(True)
        self._page.drop_zone.show_hint(takes(provider.flow.files.accept, provider.flow.files.header_row))

    def _on_typed(self) -> None:
        self._compose.set_values(self._form.values(), self._form.input_errors())

    def _on_choices_wanted(self, key: str) -> None:
        self._choices.ask(key, self._compose.values)

    def _on_guess(self, key: str, value: Json) -> None:
        self._form.set_value(key, value)
        self._on_typed()

    def _on_checked(self, check: Check | None) -> None:
        self._check = check
        self._page.welcome.show_waiting(len(self._compose.waiting))
        if check is not None:
            self._form.show_sent_as(self._sent_as(check))
            self._choices.look_into(check.columns, self._compose.values)
        self._show_foot()
        self._on_files()

    def _sent_as(self, check: Check) -> dict[str, Text]:
        used = self._compose.preset
        empty = [key for key in (used.ask if used else ()) if key not in self._compose.values]
        asked = dict.fromkeys(empty, text("The preset asks for this each time."))
        return {**asked, **{one.key: one.words for one in check.sent_as}}

    def _on_known(self, known: Recollection) -> None:
        self._page.repeats.ask(say(known.words), len(known.found))

    def _on_reading(self, done: int, total: int) -> None:
        words = tr("Checking whether these were sent before…")
        if total:
            words = tr("{words} {share} %", words=words, share=round(100 * done / total))
        self._page.show_note(words)

    def _on_busy(self, busy: bool) -> None:
        self._busy = busy
        self._show_foot()

    def _on_searching(self, searching: bool) -> None:
        self._searching = searching
        self._on_files()
        self._show_foot()

    def _on_files(self) -> None:
        files = self._compose.files.rowCount()
        words = tr("{n:count} file|{n:count} files", n=files)
        self._page.show_file_count(files, tr("{files}, still looking…", files=words) if self._searching else words)
        if not files:
            self._show_foot()

    def _on_cost(self, words: Text, button: Text) -> None:
        dialog = CostDialog(words, say(button).rstrip("…"), self._window)
        dialog.accepted.connect(self._compose.agree)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _on_submitted(self, batch: Batch) -> None:
        self._choices.remember(batch.provider_id, batch.values)
        self.submitted.emit(batch)

    # ── what is shown ─────────────────────────────────────────────────────────────────────────────────

    def _show_destination(self) -> None:
        accounts = self._core.accounts.of(self._compose.provider_id)
        provider = self._core.providers.get(self._compose.provider_id)
        self._page.show_key_needed(not accounts)
        entries = [AccountChoice(a.id, _place(provider.name, a), provider.name) for a in accounts]
        self._page.destination.show_accounts(entries, self._compose.account_id)
        account = self._core.accounts.get(self._compose.account_id)
        if account is not None:
            icon, role, words = key_sign(account)
            self._page.destination.show_key(icon, role, say(words))

    def _show_foot(self) -> None:
        check, files = self._check, self._compose.files.rowCount()
        words = say(check.button) if check is not None and files else tr("Send")
        if self._busy:
            words = tr("Sending off…")
        # Not while more of what was dropped may be found: the rest would be left behind without a word.
        waits = self._busy or self._searching or check is None or check.sendable + check.left_out != files
        self._page.show_button(words, enabled=bool(check and check.sendable and not waits))
        note, icon, role = foot_note(check, files)
        self._page.show_note(note, icon, role, left_out=role == "error")

    def _show_left_out(self) -> None:
        self._page.point_at(self._compose.files.next_left_out(self._page.files.currentIndex().row()))

    def _show_sent_before(self) -> None:
        self._page.point_at(self._compose.files.next_sent_before(self._page.files.currentIndex().row()))


def foot_note(check: Check | None, files: int) -> tuple[str, str, str]:
    """The line beside the button: words, icon and role; what stands in the way, or what is left out."""
    if check is None or not files:
        return "", "", "muted"
    if check.problems:
        return say(check.problems[0]), "warn", "warn"
    if check.left_out:
        return tr("{n:count} file left out|{n:count} files left out", n=check.left_out), "error", "error"
    return "", "", "muted"


def takes(suffixes: Sequence[str], header_row: str) -> str:
    """What a vendor takes, in a line."""
    if not suffixes:
        return tr("Any file")
    kinds = ", ".join(suffix.lstrip(".").upper() for suffix in suffixes[:8])
    if len(suffixes) > 8:
        kinds = tr("{kinds} and {n} more", kinds=kinds, n=len(suffixes) - 8)
    if header_row:
        return tr("{kinds} files with a header row", kinds=kinds)
    return tr("{kinds} files", kinds=kinds)


def _place(vendor: str, account: AccountView) -> str:
    return vendor if account.name == vendor else tr("{vendor} · {account}", vendor=vendor, account=account.name)
