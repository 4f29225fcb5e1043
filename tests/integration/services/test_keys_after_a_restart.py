"""What is said of keys at the next start: refused ones stay refused, and those of one run are gone."""

from __future__ import annotations

from fixtures.desk import Desk
from fixtures.held import hold
from fixtures.password_store import PasswordStore

from app.assembly import Setup, open_core
from app.core.paths import DataPaths
from app.core.services.model import KeyState
from app.core.transfer import State, Wait


async def restarted(desk: Desk) -> None:
    """The same data in a new run, without any key that was in memory."""
    await desk.core.close()
    desk.core = await open_core(Setup(DataPaths(desk.folder.parent / "data"), practice=True))
    await desk.core.uploads.start()


def known_as_refused(desk: Desk) -> bool:
    account = desk.core.scheduler.world.account("practice-tela")
    return account is not None and account.rejected


async def test_a_key_that_was_refused_while_sending_is_refused_after_a_restart(desk: Desk) -> None:
    desk.practice.revoke_key("tela", desk.practice.keys["tela"])
    batch = await desk.send("tela", desk.file("a.pdf", b"%PDF one"), desk.file("b.pdf", b"%PDF two"))
    await desk.until(batch, State.WAITING)
    while not known_as_refused(desk):
        await desk.turn()
    await restarted(desk)
    asked = len(desk.practice.requests("tela"))
    assert {(one.state, one.wait) for one in desk.of(batch)} == {(State.WAITING, Wait.KEY)}
    assert len(desk.practice.requests("tela")) == asked
    desk.practice.add_key("tela", "a-new-key-0001")
    await desk.core.accounts.set_key("practice-tela", "a-new-key-0001", this_run_only=True)
    await desk.until(batch, State.DONE)


async def test_what_is_queued_for_a_refused_key_is_not_tried_with_it(desk: Desk) -> None:
    hold(desk.core.scheduler)
    batch = await desk.send("tela", desk.file("a.pdf", b"%PDF one"))
    await desk.core.accounts.rejected("practice-tela")
    await restarted(desk)
    await desk.turn()
    assert [one.state for one in desk.of(batch)] == [State.QUEUED]
    assert desk.core.scheduler.world.blocked == {"practice-tela"}
    await desk.core.accounts.set_key("practice-tela", desk.practice.keys["tela"], this_run_only=True)
    await desk.until(batch, State.DONE)


async def test_a_key_of_one_run_is_missing_in_the_next(desk: Desk) -> None:
    await desk.core.accounts.retest("practice-tela", {})
    works = desk.core.accounts.get("practice-tela")
    assert works is not None
    assert works.key is KeyState.WORKS
    await restarted(desk)
    view = desk.core.accounts.get("practice-tela")
    assert view is not None
    assert (view.key, str(view.words), view.this_run_only) == (KeyState.MISSING, "no key yet", True)


async def test_a_passing_key_does_not_make_a_kept_one_forgotten(desk: Desk, keyring_here: PasswordStore) -> None:
    server, key = desk.practice.servers["tela"], desk.practice.keys["tela"]
    account = await desk.core.accounts.add("tela", "Mine", server, key)
    here = await desk.core.accounts.set_key(account.id, "another", this_run_only=True)
    assert here.this_run_only
    await restarted(desk)
    view = desk.core.accounts.get(account.id)
    assert view is not None
    assert (view.key, view.this_run_only) == (KeyState.UNTESTED, False)
    assert (await desk.core.accounts.retest(account.id, {})).key is KeyState.WORKS
    await desk.core.accounts.remove(account.id)
