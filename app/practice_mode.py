"""Practice mode: starts the practice vendors inside the program and puts an account for each in place."""

from __future__ import annotations

from app.assembly import SendoffCore
from app.practice.server import Practice

PACE = 0.2
"""How long the practice vendors' own work takes, against what they take by themselves."""


async def begin(core: SendoffCore, *, scale: float = PACE) -> Practice:
    """Start the practice vendors on loopback; their keys live in memory only, for this run."""
    practice = await Practice.start(scale=scale)
    for provider in core.providers.all():
        if provider.id not in practice.servers:
            continue
        await core.accounts.add(
            provider.id,
            "Practice",
            practice.servers[provider.id],
            practice.keys[provider.id],
            this_run_only=True,
            account_id=f"practice-{provider.id}",
            practice=True,
        )
    return practice
