"""The checker agrees with a search through every order, and refuses what is known not to be linearizable."""

from collections.abc import Iterable
from itertools import chain, combinations, permutations

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.linearizability.checker import (
    UNKNOWN,
    History,
    Operation,
    SearchTooLong,
    counterexample,
    is_linearizable,
)


@attrs.frozen
class Call:
    """A call of a register: ``swap`` compares with ``expected`` and sets ``value``."""

    kind: str
    value: int
    expected: int = 0
    done: bool = True


def register(state: int, operation: Operation[Call]) -> Iterable[int]:
    """A register that is read, written, and compared and set."""
    call = operation.act
    match call.kind:
        case "read":
            return [state] if not operation.is_certain or call.value == state else []
        case "write":
            return [call.value]
        case _:
            succeeds = call.expected == state
            if operation.is_certain and succeeds is not call.done:
                return []
            return [call.value if succeeds else state]


def in_any_order(history: History[Call]) -> bool:
    """The definition: every subset of what is in doubt, in every order that time allows."""
    certain = [operation for operation in history if operation.is_certain]
    doubtful = [operation for operation in history if not operation.is_certain]
    subsets = chain.from_iterable(combinations(doubtful, size) for size in range(len(doubtful) + 1))
    return any(is_allowed(order) for subset in subsets for order in permutations([*certain, *subset]))


def is_allowed(order: Iterable[Operation[Call]]) -> bool:
    states, latest_begin = [0], 0.0
    for operation in order:
        if operation.ended < latest_begin:
            return False
        latest_begin = max(latest_begin, operation.begun)
        states = [after for state in states for after in register(state, operation)]
    return bool(states)


@st.composite
def operations(draw: st.DrawFn) -> Operation[Call]:
    begun = draw(st.integers(0, 8))
    ended = draw(st.one_of(st.integers(begun, 10), st.just(UNKNOWN)))
    number = st.integers(0, 2)
    call = Call(draw(st.sampled_from(["read", "write", "swap"])), draw(number), draw(number), draw(st.booleans()))
    return Operation("one", call, begun, ended, is_settled=call.kind == "read")


@settings(max_examples=250)
@given(st.lists(operations(), max_size=5))
def test_the_checker_agrees_with_a_search_through_every_order(history: list[Operation[Call]]) -> None:
    assert is_linearizable(history, 0, register) == in_any_order(history)


@settings(max_examples=60)
@given(st.lists(operations(), min_size=2, max_size=6))
def test_a_counterexample_is_not_linearizable_whatever_the_others_did(history: list[Operation[Call]]) -> None:
    if is_linearizable(history, 0, register):
        return
    kept = counterexample(history, 0, register)
    others = [operation.in_doubt() for operation in history if operation not in kept]
    assert not is_linearizable([*kept, *others], 0, register)


def read(value: int, begun: float, ended: float) -> Operation[Call]:
    return Operation("reader", Call("read", value), begun, ended, is_settled=True)


def write(value: int, begun: float, ended: float = UNKNOWN) -> Operation[Call]:
    return Operation("writer", Call("write", value), begun, ended)


@pytest.mark.parametrize(
    "history",
    [
        [write(1, 0, 1), read(0, 2, 3)],
        [write(1, 0, 1), write(2, 2, 3), read(1, 4, 5)],
        [write(1, 0, 9), read(1, 1, 2), read(0, 3, 4)],
        [write(1, 5), read(1, 0, 4)],
        [Operation(name, Call("swap", 1, 0), 0, 9) for name in ("one", "other")],
    ],
    ids=["stale", "older write", "new, then old", "before it began", "two winners"],
)
def test_a_history_that_is_known_to_be_wrong_is_refused(history: list[Operation[Call]]) -> None:
    assert not is_linearizable(history, 0, register)


def test_an_operation_in_doubt_may_take_effect_late_or_never() -> None:
    late = [write(1, 0), read(0, 1, 2), read(1, 5, 6)]
    assert is_linearizable(late, 0, register)
    assert is_linearizable(late[:2], 0, register)
    assert not is_linearizable([*late, read(0, 7, 8)], 0, register)


def test_a_counterexample_is_two_operations_of_many() -> None:
    wrong = [write(1, 0, 1), read(0, 2, 3)]
    right = [write(0, 4 + number, 4.5 + number) for number in range(30)]
    assert counterexample([*right, *wrong], 0, register) == wrong


def test_a_history_of_too_many_orders_is_given_up() -> None:
    """Writers in doubt may come in any order, and in any number."""
    tangled = [write(number, 0) for number in range(12)] + [read(99, 0, 20)]
    with pytest.raises(SearchTooLong):
        is_linearizable(tangled, 0, register, most=1000)
