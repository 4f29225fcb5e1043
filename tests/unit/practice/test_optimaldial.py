"""OptimalDial's page: the list, what it costs, its way, its end, its downloads."""

from __future__ import annotations

import csv
import io

import pytest

BASE = "/api/v1/uploads"
ALL = 147  # valid numbers in the sample


def numbers(count, *, header="phone", bad=0):
    rows = [header, *(f"212555{n:04d}" for n in range(count)), *("123" for _ in range(bad))]
    return "\n".join(rows).encode()


async def test_a_list_is_charged_at_once(practice, caller):
    answer = await caller.dial()
    assert answer.status_code == 200
    upload = answer.json()
    assert upload["status"] == "ready_for_processing"
    assert (upload["valid_row_count"], upload["invalid_row_count"]) == (ALL, 3)
    assert (upload["credits_required"], upload["credits_charged"], upload["credits_refunded"]) == (ALL, ALL, 0)
    assert upload["original_filename"] == "leads.csv"
    assert len(upload) == 21
    assert practice.charges() == ALL
    (got,) = practice.received("optimaldial")
    assert (got.id, got.name, got.size) == (upload["id"], "leads.csv", upload["file_size_bytes"])
    assert got.fields == (("phone_column", "mobile"),)


async def test_a_second_one_is_charged_again(practice, caller):
    await caller.dial()
    await caller.dial()
    assert practice.charges() == 2 * ALL


async def test_the_status_moves_with_time(caller, clock):
    upload = (await caller.dial()).json()["id"]
    seen = []
    for _ in range(3):
        seen.append((await caller.get("optimaldial", f"{BASE}/{upload}")).json()["status"])
        clock.time += 3
    assert seen == ["ready_for_processing", "processing", "completed"]


async def test_cancelled_before_work_the_credits_come_back(practice, caller, clock):
    upload = (await caller.dial()).json()["id"]
    path = caller.url("optimaldial", f"{BASE}/{upload}")
    answer = await caller.web.delete(path, headers=caller.auth("optimaldial"))
    assert (answer.status_code, answer.json()) == (200, {"status": "cancelled", "credits_refunded": ALL})
    assert (practice.charges(), practice.refunds(), practice.dialler.account.balance) == (ALL, ALL, 100_000)
    looked = (await caller.get("optimaldial", f"{BASE}/{upload}")).json()
    assert (looked["status"], looked["credits_refunded"]) == ("cancelled", ALL)
    again = await caller.web.delete(path, headers=caller.auth("optimaldial"))
    assert (again.status_code, practice.refunds()) == (409, ALL)


async def test_once_at_work_it_cannot_be_cancelled(practice, caller, clock):
    upload = (await caller.dial()).json()["id"]
    clock.time += 3
    path = caller.url("optimaldial", f"{BASE}/{upload}")
    assert (await caller.web.delete(path, headers=caller.auth("optimaldial"))).status_code == 409
    assert practice.refunds() == 0


@pytest.mark.parametrize(
    ("data", "status"),
    [
        ({}, 400),
        ({"phone_column": ""}, 400),
        ({"phone_column": "Mobile"}, 400),
        ({"phone_column": ["mobile", "mobile"]}, 400),
        ({"phone_column": "mobile", "skip_mobile_lookup": "maybe"}, 422),
        ({"phone_column": "name"}, 422),
    ],
)
async def test_wrong_fields_cost_nothing(practice, caller, data, status):
    answer = await caller.dial(data=data)
    assert answer.status_code == status
    assert isinstance(answer.json()["detail"], str)
    assert (practice.charges(), practice.received("optimaldial")) == (0, [])


@pytest.mark.parametrize("content", [b"", b"\xff\xfe1", b"mobile\0\n1", b'mobile\n"' + b"x" * 200_000])
async def test_what_is_no_csv_is_refused(caller, content):
    assert (await caller.dial(content)).status_code == 400


async def test_a_hundred_valid_numbers_at_least(practice, caller):
    column = {"phone_column": "phone"}
    assert (await caller.dial(numbers(99, bad=50), data=column)).status_code == 422
    assert (await caller.dial(numbers(100, bad=50), data=column)).status_code == 200
    assert practice.charges() == 100


async def test_a_byte_order_mark_is_no_part_of_the_header(caller):
    content = b"\xef\xbb\xbf" + numbers(100)
    assert (await caller.dial(content, data={"phone_column": "phone"})).status_code == 200


async def test_too_few_credits(practice, caller):
    practice.dialler.account.balance = ALL - 1
    answer = await caller.dial()
    assert answer.status_code == 402
    assert practice.charges() == 0
    practice.dialler.account.balance = ALL
    assert (await caller.dial()).status_code == 200


async def test_over_a_hundred_megabytes(practice, caller):
    class Long(io.BytesIO):
        """A list of spaces that is never held as a whole."""

        def __init__(self, size):
            super().__init__()
            self.left = size
            self.size = size

        def read(self, count=-1):
            take = min(self.left, count if count >= 0 else self.left)
            self.left -= take
            return b" " * take

        def seek(self, offset, whence=0):
            return self.size if whence == 2 else 0

        def tell(self):
            return 0

    files = {"file": ("big.csv", Long(100 * 1024 * 1024 + 1))}
    answer = await caller.dial(files=files)
    assert answer.status_code == 413
    assert practice.received("optimaldial") == []


async def test_the_name_can_be_overridden(caller, practice):
    data = {"phone_column": "mobile", "skip_mobile_lookup": "true", "filename_override": "may.csv"}
    upload = (await caller.dial(data=data)).json()
    assert (upload["original_filename"], upload["skip_mobile_lookup"]) == ("may.csv", True)


@pytest.mark.parametrize("files", [None, {"list": ("a.csv", b"x")}, {"file": (None, b"x")}])
async def test_the_file_is_required(caller, files):
    if files is None:
        files = {"other": (None, b"x")}
    assert (await caller.dial(files=files)).status_code == 400


async def test_only_multipart(caller):
    answer = await caller.dial(files=None, data=None, json={"phone_numbers": []})
    assert answer.status_code == 415


async def test_keys(caller):
    answer = await caller.dial(headers={})
    assert (answer.status_code, answer.headers["WWW-Authenticate"]) == (401, "Bearer")
    assert isinstance(answer.json()["detail"], str)
    assert (await caller.dial(headers=caller.auth("optimaldial", "Token"))).status_code == 401
    assert caller.practice.keys["optimaldial"].startswith("od_live_")
    assert len(caller.practice.keys["optimaldial"]) == len("od_live_") + 32


async def test_sixty_writes_a_minute(caller, clock):
    headers = caller.auth("optimaldial")
    path = caller.url("optimaldial", f"{BASE}/none")
    for _ in range(60):
        assert (await caller.web.delete(path, headers=headers)).status_code == 404
    clock.time += 20
    refused = await caller.dial()
    assert refused.status_code == 429
    assert refused.headers["Retry-After"] == "40"
    assert refused.json()["detail"] == {
        "error": "rate_limit_exceeded", "limit": 60, "observed": 61, "retry_after_seconds": 40,
    }  # fmt: skip
    assert (await caller.get("optimaldial", BASE)).status_code == 200
    clock.time += 40
    assert (await caller.dial()).status_code == 200


async def test_the_list_is_newest_first_with_a_cursor(caller):
    made = [(await caller.dial()).json()["id"] for _ in range(3)]
    first = (await caller.get("optimaldial", f"{BASE}?limit=2")).json()
    assert [u["id"] for u in first["data"]] == [made[2], made[1]]
    second = (await caller.get("optimaldial", f"{BASE}?limit=2&cursor={first['next_cursor']}")).json()
    assert ([u["id"] for u in second["data"]], second["next_cursor"]) == ([made[0]], None)
    for query in ("limit=0", "limit=101", "limit=x", "cursor=x", "cursor=AAAA", "cursor=%FF"):
        assert (await caller.get("optimaldial", f"{BASE}?{query}")).status_code == 422


async def test_results_come_from_the_storage_by_a_signed_link(caller, clock):
    upload = (await caller.dial()).json()["id"]
    path = f"{BASE}/{upload}/download"
    assert (await caller.get("optimaldial", f"{path}/processed")).status_code == 409
    assert (await caller.get("optimaldial", f"{path}/secrets")).status_code == 404
    clock.time += 6
    rows = {}
    for kind in ("original", "processed", "processed-filtered"):
        link = (await caller.get("optimaldial", f"{path}/{kind}")).json()
        assert link["expires_at"] == clock.time + 3600
        fetched = await caller.web.get(link["download_url"])
        assert fetched.headers["Content-Type"] == "text/csv"
        rows[kind] = list(csv.reader(io.StringIO(fetched.text)))
    assert [len(r) - 1 for r in rows.values()] == [150, 150, ALL]
    assert rows["processed"][0][-1] == "valid"
    clock.time += 3601
    assert (await caller.web.get(link["download_url"])).status_code == 403


async def test_nobodys_upload(caller):
    assert (await caller.get("optimaldial", f"{BASE}/none")).status_code == 404
    assert (await caller.get("optimaldial", f"{BASE}/none/download/original")).status_code == 404
