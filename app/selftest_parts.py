"""The parts that ``sendoff --selftest`` tries, in the order in which one needs the other."""

from __future__ import annotations

import asyncio
import base64
import json
import sqlite3
import ssl
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import datetime
from functools import partial
from importlib import import_module
from pathlib import Path

from PySide6.QtCore import QByteArray
from PySide6.QtGui import QFontDatabase, QFontInfo, QFontMetrics, QGuiApplication, QIcon, QImage, QImageReader
from PySide6.QtSvg import QSvgRenderer

from app.assembly import SendoffCore, Setup, open_core
from app.core.events import TransfersChanged
from app.core.net.trust import tls_context
from app.core.paths import resources, shipped_memory
from app.core.providers.load import load_all
from app.core.services.announcement import NotBelieved, read
from app.core.services.model import Draft
from app.core.storage.read_providers import ReadProviders
from app.core.storage.secrets import KeyStore
from app.core.transfer import ENDED, State
from app.core.watch.listening import Ear
from app.practice.trial import TRIAL
from app.practice_mode import begin
from app.selftest import Bench, Part
from app.ui.shell import Shell
from app.ui.text import read_catalogue

IMAGE_FORMATS = frozenset({"gif", "jpeg", "png", "svg"})
"""What previews and icons are made of."""
STORE_MODULES = {
    "win32": ("keyring.backends.Windows", "win32ctypes.pywin32.win32cred"),
    "darwin": ("keyring.backends.macOS.api",),
    "linux": ("keyring.backends.SecretService", "secretstorage"),
}
"""What the keyring package asks each system's store with, and leaves out silently where it is missing."""


HEARD = 10.0
"""Seconds in which the system has to tell that a file was made."""


class Broken(Exception):
    """A part does not do what it should; the words say what was seen."""


def require(condition: object, words: str) -> None:
    """Go on only if *condition* holds. Raises: Broken: it does not."""
    if not condition:
        raise Broken(words)


async def vendors(bench: Bench) -> str:
    """Every provider that ships loads without complaint, and a frozen program remembers them all."""
    folders = sorted(entry.name for entry in (resources() / "providers").iterdir() if entry.is_dir())
    memory = ReadProviders(bench.paths.read_providers, shipped_memory())
    loaded, problems = load_all((resources() / "providers",), memory.read)
    had_to_read = bench.paths.read_providers.exists()
    require(not (had_to_read and shipped_memory().exists()), "what is remembered of the vendors is not what they say")
    require(not problems, "; ".join(str(words) for words in problems))
    require(sorted(one.id for one in loaded) == folders, f"{len(loaded)} of {len(folders)} could be loaded")
    return ", ".join(folders)


async def trusted_roots(_bench: Bench) -> str:
    """There are authorities to trust; they can be counted only where OpenSSL itself verifies."""
    context = await asyncio.to_thread(tls_context, None)
    require(context.verify_mode is ssl.CERT_REQUIRED and context.check_hostname, "certificates would not be checked")
    if sys.platform == "darwin":
        return f"{ssl.OPENSSL_VERSION}; the system verifies"
    if sys.platform == "win32":
        known = len(ssl.enum_certificates("ROOT"))
        require(known, "Windows knows no authorities")
        return f"{ssl.OPENSSL_VERSION}; the system verifies, and knows {known} authorities already"
    # Those of a folder are read by OpenSSL when it meets their names.
    found = len(context.get_ca_certs()) or _in_folder(ssl.get_default_verify_paths().capath)
    require(found, "the system has no trusted certificates")
    return f"{ssl.OPENSSL_VERSION}; {found} authorities"


def _in_folder(folder: str | None) -> int:
    return len(list(Path(folder).glob("*.0"))) if folder else 0


async def password_store(_bench: Bench) -> str:
    """What asks the system's store is there; on Linux there may be no store, and keys are kept for one run."""
    for module in STORE_MODULES[sys.platform if sys.platform in STORE_MODULES else "linux"]:
        import_module(module)
    state = await KeyStore().state()
    require(state.usable or sys.platform != "win32", str(state.words))
    return state.name if state.usable else f"none: {state.words}"


async def signatures(_bench: Bench) -> str:
    """What a publisher signed is told from what was changed since."""
    from nacl import __version__ as version
    from nacl.signing import SigningKey

    key, moment = SigningKey.generate(), "2026-11-21T00:00:00Z"
    said = {"format": 1, "version": "1", "issued": moment, "expires": moment, "notes": "https://a.test", "files": []}
    raw = json.dumps(said).encode()
    signature, public = base64.b64encode(key.sign(raw).signature), bytes(key.verify_key)
    before = datetime.fromisoformat(moment).timestamp() - 1
    require(read(raw, signature, public, before).version == "1", "it was refused")
    try:
        read(raw + b" ", signature, public, before)
    except NotBelieved:
        return f"PyNaCl {version}"
    raise Broken("changed bytes were believed")


async def database(bench: Bench) -> str:
    """SQLite writes, reads, and keeps a write-ahead log."""
    connection = sqlite3.connect(bench.paths.root / "trial.sqlite3")
    try:
        (mode,) = connection.execute("PRAGMA journal_mode=WAL").fetchone()
        connection.execute("CREATE TABLE trial (word TEXT)")
        connection.execute("INSERT INTO trial VALUES ('kept')")
        connection.commit()
        (word,) = connection.execute("SELECT word FROM trial").fetchone()
    finally:
        connection.close()
    require((mode, word) == ("wal", "kept"), f"its log is {mode}, and it kept {word}")
    return f"SQLite {sqlite3.sqlite_version}"


async def folders(bench: Bench) -> str:
    """What happens in a watched folder is heard of."""
    from watchdog.version import VERSION_STRING

    heard, loop = asyncio.Event(), asyncio.get_running_loop()
    folder = bench.paths.root / "watched"
    folder.mkdir()
    ear = Ear(folder, partial(_tell, loop, heard), deep=True)
    try:
        (folder / "new.txt").write_text("new", encoding="utf-8")
        async with asyncio.timeout(HEARD):
            await heard.wait()
    finally:
        ear.close()
    return f"watchdog {VERSION_STRING}"


def _tell(loop: asyncio.AbstractEventLoop, heard: asyncio.Event) -> None:
    """Called in the listener's thread, also when nobody waits any more."""
    if not loop.is_closed():
        loop.call_soon_threadsafe(heard.set)


async def icons(_bench: Bench) -> str:
    """Every icon can be drawn."""
    files = sorted((resources() / "icons").glob("*.svg"))
    bad = [file.stem for file in files if not QSvgRenderer(QByteArray(file.read_bytes())).isValid()]
    require(files and not bad, f"cannot be drawn: {', '.join(bad) or 'there are none'}")
    mark = QIcon(str(resources() / "icons" / "sendoff.svg")).pixmap(32, 32)
    require(not mark.isNull(), "the program's own mark cannot be drawn")
    return f"{len(files)} icons"


async def translations(_bench: Bench) -> str:
    """Every language that ships can be read, and has words."""
    languages = {file.stem: len(read_catalogue(file)) for file in sorted((resources() / "i18n").glob("*.ts"))}
    require(languages and all(languages.values()), "a language has no words")
    return ", ".join(f"{name} ({count} sentences)" for name, count in languages.items())


async def images(_bench: Bench) -> str:
    """Pictures of every kind that is shown can be read, and text can be drawn."""
    formats = {bytes(name.data()).decode() for name in QImageReader.supportedImageFormats()}
    require(formats >= IMAGE_FORMATS, f"cannot be read: {', '.join(sorted(IMAGE_FORMATS - formats))}")
    sample = QImage(str(resources() / "samples" / "picture.png"))
    require(not sample.isNull(), "the sample picture cannot be read")
    return ", ".join(sorted(formats))


async def fonts(_bench: Bench) -> str:
    """There is a font; without one the window shows boxes instead of letters."""
    font = QGuiApplication.font()
    # Families are named even where there are none: fontconfig always knows “Sans”.
    require(QFontMetrics(font).inFontUcs4(ord("A")), "there is no font")
    families = QFontDatabase.families(QFontDatabase.WritingSystem.Latin)
    return f"{len(families)} families, such as {QFontInfo(font).family()}"


async def window(bench: Bench) -> str:
    """The window opens on a core with an empty journal, and something is painted."""
    async with _practising(bench) as core:
        shell = Shell(core, bench.spawn)
        shell.show()
        await asyncio.sleep(0)
        picture = shell.window.grab().toImage()
        shell.close()
        await bench.clear()
        points = [(x, y) for x in range(0, picture.width(), 16) for y in range(0, picture.height(), 16)]
        colours = {picture.pixel(x, y) for x, y in points}
    require(len(colours) > 2, "the window is empty")
    return f"{picture.width()} × {picture.height()}"


async def practice_upload(bench: Bench) -> str:
    """A file goes to a practice vendor, through everything but the internet, and its receipt comes back."""
    async with _practising(bench) as core:
        ended = asyncio.Event()
        stop = core.events.subscribe(TransfersChanged, lambda _event: ended.set())
        await core.uploads.start()
        file = resources() / "samples" / TRIAL.sample
        draft = Draft(TRIAL.provider_id, f"practice-{TRIAL.provider_id}", (file,), TRIAL.values)
        batch = await core.uploads.submit(draft, cost_agreed=True)
        while not all(one.state in ENDED for one in core.uploads.transfers()):
            ended.clear()
            await ended.wait()
        stop()
        sent = [one for one in core.uploads.transfers() if one.batch_id == batch.id]
    failed = [one for one in sent if one.state is not State.DONE]
    require(sent and not failed, "; ".join(str(one.problem or one.say or one.state) for one in failed))
    return f"{TRIAL.sample}, {sent[0].total} bytes"


@asynccontextmanager
async def _practising(bench: Bench) -> AsyncIterator[SendoffCore]:
    core = await open_core(Setup(bench.paths, practice=True, patient=False))
    try:
        practice = await begin(core)
        try:
            yield core
        finally:
            await practice.stop()
    finally:
        await core.close()


PARTS: tuple[tuple[str, Part], ...] = (
    ("vendors", vendors),
    ("trusted roots", trusted_roots),
    ("password store", password_store),
    ("signatures", signatures),
    ("database", database),
    ("folders", folders),
    ("icons", icons),
    ("translations", translations),
    ("image formats", images),
    ("fonts", fonts),
    ("window", window),
    ("practice upload", practice_upload),
)
