"""Accounts against the vendors: what a key test says, what it changes, and who may be removed."""

from __future__ import annotations

import asyncio

import pytest
from fixtures.desk import FORMS, VENDORS, Desk

from app import practice_mode
from app.assembly import Setup, open_core
from app.core.errors import InputError
from app.core.events import AccountsChanged
from app.core.flow.actions import KeyVerdict
from app.core.masking import Secret
from app.core.paths import DataPaths
from app.core.services.accounts import AccountService
from app.core.services.model import AccountView, KeyState
from app.core.storage.accounts import AccountStore
from app.core.storage.secrets import KeyStore
from app.core.transfer import State, Wait


def wrong(desk: Desk, provider: str) -> str:
    return desk.practice.keys[provider][:-6] + "xxxxxx"


async def own(desk: Desk, provider: str, key: str) -> AccountView:
    server = desk.practice.servers[provider]
    return await desk.core.accounts.add(provider, "Mine", server, key, this_run_only=True)


@pytest.mark.parametrize("provider", VENDORS)
async def test_a_good_key_is_told_from_a_wrong_one_and_nothing_is_uploaded(desk: Desk, provider: str) -> None:
    server, values = desk.practice.servers[provider], FORMS[provider]
    good = await desk.core.accounts.test(provider, server, f" {desk.practice.keys[provider]}\n", values)
    bad = await desk.core.accounts.test(provider, server, wrong(desk, provider), values)
    assert (good.verdict, bad.verdict) == (KeyVerdict.WORKS, KeyVerdict.REJECTED)
    assert "accepted" in str(good.words)
    assert "did not accept" in str(bad.words)
    assert wrong(desk, provider) not in str(bad.words)
    assert desk.practice.received(provider) == []
    assert desk.practice.charges() == 0
    assert [one.name for one in desk.core.accounts.of(provider)] == ["Practice"], "a test keeps nothing"


async def test_what_a_test_needs_of_the_form_is_asked_for(desk: Desk) -> None:
    end = await desk.core.accounts.test("sendai", desk.practice.servers["sendai"], desk.practice.keys["sendai"], {})
    assert end.verdict is KeyVerdict.UNCLEAR
    assert "Team, Project" in str(end.words)
    assert desk.practice.requests("sendai") == []


async def test_a_server_that_is_not_there_says_nothing_about_the_key(desk: Desk) -> None:
    end = await desk.core.accounts.test("tela", "http://127.0.0.1:9", "abc", {})
    assert end.verdict is KeyVerdict.UNCLEAR
    assert str(end.words)


async def test_a_retest_tells_everyone_and_is_remembered(desk: Desk) -> None:
    account = await own(desk, "tela", desk.practice.keys["tela"])
    assert account.key is KeyState.UNTESTED
    heard: list[AccountsChanged] = []
    desk.core.events.subscribe(AccountsChanged, heard.append)
    view = await desk.core.accounts.retest(account.id, {})
    assert view.key is KeyState.WORKS
    assert heard == [AccountsChanged(account.id)]
    assert remembered(desk)[account.id] is KeyState.WORKS
    desk.practice.revoke_key("tela", desk.practice.keys["tela"])
    view = await desk.core.accounts.retest(account.id, {})
    assert view.key is KeyState.REJECTED
    assert "did not accept" in str(view.words)
    assert remembered(desk)[account.id] is KeyState.REJECTED


def remembered(desk: Desk) -> dict[str, KeyState]:
    """What the disk says of each account's key."""
    accounts = AccountStore(DataPaths(desk.folder.parent / "data").accounts).all()
    works = {True: KeyState.WORKS, False: KeyState.UNTESTED}
    return {one.id: KeyState.REJECTED if one.rejected else works[one.tested_at is not None] for one in accounts}


@pytest.mark.parametrize("known", [KeyState.REJECTED, KeyState.UNTESTED])
async def test_an_unclear_test_changes_nothing_that_is_known(desk: Desk, known: KeyState) -> None:
    key = desk.practice.keys["tela"]
    account = await own(desk, "tela", key)
    if known is KeyState.REJECTED:
        desk.practice.revoke_key("tela", key)
        assert (await desk.core.accounts.retest(account.id, {})).key is KeyState.REJECTED
        desk.practice.add_key("tela", key)
    desk.practice.misbehave("tela", "prompt", "status:500", times=-1)
    view = await desk.core.accounts.retest(account.id, {})
    assert view.key is known
    assert "not clear" in str(view.words)
    assert remembered(desk)[account.id] is known, "nor after a restart"


async def test_a_new_key_is_not_taken_for_tested(desk: Desk) -> None:
    account = await own(desk, "tela", desk.practice.keys["tela"])
    await desk.core.accounts.retest(account.id, {})
    view = await desk.core.accounts.set_key(account.id, "another", this_run_only=True)
    assert view.key is KeyState.UNTESTED
    assert remembered(desk)[account.id] is KeyState.UNTESTED


async def test_a_refused_account_cannot_send_until_it_has_a_new_key(desk: Desk) -> None:
    account = await own(desk, "tela", wrong(desk, "tela"))
    await desk.core.accounts.retest(account.id, {})
    draft = desk.draft("tela", desk.file("a.pdf"))
    draft = type(draft)("tela", account.id, draft.paths, draft.values)
    check = await desk.core.uploads.check(draft)
    assert not check.ready
    assert "did not accept this account's key" in str(check.problems[0])
    with pytest.raises(InputError, match="did not accept"):
        await desk.core.uploads.submit(draft)
    await desk.core.accounts.set_key(account.id, desk.practice.keys["tela"], this_run_only=True)
    assert (await desk.core.uploads.check(draft)).ready


async def test_a_key_that_works_after_all_lets_waiting_transfers_go_on(desk: Desk) -> None:
    key = desk.practice.keys["tela"]
    desk.practice.revoke_key("tela", key)
    batch = await desk.send("tela", desk.file("a.pdf"))
    [waiting] = await desk.until(batch, State.WAITING)
    assert waiting.wait is Wait.KEY
    view = desk.core.accounts.get("practice-tela")
    assert view is not None
    assert view.key is KeyState.REJECTED
    desk.practice.add_key("tela", key)  # such as: the person paid the bill
    assert (await desk.core.accounts.retest("practice-tela", {})).key is KeyState.WORKS
    await desk.until(batch, State.DONE)


async def test_a_refused_key_holds_its_account_also_where_that_cannot_be_kept(
    desk: Desk, caplog: pytest.LogCaptureFixture
) -> None:
    accounts = desk.folder.parent / "data" / "accounts.json"
    assert accounts.exists()
    accounts.unlink()
    accounts.mkdir()
    await desk.core.accounts.rejected("practice-tela")
    view = desk.core.accounts.get("practice-tela")
    assert view is not None
    assert view.key is KeyState.REJECTED
    assert "could not be kept" in caplog.text


async def test_accounts_can_be_changed_before_there_is_a_queue(desk: Desk) -> None:
    known = desk.core.accounts
    alone = AccountService(known._store, known._keys, known._providers, known._runner, known._clock, known._events)
    account = await alone.add("tela", "Mine", desk.practice.servers["tela"], "first", this_run_only=True)
    assert (await alone.set_key(account.id, "second", this_run_only=True)).key is KeyState.UNTESTED
    await alone.remove(account.id)
    assert alone.get(account.id) is None


async def test_a_key_in_the_password_store_is_replaced_there(desk: Desk, keyring_here: object) -> None:
    account = await desk.core.accounts.add("tela", "Mine", desk.practice.servers["tela"], "wrong")
    view = await desk.core.accounts.set_key(account.id, desk.practice.keys["tela"])
    assert not view.this_run_only
    assert (await desk.core.accounts.retest(account.id, {})).key is KeyState.WORKS


async def test_what_was_renamed_or_removed_during_its_test_stays_so(desk: Desk) -> None:
    account = await own(desk, "tela", desk.practice.keys["tela"])
    desk.practice.misbehave("tela", "prompt", "slow", seconds=0.5, times=-1)
    test = asyncio.create_task(desk.core.accounts.retest(account.id, {}))
    await desk.turn()
    await desk.core.accounts.rename(account.id, "Renamed")
    assert not test.done()
    assert (await test).name == "Renamed"
    test = asyncio.create_task(desk.core.accounts.retest(account.id, {}))
    await desk.turn()
    await desk.core.accounts.remove(account.id)
    assert not test.done()
    with pytest.raises(InputError, match="not there any more"):
        await test
    assert desk.core.accounts.get(account.id) is None


async def test_changes_at_the_same_time_all_stay(desk: Desk) -> None:
    accounts = desk.core.accounts
    await asyncio.gather(
        *(accounts.retest(f"practice-{provider}", FORMS[provider]) for provider in VENDORS),
        *(accounts.rename(f"practice-{provider}", provider.upper()) for provider in VENDORS),
        accounts.add("tela", "New", desk.practice.servers["tela"], "k", this_run_only=True),
    )
    kept = AccountStore(DataPaths(desk.folder.parent / "data").accounts).all()
    assert {one.name for one in kept} == {"New", *(provider.upper() for provider in VENDORS)}
    states = remembered(desk)
    assert {states[one.id] for one in kept if one.practice} == {KeyState.WORKS}


async def test_a_key_that_is_gone_or_cannot_be_read_is_said(desk: Desk) -> None:
    core = await open_core(Setup(DataPaths(desk.folder / "other"), practice=True))
    try:
        account = await core.accounts.add("tela", "Mine", desk.practice.servers["tela"], "k", this_run_only=True)
    finally:
        await core.close()
    core = await open_core(Setup(DataPaths(desk.folder / "other"), practice=True))
    try:
        view = await core.accounts.retest(account.id, {})
        assert view.key is KeyState.LOCKED
        assert "password store" in str(view.words)
    finally:
        await core.close()
    assert desk.practice.requests("tela") == []


async def test_a_key_that_was_never_kept_is_missing(desk: Desk, keyring_here: object) -> None:
    account = await own(desk, "tela", "k")
    core = await open_core(Setup(DataPaths(desk.folder.parent / "data"), practice=True, working=False))
    try:
        view = await core.accounts.retest(account.id, {})
    finally:
        await core.close()
    assert (view.key, str(view.words)) == (KeyState.MISSING, "no key yet")


async def test_a_key_for_this_run_only_outlives_a_core_but_not_the_program(desk: Desk, keyring_here: object) -> None:
    keys, paths = KeyStore(), DataPaths(desk.folder / "mine")
    core = await open_core(Setup(paths, keys=keys))
    given = await core.accounts.add("tela", "Mine", desk.practice.servers["tela"], "typed-in-0001", this_run_only=True)
    await core.close()
    practising = await open_core(Setup(DataPaths(desk.folder / "practice"), practice=True, keys=keys))
    await practising.close()
    again = await open_core(Setup(paths, keys=keys))
    view = again.accounts.get(given.id)
    assert view is not None
    assert (view.key, view.this_run_only) == (KeyState.UNTESTED, True)
    assert await keys.get(given.id) == Secret("typed-in-0001")
    await again.close()
    later = await open_core(Setup(paths))
    view = later.accounts.get(given.id)
    assert view is not None
    assert (view.key, view.this_run_only) == (KeyState.MISSING, True)
    await later.close()


async def test_renaming(desk: Desk) -> None:
    view = await desk.core.accounts.rename("practice-tela", "  Contracts ")
    assert view.name == "Contracts"
    with pytest.raises(InputError, match="name"):
        await desk.core.accounts.rename("practice-tela", " ")
    with pytest.raises(InputError, match="not there any more"):
        await desk.core.accounts.rename("nothing", "x")
    assert [one.name for one in desk.core.accounts.of("tela")] == ["Contracts"]


async def test_an_account_at_work_is_not_removed(desk: Desk) -> None:
    desk.practice.misbehave("tela", "ask", "status:503", times=-1)
    batch = await desk.send("tela", desk.file("a.pdf"))
    with pytest.raises(InputError, match="still sending"):
        await desk.core.accounts.remove("practice-tela")
    assert desk.core.accounts.get("practice-tela") is not None
    await desk.core.uploads.cancel([one.id for one in desk.of(batch)])
    await desk.until(batch)
    await desk.core.accounts.remove("practice-tela")
    assert desk.core.accounts.get("practice-tela") is None
    with pytest.raises(InputError, match="not there any more"):
        await desk.core.accounts.remove("practice-tela")


async def test_a_removed_account_leaves_no_key_and_no_state(desk: Desk) -> None:
    account = await own(desk, "tela", wrong(desk, "tela"))
    await desk.core.accounts.retest(account.id, {})
    await desk.core.accounts.remove(account.id)
    await desk.core.accounts.rejected(account.id)  # such as: an answer that was under way
    again = await desk.core.accounts.add(
        "tela", "Mine", desk.practice.servers["tela"], "k", this_run_only=True, account_id=account.id
    )
    assert (again.key, str(again.words)) == (KeyState.UNTESTED, "key not tested yet")


async def test_a_key_of_no_account_is_refused(desk: Desk) -> None:
    with pytest.raises(InputError, match="not there any more"):
        await desk.core.accounts.set_key("nothing", "k", this_run_only=True)
    with pytest.raises(InputError, match="not there any more"):
        await desk.core.accounts.retest("nothing", {})


async def test_keys_wait_in_the_password_store(desk: Desk, keyring_here: object, canaries: object) -> None:
    key = canaries.new()  # type: ignore[attr-defined]
    account = await desk.core.accounts.add("tela", "Kept", desk.practice.servers["tela"], key)
    assert key.encode() in keyring_here.secrets()  # type: ignore[attr-defined]
    assert not account.this_run_only
    assert (await desk.core.accounts.key_store()).usable
    await desk.core.accounts.remove(account.id)
    assert key.encode() not in keyring_here.secrets()  # type: ignore[attr-defined]


async def test_practice_accounts_are_put_in_place_for_every_vendor(desk: Desk) -> None:
    assert {one.provider_id for one in desk.core.accounts.all() if one.practice} == set(VENDORS)
    again = await practice_mode.begin(desk.core, scale=0.0)
    await again.stop()
    assert len(desk.core.accounts.all()) == len(VENDORS), "beginning again replaces them"
