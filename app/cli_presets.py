"""``sendoff presets``: list them, write them as files for others, take in theirs."""

from __future__ import annotations

import argparse
from pathlib import Path

from app.assembly import InUse, SendoffCore
from app.cli import DONE, FAILED, WrongUse
from app.cli_output import remark, say, say_json
from app.cli_session import session
from app.core.preset import FolderWatch
from app.core.services.preset_share import Incoming
from app.core.text import Text, text


async def presets(options: argparse.Namespace) -> int:
    """List, export or import presets; see the exit codes in :mod:`app.cli`."""
    if options.export:
        if not options.to:
            raise WrongUse(text("Name the file to write with --to."))
        async with session(options, working=False) as core:
            say(await core.sharing.export([_id(core, name) for name in options.export], Path(options.to)))
            return DONE
    if options.take:
        try:
            async with session(options) as core:
                return await _take(core, options)
        except InUse as error:
            words = text("Sendoff is open with this data: open “{file}” there.", file=options.take)
            raise WrongUse(words) from error
    async with session(options, working=False) as core:
        _list(core, as_json=options.json)
        return DONE


def _list(core: SendoffCore, *, as_json: bool) -> None:
    known = core.presets.all()
    if not known:
        remark(text("There are no presets yet. Save one in the window, or take one in with --import FILE."))
    for preset in known:
        problem = core.presets.standing(preset.id).problem
        watch = preset.watch
        if as_json:
            words = str(problem) if problem else ""
            watched = {"folder": str(watch.folder), "on": watch.on, "after": str(watch.after)} if watch else None
            about = {"name": preset.name, "provider": preset.provider_id, "ask": preset.ask, "problem": words}
            say_json({**about, "watch": watched})
        else:
            say(f"{preset.name}  ({preset.provider_id})" + (f"  {problem}" if problem else ""))
            if watch is not None:
                say(f"  {_watch_words(watch)}")


def _watch_words(watch: FolderWatch) -> Text:
    if not watch.on:
        return text("Paused: new files in {folder} wait until you resume it.", folder=str(watch.folder))
    return text("While Sendoff's window is open, new files in {folder} are sent.", folder=str(watch.folder))


async def _take(core: SendoffCore, options: argparse.Namespace) -> int:
    code = DONE
    for incoming in await core.sharing.look(Path(options.take)):
        say(incoming.preset.name)
        if incoming.problem is not None:
            remark(f"  {incoming.problem}")
            code = FAILED
            continue
        for words in incoming.words:
            say(f"  {words}")
        if options.yes:
            kept = await core.sharing.adopt(incoming, _account(core, incoming, options.account))
            say(text("  Kept as “{name}”.", name=kept.name))
    if not options.yes:
        remark(text("Nothing is kept yet. Add --yes to keep it."))
    return code


def _account(core: SendoffCore, incoming: Incoming, name: str) -> str:
    """The account of that name; without a name, the only one there is, or none."""
    accounts = core.accounts.of(incoming.preset.provider_id)
    found = [one.id for one in accounts if one.name == name] if name else [one.id for one in accounts]
    if name and not found:
        raise WrongUse(text("There is no account “{name}” of this vendor.", name=name))
    return found[0] if len(found) == 1 else ""


def _id(core: SendoffCore, name: str) -> str:
    found = core.presets.named(name)
    if found is None:
        raise WrongUse(text("There is no preset “{name}”.", name=name))
    return found.id
