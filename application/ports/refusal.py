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
