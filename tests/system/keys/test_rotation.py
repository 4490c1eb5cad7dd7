"""What becomes of keys: published, then signing, then accepted for a while, then forgotten."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest

from adapters.key_ring.file import FileKeyRing
from adapters.key_ring.ring import PROPAGATION_DELAY
from application.ports.key_ring import KeyAlgorithm, KeyInfo, KeyRingError, KeyState
from tests.support.clocks import NOON, StoppedClock
from tests.system.keys.rings import NOTICE, OVERLAP

ED, ES, RS = KeyAlgorithm


def states(ring: FileKeyRing) -> list[KeyState]:
    return [key.state for key in ring.list()]


@pytest.mark.parametrize("algorithm", KeyAlgorithm)
def test_the_first_key_signs_at_once(ring: FileKeyRing, algorithm: KeyAlgorithm) -> None:
    made = ring.generate(algorithm)
    assert (made.algorithm, made.state, made.signs_from) == (algorithm, KeyState.ACTIVE, NOON)
    assert ring.list() == (made,)


def test_a_generated_key_is_published_and_waits_until_it_is_promoted(ring: FileKeyRing, clock: StoppedClock) -> None:
    ring.generate(ED)
    ring.generate(RS)
    clock.pass_time(days=30)
    assert states(ring) == [KeyState.ACTIVE, KeyState.NEXT]


def test_only_one_key_waits(ring: FileKeyRing) -> None:
    ring.generate(ED)
    waiting = ring.generate(ED)
    with pytest.raises(KeyRingError, match=f"{waiting.kid} waits already"):
        ring.generate(ED)
    assert len(ring.list()) == 2


def test_a_new_key_is_published_for_a_while_before_it_signs(ring: FileKeyRing, clock: StoppedClock) -> None:
    ring.generate(ES)
    before, after = ring.rotate()
    assert (after.algorithm, after.signs_from) == (ES, NOON + NOTICE)
    clock.pass_time(seconds=NOTICE.total_seconds() - 1)
    assert [key.state for key in ring.list()] == [KeyState.ACTIVE, KeyState.NEXT]
    clock.pass_time(seconds=1)
    assert [(key.kid, key.state) for key in ring.list()] == [
        (before.kid, KeyState.RETIRING),
        (after.kid, KeyState.ACTIVE),
    ]


def test_the_old_key_is_accepted_for_the_overlap_and_is_over_then(ring: FileKeyRing, clock: StoppedClock) -> None:
    ring.generate(ED)
    before, after = ring.rotate()
    assert before.accepted_until == NOON + NOTICE + OVERLAP
    clock.pass_time(seconds=(NOTICE + OVERLAP).total_seconds() - 1)
    assert states(ring) == [KeyState.RETIRING, KeyState.ACTIVE]
    clock.pass_time(seconds=1)
    assert [key.kid for key in ring.list()] == [after.kid]


def test_a_key_that_waited_long_enough_signs_as_soon_as_everybody_knows(ring: FileKeyRing, clock: StoppedClock) -> None:
    ring.generate(ED)
    waiting = ring.generate(RS)
    clock.pass_time(hours=1)
    _before, after = ring.rotate()
    assert (after.kid, after.signs_from) == (waiting.kid, clock.now() + PROPAGATION_DELAY)


def test_rotating_again_while_a_rotation_is_under_way_changes_nothing(ring: FileKeyRing, clock: StoppedClock) -> None:
    ring.generate(ED)
    first = ring.rotate()
    clock.pass_time(seconds=NOTICE.total_seconds() - 1)
    assert ring.rotate() == first


def test_a_rotation_under_way_can_be_hurried(ring: FileKeyRing, clock: StoppedClock) -> None:
    ring.generate(ED)
    _before, slow = ring.rotate()
    clock.pass_time(seconds=10)
    before, fast = ring.rotate(at_once=True)
    assert (fast.kid, fast.signs_from) == (slow.kid, clock.now() + PROPAGATION_DELAY)
    assert before.accepted_until == clock.now() + PROPAGATION_DELAY + OVERLAP


def test_keys_can_be_rotated_faster_than_they_are_over(ring: FileKeyRing, clock: StoppedClock) -> None:
    ring.generate(ED)
    for _turn in range(3):
        ring.rotate()
        clock.pass_time(seconds=NOTICE.total_seconds())
    assert states(ring) == [KeyState.RETIRING] * 3 + [KeyState.ACTIVE]


def test_a_key_that_retires_can_be_forgotten(ring: FileKeyRing, clock: StoppedClock) -> None:
    ring.generate(ED)
    before, after = ring.rotate(at_once=True)
    clock.pass_time(minutes=1)
    ring.retire(before.kid)
    assert [key.kid for key in ring.list()] == [after.kid]


def test_the_key_that_signs_cannot_be_forgotten(ring: FileKeyRing, clock: StoppedClock) -> None:
    only = ring.generate(ED)
    with pytest.raises(KeyRingError, match="signs at this moment"):
        ring.retire(only.kid)
    ring.rotate()
    with pytest.raises(KeyRingError, match="Rotate first"):
        ring.retire(only.kid)
    assert states(ring) == [KeyState.ACTIVE, KeyState.NEXT]


def test_the_key_that_signs_goes_on_when_the_next_is_forgotten(ring: FileKeyRing, clock: StoppedClock) -> None:
    ring.generate(ED)
    before, after = ring.rotate()
    ring.retire(after.kid)
    clock.pass_time(days=30)
    assert [(key.kid, key.state, key.accepted_until) for key in ring.list()] == [(before.kid, KeyState.ACTIVE, None)]


def test_forgetting_one_key_prolongs_no_other(ring: FileKeyRing, clock: StoppedClock) -> None:
    oldest = ring.generate(ED)
    for _turn in range(2):
        ring.rotate()
        clock.pass_time(seconds=NOTICE.total_seconds())
    middle = ring.list()[1]
    ring.retire(middle.kid)
    assert ring.list()[0].kid == oldest.kid
    assert ring.list()[0].accepted_until == NOON + NOTICE + OVERLAP


def test_an_unknown_key_cannot_be_forgotten(ring: FileKeyRing) -> None:
    ring.generate(ED)
    with pytest.raises(KeyRingError, match="There is no key nobody"):
        ring.retire("nobody")


@pytest.mark.parametrize("act", [lambda ring: ring.rotate(), lambda ring: ring.retire("x"), lambda ring: ring.list()])
def test_without_a_key_there_is_nothing_to_tend(
    ring: FileKeyRing, act: Callable[[FileKeyRing], object], tmp_path: Path
) -> None:
    with pytest.raises(KeyRingError, match="cortex keys generate"):
        act(ring)
    assert list(tmp_path.iterdir()) == []


def test_a_clock_that_is_late_still_finds_a_key_that_signs(ring: FileKeyRing, clock: StoppedClock) -> None:
    only = ring.generate(ED)
    clock.pass_time(seconds=-30)
    assert [(key.kid, key.state) for key in ring.list()] == [(only.kid, KeyState.ACTIVE)]
    assert clock.now() == NOON - timedelta(seconds=30)


class Unrecorded(Exception):
    """What is to happen before a change cannot be done."""


@pytest.mark.parametrize("change", ["generate", "rotate", "retire"])
def test_a_change_is_announced_once_it_is_possible_and_not_made_if_that_fails(ring: FileKeyRing, change: str) -> None:
    ring.generate(ED)
    waiting = ring.generate(ED)
    if change == "generate":
        ring.retire(waiting.kid)
    unchanged, announced = ring.list(), []

    def refuse(key: KeyInfo) -> None:
        announced.append(key)
        raise Unrecorded

    changes: dict[str, Callable[[], object]] = {
        "generate": lambda: ring.generate(ES, before=refuse),
        "rotate": lambda: ring.rotate(before=refuse),
        "retire": lambda: ring.retire(waiting.kid, before=refuse),
    }
    with pytest.raises(Unrecorded):
        changes[change]()
    assert ring.list() == unchanged
    [key] = announced
    assert key.algorithm == ES if change == "generate" else key.kid == waiting.kid


def test_a_change_that_is_refused_is_not_announced(ring: FileKeyRing) -> None:
    active = ring.generate(ED)
    announced: list[KeyInfo] = []
    with pytest.raises(KeyRingError):
        ring.retire(active.kid, before=announced.append)
    assert announced == []
