"""What many verdicts come to: clashes that come and go, what changed, the columns that all tables share."""

from __future__ import annotations

from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from app.core.events import Events
from app.core.paths import resources
from app.core.providers.model import Provider
from app.core.services.model import NONE, Grade, Verdict
from app.core.services.providers import ProviderService
from app.core.services.tally import tally
from app.core.sources import SourceFile
from app.core.text import text


@pytest.fixture(scope="module")
def providers(tmp_path_factory: pytest.TempPathFactory) -> ProviderService:
    with ThreadPoolExecutor(1) as workers:
        made = ProviderService(resources() / "providers", tmp_path_factory.mktemp("own"), Events(), workers)
        made.load()
    return made


@pytest.fixture
def unique(providers: ProviderService) -> Provider:
    """A vendor that takes each name once."""
    return next(p for p in providers.all() if p.flow.files.unique)


@pytest.fixture
def tables(providers: ProviderService) -> Provider:
    """A vendor that takes tables, of the same name too."""
    return next(p for p in providers.all() if p.flow.files.header_row and not p.flow.files.unique)


def verdict(
    path: str, *columns: str, grade: Grade = Grade.OK, rows: int | None = None, valid: Mapping[str, int] = NONE
) -> Verdict:
    source = SourceFile(Path(path), 1, 1, "text/csv", Path(path).name)
    return Verdict(source.path, source, grade, text("Ready"), columns, rows=rows, valid=valid)


def test_the_second_of_two_names_is_refused_until_the_first_is_gone(unique: Provider) -> None:
    first, second = verdict("/a/x.txt"), verdict("/b/x.txt")
    count = tally(unique, [first, second], [first, second])
    [refused] = count.changed
    assert (refused.path, refused.grade, refused.alone) == (second.path, Grade.ERROR, second)
    assert f"“{Path('a/x.txt')}” would arrive under the same name" in str(refused.words), "which of the two is said"
    assert [source.path for source in count.good] == [first.path]
    assert tally(unique, [first, second], [first, refused]).changed == ()
    again = tally(unique, [second], [refused])
    assert (again.changed, len(again.good)) == ((second,), 1)


def test_what_is_refused_takes_no_name_away(unique: Provider) -> None:
    bad, good = verdict("/a/x.txt", grade=Grade.ERROR), verdict("/b/x.txt")
    unread = Verdict(Path("/c/x.txt"), None, Grade.ERROR, text("Gone"))
    assert tally(unique, [bad, unread, good], []).good == (good.source,)


def test_where_names_may_be_shared_nothing_is_refused(tables: Provider) -> None:
    assert len(tally(tables, [verdict("/a/x.csv"), verdict("/b/x.csv")], []).good) == 2


def test_without_anything_known_everything_is_new(tables: Provider) -> None:
    some = (verdict("/a.csv"), verdict("/b.csv", grade=Grade.ERROR))
    assert tally(tables, some, []).changed == some


def test_rows_are_counted_in_what_goes(tables: Provider) -> None:
    some = [
        verdict("/a", rows=2, valid={"phone_us": 1}),
        verdict("/b", rows=3, valid={"phone_us": 3}),
        verdict("/c", rows=9, valid={"phone_us": 9}, grade=Grade.ERROR),
    ]
    count = tally(tables, some, [])
    assert (count.rows, count.valid) == (5, {"phone_us": 4})


@pytest.mark.parametrize(
    ("some", "shared"),
    [
        ([("name", "mobile", "city"), ("city", "mobile")], ("mobile", "city")),
        ([("name", "name")], ("name",)),
        ([("name",), ()], ("name",)),
        ([], ()),
    ],
)
def test_columns_that_all_tables_have(tables: Provider, some: list[tuple[str, ...]], shared: tuple[str, ...]) -> None:
    assert tally(tables, [verdict(f"/{n}", *columns) for n, columns in enumerate(some)], []).columns == shared


def test_a_refused_table_counts_only_when_there_is_no_other(tables: Provider) -> None:
    refused = verdict("/x", "x", grade=Grade.ERROR)
    assert tally(tables, [refused], []).columns == ("x",)
    assert tally(tables, [refused, verdict("/a", "name")], []).columns == ("name",)
