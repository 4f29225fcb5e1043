"""Keys, choices, notices, the story, presets, the queue and the history, without a widget."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping

import pytest
from fixtures.signals import listen
from pytestqt.qtbot import QtBot

from app.core.errors import InputError, SendoffError
from app.core.events import Notice
from app.core.schema.model import Choice, Field, Form, Kind
from app.core.services.columns import guess_column
from app.core.services.model import AccountView, KeyState, KeyStoreView
from app.core.text import text
from app.ui.controllers.choices import Choices
from app.ui.controllers.keys import Keys, key_sign
from app.ui.controllers.notices import Help, Notices
from app.ui.sample_core import GOOD_KEY, SampleCore

Work = Callable[..., None]


def test_a_wrong_key_is_not_kept(core: SampleCore, work: Work) -> None:
    keys = Keys(core, work)
    told = listen(keys, "told", "added", "busy_changed")
    keys.take(core.providers.all()[0].id, "Main", "", "wrong", False)
    assert core.accounts.all() == []
    assert [t[0] for t in told] == ["busy_changed", "told", "busy_changed"]
    assert told[1][2] is False


def test_a_good_key_makes_an_account_that_is_used_next_time(core: SampleCore, work: Work) -> None:
    keys = Keys(core, work)
    told = listen(keys, "added")
    vendor = core.providers.all()[0].id
    keys.take(vendor, "First", "", GOOD_KEY, False)
    keys.take(vendor, "Second", "", GOOD_KEY, True)
    assert [core.accounts.get(id_).name for _, id_ in told] == ["First", "Second"]
    assert keys.usual(vendor).name == "Second"
    assert keys.usual("nobody") is None


def test_a_new_key_must_work_too(full_core: SampleCore, work: Work) -> None:
    keys = Keys(full_core, work)
    told = listen(keys, "told", "added")
    account = full_core.accounts.all()[0]
    keys.replace(account.id, "wrong", False)
    keys.replace(account.id, GOOD_KEY, False)
    keys.replace("gone", GOOD_KEY, False)
    assert [(t[0], t[-1]) for t in told] == [("told", False), ("told", True), ("added", account.id)]


def test_what_the_accounts_refuse_is_told(full_core: SampleCore, work: Work, monkeypatch: pytest.MonkeyPatch) -> None:
    async def refuse(account_id: str) -> None:
        raise InputError(text("Transfers of it are under way."))

    monkeypatch.setattr(full_core.accounts, "remove", refuse)
    keys = Keys(full_core, work)
    told = listen(keys, "told")
    keys.remove(full_core.accounts.all()[0].id)
    assert str(told[0][1]) == "Transfers of it are under way."


def test_renaming_testing_and_forgetting(full_core: SampleCore, work: Work) -> None:
    keys = Keys(full_core, work)
    account = full_core.accounts.all()[0]
    keys.rename(account.id, "Sales")
    keys.test(account.id)
    keys.test_untested(account.id)
    assert full_core.accounts.get(account.id).name == "Sales"
    keys.remove(account.id)
    assert full_core.accounts.get(account.id) is None


def test_only_what_is_filled_in_for_the_accounts_own_vendor_goes_along(
    full_core: SampleCore, work: Work, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[object] = []

    async def retest(account_id: str, values: Mapping[str, object]) -> AccountView:
        seen.append(dict(values))
        return full_core.accounts.get(account_id)

    monkeypatch.setattr(full_core.accounts, "retest", retest)
    mine, other, *_ = full_core.accounts.all()
    keys = Keys(full_core, work)
    keys.look_in(lambda provider_id: {"path.team": "7"} if provider_id == mine.provider_id else {})
    keys.test(mine.id)
    keys.test(other.id)
    assert seen == [{"path.team": "7"}, {}]


@pytest.mark.parametrize("state", KeyState)
def test_each_state_of_a_key_has_a_sign(full_core: SampleCore, state: KeyState) -> None:
    from app.core.copies import replace

    icon, role, words = key_sign(replace(full_core.accounts.all()[0], key=state))
    assert icon
    assert role
    assert str(words)


PHONE = Field("body.phone", Kind.OPEN_CHOICE, "Phone", source={"columns": "$file", "guess": "phone|mobile"})


SPACE = Field("path.space", Kind.OPEN_CHOICE, "Space", source={"call": "list"}, remember=True)


def test_a_column_is_guessed_by_the_vendors_rule() -> None:
    assert guess_column(PHONE, ("name", "Mobile")) == "Mobile"
    assert guess_column(SPACE, ("name",)) == ""


def test_columns_are_offered_and_guessed_once(core: SampleCore, work: Work) -> None:
    choices = Choices(core, work)
    told = listen(choices, "found", "guessed")
    choices.use("v", "a", Form((PHONE, SPACE)))
    choices.look_into(("name", "mobile"), {})
    choices.look_into(("name", "mobile"), {})
    assert [t[:2] for t in told] == [("found", "body.phone"), ("guessed", "body.phone")]
    choices.look_into(("name", "phone"), {"body.phone": "name"})
    assert len(told) == 3


def test_the_vendors_list_is_asked_once_and_its_failing_said(
    core: SampleCore, work: Work, monkeypatch: pytest.MonkeyPatch
) -> None:
    choices = Choices(core, work)
    told = listen(choices, "found", "missing")
    choices.use("v", "a", Form((PHONE, SPACE)))
    choices.ask_all({})
    choices.ask("body.phone", {})
    assert [t[:2] for t in told] == [("found", "path.space")]

    async def refuse(*_: object) -> None:
        raise SendoffError(text("No list is to be had."))

    monkeypatch.setattr(core.providers, "choices", refuse)
    choices.ask("path.space", {})
    assert told[-1][:2] == ("missing", "path.space")


async def test_the_list_of_another_account_comes_too_late(core: SampleCore, monkeypatch: pytest.MonkeyPatch) -> None:
    late = asyncio.Event()

    async def listed(_vendor: str, account: str, *_: object) -> list[Choice]:
        if account == "first":
            await late.wait()
        return [Choice(account, account)]

    monkeypatch.setattr(core.providers, "choices", listed)
    tasks: list[asyncio.Task[None]] = []
    choices = Choices(core, lambda work: tasks.append(asyncio.create_task(work)))
    told, form = listen(choices, "found"), Form((SPACE,))
    for account in ("first", "second"):
        choices.use("v", account, form)
        choices.ask_all({})
        await asyncio.sleep(0)
    await tasks[1]
    late.set()
    await tasks[0]
    assert told == [("found", "path.space", []), ("found", "path.space", [Choice("second", "second")])]


def test_without_an_account_nobody_is_asked(core: SampleCore, work: Work) -> None:
    choices = Choices(core, work)
    told = listen(choices, "found")
    choices.use("v", "", Form((SPACE,)))
    choices.ask_all({})
    assert told == []


def test_whoever_asks_for_a_list_is_not_left_waiting(
    core: SampleCore, work: Work, monkeypatch: pytest.MonkeyPatch
) -> None:
    choices, form = Choices(core, work), Form((SPACE,))
    told = listen(choices, "found", "missing")
    choices.use("v", "", form)
    choices.ask("path.space", {})
    assert [(name, key, str(words)) for name, key, words in told] == [
        ("missing", "path.space", "Choose an account first.")
    ]

    async def gone(*_: object) -> list[Choice]:
        choices.use("v", "", form)  # the account was removed meanwhile
        return [Choice("a", "a")]

    monkeypatch.setattr(core.providers, "choices", gone)
    choices.use("v", "a", form)
    choices.ask("path.space", {})
    assert told[1:] == [("found", "path.space", [])]


def test_what_was_sent_is_offered_again_newest_first(core: SampleCore, work: Work) -> None:
    choices = Choices(core, work)
    choices.use("v", "a", Form((SPACE, PHONE)))
    for value in ("one", "two", "one", "", None):
        choices.remember("v", {"path.space": value, "body.phone": "x"})
    told = listen(choices, "recent")
    choices.use("v", "a", Form((SPACE, PHONE)))
    assert told == [("recent", "path.space", ["one", "two"])]


def test_one_notice_at_a_time_the_gravest_first(qtbot: QtBot) -> None:
    notices = Notices()
    told = listen(notices, "new_key_wanted", "network_wanted", "settings_wanted")
    notices.help()
    notices.on_notice(Notice("network", text("No network.")))
    notices.on_notice(Notice("key", text("Not accepted."), "acc"))
    assert notices.current.help is Help.NEW_KEY
    notices.help()
    notices.on_notice(Notice("key", text("Fine."), "acc", over=True))
    notices.help()
    notices.on_notice(Notice("disk", text("The disk is full.")))
    notices.help()
    assert told == [("new_key_wanted", "acc"), ("network_wanted",), ("settings_wanted",)]


def test_what_waits_since_a_vendor_asked_for_it_can_be_tried_at_once(qtbot: QtBot) -> None:
    notices = Notices()
    told = listen(notices, "hurry_wanted", "proxy_wanted")
    notices.on_notice(Notice("pace", text("Sela asked for a pause."), "acc"))
    assert notices.current is not None
    assert notices.current.button == "Try now"
    notices.help()
    assert told == [("hurry_wanted", "acc")]
    notices.on_notice(Notice("proxy", text("It is away.")))
    notices.help()
    assert told[1:] == [("proxy_wanted",)]
    notices.on_notice(Notice("proxy", text("It is back."), over=True))
    notices.on_notice(Notice("pace", text("It goes on."), "acc", over=True))
    assert notices.current is None
    notices.help()
    assert len(told) == 2


def test_what_the_person_did_is_answered_before_older_trouble(qtbot: QtBot) -> None:
    notices = Notices()
    trouble = Notice("disk", text("The disk is full."))
    notices.on_notice(trouble)
    notices.tell(text("Saved."), ok=True)
    assert notices.current.kind == "disk"
    notices.offer_undo(text("Deleted."))
    notices.on_notice(trouble)
    assert notices.current.help is Help.UNDO
    notices.offer_mending(text("It does not fit."), False)
    assert notices.current.help is Help.MEND
    notices.fail(text("Not saved."))
    assert notices.current.words == "Not saved."
    notices.on_notice(Notice("network", text("No network.")))
    assert notices.current.kind == "disk"
    notices.offer_undo(text("Deleted."))
    notices.dismiss()
    assert notices.current.kind == "disk"


def test_a_notice_goes_when_it_is_read_or_over(qtbot: QtBot) -> None:
    notices = Notices()
    notices.tell(text("Saved."), ok=True)
    notices.fail(text("Not saved."))
    assert notices.current.words == "Not saved."
    notices.dismiss()
    notices.dismiss()
    assert notices.current is None
    notices.on_store(KeyStoreView(False, text("There is no password store.")))
    notices.on_notice(Notice("info", text("By the way.")))
    assert notices.current.kind == "keyring"
    notices.help()
    notices.on_store(KeyStoreView(True, text("There is one.")))
    assert notices.current.kind == "info"
