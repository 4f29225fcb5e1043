"""What is under way is known until it has ended, gives back what it held, and tells how it ended."""

from __future__ import annotations

import asyncio

from app.core.engine.tasks import Tasks


class Story:
    def __init__(self) -> None:
        self.told: list[tuple[str, str]] = []
        self.given_back = 0
        self.tasks = Tasks(lambda key, error: self.told.append((key, repr(error))))
        self.go_on = asyncio.Event()

    def spawn(self, key: str, error: Exception | None = None) -> None:
        self.tasks.spawn(key, self._work(error), self._give_back)

    async def _work(self, error: Exception | None) -> None:
        await self.go_on.wait()
        if error is not None:
            raise error

    def _give_back(self) -> None:
        self.given_back += 1


async def test_it_is_told_how_it_ended() -> None:
    story = Story()
    for key, error in (("well", None), ("broken", ValueError("no")), ("stopped", None)):
        story.spawn(key, error)
    assert [key for key, _ in story.tasks.all()] == ["well", "broken", "stopped"]
    stopped = story.tasks.get("stopped")
    assert stopped is not None
    stopped.cancel()
    story.go_on.set()
    await asyncio.wait([task for _, task in story.tasks.all()])
    await asyncio.sleep(0)
    assert sorted(story.told) == [("broken", "ValueError('no')"), ("stopped", "None"), ("well", "None")]
    assert (story.given_back, story.tasks.all(), "well" in story.tasks) == (3, [], False)


async def test_the_end_of_an_earlier_one_leaves_the_later_one_known() -> None:
    story = Story()
    story.spawn("key")
    earlier = story.tasks.get("key")
    story.spawn("key")
    later = story.tasks.get("key")
    assert earlier is not None
    assert later is not None
    earlier.cancel()
    await asyncio.wait([earlier])
    await asyncio.sleep(0)
    assert story.tasks.get("key") is later
    story.go_on.set()
    await asyncio.wait([later])
