import logging
from collections.abc import Callable
from pathlib import Path

import pytest

from adapters.key_ring.file import FileKeyRing
from adapters.key_ring.ring_file import RingFile
from adapters.key_ring.watcher import WatchedKeyRing
from application.ports.key_ring import KeyAlgorithm, KeyRingError
from tests.support.clocks import StoppedClock
from tests.support.eventually import eventually


@pytest.fixture
def watched(ring: FileKeyRing, clock: StoppedClock) -> WatchedKeyRing:
    return WatchedKeyRing(RingFile(ring.file.path), clock)


def kids(watched: WatchedKeyRing) -> list[str]:
    return [key["kid"] for key in watched.public()]


async def test_a_ring_is_unknown_until_it_is_watched(watched: WatchedKeyRing) -> None:
    with pytest.raises(RuntimeError, match="not open"):
        watched.signing()


async def test_without_a_file_there_is_nothing_to_begin_with(watched: WatchedKeyRing) -> None:
    with pytest.raises(KeyRingError, match="cortex keys generate"):
        async with watched.watch():
            pass


async def test_a_change_is_seen_without_a_restart(
    ring: FileKeyRing, watched: WatchedKeyRing, clock: StoppedClock
) -> None:
    first = ring.generate(KeyAlgorithm.EDDSA)
    async with watched.watch():
        _before, second = ring.rotate()
        await eventually(lambda: knows(watched, 2))
        assert watched.signing().kid == first.kid
        clock.pass_time(minutes=5)
        assert watched.signing().kid == second.kid
        clock.pass_time(minutes=20)
        assert kids(watched) == [second.kid]
        assert watched.find(first.kid, clock.now()) is None


@pytest.mark.parametrize("damage", [lambda file: file.write_bytes(b"{"), lambda file: file.unlink()])
async def test_a_ring_that_is_damaged_meanwhile_is_logged_and_the_last_good_one_is_kept(
    ring: FileKeyRing, watched: WatchedKeyRing, caplog: pytest.LogCaptureFixture, damage: Callable[[Path], object]
) -> None:
    first = ring.generate(KeyAlgorithm.EDDSA)
    good = ring.file.path.read_bytes()
    async with watched.watch():
        with caplog.at_level(logging.WARNING, "cortex.keys"):
            damage(ring.file.path)
            await eventually(lambda: told(caplog, 1))
        assert watched.signing().kid == first.kid
        ring.file.path.write_bytes(good)
        ring.file.path.chmod(0o600)
        ring.rotate()
        await eventually(lambda: knows(watched, 2))
    assert caplog.messages.count("key_ring_unreadable") == 1


async def test_the_watch_ends_with_its_block(ring: FileKeyRing, watched: WatchedKeyRing) -> None:
    ring.generate(KeyAlgorithm.EDDSA)
    async with watched.watch():
        pass
    ring.rotate()
    assert len(kids(watched)) == 1


async def knows(watched: WatchedKeyRing, count: int) -> bool:
    return len(kids(watched)) == count


async def told(caplog: pytest.LogCaptureFixture, count: int) -> bool:
    return len(caplog.records) >= count
