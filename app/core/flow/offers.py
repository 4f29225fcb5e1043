"""What a person can ask of the vendor beyond the upload itself, and how such an action runs."""

from __future__ import annotations

from collections.abc import Generator, Mapping
from pathlib import PurePosixPath

from app.core.copies import replace
from app.core.errors import FlowError
from app.core.flow.actions import ActionEnd, Call, Recorded, Scope
from app.core.flow.env import MISSING, Env, pointed
from app.core.flow.evaluate import as_text, evaluate, plain
from app.core.flow.messages import explain_env
from app.core.flow.replies import is_url
from app.core.flow.requests import api_request, missing_labels
from app.core.flow.texts import fill_env
from app.core.flow.words import is_web_page, shown
from app.core.json_types import Json
from app.core.masking import mask_json
from app.core.providers.model import ActionSpec, Provider, Repeat
from app.core.schema.request import Reply, Request
from app.core.text import Text, text

_MOST_ITEMS = 200
_MOST_ROWS = 100


def offers(provider: Provider, transfer_state: str, recorded: Mapping[str, Recorded]) -> tuple[ActionSpec, ...]:
    """The actions that fit a transfer in this state with these records; an account's own are not among them."""
    status = _last_status(recorded)
    return tuple(
        action
        for action in provider.flow.actions
        if not action.account
        and (not action.states or transfer_state in action.states)
        and (not action.after or action.after in recorded)
        and (not action.statuses or not status or status in action.statuses)
    )


def needs(scope: Scope, action: ActionSpec) -> Text | None:
    """What has to be filled in before *action* can be done; None when nothing is missing."""
    missing = missing_labels(Env.of(scope), action.call, action.with_)
    if not missing:
        return None
    return text(
        "Choose {name} on the Send page and fill in first: {fields}. Nothing was done yet.",
        name=scope.provider.name,
        fields=missing,
    )


def _last_status(recorded: Mapping[str, Recorded]) -> str:
    """The status that the vendor gave last, in lower case, or an empty string."""
    known = [r for r in recorded.values() if isinstance(r.outputs.get("status"), str)]
    newest = max(known, key=lambda r: r.at, default=None)
    return str(newest.outputs["status"]).lower() if newest else ""


def action_lane(scope: Scope, action_id: str) -> Generator[Call, Reply, ActionEnd]:
    """Run one action: its call, and what is to be done for each item of the reply.

    Raises:
        FlowError: there is no such action, or something that it needs is not known.
    """
    action = next((a for a in scope.provider.flow.actions if a.id == action_id), None)
    if action is None:
        raise FlowError(text("{name} has no action “{id}”.", name=scope.provider.name, id=action_id))
    lacking = needs(scope, action)
    if lacking is not None:
        return ActionEnd(lacking, ok=False)
    env = Env.of(scope)
    reply = yield _call(env, action, action.call, action.with_)
    env = env.with_reply(reply)
    own = () if action.then_call else action.accept
    if not reply.ok and reply.status not in own:
        return ActionEnd(explain_env(env, action.id), ok=False)
    if is_web_page(reply):
        words = text("Instead of a reply from {name} came a web page.", name=scope.provider.name)
        return ActionEnd(words, ok=False)
    if action.for_each:
        return (yield from _for_each(env, action))
    return _end(env, action)


def _call(env: Env, action: ActionSpec, call: str, with_: Mapping[str, Json]) -> Call:
    # A person asked for it just now: what is lost is asked for again by that person, never by itself.
    return Call(action.id, api_request(env, call, with_), Repeat.SAFE)


def _for_each(env: Env, action: ActionSpec) -> Generator[Call, Reply, ActionEnd]:
    items = evaluate(action.for_each, env)
    if not isinstance(items, list):
        return ActionEnd(text("The reply of {name} cannot be read.", name=env.scope.provider.name), ok=False)
    done, trouble = 0, None
    for item in [i for i in items if _is_meant(env, action, i)][:_MOST_ITEMS]:
        item_env = replace(env, item=item)
        reply = yield _call(item_env, action, action.then_call, action.then_with)
        if reply.ok or reply.status in action.accept:
            done += 1
        elif trouble is None:
            trouble = explain_env(item_env.with_reply(reply), action.id)
    if trouble is not None and not done:
        return ActionEnd(trouble, ok=False)
    return _end(replace(env, done=done), action)


def _is_meant(env: Env, action: ActionSpec, item: Json) -> bool:
    return all(plain(pointed(item, pointer)) == as_text(words, env) for pointer, words in action.where.items())


def _end(env: Env, action: ActionSpec) -> ActionEnd:
    download = None
    if action.download:
        url = evaluate(action.download, env)
        if not isinstance(url, str) or not is_url(url):
            words = text("{name} gave no address to download from.", name=env.scope.provider.name)
            return ActionEnd(words, ok=False)
        download = Request("GET", url, storage=True)
    return ActionEnd(
        say=fill_env(env, action.say) if action.say else text("Done."),
        table=_table(env) if action.show else (),
        download=download,
        file_name=_plain_name(as_text(action.file_name, env)) if download else "",
        becomes=action.becomes,
    )


def _table(env: Env) -> tuple[tuple[str, str], ...]:
    """The reply as names and values, secrets masked; nested names are joined by dots."""
    rows: list[tuple[str, str]] = []

    def add(name: str, value: Json) -> None:
        """A row for a plain value or a list of them, rows for what is nested, none for null."""
        if isinstance(value, Mapping):
            for key, inner in value.items():
                add(f"{name}.{key}" if name else str(key), inner)
        elif isinstance(value, list) and any(isinstance(v, Mapping | list) for v in value):
            for i, inner in enumerate(value):
                add(f"{name}.{i + 1}", inner)
        elif value is not None:
            words = ", ".join(plain(v) for v in value) if isinstance(value, list) else plain(value)
            rows.append((shown(name), shown(words)))

    if env.body is not MISSING:
        add("", mask_json(env.body))
    return tuple(rows[:_MOST_ROWS])


def _plain_name(name: str) -> str:
    """A file name without any folder: what a server or a person wrote is never used as a path."""
    last = PurePosixPath(shown(name).replace("\\", "/")).name
    return last.strip(". ") or "download"
