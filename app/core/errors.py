"""The one exception tree of the core: every error can say itself in plain words.

SendoffError
├── InputError        what a person gave is not right: files, values, arguments
├── ProviderError     a provider folder is not right; carries where
├── StoreError        the journal, settings or presets cannot be read or written
├── KeyStoreError     the OS keyring refuses, is locked, or is not there
├── FlowError         a vendor's reply does not fit the flow
├── SendError         a request did not come back with a reply (app.core.net.failures)
└── IllegalMove       a transfer cannot go from this state to that one
"""

from __future__ import annotations

from app.core.text import Text


class SendoffError(Exception):
    """An error that a person may read.

    Args:
        words: what happened and what to do, without any secret.
        detail: technical words for the Details panel and the log; masked by the raiser.
    """

    def __init__(self, words: Text, detail: str = "") -> None:
        super().__init__(str(words))
        self.words = words
        self.detail = detail


class InputError(SendoffError):
    """What a person gave is not right."""


class ProviderError(SendoffError):
    """A provider folder cannot be used; the words name file, line and column."""


class StoreError(SendoffError):
    """Something that is kept on disk cannot be read or written."""


class KeyStoreError(SendoffError):
    """The OS keyring cannot be used just now."""


class FlowError(SendoffError):
    """A vendor's reply, or a value of the flow, is not what the flow needs."""


class IllegalMove(SendoffError):
    """A transfer was asked to make a move that its table of states does not know."""
