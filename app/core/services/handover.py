"""What a second Sendoff says to the one that works on its data already: where they meet, and the messages as lines.

The second one asks (``Show`` or ``Send``), the first one says that it heard, the second one says to go on, the first
one acts and answers. Whoever gave up waiting says no "go on", so nothing happens behind the back of a person who was
told that it did not.
"""

from __future__ import annotations

import hashlib
import json
import os
import sys
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from app.core.errors import SendoffError
from app.core.json_types import Json
from app.core.paths import DataPaths
from app.core.preset import FileWishes
from app.core.services.model import Draft
from app.core.services.recollection import Repeats
from app.core.text import Text, text

VERSION = 4
MOST = 8 << 20
"""Bytes of a line: far more than a command line can name files, far less than memory."""
LONGEST_ADDRESS = 85
"""Bytes. A socket's address holds 104 on macOS and 108 on Linux; one is made under a longer, passing name first."""


class TooMuch(SendoffError):
    """A message is longer than a line may be."""

    def __init__(self) -> None:
        super().__init__(
            text(
                "Sendoff is open already, and these are too many files to hand over at once. Nothing was handed over: "
                "name their folder instead, or drop it on the window."
            )
        )


class BadMessage(SendoffError):
    """A line that is no message of this version."""

    def __init__(self) -> None:
        super().__init__(text("The other Sendoff is of another version. Quit it, and start this one again."))


@dataclass(frozen=True, slots=True)
class Show:
    """Come forward, with these files on the Send page.

    Attributes:
        preset: the name of the preset to use for them; empty: none.
        token: what a Wayland desktop gave the second one to let a window come forward; empty elsewhere.
    """

    files: tuple[Path, ...] = ()
    token: str = ""
    preset: str = ""


@dataclass(frozen=True, slots=True)
class Send:
    """Send this; its account's key is the first one's to fetch."""

    draft: Draft
    cost_agreed: bool = False
    repeats: Repeats = Repeats.ASK


@dataclass(frozen=True, slots=True)
class Heard:
    """The message arrived whole; nothing is done yet."""


@dataclass(frozen=True, slots=True)
class GoOn:
    """Whoever asked still wants it."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What came of it; *words* say why when it is not *ok*, *batch_id* names what is being sent.

    Attributes:
        undecided: nothing was sent, because some of it was sent before.
        unagreed: nothing was sent, because it costs something and nobody agreed to that.
    """

    ok: bool
    words: Text | None = None
    batch_id: str = ""
    undecided: bool = False
    unagreed: bool = False


Message = Show | Send | Heard | GoOn | Answer


def meeting_place(paths: DataPaths) -> str:
    """The address of the socket (on Windows: the pipe) where the first one listens; the same for the same folder."""
    root = paths.root.resolve()
    digest = hashlib.sha256(os.fsencode(root)).hexdigest()[:24]
    if sys.platform == "win32":  # pragma: no cover
        return rf"\\.\pipe\sendoff-{digest}"
    near = root / "sendoff.socket"
    if len(os.fsencode(near)) <= LONGEST_ADDRESS and _is_unicode(near):
        return str(near)
    return str(Path(tempfile.gettempdir()) / f"sendoff-{os.getuid()}" / digest)


def others_may_write(folder: Path) -> bool:
    """Whether somebody else could have put what lies in *folder* there, a socket for one. Raises: OSError."""
    about = folder.stat()
    return sys.platform != "win32" and (about.st_uid != os.getuid() or bool(about.st_mode & 0o022))


def encode(message: Message) -> bytes:
    """The message as a line. Raises: TooMuch."""
    line = json.dumps({"sendoff": VERSION, **_plain(message)}).encode() + b"\n"
    if len(line) > MOST:
        raise TooMuch
    return line


def decode(line: bytes) -> Message:
    """The message in a line.

    Raises:
        BadMessage: it is none, is too long, or of another version.
    """
    try:
        data = json.loads(line) if len(line) <= MOST else None
        if not isinstance(data, dict) or data.get("sendoff") != VERSION:
            raise BadMessage
        return _message(data)
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise BadMessage from error


def _is_unicode(path: Path) -> bool:
    """Qt takes no other address."""
    try:
        str(path).encode("utf-8")
    except UnicodeEncodeError:
        return False
    return True


def _plain(message: Message) -> dict[str, Json]:
    match message:
        case Show():
            return {
                "say": "show",
                **_written(message.files),
                "token": message.token,
                "preset": message.preset,
            }
        case Send(draft):
            return {
                "say": "send",
                "provider": draft.provider_id,
                "account": draft.account_id,
                **_written(draft.paths),
                "values": dict(draft.values),
                "mode": draft.mode,
                "cost_agreed": message.cost_agreed,
                "repeats": message.repeats,
                "ask": list(draft.ask),
                "patterns": list(draft.wishes.patterns),
                "folders": draft.wishes.folders,
                "name": draft.wishes.name,
            }
        case Heard():
            return {"say": "heard"}
        case GoOn():
            return {"say": "go on"}
        case Answer():  # pragma: no branch - there are no others
            words = message.words.to_json() if message.words else None
            return {
                "say": "answer",
                "ok": message.ok,
                "words": words,
                "batch": message.batch_id,
                "undecided": message.undecided,
                "unagreed": message.unagreed,
            }


def _message(data: Mapping[str, Json]) -> Message:
    match data["say"]:
        case "show":
            return Show(_files(data), _words(data["token"]), _words(data["preset"]))
        case "send":
            values = data["values"]
            if not isinstance(values, dict):
                raise BadMessage
            files = FileWishes(_texts(data["patterns"]), data["folders"] is True, _words(data["name"]))
            provider, account, mode = (_words(data[key]) for key in ("provider", "account", "mode"))
            draft = Draft(provider, account, _files(data), values, mode, ask=_texts(data["ask"]), wishes=files)
            return Send(draft, data["cost_agreed"] is True, Repeats(_words(data["repeats"])))
        case "heard":
            return Heard()
        case "go on":
            return GoOn()
        case "answer":
            words = data["words"]
            said = Text.from_json(words) if words else None
            undecided, unagreed = (data[key] is True for key in ("undecided", "unagreed"))
            return Answer(data["ok"] is True, said, _words(data["batch"]), undecided, unagreed)
    raise BadMessage


def _words(value: Json) -> str:
    if not isinstance(value, str):
        raise BadMessage
    return value


def _texts(value: Json) -> tuple[str, ...]:
    if not isinstance(value, list):
        raise BadMessage
    return tuple(map(_words, value))


def _written(files: Sequence[Path]) -> dict[str, Json]:
    """The folder that all are in, once, and their names there: it may be long, and they many."""
    names = [str(file) for file in files]
    try:
        folder = os.path.commonpath([os.path.dirname(name) for name in names])
    except ValueError:  # on different drives, or there are none
        return {"folder": "", "files": [*names]}
    start = len(os.path.join(folder, ""))
    return {"folder": folder, "files": [name[start:] for name in names]}


def _files(data: Mapping[str, Json]) -> tuple[Path, ...]:
    """Absolute paths: the two programs may stand in different folders."""
    folder = Path(_words(data["folder"]))
    paths = tuple(folder / file for file in _texts(data["files"]))
    if not all(path.is_absolute() for path in paths):
        raise BadMessage
    return paths
