"""Finds the preset that watches a folder already, by whatever path: two would send each of its files twice."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable
from concurrent.futures import Executor
from pathlib import Path

from app.core.disk_threads import answer_within
from app.core.preset import Preset
from app.core.text import Text, text
from app.core.watch.places import Place, place_of

PATIENCE = 5.0
"""Seconds that a disk may take to say where a folder really is; after that its path counts as it is written."""


async def claim_on(folder: Path, presets: Iterable[Preset], workers: Executor | None) -> Text | None:
    """In words, which of *presets* watches *folder* already, or one in or around it; None where none does."""
    watching = [(one.name, one.watch.folder) for one in presets if one.watch is not None]
    wished, *theirs = await asyncio.gather(*(_place(one, workers) for one in (folder, *(at for _, at in watching))))
    for (name, at), place in zip(watching, theirs, strict=True):
        if wished.is_same(place):
            return _same(name, at, folder)
        if wished.overlaps(place):
            return text(
                "The preset “{name}” watches {folder} already. One of the two folders lies in the other, so files "
                "would be sent twice.",
                name=name,
                folder=str(at),
            )
    return None


async def are_same(one: Path, other: Path, workers: Executor | None) -> bool:
    """Whether both paths lead to one folder."""
    if one == other:
        return True
    first, second = await asyncio.gather(_place(one, workers), _place(other, workers))
    return first.is_same(second)


def _same(name: str, at: Path, folder: Path) -> Text:
    if at == folder:
        return text("The preset “{name}” watches this folder already.", name=name)
    return text("The preset “{name}” watches this folder already: {folder} is the same one.", name=name, folder=str(at))


async def _place(folder: Path, workers: Executor | None) -> Place:
    try:
        return await answer_within(PATIENCE, workers, place_of, folder)
    except TimeoutError:
        return Place(folder)
