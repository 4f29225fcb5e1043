"""``sendoff send``: from arguments to a batch, and on to its end."""

from __future__ import annotations

import argparse
import asyncio
from pathlib import Path

from app.assembly import InUse, SendoffCore
from app.cli import DONE, FAILED, SENT_BEFORE, WRONG_USE, WrongUse
from app.cli_fields import set_values, what_to_set
from app.cli_output import complain, remark, say, say_json
from app.cli_session import Reporter, account_for, check_mode, session
from app.core.copies import replace
from app.core.errors import InputError
from app.core.events import TransfersChanged
from app.core.json_types import Json
from app.core.long_lived import set_aside
from app.core.paths import data_paths
from app.core.preset import ANY_FILES, Preset
from app.core.services.handover import Answer, Send, meeting_place
from app.core.services.messenger import deliver
from app.core.services.model import Check, Draft, Grade
from app.core.services.recollection import Recollection, Repeats
from app.core.text import text
from app.core.transfer import ENDED, State


async def send(options: argparse.Namespace) -> int:
    """Send files; see the exit codes in :mod:`app.cli`."""
    try:
        async with session(options) as core:
            return await _send(core, options)
    except InUse:
        async with session(options, working=False) as core:
            return await _by_the_window(core, options)


async def _send(core: SendoffCore, options: argparse.Namespace) -> int:
    draft = await _draft(core, options)
    check = await core.uploads.check(draft)
    _say(check)
    _say_what_to_set(core, draft, check)
    if check.errors or check.problems:
        return WRONG_USE
    if not check.sendable:
        return FAILED
    known = await core.uploads.sent_before(draft, check)
    _say_known(known)
    if options.skip_sent and known.found:
        draft = replace(draft, paths=_without(check, known))
        check = await core.uploads.check(draft)
        if not check.sendable:
            return FAILED if check.left_out else DONE
    if options.dry_run:
        return await _print_plan(core, draft)
    if known.found and not (options.again or options.skip_sent):
        _say_undecided()
        return SENT_BEFORE
    if check.cost is not None and not options.yes:
        raise WrongUse(text("{cost} Add --yes to agree to it.", cost=check.cost))
    code = await _submit(core, replace(draft, again=known.keys), options)
    return FAILED if code == DONE and check.left_out else code


async def _by_the_window(core: SendoffCore, options: argparse.Namespace) -> int:
    """Let the window that works on this data send it: it checks everything again, and shows how it goes."""
    if options.key_env:
        raise WrongUse(
            text(
                "Sendoff is open with this data, and a key named with --key-env is not handed to its window. "
                "Use a saved account, or choose another folder with --data."
            )
        )
    if options.limit is not None:
        raise WrongUse(
            text(
                "Sendoff is open with this data, and its window keeps to its own limit. "
                "Leave out --limit, or choose another folder with --data."
            )
        )
    if options.proxy:
        raise WrongUse(
            text(
                "Sendoff is open with this data, and its window goes its own way to the network. "
                "Leave out --proxy, or choose another folder with --data."
            )
        )
    draft = await _draft(core, options)
    filled_in = await core.uploads.check(replace(draft, paths=()))  # the files are the window's to check
    _say_what_to_set(core, draft, filled_in)
    if filled_in.errors:
        return WRONG_USE
    if options.dry_run:
        return await _print_plan(core, draft)
    repeats = Repeats.AGAIN if options.again else Repeats.SKIP if options.skip_sent else Repeats.ASK
    wish = Send(replace(draft, paths=tuple(path.absolute() for path in draft.paths)), options.yes, repeats)
    answer = await deliver(meeting_place(data_paths(options.data, options.practice)), wish)
    if answer.ok and answer.batch_id:
        _tell_handed_over(answer, as_json=options.json)
    if answer.words is not None:
        complain(answer.words)
    if answer.undecided:
        _say_undecided()
        return SENT_BEFORE
    if answer.unagreed:
        return WRONG_USE
    return DONE if answer.ok and (answer.words is None or not answer.batch_id) else FAILED


def _tell_handed_over(answer: Answer, *, as_json: bool) -> None:
    if as_json:
        say_json({"state": "handed over", "batch": answer.batch_id})
    else:
        say(text("Sendoff is open: its window sends this now, and shows how it goes."))


async def _submit(core: SendoffCore, draft: Draft, options: argparse.Namespace) -> int:
    reporter = Reporter(core, options.json, follow=not options.no_follow)
    await core.uploads.start_afresh()
    set_aside()  # what is loaded by now stays
    batch = await core.uploads.submit(draft, cost_agreed=options.yes)
    await settled(core, {one.id for one in core.uploads.transfers()}, follow=not options.no_follow)
    reporter.tell(one for one in core.uploads.transfers() if one.batch_id == batch.id)
    reporter.close()
    return reporter.code()


async def settled(core: SendoffCore, ids: set[str], *, follow: bool) -> None:
    """Return when none of *ids* goes on by itself: ended, unknown, paused, or waiting for a key."""
    changed = asyncio.Event()
    stop = core.events.subscribe(TransfersChanged, lambda _event: changed.set())
    try:
        while going := [one for one in ids if _goes_on(core, one, follow)]:
            for one in going:  # one after the other: to look at ten thousand with every change would take longer
                while _goes_on(core, one, follow):
                    changed.clear()
                    await changed.wait()
            # What is looked up and found goes on from there.
            await core.uploads.looked_up()
    finally:
        stop()


def _goes_on(core: SendoffCore, transfer_id: str, follow: bool) -> bool:
    transfer = core.uploads.transfer(transfer_id)
    if transfer is None or transfer.state in ENDED or transfer.state in (State.UNKNOWN, State.PAUSED):
        return False
    if transfer.state is State.PROCESSING and not follow and not transfer.arrived:
        return False
    return transfer.wake_at is not None or transfer.state is not State.WAITING


async def _draft(core: SendoffCore, options: argparse.Namespace) -> Draft:
    preset = _preset(core, options.preset)
    provider_id = options.provider or (preset.provider_id if preset else "")
    if not provider_id:
        raise WrongUse(text("Say where to send it with --provider, or name a --preset."))
    try:
        provider = core.providers.get(provider_id)
    except InputError as error:
        raise WrongUse(error.words) from error
    mode = options.mode or (preset.mode if preset else "")
    check_mode(provider, mode)
    if not options.files:
        raise WrongUse(text("Name at least one file to send."))
    form = core.providers.form(provider_id, mode)
    values: dict[str, Json] = dict(preset.values) if preset else {}
    values.update(set_values(form, options.set))
    if options.dry_run and not (options.key_env or options.practice or core.accounts.of(provider_id)):
        raise WrongUse(text("Name the key's variable with --key-env; a dry run does not send it."))
    wanted = options.account or (preset.account_id if preset else "")
    account = await account_for(core, options, provider_id, wanted)
    paths = tuple(Path(name) for name in options.files)
    ask, wishes = (preset.ask, preset.files) if preset else ((), ANY_FILES)
    draft = Draft(provider_id, account.id, paths, values, mode, ask=ask, wishes=wishes)
    return replace(draft, values=await core.uploads.guessed(draft, form))


def _preset(core: SendoffCore, name: str) -> Preset | None:
    if not name:
        return None
    found = core.presets.named(name)
    if found is None:
        names = ", ".join(preset.name for preset in core.presets.all()) or "none"
        raise WrongUse(text("There is no preset “{name}”. Known are: {names}.", name=name, names=names))
    standing = core.presets.standing(found.id)
    if standing.problem is not None:
        raise WrongUse(standing.problem)
    return found


def _say(check: Check) -> None:
    for verdict in check.verdicts:
        if verdict.grade is not Grade.OK:
            remark(f"{verdict.grade}: {verdict.path.name}: {verdict.words}")
    for problem in check.problems:
        complain(problem)


def _say_what_to_set(core: SendoffCore, draft: Draft, check: Check) -> None:
    form = core.providers.form(draft.provider_id, draft.mode)
    first = {(error.key, error.path): error for error in reversed(check.errors)}  # one sentence for each is enough
    for error in reversed(first.values()):
        complain(what_to_set(form, error))
    if check.errors:
        complain(text("Nothing was sent. “sendoff fields --provider {id}” shows all fields.", id=draft.provider_id))


def _say_undecided() -> None:
    complain(text("Nothing was sent. Add --again to send it again, or --skip-sent to leave it out."))


def _say_known(known: Recollection) -> None:
    if known.words is not None:
        complain(known.words)
    for one in known.found:
        remark(f"sent before: {one.path.name}: {one.words}")


def _without(check: Check, known: Recollection) -> tuple[Path, ...]:
    return tuple(one.path for one in check.verdicts if one.path not in known.paths)


async def _print_plan(core: SendoffCore, draft: Draft) -> int:
    for request in await core.uploads.plan(draft):
        say(f"# {request.step}")
        say(f"{request.method} {request.url}")
        for name, value in request.headers:
            say(f"{name}: {value}")
        for line in ("", *request.body.splitlines(), "") if request.body else ("",):
            say(line)
    return DONE
