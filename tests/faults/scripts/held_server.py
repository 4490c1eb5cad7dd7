"""``cortex`` whose event loop stands still for two seconds at each SIGUSR1, while its other threads go on."""

import signal
import time
from types import FrameType

from bootstrap.main import main

HELD_SECONDS = 2.0


def hold(_number: int, _frame: FrameType | None) -> None:
    """Holds the main thread, where the event loop runs."""
    time.sleep(HELD_SECONDS)


if __name__ == "__main__":
    signal.signal(signal.SIGUSR1, hold)
    main()
