"""Integers of any size as text that sorts like them, for databases whose own integers end at 64 bits.

What is written is the distance from the least number of so many digits, with as many digits as the greatest has: of
three digits, -7 is ``0993`` and 7 is ``1007``."""


def to_ordered_digits(number: int, digits: int) -> str:
    """Returns the text of a number of at most so many digits: ``digits + 1`` characters."""
    return str(number + 10**digits).zfill(digits + 1)


def from_ordered_digits(text: str, digits: int) -> int:
    """Returns the number. Raises ``ValueError`` for a text that is none."""
    return int(text) - int(10**digits)
