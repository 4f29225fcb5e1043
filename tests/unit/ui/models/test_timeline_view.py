"""The timeline in words: requests, how they came out, and the waits between them."""

from __future__ import annotations

from app.core.copies import replace
from app.core.services.model import ExchangeView
from app.ui.models.timeline_view import said, time_lines

ONE = ExchangeView("ask", "Ask", 1000.0, 1000.25, 1, 0, 200, "", "POST https://x.example/", "200\n\nfine")
LOST = ExchangeView("send", "Send", 1000.3, 1004.3, 2, 2048, 0, "The connection broke.", "PUT https://y.example/", "")


def test_each_request_is_a_line_with_how_it_came_out() -> None:
    lines = time_lines([ONE, LOST])
    assert [(line.words, line.outcome, line.mark.role) for line in lines] == [
        ("Ask", "200 · 0.2 s", "ok"),
        ("Send (try 2)", "No answer · 4.0 s", "error"),
    ]
    refused = replace(ONE, status=404)
    assert time_lines([refused])[0].mark.role == "error"


def test_a_wait_between_two_requests_is_a_line_of_its_own() -> None:
    lines = time_lines([ONE, replace(LOST, began=1090.25)])
    assert [line.words for line in lines] == ["Ask", "Waited 2 min", "Send (try 2)"]
    assert [line.words for line in time_lines([ONE, replace(LOST, began=1001.0)])] == ["Ask", "Send (try 2)"]


def test_what_was_left_out_is_counted_where_it_was() -> None:
    first = replace(ONE, left_out=1_234)
    later = [replace(ONE, attempt=n, began=9000.0 + n, ended=9000.5 + n) for n in (1236, 1237)]
    lines = time_lines([first, LOST, *later])
    words = ["Ask", "Send (try 2)", "1,234 tries between are not kept", "Ask (try 1236)", "Ask (try 1237)"]
    assert [line.words for line in lines] == words
    assert (lines[2].time, lines[2].mark.role) == (lines[3].time, "muted")
    blocks = said([first, LOST, *later]).split("\n\n\n")
    assert (len(blocks), blocks[2]) == (5, "1,234 tries between are not kept")
    one = time_lines([replace(ONE, left_out=1), *later])
    assert one[1].words == "1 try between is not kept"


def test_the_first_line_and_the_newest_are_shown_and_all_of_them_can_be_read() -> None:
    many = [replace(ONE, label=f"Ask {n}", began=1000.0 + n, ended=1000.5 + n) for n in range(100)]
    lines = [line.words for line in time_lines(many)]
    assert (lines[0], lines[1], lines[2], lines[-1]) == (
        "Ask 0", "61 lines between are in “Requests and replies”", "Ask 62", "Ask 99"
    )  # fmt: skip
    assert len(lines) == 40
    assert [line.words for line in time_lines(many[:40])] == [f"Ask {n}" for n in range(40)]
    assert said(many).count("POST https://x.example/") == 100


def test_the_text_holds_request_answer_and_what_left() -> None:
    words = said([ONE, LOST])
    assert "Took 250 ms\n\nPOST https://x.example/\n\nAnswer:\n200\n\nfine" in words
    assert "Took 4000 ms · 2.0 KB of the file left\n\nPUT https://y.example/\n\nAnswer:\nThe connection broke." in words
    assert said([replace(ONE, reply="")]).endswith("Answer:\n200")
    assert said([]) == ""


def test_what_was_cut_off_is_said_to_have_been_stopped() -> None:
    stopped = replace(LOST, problem="stopped", stopped=True)
    [line] = time_lines([stopped])
    assert (line.outcome, line.mark.role) == ("Stopped · 4.0 s", "muted")
    assert said([stopped]).endswith("Answer:\nStopped before one came.")
