import mmap


class ShutdownFlag:
    """Whether all who share a listener are told to end, or one of them alone. Known to every process that begins after
    it was made."""

    def __init__(self) -> None:
        self._page = mmap.mmap(-1, 1)

    def is_ahead(self) -> bool:
        return self._page[0] == 0

    def announce(self) -> None:
        self._page[0] = 1
