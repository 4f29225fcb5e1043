"""Runs one lane of a flow: sends what it asks for, journals every step, and stops when a wait is due."""

from __future__ import annotations

import asyncio
import hashlib
import random
from collections.abc import Generator, Mapping, Sequence
from concurrent.futures import Executor
from typing import TypeVar

from app.core.copies import replace
from app.core.engine.away import Away
from app.core.engine.exchanges import Exchanges
from app.core.engine.ledger import ONE_GO
from app.core.engine.local_reads import LocalReads, whole_files
from app.core.engine.lost import note_lost, noted
from app.core.engine.moments import Moments
from app.core.engine.pace import Pace
from app.core.engine.ports import Clock, Runner
from app.core.engine.retry import Circumstances, Held, Offline, Pass, Retry, Stop, decide
from app.core.engine.trip import Trip
from app.core.errors import SendoffError
from app.core.exchange import STOPPED
from app.core.flow.actions import Action, Answer, Call, Digest, Forget, Record, Recorded
from app.core.flow.outcome import Answered, Failed, FailureKind, Outcome, SendError
from app.core.flow.shown import reply_body
from app.core.flow.words import s3_code
from app.core.json_types import Json
from app.core.masking import Secret, mask_text
from app.core.providers.model import TOUCHY, Repeat
from app.core.schema.request import Reply
from app.core.storage.holds import Hold
from app.core.storage.journal import Journal
from app.core.storage.puts import Note
from app.core.text import Text, text
from app.core.transfer import StepRecord, StepState

End = TypeVar("End")
SHA256 = "$sha256"
REQUEST_ID = "$request_id"
IN_PLACE = 5.0
"""Seconds for which a transfer that has begun keeps its place while its account is held."""
_ASKED_TO_WAIT = text("The vendor asked to wait.")


class Interrupted(SendoffError):
    """A lane cannot go on just now; *decision* says why and until when, *secret* is the key that was used."""

    def __init__(self, decision: Stop, step: str, words: Text, secret: Secret | None = None) -> None:
        super().__init__(words)
        self.decision = decision
        self.step = step
        self.secret = secret


class Halted(SendoffError):
    """The person paused or cancelled, and the step under way is through."""

    def __init__(self) -> None:
        super().__init__(text("Stopped."))


class LaneDriver:
    """Answers the actions of lanes.

    Attributes:
        exchanges: what was said.

    Args:
        workers: where files are read and hashed.
        away: told what cannot be reached, and what can.
    """

    def __init__(
        self, journal: Journal, runner: Runner, pace: Pace, clock: Clock, workers: Executor, away: Away
    ) -> None:
        self._journal = journal
        self.exchanges = Exchanges(clock)
        self._runner = runner
        self._pace = pace
        self._clock = clock
        self._away = away
        self._moments = Moments(clock)
        self._reads = LocalReads(workers)

    async def drive(self, lane: Generator[Action, Answer, End], trip: Trip) -> End:
        """Run *lane* to its end.

        Raises:
            Interrupted: a wait is due, or it failed, or its outcome is unknown.
            Halted: ``trip.halt`` was set and the step under way is through.
            StoreError: the journal cannot be written; nothing was sent that it does not know of.
        """
        try:
            answer: Answer = None
            while True:
                try:
                    action = lane.send(answer)
                except StopIteration as stop:
                    end: End = stop.value
                    return end
                answer = await self._answer(action, trip)
                if trip.halt and isinstance(action, Record):
                    raise Halted
        finally:
            lane.close()
            self._keep(trip)

    async def _answer(self, action: Action, trip: Trip) -> Answer:
        match action:
            case Call():
                return await self._call(action, trip)
            case Record():
                await self._record(action, trip)
            case Forget(steps=steps):
                self._keep(trip)
                await self._journal.forget_steps(trip.owner, steps)
            case Digest():
                return await self._reads.digest(action)
            case small:
                data = await self._reads.small(small)
                trip.sha256[str(small.path)] = hashlib.sha256(data).hexdigest()
                return data
        return None

    async def _call(self, call: Call, trip: Trip) -> Reply:
        if trip.gives_way and (seconds := self._pace.held_for(trip.account.id)) > IN_PLACE:
            raise Interrupted(Held(seconds, _ASKED_TO_WAIT), trip.step, _ASKED_TO_WAIT)
        await self._pace.wait(trip.account, call.request)
        trip.step = call.step
        started = self._clock.now()
        tries = trip.tries.times_of(call.step) + trip.tried.get(call.step, 0)
        await self._intend(call, trip, started, tries)
        outcome = await self._send(call, trip, started, tries)
        said = self.exchanges.note(trip.owner, call, started, tries + 1, trip.left, outcome, trip.unsaid)
        trip.unkept.append(said)
        trip.tried[call.step] = trip.tried.get(call.step, 0) + 1
        trip.repeats[call.step] = call.repeat
        if isinstance(outcome, Answered) and outcome.reply.ok and not s3_code(outcome.reply):
            return outcome.reply
        return await self._weigh(call, trip, outcome, started, tries)

    async def _weigh(self, call: Call, trip: Trip, outcome: Outcome, started: float, tries: int) -> Reply:
        """The reply, where the lane is to read a refusal itself. Raises: Interrupted: it is to be handed back."""
        where = Circumstances(
            call.repeat,
            tries,
            self._clock.now(),
            random.random,
            waited=trip.tries.waited_for(call.step),
            offline=self._away.tries_of(trip.account.id),
            most_network_tries=self._away.most_tries,
            with_key=call.request.credential is not None,
        )
        note_lost(trip, call, outcome)
        decision = decide(outcome, lambda reply: trip.explain(call.step, reply), where)
        if isinstance(decision, Pass):
            assert isinstance(outcome, Answered)
            await self._note_refusal(call, trip, outcome.reply, started, tries)
            return outcome.reply
        now = self._clock.now()
        failed = _failed(trip, call.step, started, tries, outcome, now)
        notes: list[Note] = [failed]
        if isinstance(decision, Retry) and decision.whole_account:
            self._pace.hold(trip.account.id, decision.after)
            notes.append(Hold(trip.account.id, now + decision.after, decision.after))
        if isinstance(decision, Offline):
            decision = replace(decision, after=self._away.met(trip.account.id, call.request, decision))
        await self._journal.write(*trip.notes(*notes))
        raise Interrupted(decision, call.step, _words(outcome, call.step, trip), trip.secret)

    async def _intend(self, call: Call, trip: Trip, started: float, tries: int) -> None:
        """Note what is about to be sent, before its first byte leaves."""
        small = 0 < call.request.file_size <= ONE_GO
        trip.moment = self._moments.now(trip.account.server) if call.repeat in TOUCHY else {}
        if call.repeat is not Repeat.SAFE:
            # On disk: a crash from here on is noticed.
            try:
                await self._journal.write(*trip.notes(_begun(trip, call, started, tries)), durable=True)
            except asyncio.CancelledError:
                self._note_stop(trip, call, started, tries)
                raise
        elif trip.unsaved or (trip.unkept and not small):
            # Kept before its outputs are used: asked again, another address would take a second copy.
            await self._journal.write(*trip.notes(_begun(trip, call, started, tries)))
        elif not small:
            # For who looks at the details meanwhile; nothing goes on from it. A small file is through too soon.
            self._journal.write_soon(*trip.notes(_begun(trip, call, started, tries)))
        trip.unsaved = False

    async def _send(self, call: Call, trip: Trip, started: float, tries: int) -> Outcome:
        trip.in_flight, trip.left = call, 0

        def progress(count: int) -> None:
            """*count*: bytes of this request's files that have left."""
            if not trip.left and count:
                self._away.bytes_left(call.request)
            trip.left = count
            if call.carries_file:
                trip.on_progress(call.base + count)

        secret = trip.secret if call.request.credential else None
        try:
            reply = await self._runner.send(call.request, server=trip.account.server, secret=secret, progress=progress)
        except SendError as error:
            return Failed(error)
        except asyncio.CancelledError:
            if not trip.touchy:
                self._note_stop(trip, call, started, tries)
            note_lost(trip, call, None)
            if call.step in trip.unclear:
                trip.unkept.append(_begun(trip, call, started, tries))
            cut_off = Failed(SendError(FailureKind.CANCELLED, text("Stopped."), detail=STOPPED))
            trip.unkept.append(
                self.exchanges.note(trip.owner, call, started, tries + 1, trip.left, cut_off, trip.unsaid)
            )
            raise
        finally:
            trip.in_flight = None
        if reply.sha256:
            whole = whole_files(call.request)
            trip.sha256.update({str(path): digest for path, digest in reply.sha256.items() if path in whole})
        trip.request_id = reply.request_id or trip.request_id
        self._away.heard(call.request)
        if not call.request.storage:
            self._moments.heard(trip.account.server, reply)
        return Answered(reply)

    def _note_stop(self, trip: Trip, call: Call, started: float, tries: int) -> None:
        """Nothing had left when it was stopped: without this its outcome would be called unknown later."""
        if call.repeat in TOUCHY:
            begun = _begun(trip, call, started, tries)
            self._journal.write_soon(
                replace(begun, state=StepState.FAILED, ended_at=self._clock.now(), detail="stopped")
            )

    async def _note_refusal(self, call: Call, trip: Trip, reply: Reply, started: float, tries: int) -> None:
        """A refusal is known as such; that of a step that must not be repeated before anything else."""
        record = _failed(trip, call.step, started, tries, Answered(reply), self._clock.now())
        if call.repeat is Repeat.SAFE:
            self._journal.write_soon(*trip.notes(record))
        else:
            await self._journal.write(*trip.notes(record), durable=True)

    async def _record(self, action: Record, trip: Trip) -> None:
        outputs: dict[str, Json] = dict(action.outputs)
        if trip.sha256:
            outputs[SHA256] = dict(trip.sha256)
        if trip.request_id:
            outputs[REQUEST_ID] = trip.request_id
        now = self._clock.now()
        record = StepRecord(
            trip.owner, action.step, StepState.DONE, now, ended_at=now, outputs=outputs, status=action.status
        )
        if trip.repeats.get(action.step, Repeat.SAFE) is Repeat.SAFE:
            # The journal keeps the order, so this is on disk before the transfer's next state is.
            trip.unkept.append(record)
            trip.unsaved = True
        else:
            await self._journal.write(*trip.notes(record), durable=True)

    def _keep(self, trip: Trip) -> None:
        """Have in the journal what was noted of *trip*, in one go."""
        if trip.unkept:
            self._journal.write_soon(*trip.notes())


def recorded(steps: Sequence[StepRecord]) -> Mapping[str, Recorded]:
    """The steps that are through, as a lane reads them."""
    return {
        s.step: Recorded(s.outputs, s.ended_at or s.started_at, s.status) for s in steps if s.state is StepState.DONE
    }


def _begun(trip: Trip, call: Call, started: float, tries: int) -> StepRecord:
    return StepRecord(
        trip.owner, call.step, StepState.STARTED, started, attempt=tries + 1, outputs=noted(trip, call.step)
    )


def _words(outcome: Outcome, step: str, trip: Trip) -> Text:
    if isinstance(outcome, Failed):
        return outcome.error.words
    return trip.explain(step, outcome.reply)


def _failed(trip: Trip, step: str, began: float, tries: int, outcome: Outcome, now: float) -> StepRecord:
    if isinstance(outcome, Answered):
        detail = reply_body(outcome.reply, trip.unsaid, most=2000)
        status = outcome.reply.status
    else:
        detail, status = mask_text(outcome.error.detail, *trip.unsaid), 0
    outputs, attempt = noted(trip, step), tries + 1
    return StepRecord(trip.owner, step, StepState.FAILED, began, now, outputs, status, attempt, detail)
