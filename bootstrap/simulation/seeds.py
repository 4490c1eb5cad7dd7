"""Randomness that one number decides."""

from random import Random


def stream(seed: int, name: str) -> Random:
    """Returns the random numbers of one use. Each use has a stream of its own, so that one that draws more often does
    not change the others. The result is the same in every process and on every machine."""
    return Random(f"{seed}/{name}")  # noqa: S311  # it must be predictable; nothing here is a secret
