"""How what takes a while is begun: as a task that somebody owns, and whose error is logged."""

from __future__ import annotations

from collections.abc import Callable, Coroutine
from typing import Any

Spawn = Callable[[Coroutine[Any, Any, None]], None]
"""Begins it; nobody waits for its end, so it tells by signals what came of it."""
