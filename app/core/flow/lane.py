"""Runs one part of a flow, from wherever its records say that it stands, to its end."""

from __future__ import annotations

from collections.abc import Generator, Mapping
from enum import Enum
from typing import Final

from app.core.copies import replace
from app.core.errors import FlowError, InputError
from app.core.flow.actions import (
    Action,
    Answer,
    Call,
    Digest,
    Finished,
    Forget,
    LaneEnd,
    Part,
    Polling,
    Record,
    Recorded,
    Refused,
    Scope,
    SessionGone,
)
from app.core.flow.companions import companion_of, has_companion
from app.core.flow.env import Env
from app.core.flow.evaluate import digests_needed, evaluate, is_empty
from app.core.flow.extras import read_extras
from app.core.flow.plan import Unit, carries_content, has_part, leans_on, units
from app.core.flow.polling import AtWork, BadEnd, Through, judge, nothing_to_wait_for, pause, spent
from app.core.flow.refusals import refusal, unreadable
from app.core.flow.replies import is_accepted, outputs_of
from app.core.flow.requests import step_request
from app.core.flow.stale import keys_to_forget, stale_source
from app.core.flow.texts import result_of
from app.core.flow.words import own_words, s3_code
from app.core.json_types import Json
from app.core.providers.model import TOUCHY, Per, Poll, Step
from app.core.schema.request import Reply, Request
from app.core.text import Text, text
from app.core.transfer import Result

__all__ = ["has_part", "lane"]

SEEN = "seen"
"""``"watch#seen"`` records the status that a poll saw last, for actions that depend on it."""

OVER = "over"
"""``"watch#over"`` records that the vendor itself gave the upload up: tried again, it is sent anew."""

NOTE, FAILED, TOTAL = "$note", "$failed", "$total"
"""Outputs that a lane itself adds: words for the end, and the counts of a poll. No expression can name them."""


class _Again(Enum):
    """Says, in place of an end, that a step is to be run again."""

    AGAIN = "again"


_AGAIN: Final = _Again.AGAIN
_Steps = Generator[Action, Answer, LaneEnd | _Again | None]


def lane(scope: Scope) -> Generator[Action, Answer, LaneEnd]:
    """Run the scope's part of the flow: yields what is to be done, is sent the answers, returns the end.

    A step in ``scope.recorded`` is not run again unless its outputs have expired and are still needed.
    """
    return _Lane(scope).run()


class _Lane:
    """One run of a lane; what it has recorded by now is its only state besides what it redid."""

    def __init__(self, scope: Scope) -> None:
        self._scope = scope
        self._flow = scope.provider.flow
        self._recorded: dict[str, Recorded] = dict(scope.recorded)
        self._redone: set[tuple[str, int | None]] = set()
        self._refreshed: set[str] = set()
        self._tries = scope.poll_tries

    def run(self) -> Generator[Action, Answer, LaneEnd]:
        """Pass over the units until nothing has to be begun anew."""
        while True:
            end = yield from self._pass()
            if end is not _AGAIN:
                return end

    def _pass(self) -> Generator[Action, Answer, LaneEnd | _Again]:
        for unit in units(self._scope):
            if unit.key in self._recorded or not self._is_due(unit.step):
                continue
            try:
                if self._is_left_out(unit):
                    continue
                end = yield from self._unit(unit)
            except (FlowError, InputError) as error:
                return Refused(unit.key, error.words)
            if end is not None:
                return end
        return self._finished()

    def _is_due(self, step: Step) -> bool:
        if self._scope.only_always and not step.always:
            return False
        # What always runs has nothing to do when that which it would close was never opened.
        return not step.always or all(self._knows(needed) for needed in leans_on(step))

    def _is_left_out(self, unit: Unit) -> bool:
        if unit.step.per is Per.COMPANION and (unit.file is None or not has_companion(self._scope, unit.file)):
            return True
        return bool(unit.step.when) and is_empty(evaluate(unit.step.when, self._plain_env(unit)))

    def _plain_env(self, unit: Unit) -> Env:
        """What the unit may read without anything being read or hashed for it."""
        return Env(self._scope, recorded=self._recorded, file=unit.file, index=unit.index, chunk=unit.chunk)

    def _knows(self, step_id: str) -> bool:
        return step_id in self._recorded or step_id in self._scope.session

    def _unit(self, unit: Unit) -> _Steps:
        stale = None if unit.key in self._refreshed else stale_source(self._scope, unit, self._recorded)
        if stale is not None:
            self._refreshed.add(unit.key)
            if unit.key in self._scope.unclear:
                return self._may_be_there(unit)
            return SessionGone(stale.step.id) if stale.in_session else (yield from self._forget(stale.step, unit))
        env = yield from self._env(unit)
        if unit.step.poll and nothing_to_wait_for(unit.step.poll, env):
            return (yield from self._record(unit, {}, 0))
        extras = (yield from read_extras(self._scope, unit.step)) if unit.step.call else {}
        request = step_request(unit.step, env, extras)
        reply = yield self._call(unit, request)
        return (yield from self._read(unit, env.with_reply(_reply(reply))))

    def _env(self, unit: Unit) -> Generator[Action, Answer, Env]:
        env = self._plain_env(unit)
        if unit.step.per is Per.COMPANION and unit.file is not None:
            env = replace(env, companion=(yield from companion_of(self._scope, unit.file)))
        for key in digests_needed(unit.step, env):
            if key not in env.digests:
                answer = yield Digest(*key)
                env = replace(env, digests={**env.digests, key: str(answer)})
        return env

    def _call(self, unit: Unit, request: Request) -> Call:
        base = unit.chunk.offset if unit.chunk else 0
        return Call(unit.key, request, unit.step.repeat, carries_content(unit.step), base)

    def _read(self, unit: Unit, env: Env) -> _Steps:
        step, reply = unit.step, _reply(env.reply)
        code = s3_code(reply)
        rule = step.rule_for(reply.status, code, own_words(reply))
        if rule is not None and rule.do == "redo":
            again = yield from self._redo(rule.target, unit)
            if again is not None:
                return again
        if not is_accepted(step, reply.status) or (reply.ok and code):
            return (yield from self._refused(unit, refusal(unit, env)))
        try:
            verdict = judge(step.poll, env) if step.poll else Through()
            if isinstance(verdict, Through):
                counts = {FAILED: verdict.failed, TOTAL: verdict.total} if verdict.total else {}
                return (yield from self._record(unit, {**outputs_of(step, env), **counts}, reply.status))
        except FlowError as error:
            return (yield from self._refused(unit, unreadable(unit, env, error)))
        if isinstance(verdict, BadEnd):
            yield from self._see(unit, verdict.status)
            yield Record(f"{unit.step.id}#{OVER}", {})
            return Refused(unit.key, verdict.words, reply.status, cancelled=verdict.cancelled)
        yield from self._see(unit, verdict.status)
        return (yield from self._wait(unit, step.poll or Poll(), verdict))

    def _wait(self, unit: Unit, poll: Poll, verdict: AtWork) -> _Steps:
        if spent(poll, self._tries) > poll.give_up:
            note = text("{name} was still at work when Sendoff stopped asking.", name=self._flow.name)
            return (yield from self._record(unit, {NOTE: note.to_json()}, 0))
        return Polling(pause(poll, self._tries), verdict.say, verdict.needs_person)

    def _refused(self, unit: Unit, end: Refused) -> _Steps:
        if not unit.step.optional:
            return end
        kept = {NOTE: end.words.to_json()} if unit.step.poll else {}
        return (yield from self._record(unit, kept, end.status))

    def _redo(self, target: str, unit: Unit) -> _Steps:
        if unit.key in self._scope.unclear:
            return self._may_be_there(unit)
        step = next(s for s in self._flow.steps if s.id == target)
        if step.per is Per.BATCH and self._scope.part is Part.FILES:
            return SessionGone(step.id)
        index = unit.index if step.per in (Per.CHUNK, Per.COMPANION) else None
        if (step.id, index) in self._redone:
            return None
        self._redone.add((step.id, index))
        return (yield from self._forget(step, unit))

    def _may_be_there(self, unit: Unit) -> Refused:
        """Sent to another address, the file would be there a second time; to the same one it was safe."""
        words = text(
            "The whole file had left, but no answer came, and the address that it went to has ended since. "
            "It may or may not have arrived at {name}, and sending it again could make a second copy.",
            name=self._flow.name,
        )
        return Refused(unit.key, words, unclear=True)

    def _forget(self, step: Step, unit: Unit) -> _Steps:
        keys = keys_to_forget(self._flow, step, unit.index, self._recorded)
        costly = next((one for key in keys if (one := self._flow.step_of(key)) and one.repeat in TOUCHY), None)
        if costly is not None:
            words = text(
                "What {name} gave for “{step}” has ended, and “{other}” would have to be done a second time for "
                "another: that could make a second copy, or cost again. Look there, "
                "then send the file anew if it is needed.",
                name=self._flow.name,
                step=step.label or step.id,
                other=costly.label or costly.id,
            )
            return Refused(unit.key, words)
        for key in keys:
            del self._recorded[key]
        yield Forget(keys)
        return _AGAIN

    def _record(self, unit: Unit, outputs: Mapping[str, Json], status: int) -> _Steps:
        if unit.step.poll:
            self._tries = 0
        self._recorded[unit.key] = Recorded(outputs, self._scope.now(), status)
        yield Record(unit.key, outputs, status)
        return None

    def _see(self, unit: Unit, status: str) -> Generator[Action, Answer, None]:
        """Note a poll's status where an action of the provider depends on it, when it is a new one."""
        key = f"{unit.step.id}#{SEEN}"
        known = self._recorded.get(key)
        wanted = any(action.statuses for action in self._flow.actions)
        if status and wanted and (known is None or known.outputs.get("status") != status):
            outputs = {"status": status}
            self._recorded[key] = Recorded(outputs, self._scope.now())
            yield Record(key, outputs)

    def _finished(self) -> Finished:
        """The end as the records tell it, so that it is the same after a restart."""
        result = result_of(self._scope, self._recorded) if self._scope.part is Part.FILES else Result()
        failed = total = 0
        for record in self._recorded.values():
            if NOTE in record.outputs:
                note = Text.from_json(record.outputs[NOTE])
                said = text("{words} {note}", words=result.text, note=note) if result.text else note
                result = replace(result, text=said)
            failed += _count(record.outputs.get(FAILED))
            total += _count(record.outputs.get(TOTAL))
        return Finished(result, failed, total)


def _count(value: Json) -> int:
    return value if isinstance(value, int) else 0


def _reply(answer: Answer) -> Reply:
    if not isinstance(answer, Reply):
        raise AssertionError("a call is answered by a reply")
    return answer
