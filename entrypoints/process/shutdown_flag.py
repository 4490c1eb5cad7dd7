import mmap


class ShutdownFlag:
    """A flag in shared memory, set when all processes of a listener stop, not only one of them. Processes that are
    forked after it was made share it."""

    def __init__(self) -> None:
        self._page = mmap.mmap(-1, 1)

    def is_clear(self) -> bool:
        """Returns true until the flag is set."""
        return self._page[0] == 0

    def set(self) -> None:
        """Sets the flag for all processes."""
        self._page[0] = 1
