"""A dry run in words: the requests a batch would make, with every secret and every unknown part masked."""

from __future__ import annotations

from collections.abc import Sequence

from app.core.engine.world import World
from app.core.flow.actions import Part
from app.core.flow.preview import preview
from app.core.flow.shown import request_body, request_headers
from app.core.masking import mask_text
from app.core.schema.request import Request
from app.core.services.model import PlannedRequest
from app.core.transfer import Batch, Transfer


def planned(world: World, batch: Batch, transfers: Sequence[Transfer], sessions: bool) -> list[PlannedRequest]:
    """The requests of *batch*: those of its session once, those of its files for each transfer."""
    secrets = batch.unsaid
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
    return PlannedRequest(
        step,
        request.method,
        mask_text(request.url, *secrets),
        request_headers(request, secrets),
        request_body(request, secrets),
    )
