"""What a vendor asked for an account is there after a restart, once for each account."""

from __future__ import annotations

from app.core.storage.holds import Hold
from app.core.storage.journal import Journal


async def test_the_last_word_for_each_account_is_kept(journal: Journal) -> None:
    await journal.write(Hold("one", 50.0, 30.0), Hold("other", 60.0, 10.0))
    await journal.write(Hold("one", 90.0, 45.0))
    await journal.close()
    again = await Journal.open(journal.path)
    assert sorted(await again.holds(), key=lambda hold: hold.until) == [
        Hold("other", 60.0, 10.0),
        Hold("one", 90.0, 45.0),
    ]
    await again.close()
