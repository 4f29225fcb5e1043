"""``sendoff queue`` and ``sendoff resume``: what is not finished, and going on with it."""

from __future__ import annotations

import argparse
from operator import attrgetter

from app.assembly import SendoffCore
from app.cli import DONE
from app.cli_output import remark, say, say_json
from app.cli_send import settled
from app.cli_session import Reporter, described, key_from, session
from app.core.masking import Secret
from app.core.services.model import KeyState
from app.core.text import text
from app.core.transfer import ENDED


async def queue(options: argparse.Namespace) -> int:
    """List what is not finished; nothing is changed or sent."""
    async with session(options, working=False) as core:
        unfinished = [one for one in await core.journal.transfers() if one.state not in ENDED]
        for transfer in sorted(unfinished, key=attrgetter("turn")):
            if options.json:
                say_json(described(transfer))
            else:
                words = transfer.problem or transfer.say
                say(f"{transfer.state:<10} {transfer.name}" + (f"  {words}" if words else ""))
        if not unfinished:
            remark(text("Everything is finished."))
    return DONE


async def resume(options: argparse.Namespace) -> int:
    """Go on with everything that is not finished, and wait for its end."""
    async with session(options) as core:
        reporter = Reporter(core, options.json, follow=not options.no_follow)
        key = key_from(options.key_env)
        if key is not None:
            await _hand_out(core, key)
        await core.uploads.start()
        await core.uploads.resume()
        live = [one for one in core.uploads.transfers() if one.state not in ENDED]
        ids = {one.id for one in live}
        await settled(core, ids, follow=not options.no_follow)
        reporter.tell(one for one in core.uploads.transfers() if one.id in ids)
        reporter.close()
        return reporter.code()


async def _hand_out(core: SendoffCore, key: Secret) -> None:
    """Give the key to the command line's own accounts that have work to do: theirs was kept for one run only.

    Before the journal is taken up, since the first look-up of an unknown outcome needs it already.
    """
    wanting = {batch.account_id for batch in await core.journal.batches()}
    for account in core.accounts.all():
        if account.id in wanting and (account.this_run_only or account.key is KeyState.REJECTED):
            await core.accounts.set_key(account.id, key.reveal(), this_run_only=True)
