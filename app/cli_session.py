"""What the commands share: opening the core, naming accounts, reporting results, and the exit code."""

from __future__ import annotations

import argparse
import contextlib
import hashlib
import os
from collections.abc import AsyncIterator, Iterable
from dataclasses import dataclass

from app import logs
from app.assembly import SendoffCore, Setup, open_core
from app.cli import DONE, FAILED, UNKNOWN, WrongUse
from app.cli_notices import Notices
from app.cli_output import NobodyReads, Unwritable, complain, say, say_json
from app.core.events import TransfersChanged
from app.core.masking import Secret
from app.core.net.options import read_setting
from app.core.paths import data_paths
from app.core.providers.model import Provider
from app.core.services.model import AccountView
from app.core.text import text
from app.core.transfer import ENDED, State, Transfer
from app.practice_mode import begin


@contextlib.asynccontextmanager
async def session(options: argparse.Namespace, *, working: bool = True) -> AsyncIterator[SendoffCore]:
    """A core for one command, with practice vendors if asked for; closed in good order."""
    paths = data_paths(options.data, options.practice).make()
    logs.begin(paths)
    words = getattr(options, "proxy", "")
    proxy = read_setting(words) if words else None
    core = await open_core(Setup(paths, proxy=proxy, practice=options.practice, working=working, patient=False))
    notices, practice = Notices(core.events), None
    try:
        if options.practice and working:
            practice = await begin(core)
        for report in core.reports:
            complain(report)
        if getattr(options, "limit", None) is not None:
            core.bandwidth.use(options.limit)
        yield core
    finally:
        await core.close()
        notices.close()
        if practice is not None:
            await practice.stop()


def key_from(variable: str) -> Secret | None:
    """The key in an environment variable. Raises: WrongUse: the variable is empty or not there."""
    if not variable:
        return None
    value = os.environ.get(variable, "")
    if not value:
        raise WrongUse(text("The environment variable {name} holds no key.", name=variable))
    return Secret(value)


def check_mode(provider: Provider, mode: str) -> None:
    """Take no *mode*, or one that the vendor has. Raises: WrongUse: it has no such mode."""
    known = [one.id for one in provider.flow.modes]
    if mode and mode not in known:
        names = ", ".join(known) or "none"
        raise WrongUse(text("There is no mode “{mode}”. Known are: {names}.", mode=mode, names=names))


async def account_for(core: SendoffCore, options: argparse.Namespace, provider_id: str, wanted: str) -> AccountView:
    """The account a command means: by name, by server and key, or the only one there is.

    Raises:
        WrongUse: it cannot be told, or there is none.
    """
    key = key_from(options.key_env)
    known = core.accounts.of(provider_id)
    server = getattr(options, "server", "")
    if key is not None and not options.account:
        return await _passing_account(core, provider_id, server, key)
    if options.practice:
        known = [view for view in known if view.practice]
    named = [view for view in known if wanted in (view.name, view.id)] if wanted else list(known)
    if len(named) != 1:
        names = ", ".join(view.name for view in known)
        if not known:
            raise WrongUse(text("There is no account for {id} yet. Name its key with --key-env.", id=provider_id))
        raise WrongUse(text("Say which account with --account: {names}.", names=names))
    account = named[0]
    if server:
        raise WrongUse(text("--server goes with --key-env; a saved account has its own address."))
    if key is not None:
        await core.accounts.set_key(account.id, key.reveal(), this_run_only=True)
    return account


async def _passing_account(core: SendoffCore, provider_id: str, server: str, key: Secret) -> AccountView:
    """An account of the command line's own, the same one for the same vendor and address; its key is not kept."""
    name = hashlib.sha256(f"{provider_id} {server}".encode()).hexdigest()[:12]
    return await core.accounts.add(
        provider_id, "Command line", server, key.reveal(), this_run_only=True, account_id=f"cli-{name}"
    )


@dataclass
class Reporter:
    """Prints each transfer once it has ended, and keeps the score for the exit code."""

    core: SendoffCore
    as_json: bool
    follow: bool = True

    def __post_init__(self) -> None:
        self._told: dict[str, State] = {}
        self._unwritable: Unwritable | None = None
        self._stop = self.core.events.subscribe(TransfersChanged, self._on_changed)

    def close(self) -> None:
        """Print no more."""
        self._stop()

    def tell(self, transfers: Iterable[Transfer]) -> None:
        """Print what has not been printed yet, whatever its state."""
        for transfer in transfers:
            if self._told.get(transfer.id) is not transfer.state:
                self._tell(transfer)

    def code(self) -> int:
        """The exit code for everything that was told, and for what could not be."""
        states = set(self._told.values())
        if self._unwritable is not None:
            complain(self._unwritable.words)
        if State.UNKNOWN in states:
            return UNKNOWN
        good = {State.DONE} if self.follow else {State.DONE, State.PROCESSING}
        return DONE if states <= good and self._unwritable is None else FAILED

    def _on_changed(self, event: TransfersChanged) -> None:
        self.tell(one for one in event.transfers if one.state in ENDED)

    def _tell(self, transfer: Transfer) -> None:
        self._told[transfer.id] = transfer.state
        with contextlib.suppress(NobodyReads):  # the files go on their way all the same
            try:
                self._say(transfer)
            except Unwritable as error:
                self._unwritable = error

    def _say(self, transfer: Transfer) -> None:
        if self.as_json:
            say_json(described(transfer))
            return
        words = transfer.problem or transfer.say or (transfer.result.text if transfer.result else None)
        say(f"{transfer.state:<10} {transfer.name}" + (f"  {words}" if words else ""))
        for copy in transfer.result.copies if transfer.result else ():
            say(f"           {copy}")


def described(transfer: Transfer) -> dict[str, object]:
    """A transfer as one JSON object; nothing secret is in it."""
    result = transfer.result
    return {
        "id": transfer.id,
        "state": str(transfer.state),
        "files": [str(file.path) for file in transfer.files],
        "names": [file.sent_name for file in transfer.files],
        "size": transfer.total,
        "vendor_id": result.id if result else "",
        "link": result.link if result else "",
        "copies": list(result.copies) if result else [],
        "text": str(result.text) if result and result.text else "",
        "problem": str(transfer.problem) if transfer.problem else "",
        "say": str(transfer.say) if transfer.say else "",
    }
