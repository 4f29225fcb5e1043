"""A provider as it is read from its folder: the model of ``upload.yaml``, format 1."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from app.core.json_types import JsonObject
from app.core.providers.steps import (
    TOUCHY,
    ActionSpec,
    Expires,
    MultipartPart,
    OnStatus,
    Per,
    Poll,
    Recover,
    Repeat,
    Step,
)
from app.core.schema.model import FieldHints, Form
from app.core.text import Text

if TYPE_CHECKING:
    from app.core.schema.document import Document
    from app.core.schema.operation import Operation

__all__ = [
    "TOUCHY",
    "ActionSpec",
    "Auth",
    "Companion",
    "Expires",
    "FileRules",
    "Flow",
    "KeyTest",
    "Mode",
    "MultipartPart",
    "OnStatus",
    "Per",
    "Poll",
    "Provider",
    "RateLimits",
    "Recover",
    "Repeat",
    "ResultSpec",
    "Server",
    "Step",
]


@dataclass(frozen=True, slots=True)
class Server:
    """Base addresses to choose from; the first is the default. *override*: the person may type another."""

    choices: tuple[tuple[str, str], ...]  # (url, label)
    override: bool = True


@dataclass(frozen=True, slots=True)
class KeyTest:
    """How a key is tried without uploading anything."""

    call: str
    with_: JsonObject
    ok: tuple[int, ...]
    bad: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Auth:
    """Where the key goes and what it looks like.

    Attributes:
        place, name: the header, query parameter or cookie, from the document's security scheme.
        prefix: what stands before the key, with its blank: ``"Token "``, ``"Bearer "``.
        looks_like: a regular expression of the vendor's keys; another one is warned about, never refused.
        help, help_url: where a person finds the key.
        headers: further headers of every call to the vendor's API, as expression texts.
    """

    place: str
    name: str
    prefix: str = ""
    looks_like: str = ""
    help: str = ""
    help_url: str = ""
    test: KeyTest | None = None
    headers: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Companion:
    """A second file that travels with each file, such as ``report.pdf.meta.json``.

    Attributes:
        name: an expression text, ``"{$file.name}.meta.json"``.
        label, help: of the form's field (key ``companion``) in which its contents may be written.
        form: whether there is that field; False: it comes from the disk only.
        max_size: bytes.
        same_types: it is a JSON object whose values of one name are of one type in all files.
        reserved: names that it must not have.
    """

    name: str
    label: str = ""
    help: str = ""
    form: bool = False
    max_size: int | None = None
    same_types: bool = False
    reserved: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class FileRules:
    """What the vendor takes. Sizes in bytes; ``accept`` are lower-case suffixes with the dot; empty: all.

    Attributes:
        name_pattern: a regular expression for the sent name; *name_help* says it in words.
        warn_accept: suffixes known to work; others are warned about, not refused.
        clean: a regular expression of characters that the vendor's own tools replace by ``_``.
        header_row: ``"required"`` or empty.
        columns: ``"preview"`` shows the columns, ``"choose"`` lets a field take one, empty: neither.
        count_valid: per rule (``"phone_us"``) the least number of rows that must pass it.
        text_encoding: ``"utf-8"`` warns about text files in another encoding.
        unique: two files with the same sent name in one batch clash.
    """

    accept: tuple[str, ...] = ()
    types: tuple[str, ...] = ()
    min_size: int = 1
    max_size: int | None = None
    max_count: int | None = None
    name_pattern: str = ""
    name_help: str = ""
    warn_accept: tuple[str, ...] = ()
    clean: str = ""
    header_row: str = ""
    columns: str = ""
    count_valid: Mapping[str, int] = field(default_factory=dict)
    text_encoding: str = ""
    unique: bool = False
    companion: Companion | None = None


@dataclass(frozen=True, slots=True)
class Mode:
    """One way to send several files: ``one`` request a file, or all in one (``many``)."""

    id: str
    label: str
    many: bool = False
    max_count: int | None = None


@dataclass(frozen=True, slots=True)
class RateLimits:
    """What the vendor states: requests at once, requests a minute, files in one session of a batch.

    Attributes:
        concurrency_small: requests at once that carry a small file (256 KiB at most); None: as *concurrency*.
    """

    concurrency: int = 4
    concurrency_small: int | None = None
    per_minute: int | None = None
    session_files: int | None = None


@dataclass(frozen=True, slots=True)
class ResultSpec:
    """What a finished transfer leaves, as expression texts."""

    id: str = ""
    link: str = ""
    copy: tuple[str, ...] = ()
    text: str = ""


@dataclass(frozen=True, slots=True)
class Flow:
    """A whole ``upload.yaml``.

    Attributes:
        messages: ``"step.status"``, ``"status"`` or ``"step.<S3 code>"`` → words.
        destination: an expression text that a person would call the place, for receipts and rows.
    """

    id: str
    name: str
    docs: str
    api: str
    server: Server
    auth: Auth | None
    files: FileRules
    only: tuple[str, ...]
    hints: Mapping[str, FieldHints]
    modes: tuple[Mode, ...]
    limits: RateLimits
    steps: tuple[Step, ...]
    actions: tuple[ActionSpec, ...]
    result: ResultSpec
    messages: Mapping[str, str]
    destination: str = ""

    def __hash__(self) -> int:
        """By its id, as a step's."""
        return hash(self.id)

    def step(self, step_id: str) -> Step | None:
        """The step with this id, or None."""
        return next((s for s in self.steps if s.id == step_id), None)

    def step_of(self, key: str) -> Step | None:
        """The step that a record belongs to: of a chunk or a companion its *key* is ``"id#n"``."""
        return self.step(key.partition("#")[0])


@dataclass(frozen=True)
class Provider:
    """A provider folder, loaded and checked. *forms*, by mode, and *operations*, by call, are made once."""

    flow: Flow
    document: Document
    folder: str
    warnings: tuple[Text, ...] = ()
    shipped: bool = True
    forms: Mapping[str, Form] = field(default_factory=dict, compare=False, repr=False)
    operations: Mapping[str, Operation] = field(default_factory=dict, compare=False, repr=False)

    def operation(self, call: str) -> Operation:
        """The operation that *call* names. Raises: ProviderError: the document has none."""
        return self.operations.get(call) or self.document.operation(call)

    @property
    def id(self) -> str:
        """The folder's and the flow's id."""
        return self.flow.id

    @property
    def name(self) -> str:
        """What people call it."""
        return self.flow.name
