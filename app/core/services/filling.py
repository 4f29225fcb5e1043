"""Fills placeholders in: those of a batch once, those that depend on the file for each; says what comes out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from app.core.flow.companions import FIELD as COMPANION
from app.core.flow.shared_inputs import shared_inputs
from app.core.json_types import Json
from app.core.providers.model import Mode, Provider
from app.core.providers.rules import sent_name
from app.core.schema.hidden import all_hidden, as_written, hidden_keys
from app.core.schema.model import Field, FieldError, Form
from app.core.schema.placeholders import Facts, fill, has_placeholders, names_file, texts_in
from app.core.schema.validate import check_field
from app.core.schema.values import format_value
from app.core.services.model import SentAs
from app.core.sources import SourceFile
from app.core.text import Text, text


@dataclass(frozen=True, slots=True)
class Filling:
    """A draft's values on their way to a batch.

    Attributes:
        values: of the batch. Those that depend on the file hold their placeholders still: see :meth:`of_file`.
        facts: what placeholders of the batch stand for.
        by_file: the fields whose values depend on the file.
        refused: fields whose values depend on the file although they are sent once for all of them.
        filled: the fields in which anything was filled in.
        companion: the field in which is written what travels with each file.
        hidden: the keys of values in which something is hidden that was typed.
        unsaid: what that is, see :class:`app.core.transfer.Batch`.
    """

    provider: Provider
    values: Mapping[str, Json]
    facts: Facts
    by_file: tuple[Field, ...] = ()
    refused: tuple[FieldError, ...] = ()
    filled: tuple[Field, ...] = ()
    companion: Field | None = None
    hidden: frozenset[str] = frozenset()
    unsaid: tuple[str, ...] = ()

    @property
    def open_values(self) -> Mapping[str, Json]:
        """The values of the batch without what was typed into fields that hide it."""
        return {key: value for key, value in self.values.items() if key not in self.hidden}

    def of_file(self, file: SourceFile) -> dict[str, Json]:
        """The values of this file alone."""
        if not self.by_file:
            return {}
        facts = self._facts(file)
        return {field.key: fill(field, self.values[field.key], facts) for field in self.by_file}

    def written(self, file: SourceFile, companion: Json) -> Json:
        """What was written in the form for this file alone, with its placeholders filled in."""
        return companion if self.companion is None else fill(self.companion, companion, self._facts(file))

    def sample(self, file: SourceFile | None) -> dict[str, Json]:
        """All values as they are sent with *file*."""
        return {**self.values, **(self.of_file(file) if file is not None else {})}

    def errors(self, files: Iterable[SourceFile]) -> Iterator[FieldError]:
        """The first thing wrong with each value that depends on the file; takes time with many files."""
        left = [field for field in self.by_file if _is_limited(field)]
        for file in files:
            if not left:
                return
            values = self.of_file(file)
            for field in tuple(left):
                problems = check_field(field, values[field.key])
                if problems:
                    left.remove(field)
                    words = text("For “{file}”: {problem}", file=file.name, problem=problems[0].words)
                    yield FieldError(field.key, words, problems[0].path)

    def shown(self, files: Sequence[SourceFile]) -> tuple[SentAs, ...]:
        """How the fields with placeholders will be sent, with the first file as the example."""
        first = files[0] if files else None
        values = self.sample(first)
        by_file = {field.key for field in self.by_file}
        return tuple(
            SentAs(field.key, _words(format_value(field, values[field.key]), field.key in by_file, files))
            for field in self.filled
        )

    def _facts(self, file: SourceFile) -> Facts:
        name = sent_name(self.provider.flow.files, file.sent_name)
        return Facts(self.facts.day, self.facts.user, name)


def fill_in(provider: Provider, form: Form, mode: Mode | None, values: Mapping[str, Json], facts: Facts) -> Filling:
    """*values* (with their defaults) with what is known before the files are.

    Args:
        facts: without a file.
    """
    texts = {f.key: tuple(texts_in(f, values[f.key])) for f in form.fields if f.key in values}
    filled = tuple(f for f in form.fields if any(map(has_placeholders, texts.get(f.key, ()))))
    by_file = tuple(f for f in filled if any(map(names_file, texts[f.key])))
    found = dict(values)
    for field in filled:
        if field not in by_file:
            found[field.key] = fill(field, values[field.key], facts)
    refused: tuple[FieldError, ...] = ()
    if by_file:
        shared = shared_inputs(provider, form, mode.id if mode else "")
        together = bool(mode and mode.many)
        refused = tuple(FieldError(f.key, _REFUSED) for f in by_file if together or f.key in shared)
    return Filling(
        provider,
        found,
        facts,
        by_file,
        refused,
        filled,
        companion=form.field(COMPANION),
        hidden=hidden_keys(form, found),
        unsaid=tuple(written for words in all_hidden(form, found) for written in as_written(words)),
    )


_REFUSED = text(
    "This is sent once for all files together, so {stem} and {ext} cannot be in it. {date} and {user} can.",
    stem="{file.stem}",
    ext="{file.ext}",
    date="{date}",
    user="{user}",
)


def _is_limited(field: Field) -> bool:
    """Whether there is anything that a text in *field* might break."""
    return bool(field.children or field.variants or set(field.schema) - {"type"})


def _words(value: str, by_file: bool, files: Sequence[SourceFile]) -> Text:
    if not by_file:
        return text("Will be sent as: {value}", value=value)
    if not files:
        return text("Will be filled in for each file.")
    if len(files) == 1:
        return text("Will be sent as: {value}", value=value)
    return text("Will be sent with “{file}” as: {value}", file=files[0].name, value=value)
