"""Retry decisions: what may be repeated by itself, what must be asked about, and for how long to wait."""

from __future__ import annotations

import itertools

import pytest

from app.core.copies import replace
from app.core.engine.retry import (
    MOST_TRIES,
    Circumstances,
    Decision,
    Fail,
    NeedKey,
    Offline,
    Pass,
    Retry,
    Unknown,
    decide,
    delay,
)
from app.core.flow.outcome import Answered, Failed, FailureKind, SendError
from app.core.providers.model import Repeat
from app.core.schema.request import Reply
from app.core.text import text

NOW = 1_760_000_000.0
UNSAFE = (Repeat.DUPLICATES, Repeat.CHARGES)


def where(repeat: Repeat, tries: int = 0) -> Circumstances:
    return Circumstances(repeat, tries, NOW, lambda: 1.0)


def after_reply(repeat: Repeat, status: int, tries: int = 0, body: bytes = b"", **headers: str) -> Decision:
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return decide(Answered(Reply(status, named, body)), lambda _: text("words"), where(repeat, tries))


def after_failure(repeat: Repeat, kind: FailureKind, left: int, tries: int = 0, complete: bool = False) -> Decision:
    error = SendError(kind, text("broken"), bytes_left=left, complete=complete)
    return decide(Failed(error), lambda _: text("words"), where(repeat, tries))


@pytest.mark.parametrize("repeat", Repeat)
@pytest.mark.parametrize("status", [200, 201, 204, 302, 400, 402, 403, 404, 406, 409, 413, 422])
def test_what_the_flow_reads_itself_is_passed_on(repeat: Repeat, status: int) -> None:
    assert after_reply(repeat, status) == Pass()


@pytest.mark.parametrize("repeat", Repeat)
def test_a_refused_key_is_a_key_matter(repeat: Repeat) -> None:
    assert after_reply(repeat, 401) == NeedKey()


def test_a_401_of_who_never_saw_the_key_is_read_by_the_flow() -> None:
    bare = replace(where(Repeat.SAFE), with_key=False)
    assert decide(Answered(Reply(401, {}, b"")), lambda _: text("words"), bare) == Pass()


@pytest.mark.parametrize("status", [408, 429, 500, 502, 503, 504])
def test_safe_steps_are_repeated(status: int) -> None:
    assert isinstance(after_reply(Repeat.SAFE, status), Retry)
    assert isinstance(after_reply(Repeat.SAFE, status, tries=MOST_TRIES - 1), Fail)


@pytest.mark.parametrize("repeat", UNSAFE)
@pytest.mark.parametrize("status", [408, 500, 502, 504])
def test_an_unclear_reply_to_a_costly_step_is_never_repeated(repeat: Repeat, status: int) -> None:
    assert isinstance(after_reply(repeat, status), Unknown)


@pytest.mark.parametrize("repeat", [*UNSAFE, Repeat.LIMITED])
@pytest.mark.parametrize("status", [429, 503])
def test_a_server_that_says_it_did_nothing_is_believed(repeat: Repeat, status: int) -> None:
    assert isinstance(after_reply(repeat, status), Retry)


def test_an_unclear_reply_to_a_limited_step_fails() -> None:
    assert isinstance(after_reply(Repeat.LIMITED, 500), Fail)


@pytest.mark.parametrize("repeat", UNSAFE)
@pytest.mark.parametrize("kind", [FailureKind.TIMEOUT, FailureKind.BROKEN, FailureKind.BAD_REPLY])
@pytest.mark.parametrize("left", [1, 10**6])
def test_bytes_that_left_make_a_costly_step_unknown(repeat: Repeat, kind: FailureKind, left: int) -> None:
    for complete in (False, True):
        assert isinstance(after_failure(repeat, kind, left, complete=complete), Unknown)


@pytest.mark.parametrize("repeat", Repeat)
def test_what_certainly_did_not_leave_is_repeated(repeat: Repeat) -> None:
    assert isinstance(after_failure(repeat, FailureKind.BROKEN, 0), Retry)


@pytest.mark.parametrize("repeat", Repeat)
def test_a_host_that_does_not_even_let_connect_is_away_however_often_it_was_tried(repeat: Repeat) -> None:
    """A network behind which everything vanishes (a tunnel that broke, a cable at the router) refuses nothing."""
    met = after_failure(repeat, FailureKind.TIMEOUT, 0, tries=500)
    assert isinstance(met, Offline)
    assert met.kind == "network"
    assert not isinstance(after_failure(repeat, FailureKind.TIMEOUT, 1), Offline)


@pytest.mark.parametrize("repeat", Repeat)
def test_no_network_is_waited_for(repeat: Repeat) -> None:
    assert isinstance(after_failure(repeat, FailureKind.NO_NETWORK, 0, tries=500), Offline)
    error = Failed(SendError(FailureKind.NO_NETWORK, text("away")))
    impatient = Circumstances(repeat, 0, NOW, lambda: 1.0, offline=4, most_network_tries=5)
    assert decide(error, lambda _: text(""), impatient) == Fail(text("away"))
    assert isinstance(decide(error, lambda _: text(""), replace(impatient, offline=3)), Offline)


@pytest.mark.parametrize(
    "kind",
    [FailureKind.TLS, FailureKind.PROXY, FailureKind.BAD_ADDRESS, FailureKind.FILE_CHANGED, FailureKind.FILE_GONE],
)
def test_what_time_does_not_mend_fails(kind: FailureKind) -> None:
    assert after_failure(Repeat.SAFE, kind, 5) == Fail(text("broken"))


def test_a_safe_step_gives_up_in_the_end() -> None:
    assert isinstance(after_failure(Repeat.SAFE, FailureKind.BROKEN, 5, tries=MOST_TRIES - 1), Fail)


def test_s3_is_judged_by_its_code_not_by_its_status() -> None:
    transient = b"<Error><Code>RequestTimeout</Code></Error>"
    final = b"<Error><Code>EntityTooLarge</Code></Error>"
    assert isinstance(after_reply(Repeat.SAFE, 400, body=transient), Retry)
    assert after_reply(Repeat.SAFE, 400, body=final) == Pass()
    assert after_reply(Repeat.SAFE, 503, body=final) == Pass()


def test_no_combination_repeats_a_costly_step_whose_bytes_left() -> None:
    for repeat, kind, tries in itertools.product(UNSAFE, FailureKind, range(3)):
        assert not isinstance(after_failure(repeat, kind, 1, tries), Retry | Offline | Pass)


@pytest.mark.parametrize(
    "asked",
    ["0", "-5", "-1e400", "0.0", "Wed, 21 Oct 2015 07:28:00 GMT", "Mon, 01 Jan 0001 00:00:00 GMT", "soon", "nan"],
)
def test_who_asks_for_no_time_at_all_gets_the_usual_pauses(asked: str) -> None:
    """A vendor's date may be over by this computer's clock: eight tries in a moment would be eight for nothing."""
    decision = after_reply(Repeat.SAFE, 503, tries=3, retry_after=asked)
    assert isinstance(decision, Retry)
    assert decision.after == delay(3, lambda: 1.0) > 1.0


@pytest.mark.parametrize("asked", ["1e400", "inf", "99999999999", "Fri, 31 Dec 9999 23:59:59 GMT"])
def test_nobody_is_waited_for_longer_than_an_hour_at_once(asked: str) -> None:
    decision = after_reply(Repeat.SAFE, 503, retry_after=asked)
    assert isinstance(decision, Retry)
    assert decision.after == 3600.0


def test_an_error_of_the_storage_behind_a_success_is_read_as_the_error_that_it_is() -> None:
    said = b'<?xml version="1.0" encoding="UTF-8"?>\n\n<Error><Code>InternalError</Code></Error>'
    assert isinstance(after_reply(Repeat.SAFE, 200, body=said), Retry)
    assert isinstance(after_reply(Repeat.CHARGES, 200, body=said), Unknown)
    assert after_reply(Repeat.SAFE, 200, body=said.replace(b"InternalError", b"InvalidPart")) == Pass()
