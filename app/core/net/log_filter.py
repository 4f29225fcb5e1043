"""A logging filter that takes keys and signed addresses out of every record, tracebacks included."""

from __future__ import annotations

import logging

from app.core.masking import mask_text

_FORMATTER = logging.Formatter()


class MaskingFilter(logging.Filter):
    """Masks the message, the traceback and the stack of each record; add it to every handler.

    The HTTP libraries log whole addresses, signatures included, and their exceptions quote them.
    """

    def filter(self, record: logging.LogRecord) -> bool:
        """Mask *record* in place; never drops it."""
        record.msg = mask_text(_message(record))
        record.args = ()
        if record.exc_info and not record.exc_text:
            record.exc_text = _FORMATTER.formatException(record.exc_info)
        if record.exc_text:
            record.exc_text = mask_text(record.exc_text)
        if record.stack_info:
            record.stack_info = mask_text(record.stack_info)
        return True


def _message(record: logging.LogRecord) -> str:
    """The message; one whose arguments do not fit stays as it is written, without its arguments."""
    try:
        return record.getMessage()
    except (TypeError, ValueError, KeyError):
        return str(record.msg)
