import attrs

from domain.shared_kernel.messages import Sentence


@attrs.define(eq=False)
class RefusedByServer(Exception):
    """A server that answers, but refuses what this service needs until an operator mends something. ``words`` are the
    server's own error text, ``cure`` is a sentence for an operator."""

    server: Sentence
    words: Sentence
    cure: Sentence

    def __str__(self) -> str:
        return f"{self.server} cannot be used: {self.words}. {self.cure}"


def words_of(error: BaseException) -> str:
    """Returns the first line of the innermost cause, or its type if the line could contain an address with a
    password."""
    inner = error
    while deeper := getattr(inner, "orig", None) or inner.__cause__:
        inner = deeper
    line = str(inner).strip().partition("\n")[0].rstrip(".")
    return line if line and "://" not in line else type(inner).__name__
