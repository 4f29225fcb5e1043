"""Lets another process drive the practice vendors over HTTP: a port of its own, for tests only."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from aiohttp import web

from app.practice.server import Practice, serve
from app.practice.vendor import Handler, json_object

Order = Callable[[Mapping[str, object]], None]


class Control:
    """The control server.

    ``GET /state | /received/{provider} | /requests/{provider} | /charges``;
    ``POST /misbehave | /behave | /revoke | /keys | /clock | /balance | /reset`` with a JSON object.
    A mistake is answered with 400 and ``{"error": words}``.
    """

    def __init__(self, practice: Practice) -> None:
        self._practice = practice
        self._runner: web.AppRunner | None = None
        self.address = ""

    async def start(self, port: int = 0) -> None:
        """Listen on loopback."""
        app = web.Application(middlewares=[_explained])
        app.router.add_get("/state", self._state)
        app.router.add_get("/received/{provider}", self._received)
        app.router.add_get("/requests/{provider}", self._requests)
        app.router.add_get("/charges", self._charges)
        app.router.add_post("/{order}", self._order)
        self._runner, self.address = await serve(app, port)

    async def stop(self) -> None:
        """Stop listening."""
        if self._runner:
            await self._runner.cleanup()

    def state(self) -> dict[str, object]:
        """Where everything is: the one line that is written at the start."""
        practice = self._practice
        return {
            "servers": dict(practice.servers),
            "keys": dict(practice.keys),
            "control": self.address,
            "storage": practice.storage.endpoint,
        }

    async def _state(self, _request: web.Request) -> web.Response:
        return web.json_response(self.state())

    async def _received(self, request: web.Request) -> web.Response:
        await self._practice.refresh()
        provider = request.match_info["provider"]
        return web.json_response([item.as_json() for item in self._practice.received(provider)])

    async def _requests(self, request: web.Request) -> web.Response:
        return web.json_response([s.as_json() for s in self._practice.requests(request.match_info["provider"])])

    async def _charges(self, _request: web.Request) -> web.Response:
        practice = self._practice
        return web.json_response(
            {
                "charged": practice.charges(),
                "refunded": practice.refunds(),
                "balance": practice.dialler.account.balance,
            }
        )

    async def _order(self, request: web.Request) -> web.Response:
        orders: Mapping[str, Order] = {
            "misbehave": self._misbehave,
            "behave": lambda body: self._practice.behave(_word(body, "provider") or None),
            "revoke": lambda body: self._practice.revoke_key(*_key(body)),
            "keys": lambda body: self._practice.add_key(*_key(body)),
            "clock": lambda body: self._practice.shift_clock(_number(body, "shift")),
            "balance": self._balance,
            "reset": lambda _body: self._practice.reset(),
        }
        order = orders.get(request.match_info["order"])
        if order is None:
            return web.json_response({"error": f"there is no order {request.path}"}, status=404)
        order(await json_object(request) if request.can_read_body else {})
        return web.json_response({"done": True})

    def _misbehave(self, body: Mapping[str, object]) -> None:
        options = dict(body)
        provider, step, fault = (str(options.pop(name, "")) for name in ("provider", "step", "fault"))
        self._practice.misbehave(provider, step, fault, **options)  # type: ignore[arg-type]

    def _balance(self, body: Mapping[str, object]) -> None:
        self._practice.dialler.account.balance = int(_number(body, "credits"))


@web.middleware
async def _explained(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Whoever drives the practice is told what was wrong."""
    try:
        return await handler(request)
    except (ValueError, TypeError) as error:
        return web.json_response({"error": str(error)}, status=400)


def _word(body: Mapping[str, object], name: str) -> str:
    return str(body.get(name, ""))


def _key(body: Mapping[str, object]) -> tuple[str, str]:
    return _word(body, "provider"), _word(body, "key")


def _number(body: Mapping[str, object], name: str) -> float:
    value = body.get(name)
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise ValueError(f"{name} must be a number")
    return float(value)
