"""Where the open window listens for another copy of Sendoff that was started on the same data."""

from __future__ import annotations

import logging
import sys
from pathlib import Path

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtNetwork import QLocalServer, QLocalSocket

from app.core.services.handover import (
    MOST,
    Answer,
    BadMessage,
    GoOn,
    Heard,
    Message,
    Send,
    Show,
    decode,
    encode,
    others_may_write,
)

log = logging.getLogger(__name__)

PATIENCE = 20_000
"""Milliseconds in which a visitor must say something whole."""
MOST_VISITORS = 16


class Visitor(QObject):
    """One other copy, from its knock to its answer.

    Signals:
        asked: a :class:`Show` or :class:`Send` that it still wants; answer with :meth:`answer`.
    """

    asked = Signal(object)

    def __init__(self, socket: QLocalSocket, parent: QObject) -> None:
        super().__init__(parent)
        self._socket = socket
        socket.setParent(self)
        socket.setReadBufferSize(MOST + 1)
        self._wish: Show | Send | None = None
        self._acting = False
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(PATIENCE)
        self._timer.timeout.connect(self._hang_up)
        self._timer.start()
        socket.readyRead.connect(self._read)
        socket.disconnected.connect(self._on_gone)

    def answer(self, answer: Answer) -> None:
        """Say what came of it, and see it off; it may have gone by itself."""
        self._acting = False
        if self._here:
            self._say(answer)
            self._socket.disconnectFromServer()
        else:
            self.deleteLater()

    def _hang_up(self) -> None:
        self._socket.abort()  # no slot of Qt's: connected itself, PySide complains where its wrapper was made anew

    @property
    def _here(self) -> bool:
        return self._socket.state() is QLocalSocket.LocalSocketState.ConnectedState

    def _on_gone(self) -> None:
        if not self._acting:  # else whoever acts still has an answer to give
            self.deleteLater()

    def _read(self) -> None:
        while self._socket.canReadLine():
            line = bytes(self._socket.readLine(MOST + 1).data())
            try:
                self._hear(decode(line))
            except BadMessage:
                log.warning("another program said something that is no message")
                self._socket.abort()
                return
        if self._socket.bytesAvailable() > MOST:
            log.warning("another program said too much")
            self._socket.abort()

    def _hear(self, message: Message) -> None:
        if isinstance(message, Show | Send) and self._wish is None:
            self._wish = message
            self._timer.start()
            self._say(Heard())
        elif isinstance(message, GoOn) and self._wish is not None and not self._acting:
            self._timer.stop()
            self._acting = True
            self.asked.emit(self._wish)
        else:
            raise BadMessage

    def _say(self, message: Message) -> None:
        if self._here:
            self._socket.write(encode(message))
            self._socket.flush()


class Reception(QObject):
    """Listens as long as the window is open; only programs of the same user can reach it.

    Signals:
        asked: a :class:`Show` or :class:`Send`, and the :class:`Visitor` that waits for its answer.
    """

    asked = Signal(object, object)

    def __init__(self, address: str, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._address = address
        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._server.setMaxPendingConnections(MOST_VISITORS)
        self._server.newConnection.connect(self._open)

    def listen(self) -> bool:
        """Begin; False when the system does not let us, and a second copy finds nobody then.

        Whoever calls has the journal's lock: a socket that lies there is one that a killed program left behind.
        """
        try:
            self._make_room()
        except OSError as error:
            log.warning("another Sendoff cannot reach this one: %s", error)
            return False
        heard = self._server.listen(self._address)
        if not heard:
            log.warning("another Sendoff cannot reach this one: %s", self._server.errorString())
        return heard

    def close(self) -> None:
        """Listen no more."""
        self._server.close()

    def _make_room(self) -> None:
        if sys.platform == "win32":
            return
        place = Path(self._address)
        place.parent.mkdir(mode=0o700, exist_ok=True)
        if others_may_write(place.parent):
            raise PermissionError(f"others may write to {place.parent}")
        place.unlink(missing_ok=True)

    def _open(self) -> None:
        while (socket := self._server.nextPendingConnection()) is not None:
            visitor = Visitor(socket, self)
            visitor.asked.connect(self._asked)

    def _asked(self, wish: Show | Send) -> None:
        self.asked.emit(wish, self.sender())
