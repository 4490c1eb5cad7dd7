"""Whether a history of concurrent operations is linearizable: whether there is one order of them, each at a moment
between its begin and its end, that the model allows.

The search is that of Wing and Gong ("Testing and Verifying Concurrent Objects", 1993) with the memory of configurations
of Lowe ("Testing for Linearizability", 2017): a set of operations that were ordered, with the state that they led to,
is looked at once. Histories are to be split beforehand into parts that do not affect each other.
"""

import math
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from time import monotonic
from typing import Generic, TypeVar

import attrs

StateT = TypeVar("StateT", bound=Hashable)
ActT = TypeVar("ActT")
MOST_CONFIGURATIONS = 300_000
MOST_FOR_A_COUNTEREXAMPLE = 3_000
"""Of each of the searches that make it smaller."""
SHRINKING_SECONDS = 10.0
UNKNOWN = math.inf


class SearchTooLong(Exception):
    """The history has too many orders to look at: split it, or record less at once."""


@attrs.frozen(eq=False)
class Operation(Generic[ActT]):
    """An act with its answer, from ``begun`` to ``ended``, in seconds of one clock. One whose answer is unknown ends
    never (``UNKNOWN``): it may take effect at any later moment, or not at all. One that ``is_settled`` as soon as it
    would change nothing, such as a read, changes nothing in any later state either."""

    client: str
    act: ActT
    begun: float
    ended: float = UNKNOWN
    is_settled: bool = False

    @property
    def is_certain(self) -> bool:
        """Whether it was answered."""
        return self.ended < UNKNOWN

    def in_doubt(self) -> "Operation[ActT]":
        """The same, as if nobody had seen its answer."""
        return attrs.evolve(self, ended=UNKNOWN)


History = Sequence[Operation[ActT]]
Step = Callable[[StateT, Operation[ActT]], Iterable[StateT]]
"""Returns every state that an operation may lead to; none if the state does not allow its answer. An operation in doubt
has any answer that the state allows."""


def is_linearizable(
    history: History[ActT], initial: StateT, step: Step[StateT, ActT], *, most: int = MOST_CONFIGURATIONS
) -> bool:
    """Whether there is such an order. Raises ``SearchTooLong`` after ``most`` configurations."""
    operations = sorted(history, key=lambda operation: operation.begun)
    required = sum(1 << place for place, operation in enumerate(operations) if operation.is_certain)
    open_ = [(0, initial)]
    seen = set(open_)
    while open_:
        done, state = open_.pop()
        if done & required == required:
            return True
        for following in _following(operations, done, state, step):
            if following not in seen:
                seen.add(following)
                open_.append(following)
        if len(seen) > most:
            raise SearchTooLong
    return False


def _following(
    operations: Sequence[Operation[ActT]], done: int, state: StateT, step: Step[StateT, ActT]
) -> Iterable[tuple[int, StateT]]:
    """The configurations after one more operation, the most promising last. One that has settled is taken at
    once: to take it later would allow nothing more."""
    found: list[tuple[float, int, StateT]] = []
    for place in _candidates(operations, done):
        operation = operations[place]
        states = list(step(state, operation))
        if operation.is_settled and operation.is_certain and states == [state]:
            return [(done | 1 << place, state)]
        found += [
            (operation.ended, done | 1 << place, after) for after in states if operation.is_certain or after != state
        ]
    found.sort(key=lambda each: -each[0])
    return [(place, after) for _ended, place, after in found]


def _candidates(operations: Sequence[Operation[ActT]], done: int) -> Iterator[int]:
    """The operations that may come next: none of the others had ended before they began."""
    first_end = UNKNOWN
    place = ((done + 1) & ~done).bit_length() - 1
    for number in range(place, len(operations)):
        if done >> number & 1:
            continue
        if operations[number].begun > first_end:
            return
        first_end = min(first_end, operations[number].ended)
        yield number


def counterexample(
    history: History[ActT],
    initial: StateT,
    step: Step[StateT, ActT],
    parts: Callable[[History[ActT]], Iterable[History[ActT]]] = lambda _history: (),
) -> History[ActT]:
    """Returns the operations of a history that is not linearizable whose answers exclude each other, whatever all
    others did: the shortest beginning, and of it every operation that cannot be put in doubt. ``parts`` are histories
    that are linearizable if the whole is, the first of which that is not is taken instead. It stops to make it smaller
    after ``SHRINKING_SECONDS``."""
    until = monotonic() + SHRINKING_SECONDS
    left = _shortest_beginning(history, initial, step)
    left = next(([*part] for part in parts(left) if not _may_be_linearizable(part, initial, step)), left)
    for operation in sorted(left, key=lambda each: -each.begun):
        if operation.is_certain and monotonic() < until:
            doubted = [each.in_doubt() if each is operation else each for each in left]
            if not _may_be_linearizable(doubted, initial, step):
                left = doubted
    return sorted((operation for operation in left if operation.is_certain), key=lambda each: each.begun)


def _shortest_beginning(history: History[ActT], initial: StateT, step: Step[StateT, ActT]) -> list[Operation[ActT]]:
    ends = sorted(operation.ended for operation in history if operation.is_certain)
    low, high = 0, len(ends) - 1
    while low < high:
        middle = (low + high) // 2
        if _may_be_linearizable(_until(history, ends[middle]), initial, step):
            low = middle + 1
        else:
            high = middle
    return _until(history, ends[low])


def _until(history: History[ActT], moment: float) -> list[Operation[ActT]]:
    begun = (operation for operation in history if operation.begun <= moment)
    return [operation if operation.ended <= moment else operation.in_doubt() for operation in begun]


def _may_be_linearizable(history: History[ActT], initial: StateT, step: Step[StateT, ActT]) -> bool:
    """Also true if the search would take too long."""
    try:
        return is_linearizable(history, initial, step, most=MOST_FOR_A_COUNTEREXAMPLE)
    except SearchTooLong:
        return True
