"""The words for files that were sent before: one for each file's row, and the question about all of them."""

from __future__ import annotations

from collections.abc import Sequence

from app.core.services.recollection import Before, Earlier
from app.core.text import Text, format_day, text


def row_words(
    kind: Before, other_name: str = "", at: float = 0.0, *, certain: bool = True, unknown: bool = False
) -> Text:
    """What is said of one file.

    Args:
        other_name: what the same was called then, or what the other one in the list is called.
        unknown: nobody knows yet whether the one that is under way arrived.
    """
    if kind is Before.TWICE:
        return text("Holds the same as “{name}” in this list.", name=other_name)
    if kind is Before.UNDER_WAY:
        return _under_way(certain, unknown)
    if not certain:
        return text("A file of this name and size was sent on {at:day}. What it held is not known.", at=at)
    if other_name:
        return text("Sent already on {at:day}, as “{name}”.", at=at, name=other_name)
    return text("Sent already on {at:day}.", at=at)


def _under_way(certain: bool, unknown: bool) -> Text:
    if not certain:
        return text("A file of this name and size is among the transfers already.")
    if unknown:
        return text("Sent already; whether it arrived is not known yet. See Transfers.")
    return text("Among the transfers already.")


def question(found: Sequence[Earlier], files: int, where: Text) -> Text:
    """What the person is asked about: how many of *files*, and what is known of them.

    Args:
        where: what a person calls the place.
    """
    if files == 1:
        return _about_one(found[0], where)
    n, kinds = len(found), {one.kind for one in found}
    if not all(one.certain for one in found):
        return text(
            "{n:count} of these {files:count} files may have been sent to {place} before.",
            n=n,
            files=files,
            place=where,
        )
    if kinds == {Before.SENT}:
        return _sent(found, files, where)
    if kinds == {Before.UNDER_WAY}:
        return _on_their_way(n, files, where)
    if kinds == {Before.TWICE}:
        return text(
            "{n:count} of these {files:count} files holds the same as another one.|"
            "{n:count} of these {files:count} files hold the same as others.",
            n=n,
            files=files,
        )
    return text(
        "{n:count} of these {files:count} files were sent to {place} before, are on their way, or are here twice.",
        n=n,
        files=files,
        place=where,
    )


def _about_one(only: Earlier, where: Text) -> Text:
    if not only.certain:
        return text("This file may have been sent to {place} before.", place=where)
    if only.kind is Before.SENT:
        return text("This file was sent to {place} on {at:day}.", place=where, at=only.at or 0.0)
    return text("This file is on its way to {place} already.", place=where)


def _on_their_way(n: int, files: int, where: Text) -> Text:
    if n == files:
        return text("All {n:count} files are on their way to {place} already.", n=n, place=where)
    return text(
        "{n:count} of these {files:count} files is on its way to {place} already.|"
        "{n:count} of these {files:count} files are on their way to {place} already.",
        n=n,
        files=files,
        place=where,
    )


def _sent(found: Sequence[Earlier], files: int, where: Text) -> Text:
    moments = [one.at or 0.0 for one in found]
    one_day = len(set(map(format_day, moments))) == 1
    if len(found) == files:
        if one_day:
            return text("All {n:count} files were sent to {place} on {at:day}.", n=files, place=where, at=moments[0])
        return text("All {n:count} files were sent to {place} before.", n=files, place=where)
    if not one_day:
        return text(
            "{n:count} of these {files:count} files was sent to {place} before.|"
            "{n:count} of these {files:count} files were sent to {place} before.",
            n=len(found),
            files=files,
            place=where,
        )
    return text(
        "{n:count} of these {files:count} files was sent to {place} on {at:day}.|"
        "{n:count} of these {files:count} files were sent to {place} on {at:day}.",
        n=len(found),
        files=files,
        place=where,
        at=moments[0],
    )
