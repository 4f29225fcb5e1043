"""The value of an expression or a template, from what a step may look at; pure."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping
from typing import Any, TypeVar, cast

from app.core.flow.actions import Scope
from app.core.flow.env import MISSING, DigestKey, Env, Missing, Value, file_fact, pointed
from app.core.flow.filters import apply, to_text
from app.core.flow.plan import ALGORITHMS, digests_read, steps_read
from app.core.flow.words import own_words
from app.core.json_types import Json
from app.core.providers.expressions import Expression, Literal, Source, parse
from app.core.providers.model import Step
from app.core.schema.serialise import FileValue

T = TypeVar("T")
_NEW, _OWN = object(), object()
"""In place of a shared value: nothing is known yet, or each file has its own."""


def evaluate(words: str, env: Env) -> Value:
    """The value of *words*: with its type when it is one expression, else a text.

    MISSING when it is one expression that leads to nothing. Raises: FlowError: a filter does not fit.
    """
    single = parse(words).single
    if single is None:
        return as_text(words, env)
    return once((words, True), (words,), env.scope, lambda: _expression(single, env))


def as_text(words: str, env: Env) -> str:
    """*words* with every hole filled; what leads to nothing fills it with nothing."""
    if not words:
        return ""
    return once((words, False), (words,), env.scope, lambda: _filled(words, env))


def once(key: Hashable, reads: Iterable[str], scope: Scope, work: Callable[[], T]) -> T:
    """What *work* gives, which looks at nothing but what the texts *reads* read.

    Where that is the session and the form alone, it is worked out once for all of the session's files, and kept by
    *key*.
    """
    shared = scope.shared
    if shared is None:
        return work()
    known: Any = shared.get(key, _NEW)
    if known is _NEW:
        known = work() if is_shared(reads, scope) else _OWN
        shared[key] = known
    value: T = work() if known is _OWN else known
    return value


def _filled(words: str, env: Env) -> str:
    parts = parse(words).parts
    return "".join(part if isinstance(part, str) else plain(_expression(part, env)) for part in parts)


def is_shared(reads: Iterable[str], scope: Scope) -> bool:
    """Whether the texts *reads* read nothing but the session and the form."""
    return all(steps is not None and steps <= scope.session.keys() for steps in map(steps_read, reads))


def plain(value: Value) -> str:
    """A value as text; file contents are named, never read."""
    if isinstance(value, str):
        return value
    if isinstance(value, FileValue):
        return value.file_name
    if isinstance(value, tuple):
        return ", ".join(plain(v) for v in cast("tuple[Value, ...]", value))
    return "" if value is MISSING else to_text(value)


def resolve(data: Json, env: Env) -> Value:
    """*data* with every text in it evaluated; keys of a map whose value leads to nothing are left out."""
    if isinstance(data, str):
        return evaluate(data, env)
    if isinstance(data, Mapping):
        pairs = {k: resolve(v, env) for k, v in data.items()}
        return cast("Json", {k: v for k, v in pairs.items() if v is not MISSING})
    if isinstance(data, list | tuple):
        return cast("Json", [v for v in (resolve(item, env) for item in data) if v is not MISSING])
    return data


def is_empty(value: Value) -> bool:
    """Whether a ``when:`` with this value leaves its step out."""
    return value is MISSING or value is None or value is False or value in ("", [], {}, ())


def digests_needed(step: Step, env: Env) -> Iterator[DigestKey]:
    """The digests that the request of *step* asks for and *env* does not know yet."""
    for source in digests_read(step):
        key = _digest_key(source, env)
        if key is not None and key not in env.digests:
            yield key


def _expression(expression: Expression, env: Env) -> Value:
    for alternative in expression.alternatives:
        if isinstance(alternative, Literal):
            return alternative.value
        value = _source(alternative, env)
        if value is not MISSING and (value is not None or len(expression.alternatives) == 1):
            return value
    return MISSING


def _source(source: Source, env: Env) -> Value:
    value = _ROOTS[source.root](source, env)
    if value is MISSING and env.fallback is not None:
        return env.fallback(source)
    if source.pointer is not None and not isinstance(value, FileValue | tuple):
        value = pointed(value, source.pointer)
    if value is MISSING or isinstance(value, FileValue | tuple) or not source.filters:
        return value
    for name in source.filters:
        value = apply(name, value, lambda: _template_names(env))
    return value


def _template_names(env: Env) -> dict[str, Json]:
    names = {key.rpartition(".")[2]: value for key, value in env.scope.values.items()}
    if env.file is not None:
        names |= {"name": env.sent_name(env.file), "size": env.file.size, "type": env.file.media_type}
    return names


def _inputs(source: Source, env: Env) -> Value:
    return env.scope.values.get(".".join(source.path), MISSING)


def _steps(source: Source, env: Env) -> Value:
    step, _, output = source.path
    keys = (step,) if env.index is None else (f"{step}#{env.index}", step)
    for known in (env.recorded, env.scope.session):  # a step's records are in one of them only
        for key in keys:
            if key in known:
                return known[key].outputs.get(output, MISSING)
    for known in (env.recorded, env.scope.session):
        numbered = [known[key].outputs.get(output) for key in numbered_keys(known, step)]
        if numbered:
            return numbered
    return MISSING


def numbered_keys(known: Iterable[str], step: str) -> list[str]:
    """The keys ``"step#0"``, ``"step#1"``, … among *known*, in the order of their numbers."""
    start = f"{step}#"
    found = [key for key in known if key.startswith(start) and key[len(start) :].isdecimal()]
    return sorted(found, key=lambda key: int(key[len(start) :]))


def _response(source: Source, env: Env) -> Value:
    if env.reply is None:
        return MISSING
    if source.path[0] == "words":
        return own_words(env.reply) or MISSING
    if source.path[0] == "header":
        return env.reply.headers.get(source.path[1].lower(), MISSING)
    return env.body


def _status_code(_source: Source, env: Env) -> Value:
    return env.reply.status if env.reply is not None else MISSING


def _file(source: Source, env: Env) -> Value:
    if env.file is None:
        return MISSING
    if not source.path:
        return env.file_value(env.file)
    if source.path[0] == "valid":
        return env.valid.get(source.path[1], MISSING)
    return _digest(source, env) if source.path in ALGORITHMS else file_fact(env, env.file, source.path[0])


def _files(source: Source, env: Env) -> Value:
    files = env.scope.files
    return len(files) if source.path else tuple(env.file_value(f) for f in files)


def _companion(source: Source, env: Env) -> Value:
    if env.companion is None:
        return MISSING
    facts: Mapping[str, Json] = {
        "name": env.companion.name,
        "type": "application/json",
        "size": len(env.companion.content),
    }
    if source.path:
        return facts[source.path[0]]
    return FileValue(env.companion.name, "application/json", (env.companion.content,))


def _batch(source: Source, env: Env) -> Value:
    batch = env.scope.batch
    if source.path[0] == "collect":
        return list(batch.collect.get(source.path[1], {}).get(source.path[2], ()))
    return batch.sent if source.path[0] == "sent" else batch.count


def _chunk(source: Source, env: Env) -> Value:
    if env.chunk is None or env.file is None:
        return MISSING
    if not source.path:
        return env.chunk_value(env.file, env.chunk)
    chunk = env.chunk
    facts: Mapping[str, Json] = {
        "index": chunk.index,
        "number": chunk.index + 1,
        "offset": chunk.offset,
        "end": chunk.offset + chunk.size - 1,
        "size": chunk.size,
    }
    return _digest(source, env) if source.path in ALGORITHMS else facts[source.path[0]]


def _digest(source: Source, env: Env) -> Value:
    key = _digest_key(source, env)
    return MISSING if key is None else env.digests.get(key, MISSING)


def _digest_key(source: Source, env: Env) -> DigestKey | None:
    if env.file is None or source.path[:1] not in ALGORITHMS:
        return None
    if source.root == "chunk" and env.chunk is not None:
        return (env.file.path, source.path[0], env.chunk.offset, env.chunk.size)
    return (env.file.path, source.path[0], 0, None) if source.root == "file" else None


def _now(_source: Source, env: Env) -> Value:
    return int(env.scope.now())


def _item(_source: Source, env: Env) -> Value:
    return env.item


def _done(_source: Source, env: Env) -> Value:
    return env.done


_ROOTS: Mapping[str, Callable[[Source, Env], Value | Missing]] = {
    "inputs": _inputs,
    "steps": _steps,
    "response": _response,
    "statusCode": _status_code,
    "file": _file,
    "files": _files,
    "companion": _companion,
    "batch": _batch,
    "chunk": _chunk,
    "now": _now,
    "item": _item,
    "done": _done,
}
