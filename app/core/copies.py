"""A copy of a value with some of its fields changed, of a dataclass and of a :class:`msgspec.Struct` alike.

What is made anew for each file is a Struct: one of fourteen fields takes 0.3 µs to make and 0.1 µs to copy, a frozen
dataclass 2.7 µs and 4.4 µs, and of those there were sixty a file. All else is a dataclass.
"""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING

import msgspec

if TYPE_CHECKING:  # by this name mypy knows both kinds, and checks what is changed
    from dataclasses import replace as replace
else:  # Python 3.13 has copy.replace for both

    def replace(value, /, **changes):
        """*value* with *changes*. Raises: TypeError: it has no such field."""
        if isinstance(value, msgspec.Struct):
            return msgspec.structs.replace(value, **changes)
        return dataclasses.replace(value, **changes)
