"""Practice mode: starts the practice vendors inside the program and puts an account for each in place."""

from __future__ import annotations

import socket
from urllib.parse import urlsplit

from app.assembly import SendoffCore
from app.practice.server import Practice

PACE = 0.2
"""How long the practice vendors' own work takes, against what they take by themselves."""
STORAGE_PORT = "practice_storage_port"
"""The setting that remembers where the storage listened: upload addresses in the journal lead there."""


async def begin(core: SendoffCore, *, scale: float = PACE) -> Practice:
    """Start the practice vendors on loopback; their keys live in memory only, for this run."""
    practice = await Practice.start(scale=scale, ports={"storage": _free(core.preferences.get(STORAGE_PORT))})
    core.preferences.set(STORAGE_PORT, urlsplit(practice.storage.endpoint).port)
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


def _free(port: object) -> int:
    """*port* if it is one, and nobody has it now; else 0, which means any."""
    if not isinstance(port, int) or not 0 < port < 2**16:
        return 0
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return 0
    return port
