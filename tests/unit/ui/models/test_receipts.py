"""The history as rows: a heading a day, newest first."""

from __future__ import annotations

import time
from collections.abc import Callable

from PySide6.QtCore import QAbstractItemModel, Qt

from app.core.transfer import Receipt
from app.ui.models.details_view import receipt_view
from app.ui.models.receipts import ReceiptModel

DAY = 86_400.0


def a_receipt(ended_at: float, *names: str) -> Receipt:
    return Receipt("t", "vendor", "account", ended_at, names, 4100, {n: "ab" * 32 for n in names}, "id-1", "req-1")


def test_days_are_headings(watched: Callable[[QAbstractItemModel], None]) -> None:
    model = ReceiptModel(lambda _: "Vendor")
    watched(model)
    now = time.time()
    model.fill([a_receipt(now, "a.csv"), a_receipt(now - 1, "b.csv", "c.csv"), a_receipt(now - 30 * DAY, "d.csv")])
    names = [model.index(row).data() for row in range(model.rowCount())]
    assert names[:3] == ["Today", "a.csv", "b.csv and 1 more"]
    assert len(names) == 5
    assert model.receipt(0) is None
    assert model.receipt(99) is None
    assert not model.index(0).flags() & Qt.ItemFlag.ItemIsSelectable
    assert "4.1 KB · Vendor" in model.index(1).data(Qt.ItemDataRole.AccessibleTextRole)
    model.fill([])
    assert model.rowCount() == 0


def test_a_receipt_shows_what_can_be_proved() -> None:
    view = receipt_view(a_receipt(time.time(), "a.csv", "b.csv"), "Vendor", time.time())
    copied = {fact.name: fact.value for fact in (*view.results, *view.facts) if fact.copied}
    assert copied == {
        "Id at the vendor": "id-1",
        "SHA-256 of a.csv": "ab" * 32,
        "SHA-256 of b.csv": "ab" * 32,
        "Request id": "req-1",
    }
