"""Looking at files on a disk that does not answer is given up, in words."""

from __future__ import annotations

import threading
from concurrent.futures import Executor, Future
from pathlib import Path
from typing import Any

import pytest

from app.core.errors import InputError
from app.core.events import Events
from app.core.paths import resources
from app.core.services import examine as module
from app.core.services.examine import Examiner, Wishes
from app.core.services.providers import ProviderService


class Silent(Executor):
    """Never answers."""

    def submit(self, fn: Any, /, *args: Any, **kwargs: Any) -> Future[Any]:
        return Future()


async def test_a_disk_that_says_nothing_is_given_up(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "PATIENCE", 0.01)
    providers = ProviderService(resources() / "providers", tmp_path, Events(), None)
    providers.load()
    before = threading.active_count()
    with pytest.raises(InputError, match="The disk with the files did not answer"):
        await Examiner(Silent()).all(providers.all()[0], [tmp_path], Wishes())
    assert threading.active_count() == before
