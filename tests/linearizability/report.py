"""A counterexample that people can read."""

from collections.abc import Sequence

from tests.linearizability.checker import History, Operation
from tests.linearizability.model import Act


def as_text(history: History[Act], contradiction: Sequence[Operation[Act]]) -> str:
    """The operations whose answers exclude each other, in the order in which they began."""
    first = min(operation.begun for operation in history)
    names = _session_names(history)
    lines = [
        f"  {operation.begun - first:8.3f} to {operation.ended - first:8.3f} s  {operation.client:<10}"
        f" {_act(operation.act, names):<46} -> {_answer(operation.act, names)}"
        for operation in contradiction
    ]
    others = len(history) - len(contradiction)
    return "\n".join(
        [
            f"No order of these {len(contradiction)} operations, each at a moment between its begin and its end,"
            " gives their answers:",
            *lines,
            f"  The other {others} operations of this account do not matter, whatever they did.",
        ]
    )


def _session_names(history: History[Act]) -> dict[str, str]:
    """A letter, and a number, for each session in the order in which they were opened."""
    opened = sorted((op.begun, op.act.opened) for op in history if op.act.opened)
    return {session: f"S{number}" for number, (_begun, session) in enumerate(opened, 1)}


def _act(act: Act, names: dict[str, str]) -> str:
    """An act with what it was done by."""
    by = f" {names.get(act.session, act.session[:8])}, generation {act.generation}" if act.session else ""
    password = f" with password {act.password}" if act.password else ""
    new = f" for password {act.new_password}" if act.new_password else ""
    return f"{act.kind}{by}{password}{new}"


def _answer(act: Act, names: dict[str, str]) -> str:
    opened = f", {names[act.opened]} is open" if act.opened else ""
    return f"{act.answer}{opened}"
