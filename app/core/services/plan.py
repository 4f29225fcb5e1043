"""A dry run in words: the requests a batch would make, with every secret and every unknown part masked."""

from __future__ import annotations

from collections.abc import Sequence

from app.core.engine.world import World
from app.core.flow.actions import Part
from app.core.flow.preview import preview
from app.core.masking import MASK, mask_headers, mask_text
from app.core.schema.request import FileBytes, Request
from app.core.services.model import PlannedRequest
from app.core.text import format_bytes
from app.core.transfer import Batch, Transfer

_SHOWN = 20_000
"""How many characters of a body are shown."""


def planned(
    world: World, batch: Batch, transfers: Sequence[Transfer], sessions: bool, secrets: Sequence[str] = ()
) -> list[PlannedRequest]:
    """The requests of *batch*: those of its session once, those of its files for each transfer.

    Args:
        secrets: what the person typed into fields that hide it.
    """
    account = world.account_of(batch)
    requests: list[PlannedRequest] = []
    if sessions:
        scope = world.scope(batch, account, Part.BEFORE, {})
        requests += [_masked(step, request, secrets) for step, request in preview(scope)]
    for transfer in transfers:
        scope = world.scope(batch, account, Part.FILES, {}, transfer=transfer)
        requests += [_masked(step, request, secrets) for step, request in preview(scope)]
    if sessions:
        scope = world.scope(batch, account, Part.AFTER, {})
        requests += [_masked(step, request, secrets) for step, request in preview(scope)]
    return requests


def _masked(step: str, request: Request, secrets: Sequence[str]) -> PlannedRequest:
    headers = [(name, mask_text(value, *secrets)) for name, value in mask_headers(request.headers)]
    if request.credential is not None and request.credential.place == "header":
        headers.insert(0, (request.credential.name, f"{request.credential.prefix}{MASK}"))
    return PlannedRequest(
        step, request.method, mask_text(request.url, *secrets), tuple(headers), _body(request, secrets)
    )


def _body(request: Request, secrets: Sequence[str]) -> str:
    shown = []
    for piece in request.body or ():
        if isinstance(piece, FileBytes):
            shown.append(f"⟨{piece.path.name}, {format_bytes(piece.size)}⟩")
        else:
            shown.append(mask_text(piece.decode("utf-8", "replace"), *secrets)[:_SHOWN])
    return "".join(shown)
