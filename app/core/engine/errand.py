"""Runs the small generators beside a transfer: key tests, live choices, look-ups, a person's actions."""

from __future__ import annotations

from collections.abc import Callable, Generator
from typing import TypeVar

from app.core.engine.ports import Runner
from app.core.flow.actions import Call
from app.core.masking import Secret
from app.core.schema.request import Reply, Request

End = TypeVar("End")


class Errand:
    """Sends the calls of one generator, one after the other, without journaling them.

    Args:
        heard: told of each request that was answered: what waits for its host need not wait any more.
    """

    def __init__(self, runner: Runner, server: str, secret: Secret | None, heard: Callable[[Request], None]) -> None:
        self._runner, self._heard = runner, heard
        self._server = server
        self._secret = secret

    async def run(self, steps: Generator[Call, Reply, End]) -> End:
        """What *steps* returns. Raises: SendError: no reply came."""
        try:
            call = next(steps)
            while True:
                secret = self._secret if call.request.credential else None
                reply = await self._runner.send(call.request, server=self._server, secret=secret)
                self._heard(call.request)
                call = steps.send(reply)
        except StopIteration as stop:
            end: End = stop.value
            return end
        finally:
            steps.close()
