"""For every test: an empty home, a printed seed, the fast tests first; and the shared fixtures."""

from __future__ import annotations

import os
import random
import sys
from pathlib import Path

import pytest

pytest_plugins = [
    "fixtures.places",
    "fixtures.object_storage",
    "fixtures.mock_api",
    "fixtures.canary",
    "fixtures.vendors",
    "fixtures.remembered",
]
if sys.platform == "linux":  # an X server, a session bus, and what sits on them
    pytest_plugins += [
        "fixtures.screen",
        "fixtures.tray_host",
        "fixtures.password_store",
        "fixtures.session_bus",
        "fixtures.dragging",
        "fixtures.program",
    ]
else:
    collect_ignore = [
        # They speak over a session bus, or through a Unix socket.
        "unit/core/services/test_awake.py",
        "unit/ui/desktop/test_reception.py",
        "unit/ui/desktop/test_session_bus.py",
        # They set up and package for Linux.
        "unit/installer/test_environment.py",
        "unit/installer/test_from_source.py",
        "unit/installer/test_packages.py",
        "unit/installer/test_system.py",
    ]

ORDER = ("checks", "unit", "property", "contracts", "integration", "e2e", "benchmarks")
TESTS = Path(__file__).parent
SEED = os.environ.setdefault("SENDOFF_SEED", str(random.SystemRandom().randrange(2**32)))


def pytest_report_header() -> str:
    """The seed that repeats this run."""
    return f"seed: {SEED} (python3 tests/run.py --seed {SEED})"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What is fast goes first."""

    def rank(item: pytest.Item) -> tuple[int, bool]:
        part = item.path.relative_to(TESTS).parts[0] if item.path.is_relative_to(TESTS) else ""
        return ORDER.index(part) if part in ORDER else len(ORDER), item.get_closest_marker("slow") is not None

    items.sort(key=rank)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Above the last line, name what failed before the tests began."""
    failed = os.environ.get("SENDOFF_FAILED_LOOKS")
    if failed:
        terminalreporter.write_line(f"Also FAILED, see the beginning: {failed}", red=True)


@pytest.fixture(autouse=True)
def _seeded(request: pytest.FixtureRequest) -> None:
    random.seed(f"{SEED} {request.node.nodeid}")
