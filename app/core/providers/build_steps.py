"""From the checked data of upload.yaml to the model of its steps and actions."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from app.core.providers.model import (
    ActionSpec,
    Expires,
    MultipartPart,
    OnStatus,
    Per,
    Poll,
    Recover,
    Repeat,
    Step,
)
from app.core.providers.reader import Reader
from app.core.schema.located import Path_
from app.core.text import text

_METHODS = ("put", "post", "patch")
_PLAIN = ("label", "call", "body", "when", "always", "optional", "confirm", "mode")


def build_steps(items: Sequence[Mapping[str, Any]], reader: Reader) -> tuple[Step, ...]:
    """Every step, in order."""
    return tuple(_step(item, ("steps", i), reader) for i, item in enumerate(items))


def build_actions(items: Sequence[Mapping[str, Any]]) -> tuple[ActionSpec, ...]:
    """Every action, in order."""
    return tuple(_action(item) for item in items)


def _step(data: Mapping[str, Any], path: Path_, reader: Reader) -> Step:
    urls = [m for m in _METHODS if m in data]
    if len(urls) + ("call" in data) != 1:
        reader.problem(path, text("a step needs exactly one of call, put, post and patch"))
    if "body" in data and "multipart" in data:
        reader.problem((*path, "multipart"), text("a step has either a body or a multipart"))
    per = Per(data.get("per", "file"))
    rules = data.get("on_status", {})
    chunk_size = reader.size(data, path, "chunk_size")
    if (per is Per.CHUNK) != bool(chunk_size):
        reader.problem(path, text("“per: chunk” and “chunk_size” go together"))
    return Step(
        id=data["id"],
        per=per,
        method=urls[0].upper() if urls else "",
        url=data[urls[0]] if urls else "",
        with_=dict(data.get("with", {})),
        headers=dict(data.get("headers", {})),
        multipart=tuple(MultipartPart(**part) for part in data.get("multipart", ())),
        authorised="auth" not in data and not urls,
        ok=tuple(data.get("ok", ())),
        outputs=dict(data.get("outputs", {})),
        repeat=Repeat(data.get("repeat", "safe" if "put" in data or "poll" in data else "duplicates")),
        expires=_expires(data.get("expires"), (*path, "expires"), reader),
        on_status={int(k): _on_status(v) for k, v in rules.items() if k.isdecimal()},
        on_code={k: _on_status(v) for k, v in rules.items() if not k.isdecimal()},
        poll=_poll(data["poll"], (*path, "poll"), reader) if "poll" in data else None,
        recover=_recover(data["recover"]) if "recover" in data else None,
        chunk_size=chunk_size,
        **{key: data[key] for key in _PLAIN if key in data},
    )


def _expires(data: Mapping[str, Any] | None, path: Path_, reader: Reader) -> Expires | None:
    if data is None:
        return None
    after = reader.seconds(data, path, "after", 0.0) if "after" in data else None
    return Expires(after=after, at=data.get("at", ""), from_url=data.get("from_url", ""))


def _on_status(words: str) -> OnStatus:
    do, _, target = words.partition(" ")
    return OnStatus(do, target)


def _poll(data: Mapping[str, Any], path: Path_, reader: Reader) -> Poll:
    by_status, by_counts = "status" in data, "total" in data and "done" in data
    if by_status == by_counts:
        reader.problem(path, text("a poll needs either “status” with “good”, or “total” and “done”"))
    if by_status and "good" not in data:
        reader.problem(path, text("a poll by status needs “good”: the statuses of a happy end"))
    say = data.get("say", {})
    usual = Poll()
    return Poll(
        every=reader.seconds(data, path, "every", usual.every),
        backoff=float(data.get("backoff", usual.backoff)),
        longest=reader.seconds(data, path, "longest", usual.longest),
        give_up=reader.seconds(data, path, "for", usual.give_up),
        say={"*": say} if isinstance(say, str) else dict(say),
        good=_lower(data.get("good", ())),
        bad=_lower(data.get("bad", ())),
        wait_for_user=_lower(data.get("wait_for_user", ())),
        cancelled=_lower(data.get("cancelled", ())),
        **{key: data.get(key, "") for key in ("status", "total", "done", "failed", "problem")},
    )


def _lower(words: str | Sequence[str]) -> tuple[str, ...]:
    return tuple(w.lower() for w in ((words,) if isinstance(words, str) else words))


def _recover(data: Mapping[str, Any]) -> Recover:
    return Recover(
        call=data["call"],
        with_=dict(data.get("with", {})),
        items=data["items"],
        match=dict(data["match"]),
        newest_after=data.get("newest_after", ""),
        next=data.get("next", ""),
        next_input=data.get("next_input", ""),
    )


def _action(data: Mapping[str, Any]) -> ActionSpec:
    plain = ("label", "call", "after", "account", "for_each", "then_call", "then_with", "download", "file_name")
    more = ("show", "becomes", "say", "confirm", "where")
    return ActionSpec(
        id=data["id"],
        with_=dict(data.get("with", {})),
        states=tuple(data.get("states", ())),
        statuses=_lower(data.get("statuses", ())),
        accept=tuple(data.get("accept", ())),
        **{key: data[key] for key in (*plain, *more) if key in data},
    )
