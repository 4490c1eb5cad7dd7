import asyncio
import signal


async def until_told_to_stop() -> None:
    """Returns when the process is sent SIGTERM or SIGINT. Call it once."""
    stop = asyncio.Event()
    for signal_ in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(signal_, stop.set)
    await stop.wait()
