"""Shows notifications through the desktop's own service on Linux, and tells which one was clicked.

The service is described by the freedesktop.org Desktop Notifications Specification, version 1.2.
"""

from __future__ import annotations

import html
import logging
from collections.abc import Callable

from app.ui.desktop.session_bus import NoBus, SessionBus
from app.ui.text import tr

log = logging.getLogger(__name__)

NAME, PATH = "org.freedesktop.Notifications", "/org/freedesktop/Notifications"
CLICKED = "default"
"""The action that a click on the notification itself stands for."""
DESKTOP_CHOOSES = -1
"""For how long it is shown."""


class Notifier:
    """Notifications on the session bus.

    Args:
        clicked: called with the key of the notification that was clicked.
        token: called before, with what a Wayland desktop gives so that the window may come forward.
    """

    def __init__(self, bus: SessionBus, clicked: Callable[[str], None], token: Callable[[str], None]) -> None:
        self._bus, self._clicked, self._token = bus, clicked, token
        self._abilities: frozenset[str] | None = None
        self._shown: dict[int, str] = {}

    async def show(self, title: str, body: str, key: str) -> bool:
        """Show one; False: this desktop has no such service."""
        from jeepney import DBusAddress

        service = DBusAddress(PATH, bus_name=NAME, interface=NAME)
        try:
            if self._abilities is None:
                (abilities,) = await self._bus.call(service, "GetCapabilities", "")
                await self._bus.listen(service, "ActivationToken", self._on_token)
                await self._bus.listen(service, "ActionInvoked", self._on_action)
                await self._bus.listen(service, "NotificationClosed", self._on_closed)
                self._abilities = frozenset(abilities)
            words = html.escape(body, quote=False) if "body-markup" in self._abilities else body
            actions = [CLICKED, tr("Open Sendoff")] if "actions" in self._abilities else []
            hints = {"desktop-entry": ("s", "sendoff")}
            (number,) = await self._bus.call(
                *(service, "Notify", "susssasa{sv}i"),
                *("Sendoff", 0, "sendoff", title, words, actions, hints, DESKTOP_CHOOSES),
            )
        except (NoBus, ImportError) as error:
            log.info("the desktop shows no notifications: %s", error)
            self._abilities = None
            return False
        self._shown[number] = key
        return True

    def _on_token(self, number: int, token: str) -> None:
        if number in self._shown:
            self._token(token)

    def _on_action(self, number: int, action: str) -> None:
        key = self._shown.get(number)
        if key is not None and action == CLICKED:
            self._clicked(key)

    def _on_closed(self, number: int, reason: int) -> None:  # noqa: ARG002
        self._shown.pop(number, None)
