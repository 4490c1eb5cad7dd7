"""Rows in columns, for people."""

from collections.abc import Sequence


def as_columns(titles: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    everything = [titles, *rows]
    widths = [max(map(len, column)) for column in zip(*everything, strict=True)]
    lines = ("  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)) for row in everything)
    return "\n".join(line.rstrip() for line in lines)
