import attrs


@attrs.define(eq=False)
class RefusedByServer(Exception):
    """A server answers, and will not do what this service needs until somebody mends something. ``words`` are the
    server's own, ``cure`` is a sentence for an operator."""

    server: str
    words: str
    cure: str

    def __str__(self) -> str:
        return f"{self.server} cannot be used: {self.words}. {self.cure}"


def words_of(error: BaseException) -> str:
    """The first line of the innermost cause, unless that could hold an address with a password; else its type."""
    inner = error
    while deeper := getattr(inner, "orig", None) or inner.__cause__:
        inner = deeper
    line = str(inner).strip().partition("\n")[0].rstrip(".")
    return line if line and "://" not in line else type(inner).__name__
