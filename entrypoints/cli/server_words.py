"""What a server said, out of whatever a library made of it."""


def words_of(error: BaseException) -> str:
    """The first line of the innermost cause, unless that could hold an address with a password; else its type."""
    inner = error
    while deeper := getattr(inner, "orig", None) or inner.__cause__:
        inner = deeper
    line = str(inner).strip().partition("\n")[0].rstrip(".")
    return line if line and "://" not in line else type(inner).__name__
