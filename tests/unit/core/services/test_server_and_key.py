"""Server addresses and keys as people paste them; nothing is stored or sent for one that cannot be right."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from app.core.engine.ports import SystemClock
from app.core.errors import InputError
from app.core.events import Events
from app.core.net.runner import HttpRunner
from app.core.paths import DataPaths, resources
from app.core.services.accounts import AccountService
from app.core.services.providers import ProviderService
from app.core.storage.accounts import AccountStore
from app.core.storage.secrets import KeyStore


@pytest.fixture(scope="module")
def providers(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ProviderService]:
    with ThreadPoolExecutor(1) as workers:
        service = ProviderService(resources() / "providers", tmp_path_factory.mktemp("added"), Events(), workers)
        service.load()
        yield service


@pytest.fixture
def accounts(providers: ProviderService, tmp_path: Path) -> AccountService:
    store = AccountStore(DataPaths(tmp_path).accounts)
    return AccountService(store, KeyStore(), providers, HttpRunner(), SystemClock(), Events())


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("https://api.example.com", "https://api.example.com"),
        ("  https://api.example.com/base/ \n", "https://api.example.com/base"),
        ("https://api.example.com:8443", "https://api.example.com:8443"),
        ("http://127.0.0.1:8000", "http://127.0.0.1:8000"),
        ("http://localhost", "http://localhost"),
        ("http://[::1]:8000/", "http://[::1]:8000"),
    ],
)
async def test_addresses_that_may_be_used(accounts: AccountService, typed: str, kept: str) -> None:
    view = await accounts.add("tela", "Mine", typed, "k", this_run_only=True)
    assert view.server == kept
    assert [one.server for one in accounts.of("tela")] == [kept]


async def test_without_an_address_it_is_the_vendors_own(accounts: AccountService, providers: ProviderService) -> None:
    view = await accounts.add("tela", "Mine", " ", "k", this_run_only=True)
    assert view.server == providers.get("tela").flow.server.choices[0][0].rstrip("/")
    assert view.server.startswith("https://")


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("api.example.com", "no server address"),
        ("ftp://api.example.com", "no server address"),
        ("https://", "no server address"),
        ("https://[::1", "no server address"),
        ("https://api.example.com:many", "no server address"),
        ("https://api.example.com:99999", "no server address"),
        ("https://api example.com", "no server address"),
        ("https://api.example.com/\u200bx", "no server address"),
        ("https://api.example.com?key=1", "no server address"),
        ("https://api.example.com#top", "no server address"),
        ("https://ann@api.example.com", "no user name"),
        ("https://:pw@api.example.com", "no user name"),
        ("http://api.example.com", "not encrypted"),
        ("http://127.0.0.1.example.com", "not encrypted"),
        ("http://localhost.example.com", "not encrypted"),
        ("http://10.0.0.1", "not encrypted"),
    ],
)
async def test_addresses_that_may_not_be_used(accounts: AccountService, typed: str, words: str) -> None:
    with pytest.raises(InputError, match=words):
        await accounts.add("tela", "Mine", typed, "k", this_run_only=True)
    with pytest.raises(InputError, match=words):
        await accounts.test("tela", typed, "k", {})
    assert accounts.all() == []


@pytest.mark.parametrize(
    ("key", "words"),
    [
        ("", "Paste a key"),
        (" \n", "Paste a key"),
        ("ab cd", "no blanks"),
        ("ab\ncd", "no blanks"),
        ("ab\x00cd", "no blanks"),
        ("ab\u200bcd", "no blanks"),
        ("schlüssel", "plain letters"),
    ],
)
async def test_keys_that_cannot_be_right(accounts: AccountService, key: str, words: str) -> None:
    with pytest.raises(InputError, match=words) as caught:
        await accounts.add("tela", "Mine", "", key, this_run_only=True)
    assert not key.strip() or key not in str(caught.value)
    with pytest.raises(InputError, match=words):
        await accounts.test("tela", "", key, {})
    assert accounts.all() == []


async def test_an_unknown_vendor_is_named_with_those_that_are_known(accounts: AccountService) -> None:
    with pytest.raises(InputError, match=r"“nowhere”.*sela"):
        await accounts.add("nowhere", "Mine", "", "k", this_run_only=True)


async def test_a_name_is_the_vendors_where_none_was_given(accounts: AccountService) -> None:
    view = await accounts.add("sendai", "  ", "", "k", this_run_only=True)
    assert view.name == "Send.ai"


async def test_accounts_are_listed_by_vendor_and_name(accounts: AccountService) -> None:
    for provider, name in (("tela", "b"), ("sela", "z"), ("tela", "A")):
        await accounts.add(provider, name, "", "k", this_run_only=True)
    assert [(one.provider_id, one.name) for one in accounts.all()] == [("sela", "z"), ("tela", "A"), ("tela", "b")]
    assert [one.name for one in accounts.of("tela")] == ["A", "b"]
    assert accounts.get("nothing") is None


@pytest.mark.skipif(sys.platform == "win32", reason="Windows always has a store")
async def test_without_a_password_store_a_key_is_kept_for_this_run_or_not_at_all(accounts: AccountService) -> None:
    state = await accounts.key_store()
    assert not state.usable
    assert "for this run" in str(state.words)
    with pytest.raises(Exception, match="password store"):
        await accounts.add("tela", "Mine", "", "k")
    assert accounts.all() == []
    view = await accounts.add("tela", "Mine", "", "k", this_run_only=True)
    assert view.this_run_only
