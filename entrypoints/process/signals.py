import asyncio
import signal
from collections.abc import Callable

STOP_SIGNALS = (signal.SIGTERM, signal.SIGINT)
SIGNAL_SPREAD_SECONDS = 1.0
"""A second signal within this time is a copy of the first: Ctrl+C reaches every process of a terminal, and supervisors
forward it."""


async def wait_for_stop_signal(on_ready: Callable[[], None]) -> None:
    """Returns when the process receives SIGTERM or SIGINT. A later signal ends it at once. ``on_ready`` is called when
    the handlers are installed. To be called once."""
    signalled = asyncio.Event()
    loop = asyncio.get_running_loop()
    for signal_ in STOP_SIGNALS:
        loop.add_signal_handler(signal_, signalled.set)
    on_ready()
    await signalled.wait()
    loop.call_later(SIGNAL_SPREAD_SECONDS, _end_at_next_signal)


def _end_at_next_signal() -> None:
    for signal_ in STOP_SIGNALS:
        asyncio.get_running_loop().remove_signal_handler(signal_)
        signal.signal(signal_, signal.SIG_DFL)
