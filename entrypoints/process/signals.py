import asyncio
import signal
from collections.abc import Callable

STOPPING = (signal.SIGTERM, signal.SIGINT)
ECHO_SECONDS = 1.0
"""Within this time a second signal is the same order: Ctrl+C reaches every process of a terminal, and those who look
after others hand it on."""


async def wait_for_stop_signal(announce: Callable[[], None]) -> None:
    """Returns when the process is sent SIGTERM or SIGINT. Told once more, later, it ends at once. ``announce`` is
    called as soon as the signals are awaited, as whoever hears of this process may send one at that moment. Call it
    once."""
    signalled = asyncio.Event()
    loop = asyncio.get_running_loop()
    for signal_ in STOPPING:
        loop.add_signal_handler(signal_, signalled.set)
    announce()
    await signalled.wait()
    loop.call_later(ECHO_SECONDS, _end_at_next_signal)


def _end_at_next_signal() -> None:
    for signal_ in STOPPING:
        asyncio.get_running_loop().remove_signal_handler(signal_)
        signal.signal(signal_, signal.SIG_DFL)
