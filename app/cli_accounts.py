"""``sendoff accounts``: listing, adding, testing and removing accounts; keys go to the password store."""

from __future__ import annotations

import argparse

from app.assembly import SendoffCore
from app.cli import DONE, FAILED, UNKNOWN, WrongUse
from app.cli_output import remark, say, say_json
from app.cli_session import key_from, session
from app.core.services.model import AccountView, KeyState
from app.core.text import text

_TESTED = {KeyState.WORKS: DONE, KeyState.UNTESTED: UNKNOWN}
"""Exit codes of a key test; whatever else came of it is a failure."""


async def accounts(options: argparse.Namespace) -> int:
    """Do what the options say, then list what is there."""
    async with session(options, working=bool(options.add or options.remove or options.test)) as core:
        if options.add:
            await _add(core, options)
        if options.remove:
            await core.accounts.remove(_named(core, options.remove, options.provider).id)
        if options.test:
            tested = await core.accounts.retest(_named(core, options.test, options.provider).id, {})
            if options.json:
                _print(tested, as_json=True)
            else:
                say(f"{tested.name}: {tested.words}")
            return _TESTED.get(tested.key, FAILED)
        known = core.accounts.all()
        for view in known:
            _print(view, as_json=options.json)
        if not known:
            remark(text("There are no accounts yet. Add one with --add NAME --provider ID --key-env VAR."))
    return DONE


async def _add(core: SendoffCore, options: argparse.Namespace) -> None:
    key = key_from(options.key_env)
    if key is None or not options.provider:
        raise WrongUse(text("Adding an account takes --provider and --key-env."))
    await core.accounts.add(options.provider, options.add, options.server, key.reveal())


def _named(core: SendoffCore, name: str, provider_id: str) -> AccountView:
    known = core.accounts.of(provider_id) if provider_id else core.accounts.all()
    found = [view for view in known if view.name == name]
    if len(found) != 1:
        raise WrongUse(text("There is not exactly one account called “{name}”.", name=name))
    return found[0]


def _print(view: AccountView, *, as_json: bool) -> None:
    if as_json:
        known = {"name": view.name, "provider": view.provider_id, "server": view.server, "key": str(view.key)}
        say_json(known)
    else:
        say(f"{view.provider_id:<14} {view.name:<24} {view.server:<40} {view.words}")
