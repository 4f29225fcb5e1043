"""OptimalDial's flow: one request that costs credits, followed to its end; cancel, downloads, recovery."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from app.core.flow.actions import Finished, Found, KeyVerdict, NotFound, Polling, Recorded, Refused, Several
from app.core.flow.keytest import key_test
from app.core.flow.lane import lane
from app.core.flow.offers import action_lane, offers
from app.core.flow.recover import Attempt, recovery
from app.core.flow.texts import cost_text
from app.core.providers.model import Repeat

VALUES = {"body.phone_column": "Mobile"}
ID = "3c90c3cc-0d44-4b50-8888-8dd25736052a"


def upload(status: str = "ready_for_processing", **more: object) -> dict[str, object]:
    return {"id": ID, "status": status, "valid_row_count": 150, "credits_charged": 150, **more}


def created(status: str = "ready_for_processing") -> dict[str, Recorded]:
    outputs = {"id": ID, "status": status, "valid": 150, "invalid": 0, "charged": 150}
    return {"create": Recorded(outputs, 1.0)}


def test_the_csv_and_its_column_go_in_one_request(scope, stage, make_file, reply, body_of) -> None:
    values = {**VALUES, "body.skip_mobile_lookup": True}
    where = scope("optimaldial", values=values, files=[make_file("leads.csv", b"Mobile\n1\n")])
    script = {"create": reply(200, upload()), "watch": reply(200, upload("completed", credits_charged=149))}
    played = stage.play(lane(where), script)
    create = played.call("create")
    assert (create.request.method, create.request.url) == ("POST", "https://api.optimaldial.com/api/v1/uploads")
    assert create.repeat is Repeat.CHARGES
    body = body_of(create.request)
    assert b'name="phone_column"\r\n\r\nMobile\r\n' in body
    assert b'name="skip_mobile_lookup"\r\n\r\ntrue\r\n' in body
    assert b"filename_override" not in body
    assert body.index(b'name="file"; filename="leads.csv"\r\nContent-Type: text/csv') > body.index(b"phone_column")
    assert played.call("watch").request.url.endswith(f"/uploads/{ID}")
    assert isinstance(played.end, Finished)
    assert "150 valid numbers, 149 credits" in str(played.end.result.text)


def test_the_cost_is_told_before(scope, make_file) -> None:
    where = scope("optimaldial", values=VALUES, files=[make_file("leads.csv")])
    words = str(cost_text(where, 1204, {"phone_us": 1150}))
    assert "about 1150 credits for 1204 rows" in words


@pytest.mark.parametrize(
    ("status", "needs_person"),
    [
        ("validating", False),
        ("ready_for_processing", False),
        ("processing", False),
        ("pending_mapping", True),
        ("awaiting_confirmation", True),
        ("brand_new", False),
    ],
)
def test_every_status_on_the_way_has_words(scope, stage, make_file, reply, status, needs_person) -> None:
    where = scope("optimaldial", values=VALUES, files=[make_file("a.csv")], recorded=created())
    played = stage.play(lane(where), {"watch": reply(200, upload(status))}, created())
    assert isinstance(played.end, Polling)
    assert played.end.needs_person is needs_person
    assert "OptimalDial" in str(played.end.say)
    assert played.recorded["watch#seen"].outputs == {"status": status}
    again = scope("optimaldial", values=VALUES, files=[make_file("a.csv")], recorded=played.recorded)
    assert stage.play(lane(again), {"watch": reply(200, upload(status))}, played.recorded).actions[1:] == []


@pytest.mark.parametrize(
    ("status", "cancelled"), [("failed", False), ("validation_failed", False), ("cancelled", True)]
)
def test_every_bad_end_has_words(scope, stage, make_file, reply, status, cancelled) -> None:
    where = scope("optimaldial", values=VALUES, files=[make_file("a.csv")], recorded=created())
    answer = reply(200, upload(status, error_message="Row 7 is odd"))
    played = stage.play(lane(where), {"watch": answer}, created())
    assert isinstance(played.end, Refused)
    assert played.end.cancelled is cancelled
    assert "OptimalDial says: “Row 7 is odd”" in str(played.end.words)


@pytest.mark.parametrize(
    ("status", "said"),
    [
        (400, "phone column “Mobile”"),
        (401, "did not accept the key"),
        (402, "not have enough credits"),
        (403, "no active OptimalDial subscription"),
        (404, "Check the account's server"),
        (413, "larger than the 100 MB"),
        (415, "CSV files only"),
        (422, "fewer than 100 valid"),
        (429, "60 uploads a minute"),
        (503, "not available"),
    ],
)
def test_each_refusal_says_that_nothing_was_charged(scope, stage, make_file, reply, status, said) -> None:
    where = scope("optimaldial", values=VALUES, files=[make_file("a.csv")])
    detail = {"detail": {"error": "insufficient", "limit": 1, "observed": 2}}
    played = stage.play(lane(where), {"create": reply(status, detail)})
    assert isinstance(played.end, Refused)
    assert said in str(played.end.words)
    assert "Nothing was charged" in str(played.end.words)
    assert "OptimalDial says: “insufficient”" in str(played.end.words)


def test_an_error_of_the_server_leaves_it_open_whether_it_charged(scope, stage, make_file, reply) -> None:
    where = scope("optimaldial", values=VALUES, files=[make_file("a.csv")])
    played = stage.play(lane(where), {"create": reply(500, {"detail": "boom"})})
    assert "may have charged" in str(played.end.words)


def item(name: str = "a.csv", size: int = 8, created_at: float = 0, **more: object) -> dict[str, object]:
    at = datetime.fromtimestamp(created_at, UTC).isoformat()
    return {"original_filename": name, "file_size_bytes": size, "created_at": at, **upload(), **more}


def test_a_lost_reply_is_looked_up_by_name_size_and_time(scope, stage, make_file, reply, clock) -> None:
    where = scope("optimaldial", values=VALUES, files=[make_file("a.csv")])
    attempted = clock.at - 30
    listed = [
        item(created_at=clock.at - 3000),
        item(name="b.csv", created_at=clock.at),
        item(size=9, created_at=clock.at),
        item(created_at=clock.at - 20, id="right"),
    ]
    date = datetime.fromtimestamp(clock.at, UTC).strftime("%a, %d %b %Y %H:%M:%S GMT")
    script = {"create.recover": reply(200, {"data": listed, "next_cursor": None}, date=date)}
    played = stage.play(recovery(where, "create", Attempt(attempted, lambda: 30.0)), script)
    assert played.calls[0].request.url.endswith("/uploads?limit=100")
    assert isinstance(played.end, Found)
    assert played.end.outputs["id"] == "right"
    assert played.end.outputs["charged"] == 150
    # The found outputs are those of the step: the lane goes on from them.
    recorded = {"create": Recorded(played.end.outputs, clock.at)}
    went_on = stage.play(
        lane(scope("optimaldial", values=VALUES, files=[make_file("a.csv")], recorded=recorded)),
        {"watch": reply(200, upload("completed"))},
        recorded,
    )
    assert went_on.steps == ["watch"]


def test_the_search_goes_on_over_the_pages(scope, stage, make_file, reply, clock) -> None:
    values = {**VALUES, "body.filename_override": "renamed.csv"}
    where = scope("optimaldial", values=values, files=[make_file("a.csv")])
    pages = [
        reply(200, {"data": [item(created_at=clock.at)], "next_cursor": "p2"}),
        reply(200, {"data": [item("renamed.csv", created_at=clock.at)], "next_cursor": None}),
    ]
    played = stage.play(recovery(where, "create", Attempt(clock.at)), {"create.recover": pages})
    assert [c.request.url.partition("?")[2] for c in played.calls] == ["limit=100", "limit=100&cursor=p2"]
    assert isinstance(played.end, Found)
    endless = reply(200, {"data": [], "next_cursor": "again"})
    played = stage.play(recovery(where, "create", Attempt(clock.at)), {"create.recover": endless})
    assert (len(played.calls), played.end) == (20, NotFound(looked=False)), "what comes after them may list it"
    endless = reply(200, {"data": [item("renamed.csv", created_at=clock.at)], "next_cursor": "again"})
    assert stage.play(recovery(where, "create", Attempt(clock.at)), {"create.recover": endless}).end == Several(20)


def test_what_cannot_be_told_is_left_to_the_person(scope, stage, make_file, reply, clock) -> None:
    where = scope("optimaldial", values=VALUES, files=[make_file("a.csv")])

    def look(*answers: object) -> object:
        listed = reply(200, {"data": list(answers)})
        return stage.play(recovery(where, "create", Attempt(clock.at)), {"create.recover": listed}).end

    assert look() == NotFound()
    assert look(item(created_at=clock.at), item(created_at=clock.at)) == Several(2)
    assert look(item(created_at=clock.at) | {"created_at": "yesterday"}) == Several(1)
    assert look(item(created_at=clock.at) | {"id": None}) == Several(1)
    assert look("nonsense", None) == NotFound()
    for bad in (reply(503), reply(200, {"data": "x"}), reply(200, b"<html>")):
        assert stage.play(recovery(where, "create", Attempt(1)), {"create.recover": bad}).end == NotFound(looked=False)
    assert stage.play(recovery(where, "watch", Attempt(1)), {}).end == NotFound(looked=False)
    assert stage.play(recovery(where, "nothing", Attempt(1)), {}).end == NotFound(looked=False)


def test_a_wrong_clock_here_does_not_hide_the_upload(scope, stage, make_file, reply, clock) -> None:
    where = scope("optimaldial", values=VALUES, files=[make_file("a.csv")])
    theirs = clock.at - 7200  # this computer is two hours ahead
    date = datetime.fromtimestamp(theirs, UTC).strftime("%a, %d %b %Y %H:%M:%S GMT")
    old, fresh = item(created_at=theirs - 600), item(created_at=theirs - 5)
    script = {"create.recover": reply(200, {"data": [old, fresh]}, date=date)}
    assert isinstance(stage.play(recovery(where, "create", Attempt(clock.at - 10, lambda: 10.0)), script).end, Found)


def test_cancelling_there_gives_the_credits_back(scope, stage, make_file, reply) -> None:
    where = scope("optimaldial", values=VALUES, files=[make_file("a.csv")], recorded=created())
    assert [a.id for a in offers(where.provider, "processing", created())] == [
        "cancel_there",
        "download_original",
        "look",
    ]
    seen = {**created(), "watch#seen": Recorded({"status": "Processing"}, 5.0)}
    assert "cancel_there" not in [a.id for a in offers(where.provider, "processing", seen)]
    back = {"status": "cancelled", "credits_refunded": 150}
    played = stage.play(action_lane(where, "cancel_there"), {"cancel_there": reply(200, back)})
    assert played.calls[0].request.method == "DELETE"
    assert played.end.ok
    assert played.end.becomes == "cancelled"
    assert str(played.end.say) == "Cancelled at OptimalDial. 150 credits came back."
    late = stage.play(action_lane(where, "cancel_there"), {"cancel_there": reply(409)})
    assert not late.end.ok
    assert "The credits stay spent" in str(late.end.say)


@pytest.mark.parametrize(
    ("action", "variant", "name"),
    [
        ("download_processed", "processed", "leads processed.csv"),
        ("download_filtered", "processed-filtered", "leads processed and filtered.csv"),
        ("download_original", "original", "leads.csv"),
    ],
)
def test_results_are_downloaded_through_signed_links(scope, stage, make_file, reply, action, variant, name) -> None:
    where = scope("optimaldial", values=VALUES, files=[make_file("leads.csv")], recorded=created())
    answer = {"download_url": "https://files.example.com/x?sig=1", "expires_at": 1.5e9}
    played = stage.play(action_lane(where, action), {action: reply(200, answer)})
    assert played.calls[0].request.url.endswith(f"/{ID}/download/{variant}")
    download = played.end.download
    assert (download.method, download.url) == ("GET", answer["download_url"])
    assert download.storage
    assert download.credential is None
    assert played.end.file_name == name
    for bad in ({}, {"download_url": "file:///etc/passwd"}, {"download_url": 7}):
        refused = stage.play(action_lane(where, action), {action: reply(200, bad)})
        assert not refused.end.ok
        assert refused.end.download is None
    missing = stage.play(action_lane(where, action), {action: reply(404)})
    assert not missing.end.ok


@pytest.mark.parametrize(("status", "verdict"), [(200, "works"), (401, "rejected"), (403, "unclear")])
def test_the_key_is_tried_with_a_list_of_one(scope, stage, reply, status, verdict) -> None:
    played = stage.play(key_test(scope("optimaldial")), {"test": reply(status, {"data": []})})
    assert played.end.verdict is KeyVerdict(verdict)
    assert played.call("test").request.url.endswith("/uploads?limit=1")


def told(at: float) -> str:
    return datetime.fromtimestamp(at, UTC).strftime("%a, %d %b %Y %H:%M:%S GMT")


@pytest.mark.parametrize("set_by", [-86_400.0, -3600.0, 0.0, 3600.0, 86_400.0])
@pytest.mark.parametrize("known", ["ago", "theirs"])
def test_a_clock_that_was_set_since_the_attempt_neither_hides_the_upload_nor_takes_another_one(
    scope, stage, make_file, reply, clock, set_by: float, known: str
) -> None:
    where = scope("optimaldial", values=VALUES, files=[make_file("a.csv")])
    theirs, attempted = clock.at, clock.at - 60
    attempt = Attempt(attempted, lambda: 60.0) if known == "ago" else Attempt(attempted, theirs=attempted)
    clock.at += set_by
    old, fresh = item(created_at=attempted - 600), item(created_at=attempted + 1)

    def look(*listed: object) -> object:
        script = {"create.recover": reply(200, {"data": list(listed)}, date=told(theirs))}
        return stage.play(recovery(where, "create", attempt), script).end

    assert isinstance(look(old, fresh), Found)
    assert look(old) == NotFound()


def test_where_only_this_computer_s_clock_tells_what_is_older_is_for_the_person_to_judge(
    scope, stage, make_file, reply, clock
) -> None:
    where = scope("optimaldial", values=VALUES, files=[make_file("a.csv")])
    for date in ({}, {"date": told(clock.at)}):
        for listed, end in (([item(created_at=clock.at - 600)], Several(1)), ([item("b.csv")], NotFound())):
            script = {"create.recover": reply(200, {"data": listed}, **date)}
            assert stage.play(recovery(where, "create", Attempt(clock.at - 60)), script).end == end


def test_without_the_vendor_s_time_what_passed_since_is_not_enough(scope, stage, make_file, reply, clock) -> None:
    where = scope("optimaldial", values=VALUES, files=[make_file("a.csv")])
    script = {"create.recover": reply(200, {"data": [item(created_at=clock.at - 100)]})}
    assert isinstance(stage.play(recovery(where, "create", Attempt(clock.at - 60, lambda: 60.0)), script).end, Found)


def test_what_was_made_later_than_the_vendor_says_it_is_now_is_for_the_person_to_judge(
    scope, stage, make_file, reply, clock
) -> None:
    """A gateway whose clock stands in 1970 says nothing of when an upload came to the vendor behind it."""
    where = scope("optimaldial", values=VALUES, files=[make_file("a.csv")])
    for theirs in (0.0, clock.at - 600):
        script = {"create.recover": reply(200, {"data": [item(created_at=clock.at - 100)]}, date=told(theirs))}
        for attempt in (Attempt(clock.at, lambda: 60.0), Attempt(clock.at, theirs=theirs - 60)):
            assert stage.play(recovery(where, "create", attempt), script).end == Several(1)
